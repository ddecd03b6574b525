// Random numbers that are the same in every run.
#pragma once

#include "platform/random.h"

#include <random>

namespace anteroom::testing {

class RepeatingRandom : public platform::Random {
 public:
  void fill(std::span<std::byte> bytes) override {
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(m_engine());
  }
  [[nodiscard]] std::uint32_t below(std::uint32_t bound) override {
    return static_cast<std::uint32_t>(m_engine() % bound);
  }

 private:
  std::mt19937 m_engine{4821};  // NOLINT(bugprone-random-generator-seed): the point
};

}  // namespace anteroom::testing
