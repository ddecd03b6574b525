#include "tests/kiosk/screens/pages.h"

#include "kiosk/flow/path.h"
#include "kiosk/screens/patient/answer_words.h"
#include "kiosk/screens/patient/question_view.h"
#include "kiosk/ui/keyboards.h"
#include "tests/export/made_up_patients.h"
#include "tests/export/page_reading.h"
#include "tests/support/every_kind.h"
#include "tests/support/shipped_words.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <format>

namespace anteroom::testing {

using namespace screens;

namespace {

// The language of the pages that are being made.
const Words*& language() {
  static const Words* words = nullptr;
  return words;
}
const Words& said() { return *language(); }

QuestionView tiles() {
  QuestionView view;
  view.place = {"phq-9", "/44258-2"};
  view.number = 24;
  view.of = 28;
  view.stem = "Over the last 2 weeks, how often have you been bothered by any of the following problems?";
  view.text = "Feeling bad about yourself — or that you are a failure or have let yourself or your family down";
  view.kind = flow::AnswerKind::tiles;
  view.options = {"Not at all", "Several days", "More than half the days", "Nearly every day"};
  view.chosen = 1;
  view.can_continue = true;
  return view;
}

QuestionView longest_tiles() {
  QuestionView view = tiles();
  view.text =
      "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or "
      "restless that you have been moving around a lot more than usual";
  view.chosen.reset();
  view.declined = true;
  return view;
}

flow::staff::History::Value score(std::string text, bool is_other_version = false) {
  return {std::move(text), is_other_version};
}

QuestionView changing() {
  QuestionView view = tiles();
  view.changing = true;
  return view;
}

QuestionView row() {
  QuestionView view;
  view.place = {"peg", "peg-2"};
  view.number = 6;
  view.of = 28;
  view.text = "What number best describes how, during the past week, pain has interfered with your enjoyment of life?";
  view.kind = flow::AnswerKind::row;
  view.low_anchor = "Does not interfere";
  view.high_anchor = "Completely interferes";
  view.chosen = 7;
  view.can_continue = true;
  return view;
}

QuestionView typed(flow::AnswerKind kind, std::string_view words, std::string_view keys,
                   std::string_view refusal = {}) {
  QuestionView view;
  view.place = {"demo", std::string(words)};
  view.number = 3;
  view.text = words;
  view.kind = kind;
  view.typed = keys;
  view.refusal = refusal;
  view.minimum = 0;
  view.maximum = 120;
  view.letters = keys.size();
  view.most_letters = 300;
  constexpr std::size_t whole_date = 8;
  view.can_continue = kind == flow::AnswerKind::date ? keys.size() == whole_date : !keys.empty();
  return view;
}

// A question of the form with every kind, after these touches.
QuestionView kind(std::string_view link_id, const std::vector<flow::Intent>& touches = {}, bool half_days = true) {
  static const forms::Form form = anteroom::testing::every_kind();
  flow::Session session(platform::VisitRow{}, forms::Visit({&form}));
  session.half_days = half_days;
  flow::patient::Question question = flow::question_at(session, {"kinds", std::string(link_id)});
  const forms::Item& item = session.visit.item(question.place);
  for (const flow::Intent& touch : touches) {
    if (const auto* choice = std::get_if<flow::intent::Choose>(&touch)) {
      if (!flow::choose(item, question.draft, choice->option)) question.refusal = "too-many-answers";
    }
    if (const auto* key = std::get_if<flow::intent::Type>(&touch)) flow::type(item, question.draft, key->key);
    if (std::holds_alternative<flow::intent::Continue>(touch)) (void)flow::advance(item, question.draft);
    if (std::holds_alternative<flow::intent::AddLine>(touch)) flow::open_line(item, question.draft);
  }
  return question_view(session, question, said());
}

// A real form's group says what there could be another of.
QuestionView another_operation() {
  QuestionView view = kind("another");
  view.stem = "Operations you have had for your pain";
  return view;
}

std::vector<flow::Intent> taps(std::initializer_list<int> options) {
  std::vector<flow::Intent> touches;
  for (const int option : options) touches.emplace_back(flow::intent::Choose{option});
  return touches;
}

std::vector<flow::Intent> keys(std::string_view words, std::vector<flow::Intent> touches = {}) {
  for (const char key : words) touches.emplace_back(flow::intent::Type{static_cast<char32_t>(key)});
  return touches;
}

std::vector<flow::Intent> then(std::vector<flow::Intent> touches, flow::Intent last) {
  touches.push_back(std::move(last));
  return touches;
}

FormAfterView form_after(Help help) {
  return {"phq-9", {}, {{"Suicide & Crisis Lifeline, call or text", "988"}}, "911", help};
}

ReviewView review() {
  using forms::Progress;
  return {{{{"nrs", "nrs-now"}, "Your pain", "How would you rate your pain right now?", "7", Progress::answered},
           {{"nrs", "nrs-worst"},
            "Your pain",
            "How would you rate your worst pain over the past 7 days?",
            "9",
            Progress::answered},
           {{"peg", "peg-2"},
            "Pain and your daily life",
            "What number best describes how, during the past week, pain has interfered with your enjoyment of life?",
            std::string(said().say("Not answered")),
            Progress::not_answered},
           {{"phq-9", "/44258-2"},
            "Your mood",
            "Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
            std::string(said().say("You preferred not to answer")),
            Progress::declined},
           {{"phq-9", "/44260-8"},
            "Your mood",
            "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or "
            "restless that you have been moving around a lot more than usual",
            "More than half the days",
            Progress::answered}},
          1};
}

ReviewView unanswered_of(ReviewView view) {
  std::erase_if(view.rows, [](const ReviewRow& row) { return row.progress != forms::Progress::not_answered; });
  view.only_unanswered = true;
  return view;
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

std::vector<platform::Check> checks() {
  using platform::Condition;
  return {
      {"printer", Condition::broken, "office: the printer does not answer; remedy: its cable, its power, its address"},
      {"words", Condition::reminder, "de: 612 messages, in use, not reviewed by a native speaker"},
      {"clock", Condition::reminder,
       "2026-11-26 14:05, and no time server has confirmed it: printed pages say so; remedy: let this machine reach "
       "one"},
      {"settings", Condition::good, "/etc/anteroom/anteroom.toml: Kiosk 1"},
      {"database", Condition::good, "encrypted by SQLCipher 4.6.1 community, schema 22, 1042 visits, 28431 answers"}};
}

using PeopleStage = flow::staff::People::Stage;
using KeysStage = flow::staff::Keys::Stage;
using AboutStage = flow::staff::About::Stage;

AboutView about(AboutStage stage) {
  AboutView view{};
  view.can_restart = true;
  view.stage = stage;
  return view;
}

PeopleView people(PeopleStage stage) {
  using platform::StaffRole;
  return {.people = {{"A. Nowak-Wisniewska", StaffRole::nurse},
                     {"R. Meyer", StaffRole::charge_nurse},
                     {"S. Lindqvist", StaffRole::nurse},
                     {"T. Okafor", StaffRole::it}},
          .name = "A. Nowak-Wisniewska",
          .pin = "482913",
          .stage = stage};
}

KeysView keys_at(KeysStage stage) {
  return {.ways = {{1, false, "2026-01-12"}, {2, true, "2026-01-12"}, {4, false, "2026-11-03"}},
          .epoch = 4,
          .since = "2026-11-03",
          .signer = "7f3a-90c1-22de-b804",
          .way = 4,
          .passphrase = "zoologist zookeeper zigzagged yesterday wrongness wrongdoer",
          .stage = stage};
}

PrinterTestView printer_test(std::optional<platform::SummaryState> state) {
  return {.printer = platform::PrinterHealth{true, platform::PrinterTrouble::none, {}},
          .state = state,
          .why_not = platform::PrinterTrouble::out_of_paper};
}

using flow::intent::ExportKind;
using flow::intent::Span;

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

ExportView export_of_kiosk(ExportKind kind, flow::staff::Export::Stage stage) {
  ExportView view{.code = {}, .initials = {}, .kind = kind, .stage = stage, .stick = platform::StickState::ready};
  view.is_writing = stage == flow::staff::Export::Stage::working;
  return view;
}

ExportView export_at(flow::staff::Export::Stage stage) {
  ExportView view = export_of_period(ExportKind::csv, platform::StickState::ready);
  view.stage = stage;
  return view;
}

}  // namespace

FirstSetUpView first_set_up(FirstSetUpStage stage) {
  FirstSetUpView view{
      .stage = stage, .kiosk = "Kiosk 1", .version = "0.1.0 (a1b2c3d4e5f6)", .serial = "10000000a1b2c3d4"};
  // As long as they can be: the longest words of the list.
  view.secrets = {.name = "R. Meyer",
                  .pin = "482913",
                  .passphrase = "zoologist zookeeper zigzagged yesterday wrongness wrongdoer",
                  .recovery_code = "7K3Q-9TRM-2WXH-PD5L-V8NJ-4BYZ-6UFK-3MTR-9WXH-PD5L-V8NJ-4BYZ-6UFK-3MTR"};
  return view;
}

FirstSetUpView restoring(FirstSetUpStage stage) {
  FirstSetUpView view = first_set_up(stage);
  view.stick = platform::StickState::ready;
  view.files = {"anteroom-kiosk-1-2026-11-26.backup", "anteroom-kiosk-2-2026-11-25.backup"};
  view.code = "7K3Q9TRM2WXHPD5LV8NJ4BYZ6UFK3MTR9WXHPD5LV8NJ4BYZ6UFK3MTR";
  return view;
}

std::vector<Page> pages(const Words& words) {
  language() = &words;
  using flow::AnswerKind;
  using flow::EnterPin;
  using flow::staff::NewVisitForm;
  using platform::AlertKind;
  using platform::AlertState;
  using platform::SummaryState;
  using platform::VisitState;
  FirstSetUpView without_stick = restoring(FirstSetUpStage::stick);
  without_stick.files = {};
  without_stick.stick = platform::StickState::none;
  FirstSetUpView mistyped_code = restoring(FirstSetUpStage::code);
  mistyped_code.problem = Fault::invalid_input;
  FirstSetUpView restored = restoring(FirstSetUpStage::showing);
  restored.secrets.name = restored.secrets.pin = restored.secrets.recovery_code = {};
  ExportView backed_up = export_of_kiosk(ExportKind::backup, flow::staff::Export::Stage::done);
  backed_up.files = {"anteroom-kiosk-1-2026-11-26.backup"};
  ExportView backup_not_made = export_of_kiosk(ExportKind::backup, flow::staff::Export::Stage::choosing);
  backup_not_made.problem = ExportView::Step::Problem::store;
  PeopleView not_removed = people(PeopleStage::person);
  not_removed.problem = PeopleView::Step::Problem::own;
  PeopleView name_taken = people(PeopleStage::name);
  name_taken.problem = PeopleView::Step::Problem::taken;
  KeysView last_passphrase = keys_at(KeysStage::list);
  last_passphrase.problem = KeysView::Step::Problem::last;
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
  using ExportStage = flow::staff::Export::Stage;
  using ExportProblem = flow::staff::Export::Problem;
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
      {"welcome", WelcomeView{}},
      {"welcome-light", WelcomeView{{{"es", "Español"}}}, true},
      {"welcome-languages",
       WelcomeView{{{"es", "Español"}, {"fr", "Français"}, {"de", "Deutsch"}, {"pl", "Polski"}, {"en", "English"}}}},
      {"code", CodeView{"48", false}},
      {"code-no-match", CodeView{"", true}},
      {"birth-date", BirthDateView{"0503", false}},
      {"birth-date-no-day", BirthDateView{"31021957", true}},
      {"ask-at-desk", AskAtDeskView{}},
      {"ask-at-desk-interrupted", AskAtDeskView{AskAtDeskView::Reason::interrupted}},
      {"briefing", BriefingView{{"Your pain", "Pain and your daily life", "Pain and moving", "Your mood"}, 28, 5}},
      {"briefing-interpreted",
       BriefingView{.parts = {"Your mood"}, .questions = 12, .minutes = 3, .interpreted = true}},
      {"briefing-anonymous", BriefingView{.parts = {"Your visit"}, .questions = 1, .anonymous = true}},
      {"form-notice",
       FormNoticeView{"phq-9", "Your mood",
                      "Your answers are read by your care team today. This kiosk is not an emergency service."}},
      {"tiles", tiles(), true},
      {"tiles-longest", longest_tiles()},
      {"row", row()},
      {"yes-no", typed(AnswerKind::yes_no, "Have you had surgery for your pain?", "")},
      {"number", typed(AnswerKind::number, "How many years have you had pain?", "130", "value-out-of-range")},
      {"date", typed(AnswerKind::date, "When did your pain begin?", "0101")},
      {"text", typed(AnswerKind::text, "What would you like to do again?", "walk the dog")},
      {"body", kind("areas")},
      {"body-chosen", kind("areas", taps({0, 8, 15, 17, 14, 16, 4}))},
      {"body-legs", kind("areas", taps({16, 4, 5, 13})), false, false, {"list:more"}},
      {"body-none", kind("areas", taps({19}))},
      {"body-list", kind("areas", taps({0, 7, 9})), false, false, {"body:list"}},
      {"several-limit", kind("two", taps({0, 1, 2}))},
      {"ranked", kind("expectations", taps({2, 4}))},
      {"ranked-own-words",
       kind("expectations", then(keys("sleep through the night again", taps({2, 5})), flow::intent::Continue{}))},
      {"own-words", kind("work", keys("I help my son", taps({3})))},
      {"open-choice", kind("work", taps({1}))},
      {"long-list", kind("country", taps({7}))},
      {"time", kind("bedtime", keys("1030", taps({1})), counts_half_days(words))},
      {"date-time", kind("began", then(keys("05032024"), flow::intent::Continue{}), counts_half_days(words))},
      {"quantity", kind("weight", keys("165", taps({1})))},
      {"number-unit", kind("hours", keys("6.5"))},
      {"line-writing", kind("medicines", keys("ibuprofen"))},
      {"lines",
       kind("medicines", then(keys("amitriptyline", then(then(keys("ibuprofen 400 mg"), flow::intent::Continue{}),
                                                         flow::intent::AddLine{})),
                              flow::intent::Continue{}))},
      {"long-text",
       kind("goal", keys("walk to the shop and back without a rest, and play with my grandchildren again"))},
      {"proposal", kind("hand")},
      {"another", another_operation()},
      {"check",
       CheckView{{"nrs", "nrs-least"}, "You said your least pain is 6 and your worst pain is 4. Is that right?"}},
      {"form-after", form_after(Help::not_asked)},
      {"form-after-told", form_after(Help::delivered)},
      {"rest-offer", RestOfferView{31, 29}},
      {"review", review()},
      {"review-unanswered", unanswered_of(review())},
      {"thanks", ThanksView{}},
      {"thanks-asked", ThanksView{false, true, Help::asked}},
      {"thanks-lessons", ThanksView{false, true}},
      {"lesson-1", LessonView{0, false}},
      {"lesson-2", LessonView{1, true}},
      {"lesson-3", LessonView{2, false}},
      {"staff-asked", StaffAskedView{Help::asked}},
      {"staff-asked-told", StaffAskedView{Help::delivered}},
      {"still-here", StillHereView{}},
      {"reading", WelcomeView{}, false, true},
      {"reading-voice", WelcomeView{}, false, true, {}, true},
      {"aloud", tiles(), false, false, {}, true},
      {"hidden", HiddenView{true}},
      {"resting", RestingView{"10:45"}},
      {"resting-told", RestingView{"10:45", Help::delivered}},
      {"trouble", TroubleView{true}},
      {"trouble-start", TroubleView{false}},
      {"thanks-anonymous", ThanksView{true}},
      {"staff-asked-nobody", StaffAskedView{Help::not_asked}},
      {"change", changing()},
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
      {"machine", MachineView{.name = "T. Okafor", .alerts = {}, .has_headphones = true, .is_sound_tested = true}},
      {"machine-trouble", MachineView{.name = "T. Okafor",
                                      .alerts = {alert(4, AlertKind::printer_trouble, AlertState::delivered),
                                                 alert(5, AlertKind::storage_trouble, AlertState::raised)},
                                      .failing = {platform::ChannelKind::printer, platform::ChannelKind::lamp},
                                      .is_set_aside = true}},
      {"checks", ChecksView{.checks = checks()}},
      {"checks-under-way", ChecksView{.checks = {}, .under_way = true}},
      {"checks-good", ChecksView{.checks = {checks().back()}}},
      {"printer-test", printer_test({})},
      {"printer-test-printing", printer_test(SummaryState::printing)},
      {"printer-test-printed", printer_test(SummaryState::printed)},
      {"printer-test-jammed", printer_test(SummaryState::saved_not_printed)},
      {"printer-test-unclear", printer_test(SummaryState::unclear)},
      {"printer-test-none", PrinterTestView{.has_printer = false}},
      {"alert-test", AlertTestView{{{.channel = platform::ChannelKind::lamp, .passed = "10:41"},
                                    {.channel = platform::ChannelKind::printer, .testing = true},
                                    {.channel = platform::ChannelKind::webhook,
                                     .fault = "the webhook answered 503; remedy: look at its server"},
                                    {.channel = platform::ChannelKind::mail, .passed = "10:40"}}}},
      {"alert-test-none", AlertTestView{}},
      {"about",
       AboutView{.kiosk = "Kiosk 1",
                 .version = "0.1.0 (a1b2c3d4e5f6)",
                 .facts = {.model = "Raspberry Pi 4 Model B Rev 1.4",
                           .serial = "10000000a1b2c3d4",
                           .system = "Debian GNU/Linux 13 (trixie), Linux 6.12.48 aarch64",
                           .addresses = {"192.0.2.17", "2001:db8::a1b2:c3d4"},
                           .carrier = "carrier",
                           .zone = "CET, +0100",
                           .slot = "a",
                           .last_update = "2026-11-26 14:05: version 0.2.0 is installed; it starts at 03:00, or "
                                          "with the next start; the stick can be taken out"},
                 .now = "2026-11-26 14:05",
                 .is_synchronised = true,
                 .can_restart = true}},
      {"about-restart", about(AboutStage::restart_asked)},
      {"about-restarting", about(AboutStage::restarting)},
      {"about-not-restarted", about(AboutStage::not_restarted)},
      {"about-alone", AboutView{.kiosk = "Kiosk 1",
                                .version = "0.1.0 (a1b2c3d4e5f6)",
                                .facts = {.model = {},
                                          .serial = "01234567",
                                          .system = "Debian GNU/Linux 13 (trixie)",
                                          .addresses = {},
                                          .carrier = "no-carrier",
                                          .zone = "UTC, +0000"},
                                .now = "1970-01-01 00:05"}},
      {"backup", export_of_kiosk(ExportKind::backup, ExportStage::choosing)},
      {"backup-working", export_of_kiosk(ExportKind::backup, ExportStage::working)},
      {"backup-done", backed_up},
      {"backup-not-made", backup_not_made},
      {"support", export_of_kiosk(ExportKind::support, ExportStage::choosing)},
      {"people", people(PeopleStage::list)},
      {"person", people(PeopleStage::person)},
      {"person-not-removed", not_removed},
      {"person-name", people(PeopleStage::name)},
      {"person-name-taken", name_taken},
      {"person-role", people(PeopleStage::role)},
      {"person-making", people(PeopleStage::making)},
      {"person-pin", people(PeopleStage::pin)},
      {"person-remove", people(PeopleStage::removing)},
      {"keys", keys_at(KeysStage::list)},
      {"keys-last", last_passphrase},
      {"keys-remove", keys_at(KeysStage::removing)},
      {"keys-rotate", keys_at(KeysStage::rotating)},
      {"keys-proof",
       OpenDayView{.done = 2, .of = 6, .letters = "ab", .offered = {"abide", "ability"}, .is_proof = true}},
      {"keys-working", keys_at(KeysStage::working)},
      {"keys-passphrase", keys_at(KeysStage::passphrase)},
      {"keys-check", keys_at(KeysStage::confirming)},
      {"keys-added", keys_at(KeysStage::added)},
      {"keys-changed", keys_at(KeysStage::changed)},
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
           .code = "4821", .initials = "AB", .people = {}, .problem = flow::staff::DeleteVisit::Problem::in_use}},
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
      {"start-trouble",
       StartTroubleView{{"/boot/firmware/anteroom.toml:3:8: kiosk.name: empty; name this kiosk as staff call it, for "
                         "example \"Kiosk 1\"",
                         "/boot/firmware/anteroom.toml:7:1: display.with_mm: unknown key; did you mean width_mm?"},
                        "0.1.0 (a1b2c3d4e5f6)",
                        "10000000a1b2c3d4",
                        "192.0.2.17"}},
      {"first-set-up", first_set_up(FirstSetUpStage::asking)},
      {"first-restore", restoring(FirstSetUpStage::stick)},
      {"first-restore-no-stick", without_stick},
      {"first-restore-code", restoring(FirstSetUpStage::code)},
      {"first-restore-mistyped", mistyped_code},
      {"first-restoring", restoring(FirstSetUpStage::restoring)},
      {"first-restored", restored},
      {"first-making", first_set_up(FirstSetUpStage::making)},
      {"first-secrets", first_set_up(FirstSetUpStage::showing)},
      {"first-check", first_set_up(FirstSetUpStage::confirming)},
  };
}

std::vector<Page> read_aloud(std::vector<Page> pages) {
  for (Page& page : pages) page.aloud = true;
  return pages;
}

void draw_page(ui::Ui& ui, const Page& page, const Words& words) {
  const auto shows = [&]<class... Views>() { return (std::holds_alternative<Views>(page.view) || ...); };
  const bool staffs =
      shows.operator()<OpenDayView, SignInView, CleaningView, PinView, LockedAlertsView, VisitListView, FilterView,
                       FindView, HistoryView, AlertDetailView, NewVisitView, VisitCreatedView, VisitDetailView,
                       ClinicianView, SoundTestView, MachineView, LogView, DeleteVisitView, PreviewView, ExportView,
                       StaffTroubleView, StartTroubleView, FirstSetUpView, ChecksView, PrinterTestView, AlertTestView,
                       PeopleView, KeysView, AboutView>();
  const bool personal =
      shows.
      operator()<BriefingView, FormNoticeView, QuestionView, CheckView, FormAfterView, RestOfferView, ReviewView>();
  const Chrome chrome{
      "Riverside Pain Clinic", page.staff_light, words, personal, !staffs && !shows.operator()<StillHereView>(),
      !staffs && page.aloud};
  if (page.reading) {
    Voice voice;
    (void)draw_reading(ui, chrome, voice);
  } else {
    (void)std::visit([&](const auto& view) { return draw(ui, view, chrome); }, page.view);
  }
}

namespace {

constexpr ui::Point nowhere{-1, -1};

void draw_frame(ui::Ui& ui, const Page& page, const Words& words, ui::Point at, bool down) {
  static std::chrono::milliseconds now{0};
  ui.begin_frame({at, down, now += std::chrono::milliseconds{400}});
  draw_page(ui, page, words);
  ui.end_frame();
}

void settle(ui::Ui& ui, const Page& page, const Words& words) {
  draw_frame(ui, page, words, nowhere, false);
  for (int more = 0; more + 1 < ui::most_frames_to_rest && ui.unsettled(); ++more)
    draw_frame(ui, page, words, nowhere, false);
}

void tap(ui::Ui& ui, const Page& page, const Words& words, ui::Point at) {
  draw_frame(ui, page, words, at, true);
  draw_frame(ui, page, words, at, false);
  settle(ui, page, words);
}

}  // namespace

void tap_through(ui::Ui& ui, const Page& page, const Words& words) {
  ui.forget_shown();  // nothing of the page before it
  settle(ui, page, words);
  for (const std::string& id : page.taps) {
    const ui::Mark* mark = ui.probe().find(id);
    if (mark != nullptr) tap(ui, page, words, mark->rect.center());
  }
}

bool turn_page(ui::Ui& ui, const Page& page, const Words& words) {
  for (const std::string_view id : {"more", "list:more"}) {
    const ui::Mark* mark = ui.probe().find(id);
    if (mark == nullptr || !mark->enabled) continue;
    tap(ui, page, words, mark->rect.center());
    return true;
  }
  return false;
}

ui::UiOptions page_options(const PanelSize& panel, const Words& words) {
  const std::filesystem::path fonts = std::filesystem::path(ANTEROOM_SHARE_DIR) / "fonts";
  ui::UiOptions options;
  const auto width = static_cast<float>(panel.width);
  options.metrics = {{width, static_cast<float>(panel.height)}, width / panel.width_mm};
  options.fonts = {fonts / "screen-regular.ttf", fonts / "screen-bold.ttf", fonts / "screen-fallback.ttf",
                   fonts / "screen-fallback-bold.ttf"};
  options.letters = letters_in(words.catalogue().texts()) + U"ñçêß" +
                    ui::letters_typed_in(words.language()) +  // of the welcome's buttons
                    U"\u00B9\u00A9\u00AE";                    // of a page that is looked at
  return options;
}

}  // namespace anteroom::testing
