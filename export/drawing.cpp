#include "export/drawing.h"

namespace anteroom::exporting {

void paint(Drawing& onto, const Drawing& what, double x, double y) {
  for (Fill fill : what.fills) {
    fill.x += x;
    fill.y += y;
    onto.fills.push_back(fill);
  }
  for (Shape shape : what.shapes) {
    for (Spot& corner : shape.corners) {
      corner.x += x;
      corner.y += y;
    }
    onto.shapes.push_back(std::move(shape));
  }
  for (Stroke stroke : what.strokes) {
    stroke.x1 += x;
    stroke.x2 += x;
    stroke.y1 += y;
    stroke.y2 += y;
    onto.strokes.push_back(stroke);
  }
  for (TextRun text : what.texts) {
    text.x += x;
    text.baseline += y;
    onto.texts.push_back(std::move(text));
  }
}

void stack(Drawing& onto, const Drawing& what, double x) {
  paint(onto, what, x, onto.height);
  onto.height += what.height;
}

void outline(Drawing& onto, double x, double y, double width, double height, double thickness) {
  const double half = thickness / 2;
  onto.strokes.push_back({x - half, y, x + width + half, y, thickness});
  onto.strokes.push_back({x - half, y + height, x + width + half, y + height, thickness});
  onto.strokes.push_back({x, y, x, y + height, thickness});
  onto.strokes.push_back({x + width, y, x + width, y + height, thickness});
}

}  // namespace anteroom::exporting
