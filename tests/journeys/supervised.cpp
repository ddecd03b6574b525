// The kiosk under a service manager that waits for its sign of life: one beat after another while screen and store
// answer, silence as soon as the X server hangs, its figures in a file; and the screen of a kiosk whose settings are
// wrong.
#include "tests/support/child_process.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <format>
#include <fstream>
#include <functional>
#include <iterator>
#include <poll.h>
#include <print>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using namespace anteroom::testing;
using std::chrono::milliseconds;
using std::chrono::seconds;

int claims_failed = 0;

void claim(bool holds, const std::string& what) {
  std::println("{}: {}", holds ? "holds" : "FAILS", what);
  if (!holds) ++claims_failed;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// What systemd is to a service: a socket that it says READY, WATCHDOG and STOPPING to.
class ServiceManager {
 public:
  explicit ServiceManager(const fs::path& path) : m_socket(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    if (bind(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("no socket");
  }
  ~ServiceManager() { close(m_socket); }
  ServiceManager(const ServiceManager&) = delete;
  ServiceManager& operator=(const ServiceManager&) = delete;

  // How often it heard this within the time; returns early once it was `enough` times.
  int heard(const std::string& word, milliseconds limit, int enough) {
    int count = 0;
    const auto end = std::chrono::steady_clock::now() + limit;
    while (count < enough) {
      const auto left = std::chrono::duration_cast<milliseconds>(end - std::chrono::steady_clock::now());
      pollfd poll_on{m_socket, POLLIN, 0};
      if (left.count() <= 0 || poll(&poll_on, 1, static_cast<int>(left.count())) <= 0) return count;
      char bytes[256];
      const auto length = recv(m_socket, bytes, sizeof bytes, 0);
      if (length > 0 && std::string(bytes, static_cast<std::size_t>(length)).contains(word)) ++count;
    }
    return count;
  }
  void forget() {
    char bytes[256];
    while (recv(m_socket, bytes, sizeof bytes, MSG_DONTWAIT) > 0) {
    }
  }

 private:
  int m_socket;
};

ChildOptions supervised(const fs::path& folder, const std::string& display) {
  ChildOptions options;
  // Two beats a second: two fifths of what the service manager waits for.
  options.environment = {
      {"DISPLAY", display}, {"NOTIFY_SOCKET", (folder / "notify").string()}, {"WATCHDOG_USEC", "1250000"}};
  options.log_file = (folder / "kiosk.log").string();
  return options;
}

void claims_of_a_kiosk(const fs::path& folder, ServiceManager& manager, const ChildProcess& server,
                       const std::string& display) {
  const fs::path metrics = folder / "anteroom.prom";
  ChildProcess kiosk({"anteroom", "--config", (folder / "anteroom.toml").string(), "run"}, supervised(folder, display));
  claim(manager.heard("READY=1", seconds{20}, 1) == 1, "it says that it is ready, once its first frame stands");
  claim(manager.heard("WATCHDOG=1", seconds{10}, 4) == 4, "it says again and again that it is alive");
  claim(text_of(metrics).contains("\nanteroom_up 1\n"), "its figures say that it runs");
  server.send(SIGSTOP);
  manager.heard("WATCHDOG=1", milliseconds{700}, 2);  // one may be under way
  claim(manager.heard("WATCHDOG=1", milliseconds{1500}, 1) == 0, "it falls silent when the X server hangs");
  server.send(SIGCONT);
  claim(manager.heard("WATCHDOG=1", seconds{10}, 2) == 2, "it goes on when the X server does");
  manager.forget();
  kiosk.send(SIGTERM);
  claim(manager.heard("STOPPING=1", seconds{10}, 1) == 1, "it says that it stops");
  claim(kiosk.wait(seconds{10}) == 0, "it ends well");
  claim(text_of(metrics).contains("\nanteroom_up 0\n"), "its figures say that it does not run");
}

void claims_of_wrong_settings(const fs::path& folder, ServiceManager& manager, const std::string& display) {
  const fs::path settings = folder / "wrong.toml";
  std::ofstream(settings) << "[kiosk]\nname = 3\n[display]\nwidth_mm = 217\n";
  int marks[2];
  if (pipe(marks) != 0) throw std::runtime_error("no pipe");
  ChildOptions options = supervised(folder, display);
  options.kept_descriptors = {marks[1]};
  ChildProcess kiosk({"anteroom", "--config", settings.string(), "run", "--marks-fd", std::to_string(marks[1])},
                     options);
  close(marks[1]);
  std::string kept;
  const auto shown = read_line_from(marks[0], kept, seconds{20});
  claim(shown && shown->contains("\"it.start_trouble\""), "wrong settings are said on the screen");
  claim(manager.heard("READY=1", seconds{10}, 1) == 1, "and that is no reason to start it again and again");
  claim(text_of(folder / "kiosk.log").contains("wrong.toml:2:8: kiosk.name: a whole number stands here"),
        "and in the journal");
  kiosk.send(SIGTERM);
  claim(kiosk.wait(seconds{10}) == 78, "it ends as EX_CONFIG");
  close(marks[0]);
}

void claims_of_a_trouble_that_is_told(const fs::path& folder, ServiceManager& manager, const std::string& display) {
  const fs::path told = folder / "trouble";
  std::ofstream(told) << "data.key is missing on the boot partition\n";
  int marks[2];
  if (pipe(marks) != 0) throw std::runtime_error("no pipe");
  ChildOptions options = supervised(folder, display);
  options.kept_descriptors = {marks[1]};
  ChildProcess kiosk({"anteroom", "--config", (folder / "anteroom.toml").string(), "run", "--trouble-file",
                      told.string(), "--marks-fd", std::to_string(marks[1])},
                     options);
  close(marks[1]);
  std::string kept;
  const auto shown = read_line_from(marks[0], kept, seconds{20});
  claim(shown && shown->contains("\"it.start_trouble\""), "what a device says of itself stands on the screen");
  claim(manager.heard("READY=1", seconds{10}, 1) == 1, "which is no reason to start it again and again either");
  kiosk.send(SIGTERM);
  claim(kiosk.wait(seconds{10}) == 69, "it ends as EX_UNAVAILABLE");
  close(marks[0]);
}

}  // namespace

int main() try {
  std::string pattern = (fs::temp_directory_path() / "anteroom-supervised-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  const fs::path folder = pattern;
  {
    ServiceManager manager(folder / "notify");
    ChildOptions options;
    options.capture_output = true;
    options.log_file = (folder / "x.log").string();
    ChildProcess server({"Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"},
                        options);
    const auto display = server.read_line(seconds{20});
    if (!display) throw std::runtime_error("Xvfb did not start");
    std::ofstream(folder / "anteroom.toml") << std::format(
        "[kiosk]\nname = \"Kiosk 1\"\ndata_folder = \"{}\"\n[display]\nwidth_mm = 217\n[metrics]\nfile = \"{}\"\n",
        (folder / "data").string(), (folder / "anteroom.prom").string());
    if (run({"anteroom", "--config", (folder / "anteroom.toml").string(), "admin", "init", "--nurse", "R. Meyer"})
            .exit_code != 0)
      throw std::runtime_error("admin init failed");
    claims_of_a_kiosk(folder, manager, server, ":" + *display);
    manager.forget();
    claims_of_wrong_settings(folder, manager, ":" + *display);
    claims_of_a_trouble_that_is_told(folder, manager, ":" + *display);
    if (claims_failed > 0) std::print(stderr, "{}", text_of(folder / "kiosk.log"));
  }
  fs::remove_all(folder);
  return claims_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
} catch (const std::exception& error) {
  std::println(stderr, "supervised: {}", error.what());
  return EXIT_FAILURE;
}
