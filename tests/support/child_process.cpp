#include "tests/support/child_process.h"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace anteroom::testing {
namespace {

using Steady = std::chrono::steady_clock;

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  return ends;
}

}  // namespace

ChildProcess::ChildProcess(std::vector<std::string> command, const ChildOptions& options) {
  std::array<int, 2> output{-1, -1};
  std::array<int, 2> input{-1, -1};
  if (options.capture_output) output = make_pipe();
  if (options.pipe_input) input = make_pipe();
  std::vector<char*> words;
  words.reserve(command.size() + 1);
  for (std::string& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  const pid_t parent = getpid();
  m_id = fork();
  if (m_id < 0) throw std::runtime_error("no process");
  if (m_id == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    const int nothing = open("/dev/null", O_RDWR);
    int log = nothing;
    if (!options.log_file.empty()) log = open(options.log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    dup2(options.pipe_input ? input[0] : nothing, 0);
    dup2(options.capture_output ? output[1] : log, 1);
    dup2(log, 2);
    for (const int kept : options.kept_descriptors) fcntl(kept, F_SETFD, 0);
    for (const auto& [name, value] : options.environment) setenv(name.c_str(), value.c_str(), 1);
    execvp(words[0], words.data());
    _exit(127);
  }
  if (options.capture_output) {
    close(output[1]);
    m_output = output[0];
  }
  if (options.pipe_input) {
    close(input[0]);
    m_input = input[1];
  }
}

ChildProcess::~ChildProcess() {
  stop();
  if (m_output >= 0) close(m_output);
  if (m_input >= 0) close(m_input);
}

std::optional<std::string> read_line_from(int descriptor, std::string& kept, std::chrono::milliseconds limit) {
  const auto deadline = Steady::now() + limit;
  for (;;) {
    if (const auto end = kept.find('\n'); end != std::string::npos) {
      std::string line = kept.substr(0, end);
      kept.erase(0, end + 1);
      return line;
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now()).count();
    pollfd waiting{.fd = descriptor, .events = POLLIN, .revents = 0};
    if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) <= 0) return std::nullopt;
    std::array<char, 65536> buffer{};
    const ssize_t count = read(descriptor, buffer.data(), buffer.size());
    if (count <= 0) return std::nullopt;
    kept.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

std::optional<std::string> ChildProcess::read_line(std::chrono::milliseconds limit) {
  return read_line_from(m_output, m_read, limit);
}

void ChildProcess::write_line(const std::string& line) {
  const std::string text = line + "\n";
  if (write(m_input, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
    throw std::runtime_error("the child does not listen");
}

void ChildProcess::send(int signal) const { kill(m_id, signal); }

bool ChildProcess::running() { return !wait(std::chrono::milliseconds{0}); }

std::optional<int> ChildProcess::wait(std::chrono::milliseconds limit) {
  const auto deadline = Steady::now() + limit;
  while (!m_exit_code) {
    int status = 0;
    if (waitpid(m_id, &status, WNOHANG) == m_id) {
      m_exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
      break;
    }
    if (Steady::now() >= deadline) return std::nullopt;
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  return m_exit_code;
}

int ChildProcess::stop() {
  if (m_exit_code) return *m_exit_code;
  send(SIGTERM);
  if (const auto code = wait(std::chrono::seconds{5})) return *code;
  send(SIGKILL);
  return wait(std::chrono::seconds{5}).value_or(128 + SIGKILL);
}

Ran run(const std::vector<std::string>& command, std::chrono::seconds limit) {
  ChildProcess child(
      command,
      {.environment = {}, .kept_descriptors = {}, .capture_output = true, .pipe_input = false, .log_file = {}});
  Ran ran;
  const auto deadline = Steady::now() + limit;
  while (Steady::now() < deadline) {
    const auto line = child.read_line(std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now()));
    if (!line) break;
    ran.output += *line + "\n";
  }
  ran.exit_code = child.wait(std::chrono::seconds{5}).value_or(-1);
  return ran;
}

}  // namespace anteroom::testing
