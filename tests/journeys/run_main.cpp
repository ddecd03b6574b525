// ./dev run: the real kiosk in a window at a developer's desk, with a clinic made for the occasion. Says who may sign
// in and passes what is typed here on to the printers ("paper-out nurses", "refill nurses", "off summary", "on
// summary").
#include "tests/journeys/demo_clinic.h"

#include <poll.h>
#include <print>
#include <signal.h>
#include <string>
#include <unistd.h>

namespace {

using namespace anteroom::journeys;

volatile sig_atomic_t told_to_stop = 0;
void stop(int) { told_to_stop = 1; }

int run_at_the_desk(const std::vector<std::string>& arguments) {
  const std::filesystem::path folder = std::filesystem::absolute("out/run");
  DemoClinic clinic(folder, "languages = [\"en\", \"es\", \"fr\", \"de\", \"pl\", \"vi\"]\n");
  std::println("The day:  tap Staff; the words are  {}", clinic.secrets().passphrase);
  std::println("A nurse:  R. Meyer, PIN {}", clinic.secrets().pin);
  std::println("A visit:  New visit; its four-digit code and the birth date let the patient in");
  std::println("Paper:    {}/printers/received, gone when this ends", folder.string());
  std::println("Printers: type here  off|on|paper-out|refill|jam|clear  summary|nurses");
  std::println("The end:  close the window, or Ctrl-C");
  std::fflush(stdout);
  std::vector<std::string> command = {"anteroom", "--config", clinic.config().string(), "run"};
  if (arguments.empty()) command.insert(command.end(), {"--windowed", "1280x800"});
  command.insert(command.end(), arguments.begin(), arguments.end());
  ChildProcess kiosk(std::move(command), {.environment = {},
                                          .kept_descriptors = {},
                                          .capture_output = false,
                                          .pipe_input = false,
                                          .log_file = clinic.log_file()});
  std::string kept;
  bool listening = true;
  while (told_to_stop == 0 && kiosk.running()) {
    pollfd typed{.fd = listening ? STDIN_FILENO : -1, .events = POLLIN, .revents = 0};
    if (::poll(&typed, 1, 200) <= 0) continue;
    const auto line = read_line_from(STDIN_FILENO, kept, std::chrono::seconds{1});
    listening = line.has_value();
    if (line && !line->empty()) clinic.tell_printers(*line);
  }
  const int code = kiosk.stop();
  if (code != 0) std::println(stderr, "run: the kiosk ended with code {}; its last words:\n{}", code, clinic.log());
  return code;
}

}  // namespace

int main(int count, char** words) {
  struct sigaction action{};
  action.sa_handler = stop;
  ::sigaction(SIGTERM, &action, nullptr);
  ::sigaction(SIGINT, &action, nullptr);
  try {
    return run_at_the_desk({words + 1, words + count});
  } catch (const std::exception& error) {
    std::println(stderr, "run: {}", error.what());
    return 69;
  }
}
