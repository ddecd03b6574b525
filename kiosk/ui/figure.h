// Owns a drawing whose parts can be touched, as geometry: outlines made ready to be filled, and which part a finger
// means. It paints nothing and does not know what is drawn.
#pragma once

#include "kiosk/ui/geometry.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace anteroom::ui {

// A closed outline and the triangles that fill it, each as three places in the outline.
struct Shape {
  std::vector<Point> outline;
  std::vector<std::array<std::uint16_t, 3>> triangles;
};

// The outline must not cross itself; it may go round either way.
[[nodiscard]] Shape shape_of(std::vector<Point> outline);

[[nodiscard]] bool contains(std::span<const Point> outline, Point point);
// To the nearest edge; 0 inside.
[[nodiscard]] float distance(std::span<const Point> outline, Point point);
[[nodiscard]] Rect bounds(std::span<const Point> outline);
// How far it reaches from `middle` to either side between these heights.
[[nodiscard]] float half_width(std::span<const Point> outline, float middle, float top, float bottom);
// The centre of the surface, which lies inside where the shape is not hollow.
[[nodiscard]] Point centroid(std::span<const Point> outline);

// One part as it is seen from one side.
struct FigurePart {
  std::string name;
  Shape shape;
};

// The drawing from one side, in units of its own.
struct FigureView {
  Shape body;
  Shape shade;                            // a darker place of the body
  std::vector<std::vector<Point>> lines;  // open
  std::vector<FigurePart> parts;
};

struct Figure {
  Rect bounds;  // of every view
  std::vector<FigureView> views;
  // Where the whole is too small to be touched, each of these is shown by itself, one above the other; together they
  // have every part whole.
  std::array<Rect, 2> halves;
  // How far from its parts the body still means the nearest one (a hand means the arm), in its units.
  float reach_inside = 0;
};

// The part that a finger at `point` means: the one under it, else the nearest within reach, where `reach_outside` is
// for points beside the body. Only parts that `offered` says yes to count.
[[nodiscard]] std::optional<std::size_t> part_at(const Figure& figure, const FigureView& view, Point point,
                                                 float reach_outside,
                                                 const std::function<bool(const FigurePart&)>& offered);

}  // namespace anteroom::ui
