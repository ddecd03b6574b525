// The staff's half of view_of().
#include "kiosk/screens/view_of_staff.h"

#include "kiosk/flow/after_visit.h"
#include "kiosk/flow/export_contents.h"
#include "kiosk/flow/flow.h"
#include "kiosk/flow/lessons.h"
#include "kiosk/flow/open_day.h"
#include "kiosk/flow/overloaded.h"
#include "kiosk/flow/pin_check.h"
#include "kiosk/flow/safety.h"
#include "kiosk/flow/screens.h"
#include "kiosk/flow/sound_test.h"
#include "kiosk/flow/staff_export.h"
#include "kiosk/flow/staff_log.h"
#include "kiosk/screens/nurse/words.h"
#include "kiosk/screens/patient/lessons.h"
#include "platform/vault/sign_in.h"

#include <algorithm>
#include <ranges>

namespace anteroom::screens {
namespace {

using flow::Overloaded;

std::vector<AlertItem> alert_items(const std::vector<platform::AlertRow>& alerts, const Services& services) {
  std::vector<AlertItem> items;
  for (const platform::AlertRow& alert : alerts) {
    items.push_back({alert.id, alert.visit_code, time_of_day(services, alert.facts.at), alert.facts.kind, alert.state,
                     alert.escalated_at.has_value()});
  }
  return items;
}

// What cannot wait stands before what is older.
std::vector<AlertItem> most_urgent_first(std::vector<AlertItem> alerts) {
  using platform::AlertKind;
  std::ranges::stable_sort(alerts, {}, [](const AlertItem& alert) {
    if (alert.kind == AlertKind::safety_answer || alert.kind == AlertKind::come_now) return 0;
    return is_of_patient(alert.kind) ? 1 : 2;
  });
  return alerts;
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
  const auto day_of = [&](const platform::VisitRow& row) {
    return to_string(services.clock.local_date(row.created_at));
  };
  for (const std::size_t row : history.scored) view.scored.push_back(day_of(history.visits.at(row)));
  for (const platform::VisitRow& row : history.visits) {
    view.record_number = row.facts.record_number;
    view.initials = row.facts.initials;
    const forms::Battery* battery = services.library.battery(row.facts.battery);
    const bool is_over = row.state == platform::VisitState::finished || row.state == platform::VisitState::incomplete;
    view.visits.push_back({row.id, day_of(row), battery != nullptr ? battery->title : row.facts.battery, row.state,
                           row.summary, is_over});
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
  view.entries_checked = log.checked;
  if (log.fault) view.broken_at = log.fault->number;
  const auto named = [&](std::string_view of) {
    if (const auto name = log.people.find(std::string(of)); name != log.people.end()) return name->second;
    const auto code = log.codes.find(std::string(of));
    return code == log.codes.end() ? std::string(of) : "code " + code->second;
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

exporting::TestPage test_page_of(const Services& services, const Words& words) {
  exporting::TestPage page;
  page.clinic = services.config.kiosk.clinic;
  page.title = words.say("Test page");
  page.kiosk = services.config.kiosk.name;
  page.minute = services.clock.local_minute(services.clock.now());
  page.words = words.say("Who reads this has a printer that prints what this kiosk sends.");
  page.language = words.language();
  return page;
}

PeopleView people_view(const flow::staff::People& people) {
  PeopleView view{.people = {},
                  .name = people.person ? people.person->name : people.name,
                  .role = people.person ? people.person->role : people.role,
                  .pin = people.pin,
                  .stage = people.stage,
                  .problem = people.problem};
  for (const platform::StaffRow& person : people.people) view.people.push_back({person.name, person.role});
  return view;
}

KeysView keys_view(const flow::staff::Keys& keys, const Services& services) {
  const auto day_of = [&](Instant at) { return to_string(services.clock.local_date(at)); };
  KeysView view{.ways = {},
                .epoch = keys.keys.epoch,
                .since = day_of(keys.keys.since),
                .signer = keys.keys.signer,
                .way = keys.way,
                .passphrase = keys.passphrase,
                .stage = keys.stage,
                .problem = keys.problem};
  for (const platform::ClinicKeys::Way& way : keys.keys.ways)
    view.ways.push_back({way.number, way.kind == platform::SlotKind::recovery, day_of(way.made_at)});
  return view;
}

AlertTestView alert_test(const flow::State& state, const Services& services) {
  AlertTestView view;
  for (std::size_t index = 0; index < state.safety.channels.size(); ++index) {
    const flow::ChannelTrust& channel = state.safety.channels[index];
    AlertTestView::Way way{.channel = services.channels[index]->kind(), .testing = channel.testing};
    if (channel.passed_at) {
      const auto ago = services.clock.since_boot() - *channel.passed_at;
      way.passed = time_of_day(services, services.clock.now() - ago);
    }
    way.fault = channel.fault;
    view.ways.push_back(std::move(way));
  }
  return view;
}

}  // namespace

std::string time_of_day(const Services& services, Instant at) {
  const std::string minute = services.clock.local_minute(at);
  const auto space = minute.find(' ');
  return space == std::string::npos ? minute : minute.substr(space + 1);
}

std::string time_of_day(const Services& services, const std::optional<Instant>& at) {
  return at ? time_of_day(services, *at) : std::string{};
}

// Seen is enough while nobody is signed in. What a visit asked for it says once: the words would be the same.
LockedAlertsView locked_alerts(const flow::LockedAlerts& screen, const Services& services) {
  LockedAlertsView view;
  for (AlertItem& alert : alert_items(screen.alerts, services)) {
    if (alert.alert == screen.touched) view.touched = alert;
    const bool is_told = is_of_patient(alert.kind) && std::ranges::any_of(view.alerts, [&](const AlertItem& told) {
                           return is_of_patient(told.kind) && told.visit_code == alert.visit_code;
                         });
    if (alert.state != platform::AlertState::seen && !is_told) view.alerts.push_back(std::move(alert));
  }
  return view;
}

PinView pin(const flow::State& state, const flow::EnterPin& screen, const Services& services) {
  using Problem = flow::EnterPin::Problem;
  const auto wait = flow::wait_of(state, screen.person, services.clock.since_boot());
  const bool is_over = screen.problem == Problem::wait && wait.count() == 0;
  return {screen.person.name, screen.pin.size(), screen.checking, is_over ? Problem::none : screen.problem,
          static_cast<int>(wait.count())};
}

View of_staff(const flow::State& state, const flow::Staff& screen, const Services& services,
              const words::Vocabulary& vocabulary, const Words& words) {
  return std::visit(
      Overloaded{
          [&](const flow::staff::VisitList& list) -> View {
            VisitListView view{screen.name, most_urgent_first(alert_items(list.alerts, services)), {}};
            view.after_visit = flow::after_visit_battery(services) != nullptr;
            view.is_charge_nurses = screen.role == platform::StaffRole::charge_nurse;
            view.has_headphones = services.config.audio.headphones;
            view.is_set_aside = services.is_set_aside;
            view.is_sound_tested = state.sound_test.has_value();
            view.failing = flow::failing_channels(state, services);
            view.shown = list.shown;
            for (const platform::VisitRow& row : list.visits) {
              view.visits.push_back(visit_item(row, services));
              view.visits.back().has_alert = std::ranges::any_of(
                  list.alerts, [&](const platform::AlertRow& alert) { return alert.visit_code == row.code; });
            }
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
            if (deleting.stage == Stage::pin) return pin(state, deleting.pin, services);
            DeleteVisitView view{
                deleting.row.code, deleting.row.facts.initials, deleting.stage == Stage::person, {}, deleting.problem};
            for (const platform::StaffRow& person : deleting.people) view.people.push_back({person.name, person.role});
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
          [](const flow::staff::Checks& checks) -> View { return ChecksView{checks.checks, checks.under_way}; },
          [&](const flow::staff::PrinterTest&) -> View {
            return PrinterTestView{.has_printer = !services.config.printer.queue.empty(),
                                   .printer = state.printing.health,
                                   .state = state.printing.test_page,
                                   .why_not = why_not(state, VisitId{}, flow::Printout::test),
                                   .page = test_page_of(services, words)};
          },
          [&](const flow::staff::AlertTest&) -> View { return alert_test(state, services); },
          [&](const flow::staff::About& about) -> View {
            return AboutView{.kiosk = services.config.kiosk.name,
                             .version = services.version,
                             .facts = about.facts,
                             .now = services.clock.local_minute(services.clock.now()),
                             .is_synchronised = services.clock.is_synchronised(),
                             .can_restart = services.restart_machine != nullptr,
                             .stage = about.stage};
          },
          [](const flow::staff::People& people) -> View { return people_view(people); },
          [&](const flow::staff::Keys& keys) -> View {
            if (keys.stage == flow::staff::Keys::Stage::proof) {
              OpenDayView proof = open_day(keys.proof, services);
              proof.is_proof = true;
              return proof;
            }
            return keys_view(keys, services);
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
  for (const platform::StaffRow& person : screen.people) view.people.push_back({person.name});
  return view;
}

}  // namespace anteroom::screens
