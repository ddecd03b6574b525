#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using std::chrono::seconds;
using testing::KioskWorld;

bool is_warned(KioskWorld& world) {
  const auto* patient = world.on<Patient>();
  return patient != nullptr && patient->warned_since.has_value();
}

TEST(Idle, warns_after_the_configured_time_and_not_before) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  world.pass(seconds{119});
  EXPECT_FALSE(is_warned(world));
  world.pass(seconds{2});
  EXPECT_TRUE(is_warned(world));
}

TEST(Idle, a_touch_that_means_nothing_keeps_the_screen) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  world.pass(seconds{100});
  world.send(intent::Touched{});
  world.pass(seconds{100});
  EXPECT_FALSE(is_warned(world));
}

TEST(Idle, still_here_goes_back_to_the_question_as_it_was) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  world.send(intent::Choose{6});
  world.pass(seconds{121});
  world.send(intent::StillHere{});
  EXPECT_FALSE(is_warned(world));
  EXPECT_EQ(world.patient_on<patient::Question>()->draft.chosen, 6);
  world.pass(seconds{119});
  EXPECT_FALSE(is_warned(world)) << "the time starts anew";
}

TEST(Idle, after_the_grace_the_visit_is_sealed_as_incomplete_and_forgotten) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.answer(7);
  world.pass(seconds{120 + 44});
  EXPECT_TRUE(is_warned(world));
  world.pass(seconds{3});
  EXPECT_NE(world.on<Welcome>(), nullptr);
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::incomplete);
  EXPECT_EQ(world.rows(visit.id).size(), 1U) << "what was answered stays";
  world.check_in(visit.code);
  EXPECT_NE(world.on<AskAtDesk>(), nullptr) << "nobody opens it without staff";
}

TEST(Idle, stopping_at_the_warning_ends_the_visit_at_once) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.pass(seconds{121});
  world.send(intent::Stop{});
  EXPECT_NE(world.on<Welcome>(), nullptr);
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::incomplete);
}

TEST(Idle, no_touch_reaches_the_question_under_the_warning) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.send(intent::Choose{6});
  world.pass(seconds{121});
  world.send(intent::Continue{});
  EXPECT_TRUE(is_warned(world));
  EXPECT_TRUE(world.rows(visit.id).empty());
}

TEST(Idle, covers_the_review_the_trouble_and_the_message_too) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  for (int question = 0; question < 4; ++question) world.answer(1);
  ASSERT_NE(world.patient_on<patient::Review>(), nullptr);
  world.store->set(testing::FailingStore::Mood::disk_full);
  world.send(intent::Finish{});
  world.pass(seconds{121});
  EXPECT_TRUE(is_warned(world));
  world.pass(seconds{50});
  EXPECT_NE(world.on<Welcome>(), nullptr) << "wiped even when the disk does not take the end";
}

TEST(Idle, thanks_goes_back_to_welcome_by_itself) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  for (int question = 0; question < 4; ++question) world.answer(1);
  world.send(intent::Finish{});
  world.pass(seconds{29});
  EXPECT_NE(world.on<Thanks>(), nullptr);
  world.pass(seconds{2});
  EXPECT_NE(world.on<Welcome>(), nullptr);
}

TEST(Idle, staff_are_signed_out_after_two_minutes) {
  KioskWorld world;
  world.sign_in();
  world.send(intent::Touched{});
  world.pass(seconds{119});
  EXPECT_NE(world.on<Staff>(), nullptr);
  world.pass(seconds{2});
  EXPECT_NE(world.on<Welcome>(), nullptr);
}

TEST(Idle, a_kiosk_at_welcome_wakes_for_its_hourly_test_only) {
  KioskWorld world;
  const auto wait = next_tick(world.state, *world.services) - world.clock.since_boot();
  EXPECT_GT(wait, std::chrono::minutes{59});
  EXPECT_LE(wait, std::chrono::hours{1});
}

TEST(Idle, a_jump_of_the_wall_clock_warns_nobody) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  world.clock.jump(std::chrono::hours{9});
  world.send(intent::Tick{});
  EXPECT_FALSE(is_warned(world));
}

}  // namespace
}  // namespace anteroom
