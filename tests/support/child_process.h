// One program that a journey starts and is sure to end. It owns the process and nothing that the process makes.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace anteroom::testing {

struct ChildOptions {
  std::vector<std::pair<std::string, std::string>> environment;  // added to ours
  std::vector<int> kept_descriptors;                             // stay open in the child under their own numbers
  bool capture_output = false;                                   // standard output, to be read with read_line
  bool pipe_input = false;                                       // standard input, to be written with write_line
  std::string log_file;                                          // standard error, and output when not captured
};

class ChildProcess {
 public:
  ChildProcess(std::vector<std::string> command, const ChildOptions& options);
  ~ChildProcess();  // SIGTERM, five seconds, SIGKILL
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  [[nodiscard]] pid_t id() const { return m_id; }
  // A line of its output without the newline; empty optional at time-out or end.
  [[nodiscard]] std::optional<std::string> read_line(std::chrono::milliseconds limit);
  void write_line(const std::string& line);
  void send(int signal) const;
  [[nodiscard]] bool running();
  // The exit code (128 + signal when it was killed).
  [[nodiscard]] std::optional<int> wait(std::chrono::milliseconds limit);
  int stop();

 private:
  pid_t m_id = -1;
  int m_output = -1;
  int m_input = -1;
  std::string m_read;
  std::optional<int> m_exit_code;
};

// A line from a descriptor, keeping what is behind it in `kept`.
[[nodiscard]] std::optional<std::string> read_line_from(int descriptor, std::string& kept,
                                                        std::chrono::milliseconds limit);

// Runs to the end; what it printed, and its exit code.
struct Ran {
  int exit_code = 0;
  std::string output;
};
[[nodiscard]] Ran run(const std::vector<std::string>& command, std::chrono::seconds limit = std::chrono::seconds{30});

}  // namespace anteroom::testing
