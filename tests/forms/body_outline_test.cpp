// The drawing of the body as geometry, and its codes held against the forms that use them.
#include "forms/body_outline.h"

#include "tests/support/library_form.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>

namespace anteroom::forms {
namespace {

struct Named {
  std::string name;
  const BodyView* view;
};

std::vector<Named> views() { return {{"front", &body_outline().front}, {"back", &body_outline().back}}; }

// Whether a point lies inside, by the edges that a ray to the right of it crosses.
bool contains(const Outline& outline, double x, double y) {
  bool inside = false;
  for (std::size_t index = 0; index < outline.size(); ++index) {
    const OutlinePoint& a = outline[index];
    const OutlinePoint& b = outline[(index + 1) % outline.size()];
    if ((a.y > y) != (b.y > y) && x < a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y)) inside = !inside;
  }
  return inside;
}

double turn(const OutlinePoint& a, const OutlinePoint& b, const OutlinePoint& c) {
  return static_cast<double>(b.x - a.x) * (c.y - a.y) - static_cast<double>(b.y - a.y) * (c.x - a.x);
}

bool edges_cross(const OutlinePoint& a, const OutlinePoint& b, const OutlinePoint& c, const OutlinePoint& d) {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

bool outlines_cross(const Outline& one, const Outline& other) {
  for (std::size_t i = 0; i < one.size(); ++i) {
    for (std::size_t j = 0; j < other.size(); ++j) {
      if (edges_cross(one[i], one[(i + 1) % one.size()], other[j], other[(j + 1) % other.size()])) return true;
    }
  }
  return false;
}

double distance(const OutlinePoint& p, const OutlinePoint& a, const OutlinePoint& b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double along = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return std::hypot(a.x + along * dx - p.x, a.y + along * dy - p.y);
}

double gap(const Outline& one, const Outline& other) {
  double least = 1e9;
  for (const OutlinePoint& point : one) {
    for (std::size_t j = 0; j < other.size(); ++j) {
      least = std::min(least, distance(point, other[j], other[(j + 1) % other.size()]));
    }
  }
  return least;
}

double surface(const Outline& outline) {
  double twice = 0;
  for (std::size_t index = 0; index < outline.size(); ++index) {
    const OutlinePoint& a = outline[index];
    const OutlinePoint& b = outline[(index + 1) % outline.size()];
    twice += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
  }
  return std::abs(twice) / 2;
}

std::set<std::pair<int, int>> points_of(const Outline& outline, int side = 1) {
  std::set<std::pair<int, int>> points;
  for (const OutlinePoint& point : outline) points.insert({side * point.x, point.y});
  return points;
}

std::string_view other_side(std::string_view code) {
  static std::string other;
  other = code;
  if (code.ends_with("-l")) other.back() = 'r';
  if (code.ends_with("-r")) other.back() = 'l';
  return other;
}

const BodyArea& area_of(const BodyView& view, std::string_view code) {
  const auto found = std::ranges::find(view.areas, code, &BodyArea::code);
  EXPECT_NE(found, view.areas.end()) << code;
  return found == view.areas.end() ? view.areas.front() : *found;
}

TEST(BodyOutline, has_the_areas_of_the_forms_that_ask_for_them_and_no_others) {
  for (const char* form : {"body-map", "fsq-2016"}) {
    const Item* areas = shipped(form).form.find("areas");
    ASSERT_NE(areas, nullptr);
    EXPECT_TRUE(areas->body_map) << form;
    std::set<std::string, std::less<>> asked;
    for (const AnswerOption& option : areas->options) {
      const std::string& code = std::get<Coding>(option.value).code;
      if (option.exclusive) {
        EXPECT_FALSE(is_body_area(code)) << code;
      } else {
        EXPECT_TRUE(is_body_area(code)) << code;
        asked.insert(code);
      }
    }
    EXPECT_EQ(asked.size(), 19U);
    for (const auto& [name, view] : views()) {
      for (const BodyArea& area : view->areas) EXPECT_TRUE(asked.contains(area.code)) << area.code;
    }
  }
}

TEST(BodyOutline, areas_stand_on_the_sides_where_they_are_seen) {
  const auto& [front, back] = body_outline();
  for (const char* code : {"jaw-l", "jaw-r", "chest", "abdomen"}) {
    EXPECT_TRUE(std::ranges::contains(front.areas, code, &BodyArea::code)) << code;
    EXPECT_FALSE(std::ranges::contains(back.areas, code, &BodyArea::code)) << code;
  }
  for (const char* code : {"upperback", "lowerback"}) {
    EXPECT_FALSE(std::ranges::contains(front.areas, code, &BodyArea::code)) << code;
    EXPECT_TRUE(std::ranges::contains(back.areas, code, &BodyArea::code)) << code;
  }
  EXPECT_EQ(front.areas.size(), 17U);
  EXPECT_EQ(back.areas.size(), 15U);
}

TEST(BodyOutline, the_left_of_a_person_is_at_the_right_of_the_picture_from_the_front_only) {
  for (const auto& [name, view] : views()) {
    for (const BodyArea& area : view->areas) {
      const bool left = area.code.ends_with("-l");
      if (!left && !area.code.ends_with("-r")) continue;
      const bool at_right = std::ranges::all_of(area.outline, [](const OutlinePoint& point) { return point.x > 0; });
      const bool at_left = std::ranges::all_of(area.outline, [](const OutlinePoint& point) { return point.x < 0; });
      EXPECT_TRUE((name == "front") == left ? at_right : at_left) << area.code << " from the " << name;
    }
  }
}

TEST(BodyOutline, both_sides_are_alike) {
  for (const auto& [name, view] : views()) {
    EXPECT_EQ(points_of(view->silhouette), points_of(view->silhouette, -1)) << name;
    EXPECT_EQ(points_of(view->hair), points_of(view->hair, -1)) << name;
    for (const BodyArea& area : view->areas) {
      const BodyArea& other = area_of(*view, other_side(area.code));
      EXPECT_EQ(points_of(area.outline), points_of(other.outline, -1)) << area.code << " from the " << name;
    }
  }
}

TEST(BodyOutline, areas_lie_within_the_body) {
  for (const auto& [name, view] : views()) {
    for (const BodyArea& area : view->areas) {
      for (const OutlinePoint& point : area.outline) {
        EXPECT_TRUE(contains(view->silhouette, point.x, point.y)) << area.code << " at " << point.x << ", " << point.y;
      }
      EXPECT_FALSE(outlines_cross(area.outline, view->silhouette)) << area.code << " from the " << name;
      EXPECT_GE(gap(area.outline, view->silhouette), 6) << area.code << " has a rim around it, from the " << name;
    }
  }
}

TEST(BodyOutline, areas_do_not_touch_each_other) {
  for (const auto& [name, view] : views()) {
    for (const BodyArea& one : view->areas) {
      for (const BodyArea& other : view->areas) {
        if (one.code == other.code) continue;
        EXPECT_FALSE(outlines_cross(one.outline, other.outline)) << one.code << " and " << other.code;
        EXPECT_FALSE(contains(other.outline, one.outline[0].x, one.outline[0].y)) << one.code << " in " << other.code;
        EXPECT_GE(gap(one.outline, other.outline), 8) << one.code << " and " << other.code << " from the " << name;
      }
    }
  }
}

TEST(BodyOutline, no_outline_crosses_itself) {
  for (const auto& [name, view] : views()) {
    std::map<std::string, const Outline*> outlines = {{"silhouette", &view->silhouette}, {"hair", &view->hair}};
    for (const BodyArea& area : view->areas) outlines[std::string(area.code)] = &area.outline;
    for (const auto& [what, outline] : outlines) {
      EXPECT_FALSE(outlines_cross(*outline, *outline)) << what << " from the " << name;
      EXPECT_GT(surface(*outline), 2'500) << what << " from the " << name;
      EXPECT_EQ(points_of(*outline).size(), outline->size()) << what << " has a point twice, from the " << name;
    }
  }
}

// What is no area is head, hands, feet and the rims: the areas fill their part of the body.
TEST(BodyOutline, areas_fill_the_body) {
  for (const auto& [name, view] : views()) {
    double filled = 0;
    for (const BodyArea& area : view->areas) filled += surface(area.outline);
    EXPECT_GT(filled / surface(view->silhouette), 0.6) << name;
  }
}

TEST(BodyOutline, the_picture_is_as_large_as_it_says) {
  for (const auto& [name, view] : views()) {
    const auto [top, bottom] = std::ranges::minmax(view->silhouette, {}, &OutlinePoint::y);
    const auto [left, right] = std::ranges::minmax(view->silhouette, {}, &OutlinePoint::x);
    EXPECT_EQ(top.y, 0) << name;
    EXPECT_EQ(bottom.y, body_height) << name;
    EXPECT_LE(right.x, body_half_width) << name;
    EXPECT_GE(right.x, body_half_width - 3) << name;
    EXPECT_EQ(left.x, -right.x) << name;
  }
}

}  // namespace
}  // namespace anteroom::forms
