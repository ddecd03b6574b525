#include "kiosk/screens/patient/body_figure.h"

#include "forms/body_outline.h"

namespace anteroom::screens {
namespace {

// The upper half reaches to below the wrists, the lower one from above the hips.
constexpr float upper_foot = 895;
constexpr float lower_head = 748;
// From the wrist to the finger tips, the longest way that is no area: who touches a hand means the lower arm.
constexpr float reach_inside = 185;

std::vector<ui::Point> points_of(const forms::Outline& outline) {
  std::vector<ui::Point> points;
  points.reserve(outline.size());
  for (const forms::OutlinePoint& point : outline) {
    points.push_back({static_cast<float>(point.x), static_cast<float>(point.y)});
  }
  return points;
}

ui::FigureView view_of(const forms::BodyView& body) {
  ui::FigureView view{.body = ui::shape_of(points_of(body.silhouette)),
                      .shade = ui::shape_of(points_of(body.hair)),
                      .lines = {},
                      .parts = {}};
  for (const forms::Outline& line : body.lines) view.lines.push_back(points_of(line));
  for (const forms::BodyArea& area : body.areas) {
    view.parts.push_back({.name = std::string(area.code), .shape = ui::shape_of(points_of(area.outline))});
  }
  return view;
}

ui::Figure figure_of(const forms::BodyOutline& body) {
  constexpr float half = forms::body_half_width;
  constexpr float height = forms::body_height;
  return {
      .bounds = {-half, 0, 2 * half, height},
      .views = {view_of(body.front), view_of(body.back)},
      .halves = {ui::Rect{-half, 0, 2 * half, upper_foot}, ui::Rect{-half, lower_head, 2 * half, height - lower_head}},
      .reach_inside = reach_inside};
}

}  // namespace

const ui::Figure& body_figure() {
  static const ui::Figure figure = figure_of(forms::body_outline());
  return figure;
}

}  // namespace anteroom::screens
