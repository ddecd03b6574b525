// The real body: what every touch of it means, and how large its areas are to a finger.
#include "kiosk/screens/patient/body_figure.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>

namespace anteroom::screens {
namespace {

using ui::Figure;
using ui::FigurePart;
using ui::FigureView;
using ui::Point;
using ui::Rect;
using ui::Shape;

constexpr float beside_body = 110;  // 8 mm on a 10 inch panel

const auto everything = [](const FigurePart&) { return true; };

std::string meant(const FigureView& view, Point point) {
  const auto part = ui::part_at(body_figure(), view, point, beside_body, everything);
  return part ? view.parts[*part].name : "nothing";
}

std::string other_side(std::string name) {
  if (name.ends_with("-l")) {
    name.back() = 'r';
  } else if (name.ends_with("-r")) {
    name.back() = 'l';
  }
  return name;
}

float surface(const std::vector<Point>& outline) {
  float twice = 0;
  for (std::size_t index = 0; index < outline.size(); ++index) {
    const Point& a = outline[index];
    const Point& b = outline[(index + 1) % outline.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2;
}

template <class Visit>
void each_place(Visit visit) {
  const Rect& all = body_figure().bounds;
  for (const FigureView& view : body_figure().views) {
    for (float y = all.y + 3; y < all.bottom(); y += 30) {
      for (float x = all.x + 4; x < all.right(); x += 30) visit(view, Point{x, y});
    }
  }
}

TEST(Body, an_area_means_itself_in_its_middle_and_to_its_edge) {
  for (const FigureView& view : body_figure().views) {
    for (const FigurePart& part : view.parts) {
      const Point middle = ui::centroid(part.shape.outline);
      EXPECT_TRUE(ui::contains(part.shape.outline, middle)) << part.name;
      EXPECT_EQ(meant(view, middle), part.name);
      for (const Point& corner : part.shape.outline) {
        const Point inside{corner.x + (middle.x - corner.x) * 0.04F, corner.y + (middle.y - corner.y) * 0.04F};
        EXPECT_EQ(meant(view, inside), part.name) << inside.x << ", " << inside.y;
      }
    }
  }
}

TEST(Body, every_touch_of_the_body_means_the_nearest_area) {
  int inside = 0;
  each_place([&](const FigureView& view, Point place) {
    if (!ui::contains(view.body.outline, place)) return;
    ++inside;
    const auto away = [&](const FigurePart& part) { return ui::distance(part.shape.outline, place); };
    EXPECT_EQ(meant(view, place), std::ranges::min_element(view.parts, {}, away)->name) << place.x << ", " << place.y;
  });
  EXPECT_GT(inside, 500);
}

TEST(Body, a_hand_means_the_lower_arm_and_a_foot_the_lower_leg) {
  const FigureView& front = body_figure().views[0];
  EXPECT_EQ(meant(front, {350, 1000}), "lowerarm-l");
  EXPECT_EQ(meant(front, {-350, 1000}), "lowerarm-r");
  EXPECT_EQ(meant(front, {100, 1640}), "lowerleg-l");
  EXPECT_EQ(meant(body_figure().views[1], {100, 1640}), "lowerleg-r");
}

TEST(Body, beside_the_body_a_finger_still_means_an_area_and_further_away_nothing) {
  const FigureView& front = body_figure().views[0];
  EXPECT_EQ(meant(front, {240, 1350}), "nothing");
  EXPECT_EQ(meant(front, {200, 1350}), "lowerleg-l");
  EXPECT_EQ(meant(front, {370, 60}), "nothing");
}

TEST(Body, an_area_that_is_not_asked_for_is_never_meant) {
  const FigureView& back = body_figure().views[1];
  const auto only_lower_back = [](const FigurePart& part) { return part.name == "lowerback"; };
  const auto meant_of = [&](Point point) {
    return ui::part_at(body_figure(), back, point, beside_body, only_lower_back);
  };
  ASSERT_TRUE(meant_of({0, 860}));
  EXPECT_EQ(back.parts[*meant_of({0, 860})].name, "lowerback") << "the buttocks are near enough";
  EXPECT_FALSE(meant_of({80, 1300})) << "a shin is not";
}

TEST(Body, left_and_right_are_alike_to_a_finger) {
  each_place([](const FigureView& view, Point place) {
    EXPECT_EQ(meant(view, {-place.x, place.y}), other_side(meant(view, place))) << place.x << ", " << place.y;
  });
}

TEST(Body, every_shape_is_filled_whole_and_nothing_beside_it) {
  const auto expect_filled = [](const Shape& shape, const std::string& name) {
    float sum = 0;
    for (const auto& [a, b, c] : shape.triangles) {
      sum += surface({shape.outline[a], shape.outline[b], shape.outline[c]});
    }
    EXPECT_NEAR(sum, surface(shape.outline), 1e-4F * surface(shape.outline)) << name;
  };
  for (const FigureView& view : body_figure().views) {
    expect_filled(view.body, "the body");
    expect_filled(view.shade, "the hair");
    for (const FigurePart& part : view.parts) expect_filled(part.shape, part.name);
  }
}

TEST(Body, each_area_stands_whole_on_one_of_the_halves) {
  for (const FigureView& view : body_figure().views) {
    for (const FigurePart& part : view.parts) {
      const Rect box = ui::bounds(part.shape.outline);
      EXPECT_TRUE(std::ranges::any_of(body_figure().halves, [&](const Rect& half) {
        return box.y >= half.y && box.bottom() <= half.bottom();
      })) << part.name;
    }
  }
}

// On a 10 inch panel one unit is 0.0725 mm: in one of the views each area has at least a square of 8 mm, the size of
// WCAG 2.5.5, in which every touch means it. The list has the same answers at 16 mm.
TEST(Body, each_area_has_room_for_a_finger) {
  constexpr float half_side = 4 / 0.0725F;
  const auto has_room = [](const FigureView& view, const FigurePart& part) {
    const Point middle = ui::centroid(part.shape.outline);
    for (float y = -60; y <= 60; y += 20) {
      for (float x = -60; x <= 60; x += 20) {
        bool all = true;
        for (float along = -1; along <= 1 && all; along += 0.5F) {
          const float cx = middle.x + x;
          const float cy = middle.y + y;
          const float step = along * half_side;
          for (const Point edge : {Point{cx + step, cy - half_side}, Point{cx + step, cy + half_side},
                                   Point{cx - half_side, cy + step}, Point{cx + half_side, cy + step}}) {
            all = all && meant(view, edge) == part.name;
          }
        }
        if (all) return true;
      }
    }
    return false;
  };
  std::set<std::string> names;
  std::set<std::string> roomy;
  for (const FigureView& view : body_figure().views) {
    for (const FigurePart& part : view.parts) {
      names.insert(part.name);
      if (!roomy.contains(part.name) && has_room(view, part)) roomy.insert(part.name);
    }
  }
  EXPECT_EQ(names.size(), 19U);
  for (const std::string& name : names) EXPECT_TRUE(roomy.contains(name)) << name;
}

}  // namespace
}  // namespace anteroom::screens
