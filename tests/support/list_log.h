// A log that keeps what was written, in order.
#pragma once

#include "platform/log.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace anteroom::testing {

class ListLog : public platform::Log {
 public:
  void write(platform::Event event, std::int64_t subject) override { m_lines.emplace_back(event, subject); }
  [[nodiscard]] auto count(platform::Event event) const {
    return std::ranges::count(m_lines, event, &std::pair<platform::Event, std::int64_t>::first);
  }

 private:
  std::vector<std::pair<platform::Event, std::int64_t>> m_lines;
};

}  // namespace anteroom::testing
