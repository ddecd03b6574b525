// Staff open the day with six words; before that nothing that patients answered can be read, and afterwards neither.
#include "kiosk/flow/open_day.h"

#include "kiosk/flow/printing.h"
#include "tests/support/kiosk_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ranges>

namespace anteroom::flow {
namespace {

using platform::Event;
using testing::KioskWorld;
using namespace std::chrono_literals;

// By their first letters and a touch, as a person does it.
void type_words(KioskWorld& world, std::string_view passphrase) {
  for (const auto part : std::views::split(passphrase, ' ')) {
    const std::string word{std::string_view(part)};
    for (const char letter : word) {
      const auto offered = offered_words(*world.on<OpenDay>(), *world.services);
      if (std::ranges::contains(offered, word)) break;
      world.send(intent::Type{static_cast<char32_t>(letter)});
    }
    const auto offered = offered_words(*world.on<OpenDay>(), *world.services);
    world.send(intent::Choose{static_cast<int>(std::ranges::find(offered, word) - offered.begin())});
  }
}

TEST(OpenDayTest, six_words_come_before_anybody_signs_in) {
  KioskWorld world;
  world.send(intent::OpenStaff{});
  ASSERT_NE(world.on<OpenDay>(), nullptr);
  world.send(intent::Continue{});
  EXPECT_FALSE(world.on<OpenDay>()->checking) << "not before all six are there";
  type_words(world, testing::made_up_passphrase);
  EXPECT_EQ(world.on<OpenDay>()->words.size(), 6U);
  world.send(intent::Continue{});
  EXPECT_TRUE(world.on<OpenDay>()->checking);
  EXPECT_TRUE(world.on<OpenDay>()->words.empty()) << "not kept while they are tried";
  world.work();
  EXPECT_NE(world.on<SignIn>(), nullptr);
  EXPECT_TRUE(world.state.day);
  EXPECT_EQ(world.log.count(Event::day_opened), 1);
  world.send(intent::Back{});
  world.send(intent::OpenStaff{});
  EXPECT_NE(world.on<SignIn>(), nullptr) << "once a day";
}

TEST(OpenDayTest, other_words_open_nothing) {
  KioskWorld world;
  world.send(intent::OpenStaff{});
  type_words(world, "zoom zoom zoom zoom zoom zoom");
  world.send(intent::Continue{});
  world.work();
  ASSERT_NE(world.on<OpenDay>(), nullptr);
  EXPECT_EQ(world.on<OpenDay>()->problem, OpenDay::Problem::wrong);
  EXPECT_FALSE(world.state.day);
  EXPECT_EQ(world.log.count(Event::day_refused), 1);
}

TEST(OpenDayTest, a_slip_is_said_at_once_and_erasing_takes_back_letters_then_words) {
  KioskWorld world;
  world.send(intent::OpenStaff{});
  world.type("abq");
  EXPECT_EQ(world.on<OpenDay>()->letters, "ab");
  EXPECT_EQ(world.on<OpenDay>()->problem, OpenDay::Problem::no_such_word);
  world.type("1 -");
  EXPECT_EQ(world.on<OpenDay>()->letters, "ab");
  world.send(intent::Choose{0});
  EXPECT_THAT(world.on<OpenDay>()->words, ::testing::ElementsAre("abacus"));
  world.type("Z");
  EXPECT_EQ(world.on<OpenDay>()->letters, "z") << "capitals are what the keys show";
  world.send(intent::Choose{7});
  EXPECT_EQ(world.on<OpenDay>()->words.size(), 1U) << "nothing is offered there";
  world.send(intent::Erase{});
  world.send(intent::Erase{});
  EXPECT_TRUE(world.on<OpenDay>()->words.empty());
  world.send(intent::Erase{});
}

TEST(OpenDayTest, a_day_is_closed_by_a_touch_or_after_twelve_hours) {
  KioskWorld world;
  world.open_day();
  world.send(intent::OpenStaff{});
  world.send(intent::CloseDay{});
  EXPECT_FALSE(world.state.day);
  EXPECT_NE(world.on<Welcome>(), nullptr);

  world.open_day();
  world.pass(11h + 59min);
  EXPECT_TRUE(world.state.day);
  world.sign_in();
  world.state.day->until = world.clock.since_boot() + 30s;
  world.pass(31s);
  EXPECT_FALSE(world.state.day);
  EXPECT_NE(world.on<Welcome>(), nullptr) << "and whoever was signed in is signed out";
  EXPECT_EQ(world.log.count(Event::day_closed), 2);
}

TEST(OpenDayTest, a_patient_is_not_disturbed_when_the_day_ends) {
  KioskWorld world;
  world.open_day();
  world.state.day->until = world.clock.since_boot() + 5s;
  world.begin({"nrs"});
  world.pass(6s);
  EXPECT_FALSE(world.state.day);
  EXPECT_EQ(world.question(), "nrs/" + world.patient_on<patient::Question>()->place.link_id);
  const VisitId visit = std::get<Patient>(world.state.screen).session->row.id;
  world.answer(3);
  const auto rows = world.store->inner().answers(visit);
  ASSERT_TRUE(rows && rows->size() == 1);
  EXPECT_GT(rows->front().payload.size(), 512U);
  EXPECT_EQ(rows->front().payload.find("\"i\""), std::string::npos);
  EXPECT_NE(world.patient_on<patient::Question>(), nullptr) << "answers are sealed without anybody's keys";
}

TEST(OpenDayTest, what_lies_in_the_store_is_sealed_and_nothing_is_printed_while_the_day_is_closed) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  for (int question = 0; question < 4; ++question) world.answer(3);
  world.send(intent::Finish{});
  const auto stored = world.store->inner().response(visit.id);
  ASSERT_TRUE(stored && *stored);
  EXPECT_EQ((*stored)->answers, 4);
  EXPECT_GT((*stored)->payload.size(), 512U);
  EXPECT_EQ((*stored)->payload.find("\"i\""), std::string::npos);
  EXPECT_FALSE(world.state.day);
  const auto refused = print_summary(world.state, world.row(visit.id), *world.services);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::denied);
  EXPECT_EQ(world.row(visit.id).summary, platform::SummaryState::not_printed);
  world.open_day();
  EXPECT_TRUE(print_summary(world.state, world.row(visit.id), *world.services));
}

}  // namespace
}  // namespace anteroom::flow
