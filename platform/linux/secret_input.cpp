#include "platform/linux/secret_input.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>
#include <utility>

namespace anteroom::platform {
namespace {

constexpr std::size_t longest = 1000;

// The terminal without echo, as it was before when this goes.
class QuietTerminal {
 public:
  QuietTerminal() : m_descriptor(open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
    if (m_descriptor < 0 || tcgetattr(m_descriptor, &m_before) != 0) return;
    termios quiet = m_before;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    m_changed = tcsetattr(m_descriptor, TCSAFLUSH, &quiet) == 0;
  }
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;
  ~QuietTerminal() {
    if (m_changed) {
      tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
      say("\n");
    }
    if (m_descriptor >= 0) close(m_descriptor);
  }
  [[nodiscard]] bool is_quiet() const { return m_changed; }
  [[nodiscard]] int descriptor() const { return m_descriptor; }
  void say(std::string_view text) const {
    if (write(m_descriptor, text.data(), text.size()) < 0) return;  // whoever cannot see it can still type
  }

 private:
  int m_descriptor;
  termios m_before{};
  bool m_changed = false;
};

Result<std::string> read_line(int descriptor) {
  std::string line;
  line.reserve(longest + 1);  // grown, it would leave copies behind
  char letter = 0;
  while (true) {
    const ssize_t count = read(descriptor, &letter, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failure(Fault::io, "the secret could not be read from there");
    if (count == 0 || letter == '\n') break;
    if (letter != '\r') line += letter;
    if (line.size() > longest) return failure(Fault::invalid_input, "this is longer than a secret can be");
  }
  if (line.empty()) return failure(Fault::invalid_input, "no secret was given");
  return line;
}

}  // namespace

Result<std::string> read_secret(std::string_view prompt, std::optional<int> descriptor) {
  if (descriptor) return read_line(*descriptor);
  const QuietTerminal terminal;
  if (!terminal.is_quiet()) {
    return failure(Fault::unavailable, "there is no terminal to ask on; remedy: --secret-fd with an open descriptor");
  }
  terminal.say(prompt);
  return read_line(terminal.descriptor());
}

}  // namespace anteroom::platform
