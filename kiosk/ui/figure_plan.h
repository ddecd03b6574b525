// Owns how a drawing of answers and what belongs to it share the room of a screen: whole or in halves, from all sides
// at once or from one, the question's words above or beside. Measured, not drawn; only figure_*.cpp see it.
#pragma once

#include "kiosk/ui/figure.h"
#include "kiosk/ui/pen.h"
#include "kiosk/ui/text.h"
#include "kiosk/ui/ui.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace anteroom::ui {

inline constexpr float figure_padding_mm = 2.5F;  // within a card
inline constexpr float figure_air = 1.15F;        // a card beside the figure, in the figure's width
inline constexpr float head_share = 0.23F;        // the head is not quite so wide as this, of the reach
inline constexpr float legs_share = 0.34F;        // nor the legs, where they are narrowest
inline constexpr float figure_words_air_mm = 1;   // between the outline and the words beside it
inline constexpr float figure_column_gap_mm = 5;

// What stands in the column beside the drawing: what is chosen in words, tiles, and buttons at the foot.
struct FigureControls {
  std::size_t buttons_across = 1;
  std::size_t button_rows = 1;
  float tile_width = 0;
  bool told_beside = false;  // what is chosen stands beside the tiles, and not above them
  bool undo_beside = false;  // that button stands beside the one tile
  float height = 0;          // that all of it needs
};

// Where the column stands: beside the drawing and below the question's words, beside it with the words in it, or below
// the drawing.
enum class FigureColumn : std::uint8_t { below_words, with_words, below_drawing };

struct FigurePlan {
  bool one_view = false;
  bool halves = false;
  FigureColumn place = FigureColumn::below_words;
  bool undo_may_move = false;  // beside the tile, where three buttons have no room beside each other
  // Where the panel is so small that the question turns pages and what is chosen stands beside the tiles.
  bool words_in_pages = false;
  std::vector<std::size_t> views = {};  // that have something to choose
  std::size_t pages = 1;
  float scale = 0;  // pixels for one unit of the drawing
  Scale letters = Scale::patient;
  bool close_stem = false;
  Role stem = Role::strong;
  float button_width = 0;  // the least that holds the label of each button
  Rect words;              // of the question
  Rect drawing;
  Rect column;
  FigureControls controls;
};

// The plan of the screen that is shown, and what it was measured for.
struct KeptPlan {
  std::optional<FigurePlan> plan;  // nothing where the panel has no room for the drawing
  unsigned generation = 0;         // of the fonts
  Rect room;
  float top = 0;  // where the question begins
  std::string stem;
};

// One side of the drawing, where it stands now.
struct FigureCard {
  std::size_t view = 0;
  Rect box;
  Rect shown;          // of the drawing
  bool lower = false;  // the lower half
  Placement place;
};

// The words beside it: what is seen, and below that (at the feet above it) which side of the person is which.
struct FigureSides {
  struct Line {
    float width = 0;  // of its longest words
    float height = 0;
    float top = 0;
    float inner = 0;  // from the middle of the card to where they may begin
  };
  Line seen;
  Line sides;
  bool fits = false;    // between the outline of the body and the edge of the card
  float from_edge = 0;  // how far from where the card's words begin at the earliest
};

[[nodiscard]] std::optional<std::size_t> option_of(const FigureChoices& figure, const FigurePart& part);
// Of the mark that an option has.
[[nodiscard]] std::string id_of(const FigureChoices& figure, std::size_t option);
// The options that are no part of the drawing.
[[nodiscard]] std::vector<std::size_t> options_beside(const FigureChoices& figure);

}  // namespace anteroom::ui
