// Owns SIGTERM and SIGINT while a window runs: they become one call on a thread of its own, so that the loop ends
// cleanly.
#pragma once

#include <functional>
#include <memory>

namespace anteroom::window {

class StopSignals {
 public:
  // `arrived` is called on another thread, at most once a signal. One at a time in a process.
  explicit StopSignals(std::function<void()> arrived);
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace anteroom::window
