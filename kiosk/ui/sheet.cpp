#include "kiosk/ui/sheet.h"

#include "kiosk/ui/state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace anteroom::ui {
namespace {

constexpr float mm_per_point = 25.4F / 72;
constexpr float most_zoom = 1.3F;   // a wide panel shows it larger than paper, and no larger than that
constexpr float overlap = 16;       // points of a part that the next one shows again: no line is cut in both
constexpr float least_part = 0.4F;  // of the room; a lower rest of a page stays empty

Colour ink_of(bool white) { return white ? paper_white : paper_ink; }

void draw_line(const Pen& pen, const SheetLine& line, const Placement& place) {
  const float width = std::max(1.0F, line.thickness * place.scale);
  const float length = std::hypot(line.to.x - line.from.x, line.to.y - line.from.y);
  if (line.dash <= 0 || length <= 0) {
    const std::array<Point, 2> ends{line.from, line.to};
    return pen.line(ends, place, width, ink_of(line.white));
  }
  const auto at = [&](float along) {
    return Point{line.from.x + (line.to.x - line.from.x) * along / length,
                 line.from.y + (line.to.y - line.from.y) * along / length};
  };
  for (float along = 0; along < length; along += 2 * line.dash) {
    const std::array<Point, 2> ends{at(along), at(std::min(along + line.dash, length))};
    pen.line(ends, place, width, ink_of(line.white));
  }
}

void draw_shape(const Pen& pen, const SheetShape& shape, const Placement& place) {
  if (shape.corners.size() < 2) return;
  if (shape.thickness <= 0) return pen.fill(shape_of(shape.corners), place, paper_ink);
  const float width = std::max(1.0F, shape.thickness * place.scale);
  if (shape.closed) return pen.outline(shape_of(shape.corners), place, width, paper_ink);
  pen.line(shape.corners, place, width, paper_ink);
}

// The first of it below `from`, in points; the sheet's end where nothing is.
float ink_below(const Sheet& sheet, float from) {
  constexpr float ascent = 12;  // of the largest letters on it
  constexpr float descent = 4;
  float first = sheet.size.h;
  const auto look = [&](float top, float bottom) {
    if (bottom > from) first = std::min(first, top);
  };
  for (const Rect& fill : sheet.fills) look(fill.y, fill.bottom());
  for (const SheetText& text : sheet.texts) look(text.baseline.y - ascent, text.baseline.y + descent);
  for (const SheetLine& line : sheet.lines) look(std::min(line.from.y, line.to.y), std::max(line.from.y, line.to.y));
  for (const SheetShape& shape : sheet.shapes) {
    if (shape.corners.empty()) continue;
    const auto [top, bottom] = std::ranges::minmax(shape.corners, {}, &Point::y);
    look(top.y, bottom.y);
  }
  return first;
}

// From the left to the right end of what stands on it, with a little of the paper's margin.
struct Span {
  float from = 0;
  float to = 0;
};
Span ink_across(const Sheet& sheet) {
  constexpr float margin = 10;
  Span span{sheet.size.w, 0};
  const auto look = [&](float left, float right) { span = {std::min(span.from, left), std::max(span.to, right)}; };
  for (const Rect& fill : sheet.fills) look(fill.x, fill.right());
  for (const SheetText& text : sheet.texts) look(text.baseline.x, text.baseline.x + text.width);
  for (const SheetLine& line : sheet.lines) look(std::min(line.from.x, line.to.x), std::max(line.from.x, line.to.x));
  for (const SheetShape& shape : sheet.shapes) {
    for (const Point& corner : shape.corners) look(corner.x, corner.x);
  }
  if (span.from >= span.to) return {0, sheet.size.w};
  return {std::max(0.0F, span.from - margin), std::min(sheet.size.w, span.to + margin)};
}

// Where a part that begins at `top` may end, at `most` at the latest, without cutting through a line of words; nothing
// where that would leave most of it empty.
std::optional<float> end_of_part(const Sheet& sheet, float top, float most) {
  constexpr float ascent = 10;
  constexpr float descent = 3;
  float end = most;
  for (bool again = true; again;) {
    again = false;
    for (const SheetText& text : sheet.texts) {
      if (text.baseline.y - ascent >= end || text.baseline.y + descent <= end) continue;
      end = text.baseline.y - ascent;
      again = true;
    }
  }
  if (end < (top + most) / 2) return std::nullopt;
  return end;
}

}  // namespace

void Ui::sheet(std::string_view id, const Sheet& sheet) {
  State& s = *m_state;
  if (sheet.size.w <= 0 || sheet.size.h <= 0) return;
  const Span across = ink_across(sheet);
  const float air = s.up(0.8F);  // between its frame and a line at the edge of a part
  const float scale = std::min(s.column.w / (across.to - across.from), s.px(mm_per_point * most_zoom));
  const float width = std::floor((across.to - across.from) * scale);
  for (float top = std::max(0.0F, ink_below(sheet, 0) - overlap);;) {
    const float rest = s.room.bottom() - s.y - s.spacing;
    const float room = std::floor((rest >= s.room.h * least_part ? rest : s.room.h) - 2 * air);
    const float left = std::floor((sheet.size.h - top) * scale);
    // Paper with nothing on it is no page of its own.
    const bool is_last =
        left <= room || room <= 2 * overlap * scale || ink_below(sheet, top + room / scale) >= sheet.size.h;
    const float most = top + room / scale;
    const std::optional<float> between_lines = is_last ? std::nullopt : end_of_part(sheet, top, most);
    const float end = between_lines.value_or(most);
    const float height = is_last ? std::min(left, room) : std::floor((end - top) * scale);
    const auto claimed = s.claim(height + 2 * air, is_last ? s.up(measure::gap) : 0);
    if (claimed) {
      const Rect part{claimed->x + std::floor((claimed->w - width) / 2), claimed->y + air, width, height};
      const Rect frame{part.x, claimed->y, width, claimed->h};
      s.pen.box(frame, 0, paper_white);
      const Placement place{{part.x - across.from * scale, part.y - top * scale}, scale};
      s.pen.begin_clip(part);
      for (const Rect& fill : sheet.fills) {
        const Point corner = place.to_screen({fill.x, fill.y});
        s.pen.box({corner.x, corner.y, fill.w * scale, fill.h * scale}, 0, paper_ink);
      }
      for (const SheetShape& shape : sheet.shapes) draw_shape(s.pen, shape, place);
      for (const SheetLine& line : sheet.lines) draw_line(s.pen, line, place);
      for (const SheetText& text : sheet.texts) {
        const bool is_whole = s.text->draw_as_wide(*s.pen.list, text.text, text.bold, place.to_screen(text.baseline),
                                                   text.width * scale, ink_of(text.white));
        if (!is_whole) s.probe.texts.push_back({.text = text.text, .rect = part, .unknown_letter = true});
      }
      s.pen.end_clip();
      s.pen.outline(frame, 0, std::max(1.0F, s.px(measure::outline)), s.colours->line);
      s.mark({.id = std::string(id), .rect = frame, .kind = MarkKind::state});
    }
    if (is_last) break;
    // The rule below the last line is no beginning of the next part: what follows may be far below it.
    constexpr float rule = 6;
    top = between_lines ? std::max(end, ink_below(sheet, end + rule) - overlap)
                        : std::max(end - overlap, ink_below(sheet, end) - overlap);
  }
}

}  // namespace anteroom::ui
