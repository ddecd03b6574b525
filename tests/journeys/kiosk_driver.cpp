#include "tests/journeys/kiosk_driver.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <format>
#include <ranges>
#include <stdexcept>
#include <thread>
#include <unistd.h>
#include <yyjson.h>

namespace anteroom::journeys {
namespace {

using Steady = std::chrono::steady_clock;
// A screen ignores touches for 250 ms after it appears, and a second tap on the same target within 300 ms (ux.md 15).
constexpr std::chrono::milliseconds guard_time{270};
constexpr std::chrono::milliseconds repeat_time{320};
constexpr std::chrono::milliseconds quick_hold{12};

}  // namespace

KioskDriver::KioskDriver(XScreen& screen, const Options& options) : m_display(screen) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  m_pipe = ends[0];
  std::vector<std::string> command{options.program, "--config",   options.config.string(),
                                   "run",           "--marks-fd", std::to_string(ends[1])};
  if (!options.size.empty()) command.insert(command.end(), {"--windowed", options.size});
  command.insert(command.end(), options.arguments.begin(), options.arguments.end());
  m_process =
      std::make_unique<ChildProcess>(std::move(command), ChildOptions{.environment = {{"DISPLAY", screen.display()}},
                                                                      .kept_descriptors = {ends[1]},
                                                                      .capture_output = false,
                                                                      .pipe_input = false,
                                                                      .log_file = options.log_file});
  close(ends[1]);
}

KioskDriver::~KioskDriver() {
  m_process.reset();
  close(m_pipe);
}

bool KioskDriver::read_frame(std::chrono::milliseconds limit) {
  const auto line = read_line_from(m_pipe, m_kept, limit);
  if (!line) return false;
  yyjson_doc* document = yyjson_read(line->data(), line->size(), 0);
  if (document == nullptr) fail("the kiosk wrote a line of marks that is no JSON");
  yyjson_val* root = yyjson_doc_get_root(document);
  const char* screen = yyjson_get_str(yyjson_obj_get(root, "screen"));
  if (screen == nullptr) fail("the kiosk wrote marks without a screen");
  m_frame = static_cast<int>(yyjson_get_int(yyjson_obj_get(root, "frame")));
  std::map<std::string, Box> marks;
  std::size_t index = 0;
  std::size_t count = 0;
  yyjson_val* mark = nullptr;
  yyjson_arr_foreach(yyjson_obj_get(root, "marks"), index, count, mark) {
    const auto number = [&](const char* key) { return yyjson_get_num(yyjson_obj_get(mark, key)); };
    marks[yyjson_get_str(yyjson_obj_get(mark, "id"))] =
        Box{number("x"), number("y"), number("w"), number("h"), yyjson_get_bool(yyjson_obj_get(mark, "enabled"))};
  }
  // Another question is another screen to the finger, though its id is the same; the first frame of it starts the
  // guard.
  const auto same_id = [](const auto& one, const auto& other) { return one.first == other.first; };
  const bool is_same = m_screen == screen && std::ranges::equal(marks, m_marks, same_id);
  if (!is_same) m_screen_since = Steady::now();
  m_screen = screen;
  m_marks = std::move(marks);
  yyjson_doc_free(document);
  return true;
}

void KioskDriver::fail(const std::string& what) {
  std::string present;
  for (const auto& [id, box] : m_marks)
    present += (present.empty() ? "" : ", ") + id + (box.enabled ? "" : " (disabled)");
  const std::string ended =
      m_process->running() ? "" : std::format(" The kiosk has ended with code {}.", m_process->stop());
  throw std::runtime_error(std::format("{} (screen {}, marks: {}).{}", what, m_screen, present, ended));
}

void KioskDriver::wait_for_screen(std::string_view screen, std::chrono::milliseconds limit) {
  const auto deadline = Steady::now() + limit;
  while (m_screen != screen) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now());
    if (left.count() <= 0 || !read_frame(left)) fail(std::format("the screen {} did not come", screen));
  }
}

const Box& KioskDriver::wait_for(const std::string& mark, std::chrono::milliseconds limit) {
  const auto deadline = Steady::now() + limit;
  while (read_frame(std::chrono::milliseconds{0})) {
  }
  for (;;) {
    if (const auto found = m_marks.find(mark); found != m_marks.end() && found->second.enabled) return found->second;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now());
    if (left.count() <= 0 || !read_frame(left)) fail(std::format("the mark {} did not come", mark));
  }
}

std::string KioskDriver::wait_for_prefix(std::string_view prefix, std::chrono::milliseconds limit) {
  const auto deadline = Steady::now() + limit;
  for (;;) {
    for (const auto& [id, box] : m_marks) {
      if (id.starts_with(prefix)) return id.substr(prefix.size());
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now());
    if (left.count() <= 0 || !read_frame(left)) fail(std::format("no mark {}… came", prefix));
  }
}

void KioskDriver::tap(const std::string& mark) {
  wait_for(mark);
  std::this_thread::sleep_until(m_screen_since + guard_time);
  std::this_thread::sleep_until(m_tapped[mark] + repeat_time);
  const Box box = wait_for(mark);
  m_display.tap(static_cast<int>(box.x + box.w / 2), static_cast<int>(box.y + box.h / 2));
  m_tapped[mark] = Steady::now();
  // The consequence of a tap is another frame; reading it here keeps the next step from seeing the old screen. The way
  // on always leads to one, however busy the machine is.
  read_frame(std::chrono::milliseconds{mark == "continue" ? 4000 : 400});
  settle();
  // Another question is another screen to the finger, though its id is the same.
  const bool stays = mark.starts_with("key:") || mark.starts_with("option:") || mark.starts_with("list:");
  if (!stays) m_screen_since = Steady::now();
}

void KioskDriver::look() {
  while (read_frame(std::chrono::milliseconds{0})) {
  }
}

void KioskDriver::tap_at_once(const std::string& mark) {
  const Box box = m_marks.at(mark);
  m_display.tap(static_cast<int>(box.x + box.w / 2), static_cast<int>(box.y + box.h / 2), quick_hold);
}

void KioskDriver::type(std::string_view letters) {
  if (letters.empty()) return;
  if (has("keys:open")) tap("keys:open");  // the panel shows the question before its keys
  const auto key_of = [](char letter) { return letter == ' ' ? "key:space" : std::format("key:{}", letter); };
  wait_for(key_of(letters.front()));
  // What comes while a slow frame is under way may have been meant for the screen before: the kiosk ignores it.
  settle();
  std::this_thread::sleep_until(m_screen_since + guard_time);
  // As in tap(): a key that was touched just before would be one trembling finger.
  if (const auto before = m_tapped.find(key_of(letters.front())); before != m_tapped.end())
    std::this_thread::sleep_until(before->second + repeat_time);
  std::string last;
  for (const char letter : letters) {
    // One after the other as fast as fingers can: the kiosk takes each touch in its turn. The same key twice is for it
    // one trembling finger, unless there is a pause.
    const std::string key = key_of(letter);
    if (key == last) std::this_thread::sleep_for(repeat_time);
    const Box box = wait_for(key);
    m_display.tap(static_cast<int>(box.x + box.w / 2), static_cast<int>(box.y + box.h / 2), quick_hold);
    std::this_thread::sleep_for(quick_hold);
    last = key;
  }
  m_tapped[last] = Steady::now();
  settle();
}

void KioskDriver::type_words(std::string_view passphrase) {
  for (const auto part : std::views::split(passphrase, ' ')) {
    const std::string word{std::string_view(part)};
    for (const char letter : word) {
      settle();
      if (has("word:" + word)) break;
      type({&letter, 1});
    }
    tap("word:" + word);
  }
}

void KioskDriver::choose(const std::string& mark) {
  const auto can = [&](const char* turn) { return has(turn) && m_marks.at(turn).enabled; };
  while (!has(mark) && can("list:less")) tap("list:less");
  while (!has(mark) && can("list:more")) tap("list:more");
  tap(mark);
}

void KioskDriver::see_whole_list() {
  while (has("list:more") && m_marks.at("list:more").enabled) tap("list:more");
}

void KioskDriver::answer(std::string_view how) {
  while (has("more")) tap("more");  // what is read before the answers
  const auto rest = how.substr(std::min<std::size_t>(how.size(), 1));
  if (how == "yes" || how == "no") {
    tap(std::string(how));
  } else if (how.starts_with('#') || how.starts_with('"')) {
    type(rest);
  } else if (how.starts_with('+')) {
    for (const auto each : std::views::split(rest, ',')) choose(std::format("option:{}", std::string_view(each)));
    see_whole_list();
  } else {
    choose(std::format("option:{}", how));
  }
}

std::string KioskDriver::question() const {
  constexpr std::string_view prefix = "instance:";
  if (m_screen != "patient.question" && m_screen != "patient.change") return {};
  for (const auto& [id, box] : m_marks) {
    if (id.starts_with(prefix)) return id.substr(prefix.size());
  }
  return {};
}

void KioskDriver::settle() {
  while (read_frame(std::chrono::milliseconds{60})) {
  }
}

}  // namespace anteroom::journeys
