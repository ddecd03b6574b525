#include "kiosk/screens/view_of.h"

#include "kiosk/flow/after_visit.h"
#include "kiosk/flow/flow.h"
#include "kiosk/flow/overloaded.h"
#include "kiosk/flow/safety.h"
#include "kiosk/screens/nurse/words.h"
#include "platform/vault/sign_in.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace anteroom::screens {
namespace {

using flow::Overloaded;

std::string time_of_day(const Services& services, Instant at) {
  const std::string minute = services.clock.local_minute(at);
  const auto space = minute.find(' ');
  return space == std::string::npos ? minute : minute.substr(space + 1);
}

std::string time_of_day(const Services& services, const std::optional<Instant>& at) {
  return at ? time_of_day(services, *at) : std::string{};
}

// ---- the patient ----------------------------------------------------------------------------------------------------

Help help_of(const flow::State& state, const flow::Session& session) {
  if (!session.help) return Help::not_asked;
  return flow::is_delivered(state, *session.help) ? Help::delivered : Help::asked;
}

// A condition anywhere makes the number of questions depend on the answers.
bool has_conditions(const std::vector<forms::Item>& items) {
  return std::ranges::any_of(
      items, [](const forms::Item& item) { return !item.enable_when.empty() || has_conditions(item.items); });
}

bool total_is_reliable(const forms::Visit& visit) {
  return !visit.is_tailored() && std::ranges::none_of(visit.forms(), [](const forms::Form* form) {
    return has_conditions(form->questionnaire.items);
  });
}

BriefingView briefing(const flow::Session& session, const Services& services) {
  BriefingView view;
  const auto asked = session.visit.asked();
  view.questions = static_cast<int>(asked.size());
  view.anonymous = session.clinician.has_value();
  for (const forms::Form* form : session.visit.forms()) {
    if (std::ranges::contains(asked, form->questionnaire.id, &forms::Place::form))
      view.parts.push_back(form->words_in(session.visit.language(form->questionnaire.id)).title);
  }
  if (const forms::Battery* battery = services.library.battery(session.row.facts.battery))
    view.minutes = battery->minutes;
  return view;
}

QuestionView question(const flow::Session& session, const flow::patient::Question& question) {
  const forms::Visit& visit = session.visit;
  const forms::Form* form = visit.form(question.place.form);
  const forms::Item& item = visit.item(question.place);
  const std::string_view language = visit.language(question.place.form);
  QuestionView view;
  view.place = question.place;
  view.changing = question.origin == flow::patient::Origin::review;
  if (!view.changing) {
    const auto asked = visit.asked();
    view.number = static_cast<int>(std::ranges::find(asked, question.place) - asked.begin()) + 1;
    if (total_is_reliable(visit)) view.of = static_cast<int>(asked.size());
  }
  for (const forms::Item* stem : form->questionnaire.stems_of(question.place.link_id)) {
    if (!view.stem.empty()) view.stem += '\n';
    view.stem += stem->text.in(language);
  }
  view.text = item.text.in(language);
  view.kind = flow::answer_kind(item);
  for (const forms::AnswerOption& option : item.options) view.options.push_back(option.label.in(language));
  if (view.kind == flow::AnswerKind::row) {
    view.low = static_cast<int>(std::lround(*item.minimum));
    view.high = static_cast<int>(std::lround(*item.maximum));
  }
  view.low_anchor = item.low_anchor.in(language);
  view.high_anchor = item.high_anchor.in(language);
  view.whole_numbers = item.type == forms::ItemType::integer;
  view.negative_numbers = item.minimum && *item.minimum < 0;
  view.chosen = question.draft.chosen;
  view.typed = question.draft.typed;
  view.refusal = question.refusal;
  view.minimum = item.minimum;
  view.maximum = item.maximum;
  const forms::Progress progress = visit.progress(question.place);
  view.declined = progress == forms::Progress::declined && question.draft.is_empty();
  view.can_continue = !question.draft.is_empty() || view.declined;
  return view;
}

FormAfterView form_after(const flow::State& state, const flow::Session& session, const flow::patient::FormAfter& after,
                         const Services& services) {
  const auto& safety = services.config.safety;
  FormAfterView view;
  view.form = after.form;
  view.text = !safety.crisis_text.empty()
                  ? safety.crisis_text
                  : session.visit.form(after.form)->words_in(session.visit.language(after.form)).after;
  for (const platform::CrisisNumber& number : safety.numbers) view.numbers.push_back({number.label, number.number});
  view.emergency_number = safety.emergency_number;
  view.help = after.come_now ? help_of(state, session) : Help::not_asked;
  return view;
}

ReviewView review(const flow::Session& session) {
  ReviewView view;
  for (const forms::Place& place : session.visit.asked()) {
    const forms::Form* form = session.visit.form(place.form);
    const forms::Item& item = session.visit.item(place);
    const std::string_view language = session.visit.language(place.form);
    ReviewRow row{place, form->words_in(language).title, item.text.in(language), {}, session.visit.progress(place)};
    if (row.progress == forms::Progress::answered) {
      row.answer = forms::in_words(item, session.visit.answers(place.form).find(place.link_id)->second, language);
    }
    view.rows.push_back(std::move(row));
  }
  return view;
}

View of_patient(const flow::State& state, const flow::Patient& patient, const Services& services) {
  if (patient.warned_since) return StillHereView{};
  const flow::Session& session = *patient.session;
  if (std::holds_alternative<flow::patient::StaffAsked>(patient.overlay))
    return StaffAskedView{help_of(state, session)};
  if (std::holds_alternative<flow::patient::Trouble>(patient.overlay)) return TroubleView{true};
  return std::visit(
      Overloaded{
          [&](const flow::patient::Briefing&) -> View { return briefing(session, services); },
          [&](const flow::patient::FormNotice& notice) -> View {
            const forms::Form* form = session.visit.form(notice.form);
            const forms::PatientWords words = form->words_in(session.visit.language(notice.form));
            return FormNoticeView{notice.form, words.title, words.notice};
          },
          [&](const flow::patient::Question& step) -> View { return question(session, step); },
          [&](const flow::patient::FormAfter& after) -> View { return form_after(state, session, after, services); },
          [&](const flow::patient::Review&) -> View { return review(session); },
      },
      patient.step);
}

// ---- staff ----------------------------------------------------------------------------------------------------------

std::vector<AlertItem> alert_items(const std::vector<platform::AlertRow>& alerts, const Services& services) {
  std::vector<AlertItem> items;
  for (const platform::AlertRow& alert : alerts) {
    items.push_back({alert.id, alert.visit_code, time_of_day(services, alert.facts.at), alert.facts.kind, alert.state});
  }
  return items;
}

// Seen is enough while nobody is signed in.
LockedAlertsView locked_alerts(const flow::LockedAlerts& screen, const Services& services) {
  LockedAlertsView view{alert_items(screen.alerts, services)};
  std::erase_if(view.alerts, [](const AlertItem& alert) { return alert.state == platform::AlertState::seen; });
  return view;
}

std::string short_name(const Services& services, const FormId& id) {
  const forms::Form* form = services.library.form(id);
  return form != nullptr ? form->short_name : id;
}

std::vector<std::string> short_names(const Services& services, const std::vector<FormId>& forms) {
  std::vector<std::string> names;
  for (const FormId& id : forms) names.push_back(short_name(services, id));
  return names;
}

VisitItem visit_item(const platform::VisitRow& row, const Services& services) {
  return {row.id,
          row.code,
          row.facts.initials,
          row.facts.record_number,
          row.state,
          row.summary,
          time_of_day(services, row.created_at),
          row.answered,
          row.asked,
          row.marked};
}

PinView pin(const flow::EnterPin& screen) {
  const auto delay = platform::delay_after(screen.person.failed_attempts);
  return {screen.person.name, screen.pin.size(), screen.checking, screen.problem, static_cast<int>(delay.wait.count())};
}

NewVisitView new_visit(const flow::State& state, const flow::staff::NewVisitForm& form, const Services& services) {
  using Field = flow::staff::NewVisitForm::Field;
  NewVisitView view;
  view.field = form.field;
  view.problem = form.problem;
  view.battery = form.battery;
  view.sex = form.sex;
  view.language = form.language;
  view.unspoken = form.unspoken;
  const forms::Battery* chosen = services.library.battery(form.battery);
  switch (form.field) {
    case Field::record_number: view.typed = form.record_number; break;
    case Field::initials: view.typed = form.initials; break;
    case Field::birth_date: view.typed = form.birth_date; break;
    case Field::sex: break;
    case Field::battery:
      for (const forms::Battery* battery : services.library.batteries()) {
        if (battery->kind == forms::BatteryKind::anonymous) continue;
        view.batteries.push_back(
            {battery->id, battery->title, static_cast<int>(battery->forms.size()), battery->minutes});
      }
      break;
    case Field::language:
      if (chosen != nullptr) view.languages = flow::languages_of(*chosen, services);
      break;
    case Field::unspoken:
      if (chosen == nullptr) break;
      for (const forms::Form* silent : flow::unspoken_forms(*chosen, form.language, services))
        view.silent.push_back(silent->short_name);
      break;
  }
  if (form.field != Field::battery || chosen == nullptr || flow::channel_is_proven(state, services)) return view;
  for (const forms::BatteryForm& entry : chosen->forms) {
    const forms::Form* each = services.library.form(entry.form);
    if (each != nullptr && each->rules.raises_safety_flags()) view.withheld.push_back(each->short_name);
  }
  return view;
}

// "Visit 3, in Spanish; with an interpreter: PEG; left out: TSK-11"
std::string tailoring_words(const platform::VisitRow& row, const Services& services) {
  std::string words = std::format("Visit {}", row.number);
  if (services.languages.size() > 1 && !row.facts.language.empty())
    words += ", in " + language_words(row.facts.language);
  if (!row.facts.interpreted.empty())
    words += "; with an interpreter: " + listed(short_names(services, row.facts.interpreted));
  if (!row.facts.unspoken.empty()) words += "; left out: " + listed(short_names(services, row.facts.unspoken));
  return words;
}

VisitDetailView visit_detail(const flow::State& state, const flow::staff::VisitDetail& detail,
                             const Services& services) {
  const platform::VisitRow& row = detail.row;
  VisitDetailView view;
  view.item = visit_item(row, services);
  view.birth_date = to_string(row.facts.birth_date);
  const forms::Battery* battery = services.library.battery(row.facts.battery);
  view.battery = battery != nullptr ? battery->title : row.facts.battery;
  view.tailoring = tailoring_words(row, services);
  view.begun = time_of_day(services, row.begun_at);
  view.finished = time_of_day(services, row.finished_at);
  view.printed = time_of_day(services, row.printed_at);
  view.withheld = short_names(services, row.facts.withheld);
  view.alerts = alert_items(detail.alerts, services);
  const auto why_not = state.printing.why_not.find(row.id);
  if (why_not != state.printing.why_not.end()) view.why_not = why_not->second;
  view.confirming_cancel = detail.confirming_cancel;
  return view;
}

View of_staff(const flow::State& state, const flow::Staff& screen, const Services& services) {
  return std::visit(
      Overloaded{
          [&](const flow::staff::VisitList& list) -> View {
            VisitListView view{screen.name, alert_items(list.alerts, services), {}};
            view.after_visit = flow::after_visit_battery(services) != nullptr;
            for (const platform::VisitRow& row : list.visits) view.visits.push_back(visit_item(row, services));
            return view;
          },
          [&](const flow::staff::NewVisitForm& form) -> View { return new_visit(state, form, services); },
          [&](const flow::staff::VisitCreated& created) -> View {
            return VisitCreatedView{created.row.code, created.row.facts.initials,
                                    short_names(services, created.row.facts.withheld)};
          },
          [&](const flow::staff::VisitDetail& detail) -> View { return visit_detail(state, detail, services); },
          [&](const flow::staff::PickClinician&) -> View { return ClinicianView{services.config.clinic.clinicians}; },
          [](const flow::staff::Trouble&) -> View { return StaffTroubleView{}; },
      },
      screen.step);
}

SignInView sign_in(const flow::SignIn& screen) {
  SignInView view;
  for (const platform::StaffRow& person : screen.people) view.names.push_back(person.name);
  return view;
}

}  // namespace

Chrome chrome_of(const flow::State& state, const Services& services) {
  return {services.config.kiosk.clinic, flow::staff_light(state)};
}

View view_of(const flow::State& state, const Services& services) {
  return std::visit(Overloaded{
                        [](const flow::Welcome&) -> View { return WelcomeView{}; },
                        [](const flow::CheckIn& check_in) -> View {
                          if (check_in.step == flow::CheckIn::Step::code) {
                            return CodeView{check_in.code, check_in.problem == flow::CheckIn::Problem::no_match};
                          }
                          return BirthDateView{check_in.birth_date,
                                               check_in.problem == flow::CheckIn::Problem::no_such_day};
                        },
                        [](const flow::AskAtDesk& desk) -> View {
                          return AskAtDeskView{desk.reason == flow::AskAtDesk::Reason::no_match};
                        },
                        [](const flow::NeedsStaff&) -> View { return TroubleView{false}; },
                        [&](const flow::Patient& patient) { return of_patient(state, patient, services); },
                        [](const flow::Thanks& thanks) -> View { return ThanksView{thanks.anonymous}; },
                        [](const flow::SignIn& screen) -> View { return sign_in(screen); },
                        [](const flow::EnterPin& screen) -> View { return pin(screen); },
                        [&](const flow::LockedAlerts& screen) -> View { return locked_alerts(screen, services); },
                        [&](const flow::Staff& screen) { return of_staff(state, screen, services); },
                    },
                    state.screen);
}

}  // namespace anteroom::screens
