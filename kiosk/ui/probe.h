// Owns what one frame showed: every target and every run of text with its box, for tests and players; it draws nothing.
#pragma once

#include "kiosk/ui/geometry.h"

#include <string>
#include <string_view>
#include <vector>

namespace anteroom::ui {

enum class MarkKind {
  target,  // can be tapped when enabled
  part,    // of a drawing: tapped like a target, but the one nearest to the finger is meant, so its box may be small
  state,   // says something to a player (code:1234, summary:printed), cannot be tapped
};

struct Mark {
  std::string id = {};
  std::string label = {};
  Rect rect = {};  // window pixels
  bool enabled = true;
  bool selected = false;
  bool clipped = false;  // its text did not fit, or the box leaves the window
  MarkKind kind = MarkKind::target;
};

// What a text is on the screen, for who reads it aloud: the progress first, the content, then the buttons.
enum class TextPart {
  content,
  progress,
  button,  // of the footer
  clinic,
  key,  // of a keypad or keyboard
};

struct TextRun {
  std::string text;
  Rect rect;                    // window pixels
  float capital_height_mm = 0;  // of the letters as drawn
  bool strong = false;          // bold
  bool clipped = false;         // some of it lies outside the room it was given
  TextPart part = TextPart::content;
  bool unknown_letter = false;  // a box stands for a letter that no font has
};

struct Probe {
  std::string screen;
  std::vector<Mark> marks;
  std::vector<TextRun> texts;
  // Null when this frame has no such mark.
  [[nodiscard]] const Mark* find(std::string_view id) const;
};

}  // namespace anteroom::ui
