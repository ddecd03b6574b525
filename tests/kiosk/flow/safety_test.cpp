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
  world.pass(std::chrono::minutes{5});
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
  ASSERT_EQ(world.channel.delivered().size(), 1U);
  world.send(intent::TryAgain{});
  world.work();
  EXPECT_EQ(world.channel.delivered().size(), 1U) << "once, however often it is tried";
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
  ASSERT_NE(world.staff_on<staff::VisitCreated>(), nullptr);
  const auto row = world.staff_on<staff::VisitCreated>()->row;
  EXPECT_EQ(row.facts.withheld, std::vector<FormId>{phq9});
  const auto summary = summary_of(row, *testing::made_up_unlocked(), *world.services);
  ASSERT_TRUE(summary);
  ASSERT_EQ(summary->withheld.size(), 1U);
  EXPECT_EQ(summary->withheld[0].short_name, "PHQ-9");
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

TEST(Safety, anybody_may_see_an_alert_and_that_stops_the_light) {
  KioskWorld world;
  const auto visit = up_to_item9(world);
  world.channel.break_down();
  world.answer(1);
  world.work();
  world.pass(std::chrono::minutes{5});  // the patient left
  ASSERT_NE(world.on<Welcome>(), nullptr);
  EXPECT_TRUE(staff_light(world.state));
  world.send(intent::OpenAlerts{});
  ASSERT_NE(world.on<LockedAlerts>(), nullptr);
  world.send(intent::SeeAlert{world.alerts(visit.id)[0].id});
  EXPECT_EQ(world.alerts(visit.id)[0].state, platform::AlertState::seen);
  EXPECT_FALSE(staff_light(world.state));
}

TEST(Safety, acknowledging_names_the_person) {
  KioskWorld world;
  const auto visit = up_to_item9(world);
  world.answer(1);
  world.work();
  world.sign_in();
  world.send(intent::SeeAlert{world.alerts(visit.id)[0].id});
  EXPECT_EQ(world.alerts(visit.id)[0].state, platform::AlertState::acknowledged);
  EXPECT_EQ(world.alerts(visit.id)[0].acknowledged_by, "R. Meyer");
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

}  // namespace
}  // namespace anteroom
