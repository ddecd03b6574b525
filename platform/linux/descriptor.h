// A file descriptor that is closed with its owner; -1 is none.
#pragma once

#include <unistd.h>
#include <utility>

namespace anteroom::platform {

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : m_number(number) {}
  ~Descriptor() {
    if (m_number >= 0) ::close(m_number);
  }
  Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(m_number, other.m_number);
    return *this;
  }
  [[nodiscard]] int number() const { return m_number; }
  [[nodiscard]] bool open() const { return m_number >= 0; }

 private:
  int m_number;
};

}  // namespace anteroom::platform
