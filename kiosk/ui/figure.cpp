#include "kiosk/ui/figure.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace anteroom::ui {
namespace {

float cross(Point a, Point b, Point c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

// Twice the surface, above 0 where the outline goes round clockwise on a screen (y down).
float turning(std::span<const Point> outline) {
  float sum = 0;
  for (std::size_t index = 0; index < outline.size(); ++index) {
    const Point& a = outline[index];
    const Point& b = outline[(index + 1) % outline.size()];
    sum += a.x * b.y - b.x * a.y;
  }
  return sum;
}

bool in_triangle(Point p, Point a, Point b, Point c) {
  return cross(a, b, p) >= 0 && cross(b, c, p) >= 0 && cross(c, a, p) >= 0;
}

float distance_to_edge(Point p, Point a, Point b) {
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float length = dx * dx + dy * dy;
  const float along = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0F, 1.0F) : 0.0F;
  return std::hypot(a.x + along * dx - p.x, a.y + along * dy - p.y);
}

}  // namespace

Shape shape_of(std::vector<Point> outline) {
  if (turning(outline) < 0) std::ranges::reverse(outline);
  Shape shape{.outline = std::move(outline), .triangles = {}};
  const std::vector<Point>& points = shape.outline;
  std::vector<std::uint16_t> rest(points.size());
  std::iota(rest.begin(), rest.end(), std::uint16_t{0});
  // Ears are cut off one by one: a corner that no other point of the rest lies in.
  const auto is_ear = [&](std::size_t at) {
    const std::uint16_t before = rest[(at + rest.size() - 1) % rest.size()];
    const std::uint16_t after = rest[(at + 1) % rest.size()];
    const Point a = points[before];
    const Point b = points[rest[at]];
    const Point c = points[after];
    if (cross(a, b, c) <= 0) return false;
    return std::ranges::none_of(rest, [&](std::uint16_t other) {
      return other != before && other != rest[at] && other != after && in_triangle(points[other], a, b, c);
    });
  };
  while (rest.size() > 3) {
    std::size_t ear = 0;
    while (ear < rest.size() && !is_ear(ear)) ++ear;
    // Only points on one line are left to be no ear; taking one away changes nothing that is seen.
    const bool flat = ear == rest.size();
    if (flat) ear = 0;
    if (!flat) {
      shape.triangles.push_back(
          {rest[(ear + rest.size() - 1) % rest.size()], rest[ear], rest[(ear + 1) % rest.size()]});
    }
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(ear));
  }
  if (rest.size() == 3) shape.triangles.push_back({rest[0], rest[1], rest[2]});
  return shape;
}

bool contains(std::span<const Point> outline, Point point) {
  bool inside = false;
  for (std::size_t index = 0; index < outline.size(); ++index) {
    const Point& a = outline[index];
    const Point& b = outline[(index + 1) % outline.size()];
    if ((a.y > point.y) != (b.y > point.y) && point.x < a.x + (point.y - a.y) * (b.x - a.x) / (b.y - a.y)) {
      inside = !inside;
    }
  }
  return inside;
}

float distance(std::span<const Point> outline, Point point) {
  if (contains(outline, point)) return 0;
  float least = INFINITY;
  for (std::size_t index = 0; index < outline.size(); ++index) {
    least = std::min(least, distance_to_edge(point, outline[index], outline[(index + 1) % outline.size()]));
  }
  return least;
}

Rect bounds(std::span<const Point> outline) {
  if (outline.empty()) return {};
  const auto [left, right] = std::ranges::minmax(outline, {}, &Point::x);
  const auto [top, bottom] = std::ranges::minmax(outline, {}, &Point::y);
  return {left.x, top.y, right.x - left.x, bottom.y - top.y};
}

float half_width(std::span<const Point> outline, float middle, float top, float bottom) {
  float width = 0;
  for (std::size_t index = 0; index < outline.size(); ++index) {
    Point from = outline[index];
    Point to = outline[(index + 1) % outline.size()];
    if (from.y > to.y) std::swap(from, to);
    if (to.y < top || from.y > bottom) continue;
    // Of an edge only what lies between the heights counts.
    const auto at = [&](float y) {
      return to.y > from.y ? from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y) : to.x;
    };
    const float upper = from.y < top ? at(top) : from.x;
    const float lower = to.y > bottom ? at(bottom) : to.x;
    width = std::max({width, std::abs(upper - middle), std::abs(lower - middle)});
  }
  return width;
}

Point centroid(std::span<const Point> outline) {
  Point sum;
  float surface = 0;
  for (std::size_t index = 0; index < outline.size(); ++index) {
    const Point& a = outline[index];
    const Point& b = outline[(index + 1) % outline.size()];
    const float piece = a.x * b.y - b.x * a.y;
    surface += piece;
    sum.x += (a.x + b.x) * piece;
    sum.y += (a.y + b.y) * piece;
  }
  return surface != 0 ? Point{sum.x / (3 * surface), sum.y / (3 * surface)} : bounds(outline).center();
}

std::optional<std::size_t> part_at(const Figure& figure, const FigureView& view, Point point, float reach_outside,
                                   const std::function<bool(const FigurePart&)>& offered) {
  const float reach = contains(view.body.outline, point) ? figure.reach_inside : reach_outside;
  std::optional<std::size_t> nearest;
  float least = reach;
  for (std::size_t index = 0; index < view.parts.size(); ++index) {
    if (!offered(view.parts[index])) continue;
    const float away = distance(view.parts[index].shape.outline, point);
    if (away > least || (nearest && away == least)) continue;
    least = away;
    nearest = index;
  }
  return nearest;
}

}  // namespace anteroom::ui
