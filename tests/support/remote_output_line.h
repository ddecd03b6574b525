// A wire without a board: it keeps its level, and fails or sticks when told to.
#pragma once

#include "platform/output_line.h"

#include <optional>

namespace anteroom::testing {

class RemoteOutputLine : public platform::OutputLine {
 public:
  [[nodiscard]] Result<void> set(platform::Level level) override {
    if (m_away) return failure(Fault::not_found, "told to be away");
    if (!m_sticks) m_level = level;
    return {};
  }
  [[nodiscard]] Result<platform::Level> level() override {
    if (m_away) return failure(Fault::not_found, "told to be away");
    return m_level;
  }

  void go_away() { m_away = true; }
  void come_back() { m_away = false; }
  void stick() { m_sticks = true; }
  [[nodiscard]] bool is_on() const { return m_level == platform::Level::on; }

 private:
  platform::Level m_level = platform::Level::off;
  bool m_away = false;
  bool m_sticks = false;
};

}  // namespace anteroom::testing
