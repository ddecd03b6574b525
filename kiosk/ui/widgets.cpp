// The steps that every widget is made of: text in a box, a target, a button's face.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace anteroom::ui {
namespace {

constexpr float icon_gap_mm = 2.2F;  // between a button's icon and its words

}  // namespace

const TextLayout& Ui::State::lay(std::string_view words, Role role, float width, Wrap wrap) {
  return text->layout(words, role, scale(), width, wrap);
}

bool Ui::State::write(const TextLayout& words, const Rect& box, Align alignment, Colour colour, std::size_t first,
                      std::size_t count) {
  first = std::min(first, words.lines.size());
  count = std::min(count, words.lines.size() - first);
  if (count == 0 || words.text.empty()) return true;
  const float height = words.line_height * static_cast<float>(count);
  const Point at{box.x, box.y + std::floor((box.h - height) / 2)};
  text->draw(*pen.list, words, at, box.w, alignment, colour, first, count);

  // The air above and below a line's letters may leave the box; the letters may not.
  const float capital = text->capital_height(words.role, words.scale);
  const float air = (words.line_height - capital * 1.5F) / 2;
  const Size window = options.metrics.window;
  const bool inside = height - 2 * air <= box.h + 0.5F && words.width <= box.w + 0.5F && !words.broken && box.x >= 0 &&
                      at.y + air >= 0 && box.x + words.width <= window.w && at.y + height - air <= window.h;
  const float indent = alignment == Align::left     ? 0
                       : alignment == Align::center ? (box.w - words.width) / 2
                                                    : box.w - words.width;
  const std::uint32_t begin = words.lines[first].begin;
  const std::uint32_t end = words.lines[first + count - 1].end;
  probe.texts.push_back({.text = words.text.substr(begin, end - begin),
                         .rect = {box.x + indent, at.y, words.width, height},
                         .capital_height_mm = options.metrics.mm(capital),
                         .strong = words.role != Role::body,
                         .clipped = !inside,
                         .part = text_part,
                         .unknown_letter = words.unknown});
  return inside;
}

const TextLayout& Ui::State::lay_label(std::string_view words, Role role, const Rect& box) {
  return lay_label(words, role, box, scale());
}

const TextLayout& Ui::State::lay_label(std::string_view words, Role role, const Rect& box, Scale largest) {
  const TextLayout* label = nullptr;
  for (const Scale scale : label_scales) {
    if (scale < largest) continue;
    label = &text->layout(words, role, scale, box.w, Wrap::label);
    if (!label->broken && label->height <= box.h) break;
    if (role != Role::body) role = Role::strong;
  }
  return *label;
}

void Ui::State::mark(Mark mark) {
  std::string label = with_ink(mark.label);
  wipe(mark.label);  // a patient's own words may stand in it
  mark.label = std::move(label);
  const Size window = options.metrics.window;
  const Rect& box = mark.rect;
  if (box.x < 0 || box.y < 0 || box.right() > window.w || box.bottom() > window.h) mark.clipped = true;
  probe.marks.push_back(std::move(mark));
}

bool Ui::State::icon_face(std::string_view id, std::string_view label, const Rect& box, Icon icon) {
  const Contact contact = taps.contact(id, box, true);
  const bool down = contact == Contact::pressed;
  const float radius = px(measure::radius);
  if (!down) pen.shadow(box, radius, colours->shadow);
  pen.box(box, radius, down ? colours->pressed : colours->surface);
  pen.outline(box, radius, std::max(1.0F, px(measure::outline)), colours->line);
  pen.icon(icon, box.center(), px(7.5F), px(0.9F), colours->text);
  mark({.id = std::string(id), .label = std::string(label), .rect = box});
  return contact == Contact::tapped;
}

float Ui::State::icon_side() const { return px(staff ? 5.0F : 6.5F); }

float Ui::State::icon_room() const { return icon_side() + px(icon_gap_mm) + px(2); }

bool Ui::State::has_room_for_icon(std::string_view label, Role role, Scale letters, const Rect& box) {
  const float width = box.w - 2 * button_padding() - icon_room();
  const TextLayout& words = text->layout(label, role, letters, width, Wrap::label);
  return !words.broken && words.height <= box.h && words.lines.size() <= 1;
}

// Two lines that fill it to the edge look as if they were cut off.
float Ui::State::face_air(float height) const { return std::min(px(0.8F), height / 8); }

bool Ui::State::face(std::string_view id, std::string_view label, const Rect& box, const Face& look) {
  const Palette& c = *colours;
  const Contact contact = taps.contact(id, box, look.enabled);
  const bool down = contact == Contact::pressed;
  const float radius = px(measure::radius);

  Colour fill = down ? c.pressed : c.surface;
  Colour ink = c.text;
  bool outlined = true;
  if (!look.enabled) {
    fill = look.kind == ButtonKind::primary || look.kind == ButtonKind::danger
               ? c.sunken
               : Colour{c.surface.r, c.surface.g, c.surface.b, 0};
    ink = c.muted;
    outlined = false;
  } else if (look.kind == ButtonKind::primary) {
    fill = down ? c.primary_pressed : c.primary;
    ink = c.on_primary;
    outlined = false;
  } else if (look.kind == ButtonKind::danger) {
    fill = down ? c.danger_pressed : c.danger;
    ink = c.on_danger;
    outlined = false;
  } else if (look.kind == ButtonKind::attention) {
    fill = down ? c.pressed : c.attention_tone.fill;
    ink = down ? c.text : c.attention_tone.text;
  } else if (look.chosen) {
    fill = down ? c.pressed : c.chosen;
  } else if (look.kind == ButtonKind::quiet) {
    fill = down ? c.pressed : Colour{c.surface.r, c.surface.g, c.surface.b, 150};  // what is off lets all through
  }
  const bool raised = look.enabled && !down && look.kind != ButtonKind::quiet;
  if (raised) pen.shadow(box, radius, c.shadow);
  pen.box(box, radius, fill);
  if (look.chosen) {
    pen.outline(box, radius, px(measure::chosen_outline), c.primary);
  } else if (outlined) {
    pen.outline(box, radius, std::max(1.0F, px(measure::outline)),
                look.kind == ButtonKind::attention ? c.attention_tone.line : c.line);
  } else if (!look.enabled) {
    pen.outline(box, radius, std::max(1.0F, px(measure::outline)), c.hairline);
  }

  Icon icon = look.chosen ? Icon::check : look.icon;
  const float side = icon_side();
  const float padding = button_padding();
  const float gap = px(icon_gap_mm);
  // The footer's are all in one size of letters, which were chosen with what air there is.
  const float air = look.keeps_weight && !look.chosen && !boxes.small ? 0 : face_air(box.h);
  const Rect inner{box.x + padding, box.y + air, box.w - 2 * padding, box.h - 2 * air};
  bool fits = true;
  if (label.empty()) {
    pen.icon(icon, box.center(), side, px(0.9F), ink);
  } else {
    const bool loud = look.kind == ButtonKind::primary || look.kind == ButtonKind::danger ||
                      look.kind == ButtonKind::attention || (look.chosen && !look.keeps_weight);
    Role role = loud ? Role::strong : Role::body;
    const Scale letters = look.scale.value_or(scale());
    // Words before decoration: an icon, then weight, gives way to them. The tick then stands on the corner.
    const auto room_for = [&](Role weight, bool icon_too, std::size_t lines) {
      const TextLayout& words =
          text->layout(label, weight, letters, inner.w - (icon_too ? side + gap + px(2) : 0), Wrap::label);
      return !words.broken && words.height <= inner.h && words.lines.size() <= lines;
    };
    const std::size_t lines = look.chosen ? text->layout(label, role, letters, inner.w, Wrap::label).lines.size() : 1;
    // Beside two lines of a narrow box it would push them against its edge.
    if (look.keeps_weight && look.chosen && lines > 1) icon = Icon::none;
    if (icon != Icon::none && !room_for(role, true, std::min<std::size_t>(lines, 2))) icon = Icon::none;
    const bool on_corner = icon == Icon::none && look.chosen;
    if (on_corner && !room_for(role, false, 2)) role = Role::body;
    const float taken = icon == Icon::none ? 0 : side + gap;
    const Rect words_room{inner.x, inner.y, inner.w - taken, inner.h};
    // On a small panel words come close to the edge only where a second line has no room.
    const float roomy = words_room.w - (boxes.small ? 2 * px(1) : 0);
    const TextLayout* laid = &text->layout(label, role, letters, roomy, Wrap::label);
    if (laid->broken || laid->height > words_room.h || laid->lines.size() > 2)
      laid = &lay_label(label, role, words_room, letters);
    const TextLayout& words = *laid;
    const float spare = inner.w - taken - words.width;
    const float left = inner.x + std::floor(spare / 2);
    const Rect words_box{look.icon_after && !look.chosen ? left : left + taken, inner.y, words.width, inner.h};
    fits = write(words, words_box, Align::center, ink) && spare >= -0.5F;
    if (icon != Icon::none) {
      const float x = look.icon_after && !look.chosen ? left + words.width + gap + side / 2 : left + side / 2;
      pen.icon(icon, {x, box.center().y}, side, px(0.9F), look.chosen ? c.primary : ink);
    }
    if (on_corner) draw_check({box.right() - px(0.7F), box.y + px(0.7F)}, px(2.3F), true);
  }
  mark({.id = std::string(id),
        .label = std::string(label),
        .rect = box,
        .enabled = look.enabled,
        .selected = look.chosen,
        .clipped = !fits});
  return contact == Contact::tapped;
}

}  // namespace anteroom::ui
