// Owns shapes: rounded boxes, soft shadows and the icons, all by strokes; it knows colours and pixels, not what they
// mean.
#pragma once

#include "kiosk/ui/figure.h"
#include "kiosk/ui/theme.h"

#include <cstdint>
#include <imgui.h>
#include <span>

namespace anteroom::ui {

enum class Icon : std::uint8_t {
  none,
  check,
  arrow_left,
  arrow_right,
  chevron_up,
  chevron_down,
  erase,
  shift,
  person,
  info,
  space,
  pencil,
  dot,
  alert,
  letters,  // a large and a small A: how large the text is
  covered,  // an eye with a stroke through it
  voice,    // a loudspeaker that sounds
  stop      // a square
};

// Where a drawing stands on the screen.
struct Placement {
  Point origin;     // of the drawing, in pixels
  float scale = 1;  // pixels for one of its units
  [[nodiscard]] Point to_screen(Point p) const { return {origin.x + p.x * scale, origin.y + p.y * scale}; }
  [[nodiscard]] Point to_drawing(Point p) const { return {(p.x - origin.x) / scale, (p.y - origin.y) / scale}; }
};

struct Pen {
  ImDrawList* list = nullptr;
  float px_per_mm = 1;

  void box(const Rect& rect, float radius, Colour fill) const;
  // The outline lies inside the rectangle, so that a thicker one does not make a target look larger.
  void outline(const Rect& rect, float radius, float width, Colour colour) const;
  void shadow(const Rect& rect, float radius, Colour colour) const;
  void disc(Point center, float radius, Colour fill) const;
  void ring(Point center, float radius, float width, Colour colour) const;
  // In a square of `size` pixels around the centre.
  void icon(Icon icon, Point center, float size, float width, Colour colour) const;

  // A drawing's shapes. A fill has hard edges: outline it.
  void fill(const Shape& shape, const Placement& place, Colour colour) const;
  void outline(const Shape& shape, const Placement& place, float width, Colour colour) const;
  void line(std::span<const Point> points, const Placement& place, float width, Colour colour) const;
  // What is drawn between stays within the rectangle.
  void begin_clip(const Rect& rect) const;
  void end_clip() const;
};

}  // namespace anteroom::ui
