// What has been typed, where it stands: a line or lines of text, or a box for each digit. It belongs to the caller.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace anteroom::ui {

float Ui::State::field_height(const PendingField& field, float width) {
  const float label =
      field.label.empty() ? 0 : message_height(field.label, field.label_tone, width) + label_gap(field.label_tone);
  if (!field.digits) {
    const float least = std::max(
        {up(boxes.small ? 9.5F : 14), field.least_height, std::ceil(text->capital_height(Role::body, scale()) * 2.1F)});
    if (field.lines < 2) return label + least;
    return label + std::max(least, static_cast<float>(field.lines) * text->line_height(Role::body, scale()) +
                                       up(staff ? 1 : 3));
  }
  const bool hinted = !field.group_hints.empty();
  const float boxed = std::max(up(boxes.small ? 13 : 17), std::ceil(text->capital_height(Role::body, scale()) * 2.1F));
  return label + boxed + (hinted ? text->line_height(Role::body, scale()) : 0);
}

float Ui::State::label_gap(Tone tone) const { return up(is_boxed(tone) && !boxes.small ? measure::gap : 1.5F); }

void Ui::State::fit_field(PendingField& field, float height, float width) {
  field.lines = 1;
  while (field.lines < field.most_lines) {
    ++field.lines;
    if (field_height(field, width) <= height) continue;
    --field.lines;
    return;
  }
}

void Ui::State::draw_caret(float x, const Rect& inside) {
  const float height = std::min(text->capital_height(Role::heading, scale()) * 1.5F, inside.h - 2 * px(1.5F));
  pen.box({x, inside.center().y - height / 2, std::max(2.0F, px(0.6F)), height}, 1, colours->primary);
}

// With room for the caret.
float Ui::State::end_width(float width) const { return width - px(2); }

// A long answer shows its end, where the caret is, and that there is more before it; the whole of it is read again in
// the review.
const TextLayout& Ui::State::lay_end(std::string_view value, const Rect& inside) {
  const float width = end_width(inside.w);
  // All of it in smaller letters rather than its end.
  Scale letters = scale();
  const auto laid = [&](std::string_view words) -> const TextLayout& {
    return text->layout(words, Role::body, letters, width, Wrap::typed);
  };
  const auto lines_in = [&](const TextLayout& words) {
    return static_cast<std::size_t>(std::max(1.0F, std::floor(inside.h / words.line_height)));
  };
  const auto fits = [&](const TextLayout& words) { return words.lines.size() <= lines_in(words) && !words.broken; };
  while (letters < least_letters() && !fits(laid(value))) letters = next_smaller(letters);
  const TextLayout& whole = laid(value);
  if (fits(whole)) return whole;
  const std::size_t fit = lines_in(whole);
  // As much of it as there is room for beside the dots.
  std::size_t from = whole.broken || whole.lines.size() <= fit ? 0 : whole.lines[whole.lines.size() - fit - 1].begin;
  while (from != std::string::npos) {
    const TextLayout& end = laid(std::format("… {}", std::string_view(whole.text).substr(from)));
    if (fits(end)) return end;
    const std::size_t space = whole.text.find_first_of(" -", from);  // a code has hyphens
    from = space == std::string::npos ? space : space + 1;
  }
  return whole;
}

void Ui::State::draw_field(const PendingField& field, const Rect& box) {
  const Palette& c = *colours;
  float top = box.y;
  if (!field.label.empty()) {
    const float height = message_height(field.label, field.label_tone, box.w);
    draw_message(field.label, field.label_tone, {box.x, top, box.w, height});
    top += height + label_gap(field.label_tone);
  }
  const float radius = px(measure::radius);
  if (!field.digits) {
    const Rect frame{box.x, top, box.w, field_height(field, box.w) - (top - box.y)};
    pen.box(frame, radius, c.surface);
    pen.outline(frame, radius, field.active ? px(0.8F) : std::max(1.0F, px(measure::outline)),
                field.active ? c.primary : c.line);
    const float padding = up(4);
    Rect inner = {frame.x + padding, frame.y, frame.w - 2 * padding, frame.h};
    const float suffix = field.suffix.empty() ? 0 : lay(field.suffix, Role::body, inner.w).width + up(measure::gap);
    // What was typed comes before what is said of it: a word that is only broken for the suffix's sake stands alone.
    const bool has_room = field.value.empty() || !lay(field.value, Role::body, inner.w - suffix - px(2)).broken;
    if (!field.suffix.empty() && has_room) {
      const TextLayout& words = lay(field.suffix, Role::body, inner.w);
      const Rect place{inner.right() - words.width, inner.y, words.width, inner.h};
      write(words, place, Align::right, c.quiet);
      inner.w -= words.width + up(measure::gap);
    }
    const bool empty = field.value.empty();
    if (empty && !field.hint.empty()) write(lay(field.hint, Role::body, inner.w), inner, Align::left, c.quiet);
    float x = inner.x;
    if (!empty) {
      const TextLayout& words = lay_end(field.value, inner);
      const std::size_t last = words.lines.size() - 1;
      const auto fit = static_cast<std::size_t>(std::max(1.0F, std::floor(inner.h / words.line_height)));
      const std::size_t first = words.lines.size() > fit ? words.lines.size() - fit : 0;
      write(words, inner, Align::left, c.text, first, SIZE_MAX);
      x += words.lines[last].width + px(0.8F);
      const std::size_t below = (words.lines.size() - first) - 1;  // the caret stands on the last line
      inner.y += static_cast<float>(below) * words.line_height / 2;
    }
    if (field.active) draw_caret(empty ? inner.x - px(1.2F) : x, inner);
    mark({.id = "field:" + field.id, .label = field.label, .rect = frame, .enabled = false, .kind = MarkKind::state});
    return;
  }

  draw_digits(field, {box.x, top, box.w, box.bottom() - top});
}

void Ui::State::draw_digits(const PendingField& field, const Rect& box) {
  const Palette& c = *colours;
  std::size_t slots = 0;
  for (const std::size_t size : field.groups) slots += size;
  const float gap = up(boxes.small ? 0.9F : 1.6F);
  const float group_gap = up(boxes.small ? 4.2F : 5);
  // The name of a group may be a little wider than its boxes, with air to the next.
  const float hint_reach = group_gap - up(1);
  const float room_w = box.w - group_gap * static_cast<float>(field.groups.size() - 1) -
                       gap * static_cast<float>(slots - field.groups.size());
  const float width = std::floor(std::min(up(15), room_w / static_cast<float>(slots)));
  const float height = up(boxes.small ? 13 : 17);
  const float top = box.y;
  // The names below the groups all alike, in the largest letters that have room.
  const float hint_line = text->line_height(Role::body, scale());
  Scale hint_letters = scale();
  for (std::size_t group = 0; group < field.group_hints.size(); ++group) {
    const auto boxes_of_it = static_cast<float>(field.groups.at(group));
    // The first reaches over its boxes on one side only.
    const float reach = group == 0 ? hint_reach / 2 : hint_reach;
    const Rect place{0, 0, boxes_of_it * (width + gap) - gap + reach, hint_line};
    hint_letters = std::max(hint_letters, lay_label(field.group_hints[group], Role::body, place, hint_letters).scale);
  }
  // No digit touches the sides of its box; all are as large as the widest of them can be.
  Scale letters = scale();
  const auto too_wide = [&] {
    return text->layout("0", Role::heading, letters, 1e6F, Wrap::tight).width > width * 0.7F;
  };
  while (letters != Scale::staff && too_wide()) letters = next_smaller(letters);
  float x = box.x;
  std::size_t index = 0;
  for (std::size_t group = 0; group < field.groups.size(); ++group) {
    const float group_x = x;
    for (std::size_t place = 0; place < field.groups[group]; ++place, ++index) {
      const Rect slot{x, top, width, height};
      const bool here = field.active && index == (field.begins_anew ? 0 : field.value.size());
      const float radius = std::min(px(measure::radius), width / 4);
      pen.box(slot, radius, c.surface);
      pen.outline(slot, radius, here ? px(boxes.small ? 0.6F : 0.9F) : std::max(1.0F, px(measure::outline)),
                  here ? c.primary : c.line);
      if (index < field.value.size() && field.hidden) {
        pen.disc(slot.center(), px(1.8F), c.text);
      } else if (index < field.value.size()) {
        write(text->layout({&field.value[index], 1}, Role::heading, letters, width, Wrap::tight), slot, Align::center,
              c.text);
      } else if (here) {
        draw_caret(slot.center().x, slot);
      }
      x += width + gap;
    }
    if (field.in_words.empty() && group < field.group_hints.size()) {
      const float hint_width = x - gap - group_x + hint_reach;
      const Rect place{group_x - hint_reach / 2, top + height, hint_width, hint_line};
      const TextLayout& words = lay_label(field.group_hints[group], Role::body, place, hint_letters);
      // Wider than its boxes, the first begins where all else does.
      const bool hangs_over = group == 0 && words.width > x - gap - group_x;
      write(words, hangs_over ? Rect{group_x, place.y, hint_width, hint_line} : place,
            hangs_over ? Align::left : Align::center, c.quiet);
    }
    x += group_gap - gap;
  }
  // What was typed, as people read it, once it is whole: a day and a month that changed places are seen.
  if (!field.in_words.empty() && !field.group_hints.empty()) {
    const Rect place{box.x, top + height, box.w, hint_line};
    write(lay_label(field.in_words, Role::body, place), place, Align::left, c.text);
  }
  mark({.id = "field:" + field.id,
        .label = field.label,
        .rect = {box.x, top, x - group_gap - box.x, height},
        .enabled = false,
        .kind = MarkKind::state});
}

void Ui::State::flow_field(const PendingField& field) {
  if (question) {
    question->field = field;
    return;
  }
  const float height = field_height(field, column.w);
  const bool above_keys = layout == Layout::keypad || layout == Layout::keyboard;
  const bool has_no_room = page_cursor > 0 || y + spacing + height > room.bottom() + 1;
  if (above_keys && is_least() && (pinned_height > 0 || has_no_room)) {
    // What is typed stays in sight, whichever page of the words is shown.
    if (pinned_height != height) {
      pinned_height = height;
      relayout = true;
    }
    draw_field(field, {column.x, room.bottom() + up(boxes.small ? 1 : measure::gap), column.w, height});
    return;
  }
  if (const auto box = claim(height, up(measure::gap))) draw_field(field, *box);
}

void Ui::text_field(const TextField& field) {
  m_state->flow_field({.digits = false,
                       .id = std::string(field.id),
                       .label = std::string(field.label),
                       .label_tone = field.label_tone,
                       .value = std::string(field.value),
                       .hint = std::string(field.hint),
                       .suffix = std::string(field.suffix),
                       .most_lines = field.most_lines,
                       .active = field.active,
                       .groups = {},
                       .group_hints = {},
                       .in_words = {}});
}

void Ui::digit_field(const DigitField& field) {
  PendingField pending{.digits = true,
                       .id = std::string(field.id),
                       .label = std::string(field.label),
                       .label_tone = field.label_tone,
                       .value = std::string(field.digits),
                       .hint = {},
                       .suffix = {},
                       .active = field.active,
                       .hidden = field.hidden,
                       .begins_anew = field.begins_anew,
                       .groups = {field.groups.begin(), field.groups.end()},
                       .group_hints = {},
                       .in_words = std::string(field.in_words)};
  for (const std::string_view hint : field.group_hints) pending.group_hints.emplace_back(hint);
  m_state->flow_field(pending);
}

}  // namespace anteroom::ui
