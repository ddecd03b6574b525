#include "platform/linux/child_program.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <format>
#include <poll.h>
#include <string_view>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace anteroom::platform {
namespace {

constexpr int could_not_run = 127;
constexpr std::chrono::seconds patience{10};

// What the service manager told this program is not the child's business.
std::vector<char*> environment_of_child() {
  constexpr std::array<std::string_view, 6> ours{
      "NOTIFY_SOCKET=", "WATCHDOG_USEC=", "WATCHDOG_PID=", "LISTEN_FDS=", "LISTEN_PID=", "LISTEN_FDNAMES="};
  std::vector<char*> kept;
  for (char** each = environ; *each != nullptr; ++each) {
    if (std::ranges::none_of(ours, [&](std::string_view name) { return std::string_view(*each).starts_with(name); }))
      kept.push_back(*each);
  }
  kept.push_back(nullptr);
  return kept;
}

// In the child: nothing here may ask for memory, since another thread may hold its lock.
[[noreturn]] void become(char* const* words, char* const* environment, std::span<const int> kept, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(could_not_run);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGINT, SIG_IGN);  // Ctrl-C at a desk is for the kiosk, which then hangs up
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(nothing, STDOUT_FILENO);
  ::syscall(SYS_close_range, 3U, ~0U, 4U);  // CLOSE_RANGE_CLOEXEC: what others left open stays here
  for (const int each : kept) ::fcntl(each, F_SETFD, 0);
  ::execve("/proc/self/exe", words, environment);
  ::_exit(could_not_run);
}

}  // namespace

Result<ChildProgram> ChildProgram::start(std::vector<std::string> arguments, std::span<const Descriptor* const> kept) {
  std::string name = "anteroom";
  std::vector<char*> words{name.data()};
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  const std::vector<char*> environment = environment_of_child();
  std::vector<int> numbers;
  for (const Descriptor* each : kept) numbers.push_back(each->number());
  const pid_t parent = ::getpid();
  const pid_t id = ::fork();
  if (id == 0) become(words.data(), environment.data(), numbers, parent);
  if (id < 0) return failure(Fault::io, std::format("no process of its own: {}", std::strerror(errno)));
  return ChildProgram(id);
}

ChildProgram::~ChildProgram() {
  if (m_id < 0) return;
  const Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, m_id, 0)));
  pollfd end{.fd = process.number(), .events = POLLIN, .revents = 0};
  const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(patience);
  if (!process.open() || ::poll(&end, 1, static_cast<int>(wait.count())) <= 0) ::kill(m_id, SIGKILL);
  while (::waitpid(m_id, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace anteroom::platform
