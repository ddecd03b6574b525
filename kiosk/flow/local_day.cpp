#include "kiosk/flow/local_day.h"

namespace anteroom::flow {

LocalDay local_day(Instant at, const platform::Clock& clock) {
  // No time zone is off by less than a quarter of an hour.
  using Quarters = std::chrono::duration<std::int64_t, std::ratio<15 * 60>>;
  constexpr Quarters step{1};
  const Instant within = std::chrono::floor<Quarters>(at);
  const Date today = clock.local_date(within);
  LocalDay day{within, within + step};
  while (clock.local_date(day.from - step) == today) day.from -= step;
  while (clock.local_date(day.to) == today) day.to += step;
  return day;
}

}  // namespace anteroom::flow
