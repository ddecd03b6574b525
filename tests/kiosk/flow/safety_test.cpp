#include "kiosk/flow/safety.h"

#include "kiosk/flow/summary_of.h"
#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using testing::FailingStore;
using testing::KioskWorld;

const FormId phq9 = "phq-9";
const LinkId item9 = "/44260-8";

// PHQ-9 up to item 9, everything "not at all".
platform::VisitRow up_to_item9(KioskWorld& world) {
  auto visit = world.begin({phq9});
  world.send(intent::Continue{});  // the notice
  for (int question = 0; question < 8; ++question) world.answer(0);
  EXPECT_EQ(world.question(), phq9 + "/" + item9);
  return visit;
}

TEST(Safety, a_positive_item9_raises_one_alert_with_the_answer_itself) {
  KioskWorld world;
  const auto visit = up_to_item9(world);
  world.send(intent::Choose{1});
  EXPECT_TRUE(world.alerts(visit.id).empty()) << "not before the answer is given";
  world.send(intent::Continue{});
  const auto alerts = world.alerts(visit.id);
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0].facts.kind, platform::AlertKind::safety_answer);
  EXPECT_EQ(alerts[0].facts.link_id, item9);
  world.work();
  ASSERT_EQ(world.channel.delivered().size(), 1U);
  EXPECT_EQ(world.channel.delivered()[0].kiosk, "Kiosk 1");
  EXPECT_EQ(world.channel.delivered()[0].visit_code, visit.code);
  EXPECT_EQ(world.alerts(visit.id)[0].state, platform::AlertState::delivered);
}

TEST(Safety, not_at_all_raises_nothing) {
  KioskWorld world;
  const auto visit = up_to_item9(world);
  world.answer(0);
  world.work();
  EXPECT_TRUE(world.alerts(visit.id).empty());
  EXPECT_EQ(world.channel.tries(), 0);
}

TEST(Safety, answering_item9_again_raises_no_second_alert) {
  KioskWorld world;
  const auto visit = up_to_item9(world);
  world.answer(1);
  world.send(intent::Back{});
  world.answer(3);
  world.send(intent::Back{});
  world.answer(0);
  world.send(intent::Back{});
  world.answer(2);
  EXPECT_EQ(world.alerts(visit.id).size(), 1U);
}

TEST(Safety, an_alert_that_is_not_delivered_is_retried_every_30_seconds_and_lights_the_staff_light) {
  KioskWorld world;
  const auto visit = up_to_item9(world);
  world.channel.break_down();
  world.answer(1);
  EXPECT_FALSE(staff_light(world.state)) << "nothing failed yet";
  world.work();
  EXPECT_TRUE(staff_light(world.state));
  EXPECT_EQ(world.channel.tries(), 1);
  world.pass(std::chrono::seconds{29});
  EXPECT_EQ(world.channel.tries(), 1);
  world.pass(std::chrono::seconds{2});
  EXPECT_EQ(world.channel.tries(), 2);
  EXPECT_EQ(world.alerts(visit.id)[0].attempts, 2);
  EXPECT_EQ(world.alerts(visit.id)[0].state, platform::AlertState::raised);
  world.channel.repair();
  world.pass(std::chrono::seconds{31});
  EXPECT_EQ(world.alerts(visit.id)[0].state, platform::AlertState::delivered);
  EXPECT_FALSE(staff_light(world.state));
  world.pass(std::chrono::minutes{3});
  EXPECT_EQ(world.channel.delivered().size(), 1U) << "delivered once is delivered";
}

TEST(Safety, an_undelivered_alert_is_delivered_after_a_restart) {
  KioskWorld world;
  const auto visit = up_to_item9(world);
  world.channel.break_down();
  world.answer(1);
  world.work();
  world.channel.repair();
  world.restart();
  ASSERT_EQ(world.channel.delivered().size(), 1U);
  EXPECT_EQ(world.channel.delivered()[0].visit_code, visit.code);
  EXPECT_EQ(world.alerts(visit.id)[0].state, platform::AlertState::delivered);
}

TEST(Safety, an_alert_reaches_a_person_even_when_the_disk_does_not_take_the_answer) {
  KioskWorld world;
  const auto visit = up_to_item9(world);
  world.store->set(FailingStore::Mood::disk_full);
  world.answer(2);
  world.work();
  ASSERT_EQ(world.channel.delivered().size(), 2U);
  EXPECT_EQ(world.channel.delivered()[0].visit_code, visit.code);
  EXPECT_EQ(world.channel.delivered()[1].subject, platform::AlertSubject::storage);
  world.send(intent::TryAgain{});
  world.work();
  EXPECT_EQ(world.channel.delivered().size(), 2U) << "once, however often it is tried";
  world.store->set(FailingStore::Mood::well);
  world.send(intent::TryAgain{});
  EXPECT_EQ(world.alerts(visit.id).size(), 1U) << "and the record of it follows";
}

TEST(Safety, the_calm_message_comes_once_after_the_form) {
  KioskWorld world;
  (void)up_to_item9(world);
  world.answer(1);
  world.send(intent::Back{});
  world.answer(0);             // taking it back does not take the message back
  world.send(intent::Skip{});  // the last question
  ASSERT_NE(world.patient_on<patient::FormAfter>(), nullptr);
  world.send(intent::Continue{});
  ASSERT_NE(world.patient_on<patient::Review>(), nullptr);
  world.send(intent::Edit{{phq9, item9}});
  world.answer(3);
  EXPECT_NE(world.patient_on<patient::Review>(), nullptr) << "once";
}

TEST(Safety, who_was_told_that_somebody_wants_to_talk_hears_it_again_at_the_end) {
  for (const int answer : {0, 1}) {
    KioskWorld world;
    (void)up_to_item9(world);
    world.answer(answer);
    world.send(intent::Skip{});
    if (world.patient_on<patient::FormAfter>() != nullptr) world.send(intent::Continue{});
    world.send(intent::Finish{});
    ASSERT_NE(world.on<Thanks>(), nullptr);
    EXPECT_EQ(world.on<Thanks>()->is_awaited, answer > 0);
    world.send(intent::OpenLessons{});
    ASSERT_NE(world.on<Lessons>(), nullptr);
    world.send(intent::Back{});
    ASSERT_NE(world.on<Thanks>(), nullptr);
    EXPECT_FALSE(world.on<Thanks>()->is_awaited) << "who stands here now may be somebody else";
  }
}

TEST(Safety, the_calm_message_comes_after_a_change_in_the_review_too) {
  KioskWorld world;
  (void)up_to_item9(world);
  world.answer(0);
  world.send(intent::Skip{});
  ASSERT_NE(world.patient_on<patient::Review>(), nullptr);
  world.send(intent::Edit{{phq9, item9}});
  world.answer(1);
  EXPECT_NE(world.patient_on<patient::FormAfter>(), nullptr);
  world.send(intent::Continue{});
  EXPECT_NE(world.patient_on<patient::Review>(), nullptr);
}

TEST(Safety, somebody_come_now_is_an_urgent_alert_of_its_own) {
  KioskWorld world;
  const auto visit = up_to_item9(world);
  world.answer(1);
  world.send(intent::Skip{});
  world.send(intent::ComeNow{});
  world.send(intent::ComeNow{});
  world.work();
  ASSERT_EQ(world.alerts(visit.id).size(), 2U);
  ASSERT_EQ(world.channel.delivered().size(), 2U);
  EXPECT_TRUE(world.channel.delivered()[1].urgent);
}

TEST(Safety, the_patient_is_told_that_staff_know_only_after_delivery) {
  KioskWorld world;
  (void)up_to_item9(world);
  world.answer(1);
  world.send(intent::Skip{});
  world.channel.break_down();
  world.send(intent::ComeNow{});
  world.work();
  const int delivery = *world.on<Patient>()->session->help;
  EXPECT_FALSE(is_delivered(world.state, delivery));
  world.channel.repair();
  world.pass(std::chrono::seconds{31});
  EXPECT_TRUE(is_delivered(world.state, delivery));
}

TEST(Safety, phq9_is_withheld_while_the_channel_has_not_passed_its_test) {
  KioskWorld world;
  world.channel.break_down();
  world.pass(std::chrono::hours{2});
  const auto visit = world.begin();
  EXPECT_FALSE(std::ranges::contains(world.row(visit.id).facts.forms, phq9));
  EXPECT_EQ(world.row(visit.id).facts.withheld, std::vector<FormId>{phq9});
  for (int question = 0; question < 18; ++question) world.answer(0);
  EXPECT_NE(world.patient_on<patient::Review>(), nullptr) << "4 + 3 + 11 questions and no PHQ-9";
}

TEST(Safety, two_questions_that_raise_no_alert_are_asked_without_a_channel) {
  KioskWorld world;
  world.channel.break_down();
  world.pass(std::chrono::hours{2});
  world.fill_new_visit("follow-up");
  const auto* created = world.staff_on<staff::VisitCreated>();
  ASSERT_NE(created, nullptr);
  EXPECT_TRUE(std::ranges::contains(created->row.facts.forms, "phq-2"));
  EXPECT_EQ(created->row.facts.withheld, std::vector<FormId>{phq9});
}

TEST(Safety, a_new_visit_withholds_phq9_and_says_so) {
  KioskWorld world;
  world.channel.break_down();
  world.pass(std::chrono::hours{2});
  world.sign_in();
  world.send(intent::NewVisit{});
  world.type("100");
  world.send(intent::Continue{});
  world.type("ab");
  world.send(intent::Continue{});
  world.type("05031957");
  world.send(intent::Continue{});
  world.send(intent::PickSex{platform::Sex::unknown});
  world.send(intent::Continue{});
  world.send(intent::PickBattery{"intake"});
  world.send(intent::Continue{});
  world.add_nothing();
  ASSERT_NE(world.staff_on<staff::VisitCreated>(), nullptr);
  const auto row = world.staff_on<staff::VisitCreated>()->row;
  EXPECT_EQ(row.facts.withheld, std::vector<FormId>{phq9});
  const auto summary = summary_of(row, *testing::made_up_unlocked(), *world.services);
  ASSERT_TRUE(summary);
  ASSERT_EQ(summary->withheld.size(), 1U);
  EXPECT_EQ(summary->withheld[0].short_name, "PHQ-9");
  EXPECT_EQ(summary->with_help, false);
  EXPECT_EQ(summary->chart, "opioids not available · benzodiazepine not available · naloxone not available")
      << "nothing that staff did not look for is ever none";
}

TEST(Safety, the_latest_test_decides_and_a_repaired_channel_is_back_within_minutes) {
  KioskWorld world;
  world.channel.break_down();
  world.pass(std::chrono::hours{1} + std::chrono::minutes{1});
  EXPECT_FALSE(channel_is_proven(world.state, *world.services)) << "it passed an hour ago, and fails now";
  world.channel.repair();
  world.pass(std::chrono::minutes{2});
  const auto visit = world.begin();
  EXPECT_TRUE(world.row(visit.id).facts.withheld.empty());
}

TEST(Safety, the_channel_is_tested_at_start_and_every_hour) {
  KioskWorld world;
  EXPECT_EQ(world.channel.self_tests(), 1);
  world.pass(std::chrono::hours{3} + std::chrono::minutes{1});
  EXPECT_EQ(world.channel.self_tests(), 4);
}

// A positive answer of which nobody could be told, and the patient left.
platform::VisitRow leave_after_item9(KioskWorld& world) {
  const auto visit = up_to_item9(world);
  world.channel.break_down();
  world.answer(1);
  world.work();
  world.pass(std::chrono::minutes{5});
  return visit;
}

TEST(Safety, anybody_may_see_an_alert_and_that_stops_the_light) {
  KioskWorld world;
  const auto visit = leave_after_item9(world);
  ASSERT_NE(world.on<Welcome>(), nullptr);
  EXPECT_TRUE(staff_light(world.state));
  world.send(intent::OpenAlerts{});
  ASSERT_NE(world.on<LockedAlerts>(), nullptr);
  world.send(intent::SeeAlert{world.alerts(visit.id)[0].id});
  EXPECT_NE(world.alerts(visit.id)[0].state, platform::AlertState::seen) << "a patient may have touched it";
  world.send(intent::Back{});
  world.send(intent::Continue{});
  EXPECT_NE(world.alerts(visit.id)[0].state, platform::AlertState::seen) << "not yet, they said";
  ASSERT_NE(world.on<LockedAlerts>(), nullptr);
  world.send(intent::SeeAlert{world.alerts(visit.id)[0].id});
  world.send(intent::Continue{});
  EXPECT_EQ(world.alerts(visit.id)[0].state, platform::AlertState::seen);
  EXPECT_FALSE(staff_light(world.state));
}

TEST(Safety, in_an_open_day_nobody_sees_an_alert_without_a_name) {
  KioskWorld world;
  world.open_day();
  world.send(intent::Back{});
  (void)leave_after_item9(world);
  ASSERT_NE(world.on<Welcome>(), nullptr);
  ASSERT_TRUE(world.state.day);
  world.send(intent::OpenAlerts{});
  EXPECT_NE(world.on<SignIn>(), nullptr);
  EXPECT_TRUE(staff_light(world.state));
}

TEST(Safety, who_has_seen_the_patient_has_seen_to_all_that_the_visit_asked_for) {
  KioskWorld world;
  const auto visit = up_to_item9(world);
  world.channel.break_down();
  world.answer(1);
  world.send(intent::AskStaff{});
  world.work();
  world.pass(std::chrono::minutes{5});  // the patient left
  call_for_printer(world.state, *world.services);
  world.work();
  ASSERT_EQ(world.alerts(visit.id).size(), 2U);
  world.send(intent::OpenAlerts{});
  world.send(intent::SeeAlert{world.alerts(visit.id)[0].id});
  world.send(intent::Continue{});
  const auto open = world.store->inner().open_alerts();
  ASSERT_TRUE(open);
  for (const platform::AlertRow& alert : *open) {
    EXPECT_EQ(alert.state == platform::AlertState::seen, alert.visit == visit.id) << "the printer is another matter";
  }
  EXPECT_TRUE(staff_light(world.state)) << "the printer still waits";
}

TEST(Safety, acknowledging_names_the_person_and_what_was_done) {
  KioskWorld world;
  const auto visit = up_to_item9(world);
  world.answer(1);
  world.work();
  world.sign_in();
  world.send(intent::OpenAlert{world.alerts(visit.id)[0].id});
  ASSERT_NE(world.staff_on<staff::AlertDetail>(), nullptr);
  EXPECT_EQ(world.alerts(visit.id)[0].state, platform::AlertState::delivered) << "to open it is to have done nothing";
  world.send(intent::Acknowledge{platform::AlertAction::handed_over});
  ASSERT_NE(world.staff_on<staff::VisitList>(), nullptr);
  EXPECT_TRUE(world.staff_on<staff::VisitList>()->alerts.empty());
  EXPECT_EQ(world.alerts(visit.id)[0].state, platform::AlertState::acknowledged);
  EXPECT_EQ(world.alerts(visit.id)[0].acknowledged_by, "R. Meyer");
  EXPECT_EQ(world.alerts(visit.id)[0].action, platform::AlertAction::handed_over);
  world.pass(std::chrono::minutes{10});
  EXPECT_EQ(world.channel.delivered().size(), 1U) << "nobody else is told";
}

TEST(Safety, the_summary_keeps_a_flag_whose_answer_was_taken_back) {
  KioskWorld world;
  const auto visit = up_to_item9(world);
  world.answer(2);
  world.work();
  world.send(intent::Back{});
  world.answer(0);
  const auto summary = summary_of(world.row(visit.id), *testing::made_up_unlocked(), *world.services);
  ASSERT_TRUE(summary);
  ASSERT_EQ(summary->flags.size(), 1U);
  EXPECT_EQ(summary->flags[0].raised.first_answer, "More than half the days");
  EXPECT_EQ(summary->flags[0].raised.current_answer, "Not at all");
  EXPECT_EQ(summary->flags[0].changed_at, "2026-11-23 10:00");
  ASSERT_EQ(summary->alerts.size(), 1U);
  EXPECT_TRUE(summary->alerts[0].what.contains("delivered 10:00"));
}

// With a lamp before the printer and a mail behind it.
struct ThreeWays {
  testing::RemoteAlertChannel lamp{platform::ChannelKind::lamp};
  testing::RemoteAlertChannel mail{platform::ChannelKind::mail};
  KioskWorld world;

  ThreeWays() {
    lamp.says_no_place();
    world.config.safety.second_contact = "Lead";
    world.channels = {&lamp, &world.channel, &mail};
    world.restart();
  }
};

std::vector<platform::AlertStepKind> steps(KioskWorld& world, AlertId alert) {
  std::vector<platform::AlertStepKind> kinds;
  const auto steps = world.store->inner().alert_steps(alert);
  for (const auto& step : *steps) kinds.push_back(step.kind);
  return kinds;
}

TEST(Safety, the_lamp_shines_and_the_slip_says_where_and_no_mail_is_sent) {
  ThreeWays ways;
  (void)up_to_item9(ways.world);
  ways.world.answer(1);
  ways.world.work();
  EXPECT_EQ(ways.lamp.delivered().size(), 1U);
  EXPECT_EQ(ways.world.channel.delivered().size(), 1U);
  EXPECT_EQ(ways.world.channel.delivered()[0].contact, "Charge nurse");
  EXPECT_EQ(ways.mail.tries(), 0);
}

TEST(Safety, what_the_printer_cannot_deliver_goes_to_the_mail_at_once) {
  ThreeWays ways;
  const auto visit = up_to_item9(ways.world);
  ways.lamp.break_down();
  ways.world.channel.break_down();
  ways.world.answer(1);
  ways.world.work();
  ASSERT_EQ(ways.mail.delivered().size(), 1U);
  EXPECT_EQ(ways.mail.delivered()[0].visit_code, visit.code);
  EXPECT_EQ(ways.world.alerts(visit.id)[0].state, platform::AlertState::delivered);
  using enum platform::AlertStepKind;
  EXPECT_EQ(steps(ways.world, ways.world.alerts(visit.id)[0].id), (std::vector{undelivered, undelivered, delivered}));
}

TEST(Safety, after_five_minutes_without_a_name_the_second_contact_is_told_by_every_way_and_once) {
  ThreeWays ways;
  const auto visit = up_to_item9(ways.world);
  ways.world.answer(1);
  ways.world.work();
  ways.world.pass(std::chrono::minutes{4} + std::chrono::seconds{59});
  EXPECT_EQ(ways.mail.tries(), 0);
  EXPECT_FALSE(ways.world.alerts(visit.id)[0].escalated_at);
  ways.world.pass(std::chrono::seconds{2});
  ASSERT_EQ(ways.mail.delivered().size(), 1U);
  EXPECT_TRUE(ways.mail.delivered()[0].escalated);
  EXPECT_EQ(ways.mail.delivered()[0].contact, "Lead");
  EXPECT_EQ(ways.world.channel.delivered().size(), 2U) << "on paper too";
  EXPECT_TRUE(ways.world.alerts(visit.id)[0].escalated_at);
  ways.world.pass(std::chrono::minutes{30});
  EXPECT_EQ(ways.mail.delivered().size(), 1U);
}

TEST(Safety, an_escalation_that_reaches_nobody_is_tried_again) {
  ThreeWays ways;
  const auto visit = up_to_item9(ways.world);
  ways.world.answer(1);
  ways.world.work();
  for (auto* way : {&ways.lamp, &ways.world.channel, &ways.mail}) way->break_down();
  ways.world.pass(std::chrono::minutes{6});
  EXPECT_FALSE(ways.world.alerts(visit.id)[0].escalated_at);
  EXPECT_TRUE(staff_light(ways.world.state)) << "before the patient too: it has reached nobody";
  ways.mail.repair();
  ways.world.pass(std::chrono::seconds{31});
  EXPECT_TRUE(ways.world.alerts(visit.id)[0].escalated_at);
}

TEST(Safety, seen_at_the_locked_kiosk_starts_no_escalation_and_puts_the_lamp_out) {
  ThreeWays ways;
  KioskWorld& world = ways.world;
  const auto visit = up_to_item9(world);
  world.answer(1);
  world.work();
  EXPECT_EQ(ways.lamp.stood_down(), 0);
  world.pass(std::chrono::minutes{4});  // the patient left
  world.send(intent::OpenAlerts{});
  world.send(intent::SeeAlert{world.alerts(visit.id)[0].id});
  world.send(intent::Continue{});
  world.send(intent::Tick{});
  world.work();
  EXPECT_EQ(ways.lamp.stood_down(), 1);
  world.pass(std::chrono::minutes{10});
  EXPECT_EQ(ways.mail.tries(), 0);
  EXPECT_EQ(world.store->inner().open_alerts()->size(), 1U) << "the name follows";
}

TEST(Safety, a_restart_forgets_neither_the_second_contact_nor_that_they_were_told) {
  ThreeWays ways;
  KioskWorld& world = ways.world;
  (void)up_to_item9(world);
  world.answer(1);
  world.work();
  world.restart();
  EXPECT_EQ(world.channel.delivered().size(), 1U) << "it was delivered before";
  EXPECT_TRUE(staff_light(world.state));
  world.pass(std::chrono::minutes{5} + std::chrono::seconds{1});
  EXPECT_EQ(ways.mail.delivered().size(), 1U);
  world.restart();
  world.pass(std::chrono::minutes{10});
  EXPECT_EQ(ways.mail.delivered().size(), 1U);
}

TEST(Safety, one_proven_way_is_enough_and_each_is_tested_by_itself) {
  ThreeWays ways;
  KioskWorld& world = ways.world;
  world.channel.break_down();
  ways.lamp.break_down();
  world.pass(std::chrono::hours{2});
  EXPECT_TRUE(channel_is_proven(world.state, *world.services));
  EXPECT_EQ(failing_channels(world.state, *world.services),
            (std::vector{platform::ChannelKind::lamp, platform::ChannelKind::printer}));
  ways.mail.break_down();
  world.pass(std::chrono::hours{1} + std::chrono::minutes{1});
  EXPECT_FALSE(channel_is_proven(world.state, *world.services));
  EXPECT_EQ(world.store->inner().channel_tests()->size(), 3U);
}

TEST(Safety, a_nurses_printer_that_fails_its_test_calls_somebody_another_way_and_once) {
  ThreeWays ways;
  KioskWorld& world = ways.world;
  world.channel.break_down();
  world.pass(std::chrono::hours{3});
  ASSERT_EQ(ways.mail.delivered().size(), 1U);
  EXPECT_EQ(ways.mail.delivered()[0].subject, platform::AlertSubject::printer);
  EXPECT_EQ(ways.lamp.tries(), 0) << "the lamp is for patients";
}

TEST(Safety, a_store_that_fails_calls_somebody_once_an_hour) {
  KioskWorld world;
  (void)up_to_item9(world);
  world.store->set(FailingStore::Mood::disk_full);
  world.answer(0);
  world.work();
  world.send(intent::TryAgain{});
  world.work();
  ASSERT_EQ(world.channel.delivered().size(), 1U);
  EXPECT_EQ(world.channel.delivered()[0].subject, platform::AlertSubject::storage);
  EXPECT_TRUE(world.channel.delivered()[0].visit_code.empty());
}

TEST(Safety, a_print_that_fails_after_the_nurse_has_left_calls_somebody) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  for (int question = 0; question < 4; ++question) world.answer(3);
  world.send(intent::Finish{});
  world.sign_in();
  world.send(intent::OpenVisit{visit.id});
  world.printer.run_into(platform::PrinterTrouble::jam);
  world.send(intent::Print{});
  world.work();
  world.pass(std::chrono::seconds{90});
  EXPECT_TRUE(world.channel.delivered().empty()) << "it says so on the screen";
  world.send(intent::Print{});
  world.work();
  world.send(intent::SignOut{});
  world.pass(std::chrono::seconds{90});
  ASSERT_EQ(world.channel.delivered().size(), 1U);
  EXPECT_EQ(world.channel.delivered()[0].subject, platform::AlertSubject::printer);
}

}  // namespace
}  // namespace anteroom
