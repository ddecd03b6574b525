// What is kept of a visit when its answers are kept no longer: its scores with the versions that made them, the safety
// flags that were raised, and where it hurt. No answer but those areas, and what a scale of one question is by itself.
#pragma once

#include "forms/visit.h"

#include <optional>
#include <string>
#include <vector>

namespace anteroom::forms {

struct BodyPart {
  std::string code;  // as forms/body_outline.h draws it
  std::string name;  // in the form's own language
  bool operator==(const BodyPart&) const = default;
};

struct VisitScores {
  // One a form that was asked, in order. Without warnings, which are about answers, and without the answer that raised
  // a flag.
  std::vector<ScoreReport> reports;
  std::vector<RaisedFlag> raised;              // without what was answered
  std::vector<FormId> declined;                // forms of which every answer was "prefer not to answer"
  std::optional<std::vector<BodyPart>> areas;  // of the first body map that was answered; none where none was

  [[nodiscard]] const ScoreReport* report_of(std::string_view form) const;
};

[[nodiscard]] VisitScores scores_of(const Visit& visit);

// A visit that is over.
struct PastVisit {
  VisitScores scores;
  std::optional<Visit> visit;  // none: its answers are kept no longer
};
[[nodiscard]] PastVisit past_visit(Visit visit);

}  // namespace anteroom::forms
