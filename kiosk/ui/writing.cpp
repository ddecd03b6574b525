// A question, its field and its keys on one screen: all at once where they have room, else one after the other.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace anteroom::ui {

void Ui::State::look_at_label() {
  if (!question->field || question->field->label == label_seen) return;
  // Something new to read takes the keys away; that it was read, and typing goes on, does not.
  const bool is_news = !question->field->label.empty();
  if (is_news && (!label_seen.empty() || keys_open)) keys_open = false;
  label_seen = question->field->label;
}

float Ui::State::read_button_width(const WriteWords& words, float most) {
  const float natural = lay(words.read, Role::body, 1e6F).width + up(boxes.small ? 4 : 8);
  return std::ceil(std::clamp(natural, up(measure::target), std::max(up(measure::target), most)));
}

void Ui::State::draw_before_writing(const WriteWords& words, std::span<const Option> beside) {
  PendingField field = *std::exchange(question->field, std::nullopt);
  const Palette& c = *colours;
  const float gap = up(boxes.small ? 2 : measure::gap + 1);
  const float padding = up(4);
  const float icon = px(7);
  if (!field.label.empty()) {
    question->hint = field.label;
    question->hint_tone = field.label_tone;
  }
  // A box for each digit is for typing; here it is one text.
  const bool is_clock = field.groups.size() == 2;  // hours and minutes
  if (field.digits) {
    std::size_t end = 0;
    for (const std::size_t group : field.groups) {
      end += group;
      if (end < field.value.size()) field.value.insert(end++, is_clock ? ":" : " ");
    }
  }
  const auto chosen = std::ranges::find(beside, true, &Option::selected);
  const std::string_view unit = chosen != beside.end() ? chosen->label : std::string_view(field.suffix);
  if (!field.value.empty() && !unit.empty()) field.value.append(1, ' ').append(unit);
  if (!field.in_words.empty()) field.value = field.in_words;
  const std::string_view shown = field.value.empty() ? words.write : std::string_view(field.value);
  const Role role = Role::body;
  const float words_width = room.w - 3 * padding - icon;
  // All of what was written, before larger letters.
  static_cast<void>(choose_letters([&] {
    const float written = lay(shown, role, end_width(words_width)).height + up(4);
    return question_height(Role::strong, room.w) + gap + std::max(up(measure::target), written) <= room.bottom() - y;
  }));
  const float line = text->line_height(role, scale());
  const TextLayout& whole =
      field.value.empty() ? lay(shown, role, words_width, Wrap::tight) : lay(shown, role, end_width(words_width));
  const float height = std::max(up(measure::target), whole.height + up(4));
  // Of the two it is the answer that gives way: its end is enough to go on writing.
  const float least_question = std::min(question_height(Role::strong, room.w), room.h - up(measure::target) - gap);
  const float most = std::max(up(measure::target), room.bottom() - y - least_question - gap);
  const float tall = std::min(height, std::max(up(measure::target), std::floor((most - up(4)) / line) * line + up(4)));
  // Right below its question, but clear of the strip's buttons; at the foot where the question needs all of the room.
  const float foot = room.bottom() - tall;
  if (question_height(stem_role, room.w) > foot - gap - y) stem_role = Role::strong;
  const float asked = y + question_height(stem_role, room.w) + gap;
  const Rect box{room.x, std::min(foot, std::max(asked, room.y + gap)), room.w, tall};
  draw_question({room.x, y, room.w, box.y - gap - y});
  question.reset();
  if (only_reads) return;

  const Contact contact = taps.contact("keys:open", box, true);
  const bool down = contact == Contact::pressed;
  if (!down) pen.shadow(box, px(measure::radius), c.shadow);
  pen.box(box, px(measure::radius), down ? c.pressed : c.surface);
  pen.outline(box, px(measure::radius), px(0.8F), c.primary);
  const Rect inner{box.x + padding, box.y + up(1), words_width, box.h - up(2)};
  // Of a long answer its end, where writing goes on.
  const TextLayout& laid = field.value.empty() ? lay(shown, role, words_width, Wrap::tight) : lay_end(shown, inner);
  const auto fit = static_cast<std::size_t>(std::max(1.0F, std::floor(inner.h / laid.line_height)));
  const std::size_t first = laid.lines.size() > fit ? laid.lines.size() - fit : 0;
  write(laid, inner, Align::left, field.value.empty() ? c.quiet : c.text, first);
  pen.icon(Icon::pencil, {box.right() - padding - icon / 2, box.center().y}, icon, px(0.9F), c.primary);
  mark({.id = "keys:open", .label = std::string(shown), .rect = box});
  if (contact == Contact::tapped) keys_open = true;
  y = room.bottom();
}

// Staff's short questions stand beside their field, where the height is short.
void Ui::State::write_beside(float keys_height) {
  y += std::exchange(spacing, 0.0F);
  const float height = room.bottom() - keys_height - up(1) - y;
  const float width = std::floor(room.w * 0.6F);
  PendingField field = *std::exchange(question->field, std::nullopt);
  field.least_height = height;
  stem_role = Role::strong;
  const float lower = std::floor(std::max(0.0F, height - question_height(stem_role, width)) / 2);
  draw_question({room.x, y + lower, width, height - lower});
  draw_field(field, {room.x + width + up(measure::gap), y, room.w - width - up(measure::gap), height});
  question.reset();
  y = room.bottom();
}

Ui::State::WritingRoom Ui::State::write_above(float keys_height, const WriteWords& words, std::string_view erase_label,
                                              std::span<const Option> beside) {
  if (question && question->field && words.write.empty() && !boxes.portrait) {
    const float above = room.bottom() - keys_height - y - spacing;
    const float needed =
        question_height(Role::strong, room.w) + field_height(*question->field, room.w) + 2 * up(measure::gap) + up(1);
    if (boxes.small || needed > above) {
      write_beside(keys_height);
      return {{room.x, room.bottom() - keys_height, room.w, keys_height}, true};
    }
  }
  if (!question || !question->field || words.write.empty()) return {stand_above(keys_height), !only_reads};
  y += std::exchange(spacing, 0.0F);
  look_at_label();
  const float above_keys = up(boxes.small ? 2 : measure::gap + 1);
  const float free = room.bottom() - keys_height - above_keys - y;
  // Who writes a long text sees more than the line they are in.
  const bool is_long = question->field->most_lines > 2;
  const float lines = is_long && !boxes.small ? 2 * text->line_height(Role::body, scale()) : 0;
  const float both = question_height(Role::strong, room.w) + up(boxes.small ? 1.5F : measure::gap) +
                     field_height(*question->field, room.w) + lines;
  if (erase_label.empty() && both <= free) return {stand_above(keys_height), !only_reads};
  // Closer together rather than out of sight.
  close_stem = erase_label.empty() && !boxes.small;
  const float close = question_height(Role::strong, room.w) + up(measure::close_field_gap) +
                      field_height(*question->field, room.w) + lines + up(measure::gap);
  if (close_stem && close <= free + above_keys) return {stand_above(keys_height), !only_reads};
  close_stem = false;
  if (!keys_open) {
    draw_before_writing(words, beside);
    return {};
  }
  PendingField field = *question->field;
  field.label.clear();  // it was read before the keys were opened
  const float gap = up(measure::gap);
  const float row = up(boxes.small ? measure::target_floor : measure::target);
  const float read_width = read_button_width(words, room.w * 0.35F);
  const float erase_width = erase_label.empty() ? 0 : up(measure::target);
  // Sideways on a small panel the row reaches up to the strip, and stays clear of the buttons there.
  const float clear = boxes.small && !boxes.portrait ? 2 * (boxes.header_button.w + gap) : 0;
  const float right = room.right() - clear;
  const float field_width = right - room.x - gap - read_width - (erase_width > 0 ? erase_width + gap : 0);
  const Rect keys_box{room.x, room.bottom() - keys_height, room.w, keys_height};
  field.least_height = row;
  fit_field(field, keys_box.y - gap - y, field_width);
  const float height = std::max(row, field_height(field, field_width));
  const float top = keys_box.y - gap - height;
  draw_field(field, {room.x, top, field_width, height});
  WritingRoom result{keys_box, true};
  float x = room.x + field_width + gap;
  const float button_top = keys_box.y - gap - row;
  if (erase_width > 0) {
    result.erased =
        key_face("key:erase", erase_label, Icon::erase, {x, button_top, erase_width, row}, true, false, Role::strong);
    x += erase_width + gap;
  }
  if (face("keys:close", words.read, {x, button_top, right - x, row}, {.icon = Icon::none})) keys_open = false;
  question.reset();
  y = room.bottom();
  return result;
}

}  // namespace anteroom::ui
