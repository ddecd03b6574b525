#include "kiosk/flow/after_visit.h"

#include "export/json_text.h"
#include "kiosk/flow/path.h"

#include <algorithm>

namespace anteroom::flow {
namespace {

std::string json_of(const forms::Answers& answers) {
  exporting::JsonText json;
  json.open_object();
  for (const auto& [link_id, answer] : answers) json.raw(link_id, forms::to_json(answer));
  json.close_object();
  return json.take();
}

// "2026-11": a day would be enough to find the visit.
std::string month_of(const Date& day) { return to_string(day).substr(0, 7); }

}  // namespace

const forms::Battery* after_visit_battery(const Services& services) {
  if (services.config.clinic.clinicians.empty()) return nullptr;
  const auto batteries = services.library.batteries();
  const auto found = std::ranges::find(batteries, forms::BatteryKind::anonymous, &forms::Battery::kind);
  return found == batteries.end() ? nullptr : *found;
}

std::optional<Patient> begin_after_visit(const std::string& clinician, const Services& services) {
  const forms::Battery* battery = after_visit_battery(services);
  if (battery == nullptr) return std::nullopt;
  forms::VisitPlan plan;
  for (const forms::BatteryForm& entry : battery->forms) {
    const forms::Form* form = services.library.form(entry.form);
    if (form == nullptr) return std::nullopt;
    // Nobody has said which language the patient reads: the clinic's own, where the form has it.
    const bool clinics = !services.languages.empty() && form->speaks(services.languages.front());
    plan.forms.push_back({form, clinics ? services.languages.front() : std::string(), entry.when});
  }
  platform::VisitRow row;
  row.facts.battery = battery->id;
  auto session = std::make_unique<Session>(std::move(row), forms::Visit(std::move(plan)));
  session->clinician = clinician;
  session->half_days = counts_half_days({}, services);
  return Patient{std::move(session), patient::Briefing{}, {}, {}};
}

Result<void> finish_after_visit(const Session& session, Services& services) {
  const std::string month = month_of(services.clock.local_date(services.clock.now()));
  for (const forms::Form* form : session.visit.forms()) {
    const forms::Answers& answers = session.visit.answers(form->questionnaire.id);
    if (answers.empty()) continue;
    auto sealed = services.vault.seal(
        json_of(answers), platform::place_of_after_visit(form->questionnaire.id, *session.clinician, month));
    if (!sealed) return std::unexpected(std::move(sealed.error()));
    auto added = services.store.add_after_visit(
        {form->questionnaire.id, form->questionnaire.version, *session.clinician, month, std::move(*sealed)});
    if (!added) return added;
  }
  return {};
}

}  // namespace anteroom::flow
