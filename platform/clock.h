// Time, as a port: tests move it, and a Pi without a battery clock may be wrong about it.
#pragma once

#include "forms/base/date.h"

#include <chrono>
#include <string>

namespace anteroom::platform {

class Clock {
 public:
  virtual ~Clock() = default;
  // Wall clock in UTC. May jump.
  [[nodiscard]] virtual Instant now() const = 0;
  // Since boot, never jumps back; the one to measure waiting with.
  [[nodiscard]] virtual std::chrono::milliseconds since_boot() const = 0;
  // Another one after every start of the machine.
  [[nodiscard]] virtual std::string boot_id() const = 0;
  // Whether a time server set the wall clock since the machine started; a Pi has no battery that keeps it right.
  [[nodiscard]] virtual bool is_synchronised() const = 0;
  // The local calendar date and time of `instant`, in the machine's time zone: "2026-11-23 14:05".
  [[nodiscard]] virtual std::string local_minute(Instant instant) const = 0;
  [[nodiscard]] virtual Date local_date(Instant instant) const = 0;
};

}  // namespace anteroom::platform
