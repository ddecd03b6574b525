// Owns the one window: GLFW on X11, OpenGL, the finger, the loop that sleeps until something happens, and what is
// presented. It refuses to know what is drawn. No input, no frame; an unchanged frame is not painted.
#pragma once

#include "forms/base/result.h"
#include "kiosk/ui/ui.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace anteroom::window {

struct PixelSize {
  int width = 0;
  int height = 0;
  friend bool operator==(const PixelSize&, const PixelSize&) = default;
};

struct WindowOptions {
  ui::UiOptions ui;                     // its metrics are filled in from the window
  float panel_width_mm = 217;           // display.width_mm: of the panel, or of the window that stands for one
  std::optional<PixelSize> windowed;    // absent: the whole screen, without a pointer
  std::optional<int> marks_descriptor;  // open for writing; one JSON line for each presented frame whose marks changed
};

// What the application does around a frame.
struct Program {
  std::function<void(ui::Ui&)> settle;              // before each frame: results of workers, time, forgetting
  std::function<void(ui::Ui&)> draw;                // between begin_frame and end_frame
  std::function<std::chrono::milliseconds()> wait;  // how long nothing will change by itself; max() for ever
  std::function<void(char32_t)> key = {};           // a letter of a keyboard, which is a scanner; U+000D for Enter
  std::function<void()> confirmed = {};             // after a frame that was asked for by present_again()
};

class Window {
 public:
  // unavailable when there is no X display or no OpenGL 3; not_found or invalid_input when a font is unusable.
  [[nodiscard]] static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Until the window is closed, stop() is called, or SIGTERM or SIGINT arrives.
  void run(const Program& program);
  // Before a frame, from `settle`: it is presented whole, whatever has changed, and `confirmed` is called once the
  // display has answered that it took it. Hangs as long as the display does.
  void present_again();
  // From any thread: settle and draw again soon (a worker has a result).
  void wake();
  // From any thread: run() returns after the frame it is in.
  void stop();

  // One settled frame and its presentation; run() is a loop of these.
  void show(const Program& program);
  // The picture as last presented, as PNG.
  [[nodiscard]] Result<void> screenshot(const std::filesystem::path& path) const;

  [[nodiscard]] ui::Ui& ui();
  // For `anteroom doctor`: "llvmpipe (LLVM 19.1.7, 256 bits), 1280x800, partial presentation".
  [[nodiscard]] std::string description() const;

 private:
  Window();
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace anteroom::window
