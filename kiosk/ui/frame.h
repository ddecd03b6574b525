// Owns where the fixed parts of a screen stand: header, content and the five boxes of the footer. They follow from the
// window alone, so that they are the same on every screen; it draws nothing.
#pragma once

#include "kiosk/ui/geometry.h"

#include <array>
#include <cstddef>

namespace anteroom::ui {

struct FrameBoxes {
  Rect header;
  Rect header_button;  // one of them, at the right end; more stand to its left
  Rect content;
  Rect band;                   // what the footer stands on, to the edges of the window
  std::array<Rect, 5> footer;  // in the order of FooterBox
  bool small = false;          // a 7 inch panel: every millimetre counts
  bool portrait = false;       // too narrow for five boxes and ten keys in a row
};

[[nodiscard]] FrameBoxes frame_boxes(const Metrics& metrics);

}  // namespace anteroom::ui
