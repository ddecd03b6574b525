// The machine's own clocks, and its time zone.
#pragma once

#include "platform/clock.h"

namespace anteroom::platform {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
  // CLOCK_BOOTTIME: goes on while the machine sleeps.
  [[nodiscard]] std::chrono::milliseconds since_boot() const override;
  [[nodiscard]] std::string boot_id() const override;
  [[nodiscard]] bool is_synchronised() const override;
  [[nodiscard]] std::string local_minute(Instant instant) const override;
  [[nodiscard]] Date local_date(Instant instant) const override;
};

}  // namespace anteroom::platform
