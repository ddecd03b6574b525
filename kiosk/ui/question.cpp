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
  return boxed_message_height(words, width);
}

float Ui::State::boxed_message_width(std::string_view words, float most) {
  const float around = 2 * up(message_padding) + px(message_badge) + up(measure::gap);
  return std::ceil(lay(words, Role::body, most - around, Wrap::tight).width) + around;
}

float Ui::State::boxed_message_height(std::string_view words, float width) {
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
  draw_boxed_message(words, tone, box);
}

void Ui::State::draw_boxed_message(std::string_view words, Tone tone, const Rect& box) {
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
    const float below = question->field ? up(boxes.small  ? 1.5F
                                             : close_stem ? measure::close_field_gap
                                                          : measure::gap)
                                        : gap;
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

// A question that nothing answers (a display item) takes the whole room.
void Ui::State::flush_question() {
  if (!question) return;
  y += std::exchange(spacing, 0.0F);
  draw_question({room.x, y, room.w, room.bottom() - y}, room.bottom());
  question.reset();
}

}  // namespace anteroom::ui
