// How a clinic's patients fared over a period, in numbers that lead back to nobody: counts, medians and means, nothing
// from fewer than five patients, no name, no number, no date of a visit.
#pragma once

#include "export/summary.h"
#include "export/visit_record.h"
#include "export/visit_results.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace anteroom::exporting {

inline constexpr int fewest_in_a_cell = 5;
inline constexpr int fewest_care_answers = 25;

// A visit with what the report needs of it. `patient` only tells patients apart and is never written.
struct OutcomeVisit {
  std::string patient;
  Date day;
  bool finished = false;
  std::optional<int> minutes;
  std::vector<forms::ScoreReport> reports;
  std::vector<RecordedAlert> alerts;
};
[[nodiscard]] OutcomeVisit outcome_visit(const VisitRecord& record);

// A count; empty: 1 to 4, or it would give away another that is.
using Count = std::optional<int>;

// A mean over patients, each once; both empty where fewer than five have a value.
struct Mean {
  Count patients;
  std::optional<double> value;
};

struct ScoreOutcome {
  std::string label;  // "PHQ-9"
  std::string range;  // "0–27, lower is better"
  int decimals = 1;
  std::array<Mean, 4> at;  // baseline, 3, 6, 12 months
  // The newest value of the period beside the patient's own baseline, by the instrument's threshold.
  Count compared;
  Count better;
  Count no_clear_change;
  Count worse;
  bool has_threshold = false;
  std::string rule;
  Count left_out;  // values of the period by another version of the form or its rules than the patient's baseline
};

// What was said about consultations, over the whole clinic.
struct CareOutcome {
  Count answers;  // empty below 25
  std::optional<double> mean;
  std::string range;
};

struct OutcomeReport {
  std::string clinic;
  Date from;  // both days count
  Date to;
  Count visits;
  Count patients;
  Count finished;
  Count unfinished;
  std::optional<double> median_minutes;
  std::vector<ScoreOutcome> scores;
  Count alerts;  // that an answer raised
  Count unacknowledged;
  std::optional<double> median_alert_minutes;  // until a person acknowledged
  CareOutcome care;
  std::string made;  // local minute
  Instant created_at;
};

struct CareAnswers {
  std::vector<double> scores;  // of the period
  std::string range;
};

// `visits` are all that there are up to the last day, also those before the period: a baseline is older than it.
// `form` finds a form of the library, null for one that is gone.
[[nodiscard]] OutcomeReport outcome_report(const std::vector<OutcomeVisit>& visits, const Date& from, const Date& to,
                                           const FindForm& form, const CareAnswers& care);

// Counts of one whole beside its total: those from 1 to 4 are hidden, and one more where the hidden one would be what
// is missing from the total.
[[nodiscard]] std::vector<Count> without_small_cells(const std::vector<int>& counts);

// Faults as summary_pdf.
[[nodiscard]] Result<std::vector<std::byte>> outcome_pdf(const OutcomeReport& report, PageSize size,
                                                         const SummaryFonts& fonts);
// section, measure, time, patients, value
[[nodiscard]] std::string outcome_csv(const OutcomeReport& report);

}  // namespace anteroom::exporting
