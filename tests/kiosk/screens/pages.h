// Every screen with the words it really has, for pictures and for measuring: one list for both.
#pragma once

#include "kiosk/screens/view_of.h"
#include "kiosk/ui/ui.h"

#include <string>
#include <string_view>
#include <vector>

namespace anteroom::testing {

struct Page {
  std::string name;
  screens::View view;
  bool staff_light = false;
  bool reading = false;                // text size, colours and voice over it
  std::vector<std::string> taps = {};  // on the screen itself, before the picture: another page, another way to show it
  bool aloud = false;                  // can be read aloud: of patients' screens only
  bool asked = false;                  // whoever stands here has asked for staff
};

// In this language; forms stay in their own.
[[nodiscard]] std::vector<Page> pages(const words::Words& words);

// The same pages where staff have tested the headphones.
[[nodiscard]] std::vector<Page> read_aloud(std::vector<Page> pages);

// What the window draws of a page.
void draw_page(ui::Ui& ui, const Page& page, const words::Words& words);
// Frames that are not presented, with a finger on each of the page's taps in turn; one that is not there is passed
// over. Nothing moves any more after them.
void tap_through(ui::Ui& ui, const Page& page, const words::Words& words);
// Likewise, on what turns to the next part of a screen: of a question's words first, then of its answers. False at the
// end.
[[nodiscard]] bool turn_page(ui::Ui& ui, const Page& page, const words::Words& words);
// No screen has more parts.
inline constexpr int most_parts = 40;

// The panels that are supported, as they hang on the wall.
struct PanelSize {
  std::string_view name;
  int width = 0;  // pixels
  int height = 0;
  float width_mm = 0;
};
inline constexpr PanelSize panel_sizes[] = {{"7-inch", 800, 480, 154},    {"7-inch-upright", 480, 800, 92.4F},
                                            {"10-inch", 1280, 800, 217},  {"10-inch-upright", 800, 1280, 136},
                                            {"15-inch", 1920, 1080, 344}, {"10-inch-flat", 1920, 1080, 217}};

// Fonts and letters for a page in any language.
[[nodiscard]] ui::UiOptions page_options(const PanelSize& panel, const words::Words& words);

}  // namespace anteroom::testing
