// What the files that read scoring.json share: members that must be there, each wrong one a finding with its place. It
// is for them only; others call ScoringRules::read.
#pragma once

#include "forms/json.h"
#include "forms/reading.h"
#include "forms/scoring_rules.h"

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::forms {

// A place in scoring.json such as scores[0].bands[2].
struct RulePlace {
  Json json;
  std::string path;

  // The member; its place is named even where it is absent.
  [[nodiscard]] RulePlace operator[](std::string_view key) const;
  // The members of an array, none when it is something else.
  [[nodiscard]] std::vector<RulePlace> elements() const;
};

class ScoringReader {
 public:
  ScoringReader(const Questionnaire& form, Findings& findings) : m_form(form), m_findings(findings) {}

  // Only good when the findings hold no error.
  [[nodiscard]] ScoringRules::Rules read(Json root);

 private:
  void wrong(const RulePlace& place, std::string_view message, std::string_view link_id = {});
  // The object with these keys and no others.
  void expect_keys(const RulePlace& place, std::initializer_list<std::string_view> keys);
  [[nodiscard]] std::string text(const RulePlace& place);
  [[nodiscard]] Exact number(const RulePlace& place);
  [[nodiscard]] int whole(const RulePlace& place, int lowest, int highest);
  [[nodiscard]] std::vector<std::string> texts(const RulePlace& place);
  // The named sources of the rule at this place, as they are printed; every rule must name one.
  [[nodiscard]] std::string source(const RulePlace& rule);
  // A linkId of a question that scores a number.
  [[nodiscard]] LinkId item(const RulePlace& place);
  [[nodiscard]] LinkId item(std::string_view link_id, const RulePlace& place);

  void read_sources(const RulePlace& sources);
  [[nodiscard]] ScoreRule read_score(const RulePlace& place);
  void read_items(const RulePlace& place, ScoreRule& rule);
  void read_reversed(const RulePlace& place, ScoreRule& rule);
  [[nodiscard]] std::vector<Threshold> read_thresholds(const RulePlace& place, ScoreRule& rule);
  void read_pattern(const RulePlace& place, ScoreRule& rule);
  void read_range(const RulePlace& place, ScoreRule& rule);
  void read_bands(const RulePlace& place, ScoreRule& rule);
  void read_missing(const RulePlace& place, ScoreRule& rule);
  [[nodiscard]] FlagRule read_flag(const RulePlace& place);
  [[nodiscard]] WarningRule read_warning(const RulePlace& place, const std::vector<WarningRule>& before);
  [[nodiscard]] ChangeRule read_change(const RulePlace& place, const std::vector<ScoreRule>& scores,
                                       const std::vector<ChangeRule>& before);

  const Questionnaire& m_form;
  Findings& m_findings;
  std::vector<std::string> m_sources;
};

}  // namespace anteroom::forms
