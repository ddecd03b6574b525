#include "kiosk/screens/view_of.h"

#include "kiosk/flow/after_visit.h"
#include "kiosk/flow/export_contents.h"
#include "kiosk/flow/flow.h"
#include "kiosk/flow/lessons.h"
#include "kiosk/flow/open_day.h"
#include "kiosk/flow/overloaded.h"
#include "kiosk/flow/safety.h"
#include "kiosk/flow/screens.h"
#include "kiosk/flow/sound_test.h"
#include "kiosk/flow/staff_export.h"
#include "kiosk/flow/staff_log.h"
#include "kiosk/screens/nurse/words.h"
#include "kiosk/screens/patient/lessons.h"
#include "kiosk/screens/patient/question_view.h"
#include "platform/vault/sign_in.h"

#include <algorithm>
#include <ranges>

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

// The languages that the clinic offers and the kiosk speaks, without the one on the screen.
WelcomeView welcome(const Services& services, const words::Vocabulary& vocabulary, const Words& words) {
  WelcomeView view;
  for (const std::string& tag : services.languages) {
    if (!vocabulary.speaks(tag) || &vocabulary.in(tag) == &words) continue;
    view.others.push_back({tag, std::string(vocabulary.in(tag).say_as("own name of this language", "English"))});
  }
  return view;
}

// ---- the patient ----------------------------------------------------------------------------------------------------

Help help_of(const flow::State& state, const flow::Session& session) {
  if (!session.help) return Help::not_asked;
  return flow::is_delivered(state, *session.help) ? Help::delivered : Help::asked;
}

// "es-MX" and "es" are one to a reader.
bool same_language(std::string_view one, std::string_view other) {
  return one.substr(0, one.find('-')) == other.substr(0, other.find('-'));
}

BriefingView briefing(const flow::Session& session, const Services& services, const Words& words) {
  BriefingView view;
  const auto asked = session.visit.asked();
  view.questions = static_cast<int>(asked.size());
  view.anonymous = session.clinician.has_value();
  for (const forms::Form* form : session.visit.forms()) {
    if (!std::ranges::contains(asked, form->questionnaire.id, &forms::Place::form)) continue;
    // A form that an interpreter reads out has no title that the patient could read.
    const std::string_view language = session.visit.language(form->questionnaire.id);
    if (same_language(language, words.language())) view.parts.push_back(form->words_in(language).title);
  }
  view.interpreted = !session.row.facts.interpreted.empty();
  if (const forms::Battery* battery = services.library.battery(session.row.facts.battery)) {
    // Of a battery that is asked in part, that part of its time; no less than a minute.
    const auto whole = static_cast<int>(battery->forms.size());
    const auto offered = static_cast<int>(session.visit.forms().size());
    view.minutes = offered < whole ? std::max(1, (battery->minutes * offered + whole - 1) / whole) : battery->minutes;
  }
  return view;
}

FormAfterView form_after(const flow::State& state, const flow::Session& session, const flow::patient::FormAfter& after,
                         const Services& services, const Words& words) {
  const auto& safety = services.config.safety;
  FormAfterView view;
  view.form = after.form;
  // The clinic's own words are in the clinic's own language.
  const bool readable = services.languages.empty() || same_language(words.language(), services.languages.front());
  view.text = readable && !safety.crisis_text.empty()
                  ? safety.crisis_text
                  : session.visit.form(after.form)->words_in(session.visit.language(after.form)).after;
  for (const platform::CrisisNumber& number : safety.numbers) view.numbers.push_back({number.label, number.number});
  view.emergency_number = safety.emergency_number;
  view.help = after.come_now ? help_of(state, session) : Help::not_asked;
  return view;
}

RestOfferView rest_offer(const flow::Session& session, const flow::patient::RestOffer& offer) {
  const auto asked = session.visit.asked();
  const auto done = std::ranges::find(asked, offer.next) - asked.begin();
  return {static_cast<int>(done), static_cast<int>(asked.size()) - static_cast<int>(done)};
}

View check_in_view(const flow::CheckIn& check_in) {
  if (check_in.step == flow::CheckIn::Step::code) {
    return CodeView{check_in.code, check_in.problem == flow::CheckIn::Problem::no_match};
  }
  return BirthDateView{check_in.birth_date, check_in.problem == flow::CheckIn::Problem::no_such_day};
}

View of_patient(const flow::State& state, const flow::Patient& patient, const Services& services,
                const words::Vocabulary& vocabulary, const Words& words) {
  if (patient.warned_since) return StillHereView{};
  const flow::Session& session = *patient.session;
  if (std::holds_alternative<flow::patient::StaffAsked>(patient.overlay))
    return StaffAskedView{help_of(state, session)};
  if (std::holds_alternative<flow::patient::Hidden>(patient.overlay)) return HiddenView{flow::can_rest(patient)};
  if (const auto* rest = std::get_if<flow::patient::Resting>(&patient.overlay)) {
    return rest->check_in ? check_in_view(*rest->check_in) : View(RestingView{time_of_day(services, rest->until)});
  }
  if (std::holds_alternative<flow::patient::Trouble>(patient.overlay)) return TroubleView{true};
  return std::visit(
      Overloaded{
          [&](const flow::patient::Briefing&) -> View { return briefing(session, services, words); },
          [&](const flow::patient::FormNotice& notice) -> View {
            const forms::Form* form = session.visit.form(notice.form);
            const forms::PatientWords own = form->words_in(session.visit.language(notice.form));
            return FormNoticeView{notice.form, own.title, own.notice};
          },
          [&](const flow::patient::Question& step) -> View { return question_view(session, step, words); },
          [&](const flow::patient::FormAfter& after) -> View {
            return form_after(state, session, after, services, words);
          },
          [&](const flow::patient::Check& check) -> View { return check_view(session, check, words); },
          [&](const flow::patient::RestOffer& offer) -> View { return rest_offer(session, offer); },
          [&](const flow::patient::Review&) -> View { return review_view(session, vocabulary, words); },
      },
      patient.step);
}

// What the patient was doing is on the screen, and nothing over it.
bool is_uncovered(const flow::Patient& patient) { return std::holds_alternative<std::monostate>(patient.overlay); }

// The form that the screen is about, and that must be in one language with it; none on screens about the whole visit.
std::string_view form_on_screen(const flow::Patient& patient) {
  if (patient.warned_since || !std::holds_alternative<std::monostate>(patient.overlay)) return {};
  return std::visit(Overloaded{
                        [](const flow::patient::FormNotice& notice) -> std::string_view { return notice.form; },
                        [](const flow::patient::Question& question) -> std::string_view { return question.place.form; },
                        [](const flow::patient::FormAfter& after) -> std::string_view { return after.form; },
                        [](const flow::patient::Check& check) -> std::string_view { return check.place.form; },
                        [](const flow::patient::Briefing&) -> std::string_view { return {}; },
                        [](const flow::patient::RestOffer&) -> std::string_view { return {}; },
                        [](const flow::patient::Review&) -> std::string_view { return {}; },
                    },
                    patient.step);
}

// ---- staff ----------------------------------------------------------------------------------------------------------

std::vector<AlertItem> alert_items(const std::vector<platform::AlertRow>& alerts, const Services& services) {
  std::vector<AlertItem> items;
  for (const platform::AlertRow& alert : alerts) {
    items.push_back({alert.id, alert.visit_code, time_of_day(services, alert.facts.at), alert.facts.kind, alert.state,
                     alert.escalated_at.has_value()});
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
  view.suggested = form.suggested;
  if (form.last_visit) view.last_visit = to_string(*form.last_visit);
  view.with_help = form.with_help;
  view.clinicians = services.config.clinic.clinicians;
  view.clinician = form.clinician;
  view.opioid = form.opioid;
  view.benzodiazepine = form.benzodiazepine;
  view.naloxone = form.naloxone;
  const bool has_chart = !form.opioid.empty() || form.benzodiazepine || form.naloxone;
  if (const auto as_of = flow::date_of_digits(form.as_of); as_of && has_chart) view.as_of = to_string(*as_of);
  const forms::Battery* chosen = services.library.battery(form.battery);
  switch (form.field) {
    case Field::record_number: view.typed = form.record_number; break;
    case Field::initials: view.typed = form.initials; break;
    case Field::birth_date: view.typed = form.birth_date; break;
    case Field::opioid: view.typed = form.opioid; break;
    case Field::as_of: view.typed = form.as_of; break;
    case Field::facts:
    case Field::clinician:
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

// "Visit 3 · Language: Spanish · With an interpreter: PEG · Left out: TSK-11"
std::string tailoring_words(const platform::VisitRow& row, const Services& services, const Words& words) {
  std::string line = words.say("Visit {number}", {{"number", row.number}});
  const auto add = [&](const std::string& part) { line += " · " + part; };
  if (services.languages.size() > 1 && !row.facts.language.empty())
    add(words.say("Language: {language}", {{"language", language_words(row.facts.language, words)}}));
  if (!row.facts.interpreted.empty())
    add(words.say("With an interpreter: {forms}",
                  {{"forms", words.list(short_names(services, row.facts.interpreted))}}));
  if (!row.facts.unspoken.empty())
    add(words.say("Left out: {forms}", {{"forms", words.list(short_names(services, row.facts.unspoken))}}));
  return line;
}

platform::PrinterTrouble why_not(const flow::State& state, VisitId visit, flow::Printout what) {
  const auto found = state.printing.why_not.find({visit, what});
  return found == state.printing.why_not.end() ? platform::PrinterTrouble::none : found->second;
}

VisitDetailView visit_detail(const flow::State& state, const flow::staff::VisitDetail& detail, const Services& services,
                             const words::Vocabulary& vocabulary, const Words& words) {
  const platform::VisitRow& row = detail.row;
  VisitDetailView view;
  view.item = visit_item(row, services);
  view.birth_date = to_string(row.facts.birth_date);
  const forms::Battery* battery = services.library.battery(row.facts.battery);
  view.battery = battery != nullptr ? battery->title : row.facts.battery;
  view.tailoring = tailoring_words(row, services, words);
  view.begun = time_of_day(services, row.begun_at);
  view.finished = time_of_day(services, row.finished_at);
  view.printed = time_of_day(services, row.printed_at);
  if (row.answers_removed_at) view.answers_removed = to_string(services.clock.local_date(*row.answers_removed_at));
  view.withheld = short_names(services, row.facts.withheld);
  view.alerts = alert_items(detail.alerts, services);
  view.why_not = why_not(state, row.id, flow::Printout::summary);
  view.can_go_on = flow::can_go_on(row, services);
  view.confirming_cancel = detail.confirming_cancel;
  view.asking_why = detail.asking_why;
  view.too_many = detail.too_many;
  view.printer = state.printing.health;
  for (const flow::PrintRun& run : state.printing.runs) {
    if (run.visit == row.id && run.what == flow::Printout::summary) view.now = run.trouble;
  }
  // The patient's sheet is in the patient's language.
  if (!row.handout.empty())
    view.handout = handout_of(row.handout, services.config.kiosk.clinic, vocabulary.in(row.facts.language, words));
  view.handout_state = row.handout_state;
  view.why_no_handout = why_not(state, row.id, flow::Printout::handout);
  return view;
}

SoundTestView sound_test(const flow::State& state, const flow::staff::SoundTest& test) {
  SoundTestView view{.played = test.played, .outcome = test.outcome};
  if (state.sound_test) {
    view.passed_on = to_string(state.sound_test->passed_on);
    view.passed_by = state.sound_test->passed_by;
  }
  return view;
}

HistoryView history_view(const flow::staff::History& history, const Services& services) {
  HistoryView view;
  view.lines = history.lines;
  for (const platform::VisitRow& row : history.visits) {
    view.record_number = row.facts.record_number;
    view.initials = row.facts.initials;
    const forms::Battery* battery = services.library.battery(row.facts.battery);
    const bool is_over = row.state == platform::VisitState::finished || row.state == platform::VisitState::incomplete;
    view.visits.push_back({row.id, to_string(services.clock.local_date(row.created_at)),
                           battery != nullptr ? battery->title : row.facts.battery, row.state, row.summary, is_over});
  }
  std::ranges::reverse(view.visits);
  return view;
}

LogView log_view(const flow::staff::AuditLog& log, const Services& services) {
  LogView view;
  view.day = to_string(log.day);
  view.has_earlier = log.earlier.has_value();
  view.has_later = log.later.has_value();
  view.shown = log.shown;
  view.choosing = log.choosing;
  view.check = log.check;
  view.entries_checked = log.chain.number();
  if (log.fault) view.broken_at = log.fault->number;
  const auto named = [&](std::string_view of) {
    const auto name = log.people.find(std::string(of));
    return name == log.people.end() ? std::string(of) : name->second;
  };
  for (const platform::AuditEntry& entry : log.entries) {
    if (!flow::is_shown(entry.event, log.shown)) continue;
    LogItem item{time_of_day(services, entry.at.wall), named(entry.actor), entry.event, {}, entry.at.synchronised};
    for (const auto part : std::views::split(std::string_view(entry.object), std::string_view(", "))) {
      // Who typed their own PIN is named once.
      const std::string object = named(std::string_view(part));
      if (object != item.actor) item.objects.push_back(object);
    }
    view.entries.push_back(std::move(item));
  }
  return view;
}

ExportView export_view(const flow::State& state, const flow::staff::Export& leaving, const Services& services) {
  using flow::intent::Span;
  using Stage = flow::staff::Export::Stage;
  ExportView view{.code = leaving.row ? leaving.row->code : std::string(),
                  .initials = leaving.row ? leaving.row->facts.initials : std::string(),
                  .kind = leaving.kind,
                  .span = leaving.span,
                  .typed = leaving.stage == Stage::to ? leaving.to : leaving.from,
                  .stage = leaving.stage,
                  .problem = leaving.problem,
                  .stick = state.stick.state,
                  .files = leaving.files,
                  .unreadable = leaving.unreadable};
  if (!leaving.row) {
    view.from = to_string(leaving.period.from);
    view.to = to_string(leaving.period.to);
    const Date today = services.clock.local_date(services.clock.now());
    for (const Span span : {Span::last_month, Span::last_three_months, Span::this_year, Span::last_year}) {
      const auto period = flow::period_of(span, today);
      view.spans.push_back({span, to_string(period.from), to_string(period.to)});
    }
    view.spans.push_back({Span::other});
  }
  if (!state.export_run) return view;
  view.is_busy = state.export_run->number != leaving.run;
  view.is_writing = state.export_run->is_writing;
  if (const auto& contents = state.export_run->contents; contents != nullptr) {
    view.read = contents->read();
    view.to_read = contents->to_read();
  }
  return view;
}

View of_staff(const flow::State& state, const flow::Staff& screen, const Services& services,
              const words::Vocabulary& vocabulary, const Words& words) {
  return std::visit(
      Overloaded{
          [&](const flow::staff::VisitList& list) -> View {
            VisitListView view{screen.name, alert_items(list.alerts, services), {}};
            view.after_visit = flow::after_visit_battery(services) != nullptr;
            view.is_charge_nurses = screen.role == platform::StaffRole::charge_nurse;
            view.has_headphones = services.config.audio.headphones;
            view.is_set_aside = services.is_set_aside;
            view.is_sound_tested = state.sound_test.has_value();
            view.failing = flow::failing_channels(state, services);
            view.shown = list.shown;
            for (const platform::VisitRow& row : list.visits) view.visits.push_back(visit_item(row, services));
            return view;
          },
          [](const flow::staff::Find& find) -> View { return FindView{find.typed, find.not_found}; },
          [&](const flow::staff::History& history) -> View { return history_view(history, services); },
          [&](const flow::staff::PickFilter& filter) -> View {
            using flow::intent::Shown;
            FilterView view{{}, filter.shown};
            for (const Shown shown :
                 {Shown::all, Shown::waiting, Shown::answering, Shown::finished, Shown::incomplete, Shown::to_print}) {
              const auto fits = [&](const platform::VisitRow& row) { return flow::is_shown(row, shown); };
              view.items.push_back({shown, static_cast<int>(std::ranges::count_if(filter.visits, fits))});
            }
            return view;
          },
          [&](const flow::staff::AlertDetail& detail) -> View {
            AlertDetailView view{alert_items({detail.row}, services).front(), {}};
            for (const platform::AlertStep& step : detail.steps)
              view.steps.push_back({time_of_day(services, step.at), step.kind, step.channel, step.person});
            return view;
          },
          [&](const flow::staff::NewVisitForm& form) -> View { return new_visit(state, form, services); },
          [&](const flow::staff::VisitCreated& created) -> View {
            const platform::VisitRow& row = created.row;
            VisitCreatedView view{row.code, row.facts.initials, short_names(services, row.facts.withheld)};
            view.slip = code_slip_of(row.code, services.config.kiosk.clinic, vocabulary.in(row.facts.language, words));
            if (const auto& slip = state.printing.code_slip; slip && slip->first == row.id)
              view.slip_state = slip->second;
            view.why_no_slip = why_not(state, row.id, flow::Printout::code);
            return view;
          },
          [&](const flow::staff::Preview& preview) -> View {
            const platform::VisitRow& row = preview.row;
            return PreviewView{.code = row.code,
                               .initials = row.facts.initials,
                               .page = preview.page,
                               .failed = preview.failed,
                               .can_print = row.summary != platform::SummaryState::unclear &&
                                            row.summary != platform::SummaryState::printing,
                               .printer = state.printing.health};
          },
          [&](const flow::staff::VisitDetail& detail) -> View {
            return visit_detail(state, detail, services, vocabulary, words);
          },
          [&](const flow::staff::PickClinician&) -> View { return ClinicianView{services.config.clinic.clinicians}; },
          [&](const flow::staff::SoundTest& test) -> View { return sound_test(state, test); },
          [&](const flow::staff::DeleteVisit& deleting) -> View {
            using Stage = flow::staff::DeleteVisit::Stage;
            if (deleting.stage == Stage::pin) return pin(deleting.pin);
            DeleteVisitView view{
                deleting.row.code, deleting.row.facts.initials, deleting.stage == Stage::person, {}, deleting.problem};
            for (const platform::StaffRow& person : deleting.people) view.names.push_back(person.name);
            return view;
          },
          [&](const flow::staff::AuditLog& log) -> View { return log_view(log, services); },
          [&](const flow::staff::Export& leaving) -> View { return export_view(state, leaving, services); },
          [](const flow::staff::Trouble&) -> View { return StaffTroubleView{}; },
          [&](const flow::staff::Machine& machine) -> View {
            MachineView view{screen.name, alert_items(machine.alerts, services)};
            view.has_headphones = services.config.audio.headphones;
            view.is_sound_tested = state.sound_test.has_value();
            view.failing = flow::failing_channels(state, services);
            view.is_set_aside = services.is_set_aside;
            return view;
          },
      },
      screen.step);
}

OpenDayView open_day(const flow::OpenDay& screen, const Services& services) {
  return {screen.words.size(), platform::passphrase_words,
          screen.letters,      flow::offered_words(screen, services),
          screen.checking,     screen.problem};
}

SignInView sign_in(const flow::SignIn& screen) {
  SignInView view;
  for (const platform::StaffRow& person : screen.people) view.names.push_back(person.name);
  return view;
}

}  // namespace

const Words& words_of(const flow::State& state, const Services& services, const words::Vocabulary& vocabulary) {
  const Words& clinics = vocabulary.in(services.languages.empty() ? std::string_view{} : services.languages.front());
  const Words& persons = state.language.empty() ? clinics : vocabulary.in(state.language, clinics);
  // Each screen says whose words it speaks.
  return std::visit(Overloaded{
                        [&](const flow::Welcome&) -> const Words& { return persons; },
                        [&](const flow::CheckIn&) -> const Words& { return persons; },
                        [&](const flow::AskAtDesk&) -> const Words& { return persons; },
                        [&](const flow::NeedsStaff&) -> const Words& { return persons; },
                        [&](const flow::Patient& patient) -> const Words& {
                          const std::string_view form = form_on_screen(patient);
                          return form.empty() ? persons : vocabulary.in(patient.session->visit.language(form), persons);
                        },
                        [&](const flow::Thanks&) -> const Words& { return persons; },
                        [&](const flow::Lessons&) -> const Words& { return persons; },
                        [&](const flow::OpenDay&) -> const Words& { return clinics; },
                        [&](const flow::SignIn&) -> const Words& { return clinics; },
                        [&](const flow::Cleaning&) -> const Words& { return clinics; },
                        [&](const flow::EnterPin&) -> const Words& { return clinics; },
                        [&](const flow::LockedAlerts&) -> const Words& { return clinics; },
                        [&](const flow::Staff&) -> const Words& { return clinics; },
                    },
                    state.screen);
}

namespace {

// A form keeps its own language where the kiosk has no words of it for the buttons.
std::string language_of(const flow::State& state, const Services& services, const words::Vocabulary& vocabulary) {
  const auto* patient = std::get_if<flow::Patient>(&state.screen);
  const std::string_view form = patient == nullptr ? std::string_view{} : form_on_screen(*patient);
  std::string language(form.empty() ? std::string_view{} : patient->session->visit.language(form));
  return language.empty() ? std::string(words_of(state, services, vocabulary).language()) : language;
}

}  // namespace

Chrome chrome_of(const flow::State& state, const Services& services, const words::Vocabulary& vocabulary) {
  const auto* patient = std::get_if<flow::Patient>(&state.screen);
  const bool warned = patient != nullptr && patient->warned_since;
  const bool is_staffs =
      std::holds_alternative<flow::OpenDay>(state.screen) || std::holds_alternative<flow::Cleaning>(state.screen) ||
      std::holds_alternative<flow::SignIn>(state.screen) || std::holds_alternative<flow::EnterPin>(state.screen) ||
      std::holds_alternative<flow::LockedAlerts>(state.screen) || std::holds_alternative<flow::Staff>(state.screen);
  return {services.config.kiosk.clinic,
          flow::staff_light(state),
          words_of(state, services, vocabulary),
          patient != nullptr && !warned && is_uncovered(*patient),
          !is_staffs && !warned,
          !is_staffs && flow::can_read_aloud(state, services),
          false,
          language_of(state, services, vocabulary)};
}

View view_of(const flow::State& state, const Services& services, const words::Vocabulary& vocabulary) {
  const Words& words = words_of(state, services, vocabulary);
  return std::visit(
      Overloaded{
          [&](const flow::Welcome&) -> View { return welcome(services, vocabulary, words); },
          [](const flow::CheckIn& check_in) { return check_in_view(check_in); },
          [](const flow::AskAtDesk& desk) -> View {
            return AskAtDeskView{desk.reason == flow::AskAtDesk::Reason::no_match};
          },
          [](const flow::NeedsStaff&) -> View { return TroubleView{false}; },
          [&](const flow::Patient& patient) { return of_patient(state, patient, services, vocabulary, words); },
          [&](const flow::Thanks& thanks) -> View {
            return ThanksView{thanks.anonymous, flow::offers_lessons(thanks, services)};
          },
          [](const flow::Lessons& lessons) -> View {
            return LessonView{lessons.page, std::ranges::contains(lessons.handout, flow::lesson_ids.at(lessons.page))};
          },
          [&](const flow::OpenDay& screen) -> View { return open_day(screen, services); },
          [](const flow::SignIn& screen) -> View { return sign_in(screen); },
          [](const flow::Cleaning&) -> View { return CleaningView{}; },
          [](const flow::EnterPin& screen) -> View { return pin(screen); },
          [&](const flow::LockedAlerts& screen) -> View { return locked_alerts(screen, services); },
          [&](const flow::Staff& screen) { return of_staff(state, screen, services, vocabulary, words); },
      },
      state.screen);
}

}  // namespace anteroom::screens
