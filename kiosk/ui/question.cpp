// A question's words: they take what the answers, which stand at the foot of the content, leave above. Where that is
// too little they turn pages of their own.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace anteroom::ui {
namespace {

// Of a message in its box, in mm.
constexpr float message_padding = 3;
constexpr float message_air = 1.8F;  // above and below
constexpr float message_badge = 7;
constexpr float small_badge = 4.5F;  // where there is no height for a box around it

constexpr float comfortable_field = 13;
constexpr float close_field_gap = 1.2F;  // below a question whose lines are close

}  // namespace

void Ui::question(std::string_view preamble, std::string_view stem, PageLabels labels) {
  State& s = *m_state;
  s.stem_role = Role::heading;
  s.close_stem = false;
  s.all_read = true;
  s.only_reads = false;
  if (s.boxes.small && !s.boxes.portrait && !s.staff) {
    s.y = s.boxes.header.y + s.up(1.7F);
    s.relayout = s.relayout || !s.question_in_strip;  // the strip has been drawn
    s.question_in_strip = true;
  }
  s.question = PendingQuestion{.preamble = std::string(preamble),
                               .stem = std::string(stem),
                               .hint = {},
                               .hint_tone = Tone::neutral,
                               .more = std::string(labels.more),
                               .less = std::string(labels.less),
                               .field = std::nullopt};
}

bool Ui::question_is_read() const { return m_state->all_read; }

float Ui::State::beside_strip_buttons(float width) const {
  if (!question_in_strip) return width;
  return std::min(width, strip_room);
}

float Ui::State::stem_width(float width) {
  const float beside = beside_strip_buttons(width);
  if (!question_in_strip || !question || question->preamble.empty()) return beside;
  const float preamble = lay(question->preamble, Role::body, beside, question_wrap()).height;
  return y + preamble + up(below_preamble()) >= boxes.header.bottom() ? width : beside;
}

float Ui::State::question_height(Role role, float width) {
  if (!question) return 0;
  const float beside = beside_strip_buttons(width);
  width = stem_width(width);
  float height = question->stem.empty() ? 0 : lay(question->stem, role, width, stem_wrap()).height;
  if (!question->preamble.empty())
    height += lay(question->preamble, Role::body, beside, question_wrap()).height + up(below_preamble());
  if (!question->hint.empty()) {
    height += above_hint(height > 0) + message_height(question->hint, question->hint_tone, width);
  }
  return height;
}

float Ui::State::above_hint(bool follows) const {
  return follows ? up(is_boxed(question->hint_tone) ? measure::gap : 1.5F) : 0;
}

Role Ui::State::message_role(Tone tone) const { return tone == Tone::neutral ? Role::body : Role::strong; }

Colour Ui::State::message_colour(Tone tone) const {
  return tone == Tone::neutral ? colours->quiet : colours->tone(tone).text;
}

float Ui::State::message_indent(Tone tone) const {
  return staff || tone == Tone::neutral || is_boxed(tone) ? 0 : px(small_badge) + up(1.5F);
}

Role Ui::State::hint_role() const { return message_role(question ? question->hint_tone : Tone::neutral); }

Colour Ui::State::hint_colour() const { return message_colour(question ? question->hint_tone : Tone::neutral); }

float Ui::State::message_height(std::string_view words, Tone tone, float width) {
  if (!is_boxed(tone)) return lay(words, message_role(tone), width - message_indent(tone), question_wrap()).height;
  const float beside = width - 2 * up(message_padding) - px(message_badge) - up(measure::gap);
  return std::max(lay(words, Role::body, beside, Wrap::tight).height, px(message_badge)) + 2 * up(message_air);
}

void Ui::State::draw_message(std::string_view words, Tone tone, const Rect& box) {
  if (!is_boxed(tone)) {
    const float indent = message_indent(tone);
    const TextLayout& laid = lay(words, message_role(tone), box.w - indent, question_wrap());
    if (indent > 0) {
      const float badge = px(small_badge);
      const Point center{box.x + badge / 2, box.y + laid.line_height / 2};
      pen.ring(center, badge / 2, px(0.6F), message_colour(tone));
      pen.icon(Icon::alert, center, badge * 0.55F, px(0.7F), message_colour(tone));
    }
    write(laid, {box.x + indent, box.y, box.w - indent, box.h}, Align::left, message_colour(tone));
    return;
  }
  const ToneColours& message = colours->tone(tone);
  const float radius = px(measure::radius);
  pen.box(box, radius, message.fill);
  pen.outline(box, radius, std::max(1.0F, px(measure::outline)), message.line);
  const float badge = px(message_badge);
  const Point center{box.x + up(message_padding) + badge / 2, box.center().y};
  pen.ring(center, badge / 2, px(0.7F), message.text);
  pen.icon(Icon::alert, center, badge * 0.55F, px(0.8F), message.text);
  const float left = up(message_padding) + badge + up(measure::gap);
  const Rect beside{box.x + left, box.y, box.w - left - up(message_padding), box.h};
  write(lay(words, Role::body, beside.w, Wrap::tight), beside, Align::left, message.text);
}

Wrap Ui::State::question_wrap() const { return boxes.small || close_stem ? Wrap::tight : Wrap::fill; }

// Lines of about one length: no last word stands alone.
Wrap Ui::State::stem_wrap() const { return boxes.small || close_stem ? Wrap::label : Wrap::balanced; }

bool Ui::State::pages_needed(const Rect& box) {
  // The air above and below the letters may leave the box.
  return question && question_height(Role::strong, box.w) > box.h + px(1.2F);
}

float Ui::State::page_button_width(float height) {
  // Where every line of the question counts two words stand below one another, and without the arrow.
  const auto width_of = [&](std::string_view label) {
    const float line = lay(label, Role::strong, 1e6F).width + up(page_button_mm);
    if (!boxes.small || height < up(measure::target)) return line;
    const FooterLook look{.letters = scale(), .padding = up(3), .air = 0};
    const float two_lines = least_width(label, Role::strong, look, up(measure::target));
    return label.contains(' ') ? std::min(line, two_lines + 2 * look.padding) : line;
  };
  return std::ceil(std::max(width_of(question->more), width_of(question->less)));
}

void Ui::State::draw_question(const Rect& whole, float foot, bool may_only_read) {
  if (!question) return;
  Rect box = whole;
  if (pages_needed(box)) {
    const Scale wanted = answer_letters;
    const bool whole_fits = choose_letters([&] { return answer_letters >= wanted && !pages_needed(box); });
    if (!whole_fits) return draw_pages(whole, foot, may_only_read);
  }
  if (question_height(stem_role, box.w) > box.h + px(1.2F)) stem_role = Role::strong;
  float top = box.y;
  if (!question->preamble.empty()) {
    const TextLayout& words = lay(question->preamble, Role::body, beside_strip_buttons(box.w), question_wrap());
    write(words, {box.x, top, words.width, words.height}, Align::left, colours->quiet);
    top += words.height + up(below_preamble());
  }
  box.w = stem_width(box.w);
  if (!question->stem.empty()) {
    const TextLayout& words = lay(question->stem, stem_role, box.w, stem_wrap());
    write(words, {box.x, top, box.w, words.height}, Align::left, colours->text);
    top += words.height;
  }
  if (!question->hint.empty()) {
    const float height = message_height(question->hint, question->hint_tone, box.w);
    top += above_hint(top > box.y);
    draw_message(question->hint, question->hint_tone, {box.x, top, box.w, height});
  }
}

// Too long for the room: what leads to the question comes first and the question itself last, so that the way on opens
// where it is read, and nobody answers what they cannot see. Where the answers can give way, all of it is on a page
// without them before it stands above them. At the end Less returns to the beginning.
void Ui::State::draw_pages(const Rect& whole, float foot, bool may_only_read) {
  Rect box = whole;
  box.w = beside_strip_buttons(whole.w);
  const float gap = up(measure::gap);
  float button_width = page_button_width(up(measure::target));
  // Where the words would have no width beside the button it stands below them.
  const float line = text->line_height(Role::strong, scale());
  const bool has_row = boxes.portrait && box.h - up(measure::target) - gap >= 2 * line;
  // Beside the strip's buttons, where a question of the whole width begins there, is more room than beside it.
  const float strip_foot = boxes.header.bottom() + gap;
  const bool below_strip =
      question_in_strip && whole.right() > boxes.content.right() - 1 && foot - strip_foot >= px(measure::target_floor);
  const float top = below_strip ? strip_foot : box.y;
  // A little lower, and closer, before the question itself is broken into two.
  float row = up(measure::target);
  float above_row = gap;
  const auto button_height_when = [&](bool below) { return below ? row : std::min(up(measure::target), foot - top); };
  const auto words_box_when = [&](bool below) -> Rect {
    const float width = below         ? box.w
                        : below_strip ? std::min(box.w, whole.right() - button_width - gap - box.x)
                                      : box.w - button_width - gap;
    return {box.x, box.y, width, box.h - (below ? button_height_when(true) + above_row : 0)};
  };
  const auto breaks_a_word = [&](Scale letters, const Rect& words) {
    return text->layout(question->stem, Role::strong, letters, words.w, Wrap::tight).broken ||
           text->layout(question->preamble, Role::body, letters, words.w, Wrap::tight).broken ||
           text->layout(question->hint, hint_role(), letters, words.w, Wrap::tight).broken;
  };
  // The question itself is on one page, in smaller letters and beside the button where it must; else in letters that
  // break no word.
  Scale letters = scale();
  bool below = has_row;
  const auto holds_stem = [&] {
    const Rect words = words_box_when(below);
    const TextLayout& stem = text->layout(question->stem, Role::strong, letters, words.w, Wrap::tight);
    return !breaks_a_word(letters, words) && stem.height <= words.h + 1;
  };
  const auto choose = [&] {
    for (const Scale each : answer_scales()) {
      if (each < scale()) continue;
      letters = each;
      for (const bool in_row : {has_row, false}) {
        below = in_row;
        if (holds_stem()) return;
      }
    }
    below = has_row;
    row = up(measure::target_floor);
    above_row = up(1);
    if (has_row && boxes.small && holds_stem()) {
      button_width = page_button_width(row);
      return;
    }
    row = up(measure::target);
    above_row = gap;
    letters = scale();
    below = has_row;
    while (letters != Scale::staff && breaks_a_word(letters, words_box_when(below))) letters = next_smaller(letters);
  };
  choose();
  const float button_height = button_height_when(below);
  const Rect words_box = words_box_when(below);
  const TextLayout& stem = text->layout(question->stem, Role::strong, letters, words_box.w, Wrap::tight);
  const TextLayout& preamble = text->layout(question->preamble, Role::body, letters, words_box.w, Wrap::tight);
  const TextLayout& hint = text->layout(question->hint, hint_role(), letters, words_box.w, Wrap::tight);
  struct Part {
    const TextLayout* words;
    std::size_t first;
    std::size_t count;
  };
  using Parts = std::vector<Part>;  // of one page
  std::vector<Parts> pages;
  // As many lines on each as on the others.
  const auto turn = [&](const TextLayout& words, float height) {
    if (words.text.empty()) return;
    const auto most = std::max<std::size_t>(1, static_cast<std::size_t>(std::floor((height + 1) / words.line_height)));
    const std::size_t parts = (words.lines.size() + most - 1) / most;
    const std::size_t each = (words.lines.size() + parts - 1) / parts;
    for (std::size_t first = 0; first < words.lines.size(); first += each)
      pages.push_back({{&words, first, std::min(each, words.lines.size() - first)}});
  };
  const float read_bottom = room.bottom() - (below ? button_height + gap : 0);
  const Rect read_box{words_box.x, words_box.y, words_box.w, read_bottom - words_box.y};
  if (may_only_read) {
    // In the letters that the answers had to make smaller, if they hold it.
    for (const Scale each : {scale(), letters}) {
      const TextLayout& first = text->layout(question->hint, hint_role(), each, read_box.w, Wrap::tight);
      const TextLayout& second = text->layout(question->preamble, Role::body, each, read_box.w, Wrap::tight);
      const TextLayout& third = text->layout(question->stem, Role::strong, each, read_box.w, Wrap::tight);
      Parts all;
      float height = 0;
      for (const TextLayout* words : {&first, &second, &third}) {
        if (words->text.empty()) continue;
        height += words->height + (all.empty() ? 0 : up(below_preamble()));
        all.push_back({words, 0, words->lines.size()});
      }
      if (height > read_box.h + 1 || breaks_a_word(each, read_box)) continue;
      pages.push_back(std::move(all));
      break;
    }
  }
  const bool reads_at_once = !pages.empty();
  if (!reads_at_once) {
    turn(hint, words_box.h);
    turn(preamble, words_box.h);
  }
  turn(stem, words_box.h);
  text_page = std::min(text_page, pages.size() - 1);
  text_seen = std::max(text_seen, text_page);
  all_read = text_seen + 1 == pages.size();
  only_reads = reads_at_once && text_page == 0;
  float top_of_part = words_box.y;
  for (const Part& part : pages[text_page]) {
    const float height = part.words->line_height * static_cast<float>(part.count);
    write(*part.words, {words_box.x, top_of_part, words_box.w, height}, Align::left,
          part.words->text == question->stem   ? colours->text
          : part.words->text == question->hint ? hint_colour()
                                               : colours->quiet,
          part.first, part.count);
    top_of_part += height + up(below_preamble());
  }

  const Rect button{(below_strip ? whole.right() : box.right()) - button_width,
                    !below       ? top
                    : only_reads ? room.bottom() - button_height
                                 : box.bottom() - button_height,
                    button_width, button_height};
  const bool last = text_page + 1 == pages.size();
  const std::string label = last ? question->less : question->more;
  const Face look{.kind = all_read ? ButtonKind::secondary : ButtonKind::primary,
                  .icon = last ? Icon::chevron_up : Icon::chevron_down};
  if (face(last ? "less" : "more", label, button, look)) text_page = last ? 0 : text_page + 1;
  // The panel is too small for this question: say so, rather than offer what cannot be touched.
  if (button_height < px(measure::target_floor)) probe.marks.back().clipped = true;
}

Rect Ui::State::stand_above(float block_height) {
  y += std::exchange(spacing, 0.0F);
  const Rect block{room.x, room.bottom() - block_height, room.w, block_height};
  if (question) {
    const float gap = up(boxes.small ? 2 : close_stem ? measure::gap : measure::gap + 1);
    const float below = question->field ? up(boxes.small ? 1.5F : close_stem ? close_field_gap : measure::gap) : gap;
    float field = 0;
    if (question->field) {
      // Text that may run long gets more lines where the question leaves room.
      const float free = block.y - gap - below - y - question_height(stem_role, room.w);
      if (boxes.small && question->field->least_height <= 0) {
        question->field->least_height = up(comfortable_field);
        if (field_height(*question->field, room.w) > free) question->field->least_height = 0;
      }
      fit_field(*question->field, free, room.w);
      field = field_height(*question->field, room.w);
    }
    Rect words{room.x, y, room.w, block.y - gap - field - (question->field ? below : 0) - y};
    if (pages_needed(words)) words.h -= std::max(0.0F, up(measure::gap) - gap);  // the button there is a target too
    const bool beside = question->field && pages_needed(words) && words.h < up(measure::target);
    const float field_width = beside ? room.w - page_button_width(up(measure::target)) - up(measure::gap) : room.w;
    draw_question(words, beside ? block.y - gap : words.bottom(), !question->field);
    if (question->field) draw_field(*question->field, {room.x, words.bottom() + below, field_width, field});
    question.reset();
  }
  y = room.bottom();
  return block;
}

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
  draw_question({room.x, y, room.w, box.y - gap - y}, box.y - gap);
  question.reset();

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

// Staff's short questions stand beside their field.
void Ui::State::write_beside(float keys_height) {
  y += std::exchange(spacing, 0.0F);
  const float height = room.bottom() - keys_height - up(1) - y;
  const float width = std::floor(room.w * 0.6F);
  PendingField field = *std::exchange(question->field, std::nullopt);
  field.least_height = height;
  stem_role = Role::strong;
  draw_question({room.x, y, width, height}, y + height);
  draw_field(field, {room.x + width + up(measure::gap), y, room.w - width - up(measure::gap), height});
  question.reset();
  y = room.bottom();
}

Ui::State::WritingRoom Ui::State::write_above(float keys_height, const WriteWords& words, std::string_view erase_label,
                                              std::span<const Option> beside) {
  if (question && question->field && words.write.empty() && boxes.small && !boxes.portrait) {
    write_beside(keys_height);
    return {{room.x, room.bottom() - keys_height, room.w, keys_height}, true};
  }
  if (!question || !question->field || words.write.empty()) return {stand_above(keys_height), true};
  y += std::exchange(spacing, 0.0F);
  look_at_label();
  const float above_keys = up(boxes.small ? 2 : measure::gap + 1);
  const float free = room.bottom() - keys_height - above_keys - y;
  // Who writes a long text sees more than the line they are in.
  const bool is_long = question->field->most_lines > 2;
  const float lines = is_long && !boxes.small ? 2 * text->line_height(Role::body, scale()) : 0;
  const float both = question_height(Role::strong, room.w) + up(boxes.small ? 1.5F : measure::gap) +
                     field_height(*question->field, room.w) + lines;
  if (erase_label.empty() && both <= free) return {stand_above(keys_height), true};
  // Closer together rather than out of sight.
  close_stem = erase_label.empty() && !boxes.small;
  const float close = question_height(Role::strong, room.w) + up(close_field_gap) +
                      field_height(*question->field, room.w) + lines + up(measure::gap);
  if (close_stem && close <= free + above_keys) return {stand_above(keys_height), true};
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

// A question that nothing answers (a display item) takes the whole room.
void Ui::State::flush_question() {
  if (!question) return;
  y += std::exchange(spacing, 0.0F);
  draw_question({room.x, y, room.w, room.bottom() - y}, room.bottom());
  question.reset();
}

}  // namespace anteroom::ui
