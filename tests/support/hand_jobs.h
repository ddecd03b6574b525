// A worker that works when the test says so: between run() and settle() the work is under way.
#pragma once

#include "platform/jobs.h"

#include <utility>
#include <vector>

namespace anteroom::testing {

class HandJobs : public platform::Jobs {
 public:
  void run(std::function<std::function<void()>()> work) override { m_waiting.push_back(std::move(work)); }
  int settle() override {
    if (m_held) return 0;
    int settled = 0;
    for (auto& work : std::exchange(m_waiting, {})) {
      work()();
      ++settled;
    }
    return settled;
  }
  [[nodiscard]] bool busy() const override { return !m_waiting.empty(); }

  // Nothing comes back until it is let go.
  void hold() { m_held = true; }
  void let_go() { m_held = false; }

 private:
  std::vector<std::function<std::function<void()>()>> m_waiting;
  bool m_held = false;
};

}  // namespace anteroom::testing
