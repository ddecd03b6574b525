// A clock that a test moves by hand. UTC is its local time.
#pragma once

#include "platform/clock.h"

#include <format>

namespace anteroom::testing {

class HandClock : public platform::Clock {
 public:
  [[nodiscard]] Instant now() const override { return m_now; }
  [[nodiscard]] std::chrono::milliseconds since_boot() const override { return m_since_boot; }
  [[nodiscard]] std::string boot_id() const override { return "3d1c6c0e-5f7b-4c7e-9d55-6f1f0a7f2b11"; }
  [[nodiscard]] bool is_synchronised() const override { return m_synchronised; }
  void lose_time_server() { m_synchronised = false; }
  void find_time_server() { m_synchronised = true; }
  [[nodiscard]] std::string local_minute(Instant instant) const override {
    return std::format("{:%Y-%m-%d %H:%M}", std::chrono::floor<std::chrono::minutes>(instant));
  }
  [[nodiscard]] Date local_date(Instant instant) const override {
    return Date{std::chrono::floor<std::chrono::days>(instant)};
  }

  void pass(std::chrono::milliseconds time) {
    m_now += time;
    m_since_boot += time;
  }
  // The wall clock alone: a Pi without a battery clock learns the time from the network.
  void jump(std::chrono::milliseconds time) { m_now += time; }

 private:
  Instant m_now = std::chrono::sys_days{Date{std::chrono::year{2026}, std::chrono::November, std::chrono::day{23}}} +
                  std::chrono::hours{10};
  std::chrono::milliseconds m_since_boot{std::chrono::minutes{7}};
  bool m_synchronised = true;
};

}  // namespace anteroom::testing
