// print_lab --folder DIR: the two printers of a clinic on loopback, for the demo and for a developer at a desk. Says in
// one JSON line where they are and runs until its input ends. Lines it understands: off, on, paper-out, refill, jam,
// clear, each with a queue.
#include "tests/support/print_lab.h"

#include <cstdio>
#include <poll.h>
#include <print>
#include <signal.h>
#include <sstream>
#include <string>
#include <unistd.h>

namespace {

using namespace anteroom;
using namespace anteroom::testing;

volatile sig_atomic_t told_to_stop = 0;
void stop(int) { told_to_stop = 1; }

Result<void> obey(PrintLab& lab, const std::string& line) {
  std::istringstream words(line);
  std::string verb;
  std::string queue;
  words >> verb >> queue;
  if (queue != "summary" && queue != "nurses") return failure(Fault::invalid_input, "say: VERB summary|nurses");
  if (verb == "off") return lab.switch_off(queue), Result<void>{};
  if (verb == "on") return lab.switch_on(queue);
  if (verb == "paper-out") return lab.take_paper(queue);
  if (verb == "refill") return lab.refill(queue);
  if (verb == "jam") return lab.run_into(queue, "media-jam"), Result<void>{};
  if (verb == "clear") return lab.clear(queue), Result<void>{};
  return failure(Fault::invalid_input, "verbs: off on paper-out refill jam clear");
}

}  // namespace

int main(int count, char** words) {
  if (count != 3 || std::string(words[1]) != "--folder") {
    std::println(stderr, "print_lab --folder DIR");
    return 64;
  }
  struct sigaction action{};
  action.sa_handler = stop;  // without SA_RESTART: the read below ends
  ::sigaction(SIGTERM, &action, nullptr);
  ::sigaction(SIGINT, &action, nullptr);
  auto lab = PrintLab::start({"summary", "nurses"}, std::filesystem::path(words[2]) / "received");
  if (!lab) {
    std::println(stderr, "print_lab: {}", lab.error().detail);
    return 69;
  }
  std::println(R"({{"server":"{}","queues":["summary","nurses"]}})", (*lab)->server());
  std::fflush(stdout);
  std::string buffer;
  while (told_to_stop == 0) {
    pollfd waiting{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    if (::poll(&waiting, 1, -1) < 0) continue;
    const auto line = read_line_from(STDIN_FILENO, buffer, std::chrono::seconds{1});
    if (!line) break;
    if (auto done = obey(**lab, *line); !done) std::println(stderr, "print_lab: {}", done.error().detail);
  }
}
