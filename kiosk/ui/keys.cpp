// Keys for numbers, dates and codes.
#include "kiosk/ui/key_caps.h"
#include "kiosk/ui/state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <string>
#include <utility>

namespace anteroom::ui {
namespace {

KeyCap point_key(std::string_view label, bool enabled) {
  KeyCap cap = named_key("point", '.', enabled);
  cap.label = label;
  return cap;
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
  // Three rows of four where height is short or there is no room beside.
  if (s.boxes.portrait || s.boxes.small) {
    rows = {{digit_key('1', on), digit_key('2', on), digit_key('3', on), erase_key(keypad.erase_label, !keypad.locked)},
            {digit_key('4', on), digit_key('5', on), digit_key('6', on),
             keypad.point ? point_key(keypad.point_label, on) : KeyCap{}},
            {digit_key('7', on), digit_key('8', on), digit_key('9', on), digit_key('0', on)}};
    if (!keypad.point) rows[0].back().rows = 2;  // a hole would look as if a key was missing
    if (keypad.minus) rows.push_back({named_key("minus", '-', on)});
  } else {
    rows = {{digit_key('1', on), digit_key('2', on), digit_key('3', on)},
            {digit_key('4', on), digit_key('5', on), digit_key('6', on)},
            {digit_key('7', on), digit_key('8', on), digit_key('9', on)},
            {keypad.point   ? point_key(keypad.point_label, on)
             : keypad.minus ? named_key("minus", '-', on)
                            : KeyCap{},
             digit_key('0', on), erase_key(keypad.erase_label, !keypad.locked)}};
    if (keypad.point && keypad.minus) rows.insert(rows.end() - 1, {KeyCap{}, named_key("minus", '-', on), KeyCap{}});
  }
  const float gap = s.up(measure::gap);
  const auto count = static_cast<float>(rows.size());
  Rect box = s.keys;
  std::optional<Key> pressed;
  if (box.h <= 0 && s.boxes.portrait) {
    const float height = count * s.up(measure::target) + (count - 1) * gap;
    const float tiles = s.beside_height(keypad.beside, s.room.w);
    const State::WritingRoom room = s.write_above(height + (tiles > 0 ? tiles + s.up(measure::block_gap) : 0),
                                                  keypad.words, {}, keypad.beside.options);
    if (!room.keys_open) return std::nullopt;
    box = room.box;
    if (tiles > 0) pressed = s.draw_beside(keypad.beside, {box.x, box.y, box.w, tiles});
    box = {box.x, box.bottom() - height, box.w, height};
  }
  if (box.h <= 0) {
    // Keys at the right, the question and its field at the left.
    const float width = s.keypad_width();
    // In smaller letters beside their keys rather than out of sight, but on a large panel no smaller than usual.
    const auto beside = [&] {
      return (s.boxes.small || s.answer_letters <= Scale::medium) && s.fits_beside_keypad(keypad, width);
    };
    if (s.question && !beside() && !s.choose_letters(beside)) {
      s.answer_letters = s.flow_letters;
      s.close_stem = false;
      s.look_at_label();
      if (!s.keys_open) {
        s.y += std::exchange(s.spacing, 0.0F);
        s.draw_before_writing(keypad.words, keypad.beside.options);
        return std::nullopt;
      }
      s.read_beside_keypad(keypad.words, width);
    }
    box = {s.room.right() - width, s.room.y, width, s.room.h};
    s.room.w -= width + s.up(s.boxes.small ? 6 : 10);
    if (s.question) {
      std::optional<PendingField> field = std::exchange(s.question->field, std::nullopt);
      if (field) s.make_comfortable(*field, keypad);
      const float height = field ? s.field_height(*field, s.room.w) : 0;
      const float tiles = s.beside_height(keypad.beside, s.room.w);
      const float block_gap = s.up(s.boxes.small ? measure::gap : measure::block_gap);
      const float below = (field ? height + block_gap : 0) + (tiles > 0 ? tiles + block_gap : 0);
      const float top = s.y + std::exchange(s.spacing, 0.0F);
      const float free = s.room.bottom() - below - top;
      s.stem_role = s.question_height(Role::heading, s.room.w) <= free ? Role::heading : Role::strong;
      const float words = std::min(s.question_height(s.stem_role, s.room.w), free);
      s.draw_question({s.room.x, top, s.room.w, words});
      if (s.only_reads) return std::nullopt;
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
      Rect place = key_box(grid, rows.size(), row, static_cast<float>(column), 1);
      place.h += static_cast<float>(cap.rows - 1) * (place.h + gap);
      if (s.key_face(cap.id, cap.label, cap.icon, place, cap.enabled, false, Role::heading)) {
        pressed = Key{.erase = cap.letter == 0, .letter = cap.letter};
      }
    }
  }
  return pressed;
}

// A low field is for where it must be low.
void Ui::State::make_comfortable(PendingField& field, const Keypad& keypad) {
  constexpr float comfortable_mm = 13;
  const float least = std::exchange(field.least_height, up(comfortable_mm));
  const float tiles = beside_height(keypad.beside, room.w);
  const float gap = up(measure::gap);
  const float needed =
      question_height(Role::strong, room.w) + gap + field_height(field, room.w) + (tiles > 0 ? gap + tiles : 0);
  if (needed > room.bottom() - y - spacing) field.least_height = least;
}

bool Ui::State::fits_beside_keypad(const Keypad& keypad, float keypad_width) {
  if (!question->field || keypad.words.write.empty()) return true;
  const float width = room.w - keypad_width - up(boxes.small ? 6 : 10);
  const float gap = up(boxes.small ? measure::gap : measure::block_gap);
  const float tiles = beside_height(keypad.beside, width);
  const float needed = question_height(Role::strong, width) + gap + field_height(*question->field, width) +
                       (tiles > 0 ? gap + tiles : 0);
  return needed <= room.bottom() - y - spacing;
}

// The way back to the question takes its place above the field.
void Ui::State::read_beside_keypad(const WriteWords& words, float keypad_width) {
  const float width = room.w - keypad_width - up(boxes.small ? 6 : 10);
  y += std::exchange(spacing, 0.0F);
  const Rect box{room.x, y, read_button_width(words, width), up(boxes.small ? measure::target_floor : measure::target)};
  if (face("keys:close", words.read, box, {.icon = Icon::none})) keys_open = false;
  y = box.bottom() + up(measure::gap);
  question->preamble.clear();
  question->stem.clear();
  question->hint.clear();
  if (question->field && question->field->label_tone == Tone::neutral) question->field->label.clear();
}

float Ui::State::keypad_width() const {
  if (boxes.small) return up(4 * 13.5F + 3 * measure::gap);
  // Large letters need the width beside the keys, which stay wider than a finger.
  if (!staff && text_size >= TextSize::large) return std::min(up(62), room.w * 0.42F);
  return std::min(up(86), room.w * 0.42F);
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
  // A word says more than a bracket, where the bar is wide enough for it.
  const bool in_words =
      icon == Icon::space && text->layout(label, role, scale(), 1e6F, Wrap::label).width <= box.w - px(3);
  if (icon != Icon::none && !in_words) {
    pen.icon(icon, box.center(), std::min(px(8), box.w * 0.55F), px(0.8F), ink);
  } else {
    text_part = TextPart::key;
    const TextLayout& words = lay_label(label, role, box.inset(px(0.4F)));
    fits = write(words, box, Align::center, ink);
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
