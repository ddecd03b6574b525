// A real X server without a monitor (Xvfb), real pointer events (XTEST), and pictures of what it shows.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace anteroom::journeys {

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> pixels;  // 0x00RRGGBB
};

class XScreen {
 public:
  // Starts Xvfb with one screen of this many pixels; throws with the reason when it does not come up.
  XScreen(int width, int height, const std::string& log_file);
  ~XScreen();
  XScreen(const XScreen&) = delete;
  XScreen& operator=(const XScreen&) = delete;

  [[nodiscard]] const std::string& display() const;  // ":41"
  void move(int x, int y);
  void press(int x, int y);
  void release();
  // A finger's tap: press, a short hold, release.
  void tap(int x, int y, std::chrono::milliseconds hold = std::chrono::milliseconds{40});
  // Any mouse button, as X counts them: 2 the middle, 3 the right one, 4 to 7 the wheel.
  void click(int x, int y, unsigned button);
  // Presses the keys in this order and releases them in the other, by X's names of them ("Alt_L", "F4"); true when the
  // keyboard has all of them.
  bool press_keys(const std::vector<std::string>& keys);
  // What a window manager's close button sends to the largest window.
  void ask_to_close();
  // True when a window that covers the whole screen lies above all others that are shown.
  [[nodiscard]] bool is_covered();
  [[nodiscard]] Picture capture();
  [[nodiscard]] Picture capture(int x, int y, int width, int height);

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

void write_png(const Picture& picture, const std::filesystem::path& path);

}  // namespace anteroom::journeys
