#include "platform/linux/journal_log.h"
#include "platform/linux/system_clock.h"
#include "platform/linux/system_random.h"

#include <array>
#include <cstdlib>
#include <ctime>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <unistd.h>

namespace anteroom::platform {
namespace {

using std::chrono::hours;
using std::chrono::sys_days;
using ::testing::Each;

// The process's time zone for the length of a test.
class TimeZone {
 public:
  explicit TimeZone(const char* zone) {
    setenv("TZ", zone, 1);
    tzset();
  }
  ~TimeZone() {
    unsetenv("TZ");
    tzset();
  }
};

Date day(int year, unsigned month, unsigned day_of_month) {
  return {std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day_of_month}};
}

TEST(SystemClockTest, local_time_is_that_of_the_machines_zone_with_its_summer_time) {
  const TimeZone zone("America/New_York");
  const SystemClock clock;
  const Instant winter = sys_days{day(2026, 1, 15)} + hours{3};
  const Instant summer = sys_days{day(2026, 7, 15)} + hours{3};
  EXPECT_EQ(clock.local_minute(winter), "2026-01-14 22:00");
  EXPECT_EQ(clock.local_date(winter), day(2026, 1, 14));
  EXPECT_EQ(clock.local_minute(summer), "2026-07-14 23:00");
  EXPECT_EQ(clock.local_minute(winter - std::chrono::milliseconds{1}), "2026-01-14 21:59");
}

TEST(SystemClockTest, time_goes_on) {
  const SystemClock clock;
  const auto wall = clock.now();
  const auto boot = clock.since_boot();
  usleep(5'000);
  EXPECT_GE(clock.since_boot() - boot, std::chrono::milliseconds{4});
  EXPECT_GT(clock.now(), wall);
  EXPECT_GT(wall, Instant{sys_days{day(2025, 1, 1)}});
}

TEST(SystemRandomTest, bytes_and_numbers_differ_and_stay_in_bounds) {
  SystemRandom random;
  std::array<std::byte, 300> first{};
  std::array<std::byte, 300> second{};
  random.fill(first);
  random.fill(second);
  EXPECT_NE(first, second);
  std::set<std::uint32_t> seen;
  for (int draw = 0; draw < 1000; ++draw) seen.insert(random.below(10));
  EXPECT_EQ(seen.size(), 10U);
  EXPECT_THAT(seen, Each(::testing::Lt(10U)));
  EXPECT_EQ(random.below(1), 0U);
}

TEST(LogTest, every_event_has_a_name_of_its_own) {
  std::set<std::string_view> names;
  constexpr int last = static_cast<int>(Event::request_refused);
  for (int event = 0; event <= last; ++event) names.insert(to_string(static_cast<Event>(event)));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(last) + 1);
  EXPECT_FALSE(names.contains("unknown"));
}

TEST(LogTest, without_a_journal_a_line_goes_to_standard_error) {
  if (access("/run/systemd/journal/socket", W_OK) == 0) GTEST_SKIP() << "this machine has a journal";
  ::testing::internal::CaptureStderr();
  JournalLog().write(Event::visit_started, 12);
  JournalLog().write(Event::stopped);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "anteroom: visit_started 12\nanteroom: stopped\n");
}

}  // namespace
}  // namespace anteroom::platform
