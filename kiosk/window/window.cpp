#include "kiosk/window/window.h"

#include "kiosk/window/damage.h"
#include "kiosk/window/font_texture.h"
#include "kiosk/window/marks_line.h"
#include "kiosk/window/stop_signals.h"

#include <GL/gl.h>
#include <GL/glx.h>
#include <GLFW/glfw3.h>
#include <atomic>
#include <backends/imgui_impl_opengl3.h>
#include <cerrno>
#include <cmath>
#include <deque>
#include <format>
#include <future>
#include <imgui.h>
#include <limits>
#include <png.h>
#include <signal.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace anteroom::window {
namespace {

using std::chrono::milliseconds;

// Copies part of the back buffer to the screen and keeps the back buffer as it was (GLX_MESA_copy_sub_buffer).
using CopySubBuffer = void (*)(Display*, GLXDrawable, int x, int y, int w, int h);

std::string glfw_reason() {
  const char* reason = nullptr;
  glfwGetError(&reason);
  return reason == nullptr ? "no reason given" : reason;
}

milliseconds now() { return milliseconds(static_cast<milliseconds::rep>(glfwGetTime() * 1000)); }

struct Transition {
  ui::Point at;
  bool down = false;
  milliseconds since{0};  // not earlier than this
};

}  // namespace

struct Window::State {
  WindowOptions options;
  bool glfw = false;
  GLFWwindow* window = nullptr;
  bool renderer = false;
  std::unique_ptr<ui::Ui> ui;
  PixelSize size;
  std::optional<Damage> damage;
  CopySubBuffer copy_sub_buffer = nullptr;
  std::optional<FontTexture> letters;
  unsigned font_generation = 0;
  std::string gl_renderer;

  std::deque<Transition> transitions;
  std::deque<char32_t> keys;
  ui::Point cursor;
  ui::Touch touch;
  milliseconds touched_since{0};                // `touch.down` changed not earlier than this
  std::optional<milliseconds> busy_since = {};  // nobody has looked for events from here on
  bool moved = false;                           // while down
  bool exposed = true;                          // the picture must be presented again
  bool must_confirm = false;
  bool is_shown = false;
  std::atomic<bool> woken = true;
  std::atomic<bool> stopped = false;

  std::uint64_t frame = 0;
  std::string marks;

  void listen();
  bool load_fonts();
  void present();
  void write_marks();
};

Window::Window() : m_state(std::make_unique<State>()) {}

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  std::unique_ptr<Window> window(new Window());
  State& s = *window->m_state;
  s.options = options;
  // Only the X server turns touches into pointer events; GLFW has no touch of its own, and none at all on Wayland.
  glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
  if (glfwInit() != GLFW_TRUE) return failure(Fault::unavailable, "no X display: " + glfw_reason());
  s.glfw = true;

  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
  if (!options.windowed && mode == nullptr) return failure(Fault::unavailable, "the X display has no screen");
  const PixelSize wanted =
      options.windowed.value_or(mode == nullptr ? PixelSize{} : PixelSize{mode->width, mode->height});
  if (wanted.width < 320 || wanted.height < 240)
    return failure(Fault::invalid_input, "the window is too small to be read");

  const auto ui_for = [&options](PixelSize size) {
    ui::UiOptions ui = options.ui;
    ui.metrics = {.window = {static_cast<float>(size.width), static_cast<float>(size.height)},
                  .px_per_mm = static_cast<float>(size.width) / options.panel_width_mm};
    return ui::Ui::create(ui);
  };
  // Letters take as long to draw as OpenGL to start, and need none of it.
  auto drawing_letters = std::async(std::launch::async, ui_for, wanted);

  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_ALPHA_BITS, 0);
  // The layout is computed for one size; a kiosk's panel does not change.
  glfwWindowHint(GLFW_RESIZABLE, GLFW_FALSE);
  glfwWindowHint(GLFW_DECORATED, options.windowed ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  s.window = glfwCreateWindow(wanted.width, wanted.height, "Anteroom", nullptr, nullptr);
  if (s.window == nullptr) return failure(Fault::unavailable, "no OpenGL 3 window: " + glfw_reason());
  glfwMakeContextCurrent(s.window);
  glfwSwapInterval(0);
  if (!options.windowed) {
    int x = 0;
    int y = 0;
    glfwGetMonitorPos(monitor, &x, &y);
    glfwSetWindowPos(s.window, x, y);
    glfwSetInputMode(s.window, GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
  }
  glfwGetFramebufferSize(s.window, &s.size.width, &s.size.height);
  if (const auto* name = glGetString(GL_RENDERER)) s.gl_renderer = reinterpret_cast<const char*>(name);
  if (glfwExtensionSupported("GLX_MESA_copy_sub_buffer") == GLFW_TRUE) {
    s.copy_sub_buffer = reinterpret_cast<CopySubBuffer>(glfwGetProcAddress("glXCopySubBufferMESA"));
  }

  auto ui = drawing_letters.get();
  if (ui && s.size != wanted) {
    ui->reset();
    ui = ui_for(s.size);
  }
  if (!ui) return std::unexpected(ui.error());
  s.ui = std::move(*ui);
  if (!ImGui_ImplOpenGL3_Init("#version 130")) return failure(Fault::unavailable, "OpenGL 3 does not work");
  s.renderer = true;
  s.letters.emplace();
  s.damage.emplace(s.size.width, s.size.height);
  s.load_fonts();  // the first frame already draws with them
  // A reader that went away must not end the kiosk.
  if (options.marks_descriptor) signal(SIGPIPE, SIG_IGN);
  s.listen();
  return window;
}

Window::~Window() {
  State& s = *m_state;
  s.letters.reset();
  if (s.renderer) ImGui_ImplOpenGL3_Shutdown();
  s.ui.reset();
  if (s.window != nullptr) glfwDestroyWindow(s.window);
  if (s.glfw) glfwTerminate();
}

void Window::State::listen() {
  glfwSetWindowUserPointer(window, this);
  double x = 0;
  double y = 0;
  glfwGetCursorPos(window, &x, &y);
  cursor = {static_cast<float>(x), static_cast<float>(y)};
  glfwSetCursorPosCallback(window, [](GLFWwindow* handle, double at_x, double at_y) {
    State& s = *static_cast<State*>(glfwGetWindowUserPointer(handle));
    s.cursor = {static_cast<float>(at_x), static_cast<float>(at_y)};
    // Where a pointer wanders without a finger down is nobody's business: no hover, no frame.
    const bool down = s.transitions.empty() ? s.touch.down : s.transitions.back().down;
    if (!down) return;
    if (s.transitions.empty()) {
      s.touch.at = s.cursor;
      s.moved = true;
    }
  });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* handle, int button, int action, int) {
    State& s = *static_cast<State*>(glfwGetWindowUserPointer(handle));
    if (button != GLFW_MOUSE_BUTTON_LEFT) return;
    // Position and change travel together: each is one frame, so that a quick tap is still pressed and then released.
    s.transitions.push_back({s.cursor, action == GLFW_PRESS, s.busy_since.value_or(now())});
  });
  // A scanner types like a keyboard: letters, then Enter. Every other key means nothing.
  glfwSetCharCallback(window, [](GLFWwindow* handle, unsigned int letter) {
    static_cast<State*>(glfwGetWindowUserPointer(handle))->keys.push_back(letter);
  });
  glfwSetKeyCallback(window, [](GLFWwindow* handle, int key, int, int action, int) {
    if (action != GLFW_PRESS || (key != GLFW_KEY_ENTER && key != GLFW_KEY_KP_ENTER)) return;
    static_cast<State*>(glfwGetWindowUserPointer(handle))->keys.push_back(U'\r');
  });
  if (!options.windowed) {
    // Nobody closes the kiosk's own screen: it ends when the system tells it to.
    glfwSetWindowCloseCallback(window, [](GLFWwindow* handle) { glfwSetWindowShouldClose(handle, GLFW_FALSE); });
  }
  glfwSetWindowRefreshCallback(
      window, [](GLFWwindow* handle) { static_cast<State*>(glfwGetWindowUserPointer(handle))->exposed = true; });
}

void Window::run(const Program& program) {
  State& s = *m_state;
  const StopSignals signals([this] { stop(); });
  while (!s.stopped && glfwWindowShouldClose(s.window) == GLFW_FALSE) {
    if (!s.transitions.empty()) {
      const Transition next = s.transitions.front();
      s.transitions.pop_front();
      s.touch.at = next.at;
      s.touch.down = next.down;
      s.touched_since = next.since;
    } else {
      s.touched_since = now();
    }
    while (!s.keys.empty()) {
      if (program.key) program.key(s.keys.front());
      s.keys.front() = 0;  // of a patient's number nothing stays behind
      s.keys.pop_front();
    }
    s.woken = false;
    s.moved = false;
    s.busy_since = now();
    show(program);
    // Sleep until there is a reason for a frame: a touch, a worker, an exposure, or the time the program named.
    const milliseconds wait = program.wait ? program.wait() : milliseconds::max();
    const bool forever = wait == milliseconds::max();
    const milliseconds deadline = forever ? milliseconds::max() : now() + wait;
    glfwPollEvents();
    s.busy_since.reset();
    while (s.transitions.empty() && s.keys.empty() && !s.moved && !s.exposed && !s.woken && !s.stopped &&
           glfwWindowShouldClose(s.window) == GLFW_FALSE && (forever || now() < deadline)) {
      if (forever) {
        glfwWaitEvents();
      } else {
        glfwWaitEventsTimeout(static_cast<double>((deadline - now()).count() + 1) / 1000);
      }
    }
  }
}

void Window::present_again() { m_state->exposed = m_state->must_confirm = true; }

void Window::wake() {
  m_state->woken = true;
  glfwPostEmptyEvent();
}

void Window::stop() {
  m_state->stopped = true;
  glfwPostEmptyEvent();
}

void Window::show(const Program& program) {
  State& s = *m_state;
  for (int pass = 0; pass < ui::most_frames_to_rest; ++pass) {
    if (program.settle) program.settle(*s.ui);
    s.touch.now = now();
    s.touch.late = s.touch.now - s.touched_since;
    s.ui->begin_frame(s.touch);
    program.draw(*s.ui);
    s.ui->end_frame();
    if (!s.load_fonts() && !s.ui->unsettled()) break;
  }
  s.present();
  s.write_marks();
  if (!std::exchange(s.must_confirm, false)) return;
  glFinish();
  XSync(glXGetCurrentDisplay(), False);  // answered only after everything before it was done
  if (program.confirmed) program.confirmed();
}

// True when there were new ones: the frame just drawn used a texture that is gone.
bool Window::State::load_fonts() {
  if (ui->font_generation() == font_generation) return false;
  letters->load(*ImGui::GetIO().Fonts);
  font_generation = ui->font_generation();
  damage->reset();
  return true;
}

void Window::State::present() {
  if (std::exchange(exposed, false)) damage->reset();
  ImDrawData* drawn = ImGui::GetDrawData();
  const std::vector<PixelRect> changed = damage->update(*drawn);
  if (changed.empty()) return;
  // Until there is something to see, a window would only cover what stands behind it.
  if (!std::exchange(is_shown, true)) glfwShowWindow(window);
  ImGui_ImplOpenGL3_NewFrame();
  if (copy_sub_buffer == nullptr) {
    // After a swap nobody promises what the back buffer holds: paint all of it.
    ImGui_ImplOpenGL3_RenderDrawData(drawn);
    glfwSwapBuffers(window);
  } else {
    // The back buffer is never swapped away, so what did not change still stands in it.
    Damage::keep_only(*drawn, changed);
    ImGui_ImplOpenGL3_RenderDrawData(drawn);
    glFlush();
    Display* display = glXGetCurrentDisplay();
    const GLXDrawable surface = glXGetCurrentDrawable();
    for (const PixelRect& one : changed) {
      copy_sub_buffer(display, surface, one.x, size.height - one.bottom(), one.w, one.h);
    }
    XFlush(display);
  }
  ++frame;
}

void Window::State::write_marks() {
  if (!options.marks_descriptor) return;
  std::string now_shown = marks_of(ui->probe());
  if (now_shown == marks) return;
  marks = std::move(now_shown);
  const std::string line = marks_line(frame, marks);
  for (std::size_t sent = 0; sent < line.size();) {
    const auto count = write(*options.marks_descriptor, line.data() + sent, line.size() - sent);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      options.marks_descriptor.reset();
      return;
    }
    sent += static_cast<std::size_t>(count);
  }
}

Result<void> Window::screenshot(const std::filesystem::path& path) const {
  const State& s = *m_state;
  const auto width = static_cast<std::size_t>(s.size.width);
  const auto height = static_cast<std::size_t>(s.size.height);
  std::vector<unsigned char> pixels(width * height * 3);
  glReadBuffer(s.copy_sub_buffer == nullptr ? GL_FRONT : GL_BACK);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, s.size.width, s.size.height, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(height);
  image.format = PNG_FORMAT_RGB;
  // OpenGL's rows begin at the bottom; a negative stride turns them over.
  const bool written = png_image_write_to_file(&image, path.c_str(), 0, pixels.data(),
                                               -static_cast<png_int_32>(width * 3), nullptr) != 0;
  if (!written) return failure(Fault::io, std::format("{}: {}", path.string(), image.message));
  return {};
}

ui::Ui& Window::ui() { return *m_state->ui; }

std::string Window::description() const {
  const State& s = *m_state;
  return std::format("{}, {}x{}, {} presentation", s.gl_renderer, s.size.width, s.size.height,
                     s.copy_sub_buffer == nullptr ? "whole" : "partial");
}

}  // namespace anteroom::window
