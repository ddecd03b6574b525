// A visit as it leaves for other machines: who, when, and what was answered. The CSV, the FHIR bundle and the clinic's
// report are made of it. Plain data; the names in it are the caller's business to protect.
#pragma once

#include "forms/base/chart_facts.h"
#include "forms/visit_scores.h"

#include <optional>
#include <string>
#include <vector>

namespace anteroom::exporting {

// An alert of the visit and how long it waited for a person.
struct RecordedAlert {
  bool safety = false;  // an answer raised it; otherwise the patient asked for somebody
  Instant raised;
  std::optional<Instant> acknowledged;
};

struct VisitRecord {
  std::string id;             // "kiosk-1/17": the same for the same visit for ever, and nothing about the patient
  std::string record_number;  // as staff typed it
  std::string initials;
  Date birth_date;
  std::string sex;       // "female", "male", "unknown"
  std::string battery;   // id
  int number = 1;        // of the visits of this patient
  std::string language;  // BCP 47; empty: the forms' own
  bool finished = false;
  Date day;                      // local
  Instant begun;                 // UTC
  std::optional<Instant> ended;  // UTC
  forms::PastVisit past;
  std::vector<RecordedAlert> alerts = {};
  ChartFacts chart = {};

  // Whole minutes from begin to end; empty while it has none.
  [[nodiscard]] std::optional<int> minutes() const {
    if (!ended) return std::nullopt;
    return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(*ended - begun).count());
  }
};

// "2026-11-23T10:12:00Z"
[[nodiscard]] inline std::string utc_moment(Instant at) {
  return std::format("{:%FT%T}Z", std::chrono::floor<std::chrono::seconds>(at));
}

}  // namespace anteroom::exporting
