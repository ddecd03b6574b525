#include "kiosk/ui/pen.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <numbers>

namespace anteroom::ui {
namespace {

ImU32 packed(Colour colour) { return IM_COL32(colour.r, colour.g, colour.b, colour.a); }

void stroke(ImDrawList& list, std::span<const Point> points, const Placement& place, ImDrawFlags flags, float width,
            Colour colour) {
  for (const Point& point : points) {
    const Point at = place.to_screen(point);
    list.PathLineTo({at.x, at.y});
  }
  list.PathStroke(packed(colour), flags, width);
}

}  // namespace

void Pen::box(const Rect& rect, float radius, Colour fill) const {
  list->AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, packed(fill), std::min(radius, rect.h / 2));
}

void Pen::outline(const Rect& rect, float radius, float width, Colour colour) const {
  const Rect middle = rect.inset(width / 2);
  list->AddRect({middle.x, middle.y}, {middle.right(), middle.bottom()}, packed(colour),
                std::min(radius, rect.h / 2) - width / 2, 0, width);
}

void Pen::shadow(const Rect& rect, float radius, Colour colour) const {
  constexpr int layers = 5;
  for (int layer = layers; layer > 0; --layer) {
    const float grow = px_per_mm * 0.2F * static_cast<float>(layer);
    const Rect under{rect.x - grow, rect.y - grow + px_per_mm * 0.7F, rect.w + 2 * grow, rect.h + 2 * grow};
    box(under, radius + grow, colour);
  }
}

void Pen::disc(Point center, float radius, Colour fill) const {
  list->AddCircleFilled({center.x, center.y}, radius, packed(fill));
}

void Pen::ring(Point center, float radius, float width, Colour colour) const {
  list->AddCircle({center.x, center.y}, radius - width / 2, packed(colour), 0, width);
}

void Pen::icon(Icon icon, Point center, float size, float width, Colour colour) const {
  const ImU32 ink = packed(colour);
  const auto at = [&](float x, float y) { return ImVec2(center.x + x * size, center.y + y * size); };
  // Round ends and joints, which ImGui's polylines do not have.
  const auto stroke = [&](std::initializer_list<ImVec2> points, bool closed = false) {
    for (const ImVec2& point : points) list->PathLineTo(point);
    list->PathStroke(ink, closed ? ImDrawFlags_Closed : ImDrawFlags_None, width);
    for (const ImVec2& point : points) list->AddCircleFilled(point, width / 2, ink);
  };
  switch (icon) {
    case Icon::none: break;
    case Icon::check: stroke({at(-0.34F, 0.02F), at(-0.10F, 0.27F), at(0.36F, -0.25F)}); break;
    case Icon::arrow_left:
      stroke({at(-0.38F, 0), at(0.40F, 0)});
      stroke({at(-0.08F, -0.30F), at(-0.38F, 0), at(-0.08F, 0.30F)});
      break;
    case Icon::arrow_right:
      stroke({at(-0.40F, 0), at(0.38F, 0)});
      stroke({at(0.08F, -0.30F), at(0.38F, 0), at(0.08F, 0.30F)});
      break;
    case Icon::chevron_up: stroke({at(-0.36F, 0.18F), at(0, -0.20F), at(0.36F, 0.18F)}); break;
    case Icon::chevron_down: stroke({at(-0.36F, -0.18F), at(0, 0.20F), at(0.36F, -0.18F)}); break;
    case Icon::erase:
      stroke({at(-0.52F, 0), at(-0.18F, -0.36F), at(0.50F, -0.36F), at(0.50F, 0.36F), at(-0.18F, 0.36F)}, true);
      stroke({at(0.02F, -0.15F), at(0.30F, 0.15F)});
      stroke({at(0.30F, -0.15F), at(0.02F, 0.15F)});
      break;
    case Icon::shift:
      stroke({at(0, -0.42F), at(0.40F, 0.02F), at(0.18F, 0.02F), at(0.18F, 0.38F), at(-0.18F, 0.38F), at(-0.18F, 0.02F),
              at(-0.40F, 0.02F)},
             true);
      break;
    case Icon::person:
      ring({center.x, center.y - 0.20F * size}, 0.20F * size + width / 2, width, colour);
      list->PathArcTo(at(0, 0.46F), 0.38F * size, std::numbers::pi_v<float> * 1.04F, std::numbers::pi_v<float> * 1.96F,
                      20);
      list->PathStroke(ink, ImDrawFlags_None, width);
      list->AddCircleFilled(at(-0.38F, 0.41F), width / 2, ink);
      list->AddCircleFilled(at(0.38F, 0.41F), width / 2, ink);
      break;
    case Icon::info:
      list->AddCircleFilled(at(0, -0.36F), width * 0.7F, ink);
      stroke({at(0, -0.08F), at(0, 0.38F)});
      break;
    case Icon::space: stroke({at(-0.5F, -0.08F), at(-0.5F, 0.22F), at(0.5F, 0.22F), at(0.5F, -0.08F)}); break;
    case Icon::pencil:
      stroke({at(-0.46F, 0.46F), at(-0.38F, 0.14F), at(0.22F, -0.46F), at(0.46F, -0.22F), at(-0.14F, 0.38F)}, true);
      stroke({at(0.06F, -0.30F), at(0.30F, -0.06F)});
      break;
    case Icon::letters:
      stroke({at(-0.52F, 0.36F), at(-0.18F, -0.42F), at(0.16F, 0.36F)});
      stroke({at(-0.40F, 0.10F), at(0.04F, 0.10F)});
      stroke({at(0.22F, 0.36F), at(0.40F, -0.06F), at(0.58F, 0.36F)});
      stroke({at(0.29F, 0.21F), at(0.51F, 0.21F)});
      break;
    case Icon::covered:
      // Two arcs that meet at the corners of the eye.
      list->PathArcTo(at(0, 0.34F), 0.62F * size, std::numbers::pi_v<float> * 1.20F, std::numbers::pi_v<float> * 1.80F,
                      20);
      list->PathStroke(ink, ImDrawFlags_None, width);
      list->PathArcTo(at(0, -0.39F), 0.62F * size, std::numbers::pi_v<float> * 0.20F, std::numbers::pi_v<float> * 0.80F,
                      20);
      list->PathStroke(ink, ImDrawFlags_None, width);
      ring(center, 0.15F * size + width / 2, width, colour);
      stroke({at(-0.40F, 0.42F), at(0.40F, -0.46F)});
      break;
    case Icon::voice:
      stroke({at(-0.56F, -0.15F), at(-0.36F, -0.15F), at(-0.08F, -0.40F), at(-0.08F, 0.40F), at(-0.36F, 0.15F),
              at(-0.56F, 0.15F)},
             true);
      for (const float reach : {0.26F, 0.52F}) {
        list->PathArcTo(at(0.04F, 0), reach * size, std::numbers::pi_v<float> * -0.27F,
                        std::numbers::pi_v<float> * 0.27F, 16);
        list->PathStroke(ink, ImDrawFlags_None, width);
      }
      break;
    case Icon::stop: stroke({at(-0.34F, -0.34F), at(0.34F, -0.34F), at(0.34F, 0.34F), at(-0.34F, 0.34F)}, true); break;
    case Icon::dot: list->AddCircleFilled(at(0, 0), size * 0.18F, ink); break;
    case Icon::alert:
      stroke({at(0, -0.36F), at(0, 0.10F)});
      list->AddCircleFilled(at(0, 0.36F), width * 0.7F, ink);
      break;
  }
}

void Pen::fill(const Shape& shape, const Placement& place, Colour colour) const {
  // ImGui 1.90 fills convex polygons only; the triangles go to it as they are.
  const auto first = static_cast<ImDrawIdx>(list->_VtxCurrentIdx);
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  list->PrimReserve(static_cast<int>(3 * shape.triangles.size()), static_cast<int>(shape.outline.size()));
  for (const Point& point : shape.outline) {
    const Point at = place.to_screen(point);
    list->PrimWriteVtx({at.x, at.y}, white, packed(colour));
  }
  for (const auto& triangle : shape.triangles) {
    for (const std::uint16_t corner : triangle) list->PrimWriteIdx(static_cast<ImDrawIdx>(first + corner));
  }
}

void Pen::outline(const Shape& shape, const Placement& place, float width, Colour colour) const {
  stroke(*list, shape.outline, place, ImDrawFlags_Closed, width, colour);
}

void Pen::line(std::span<const Point> points, const Placement& place, float width, Colour colour) const {
  stroke(*list, points, place, ImDrawFlags_None, width, colour);
}

void Pen::begin_clip(const Rect& rect) const {
  // Whole pixels: a part of one would cost a line where the window repaints only what changed.
  list->PushClipRect({std::ceil(rect.x), std::ceil(rect.y)}, {std::floor(rect.right()), std::floor(rect.bottom())},
                     true);
}

void Pen::end_clip() const { list->PopClipRect(); }

}  // namespace anteroom::ui
