#include "export/visit_results.h"

#include "export/summary_layout.h"

#include <algorithm>
#include <format>

namespace anteroom::exporting {
namespace {

using forms::ItemType;

// What the patient was asked; a question that a later answer disabled was not.
FormAnswers form_answers(const forms::Visit& visit, const forms::Form& form) {
  FormAnswers page{form.long_name, form.questionnaire.version, form.questionnaire.copyright, {}};
  const forms::Answers& answers = visit.answers(form.questionnaire.id);
  for (const forms::Item* item : forms::asked_questions(form.questionnaire, answers)) {
    const auto answer = answers.find(item->link_id);
    AnswerLine line{item->text.in(staff_language(form)), "not answered", true};
    if (answer != answers.end()) {
      const bool declined = std::holds_alternative<forms::Declined>(answer->second);
      line.answer = declined ? "preferred not to answer" : forms::in_words(*item, answer->second, staff_language(form));
      line.missing = declined;
    }
    page.lines.push_back(std::move(line));
  }
  return page;
}

// Our own questions about goals have short names on the page; whatever else a patient writes stands under its form's.
std::string label_of(const forms::Form& form, const forms::Item& item) {
  if (form.questionnaire.id != "goals") return form.short_name;
  if (item.link_id == "goal") return "Goal";
  if (item.link_id == "barrier") return "In the way";
  if (item.link_id == "expectations") return "Hopes for";
  return form.short_name;
}

// What has no score and belongs on the first page: what the patient wrote, and lists that they picked from.
void add_own_words(const forms::Visit& visit, const forms::Form& form, Summary& summary) {
  const forms::Answers& answers = visit.answers(form.questionnaire.id);
  for (const forms::Item* item : forms::asked_questions(form.questionnaire, answers)) {
    const auto answer = answers.find(item->link_id);
    const bool written = item->type == ItemType::text || item->type == ItemType::string;
    const bool picked = item->repeats && !item->options.empty() && !item->body_map;
    if (answer == answers.end() || (!written && !picked) || std::holds_alternative<forms::Declined>(answer->second))
      continue;
    const std::string words = forms::in_words(*item, answer->second, staff_language(form));
    const std::string label = label_of(form, *item);
    if (!summary.own_words.empty() && summary.own_words.back().label == label) {
      summary.own_words.back().text += " · " + words;
    } else {
      summary.own_words.push_back({label, words});
    }
  }
}

// Nothing that staff did not find is ever "none".
std::string chart_line(const ChartFacts& chart) {
  const auto yes_or_no = [](const std::optional<bool>& fact) {
    return fact ? (*fact ? "yes" : "no") : "not available";
  };
  const std::string dose =
      chart.opioid_mme ? std::format("{} MME a day", *chart.opioid_mme) : std::string("not available");
  const std::string facts = std::format("opioids {} · benzodiazepine {} · naloxone {}", dose,
                                        yes_or_no(chart.benzodiazepine), yes_or_no(chart.naloxone));
  return chart.as_of ? std::format("as of {}: {}", to_string(*chart.as_of), facts) : facts;
}

}  // namespace

// The page is in the form's own language, which staff know it in, whatever the patient read.
std::string_view staff_language(const forms::Form& form) { return form.questionnaire.language; }

const forms::Score* main_score(const forms::ScoreReport& report) {
  const auto found = std::ranges::find(report.scores, true, &forms::Score::printed);
  return found == report.scores.end() ? nullptr : &*found;
}

void add_chart(Summary& summary, const ChartFacts& chart, const forms::VisitScores& scores) {
  summary.chart = chart_line(chart);
  summary.chart_flags = forms::chart_flags(chart, scores);
}

void add_visit(Summary& summary, const forms::Visit& visit, std::span<const EarlierVisit> earlier) {
  auto reports = visit.reports();
  // Stable: forms of one domain stay in the order in which they were asked.
  std::ranges::stable_sort(reports, {},
                           [&](const forms::ScoreReport& report) { return visit.form(report.form)->domain; });
  for (forms::ScoreReport& report : reports) {
    if (report.scores.empty() && report.flags.empty() && report.warnings.empty()) continue;
    const forms::Form* form = visit.form(report.form);
    summary.results.push_back({form->short_name, form->long_name, std::move(report), form->domain});
  }
  for (const forms::Form* form : visit.forms()) {
    if (visit.is_open(form->questionnaire.id)) {
      summary.answers.push_back(form_answers(visit, *form));
      add_own_words(visit, *form, summary);
    } else {
      summary.withheld.push_back({form->short_name, {}});
    }
  }
  add_history(summary, [&](std::string_view id) { return visit.form(id); }, earlier);
  add_body_map(summary, forms::scores_of(visit), earlier);
  add_pointers(summary, &visit);
}

void add_scores_alone(Summary& summary, const forms::VisitScores& scores, const FindForm& form,
                      std::span<const EarlierVisit> earlier) {
  for (const forms::ScoreReport& report : scores.reports) {
    if (report.scores.empty() && report.flags.empty()) continue;
    const forms::Form* found = form(report.form);
    if (found == nullptr) {
      summary.results.push_back({report.form, report.form, report});
    } else {
      summary.results.push_back({found->short_name, found->long_name, report, found->domain});
    }
  }
  std::ranges::stable_sort(summary.results, {}, &FormResult::domain);
  add_history(summary, form, earlier);
  add_body_map(summary, scores, earlier);
  add_pointers(summary, nullptr);
}

}  // namespace anteroom::exporting
