// Owns what a key is and where it stands on its rows; only the keypad and the keyboard see it.
#pragma once

#include "kiosk/ui/geometry.h"
#include "kiosk/ui/pen.h"

#include <cmath>
#include <cstddef>
#include <format>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::ui {

// One key as it stands on a row; an empty id leaves the place free.
struct KeyCap {
  std::string id = {};
  std::string label = {};
  Icon icon = Icon::none;
  float width = 1;  // in key widths
  int rows = 1;     // that it stands over
  bool enabled = true;
  char32_t letter = 0;
  bool chosen = false;
};

using KeyRows = std::vector<std::vector<KeyCap>>;

inline KeyCap named_key(std::string_view name, char which, bool enabled) {
  return {.id = std::format("key:{}", name),
          .label = std::string(1, which),
          .enabled = enabled,
          .letter = static_cast<char32_t>(which)};
}

inline KeyCap digit_key(char which, bool enabled) { return named_key(std::string_view(&which, 1), which, enabled); }

inline KeyCap erase_key(std::string_view label, bool enabled) {
  return {.id = "key:erase", .label = std::string(label), .icon = Icon::erase, .enabled = enabled};
}

struct KeyGrid {
  Rect box;
  float gap = 0;
  float across = 1;  // key widths in the widest row
};

// The box of a cap that begins `from` key widths into row `row`.
inline Rect key_box(const KeyGrid& grid, std::size_t rows, std::size_t row, float from, float width) {
  const float unit = (grid.box.w - grid.gap * (grid.across - 1)) / grid.across;
  const float height = std::floor((grid.box.h - grid.gap * static_cast<float>(rows - 1)) / static_cast<float>(rows));
  const float x = std::floor(grid.box.x + from * (unit + grid.gap));
  const float end = std::floor(grid.box.x + (from + width) * (unit + grid.gap) - grid.gap);
  return {x, grid.box.y + static_cast<float>(row) * (height + grid.gap), end - x, height};
}

}  // namespace anteroom::ui
