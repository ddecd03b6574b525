// Can anybody get out of the kiosk? Sixty key combinations that leave other programs, what a window manager sends,
// every mouse button, then taps and keys at random as fast as they are taken. The kiosk must neither end, hang, start a
// program nor show anything but its own screens. The dice are printed: the same seed gives the same touches.
#include "tests/journeys/arguments.h"
#include "tests/journeys/demo_clinic.h"
#include "tests/journeys/kiosk_driver.h"
#include "tests/journeys/visit_steps.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <format>
#include <fstream>
#include <print>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace anteroom::journeys;
using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int width = 1280;
constexpr int height = 800;

// What leaves, closes, switches, captures or asks in some program, desktop or console.
std::vector<std::vector<std::string>> combinations() {
  std::vector<std::vector<std::string>> all = {{"Alt_L", "F4"},
                                               {"Alt_L", "F2"},
                                               {"Alt_L", "Tab"},
                                               {"Alt_L", "Shift_L", "Tab"},
                                               {"Alt_L", "Escape"},
                                               {"Alt_L", "space"},
                                               {"Alt_L", "Return"},
                                               {"Alt_L", "Print"},
                                               {"Control_L", "Alt_L", "BackSpace"},
                                               {"Control_L", "Alt_L", "Delete"},
                                               {"Control_L", "Alt_L", "t"},
                                               {"Control_L", "Alt_L", "l"},
                                               {"Control_L", "Alt_L", "KP_Add"},
                                               {"Control_L", "Alt_L", "KP_Subtract"},
                                               {"Control_L", "Shift_L", "Escape"},
                                               {"Control_L", "Escape"},
                                               {"Super_L"},
                                               {"Super_L", "d"},
                                               {"Super_L", "l"},
                                               {"Super_L", "r"},
                                               {"Super_L", "Tab"},
                                               {"Menu"},
                                               {"Print"},
                                               {"Scroll_Lock"},
                                               {"Pause"},
                                               {"Escape"},
                                               {"Tab"},
                                               {"Return"},
                                               {"Delete"},
                                               {"Insert"},
                                               {"BackSpace"},
                                               {"Home"},
                                               {"End"},
                                               {"Prior"},
                                               {"Next"}};
  for (const char* letter : {"a", "c", "f", "n", "o", "p", "q", "s", "t", "v", "w", "x", "z"})
    all.push_back({"Control_L", letter});
  for (int number = 1; number <= 12; ++number) {
    all.push_back({std::format("F{}", number)});
    all.push_back({"Control_L", "Alt_L", std::format("F{}", number)});
  }
  return all;
}

class Attack {
 public:
  Attack(std::uint32_t seed, seconds length)
      : m_dice(seed),
        m_length(length),
        m_folder(fs::temp_directory_path() / std::format("anteroom-escape-{}", getpid())),
        m_clinic(m_folder),
        m_screen(width, height, (m_folder / "xvfb.log").string()),
        m_kiosk(m_screen,
                {.program = "anteroom", .config = m_clinic.config(), .size = {}, .log_file = m_clinic.log_file()}) {
    m_kiosk.wait_for_screen("patient.welcome", seconds{30});
    m_kiosk.settle();
    m_files = files();
  }

  int run() {
    try {
      keys_on_every_kind_of_screen();
      at_random();
      expect_well("at the end");
      expect(m_kiosk.process().stop() == 0, "it ends cleanly when it is told to");
    } catch (const std::exception& error) {
      expect(false, error.what());
    }
    std::println("{:<32}{}", "key combinations", m_combinations);
    std::println("{:<32}{}", "touches and keys at random", m_random);
    std::println("{:<32}{}", "screens it was seen on", m_screens.size());
    std::println("{:<32}{} ms", "slowest answer afterwards", m_slowest.count());
    std::println("{:<32}{}", "ways out", m_complaints);
    if (m_complaints > 0) std::print(stderr, "{}", m_clinic.log());
    return m_complaints == 0 ? 0 : 1;
  }

 private:
  void expect(bool claim, const std::string& what) {
    if (claim) return;
    ++m_complaints;
    std::println(stderr, "escape: NOT TRUE: {} (screen {})", what, m_kiosk.screen());
  }

  // Files that the kiosk might have made: beside its own data, where it stands, and in temporary folders.
  [[nodiscard]] std::set<std::string> files() const {
    std::set<std::string> found;
    for (const fs::path& folder : {m_folder, fs::current_path()}) {
      for (const auto& entry : fs::directory_iterator(folder)) found.insert(entry.path());
    }
    for (const auto& entry : fs::directory_iterator(m_folder / "data")) {
      // The database's own three.
      if (!entry.path().filename().string().starts_with("records.db")) found.insert(entry.path());
    }
    return found;
  }

  // Besides its own two, which are the same program.
  [[nodiscard]] bool has_other_program() {
    std::error_code gone;
    const fs::path kiosk = std::format("/proc/{}", m_kiosk.process().id());
    for (const auto& task : fs::directory_iterator(kiosk / "task")) {
      std::ifstream children(task.path() / "children");
      for (int child = 0; children >> child;) {
        if (fs::read_symlink(std::format("/proc/{}/exe", child), gone) != fs::read_symlink(kiosk / "exe", gone))
          return true;
      }
    }
    return false;
  }

  void expect_well(const std::string& when) {
    m_kiosk.settle();
    if (!m_kiosk.process().running()) throw std::runtime_error("the kiosk has ended, " + when);
    expect(m_screen.is_covered(), "its window covers the screen, " + when);
    expect(!has_other_program(), "it has started no other program, " + when);
    expect(files() == m_files, "it has written no file, " + when);
    const std::string& screen = m_kiosk.screen();
    expect(screen.starts_with("patient.") || screen.starts_with("nurse."), "it shows a screen of its own, " + when);
    m_screens.insert(screen);
    answers(when);
  }

  // Every screen has something that can be touched; within a second of the touch there is another frame.
  void answers(const std::string& when) {
    std::this_thread::sleep_for(milliseconds{400});  // until it listens again
    m_kiosk.settle();
    // A key that is pressed looks pressed; what is tapped leads on. Any enabled box will do but those that only show.
    std::vector<std::string> targets;
    for (const auto& [id, box] : m_kiosk.marks()) {
      if (box.enabled && box.w > 20 && box.h > 20) targets.push_back(id);
    }
    if (targets.empty()) return expect(false, "something can be touched, " + when);
    const Box box = m_kiosk.marks().at(targets[m_dice() % targets.size()]);
    const auto x = static_cast<int>(box.x + box.w / 2);
    const auto y = static_cast<int>(box.y + box.h / 2);
    const Picture before = m_screen.capture();
    const auto begun = Steady::now();
    m_screen.press(x, y);
    bool changed = false;
    while (!changed && Steady::now() - begun < seconds{1}) changed = m_screen.capture().pixels != before.pixels;
    m_slowest = std::max(m_slowest, std::chrono::duration_cast<milliseconds>(Steady::now() - begun));
    m_screen.release();
    m_kiosk.settle();
    expect(changed, "it answers a touch within a second, " + when);
  }

  void all_combinations(const std::string& where) {
    int known = 0;
    for (const auto& keys : combinations()) known += m_screen.press_keys(keys) ? 1 : 0;
    for (const unsigned button : {2U, 3U, 4U, 5U, 6U, 7U, 8U, 9U}) m_screen.click(width / 2, height / 2, button);
    m_screen.ask_to_close();
    std::this_thread::sleep_for(milliseconds{200});
    expect(known >= 60, std::format("the keyboard has the keys of 60 combinations (it has {})", known));
    m_combinations += known;
    expect_well("after the key combinations on " + where);
  }

  void keys_on_every_kind_of_screen() {
    all_combinations("the welcome screen");
    home();
    sign_in(m_kiosk, m_clinic.secrets());
    const VisitFacts facts{.record_number = "70421", .initials = "mk", .birth_date = "14031957"};
    const std::string code = start_visit(m_kiosk, facts);
    check_in(m_kiosk, code, facts.birth_date);
    m_kiosk.wait_for_screen("patient.question");
    m_kiosk.settle();
    all_combinations("a patient's screen");
  }

  // From wherever the last touch led back to the welcome screen.
  void home() {
    // What was touched last has led there by now, on a busy machine too.
    std::this_thread::sleep_for(milliseconds{500});
    m_kiosk.settle();
    for (int step = 0; step < 6 && m_kiosk.screen() != "patient.welcome"; ++step) {
      for (const char* mark : {"back", "continue"}) {
        if (m_kiosk.has(mark) && m_kiosk.marks().at(mark).enabled) {
          m_kiosk.tap(mark);
          break;
        }
      }
    }
    m_kiosk.wait_for_screen("patient.welcome");
  }

  void at_random() {
    const auto keys = combinations();
    const auto end = Steady::now() + m_length;
    auto next_look = Steady::now() + seconds{5};
    while (Steady::now() < end) {
      const int x = static_cast<int>(m_dice() % width);
      const int y = static_cast<int>(m_dice() % height);
      switch (m_dice() % 8) {
        case 0: m_screen.press_keys(keys[m_dice() % keys.size()]); break;
        case 1: m_screen.click(x, y, static_cast<unsigned>(2 + m_dice() % 6)); break;
        case 2:  // a finger that slides
          m_screen.press(x, y);
          m_screen.move(static_cast<int>(m_dice() % width), static_cast<int>(m_dice() % height));
          m_screen.release();
          break;
        case 3:  // at what can be touched, so that it gets further than by chance
        case 4:
        case 5: {
          const auto& marks = m_kiosk.marks();
          if (marks.empty()) break;
          m_kiosk.tap_at_once(std::next(marks.begin(), static_cast<long>(m_dice() % marks.size()))->first);
          break;
        }
        default: m_screen.tap(x, y, milliseconds{1 + m_dice() % 10}); break;
      }
      ++m_random;
      m_kiosk.look();
      m_screens.insert(m_kiosk.screen());
      if (Steady::now() > next_look) {
        expect_well(std::format("after {} random touches", m_random));
        next_look = Steady::now() + seconds{5};
      }
    }
  }

  std::mt19937 m_dice;
  seconds m_length;
  fs::path m_folder;
  DemoClinic m_clinic;
  XScreen m_screen;
  KioskDriver m_kiosk;
  std::set<std::string> m_files;
  std::set<std::string> m_screens;
  int m_combinations = 0;
  int m_random = 0;
  int m_complaints = 0;
  milliseconds m_slowest{0};
};

}  // namespace

// escape [SECONDS [SEED]]
int main(int count, char** words) {
  const std::uint32_t length = number_at(count, words, 1, 30);
  const std::uint32_t seed = number_at(count, words, 2, std::random_device{}());
  std::println("escape: seed {}: repeat with  tests/journeys/escape.sh {} {}", seed, length, seed);
  std::fflush(stdout);
  try {
    return Attack(seed, seconds{length}).run();
  } catch (const std::exception& error) {
    std::println(stderr, "escape: {}", error.what());
    return 1;
  }
}
