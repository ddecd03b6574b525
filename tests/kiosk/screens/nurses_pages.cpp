#include "tests/export/made_up_patients.h"
#include "tests/export/page_reading.h"
#include "tests/kiosk/screens/page_lists.h"

namespace anteroom::testing {

using namespace screens;

namespace {

using flow::intent::ExportKind;
using flow::intent::Span;

flow::staff::History::Value score(std::string text, bool is_other_version = false) {
  return {std::move(text), is_other_version};
}

AlertItem alert(std::int64_t id, platform::AlertKind kind, platform::AlertState state) {
  return {AlertId{id}, "4821", "10:41", kind, state};
}

VisitItem visit(std::string_view code, platform::VisitState state, platform::SummaryState summary, int answered) {
  return {VisitId{1}, std::string(code), "AB", "10023-4", state, summary, "10:12", answered, 28, answered == 28};
}

VisitItem with_alert(VisitItem visit) {
  visit.has_alert = true;
  return visit;
}

VisitDetailView detail(platform::SummaryState summary) {
  VisitDetailView view;
  view.item = visit("4821", platform::VisitState::finished, summary, 28);
  view.birth_date = "1957-03-05";
  view.battery = "Intake";
  view.begun = "10:14";
  view.finished = "10:22";
  view.alerts = {alert(1, platform::AlertKind::safety_answer, platform::AlertState::acknowledged)};
  return view;
}

// A summary as a clinic prints it, with a flag, scores and a body map.
std::shared_ptr<const exporting::Preview> previewed_page() {
  static const auto page = [] {
    auto made =
        exporting::summary_preview(exporting::patient_in_distress(), exporting::PageSize::a4, exporting::page_fonts());
    return std::make_shared<const exporting::Preview>(*std::move(made));
  }();
  return page;
}

LogView log_view() {
  using platform::AuditEvent;
  return {.day = "2026-11-25",
          .entries = {{"10:46", "R. Meyer", AuditEvent::printing, {"code 4821"}},
                      {"10:45", "R. Meyer", AuditEvent::alert_acknowledged, {"alert 4"}},
                      {"10:41", "kiosk", AuditEvent::alert_escalated, {"alert 4"}},
                      {"10:40", "patient", AuditEvent::checked_in, {"code 4821"}, false},
                      {"08:03", "anybody", AuditEvent::day_refused, {}},
                      {"08:01", "command line", AuditEvent::staff_added, {"T. Okafor"}}},
          .has_earlier = true,
          .check = flow::staff::AuditLog::Check::holds,
          .entries_checked = 1042};
}

ExportView export_of_visit(std::optional<platform::StickState> stick) {
  return {.code = "4821", .initials = "AB", .stick = stick};
}

ExportView export_of_period(ExportKind kind, std::optional<platform::StickState> stick) {
  return {.code = {},
          .initials = {},
          .kind = kind,
          .from = "2026-10-01",
          .to = "2026-10-31",
          .spans = {{Span::last_month, "2026-10-01", "2026-10-31"},
                    {Span::last_three_months, "2026-08-01", "2026-10-31"},
                    {Span::this_year, "2026-01-01", "2026-11-25"},
                    {Span::last_year, "2025-01-01", "2025-12-31"},
                    {Span::other}},
          .stick = stick};
}

ExportView export_at(flow::staff::Export::Stage stage) {
  ExportView view = export_of_period(ExportKind::csv, platform::StickState::ready);
  view.stage = stage;
  return view;
}

}  // namespace

std::vector<Page> nurses_pages() {
  using flow::EnterPin;
  using flow::staff::NewVisitForm;
  using platform::AlertKind;
  using platform::AlertState;
  using platform::SummaryState;
  using platform::VisitState;
  using ExportStage = flow::staff::Export::Stage;
  using ExportProblem = flow::staff::Export::Problem;
  VisitDetailView jammed = detail(SummaryState::saved_not_printed);
  jammed.why_not = platform::PrinterTrouble::out_of_paper;
  jammed.withheld = {"PHQ-9"};
  VisitDetailView with_handout = detail(SummaryState::printed);
  with_handout.handout.parts = {{"Pacing", {"A little, often."}}};
  with_handout.handout_state = SummaryState::saved_not_printed;
  with_handout.why_no_handout = platform::PrinterTrouble::out_of_paper;
  VisitDetailView answers_removed = detail(SummaryState::printed);
  answers_removed.answers_removed = "2026-12-24";
  VisitDetailView cancelling = detail(SummaryState::not_printed);
  cancelling.confirming_cancel = true;
  VisitDetailView interrupted = detail(SummaryState::not_printed);
  interrupted.item = visit("4821", VisitState::incomplete, SummaryState::not_printed, 11);
  interrupted.can_go_on = true;
  VisitDetailView waiting = detail(SummaryState::not_printed);
  waiting.item = visit("9120", VisitState::waiting, SummaryState::not_printed, 0);
  waiting.begun = waiting.finished = {};
  waiting.alerts = {};
  VisitDetailView reprinting = detail(SummaryState::printed);
  reprinting.asking_why = true;
  VisitDetailView too_many = detail(SummaryState::printed);
  too_many.too_many = true;
  VisitCreatedView slip_jammed{"4821", "AB", {}};
  slip_jammed.slip_state = SummaryState::saved_not_printed;
  slip_jammed.why_no_slip = platform::PrinterTrouble::jam;
  const PreviewView preview{.code = "4821",
                            .initials = "AB",
                            .page = previewed_page(),
                            .printer = platform::PrinterHealth{true, platform::PrinterTrouble::none, {}}};
  VisitDetailView out_of_paper = detail(SummaryState::not_printed);
  out_of_paper.printer = platform::PrinterHealth{false, platform::PrinterTrouble::out_of_paper, {}};
  LogView changed_log = log_view();
  changed_log.shown = flow::intent::LogShown::alerts;
  changed_log.entries = {};
  changed_log.check = flow::staff::AuditLog::Check::broken;
  changed_log.broken_at = 731;
  LogView choosing_log = log_view();
  choosing_log.choosing = true;
  VisitDetailView printing = detail(SummaryState::printing);
  printing.now = platform::PrinterTrouble::jam;
  ExportView pulled_out = export_of_visit(platform::StickState::none);
  pulled_out.problem = ExportProblem::failed;
  ExportView full_stick = export_of_period(ExportKind::csv, platform::StickState::full);
  full_stick.problem = ExportProblem::no_room;
  full_stick.is_busy = true;
  const ExportView choosing_span = export_at(ExportStage::spans);
  ExportView typing_day = export_at(ExportStage::from);
  typing_day.typed = "31022026";
  typing_day.problem = ExportProblem::no_such_day;
  ExportView reading_visits = export_at(ExportStage::working);
  reading_visits.read = 120;
  reading_visits.to_read = 842;
  ExportView writing_visits = export_at(ExportStage::working);
  writing_visits.is_writing = true;
  ExportView exported = export_at(ExportStage::done);
  exported.files = {"codebook-2026-11-25.csv", "visits-2026-11-25.csv"};
  exported.unreadable = 2;
  return {
      {"open-day", OpenDayView{2, 6, "lil", {"lilac", "lily"}, false, flow::OpenDay::Problem::none}},
      {"open-day-wrong", OpenDayView{0, 6, "", {}, false, flow::OpenDay::Problem::wrong}},
      {"open-day-checking", OpenDayView{0, 6, "", {}, true, flow::OpenDay::Problem::none}},
      {"sign-in", SignInView{{{"R. Meyer"}, {"T. Okafor"}, {"S. Lindqvist"}}}},
      {"cleaning", CleaningView{}},
      {"pin", PinView{"R. Meyer", 3, false, EnterPin::Problem::none, 0}},
      {"pin-locked", PinView{"R. Meyer", 0, false, EnterPin::Problem::locked, 0}},
      {"pin-wait", PinView{"R. Meyer", 0, false, EnterPin::Problem::wait, 30}},
      {"locked-alerts", LockedAlertsView{{alert(1, AlertKind::safety_answer, AlertState::raised),
                                          alert(5, AlertKind::storage_trouble, AlertState::raised)}}},
      {"locked-alert-seen", LockedAlertsView{{}, alert(1, AlertKind::safety_answer, AlertState::raised)}},
      {"locked-trouble-seen", LockedAlertsView{{}, alert(5, AlertKind::storage_trouble, AlertState::raised)}},
      {"visits-empty", VisitListView{"R. Meyer", {}, {}}},
      {"visits", VisitListView{"R. Meyer",
                               {alert(1, AlertKind::safety_answer, AlertState::delivered),
                                alert(2, AlertKind::come_now, AlertState::raised),
                                alert(3, AlertKind::ask_staff, AlertState::seen)},
                               {with_alert(visit("4821", VisitState::finished, SummaryState::saved_not_printed, 28)),
                                visit("0377", VisitState::in_progress, SummaryState::not_printed, 12),
                                visit("9120", VisitState::waiting, SummaryState::not_printed, 0),
                                visit("5522", VisitState::incomplete, SummaryState::printed, 9)}}},
      {"visits-failing", VisitListView{.name = "R. Meyer",
                                       .alerts = {alert(4, AlertKind::printer_trouble, AlertState::delivered)},
                                       .visits = {visit("9120", VisitState::waiting, SummaryState::not_printed, 0)},
                                       .failing = {platform::ChannelKind::printer, platform::ChannelKind::lamp}}},
      {"alert", AlertDetailView{{AlertId{1}, "4821", "10:41", AlertKind::safety_answer, AlertState::delivered, true},
                                {{"10:41", platform::AlertStepKind::undelivered, platform::ChannelKind::printer},
                                 {"10:41", platform::AlertStepKind::delivered, platform::ChannelKind::lamp},
                                 {"10:46", platform::AlertStepKind::escalated, platform::ChannelKind::mail}}}},
      {"alert-storage", AlertDetailView{alert(5, AlertKind::storage_trouble, AlertState::raised), {}}},
      {"new-record-number",
       NewVisitView{NewVisitForm::Field::record_number, NewVisitForm::Problem::none, "10023-4", {}, {}, {}}},
      {"new-initials", NewVisitView{NewVisitForm::Field::initials, NewVisitForm::Problem::none, "AB", {}, {}, {}}},
      {"new-birth-date",
       NewVisitView{NewVisitForm::Field::birth_date, NewVisitForm::Problem::no_such_day, "31021957", {}, {}, {}}},
      {"new-battery", NewVisitView{NewVisitForm::Field::battery,
                                   NewVisitForm::Problem::none,
                                   {},
                                   {{"intake", "Intake", 4, 5}},
                                   "intake",
                                   {"PHQ-9"}}},
      {"new-battery-known", NewVisitView{.field = NewVisitForm::Field::battery,
                                         .typed = {},
                                         .batteries = {{"intake", "Intake", 4, 5}, {"follow-up", "Follow-up", 7, 4}},
                                         .battery = "follow-up",
                                         .withheld = {},
                                         .suggested = "follow-up",
                                         .last_visit = "2026-09-01"}},
      {"new-facts", NewVisitView{.field = NewVisitForm::Field::facts,
                                 .typed = {},
                                 .batteries = {},
                                 .battery = {},
                                 .withheld = {},
                                 .with_help = true,
                                 .clinicians = {"Dr. Abel", "Dr. Zed"},
                                 .clinician = "Dr. Abel",
                                 .opioid = "90",
                                 .naloxone = false,
                                 .as_of = "2026-11-25"}},
      {"new-clinician", NewVisitView{.field = NewVisitForm::Field::clinician,
                                     .typed = {},
                                     .batteries = {},
                                     .battery = {},
                                     .withheld = {},
                                     .clinicians = {"Dr. Abel", "Dr. Zed"}}},
      {"new-opioid",
       NewVisitView{
           .field = NewVisitForm::Field::opioid, .typed = "90", .batteries = {}, .battery = {}, .withheld = {}}},
      {"new-as-of",
       NewVisitView{
           .field = NewVisitForm::Field::as_of, .typed = "2511", .batteries = {}, .battery = {}, .withheld = {}}},
      {"visits-waiting", VisitListView{.name = "R. Meyer",
                                       .alerts = {},
                                       .visits = {visit("9120", VisitState::waiting, SummaryState::not_printed, 0)},
                                       .shown = flow::intent::Shown::waiting}},
      {"visits-none-of-these",
       VisitListView{.name = "R. Meyer", .alerts = {}, .visits = {}, .shown = flow::intent::Shown::to_print}},
      {"find", FindView{"10023-4", false}},
      {"find-nothing", FindView{"10023-5", true}},
      {"history", HistoryView{"10023-4",
                              "AB",
                              {{VisitId{3}, "2026-11-23", "Follow-up", VisitState::finished, SummaryState::not_printed},
                               {VisitId{2}, "2026-08-21", "Follow-up", VisitState::incomplete, SummaryState::printed},
                               {VisitId{1}, "2026-05-20", "Intake", VisitState::finished, SummaryState::printed}},
                              {"2026-05-20", "2026-08-21", "2026-11-23"},
                              {{"PEG", {score("7.0"), score("6.3"), score("4.3")}, forms::Verdict::better},
                               {"PHQ-9", {score("9", true), score("12"), score("13")}, forms::Verdict::no_clear_change},
                               {"TSK-11", {std::nullopt, score("31"), std::nullopt}, std::nullopt}}}},
      {"filter", FilterView{{{flow::intent::Shown::all, 12},
                             {flow::intent::Shown::waiting, 3},
                             {flow::intent::Shown::answering, 1},
                             {flow::intent::Shown::finished, 7},
                             {flow::intent::Shown::incomplete, 1},
                             {flow::intent::Shown::to_print, 2}}}},
      {"new-sex", NewVisitView{.field = NewVisitForm::Field::sex,
                               .typed = {},
                               .batteries = {},
                               .battery = {},
                               .withheld = {},
                               .sex = platform::Sex::male}},
      {"new-language", NewVisitView{.field = NewVisitForm::Field::language,
                                    .typed = {},
                                    .batteries = {},
                                    .battery = {},
                                    .withheld = {},
                                    .languages = {"en", "es", "fr", "de", "pl", "vi"},
                                    .language = "vi"}},
      {"new-unspoken", NewVisitView{.field = NewVisitForm::Field::unspoken,
                                    .typed = {},
                                    .batteries = {},
                                    .battery = {},
                                    .withheld = {},
                                    .language = "es",
                                    .silent = {"PEG", "TSK-11", "GAD-7"}}},
      {"visits-sound-test", VisitListView{.name = "R. Meyer",
                                          .alerts = {},
                                          .visits = {visit("9120", VisitState::waiting, SummaryState::not_printed, 0)},
                                          .has_headphones = true}},
      {"visits-sound-tested",
       VisitListView{.name = "R. Meyer", .alerts = {}, .visits = {}, .has_headphones = true, .is_sound_tested = true}},
      {"sound-test", SoundTestView{}},
      {"sound-test-played", SoundTestView{.played = true, .outcome = flow::staff::SoundTest::Outcome::not_said}},
      {"sound-test-asks", SoundTestView{.played = true}},
      {"sound-test-passed", SoundTestView{.passed_on = "2026-11-25", .passed_by = "R. Meyer"}},
      {"clinician", ClinicianView{{"Dr. Abel", "Dr. Zed"}}},
      {"created", VisitCreatedView{"4821", "AB", {"PHQ-9"}}},
      {"detail", detail(SummaryState::not_printed)},
      {"detail-jammed", jammed},
      {"detail-handout", with_handout},
      {"detail-answers-removed", answers_removed},
      {"detail-unclear", detail(SummaryState::unclear)},
      {"detail-interrupted", interrupted},
      {"detail-cancelling", cancelling},
      {"detail-waiting", waiting},
      {"detail-why", reprinting},
      {"detail-too-many", too_many},
      {"detail-printing", printing},
      {"log", log_view()},
      {"log-changed", changed_log},
      {"log-filter", choosing_log},
      {"visits-charge-nurse", VisitListView{.name = "R. Meyer", .alerts = {}, .visits = {}, .is_charge_nurses = true}},
      {"created-slip-jammed", slip_jammed},
      {"preview-making", PreviewView{.code = "4821", .initials = "AB", .page = {}, .printer = {}}},
      {"preview", preview},
      {"preview-failed", PreviewView{.code = "4821",
                                     .initials = "AB",
                                     .page = {},
                                     .failed = true,
                                     .printer = platform::PrinterHealth{false, platform::PrinterTrouble::jam, {}}}},
      {"detail-out-of-paper", out_of_paper},
      {"delete", DeleteVisitView{.code = "4821", .initials = "AB", .people = {}}},
      {"delete-nobody",
       DeleteVisitView{
           .code = "4821", .initials = "AB", .people = {}, .problem = flow::staff::DeleteVisit::Problem::nobody}},
      {"delete-in-use",
       DeleteVisitView{
           .code = "4821", .initials = "AB", .people = {}, .problem = flow::staff::DeleteVisit::Problem::alert}},
      {"delete-person", DeleteVisitView{.code = "4821",
                                        .initials = "AB",
                                        .picking = true,
                                        .people = {{"S. Lindqvist", platform::StaffRole::nurse},
                                                   {"T. Okafor", platform::StaffRole::charge_nurse}}}},
      {"export-visit", export_of_visit(platform::StickState::ready)},
      {"export-visit-no-stick", export_of_visit(platform::StickState::none)},
      {"export-visit-pulled-out", pulled_out},
      {"export-period", export_of_period(ExportKind::csv, platform::StickState::not_allowed)},
      {"export-period-ready", export_at(ExportStage::choosing)},
      {"export-report", export_of_period(ExportKind::report, platform::StickState::unreadable)},
      {"export-looking", export_of_period(ExportKind::csv, {})},
      {"export-several", export_of_period(ExportKind::csv, platform::StickState::several)},
      {"export-read-only", export_of_period(ExportKind::csv, platform::StickState::read_only)},
      {"export-full", full_stick},
      {"export-spans", choosing_span},
      {"export-from", typing_day},
      {"export-reading", reading_visits},
      {"export-writing", writing_visits},
      {"export-done", exported},
      {"staff-trouble", StaffTroubleView{}},
  };
}

}  // namespace anteroom::testing
