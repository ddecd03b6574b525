// What a page is made of before any PDF exists: black text, lines, boxes and shapes at places in points (1/72 inch)
// from the top left. Whatever can paint these four can show a page, a chart or a body map: the PDF does, a preview on a
// screen could. It knows neither fonts nor paper nor patients.
#pragma once

#include <string>
#include <vector>

namespace anteroom::exporting {

enum class Face { regular, bold, fallback };
enum class Ink { black, white };  // no grey: a fax machine turns it into dots

struct TextRun {
  double x = 0;
  double baseline = 0;
  Face face = Face::regular;
  double size = 0;
  Ink ink = Ink::black;
  std::string text;
  double width = 0;  // measured with the font's own advance widths
};

struct Stroke {
  double x1 = 0;
  double y1 = 0;
  double x2 = 0;
  double y2 = 0;
  double thickness = 0;
  int dash = 0;  // points of a dash and of the gap after it; 0: a whole line
  Ink ink = Ink::black;
};

struct Fill {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

struct Spot {
  double x = 0;
  double y = 0;
};

// Corners that are joined: closed and black inside, or an outline of `thickness`.
struct Shape {
  std::vector<Spot> corners;
  double thickness = 0;  // 0: filled
  bool closed = true;
};

// Painted in this order: fills, shapes, strokes, texts. `height` is the room that it takes when stacked.
struct Drawing {
  std::vector<Fill> fills;
  std::vector<Shape> shapes;
  std::vector<Stroke> strokes;
  std::vector<TextRun> texts;
  double height = 0;
};

// Paints `what` with its top left at (x, y) of `onto`, whose height stays as it is.
void paint(Drawing& onto, const Drawing& what, double x, double y);

// Paints `what` below everything that was stacked so far.
void stack(Drawing& onto, const Drawing& what, double x = 0);

// A rectangle of four lines that meet at its corners.
void outline(Drawing& onto, double x, double y, double width, double height, double thickness);

}  // namespace anteroom::exporting
