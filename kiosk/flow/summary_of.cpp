#include "kiosk/flow/summary_of.h"

#include "kiosk/flow/tailoring.h"

#include <algorithm>
#include <format>

namespace anteroom::flow {
namespace {

// The page is in the form's own language until a visit has one of its own.
std::string_view language_of(const forms::Form& form) { return form.questionnaire.language; }

std::string clock_time(const Services& services, Instant at) {
  const std::string minute = services.clock.local_minute(at);  // "2026-11-23 10:41"
  const auto space = minute.find(' ');
  return space == std::string::npos ? minute : minute.substr(space + 1);
}

exporting::AlertLine alert_line(const platform::AlertRow& alert, const Services& services) {
  std::string line;
  switch (alert.facts.kind) {
    case platform::AlertKind::safety_answer: line = "Safety alert raised "; break;
    case platform::AlertKind::come_now: line = "The patient asked for somebody to come now, "; break;
    case platform::AlertKind::ask_staff: line = "The patient asked for staff, "; break;
    case platform::AlertKind::printer_trouble:  // of the kiosk, and never of a visit
    case platform::AlertKind::storage_trouble: break;
  }
  line += clock_time(services, alert.facts.at);
  line += alert.delivered_at ? ", delivered " + clock_time(services, *alert.delivered_at) : ", NOT DELIVERED";
  if (alert.acknowledged_at) {
    line += std::format(", acknowledged {} by {}", clock_time(services, *alert.acknowledged_at), alert.acknowledged_by);
  } else {
    line += ", not acknowledged";
  }
  return {line};
}

// What the patient was asked; a question that a later answer disabled was not.
exporting::FormAnswers form_answers(const forms::Visit& visit, const forms::Form& form) {
  exporting::FormAnswers page{form.long_name, form.questionnaire.version, form.questionnaire.copyright, {}};
  const forms::Answers& answers = visit.answers(form.questionnaire.id);
  for (const forms::Item* item : forms::asked_questions(form.questionnaire, answers)) {
    const auto answer = answers.find(item->link_id);
    exporting::AnswerLine line{item->text.in(language_of(form)), "not answered", true};
    if (answer != answers.end()) {
      const bool declined = std::holds_alternative<forms::Declined>(answer->second);
      line.answer = declined ? "preferred not to answer" : forms::in_words(*item, answer->second, language_of(form));
      line.missing = declined;
    }
    page.lines.push_back(std::move(line));
  }
  return page;
}

// One text of several names.
std::string listed(const std::vector<std::string>& ids, const Services& services) {
  std::string names;
  for (const FormId& id : ids) {
    const forms::Form* form = services.library.form(id);
    names += (names.empty() ? "" : ", ") + (form != nullptr ? form->short_name : id);
  }
  return names;
}

// What has no score and belongs on the first page: what the patient wrote, and lists that they picked from, such as the
// areas that hurt.
void add_own_words(const forms::Visit& visit, const forms::Form& form, exporting::Summary& summary) {
  using forms::ItemType;
  const forms::Answers& answers = visit.answers(form.questionnaire.id);
  for (const forms::Item* item : forms::asked_questions(form.questionnaire, answers)) {
    const auto answer = answers.find(item->link_id);
    const bool written = item->type == ItemType::text || item->type == ItemType::string;
    const bool picked = item->repeats && !item->options.empty();
    if (answer == answers.end() || (!written && !picked) || std::holds_alternative<forms::Declined>(answer->second))
      continue;
    std::string words = forms::in_words(*item, answer->second, language_of(form));
    const std::size_t count = forms::values_of(answer->second).size();
    if (picked && !item->ranked && count > 1) words = std::format("{}: {}", count, words);
    const bool same = !summary.own_words.empty() && summary.own_words.back().label == form.short_name;
    if (same) {
      summary.own_words.back().text += " · " + words;
    } else {
      summary.own_words.push_back({form.short_name, std::move(words)});
    }
  }
}

std::string language_line(const platform::VisitRow& row, const Services& services) {
  std::string line;
  const auto add = [&](const std::string& words) { line += (line.empty() ? "" : ". ") + words; };
  if (services.languages.size() > 1 && !row.facts.language.empty()) add("Visit in language " + row.facts.language);
  if (!row.facts.interpreted.empty()) add("In English with an interpreter: " + listed(row.facts.interpreted, services));
  if (!row.facts.unspoken.empty()) add("Left out for the language: " + listed(row.facts.unspoken, services));
  return line;
}

}  // namespace

Result<forms::Visit> visit_of(const platform::VisitRow& row, const std::vector<platform::AnswerRow>& answers,
                              const Services& services) {
  auto plan = plan_of(row, services);
  if (!plan) return std::unexpected(plan.error());
  forms::Visit visit(std::move(*plan));
  for (const platform::AnswerRow& answer : answers) {
    const forms::Form* form = visit.form(answer.form);
    if (form == nullptr || form->questionnaire.find(answer.link_id) == nullptr) {
      return failure(Fault::corrupt,
                     std::format("row {} answers a question that the visit does not ask", answer.sequence));
    }
    const forms::Place place{answer.form, answer.link_id};
    if (answer.payload.empty()) {
      visit.clear(place, answer.at);
    } else if (const auto value = forms::answer_from_json(answer.payload)) {
      visit.apply(place, *value, answer.at);
    } else {
      return failure(Fault::corrupt, std::format("row {} cannot be read", answer.sequence));
    }
  }
  return visit;
}

Result<std::vector<platform::AnswerRow>> opened_answers(VisitId visit, const platform::Unlocked& keys,
                                                        Services& services) {
  auto rows = services.store.answers(visit);
  if (!rows) return rows;
  for (platform::AnswerRow& row : *rows) {
    if (row.payload.empty()) continue;
    auto opened = keys.open(row.payload, platform::place_of_answer(visit, row.sequence));
    if (!opened) return std::unexpected(std::move(opened.error()));
    row.payload = std::move(*opened);
  }
  return rows;
}

Result<exporting::Summary> summary_of(const platform::VisitRow& row, const platform::Unlocked& keys,
                                      Services& services) {
  const auto answers = opened_answers(row.id, keys, services);
  if (!answers) return std::unexpected(answers.error());
  const auto alerts = services.store.alerts_of(row.id);
  if (!alerts) return std::unexpected(alerts.error());
  const auto visit = visit_of(row, *answers, services);
  if (!visit) return std::unexpected(visit.error());

  const Instant now = services.clock.now();
  const Instant begun = row.begun_at.value_or(row.created_at);
  exporting::Summary summary;
  summary.clinic = services.config.kiosk.clinic;
  summary.kiosk = services.config.kiosk.name;
  summary.record_number = row.facts.record_number;
  summary.initials = row.facts.initials;
  summary.birth_date = row.facts.birth_date;
  summary.visit_code = row.code;
  const forms::Battery* battery = services.library.battery(row.facts.battery);
  summary.battery = battery != nullptr ? battery->title : row.facts.battery;
  summary.started = services.clock.local_minute(begun);
  summary.incomplete = row.state != platform::VisitState::finished;
  if (row.finished_at) {
    if (!summary.incomplete) summary.finished = services.clock.local_minute(*row.finished_at);
    summary.minutes =
        static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(*row.finished_at - begun).count());
  }
  for (const forms::RaisedFlag& raised : visit->raised()) {
    summary.flags.push_back(
        {raised, services.clock.local_minute(raised.raised_at), services.clock.local_minute(raised.changed_at)});
  }
  for (const platform::AlertRow& alert : *alerts) summary.alerts.push_back(alert_line(alert, services));
  summary.language = language_line(row, services);
  auto reports = visit->reports();
  // Stable: forms of one domain stay in the order in which they were asked.
  std::ranges::stable_sort(reports, {},
                           [&](const forms::ScoreReport& report) { return visit->form(report.form)->domain; });
  for (forms::ScoreReport& report : reports) {
    const forms::Form* form = visit->form(report.form);
    if (!report.scores.empty() || !report.flags.empty() || !report.warnings.empty())
      summary.results.push_back({form->short_name, form->long_name, std::move(report)});
  }
  for (const forms::Form* form : visit->forms()) {
    if (visit->is_open(form->questionnaire.id)) {
      summary.answers.push_back(form_answers(*visit, *form));
      add_own_words(*visit, *form, summary);
    } else {
      summary.withheld.push_back({form->short_name, {}});
    }
  }
  for (const FormId& id : row.facts.unspoken) summary.withheld.push_back({listed({id}, services), {}});
  for (const FormId& id : row.facts.withheld) {
    const forms::Form* form = services.library.form(id);
    summary.withheld.push_back(
        {form != nullptr ? form->short_name : id, "the safety channel had not passed its self-test"});
  }
  summary.printed = services.clock.local_minute(now);
  summary.created_at = now;
  return summary;
}

}  // namespace anteroom::flow
