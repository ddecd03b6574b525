#include "kiosk/flow/flow.h"
#include "kiosk/flow/pin_check.h"
#include "kiosk/flow/summary_of.h"
#include "platform/vault/sign_in.h"
#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using std::chrono::seconds;
using testing::KioskWorld;

constexpr std::string_view pin = "274951";

void open_pin(KioskWorld& world) {
  ASSERT_TRUE(
      world.store->inner().add_staff("R. Meyer", platform::StaffRole::nurse, testing::sealed_pin(pin, "R. Meyer")));
  world.open_day();
  world.send(intent::OpenStaff{});
  world.send(intent::PickPerson{0});
}

void try_pin(KioskWorld& world, std::string_view digits) {
  world.type(digits);
  world.send(intent::Continue{});
  world.work();
}

int failures(KioskWorld& world) { return world.store->inner().staff().value().front().failed_attempts; }

TEST(Staff, the_right_pin_signs_in_and_clears_the_count) {
  KioskWorld world;
  open_pin(world);
  try_pin(world, pin);
  ASSERT_NE(world.on<Staff>(), nullptr);
  EXPECT_EQ(world.on<Staff>()->name, "R. Meyer");
  EXPECT_NE(world.staff_on<staff::VisitList>(), nullptr);
  EXPECT_EQ(failures(world), 0);
}

TEST(Staff, a_try_is_counted_on_disk_before_the_pin_is_checked) {
  KioskWorld world;
  open_pin(world);
  world.type("111111");
  world.send(intent::Continue{});
  EXPECT_TRUE(world.on<EnterPin>()->checking);
  EXPECT_EQ(failures(world), 1) << "the worker has not even begun";
  world.work();
  EXPECT_EQ(world.on<EnterPin>()->problem, EnterPin::Problem::wrong);
  EXPECT_TRUE(world.on<EnterPin>()->pin.empty());
}

TEST(Staff, the_sixth_try_has_to_wait_and_waiting_is_not_counted) {
  KioskWorld world;
  open_pin(world);
  for (int attempt = 0; attempt < 5; ++attempt) try_pin(world, "111111");
  EXPECT_EQ(world.on<EnterPin>()->problem, EnterPin::Problem::wait);
  try_pin(world, pin);
  EXPECT_EQ(world.on<Staff>(), nullptr) << "even the right one waits";
  EXPECT_EQ(failures(world), 5);
  world.clock.pass(platform::delay_after(5).wait + seconds{1});
  try_pin(world, pin);
  EXPECT_NE(world.on<Staff>(), nullptr);
}

TEST(Staff, who_waits_sees_the_seconds_go_by) {
  KioskWorld world;
  open_pin(world);
  for (int attempt = 0; attempt < 5; ++attempt) try_pin(world, "111111");
  const EnterPin& entry = *world.on<EnterPin>();
  const auto wait = platform::delay_after(5).wait;
  const auto now = [&] { return world.clock.since_boot(); };
  EXPECT_EQ(wait_of(world.state, entry.person, now()), wait);
  EXPECT_EQ(next_tick(world.state, *world.services), now() + seconds{1});
  world.pass(seconds{1});
  EXPECT_EQ(wait_of(world.state, entry.person, now()), wait - seconds{1});
  world.clock.pass(std::chrono::milliseconds{500});
  EXPECT_EQ(wait_of(world.state, entry.person, now()), wait - seconds{1}) << "rounded up: it never says 0 too early";
  world.pass(wait);
  EXPECT_EQ(wait_of(world.state, entry.person, now()), seconds{0});
  EXPECT_GT(next_tick(world.state, *world.services), now() + seconds{1}) << "nothing changes any more";
}

TEST(Staff, pulling_the_plug_refunds_neither_tries_nor_waiting) {
  KioskWorld world;
  open_pin(world);
  for (int attempt = 0; attempt < 5; ++attempt) try_pin(world, "111111");
  world.clock.pass(seconds{3600});
  world.restart();
  world.open_day();
  world.send(intent::OpenStaff{});
  world.send(intent::PickPerson{0});
  try_pin(world, pin);
  ASSERT_NE(world.on<EnterPin>(), nullptr);
  EXPECT_EQ(world.on<EnterPin>()->problem, EnterPin::Problem::wait);
}

TEST(Staff, ten_wrong_tries_lock) {
  KioskWorld world;
  open_pin(world);
  for (int attempt = 0; attempt < 10; ++attempt) {
    ASSERT_NE(world.on<EnterPin>(), nullptr);
    try_pin(world, "111111");
    world.clock.pass(platform::delay_after(failures(world)).wait + seconds{1});
  }
  try_pin(world, pin);
  ASSERT_NE(world.on<EnterPin>(), nullptr);
  EXPECT_EQ(world.on<EnterPin>()->problem, EnterPin::Problem::locked);
  EXPECT_EQ(failures(world), 10);
}

TEST(Staff, a_new_visit_gets_a_code_that_the_patient_can_use) {
  KioskWorld world;
  world.sign_in();
  world.send(intent::NewVisit{});
  world.type("mrn-77.1/;");
  world.send(intent::Continue{});
  world.type("ab1cdefg");
  world.send(intent::Continue{});
  world.type("05031957");
  world.send(intent::Continue{});
  world.send(intent::Continue{});
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->field, staff::NewVisitForm::Field::sex) << "nothing is assumed";
  world.send(intent::PickSex{platform::Sex::female});
  world.send(intent::Continue{});
  ASSERT_NE(world.staff_on<staff::NewVisitForm>(), nullptr);
  world.send(intent::PickBattery{"intake"});
  world.send(intent::Continue{});
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->field, staff::NewVisitForm::Field::facts);
  world.send(intent::Continue{});
  ASSERT_NE(world.staff_on<staff::VisitCreated>(), nullptr);
  const auto row = world.staff_on<staff::VisitCreated>()->row;
  EXPECT_EQ(row.facts.record_number, "MRN-77.1");
  EXPECT_EQ(row.facts.initials, "ABCD");
  EXPECT_EQ(row.facts.started_by, "R. Meyer");
  EXPECT_EQ(row.facts.sex, platform::Sex::female);
  EXPECT_EQ(row.facts.language, "en");
  EXPECT_EQ(row.number, 1);
  EXPECT_EQ(row.code.size(), 4U);
  world.send(intent::Continue{});
  ASSERT_EQ(world.staff_on<staff::VisitList>()->visits.size(), 1U);
  world.send(intent::SignOut{});
  world.check_in(row.code);
  EXPECT_NE(world.patient_on<patient::Briefing>(), nullptr);
}

TEST(Staff, a_birth_date_in_the_future_is_refused) {
  KioskWorld world;
  world.sign_in();
  world.send(intent::NewVisit{});
  world.type("1");
  world.send(intent::Continue{});
  world.type("A");
  world.send(intent::Continue{});
  world.type("24112026");
  world.send(intent::Continue{});
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->field, staff::NewVisitForm::Field::birth_date);
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->problem, staff::NewVisitForm::Problem::no_such_day);
  world.type("14");
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->birth_date, "14") << "a refused day is typed anew";
}

TEST(Staff, the_list_shows_today_only_and_every_open_alert) {
  KioskWorld world;
  const auto yesterday = world.begin({"nrs"});
  world.send(intent::AskStaff{});
  world.work();
  world.clock.pass(std::chrono::hours{24});
  const auto today = world.start_visit();
  world.sign_in();
  world.send(intent::NewVisit{});
  world.send(intent::Back{});
  const auto* list = world.staff_on<staff::VisitList>();
  ASSERT_NE(list, nullptr);
  ASSERT_EQ(list->visits.size(), 1U);
  EXPECT_EQ(list->visits[0].id, today.id);
  ASSERT_EQ(list->alerts.size(), 1U);
  EXPECT_EQ(list->alerts[0].visit, yesterday.id);
}

TEST(Staff, marking_is_a_toggle_that_is_kept) {
  KioskWorld world;
  const auto visit = world.start_visit();
  world.sign_in();
  world.send(intent::OpenVisit{visit.id});
  world.send(intent::Mark{});
  EXPECT_TRUE(world.row(visit.id).marked);
  world.send(intent::Mark{});
  EXPECT_FALSE(world.row(visit.id).marked);
}

TEST(Staff, cancelling_asks_first) {
  KioskWorld world;
  const auto visit = world.start_visit();
  world.sign_in();
  world.send(intent::OpenVisit{visit.id});
  world.send(intent::CancelVisit{});
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::waiting);
  world.send(intent::ConfirmCancel{intent::Reply::no});
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::waiting);
  world.send(intent::CancelVisit{});
  world.send(intent::ConfirmCancel{intent::Reply::yes});
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::cancelled);
}

TEST(Staff, a_store_in_trouble_says_so_and_recovers) {
  KioskWorld world;
  const auto visit = world.start_visit();
  world.sign_in();
  world.store->set(testing::FailingStore::Mood::dead);
  world.send(intent::OpenVisit{visit.id});
  EXPECT_NE(world.staff_on<staff::Trouble>(), nullptr);
  world.store->set(testing::FailingStore::Mood::well);
  world.send(intent::TryAgain{});
  EXPECT_NE(world.staff_on<staff::VisitList>(), nullptr);
}

// Up to and with sex: on the battery.
void begin_form(KioskWorld& world, std::string_view record_number = "10023-4") {
  world.sign_in();
  world.send(intent::NewVisit{});
  world.type(record_number);
  world.send(intent::Continue{});
  world.type("AB");
  world.send(intent::Continue{});
  world.type("05031957");
  world.send(intent::Continue{});
  world.send(intent::PickSex{platform::Sex::male});
  world.send(intent::Continue{});
}

TEST(NewVisit, the_first_visit_is_suggested_everything_and_the_next_within_a_year_the_shorter_one) {
  KioskWorld world;
  begin_form(world);
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->battery, "intake");
  EXPECT_FALSE(world.staff_on<staff::NewVisitForm>()->last_visit);
  world.send(intent::SignOut{});
  const auto first = world.begin({"nrs"});
  ASSERT_TRUE(world.store->end_visit(first.id, platform::VisitState::finished, world.clock.now()));
  begin_form(world);
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->battery, "follow-up");
  EXPECT_TRUE(world.staff_on<staff::NewVisitForm>()->last_visit);
  begin_form(world, "OTHER-1");
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->battery, "intake") << "another record number";
  world.clock.pass(std::chrono::hours{24 * 366});
  begin_form(world);
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->battery, "intake") << "after a long pause";
}

TEST(NewVisit, a_visit_that_was_not_finished_is_no_history) {
  KioskWorld world;
  const auto first = world.begin({"nrs"});
  ASSERT_TRUE(world.store->end_visit(first.id, platform::VisitState::incomplete, world.clock.now()));
  begin_form(world);
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->battery, "intake");
}

TEST(NewVisit, what_the_chart_says_is_kept_with_its_day_and_a_blank_is_not_available) {
  KioskWorld world;
  world.config.clinic.clinicians = {"Dr. Abel", "Dr. Zed"};
  begin_form(world);
  world.send(intent::Continue{});
  world.send(intent::PickFact{intent::Fact::help});
  world.send(intent::PickFact{intent::Fact::clinician});
  world.send(intent::PickPerson{1});
  world.send(intent::PickFact{intent::Fact::opioid});
  world.type("90");
  world.send(intent::Continue{});
  world.send(intent::PickFact{intent::Fact::naloxone});
  world.send(intent::PickFact{intent::Fact::naloxone});
  world.send(intent::Continue{});
  ASSERT_NE(world.staff_on<staff::VisitCreated>(), nullptr);
  const auto facts = world.row(world.staff_on<staff::VisitCreated>()->row.id).facts;
  EXPECT_TRUE(facts.with_help);
  EXPECT_EQ(facts.clinician, "Dr. Zed");
  EXPECT_EQ(facts.chart.opioid_mme, 90);
  EXPECT_EQ(facts.chart.naloxone, false) << "no, which is not the same as not available";
  EXPECT_FALSE(facts.chart.benzodiazepine);
  EXPECT_EQ(facts.chart.as_of, world.clock.local_date(world.clock.now()));
  const auto row = world.row(world.staff_on<staff::VisitCreated>()->row.id);
  const auto summary = summary_of(row, *testing::made_up_unlocked(), *world.services);
  ASSERT_TRUE(summary);
  ASSERT_EQ(summary->chart_flags.size(), 2U) << "what was typed reaches the page";
  EXPECT_EQ(summary->chart_flags[0].id, "high-dose");
  EXPECT_EQ(summary->chart_flags[1].id, "no-naloxone");
}

TEST(NewVisit, nothing_added_is_nothing_known) {
  KioskWorld world;
  world.fill_new_visit("intake");
  const auto facts = world.row(world.staff_on<staff::VisitCreated>()->row.id).facts;
  EXPECT_FALSE(facts.chart.opioid_mme || facts.chart.benzodiazepine || facts.chart.naloxone || facts.chart.as_of);
  EXPECT_FALSE(facts.with_help);
}

TEST(NewVisit, a_chart_of_tomorrow_is_refused) {
  KioskWorld world;
  begin_form(world);
  world.send(intent::Continue{});
  world.send(intent::PickFact{intent::Fact::benzodiazepine});
  world.send(intent::PickFact{intent::Fact::as_of});
  for (int digit = 0; digit < 8; ++digit) world.send(intent::Erase{});
  world.type("24112026");
  world.send(intent::Continue{});
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->field, staff::NewVisitForm::Field::as_of);
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->problem, staff::NewVisitForm::Problem::no_such_day);
}

TEST(NewVisit, start_now_hands_the_kiosk_over_and_signs_staff_out) {
  KioskWorld world;
  world.fill_new_visit("intake");
  const VisitId visit = world.staff_on<staff::VisitCreated>()->row.id;
  world.send(intent::StartNow{});
  EXPECT_NE(world.patient_on<patient::Briefing>(), nullptr);
  EXPECT_EQ(world.row(visit).state, platform::VisitState::in_progress);
}

TEST(NewVisit, a_visit_that_is_over_cannot_be_started_now) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  ASSERT_TRUE(world.store->end_visit(visit.id, platform::VisitState::finished, world.clock.now()));
  world.sign_in();
  world.send(intent::OpenVisit{visit.id});
  world.send(intent::StartNow{});
  EXPECT_NE(world.staff_on<staff::VisitDetail>(), nullptr);
}

TEST(NewVisit, a_corrected_visit_keeps_its_code_and_the_wrong_one_is_cancelled) {
  KioskWorld world;
  const auto wrong = world.start_visit();
  world.sign_in();
  world.send(intent::OpenVisit{wrong.id});
  world.send(intent::CorrectVisit{});
  auto* form = world.staff_on<staff::NewVisitForm>();
  ASSERT_NE(form, nullptr);
  EXPECT_EQ(form->record_number, "10023-4");
  EXPECT_EQ(form->birth_date, "05031957");
  world.send(intent::Erase{});
  world.type("5");
  for (int field = 0; field < 6; ++field) world.send(intent::Continue{});
  ASSERT_NE(world.staff_on<staff::VisitCreated>(), nullptr);
  const auto right = world.staff_on<staff::VisitCreated>()->row;
  EXPECT_EQ(right.code, wrong.code);
  EXPECT_EQ(right.facts.record_number, "10023-5");
  EXPECT_EQ(world.row(wrong.id).state, platform::VisitState::cancelled);
}

TEST(DayList, who_waits_longest_stands_first_and_a_filter_stays_while_the_list_is_read_again) {
  KioskWorld world;
  const auto over = world.begin({"nrs"});
  ASSERT_TRUE(world.store->end_visit(over.id, platform::VisitState::finished, world.clock.now()));
  world.clock.pass(std::chrono::minutes{1});
  const auto first = world.start_visit();
  world.clock.pass(std::chrono::minutes{1});
  const auto second = world.start_visit();
  world.sign_in();
  world.send(intent::NewVisit{});
  world.send(intent::Back{});
  const auto ids = [&] {
    std::vector<std::int64_t> found;
    for (const auto& row : world.staff_on<staff::VisitList>()->visits) found.push_back(row.id.value);
    return found;
  };
  EXPECT_EQ(ids(), (std::vector{first.id.value, second.id.value, over.id.value}));
  world.send(intent::OpenFilter{});
  ASSERT_NE(world.staff_on<staff::PickFilter>(), nullptr);
  EXPECT_EQ(world.staff_on<staff::PickFilter>()->visits.size(), 3U);
  world.send(intent::PickFilter{intent::Shown::to_print});
  EXPECT_EQ(ids(), (std::vector{over.id.value}));
  world.pass(std::chrono::hours{1});  // a self-test ends and the list is read again
  world.sign_in();
  world.state.screen = Staff{1, "R. Meyer", staff::VisitList{{}, {}, intent::Shown::waiting}};
  world.send(intent::SelfTested{0, {}});
  EXPECT_EQ(ids(), (std::vector{first.id.value, second.id.value}));
}

TEST(History, a_number_that_is_typed_finds_every_visit_with_scores_and_change) {
  KioskWorld world;
  for (const int pain : {8, 3}) {
    const auto visit = world.begin({"peg"});
    for (int question = 0; question < 3; ++question) world.answer(pain);
    world.send(intent::Finish{});
    EXPECT_EQ(world.row(visit.id).state, platform::VisitState::finished);
    world.send(intent::Continue{});
    world.clock.pass(std::chrono::hours{24 * 30});
  }
  world.sign_in();
  world.send(intent::OpenFind{});
  world.type("10023-");
  world.send(intent::Continue{});
  ASSERT_NE(world.staff_on<staff::Find>(), nullptr);
  EXPECT_TRUE(world.staff_on<staff::Find>()->not_found);
  world.type("4");
  EXPECT_FALSE(world.staff_on<staff::Find>()->not_found);
  world.send(intent::Continue{});
  const auto* history = world.staff_on<staff::History>();
  ASSERT_NE(history, nullptr);
  ASSERT_EQ(history->visits.size(), 2U);
  ASSERT_EQ(history->lines.size(), 1U);
  EXPECT_EQ(history->lines[0].name, "PEG");
  ASSERT_EQ(history->lines[0].values.size(), 2U);
  EXPECT_EQ(history->lines[0].values[0]->text, "8.0");
  EXPECT_EQ(history->lines[0].values[1]->text, "3.0");
  EXPECT_EQ(history->lines[0].change, forms::Verdict::better);
  const auto entry = world.store->inner().audit_rows(1'000'000, 1)->front().entry;
  EXPECT_EQ(entry.event, platform::AuditEvent::record_opened);
  EXPECT_EQ(entry.object, std::format("visit {}", history->visits[1].id.value)) << "never the record number";
  const VisitId oldest = history->visits[0].id;
  world.send(intent::OpenVisit{oldest});
  ASSERT_NE(world.staff_on<staff::VisitDetail>(), nullptr);
  EXPECT_EQ(world.staff_on<staff::VisitDetail>()->row.id, oldest);
}

TEST(History, a_visit_without_a_score_leaves_a_gap_in_its_line) {
  KioskWorld world;
  const auto visit_of = [&](const std::string& form, int questions, int answer) {
    (void)world.begin({form});
    for (int question = 0; question < questions; ++question) world.answer(answer);
    world.send(intent::Finish{});
    world.send(intent::Continue{});
    world.clock.pass(std::chrono::hours{24 * 30});
  };
  for (int visit = 0; visit < 5; ++visit) visit_of("peg", 3, 9 - visit);
  visit_of("nrs", 4, 5);
  visit_of("peg", 3, 2);
  world.sign_in();
  world.send(intent::OpenFind{});
  world.type("10023-4");
  world.send(intent::Continue{});
  const auto* history = world.staff_on<staff::History>();
  ASSERT_NE(history, nullptr);
  EXPECT_EQ(history->visits.size(), 7U);
  EXPECT_EQ(history->scored, (std::vector<std::size_t>{1, 2, 3, 4, 5, 6})) << "the six newest, the oldest first";
  ASSERT_EQ(history->lines.size(), 2U);
  const auto shown = [](const staff::History::Line& line) {
    std::string values;
    for (const auto& value : line.values) values += (value ? value->text : "–") + " ";
    return values;
  };
  EXPECT_EQ(shown(history->lines[0]), "8.0 7.0 6.0 5.0 – 2.0 ");
  EXPECT_EQ(history->lines[0].change, forms::Verdict::better) << "against the last one before the gap";
  EXPECT_EQ(shown(history->lines[1]), "– – – – 5 – ");
  EXPECT_EQ(history->lines[1].change, std::nullopt) << "there is nothing to compare with";
}

TEST(History, what_is_scanned_at_the_list_begins_a_search) {
  KioskWorld world;
  world.sign_in();
  world.type("1002");
  ASSERT_NE(world.staff_on<staff::Find>(), nullptr);
  EXPECT_EQ(world.staff_on<staff::Find>()->typed, "1002");
}

}  // namespace
}  // namespace anteroom
