#include "platform/linux/system_clock.h"

#include <cstddef>
#include <cstdlib>
#include <ctime>
#include <format>
#include <fstream>
#include <sys/timex.h>

namespace anteroom::platform {
namespace {

// localtime_r and not std::chrono's zones: a kiosk without tzdata still has a time (UTC) instead of an exception.
std::tm local_time(Instant instant) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(instant));
  std::tm local{};
  localtime_r(&seconds, &local);
  return local;
}

}  // namespace

Instant SystemClock::now() const {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::chrono::milliseconds SystemClock::since_boot() const {
  timespec time{};
  clock_gettime(CLOCK_BOOTTIME, &time);
  return std::chrono::seconds{time.tv_sec} + std::chrono::milliseconds{time.tv_nsec / 1'000'000};
}

std::string SystemClock::boot_id() const {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string id;
  if (std::getline(file, id)) return id;
  // A unit that sees nothing but processes in /proc (ProcSubset=pid) is told it by systemd, without the hyphens.
  const char* told = std::getenv("ANTEROOM_BOOT_ID");
  id = told == nullptr ? "" : told;
  for (const std::size_t at : {8U, 13U, 18U, 23U}) {
    if (id.size() > at) id.insert(at, "-");
  }
  return id;
}

bool SystemClock::is_synchronised() const {
  timex state{};
  const int clock_state = adjtimex(&state);
  return clock_state >= 0 && clock_state != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

std::string SystemClock::local_minute(Instant instant) const {
  const std::tm local = local_time(instant);
  return std::format("{:04}-{:02}-{:02} {:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday,
                     local.tm_hour, local.tm_min);
}

Date SystemClock::local_date(Instant instant) const {
  const std::tm local = local_time(instant);
  return Date{std::chrono::year{local.tm_year + 1900}, std::chrono::month{static_cast<unsigned>(local.tm_mon + 1)},
              std::chrono::day{static_cast<unsigned>(local.tm_mday)}};
}

}  // namespace anteroom::platform
