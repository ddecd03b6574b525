#include "forms/chart_flags.h"

#include <algorithm>
#include <format>
#include <string_view>

namespace anteroom::forms {
namespace {

// The flags of two forms of the library, by the ids that their scoring.json gives them.
constexpr std::string_view alcohol_flag = "audit-c-positive";
constexpr std::string_view item9_flag = "suicide-item9-positive";

constexpr const char* own_rule = "Anteroom";
constexpr const char* ahrq = "AHRQ";

// The report whose answers raise this flag as they stand; null where none does.
const ScoreReport* raising(const std::vector<ScoreReport>& reports, std::string_view flag) {
  const auto found = std::ranges::find_if(
      reports, [&](const ScoreReport& report) { return std::ranges::contains(report.flags, flag, &Flag::id); });
  return found == reports.end() ? nullptr : &*found;
}

// "AUDIT-C 10"
std::string main_score(const ScoreReport& report) {
  const auto score = std::ranges::find(report.scores, true, &Score::printed);
  if (score == report.scores.end()) return report.form;
  const auto* number = std::get_if<Number>(&score->value);
  return number == nullptr ? score->label : std::format("{} {:.{}f}", score->label, number->value, number->decimals);
}

std::string read_on(const ChartFacts& chart) {
  return chart.as_of ? "from chart as of " + anteroom::to_string(*chart.as_of) : "from chart, day not available";
}

}  // namespace

std::vector<ChartFlag> chart_flags(const ChartFacts& chart, const VisitScores& scores) {
  std::vector<ChartFlag> flags;
  if (chart.opioid_mme.value_or(0) <= 0) return flags;
  const std::string dose = std::format("{} MME a day, {}", *chart.opioid_mme, read_on(chart));

  if (const ScoreReport* alcohol = raising(scores.reports, alcohol_flag)) {
    flags.push_back({"opioid-audit-c", ChartFlagKind::combined, "Opioid with AUDIT-C positive (overdose)",
                     main_score(*alcohol) + "; " + dose, own_rule});
  }
  if (chart.benzodiazepine == true)
    flags.push_back(
        {"opioid-benzodiazepine", ChartFlagKind::combined, "Opioid with benzodiazepine (overdose)", dose, ahrq});
  // What was raised stays so, whatever became of the answer.
  const bool raised = std::ranges::any_of(scores.raised, [](const auto& one) { return one.flag.id == item9_flag; });
  if (raised || raising(scores.reports, item9_flag) != nullptr)
    flags.push_back(
        {"opioid-item9", ChartFlagKind::combined, "Opioid with item 9 positive (access to means)", dose, own_rule});

  if (*chart.opioid_mme < high_dose_mme) return flags;
  flags.push_back(
      {"high-dose", ChartFlagKind::of_chart, std::format("Opioid dose of {} MME or more", high_dose_mme), {}, ahrq});
  if (chart.naloxone == false)
    flags.push_back({"no-naloxone",
                     ChartFlagKind::of_chart,
                     std::format("No naloxone at {} MME or more", high_dose_mme),
                     {},
                     ahrq});
  return flags;
}

}  // namespace anteroom::forms
