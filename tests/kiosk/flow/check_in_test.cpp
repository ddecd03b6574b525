#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using testing::KioskWorld;

TEST(CheckIn, code_and_birth_date_open_the_visit) {
  KioskWorld world;
  const auto visit = world.start_visit();
  world.check_in(visit.code);
  EXPECT_NE(world.patient_on<patient::Briefing>(), nullptr);
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::in_progress);
}

TEST(CheckIn, says_the_same_whichever_of_the_two_is_wrong) {
  KioskWorld wrong_date;
  const auto visit = wrong_date.start_visit();
  wrong_date.check_in(visit.code, "06031957");
  KioskWorld wrong_code;
  wrong_code.check_in(visit.code == "0000" ? "0001" : "0000");
  for (KioskWorld* world : {&wrong_date, &wrong_code}) {
    const auto* screen = world->on<CheckIn>();
    ASSERT_NE(screen, nullptr);
    EXPECT_EQ(screen->problem, CheckIn::Problem::no_match);
    EXPECT_EQ(screen->step, CheckIn::Step::code);
    EXPECT_TRUE(screen->code.empty());
    EXPECT_TRUE(screen->birth_date.empty());
  }
}

TEST(CheckIn, a_day_and_a_month_may_be_typed_without_their_zeros) {
  for (const std::string_view keys : {"531957", "0531957", "5031957", "05031957"}) {
    KioskWorld world;
    const auto visit = world.start_visit();
    world.check_in(visit.code, keys);
    EXPECT_NE(world.patient_on<patient::Briefing>(), nullptr) << keys;
  }
  std::string typed;
  for (const char digit : std::string_view("331957")) type_date_digit(typed, digit);
  EXPECT_EQ(typed, "03031957") << "there is no 33rd";
  typed.clear();
  for (const char digit : std::string_view("31121957")) type_date_digit(typed, digit);
  EXPECT_EQ(typed, "31121957");
}

TEST(CheckIn, who_asks_for_help_comes_back_to_what_was_typed) {
  KioskWorld world;
  const auto visit = world.start_visit();
  world.send(intent::Start{});
  world.type(visit.code);
  world.send(intent::Continue{});
  world.type("0503");
  world.send(intent::AskStaff{});
  ASSERT_NE(world.on<AskAtDesk>(), nullptr);
  world.send(intent::Continue{});
  ASSERT_NE(world.on<CheckIn>(), nullptr);
  EXPECT_EQ(world.on<CheckIn>()->code, visit.code);
  EXPECT_EQ(world.on<CheckIn>()->birth_date, "0503");
}

TEST(CheckIn, leads_to_the_desk_after_five_wrong_birth_dates_and_stays_shut) {
  KioskWorld world;
  const auto visit = world.start_visit();
  for (int attempt = 0; attempt < 4; ++attempt) {
    world.check_in(visit.code, "06031957");
    EXPECT_NE(world.on<CheckIn>(), nullptr) << attempt;
    world.send(intent::Back{});
  }
  world.check_in(visit.code, "06031957");
  EXPECT_NE(world.on<AskAtDesk>(), nullptr);
  world.send(intent::Continue{});
  world.check_in(visit.code);
  EXPECT_NE(world.on<AskAtDesk>(), nullptr) << "the right birth date comes too late";
}

TEST(CheckIn, leads_to_the_desk_after_five_unknown_codes) {
  KioskWorld world;
  world.send(intent::Start{});
  for (int attempt = 0; attempt < 5; ++attempt) {
    ASSERT_NE(world.on<CheckIn>(), nullptr) << attempt;
    world.type("1234");
    world.send(intent::Continue{});
    world.type("05031957");
    world.send(intent::Continue{});
  }
  EXPECT_NE(world.on<AskAtDesk>(), nullptr);
}

TEST(CheckIn, a_visit_that_was_cut_short_counts_its_tries_too) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.answer(3);
  world.restart();
  for (int attempt = 0; attempt < 5; ++attempt) {
    world.check_in(visit.code, "06031957");
    world.send(intent::Back{});
  }
  world.send(intent::Continue{});
  world.check_in(visit.code);
  const auto* desk = world.on<AskAtDesk>();
  ASSERT_NE(desk, nullptr);
  EXPECT_EQ(desk->reason, AskAtDesk::Reason::no_match) << "the right birth date comes too late";
}

TEST(CheckIn, counts_a_try_on_disk_before_it_compares) {
  KioskWorld world;
  const auto visit = world.start_visit();
  world.check_in(visit.code, "06031957");
  world.restart();
  EXPECT_EQ(world.store->inner().count_check_in(visit.id).value_or(0), 2);
}

TEST(CheckIn, a_day_that_does_not_exist_is_no_try) {
  KioskWorld world;
  const auto visit = world.start_visit();
  world.check_in(visit.code, "31021957");
  ASSERT_NE(world.on<CheckIn>(), nullptr);
  EXPECT_EQ(world.on<CheckIn>()->problem, CheckIn::Problem::no_such_day);
  EXPECT_EQ(world.on<CheckIn>()->birth_date, "31021957") << "what was typed stays to be corrected";
  world.type("0");
  EXPECT_EQ(world.on<CheckIn>()->birth_date, "0") << "or is typed anew";
  EXPECT_EQ(world.on<CheckIn>()->problem, CheckIn::Problem::none);
  EXPECT_EQ(world.store->inner().count_check_in(visit.id).value_or(0), 1);
}

TEST(CheckIn, an_untouched_keypad_goes_back_to_welcome_and_forgets) {
  KioskWorld world;
  world.send(intent::Start{});
  world.type("12");
  world.pass(std::chrono::seconds{121});
  EXPECT_NE(world.on<Welcome>(), nullptr);
}

TEST(CheckIn, a_store_that_does_not_answer_needs_staff) {
  KioskWorld world;
  const auto visit = world.start_visit();
  world.store->set(testing::FailingStore::Mood::dead);
  world.check_in(visit.code);
  EXPECT_NE(world.on<NeedsStaff>(), nullptr);
}

TEST(CheckIn, asking_for_help_leads_to_the_desk) {
  KioskWorld world;
  world.send(intent::Start{});
  world.send(intent::AskStaff{});
  EXPECT_NE(world.on<AskAtDesk>(), nullptr);
}

}  // namespace
}  // namespace anteroom
