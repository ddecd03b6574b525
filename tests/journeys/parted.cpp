// The kiosk is parted: the process with the window has no key, the one with the keys serves nobody else, and when that
// one dies in the middle of a visit nothing that was acknowledged is lost.
#include "platform/linux/disk_files.h"
#include "platform/linux/file_keys.h"
#include "platform/store/record_store.h"
#include "platform/vault/device_keys.h"
#include "tests/bench/processes.h"
#include "tests/journeys/demo_clinic.h"
#include "tests/journeys/kiosk_driver.h"
#include "tests/journeys/memory_scan.h"
#include "tests/journeys/visit_steps.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <format>
#include <fstream>
#include <poll.h>
#include <print>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace anteroom::journeys;
using namespace anteroom;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int ended_without_vault = 69;  // EX_UNAVAILABLE

std::string raw(const platform::SecretKey& key) {
  return {reinterpret_cast<const char*>(key.bytes().data()), platform::SecretKey::size};
}

// One that has ended and that nobody has asked for yet says nothing here.
bool is_running(pid_t process) {
  std::ifstream words(std::format("/proc/{}/cmdline", process));
  return words.peek() != std::ifstream::traits_type::eof();
}

// Connects to a socket as another user, and says something: true when it was answered.
bool is_answered_as(uid_t user, const fs::path& path) {
  const pid_t child = fork();
  if (child == 0) {
    if (setresuid(user, user, user) != 0) _exit(3);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    const int line = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(line, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) _exit(3);
    // A first request as the kiosk makes it: the version, which is wrong, so that the answer is a refusal in words.
    constexpr char request[] = {9, 0, 0, 0, 0, 0, 3, 0, 0, 0, '0', '.', '1'};
    (void)!write(line, request, sizeof request);
    pollfd answer{.fd = line, .events = POLLIN, .revents = 0};
    char byte = 0;
    if (poll(&answer, 1, 5000) <= 0) _exit(2);
    _exit(read(line, &byte, 1) == 1 ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  const int code = WEXITSTATUS(status);
  if (code > 1) throw std::runtime_error(std::format("the other user could not ask ({})", code));
  return code == 0;
}

class Parted {
 public:
  Parted()
      : m_folder(fs::temp_directory_path() / std::format("anteroom-parted-{}", getpid())),
        m_clinic(m_folder, {}, std::format("[forms]\nsite = \"{}\"\n", (m_folder / "site").string())),
        m_screen(1280, 800, (m_folder / "xvfb.log").string()) {
    fs::create_directories(m_folder / "site" / "batteries");
    std::ofstream(m_folder / "site" / "batteries" / "a-mood.json")
        << R"({"id":"a-mood","title":"Mood","minutes":2,"forms":["phq-9"]})";
    const platform::DiskFiles files;
    const auto device = platform::FileKeys(m_clinic.data_folder() / "device.key").device_key(files);
    if (!device) throw std::runtime_error("the device key cannot be read");
    m_device = *device;
  }

  int play() {
    try {
      its_own_children();
      at_a_socket();
    } catch (const std::exception& error) {
      claim(false, error.what());
    }
    if (m_failed > 0) std::print(stderr, "{}", m_clinic.log());
    return m_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
  }

 private:
  void claim(bool holds, const std::string& what) {
    std::println("{}: {}", holds ? "holds" : "FAILS", what);
    if (!holds) ++m_failed;
  }

  [[nodiscard]] KioskDriver::Options options(std::vector<std::string> more = {}) const {
    return {.program = "anteroom",
            .config = m_clinic.config(),
            .size = "1280x800",
            .log_file = m_clinic.log_file(),
            .arguments = std::move(more)};
  }

  // The child that was started as this.
  static pid_t child_named(pid_t kiosk, const std::string& name) {
    for (const pid_t each : anteroom::bench::family_of(kiosk)) {
      std::ifstream words(std::format("/proc/{}/cmdline", each));
      const std::string text{std::istreambuf_iterator<char>(words), {}};
      if (each != kiosk && text.contains('\0' + name + '\0')) return each;
    }
    throw std::runtime_error("the kiosk has no " + name);
  }

  // A visit of PHQ-9 up to and with this many answers.
  std::string answer_some(KioskDriver& kiosk, int answers) {
    const VisitFacts facts{.record_number = "70421", .initials = "mk", .birth_date = "14031957", .battery = "a-mood"};
    sign_in(kiosk, m_clinic.secrets());
    const std::string code = start_visit(kiosk, facts);
    check_in(kiosk, code, facts.birth_date);
    kiosk.settle();
    for (int given = 0; given < answers;) {
      if (kiosk.screen() == "patient.question") {
        kiosk.answer("1");
        ++given;
      }
      kiosk.tap("continue");
    }
    return code;
  }

  void expect_kept(const std::string& code, int answers) {
    const auto store =
        platform::open_record_store(m_clinic.data_folder() / "records.db",
                                    *platform::DeviceKeys(m_device).database_key(), platform::OpenMode::beside);
    if (!store) throw std::runtime_error(store.error().detail);
    const auto now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
    const auto visits = (*store)->visits(now - std::chrono::hours{1}, now + std::chrono::hours{1});
    if (!visits) throw std::runtime_error(visits.error().detail);
    for (const auto& visit : *visits) {
      if (visit.code != code) continue;
      const auto rows = (*store)->answers(visit.id);
      claim(rows && std::cmp_equal(rows->size(), answers),
            std::format("of {} answers {} are there", answers, rows ? rows->size() : 0));
      claim(visit.state == platform::VisitState::incomplete, "the visit is incomplete: nobody goes on with it unasked");
      return;
    }
    claim(false, "the visit is there");
  }

  void its_own_children() {
    constexpr int answers = 5;
    std::string code;
    {
      KioskDriver kiosk(m_screen, options());
      kiosk.wait_for_screen("patient.welcome", seconds{30});
      code = answer_some(kiosk, answers);
      const pid_t id = kiosk.process().id();
      const pid_t vault = child_named(id, "vault");
      claim(child_named(id, "notifier") != vault, "vault and notifier are processes of their own");
      if (can_read_memory(id)) {
        const std::vector<std::string> keys = {raw(m_device), raw(*platform::DeviceKeys(m_device).database_key()),
                                               raw(platform::signing_seed_of(m_device)),
                                               raw(platform::index_key_of(m_device))};
        claim(scan_memory(vault, keys).counts.size() >= 3,
              "the vault's memory holds the device's keys, and is searched");
        claim(scan_memory(id, keys).sightings.empty(), "the kiosk's memory holds none of them, with the day open");
        claim(scan_memory(child_named(id, "notifier"), keys).sightings.empty(), "nor does the notifier's");
      }
      kill(vault, SIGKILL);
      claim(kiosk.process().wait(seconds{10}) == ended_without_vault,
            "a kiosk whose vault was killed ends and says so");
    }
    KioskDriver again(m_screen, options());
    again.wait_for_screen("patient.welcome", seconds{30});
    expect_kept(code, answers);
    const pid_t id = again.process().id();
    const pid_t notifier = child_named(id, "notifier");
    kill(notifier, SIGKILL);
    again.settle();
    claim(again.process().running() && again.screen() == "patient.welcome", "without its notifier the kiosk stays");
    const pid_t vault = child_named(id, "vault");
    again.process().send(SIGKILL);
    for (int look = 0; look < 100 && is_running(vault); ++look) std::this_thread::sleep_for(milliseconds{20});
    claim(!is_running(vault), "a vault does not outlive its kiosk");
  }

  // As the service manager starts it.
  void at_a_socket() {
    const fs::path socket = m_folder / "vault.socket";
    fs::permissions(m_folder, fs::perms::others_exec | fs::perms::group_exec, fs::perm_options::add);
    ChildProcess vault({"systemd-socket-activate", "--listen", socket.string(), "anteroom", "--config",
                        m_clinic.config().string(), "vault"},
                       {.environment = {},
                        .kept_descriptors = {},
                        .capture_output = false,
                        .pipe_input = false,
                        .log_file = m_clinic.log_file()});
    for (int look = 0; look < 200 && !fs::exists(socket); ++look) std::this_thread::sleep_for(milliseconds{20});
    if (getuid() == 0) {
      chmod(socket.c_str(), 0777);
      claim(!is_answered_as(65534, socket), "another user is turned away, though the socket lets everybody in");
    }
    KioskDriver kiosk(m_screen, options({"--vault", socket.string()}));
    kiosk.wait_for_screen("patient.welcome", seconds{30});
    const std::string code = answer_some(kiosk, 3);
    claim(kiosk.process().stop() == 0, "a kiosk whose vault runs elsewhere works and ends well");
    claim(vault.wait(seconds{10}) == 0, "and the vault with it");
    KioskDriver alone(m_screen, options({"--vault", (m_folder / "nobody").string()}));
    alone.wait_for_screen("it.start_trouble", seconds{30});
    claim(true, "a kiosk without a vault says so on its screen");
    alone.process().send(SIGTERM);
    claim(alone.process().wait(seconds{10}) == ended_without_vault, "and ends as one that cannot start");
    KioskDriver again(m_screen, options());
    again.wait_for_screen("patient.welcome", seconds{30});
    expect_kept(code, 3);
  }

  fs::path m_folder;
  DemoClinic m_clinic;
  XScreen m_screen;
  platform::SecretKey m_device;
  int m_failed = 0;
};

}  // namespace

int main() {
  try {
    return Parted().play();
  } catch (const std::exception& error) {
    std::println(stderr, "parted: {}", error.what());
    return EXIT_FAILURE;
  }
}
