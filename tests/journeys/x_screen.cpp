#include "tests/journeys/x_screen.h"

#include "tests/support/child_process.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <png.h>
#include <ranges>
#include <stdexcept>
#include <thread>

namespace anteroom::journeys {

using namespace anteroom::testing;

struct XScreen::State {
  std::unique_ptr<ChildProcess> server;
  std::string name;
  Display* display = nullptr;
  int width = 0;
  int height = 0;

  [[nodiscard]] std::vector<unsigned long> shown() const;  // top-level windows, the lowest first
};

XScreen::XScreen(int width, int height, const std::string& log_file) : m_state(std::make_unique<State>()) {
  m_state->width = width;
  m_state->height = height;
  m_state->server = std::make_unique<ChildProcess>(
      std::vector<std::string>{"Xvfb", "-displayfd", "1", "-screen", "0",
                               std::to_string(width) + "x" + std::to_string(height) + "x24", "-nolisten", "tcp",
                               "-noreset"},
      ChildOptions{.environment = {},
                   .kept_descriptors = {},
                   .capture_output = true,
                   .pipe_input = false,
                   .log_file = log_file});
  const auto number = m_state->server->read_line(std::chrono::seconds{20});
  if (!number) throw std::runtime_error("Xvfb did not start; see " + log_file);
  m_state->name = ":" + *number;
  m_state->display = XOpenDisplay(m_state->name.c_str());
  if (m_state->display == nullptr) throw std::runtime_error("no connection to display " + m_state->name);
}

XScreen::~XScreen() {
  if (m_state->display != nullptr) XCloseDisplay(m_state->display);
}

const std::string& XScreen::display() const { return m_state->name; }

void XScreen::move(int x, int y) {
  XTestFakeMotionEvent(m_state->display, -1, x, y, CurrentTime);
  XFlush(m_state->display);
}

void XScreen::press(int x, int y) {
  XTestFakeMotionEvent(m_state->display, -1, x, y, CurrentTime);
  XTestFakeButtonEvent(m_state->display, 1, True, CurrentTime);
  XFlush(m_state->display);
}

void XScreen::release() {
  XTestFakeButtonEvent(m_state->display, 1, False, CurrentTime);
  XFlush(m_state->display);
}

void XScreen::tap(int x, int y, std::chrono::milliseconds hold) {
  press(x, y);
  std::this_thread::sleep_for(hold);
  release();
}

void XScreen::click(int x, int y, unsigned button) {
  XTestFakeMotionEvent(m_state->display, -1, x, y, CurrentTime);
  XTestFakeButtonEvent(m_state->display, button, True, CurrentTime);
  XTestFakeButtonEvent(m_state->display, button, False, CurrentTime);
  XFlush(m_state->display);
}

bool XScreen::press_keys(const std::vector<std::string>& keys) {
  std::vector<KeyCode> codes;
  for (const std::string& key : keys) {
    codes.push_back(XKeysymToKeycode(m_state->display, XStringToKeysym(key.c_str())));
    if (codes.back() == 0) return false;
  }
  for (const KeyCode code : codes) XTestFakeKeyEvent(m_state->display, code, True, CurrentTime);
  for (const KeyCode code : codes | std::views::reverse) XTestFakeKeyEvent(m_state->display, code, False, CurrentTime);
  XFlush(m_state->display);
  return true;
}

std::vector<unsigned long> XScreen::State::shown() const {
  Window root = 0;
  Window parent = 0;
  Window* children = nullptr;
  unsigned count = 0;
  std::vector<unsigned long> windows;
  if (XQueryTree(display, DefaultRootWindow(display), &root, &parent, &children, &count) == 0) return windows;
  for (unsigned index = 0; index < count; ++index) {
    XWindowAttributes attributes;
    if (XGetWindowAttributes(display, children[index], &attributes) != 0 && attributes.map_state == IsViewable)
      windows.push_back(children[index]);
  }
  if (children != nullptr) XFree(children);
  return windows;
}

void XScreen::ask_to_close() {
  for (const unsigned long window : m_state->shown()) {
    XEvent event{};
    event.xclient.type = ClientMessage;
    event.xclient.window = window;
    event.xclient.message_type = XInternAtom(m_state->display, "WM_PROTOCOLS", False);
    event.xclient.format = 32;
    event.xclient.data.l[0] = static_cast<long>(XInternAtom(m_state->display, "WM_DELETE_WINDOW", False));
    event.xclient.data.l[1] = CurrentTime;
    XSendEvent(m_state->display, window, False, NoEventMask, &event);
  }
  XFlush(m_state->display);
}

bool XScreen::is_covered() {
  const auto windows = m_state->shown();
  XWindowAttributes attributes;
  if (windows.empty() || XGetWindowAttributes(m_state->display, windows.back(), &attributes) == 0) return false;
  return attributes.x <= 0 && attributes.y <= 0 && attributes.x + attributes.width >= m_state->width &&
         attributes.y + attributes.height >= m_state->height;
}

Picture XScreen::capture() { return capture(0, 0, m_state->width, m_state->height); }

Picture XScreen::capture(int x, int y, int width, int height) {
  XImage* image = XGetImage(m_state->display, DefaultRootWindow(m_state->display), x, y, static_cast<unsigned>(width),
                            static_cast<unsigned>(height), AllPlanes, ZPixmap);
  if (image == nullptr) throw std::runtime_error("the X server gave no picture");
  Picture picture{.width = width, .height = height, .pixels = {}};
  picture.pixels.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < width; ++column) {
      picture.pixels.push_back(static_cast<std::uint32_t>(XGetPixel(image, column, row)) & 0xFFFFFFU);
    }
  }
  XDestroyImage(image);
  return picture;
}

void write_png(const Picture& picture, const std::filesystem::path& path) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_RGB;
  std::vector<std::uint8_t> bytes;
  bytes.reserve(picture.pixels.size() * 3);
  for (const std::uint32_t pixel : picture.pixels) {
    bytes.push_back(static_cast<std::uint8_t>(pixel >> 16U));
    bytes.push_back(static_cast<std::uint8_t>(pixel >> 8U));
    bytes.push_back(static_cast<std::uint8_t>(pixel));
  }
  if (png_image_write_to_file(&image, path.c_str(), 0, bytes.data(), 0, nullptr) == 0) {
    throw std::runtime_error("no picture could be written to " + path.string());
  }
}

}  // namespace anteroom::journeys
