#include "forms/visit_scores.h"

#include "forms/body_outline.h"

#include <algorithm>
#include <ranges>
#include <variant>

namespace anteroom::forms {
namespace {

// "None of these areas" is an answer of none.
std::optional<std::vector<BodyPart>> areas_of(const Visit& visit) {
  for (const Form* form : visit.forms()) {
    if (!visit.is_open(form->questionnaire.id)) continue;
    for (const auto& [link_id, answer] : visit.answers(form->questionnaire.id)) {
      const Item* item = form->questionnaire.find(link_id);
      if (item == nullptr || !item->body_map || std::holds_alternative<Declined>(answer)) continue;
      std::vector<BodyPart> areas;
      for (const AnswerOption& option : item->options) {
        const auto* coding = std::get_if<Coding>(&option.value);
        if (coding == nullptr || !is_body_area(coding->code)) continue;
        if (std::ranges::contains(values_of(answer), option.value))
          areas.push_back({coding->code, option.label.in(form->questionnaire.language)});
      }
      return areas;
    }
  }
  return std::nullopt;
}

bool is_declined(const Answers& answers) {
  return !answers.empty() && std::ranges::all_of(answers | std::views::values, [](const Answer& answer) {
    return std::holds_alternative<Declined>(answer);
  });
}

}  // namespace

const ScoreReport* VisitScores::report_of(std::string_view form) const {
  const auto found = std::ranges::find(reports, form, &ScoreReport::form);
  return found == reports.end() ? nullptr : &*found;
}

VisitScores scores_of(const Visit& visit) {
  VisitScores scores{.reports = visit.reports(), .raised = visit.raised(), .declined = {}, .areas = areas_of(visit)};
  for (ScoreReport& report : scores.reports) {
    report.warnings.clear();
    for (Flag& flag : report.flags) {
      if (!flag.link_id.empty()) flag.answer.reset();
    }
    if (is_declined(visit.answers(report.form))) scores.declined.push_back(report.form);
  }
  for (RaisedFlag& raised : scores.raised) {
    raised.flag.answer.reset();
    raised.first_answer.clear();
    raised.current_answer.clear();
  }
  return scores;
}

PastVisit past_visit(Visit visit) {
  VisitScores scores = scores_of(visit);
  return {std::move(scores), std::move(visit)};
}

}  // namespace anteroom::forms
