// A Pi has no battery clock: it may wake in 1970, be set past 2038, or be put back in the middle of a visit. Codes,
// order, waiting and the day do not care.
#include "kiosk/flow/screens.h"
#include "platform/vault/sign_in.h"
#include "tests/support/kiosk_world.h"

#include <set>

namespace anteroom {
namespace {

using namespace flow;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::KioskWorld;

Instant day(int year, unsigned month, unsigned number) {
  return std::chrono::sys_days{Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{number}}};
}

void set_clock(KioskWorld& world, Instant to) { world.clock.jump(to - world.clock.now()); }

class WrongClock : public ::testing::TestWithParam<Instant> {};

TEST_P(WrongClock, a_whole_visit_goes_as_always) {
  KioskWorld world;
  set_clock(world, GetParam());
  const auto visit = world.begin({"nrs", "peg"});
  EXPECT_EQ(world.row(visit.id).created_at, GetParam()) << "1970 is a time and not none";
  for (int answered = 0; answered < 20 && world.patient_on<patient::Question>() != nullptr; ++answered) world.answer(2);
  ASSERT_NE(world.patient_on<patient::Review>(), nullptr);
  world.send(intent::Finish{});
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::finished);
  EXPECT_FALSE(world.rows(visit.id).empty());
  world.sign_in();
  world.state.screen = Staff{1, "R. Meyer", home_of(platform::StaffRole::nurse, *world.services)};
  ASSERT_EQ(world.staff_on<staff::VisitList>()->visits.size(), 1U);
  EXPECT_TRUE(world.row(visit.id).begun_at && world.row(visit.id).finished_at);
}

TEST_P(WrongClock, sign_in_waits_as_long_as_always_and_the_jump_shortens_nothing) {
  KioskWorld world;
  ASSERT_TRUE(world.store->inner().add_staff("R. Meyer", platform::StaffRole::nurse,
                                             testing::sealed_pin("274951", "R. Meyer")));
  world.open_day();
  world.send(intent::OpenStaff{});
  world.send(intent::PickPerson{0});
  const auto attempt = [&] {
    world.type("111111");
    world.send(intent::Continue{});
    world.work();
  };
  for (int count = 0; count < 5; ++count) attempt();
  set_clock(world, GetParam());
  attempt();
  EXPECT_EQ(world.on<EnterPin>()->problem, EnterPin::Problem::wait);
  EXPECT_EQ(world.on<EnterPin>()->person.failed_attempts, 5) << "waiting is not counted";
  world.clock.pass(platform::delay_after(5).wait + seconds{1});
  attempt();
  EXPECT_EQ(world.on<EnterPin>()->person.failed_attempts, 6);
}

TEST_P(WrongClock, the_day_stays_open_for_twelve_hours_of_real_time) {
  KioskWorld world;
  world.open_day();
  set_clock(world, GetParam());
  world.pass(hours{11});
  EXPECT_TRUE(world.state.day);
  world.pass(hours{1} + seconds{1});
  EXPECT_FALSE(world.state.day);
}

INSTANTIATE_TEST_SUITE_P(OfEachKind, WrongClock,
                         ::testing::Values(day(1970, 1, 1), day(2038, 1, 19) + hours{3} + std::chrono::minutes{15},
                                           day(2107, 6, 1), day(2026, 11, 22)));

TEST(WrongClocks, codes_stay_unique_and_answers_in_order_while_it_jumps) {
  KioskWorld world;
  std::set<std::string> codes;
  std::vector<VisitId> ids;
  for (const Instant when : {day(2026, 11, 23), day(1970, 1, 1), day(2038, 1, 20), day(2026, 11, 22)}) {
    set_clock(world, when);
    const auto visit = world.start_visit({"nrs"});
    EXPECT_TRUE(codes.insert(visit.code).second) << visit.code;
    ids.push_back(visit.id);
  }
  EXPECT_TRUE(std::ranges::is_sorted(ids)) << "the order of the rows is the order of the events";
  // Put back by a year in the middle of a visit.
  const auto visit = world.begin({"nrs", "peg"});
  world.answer(3);
  world.clock.jump(-hours{24 * 365});
  world.answer(4);
  world.answer(5);
  const auto rows = world.rows(visit.id);
  ASSERT_GE(rows.size(), 3U);
  for (std::size_t index = 0; index < rows.size(); ++index)
    EXPECT_EQ(rows[index].sequence, static_cast<int>(index) + 1);
  EXPECT_LT(rows[1].at, rows[0].at) << "what the clock said is kept as it was said";
}

// The kiosk woke with yesterday's time, a visit was started, then the network told the time.
TEST(WrongClocks, a_visit_from_before_the_clock_was_set_stays_on_the_list) {
  KioskWorld world;
  world.clock.lose_time_server();
  set_clock(world, day(1970, 1, 1) + hours{8});
  world.fill_new_visit("intake");
  world.add_nothing();
  ASSERT_NE(world.staff_on<staff::VisitCreated>(), nullptr);
  const platform::VisitRow visit = world.staff_on<staff::VisitCreated>()->row;
  set_clock(world, day(2026, 11, 23) + hours{8});
  world.clock.find_time_server();
  world.sign_in();
  world.state.screen = Staff{1, "R. Meyer", home_of(platform::StaffRole::nurse, *world.services)};
  const auto& listed = world.staff_on<staff::VisitList>()->visits;
  EXPECT_TRUE(std::ranges::contains(listed, visit.id, &platform::VisitRow::id));
  ASSERT_TRUE(world.store->end_visit(visit.id, platform::VisitState::cancelled, world.clock.now()));
  EXPECT_TRUE(std::get<staff::VisitList>(home_of(platform::StaffRole::nurse, *world.services)).visits.empty())
      << "until it is dealt with";
}

TEST(WrongClocks, a_print_says_so_when_no_time_server_set_the_clock) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.answer(3);
  world.send(intent::Finish{});
  const auto printed = [&] {
    const auto summary = summary_of(world.row(visit.id), *testing::made_up_unlocked(), *world.services);
    return summary ? summary->printed : summary.error().detail;
  };
  EXPECT_EQ(printed(), "2026-11-23 10:00");
  world.clock.lose_time_server();
  EXPECT_EQ(printed(), "2026-11-23 10:00 (time not verified)");
}

// The plug is pulled between the count and the check, again and again: no try comes back, and no wait gets shorter.
TEST(PulledPlug, gives_back_neither_a_try_nor_a_second) {
  KioskWorld world;
  ASSERT_TRUE(world.store->inner().add_staff("R. Meyer", platform::StaffRole::nurse,
                                             testing::sealed_pin("274951", "R. Meyer")));
  for (int failed = 0; failed < 10; ++failed) {
    world.restart();
    world.open_day();
    world.send(intent::OpenStaff{});
    world.send(intent::PickPerson{0});
    const auto wait = platform::delay_after(failed).wait;
    if (wait.count() > 0) {
      world.type("111111");
      world.send(intent::Continue{});
      EXPECT_EQ(world.on<EnterPin>()->problem, EnterPin::Problem::wait) << failed;
      world.clock.pass(wait);
    }
    world.type("111111");
    world.send(intent::Continue{});
    ASSERT_TRUE(world.on<EnterPin>()->checking) << failed;
    EXPECT_EQ(world.store->inner().staff().value().front().failed_attempts, failed + 1) << "before the check";
  }
  world.restart();
  world.open_day();
  world.send(intent::OpenStaff{});
  world.send(intent::PickPerson{0});
  world.type("111111");
  world.send(intent::Continue{});
  EXPECT_EQ(world.on<EnterPin>()->problem, EnterPin::Problem::locked);
}

}  // namespace
}  // namespace anteroom
