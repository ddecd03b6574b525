// The real kiosk as a person meets it: started as a process, read by the marks that it publishes, touched by real
// pointer events. Every failure says on which screen it happened and what was missing.
#pragma once

#include "tests/journeys/x_screen.h"
#include "tests/support/child_process.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::journeys {

using namespace anteroom::testing;

struct Box {
  double x = 0;
  double y = 0;
  double w = 0;
  double h = 0;
  bool enabled = true;
};

class KioskDriver {
 public:
  struct Options {
    std::string program = "anteroom";
    std::filesystem::path config;
    std::string size = "1280x800";  // empty: the whole screen, as on the device
    std::string log_file;
    std::vector<std::string> arguments = {};  // more of them, behind `run`
  };
  KioskDriver(XScreen& screen, const Options& options);
  ~KioskDriver();
  KioskDriver(const KioskDriver&) = delete;
  KioskDriver& operator=(const KioskDriver&) = delete;

  // Reads frames until the screen with this id is presented; throws after the limit.
  void wait_for_screen(std::string_view screen, std::chrono::milliseconds limit = std::chrono::seconds{10});
  // Reads frames until an enabled mark with this id is there.
  const Box& wait_for(const std::string& mark, std::chrono::milliseconds limit = std::chrono::seconds{10});
  // The rest of the first mark id with this prefix ("code:" -> "4821").
  std::string wait_for_prefix(std::string_view prefix, std::chrono::milliseconds limit = std::chrono::seconds{10});
  // Waits for the mark, then a tap in its middle. Waits out the time in which a new screen ignores touches.
  void tap(const std::string& mark);
  // Taps key:<letter> for each letter, fast; a blank is key:space.
  void type(std::string_view letters);
  // The words that open the day: of each as many letters as it takes until it is offered, then the word.
  void type_words(std::string_view passphrase);
  // Taps an answer on whichever page of the list it stands.
  void choose(const std::string& mark);
  // Turns a list to its last page, as far as it has pages.
  void see_whole_list();
  // Answers the question on the screen as `how` says, without Continue: "6" option 6 of tiles or a row; "+16,4" these
  // options of several, or in this order; "#14" digits; ""walk" letters; "yes", "no".
  void answer(std::string_view how);
  // What is asked: the form and linkId of the question on the screen, empty elsewhere.
  [[nodiscard]] std::string question() const;
  // Until no new frame comes for a short while: what is on the screen stays there.
  void settle();
  // Reads the frames that are there, without waiting.
  void look();
  // A tap in the middle of a mark, now, whatever the kiosk ignores just then.
  void tap_at_once(const std::string& mark);

  [[nodiscard]] const std::string& screen() const { return m_screen; }
  [[nodiscard]] const std::map<std::string, Box>& marks() const { return m_marks; }
  [[nodiscard]] bool has(const std::string& mark) const { return m_marks.contains(mark); }
  [[nodiscard]] ChildProcess& process() { return *m_process; }
  [[nodiscard]] int frames() const { return m_frame; }

 private:
  bool read_frame(std::chrono::milliseconds limit);
  [[noreturn]] void fail(const std::string& what);

  XScreen& m_display;
  std::unique_ptr<ChildProcess> m_process;
  int m_pipe = -1;
  std::string m_kept;
  std::string m_screen;
  int m_frame = 0;
  std::map<std::string, Box> m_marks;
  std::chrono::steady_clock::time_point m_screen_since;
  std::map<std::string, std::chrono::steady_clock::time_point> m_tapped;
};

}  // namespace anteroom::journeys
