// Owns a page of paper as it is shown on the screen: black marks on white at places in points, whatever the theme. It
// knows nothing of what they say, and nobody can touch them.
#pragma once

#include "kiosk/ui/geometry.h"

#include <string>
#include <vector>

namespace anteroom::ui {

struct SheetLine {
  Point from;
  Point to;
  float thickness = 0;
  float dash = 0;  // points of a dash and of the gap after it; 0: a whole line
  bool white = false;
};

// Corners that are joined: filled, or an outline of `thickness`.
struct SheetShape {
  std::vector<Point> corners;
  float thickness = 0;
  bool closed = true;
};

struct SheetText {
  Point baseline;   // of its left end
  float width = 0;  // what it takes on paper; the letters are set so that it is the same here
  bool bold = false;
  bool white = false;
  std::string text;
};

struct Sheet {
  Size size;
  std::vector<Rect> fills;
  std::vector<SheetShape> shapes;
  std::vector<SheetLine> lines;
  std::vector<SheetText> texts;
};

}  // namespace anteroom::ui
