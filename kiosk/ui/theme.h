// Owns the design tokens: colours, capital heights and distances, each once; refuses any other colour or size in
// kiosk/ui.
#pragma once

#include "kiosk/ui/ui.h"

#include <cstdint>

namespace anteroom::ui {

struct Colour {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  std::uint8_t a = 255;
};

// A page of paper looks like paper in every theme.
inline constexpr Colour paper_white{255, 255, 255, 255};
inline constexpr Colour paper_ink{0, 0, 0, 255};

// WCAG 2.2 contrast ratio of two opaque colours, 1 to 21.
[[nodiscard]] double contrast(Colour one, Colour other);

struct ToneColours {
  Colour fill;
  Colour text;
  Colour line;
};

// Pairs that are read stand at 7:1 or more, outlines of controls and states at 3:1 or more (tests/kiosk/ui/theme_test).
struct Palette {
  Colour background;  // the paper everything lies on
  Colour surface;     // cards, tiles, keys
  Colour pressed;     // a surface under the finger
  Colour sunken;      // tracks, disabled controls
  Colour band;        // behind the footer
  Colour hairline;    // decoration only
  Colour line;        // outline of a control
  Colour text;
  Colour muted;    // labels of what cannot be touched
  Colour quiet;    // to be read, but not first: what leads to a question, a caption, a hint
  Colour primary;  // Continue, the chosen answer's outline and check
  Colour primary_pressed;
  Colour on_primary;
  Colour chosen;  // fill of the chosen answer
  Colour danger;
  Colour danger_pressed;
  Colour on_danger;
  Colour shadow;
  ToneColours neutral_tone;
  ToneColours good_tone;
  ToneColours attention_tone;
  ToneColours danger_tone;

  [[nodiscard]] const ToneColours& tone(Tone tone) const;
};

[[nodiscard]] const Palette& palette(Theme theme);

// Capital heights in mm (VVSG 2.0 7.1-G's four ranges; medium is ADA 707.7.2's 4.8 mm).
struct TypeScale {
  float body = 4.8F;
  float heading = 5.6F;
  float title = 8.0F;
};

// Upright on a 7 inch panel (93 mm wide) large is `between_scale`.
[[nodiscard]] TypeScale type_scale(TextSize size, const Metrics& metrics);
inline constexpr TypeScale between_scale{5.6F, 6.3F, 6.3F};  // where large has no room and medium leaves some
inline constexpr TypeScale staff_scale{3.8F, 4.8F, 5.6F};

// Distances in mm. Targets and gaps: ux.md rows 1 and 2.
namespace measure {
inline constexpr float answer_height = 20;
inline constexpr float target = 16;
inline constexpr float target_floor = 12.7F;  // keyboards on small panels only
inline constexpr float gap = 3;
inline constexpr float close_field_gap = 1.2F;  // between a field and a question whose lines are close
inline constexpr float block_gap = 5;           // between things that are not one group
inline constexpr float figure = 100;            // a whole body: then a limb and the air beside it hold a finger
inline constexpr float figure_floor = 71;       // smaller ones are a list
inline constexpr float reading_width = 158;     // about 50 letters of medium text
inline constexpr float radius = 3;
inline constexpr float outline = 0.35F;
inline constexpr float chosen_outline = 1;
}  // namespace measure

}  // namespace anteroom::ui
