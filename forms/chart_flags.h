// What the chart says of opioids, held against itself and against today's answers: facts for the care team, no advice
// and no level of risk. A field of the chart that is blank raises nothing; what an answer means is its form's own
// scoring to say.
#pragma once

#include "forms/base/chart_facts.h"
#include "forms/visit_scores.h"

#include <string>
#include <vector>

namespace anteroom::forms {

// The least dose, in milligrams of morphine equivalents a day, that is called high, and from which naloxone is looked
// for. Source: AHRQ, Pain Management Summary (its summaryMap: 50 and more).
inline constexpr int high_dose_mme = 50;

enum class ChartFlagKind {
  combined,  // an opioid with something beside which it is a danger to life
  of_chart,  // of the chart by itself
};

struct ChartFlag {
  std::string id;  // "opioid-audit-c"
  ChartFlagKind kind = ChartFlagKind::of_chart;
  std::string title;   // "Opioid with AUDIT-C positive (overdose)"
  std::string facts;   // of a combined one: "AUDIT-C 10; 60 MME a day, from chart as of 2026-11-20"
  std::string source;  // of the rule
};

// Combined ones first. An opioid is a dose above 0. The rules:
//   opioid-audit-c         opioid, and AUDIT-C positive by its own cut (own rule, "Anteroom")
//   opioid-benzodiazepine  opioid, and a benzodiazepine (AHRQ)
//   opioid-item9           opioid, and PHQ-9 item 9 answered above "Not at all", also where the answer was changed
//                          afterwards (own rule, "Anteroom")
//   high-dose              high_dose_mme and more (AHRQ)
//   no-naloxone            high_dose_mme and more, and the chart says that there is no naloxone (AHRQ)
[[nodiscard]] std::vector<ChartFlag> chart_flags(const ChartFacts& chart, const VisitScores& scores);

}  // namespace anteroom::forms
