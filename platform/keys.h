// Where the device key comes from. The key itself never leaves through a log, an argument or an environment variable.
#pragma once

#include "forms/base/result.h"

#include <array>
#include <cstddef>

namespace anteroom::platform {

// 32 bytes that wipe themselves.
class SecretKey {
 public:
  static constexpr std::size_t size = 32;
  SecretKey() = default;
  explicit SecretKey(const std::array<std::byte, size>& bytes) : m_bytes(bytes) {}
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey() {
    for (volatile std::byte* byte = m_bytes.data(); byte != m_bytes.data() + size; ++byte) *byte = std::byte{0};
  }
  [[nodiscard]] const std::array<std::byte, size>& bytes() const { return m_bytes; }

 private:
  std::array<std::byte, size> m_bytes{};
};

class Keys {
 public:
  virtual ~Keys() = default;
  // The raw 256-bit key of the database.
  [[nodiscard]] virtual Result<SecretKey> database_key() = 0;
};

}  // namespace anteroom::platform
