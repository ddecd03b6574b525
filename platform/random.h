// Unpredictable bytes, as a port so that tests can repeat themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace anteroom::platform {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> bytes) = 0;
  // Uniform in [0, bound); bound > 0.
  [[nodiscard]] virtual std::uint32_t below(std::uint32_t bound) = 0;
};

}  // namespace anteroom::platform
