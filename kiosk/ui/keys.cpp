// Keys and the fields they fill. What has been typed belongs to the caller; only shift and the page of digits are kept
// here.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <string>
#include <utility>

namespace anteroom::ui {
namespace {

// One key as it stands on a row; an empty id leaves the place free.
struct KeyCap {
  std::string id = {};
  std::string label = {};
  Icon icon = Icon::none;
  float width = 1;  // in key widths
  bool enabled = true;
  char32_t letter = 0;
  bool chosen = false;
};

using KeyRows = std::vector<std::vector<KeyCap>>;

KeyCap digit(char which, bool enabled) {
  return {.id = std::format("key:{}", which),
          .label = std::string(1, which),
          .enabled = enabled,
          .letter = static_cast<char32_t>(which)};
}

KeyCap named(std::string_view name, char which, bool enabled) {
  return {.id = std::format("key:{}", name),
          .label = std::string(1, which),
          .enabled = enabled,
          .letter = static_cast<char32_t>(which)};
}

KeyCap point_key(std::string_view label, bool enabled) {
  KeyCap cap = named("point", '.', enabled);
  cap.label = label;
  return cap;
}

KeyCap erase_key(std::string_view label, float width = 1) {
  return {.id = "key:erase", .label = std::string(label), .icon = Icon::erase, .width = width};
}

}  // namespace

// ---- fields ----

float Ui::State::field_height(const PendingField& field, float width) {
  const float label = field.label.empty() ? 0 : lay(field.label, Role::body, width, Wrap::tight).height + up(1);
  if (!field.digits) {
    const float least = up(boxes.small ? 9.5F : 14);
    if (field.lines < 2) return label + least;
    return label + std::max(least, static_cast<float>(field.lines) * text->line_height(Role::body, staff) + up(3));
  }
  const bool hinted = !field.group_hints.empty();
  return label + up(boxes.small ? 13 : 17) + (hinted ? text->line_height(Role::body, staff) : 0);
}

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
  const float height = text->capital_height(Role::heading, staff) * 1.5F;
  pen.box({x, inside.center().y - height / 2, std::max(2.0F, px(0.6F)), height}, 1, colours->primary);
}

void Ui::State::draw_field(const PendingField& field, const Rect& box) {
  const Palette& c = *colours;
  float top = box.y;
  if (!field.label.empty()) {
    const TextLayout& words = lay(field.label, Role::body, box.w, Wrap::tight);
    write(words, {box.x, top, box.w, words.height}, Align::left, c.muted);
    top += words.height + up(1);
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
      write(words, place, Align::right, c.muted);
      inner.w -= words.width + up(measure::gap);
    }
    const bool empty = field.value.empty();
    if (empty && !field.hint.empty()) write(lay(field.hint, Role::body, inner.w), inner, Align::left, c.muted);
    float x = inner.x;
    if (!empty) {
      // A long answer shows its end, where the caret is; the whole of it is read again in the review.
      const TextLayout& words = lay(field.value, Role::body, inner.w - px(2));
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
  const float gap = up(1.6F);
  const float group_gap = up(5);
  const float room_w = box.w - group_gap * static_cast<float>(field.groups.size() - 1) -
                       gap * static_cast<float>(slots - field.groups.size());
  const float width = std::floor(std::min(up(15), room_w / static_cast<float>(slots)));
  const float height = up(boxes.small ? 13 : 17);
  const float top = box.y;
  float x = box.x;
  std::size_t index = 0;
  for (std::size_t group = 0; group < field.groups.size(); ++group) {
    const float group_x = x;
    for (std::size_t place = 0; place < field.groups[group]; ++place, ++index) {
      const Rect slot{x, top, width, height};
      const bool here = field.active && index == field.value.size();
      pen.box(slot, px(measure::radius), c.surface);
      pen.outline(slot, px(measure::radius), here ? px(0.9F) : std::max(1.0F, px(measure::outline)),
                  here ? c.primary : c.line);
      if (index < field.value.size()) {
        write(lay({&field.value[index], 1}, Role::heading, width), slot, Align::center, c.text);
      } else if (here) {
        draw_caret(slot.center().x, slot);
      }
      x += width + gap;
    }
    if (group < field.group_hints.size()) {
      // A name may be a little wider than its boxes: the gap between groups is its own on both sides.
      const float hint_width = x - gap - group_x + group_gap;
      const Rect place{group_x - group_gap / 2, top + height, hint_width, text->line_height(Role::body, staff)};
      write(lay_label(field.group_hints[group], Role::body, place), place, Align::center, c.muted);
    }
    x += group_gap - gap;
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
  if (const auto box = claim(height, up(measure::gap))) draw_field(field, *box);
}

void Ui::text_field(const TextField& field) {
  m_state->flow_field({.digits = false,
                       .id = std::string(field.id),
                       .label = std::string(field.label),
                       .value = std::string(field.value),
                       .hint = std::string(field.hint),
                       .suffix = std::string(field.suffix),
                       .most_lines = field.most_lines,
                       .active = field.active,
                       .groups = {},
                       .group_hints = {}});
}

void Ui::digit_field(const DigitField& field) {
  PendingField pending{.digits = true,
                       .id = std::string(field.id),
                       .label = std::string(field.label),
                       .value = std::string(field.digits),
                       .hint = {},
                       .suffix = {},
                       .active = true,
                       .groups = {field.groups.begin(), field.groups.end()},
                       .group_hints = {}};
  for (const std::string_view hint : field.group_hints) pending.group_hints.emplace_back(hint);
  m_state->flow_field(pending);
}

// ---- keys ----

namespace {

struct KeyGrid {
  Rect box;
  float gap;
  float across;  // key widths in the widest row
};

// The box of a cap that begins `from` key widths into row `row`.
Rect key_box(const KeyGrid& grid, std::size_t rows, std::size_t row, float from, float width) {
  const float unit = (grid.box.w - grid.gap * (grid.across - 1)) / grid.across;
  const float height = std::floor((grid.box.h - grid.gap * static_cast<float>(rows - 1)) / static_cast<float>(rows));
  const float x = std::floor(grid.box.x + from * (unit + grid.gap));
  const float end = std::floor(grid.box.x + (from + width) * (unit + grid.gap) - grid.gap);
  return {x, grid.box.y + static_cast<float>(row) * (height + grid.gap), end - x, height};
}

}  // namespace

float Ui::State::beside_height(const Choices& choices, float width) {
  if (choices.options.empty()) return 0;
  const BesideGrid grid = beside_grid(choices, width);
  const auto rows = static_cast<float>((choices.options.size() + grid.across - 1) / grid.across);
  return rows * grid.tile.h + (rows - 1) * up(measure::gap);
}

// As many beside each other as stay on one line of words.
Ui::State::BesideGrid Ui::State::beside_grid(const Choices& choices, float width) {
  const float gap = up(measure::gap);
  const std::size_t most = std::min<std::size_t>(choices.options.size(), 4);
  for (std::size_t across = most; across > 1; --across) {
    const float each = std::floor((width - gap * static_cast<float>(across - 1)) / static_cast<float>(across));
    if (each < up(measure::target)) continue;
    const bool one_line = std::ranges::all_of(choices.options, [&](const Option& option) {
      return lay(option.label, Role::strong, 1e6F).width <= tile_words_width(each);
    });
    if (one_line) return {across, {each, tile_height(choices.options, each, measure::target)}};
  }
  return {1, {width, tile_height(choices.options, width, measure::target)}};
}

std::optional<Key> Ui::State::draw_beside(const Choices& choices, const Rect& box) {
  const BesideGrid grid = beside_grid(choices, box.w);
  const auto tapped = draw_grid(
      choices, {.box = box, .across = grid.across, .tile = grid.tile, .first = 0, .count = choices.options.size()});
  if (!tapped) return std::nullopt;
  return Key{.erase = false, .letter = 0, .choice = tapped};
}

std::optional<Key> Ui::keypad(const Keypad& keypad) {
  State& s = *m_state;
  const bool on = keypad.enabled;
  KeyRows rows;
  if (s.boxes.portrait) {
    rows = {
        {digit('1', on), digit('2', on), digit('3', on), erase_key(keypad.erase_label)},
        {digit('4', on), digit('5', on), digit('6', on), keypad.point ? point_key(keypad.point_label, on) : KeyCap{}},
        {digit('7', on), digit('8', on), digit('9', on), digit('0', on)}};
    if (keypad.minus) rows.push_back({named("minus", '-', on)});
  } else {
    rows = {{digit('1', on), digit('2', on), digit('3', on)},
            {digit('4', on), digit('5', on), digit('6', on)},
            {digit('7', on), digit('8', on), digit('9', on)},
            {keypad.point   ? point_key(keypad.point_label, on)
             : keypad.minus ? named("minus", '-', on)
                            : KeyCap{},
             digit('0', on), erase_key(keypad.erase_label)}};
    if (keypad.point && keypad.minus) rows.insert(rows.end() - 1, {KeyCap{}, named("minus", '-', on), KeyCap{}});
  }
  const float gap = s.up(s.boxes.small ? 2 : measure::gap);
  const auto count = static_cast<float>(rows.size());
  Rect box = s.keys;
  std::optional<Key> pressed;
  if (box.h <= 0 && s.boxes.portrait) {
    const float height = count * s.up(measure::target) + (count - 1) * gap;
    const float tiles = s.beside_height(keypad.beside, s.room.w);
    box = s.stand_above(height + (tiles > 0 ? tiles + s.up(measure::block_gap) : 0));
    if (tiles > 0) pressed = s.draw_beside(keypad.beside, {box.x, box.y, box.w, tiles});
    box = {box.x, box.bottom() - height, box.w, height};
  }
  if (box.h <= 0) {
    // Keys at the right, the question and its field at the left.
    const float width = s.keypad_width();
    box = {s.room.right() - width, s.room.y, width, s.room.h};
    s.room.w -= width + s.up(s.boxes.small ? 6 : 10);
    if (s.question) {
      const std::optional<PendingField> field = std::exchange(s.question->field, std::nullopt);
      const float height = field ? s.field_height(*field, s.room.w) : 0;
      const float tiles = s.beside_height(keypad.beside, s.room.w);
      const float block_gap = s.up(s.boxes.small ? measure::gap : measure::block_gap);
      const float below = (field ? height + block_gap : 0) + (tiles > 0 ? tiles + block_gap : 0);
      const float top = s.y + std::exchange(s.spacing, 0.0F);
      const float free = s.room.bottom() - below - top;
      s.stem_role = s.question_height(Role::heading, s.room.w) <= free ? Role::heading : Role::strong;
      const float words = std::min(s.question_height(s.stem_role, s.room.w), free);
      s.draw_question({s.room.x, top, s.room.w, words}, top + words);
      if (field) s.draw_field(*field, {s.room.x, top + words + block_gap, s.room.w, height});
      if (tiles > 0) {
        pressed = s.draw_beside(keypad.beside, {s.room.x, s.room.bottom() - tiles, s.room.w, tiles});
      }
      s.question.reset();
    }
  }
  if (!s.boxes.portrait) {
    // As large as the room allows, up to a comfortable key, at the foot like every answer.
    const float height = std::min(box.h, count * s.up(23) + (count - 1) * gap);
    box = {box.x, box.bottom() - height, box.w, height};
  }

  const KeyGrid grid{.box = box, .gap = gap, .across = static_cast<float>(rows.front().size())};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      const KeyCap& cap = rows[row][column];
      if (cap.id.empty()) continue;
      const Rect place = key_box(grid, rows.size(), row, static_cast<float>(column), 1);
      if (s.key_face(cap.id, cap.label, cap.icon, place, cap.enabled, false, Role::heading)) {
        pressed = Key{.erase = cap.letter == 0, .letter = cap.letter};
      }
    }
  }
  return pressed;
}

namespace {

// Rows of ten. Erase stands at the end of the second row and the turn to digits or letters at the end of the third,
// whatever else changes.
KeyRows keyboard_rows(const Keyboard& keyboard, bool digits, bool shift) {
  const bool on = keyboard.enabled;
  const bool writes_text = keyboard.kind == KeyboardKind::text;
  const bool capitals = !writes_text || shift;
  const auto free = [](float width) { return KeyCap{.width = width}; };
  const auto letters = [&](std::vector<KeyCap>& row, std::string_view which) {
    for (const char letter : which) {
      const char shown = capitals ? static_cast<char>(letter - 'a' + 'A') : letter;
      row.push_back({.id = std::format("key:{}", letter),
                     .label = std::string(1, shown),
                     .enabled = on,
                     .letter = static_cast<char32_t>(shown)});
    }
  };
  const auto space = [&](float width) {
    return KeyCap{.id = "key:space",
                  .label = std::string(keyboard.space_label),
                  .icon = Icon::space,
                  .width = width,
                  .enabled = on,
                  .letter = U' '};
  };
  KeyRows rows(3);
  if (digits) {
    for (const char which : std::string_view("1234567890")) rows[0].push_back(digit(which, on));
    rows[1] = {named("hyphen", '-', on), named("point", '.', on)};
    if (writes_text) {
      rows[1].push_back(named("comma", ',', on));
      rows[1].push_back(named("apostrophe", '\'', on));
      rows[1].push_back(named("question", '?', on));
      rows[1].push_back(named("slash", '/', on));
      rows[1].push_back(named("colon", ':', on));
      rows[1].push_back(named("at", '@', on));
    }
    rows[1].push_back(free(9 - static_cast<float>(rows[1].size())));
    rows[2] = {free(1), writes_text ? space(7) : free(7), free(1)};
  } else {
    letters(rows[0], "qwertyuiop");
    letters(rows[1], "asdfghjkl");
    rows[2].push_back(writes_text ? KeyCap{.id = "key:shift", .icon = Icon::shift, .chosen = shift} : free(1));
    letters(rows[2], "zxcvbnm");
    rows[2].push_back(writes_text ? space(1) : free(1));
  }
  rows[1].push_back(erase_key(keyboard.erase_label));
  if (digits) {
    rows[2].push_back({.id = "key:letters", .label = "ABC"});
  } else if (keyboard.kind != KeyboardKind::letters) {
    rows[2].push_back({.id = "key:digits", .label = "123"});
  }
  return rows;
}

// A panel held upright is too narrow for ten keys: the same keys, in the same order, five to a row.
constexpr std::size_t portrait_rows = 6;

KeyRows narrow_rows(const KeyRows& wide) {
  KeyRows rows(portrait_rows);
  std::size_t count = 0;
  for (const std::vector<KeyCap>& row : wide) {
    for (const KeyCap& cap : row) {
      if (cap.id.empty()) continue;
      rows[count++ / 5].push_back(cap);
      rows[(count - 1) / 5].back().width = 1;
    }
  }
  return rows;
}

}  // namespace

float Ui::State::keypad_width() const {
  if (boxes.small) return up(54);
  // Large letters need the width beside the keys, which stay wider than a finger.
  if (!staff && text_size >= TextSize::large) return std::min(up(62), room.w * 0.42F);
  return std::min(up(86), room.w * 0.42F);
}

float Ui::State::keyboard_height() const {
  const bool tight = boxes.small;
  const float rows = boxes.portrait ? static_cast<float>(portrait_rows) : 3;
  return rows * up(tight ? measure::target_floor : measure::target) + (rows - 1) * up(tight ? 2 : measure::gap);
}

std::optional<Key> Ui::keyboard(const Keyboard& keyboard) {
  State& s = *m_state;
  const bool digits = s.digits_shown.value_or(keyboard.kind == KeyboardKind::record_number);
  const KeyRows wide = keyboard_rows(keyboard, digits, s.shift);
  const KeyRows rows = s.boxes.portrait ? narrow_rows(wide) : wide;
  // A small panel has no room for 16 mm keys: the floor for keys is 12.7 mm, with 2 mm between them.
  const float gap = s.up(s.boxes.small ? 2 : measure::gap);
  const Rect box = s.keys.h > 0 ? s.keys : s.stand_above(s.keyboard_height());
  const KeyGrid grid{.box = box, .gap = gap, .across = s.boxes.portrait ? 5.0F : 10.0F};
  std::optional<Key> pressed;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    float from = 0;
    for (const KeyCap& cap : rows[row]) {
      const Rect place = key_box(grid, rows.size(), row, from, cap.width);
      from += cap.width;
      if (cap.id.empty()) continue;
      if (!s.key_face(cap.id, cap.label, cap.icon, place, cap.enabled, cap.chosen, Role::strong)) continue;
      if (cap.id == "key:shift") {
        s.shift = !s.shift;
      } else if (cap.id == "key:digits" || cap.id == "key:letters") {
        s.digits_shown = cap.id == "key:digits";
      } else {
        pressed = Key{.erase = cap.letter == 0, .letter = cap.letter};
        if (cap.letter != 0) s.shift = false;
      }
    }
  }
  return pressed;
}

bool Ui::State::key_face(std::string_view id, std::string_view label, Icon icon, const Rect& box, bool enabled,
                         bool chosen, Role role) {
  const Palette& c = *colours;
  const Contact contact = taps.contact(id, box, enabled);
  const bool down = contact == Contact::pressed;
  const float radius = px(2.4F);
  if (enabled && !down) pen.shadow(box, radius, c.shadow);
  // A key under the finger is mostly hidden by it: the whole key turns dark, which shows around the fingertip.
  const Colour fill = down ? c.primary : chosen ? c.chosen : enabled ? c.surface : c.background;
  const Colour ink = down ? c.on_primary : enabled ? c.text : c.muted;
  pen.box(box, radius, fill);
  pen.outline(box, radius, chosen ? px(0.8F) : std::max(1.0F, px(measure::outline)),
              chosen    ? c.primary
              : enabled ? c.line
                        : c.hairline);
  bool fits = true;
  if (icon != Icon::none) {
    pen.icon(icon, box.center(), std::min(px(8), box.w * 0.55F), px(0.8F), ink);
  } else {
    text_part = TextPart::key;
    fits = write(lay_label(label, role, box.inset(px(0.4F))), box, Align::center, ink);
    text_part = TextPart::content;
  }
  mark({.id = std::string(id),
        .label = std::string(label),
        .rect = box,
        .enabled = enabled,
        .selected = chosen,
        .clipped = !fits});
  return contact == Contact::tapped;
}

}  // namespace anteroom::ui
