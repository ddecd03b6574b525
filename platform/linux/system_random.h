// The kernel's random bytes.
#pragma once

#include "platform/random.h"

namespace anteroom::platform {

class SystemRandom final : public Random {
 public:
  void fill(std::span<std::byte> bytes) override;
  [[nodiscard]] std::uint32_t below(std::uint32_t bound) override;
};

}  // namespace anteroom::platform
