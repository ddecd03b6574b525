// When a patient is looked at again: at 3, 6 and 12 months after the first visit, then each half year. Which of these a
// visit belongs to, for trends and for the clinic's report alike.
#pragma once

#include "forms/base/date.h"

namespace anteroom::exporting {

[[nodiscard]] inline double months_between(const Date& from, const Date& to) {
  constexpr double month_days = 365.25 / 12;
  return static_cast<double>((std::chrono::sys_days(to) - std::chrono::sys_days(from)).count()) / month_days;
}

// 0 the baseline, 1 at 3 months, 2 at 6, 3 at 12, then one more each half year. `months` since the baseline.
[[nodiscard]] inline int planned_time(double months) {
  if (months < 1.5) return 0;
  if (months < 4.5) return 1;
  if (months < 9) return 2;
  if (months < 15) return 3;
  return 4 + static_cast<int>((months - 15) / 6);
}

}  // namespace anteroom::exporting
