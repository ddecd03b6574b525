// A doll of five parts, seen from the front and from behind: a drawing for tests of answers that are chosen on one.
#pragma once

#include "kiosk/ui/figure.h"
#include "kiosk/ui/ui.h"

#include <array>
#include <format>
#include <string>
#include <utility>
#include <vector>

namespace anteroom::testing {

inline std::vector<ui::Point> box(float x, float y, float w, float h) {
  return {{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}};
}

inline ui::FigurePart part_of(std::string name, std::vector<ui::Point> outline) {
  return {std::move(name), ui::shape_of(std::move(outline))};
}

// A head, two arms, a trunk, two legs; the trunk has a name of its own from behind. As tall and wide as a body.
inline ui::Figure doll() {
  ui::Figure figure{.bounds = {-380, 0, 760, 1650},
                    .views = {},
                    .halves = {ui::Rect{-380, 0, 760, 900}, {-380, 750, 760, 900}},
                    .reach_inside = 200};
  for (const char* trunk : {"chest", "back"}) {
    ui::FigureView view;
    // Narrow at head and legs, where the words beside it stand.
    view.body = ui::shape_of({{-80, 0},
                              {80, 0},
                              {80, 290},
                              {370, 300},
                              {370, 900},
                              {125, 940},
                              {125, 1650},
                              {-125, 1650},
                              {-125, 940},
                              {-370, 900},
                              {-370, 300},
                              {-80, 290}});
    view.parts = {part_of("arm-1", box(-350, 300, 150, 500)), part_of("arm-2", box(200, 300, 150, 500)),
                  part_of(trunk, box(-180, 300, 360, 500)), part_of("leg-1", box(-120, 950, 105, 600)),
                  part_of("leg-2", box(15, 950, 105, 600))};
    figure.views.push_back(std::move(view));
  }
  return figure;
}

inline constexpr std::array<ui::FigureWords::View, 2> doll_sides = {ui::FigureWords::View{"Front", "Right", "Left"},
                                                                    ui::FigureWords::View{"Back", "Left", "Right"}};
inline const ui::FigureWords doll_words{.views = doll_sides,
                                        .upper = "Top half",
                                        .lower = "Legs",
                                        .show_back = "Show the back",
                                        .show_front = "Show the front",
                                        .view_words = [](std::size_t number) { return std::format("Show {}", number); },
                                        .undo = "Undo",
                                        .show_list = "As a list",
                                        .show_figure = "Show the body"};

}  // namespace anteroom::testing
