#include "kiosk/window/stop_signals.h"

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <signal.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace anteroom::window {
namespace {

// A handler may do little more than write: the byte wakes the thread that may do the rest.
std::atomic<int> signal_pipe = -1;
constexpr char stop_byte = 's';
constexpr char end_byte = 'e';

void on_signal(int) {
  const int saved = errno;
  const int pipe = signal_pipe.load();
  if (pipe >= 0) {
    [[maybe_unused]] const auto written = write(pipe, &stop_byte, 1);
  }
  errno = saved;
}

}  // namespace

struct StopSignals::State {
  int pipe[2] = {-1, -1};
  std::function<void()> arrived;
  struct sigaction old_terminate{};
  struct sigaction old_interrupt{};
  std::thread thread;
};

StopSignals::StopSignals(std::function<void()> arrived) : m_state(std::make_unique<State>()) {
  State& s = *m_state;
  s.arrived = std::move(arrived);
  if (pipe2(s.pipe, O_CLOEXEC) != 0) return;  // the defaults stay: a signal then ends the process at once
  s.thread = std::thread([&s] {
    for (char byte = 0;;) {
      const auto count = read(s.pipe[0], &byte, 1);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0 || byte == end_byte) return;
      s.arrived();
    }
  });
  signal_pipe = s.pipe[1];
  struct sigaction action{};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGTERM, &action, &s.old_terminate);
  sigaction(SIGINT, &action, &s.old_interrupt);
}

StopSignals::~StopSignals() {
  State& s = *m_state;
  if (s.pipe[1] < 0) return;
  sigaction(SIGTERM, &s.old_terminate, nullptr);
  sigaction(SIGINT, &s.old_interrupt, nullptr);
  signal_pipe = -1;
  [[maybe_unused]] const auto written = write(s.pipe[1], &end_byte, 1);
  s.thread.join();
  close(s.pipe[0]);
  close(s.pipe[1]);
}

}  // namespace anteroom::window
