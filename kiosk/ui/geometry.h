// Owns points, sizes and boxes in window pixels, and the one bridge from millimetres to them; refuses guessed
// densities.
#pragma once

namespace anteroom::ui {

struct Point {
  float x = 0;
  float y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

struct Size {
  float w = 0;
  float h = 0;
  friend bool operator==(const Size&, const Size&) = default;
};

struct Rect {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;
  [[nodiscard]] float right() const { return x + w; }
  [[nodiscard]] float bottom() const { return y + h; }
  [[nodiscard]] Point center() const { return {x + w / 2, y + h / 2}; }
  [[nodiscard]] bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
  [[nodiscard]] Rect inset(float by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
  friend bool operator==(const Rect&, const Rect&) = default;
};

// A finger is the same size on every screen, so every length in kiosk/ui is in millimetres until it is drawn.
struct Metrics {
  Size window;             // pixels
  float px_per_mm = 5.9F;  // window width in pixels / display.width_mm of the configuration
  [[nodiscard]] float px(float mm) const { return mm * px_per_mm; }
  [[nodiscard]] float mm(float pixels) const { return pixels / px_per_mm; }
};

}  // namespace anteroom::ui
