#include "kiosk/flow/summary_of.h"

#include "export/visit_results.h"
#include "kiosk/flow/history.h"
#include "kiosk/flow/past_visit.h"
#include "kiosk/flow/response.h"
#include "kiosk/flow/tailoring.h"
#include "platform/vault/audit.h"

#include <algorithm>
#include <array>
#include <format>
#include <string_view>
#include <utility>

namespace anteroom::flow {
namespace {

std::string clock_time(const Services& services, Instant at) {
  const std::string minute = services.clock.local_minute(at);  // "2026-11-23 10:41"
  const auto space = minute.find(' ');
  return space == std::string::npos ? minute : minute.substr(space + 1);
}

std::string_view done_about(platform::AlertAction action) {
  switch (action) {
    case platform::AlertAction::none: return "";
    case platform::AlertAction::seen: return ": patient seen";
    case platform::AlertAction::handed_over: return ": handed over";
    case platform::AlertAction::patient_left: return ": patient had left";
  }
  return "";
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
    line += std::format(", acknowledged {} by {}{}", clock_time(services, *alert.acknowledged_at),
                        alert.acknowledged_by, done_about(alert.action));
  } else {
    line += ", not acknowledged";
  }
  return {line};
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

// As the care team says it; the tag of one that has no name here.
std::string language_name(const std::string& tag) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> names{{{"en", "English"},
                                                                                {"es", "Spanish"},
                                                                                {"fr", "French"},
                                                                                {"de", "German"},
                                                                                {"pl", "Polish"},
                                                                                {"vi", "Vietnamese"}}};
  const auto* known =
      std::ranges::find(names, std::string_view(tag), &std::pair<std::string_view, std::string_view>::first);
  return known == names.end() ? tag : std::string(known->second);
}

std::string language_line(const platform::VisitRow& row, const Services& services) {
  std::string line;
  const auto add = [&](const std::string& words) { line += (line.empty() ? "" : ". ") + words; };
  if (services.languages.size() > 1 && !row.facts.language.empty())
    add("Visit in " + language_name(row.facts.language));
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
    if (is_another_version(row, answer.form, services)) continue;
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
  const auto response = services.store.response(visit);
  if (!response) return std::unexpected(response.error());
  if (*response) {
    auto opened = keys.open((*response)->payload, platform::place_of_response(visit));
    if (!opened) return std::unexpected(std::move(opened.error()));
    auto answers = answers_of_response(*opened);
    wipe(*opened);
    if (answers && std::cmp_not_equal(answers->size(), (*response)->answers))
      return failure(Fault::corrupt, std::format("the response of visit {} is short of answers", visit.value));
    return answers;
  }
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
  const auto alerts = services.store.alerts_of(row.id);
  if (!alerts) return std::unexpected(alerts.error());
  const auto past = past_visit_of(row, keys, services);
  if (!past) return std::unexpected(past.error());

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
  for (const forms::RaisedFlag& raised : past->visit ? past->visit->raised() : past->scores.raised) {
    summary.flags.push_back(
        {raised, services.clock.local_minute(raised.raised_at), services.clock.local_minute(raised.changed_at)});
  }
  for (const platform::AlertRow& alert : *alerts) summary.alerts.push_back(alert_line(alert, services));
  summary.language = language_line(row, services);
  summary.day = services.clock.local_date(begun);
  summary.number = row.number;
  summary.with_help = row.facts.with_help;
  summary.clinician = row.facts.clinician;
  exporting::add_chart(summary, row.facts.chart, past->scores);
  const auto earlier = earlier_visits(row, keys, services);
  if (!earlier) return std::unexpected(earlier.error());
  summary.unreadable_visits = earlier->unreadable;
  if (past->visit) {
    exporting::add_visit(summary, *past->visit, earlier->visits);
  } else {
    if (row.answers_removed_at) summary.answers_removed = to_string(services.clock.local_date(*row.answers_removed_at));
    const auto form = [&](std::string_view id) { return services.library.form(id); };
    exporting::add_scores_alone(summary, past->scores, form, earlier->visits);
    for (const FormId& id : row.facts.forms) {
      if (past->scores.report_of(id) == nullptr && !is_another_version(row, id, services))
        summary.withheld.push_back({listed({id}, services), {}});
    }
  }
  for (const FormId& id : row.facts.unspoken) summary.withheld.push_back({listed({id}, services), {}});
  for (const auto& [id, version] : row.facts.versions) {
    const forms::Form* form = services.library.form(id);
    if (form == nullptr || !is_another_version(row, id, services)) continue;
    if (!past->visit && past->scores.report_of(id) != nullptr) continue;
    summary.withheld.push_back(
        {form->short_name, std::format("answered in version {} of the form, and this kiosk has version {}", version,
                                       form->questionnaire.version)});
  }
  for (const FormId& id : row.facts.withheld) {
    const forms::Form* form = services.library.form(id);
    summary.withheld.push_back(
        {form != nullptr ? form->short_name : id, "the safety channel had not passed its self-test"});
  }
  if (const auto trail = services.store.audit_anchor(); trail && *trail)
    summary.audit_anchor = platform::to_string(**trail);
  summary.printed = services.clock.local_minute(now);
  if (!services.clock.is_synchronised()) summary.printed += " (time not verified)";
  summary.created_at = now;
  return summary;
}

}  // namespace anteroom::flow
