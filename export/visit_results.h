// From a visit to what the page says of it: scores, what changed since earlier visits and by whose threshold, trends,
// the body map, the answers in words and what of them concerns whom. Pure. It decides nothing clinical: every number
// and every threshold comes from the forms.
#pragma once

#include "export/summary.h"
#include "forms/visit_scores.h"

#include <functional>
#include <span>
#include <string_view>

namespace anteroom::exporting {

// A visit of the same patient before the one on the page.
struct EarlierVisit {
  Date day;  // local
  forms::PastVisit past;
};

// A form of the library, null for one that is gone.
using FindForm = std::function<const forms::Form*(std::string_view)>;

// What staff read in the chart, and what of it is a flag beside today's answers.
void add_chart(Summary& summary, const ChartFacts& chart, const forms::VisitScores& scores);

// Fills results, withheld forms, own words, trends, body map, pointers, answers and thresholds of `summary`, whose day,
// flags, alerts and chart are there already. `earlier` has the oldest first.
void add_visit(Summary& summary, const forms::Visit& visit, std::span<const EarlierVisit> earlier);
// The same of a visit whose answers are kept no longer: nothing of what only they could say.
void add_scores_alone(Summary& summary, const forms::VisitScores& scores, const FindForm& form,
                      std::span<const EarlierVisit> earlier);

// The parts of it.
void add_history(Summary& summary, const FindForm& form, std::span<const EarlierVisit> earlier);
void add_body_map(Summary& summary, const forms::VisitScores& scores, std::span<const EarlierVisit> earlier);
// `visit` null: its answers are kept no longer.
void add_pointers(Summary& summary, const forms::Visit* visit);

// What staff read: the form's own language.
[[nodiscard]] std::string_view staff_language(const forms::Form& form);
// The score that stands for its form: the first that is printed; null where there is none.
[[nodiscard]] const forms::Score* main_score(const forms::ScoreReport& report);

}  // namespace anteroom::exporting
