// A question's words: they take what the answers, which stand at the foot of the content, leave above. Where that is
// too little they are read on pages of their own first.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace anteroom::ui {
namespace {

// Of a message in its box, in mm.
struct MessageMeasure {  // mm
  float padding = 3;
  float air = 1.8F;  // above and below
  float badge = 7;
};
constexpr MessageMeasure close_message{.padding = 2, .air = 0.8F, .badge = 5};
constexpr MessageMeasure least_message{.padding = 2, .air = 0.5F, .badge = 4.5F};

const MessageMeasure& measure_of(MessageLook look) {
  static constexpr MessageMeasure usual;
  return look == MessageLook::usual ? usual : look == MessageLook::close ? close_message : least_message;
}

constexpr float comfortable_field = 13;

}  // namespace

void Ui::question(std::string_view preamble, std::string_view stem, PageLabels labels, bool is_known,
                  std::string_view answers_follow) {
  State& s = *m_state;
  s.stem_role = Role::heading;
  s.close_stem = false;
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
                               .advice = {},
                               .bottom = 0,
                               .read_first = {},
                               .answers_follow = std::string(answers_follow),
                               .field = std::nullopt};
  s.page_labels = {std::string(labels.more), std::string(labels.less)};
  s.question_is_known = is_known;
  if (s.parted != Parted::nothing) std::swap(s.question->preamble, s.question->read_first);
}

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
  return follows ? up(is_boxed(question->hint_tone) && !boxes.small ? measure::gap : 1.5F) : 0;
}

Role Ui::State::message_role(Tone tone) const { return tone == Tone::neutral ? Role::body : Role::strong; }

Colour Ui::State::message_colour(Tone tone) const {
  return tone == Tone::neutral ? colours->quiet : colours->tone(tone).text;
}

Role Ui::State::hint_role() const { return message_role(question ? question->hint_tone : Tone::neutral); }

Colour Ui::State::hint_colour() const { return message_colour(question ? question->hint_tone : Tone::neutral); }

float Ui::State::message_height(std::string_view words, Tone tone, float width) {
  if (!is_boxed(tone)) return lay(words, message_role(tone), width, question_wrap()).height;
  return boxed_message_height(words, width, message_look());
}

float Ui::State::around_message(MessageLook look) const {
  return 2 * up(measure_of(look).padding) + px(measure_of(look).badge) + up(measure::gap);
}

const TextLayout& Ui::State::boxed_words(std::string_view words, float width, MessageLook look) {
  const float room_for = width - around_message(look);
  const auto laid_in = [&](Scale letters) -> const TextLayout& {
    return text->layout(words, Role::body, letters, room_for, Wrap::tight);
  };
  Scale letters = scale();
  // Who sees badly reads it too: only on a small panel are they smaller than usual.
  const Scale smallest = std::max(letters, boxes.small ? Scale::staff : Scale::medium);
  if (look == MessageLook::least) letters = std::min(next_smaller(letters), smallest);
  // Where there is little height a line less is worth smaller letters: a step of them, or as many as it takes.
  const Scale last = look == MessageLook::usual   ? letters
                     : look == MessageLook::close ? std::min(next_smaller(letters), smallest)
                                                  : smallest;
  for (Scale each = letters; each < last;) {
    each = next_smaller(each);
    if (laid_in(each).lines.size() >= laid_in(letters).lines.size()) continue;
    letters = each;
    break;
  }
  return laid_in(letters);
}

float Ui::State::boxed_message_height(std::string_view words, float width, MessageLook look) {
  const auto& [padding, air, badge] = measure_of(look);
  return std::max(boxed_words(words, width, look).height, px(badge)) + 2 * up(air);
}

void Ui::State::draw_message(std::string_view words, Tone tone, const Rect& box) {
  if (!is_boxed(tone)) {
    const TextLayout& laid = lay(words, message_role(tone), box.w, question_wrap());
    write(laid, box, Align::left, message_colour(tone));
    return;
  }
  draw_boxed_message(words, tone, box, message_look());
}

void Ui::State::draw_boxed_message(std::string_view words, Tone tone, const Rect& box, MessageLook look) {
  const ToneColours& message = colours->tone(tone);
  const auto& [padding, air, badge_mm] = measure_of(look);
  const float radius = px(measure::radius);
  pen.box(box, radius, message.fill);
  pen.outline(box, radius, std::max(1.0F, px(measure::outline)), message.line);
  const float badge = px(badge_mm);
  const Point center{box.x + up(padding) + badge / 2, box.center().y};
  pen.ring(center, badge / 2, px(0.1F * badge_mm), message.text);
  pen.icon(Icon::alert, center, badge * 0.55F, px(0.11F * badge_mm), message.text);
  const float left = up(padding) + badge + up(measure::gap);
  // Where there is hardly any air their tails need it more than the capitals' heads.
  const float lift = look == MessageLook::least ? px(0.4F) : 0;
  const Rect beside{box.x + left, box.y - lift, box.w - left - up(padding), box.h};
  write(boxed_words(words, box.w, look), beside, Align::left, message.text);
}

Wrap Ui::State::question_wrap() const { return boxes.small || close_stem ? Wrap::tight : Wrap::fill; }

// Lines of about one length: no last word stands alone.
Wrap Ui::State::stem_wrap() const { return boxes.small || close_stem ? Wrap::label : Wrap::balanced; }

bool Ui::State::pages_needed(const Rect& box) {
  // The air above and below the letters may leave the box.
  return question && question_height(Role::strong, box.w) > box.h + px(1.2F);
}

// What leads to the question is read once; who has answered, or comes from a question that it led to as well, begins
// at the answers.
void Ui::State::part_question() {
  const bool has_preamble = parted == Parted::nothing && !question->preamble.empty();
  parted = has_preamble ? Parted::preamble : Parted::all;
  if (has_preamble) {
    leads_here = question->preamble;
    lead_is_known = leads_here == preamble_read;
  }
  begins_at_answers = question_is_known || answers_seen || (has_preamble && lead_is_known);
  read_page = 0;
  relayout = true;
}

void Ui::State::draw_question(const Rect& whole) {
  if (!question) return;
  Rect box = whole;
  if (pages_needed(box)) {
    const Scale wanted = answer_letters;
    const bool whole_fits = choose_letters([&] { return answer_letters >= wanted && !pages_needed(box); });
    // Thin letters are narrower: rather those than a page more.
    const bool thin_fits = question->preamble.empty() && question_height(Role::body, box.w) <= box.h + px(1.2F);
    if (!whole_fits && !thin_fits && parted != Parted::all) part_question();
  }
  if (parted != Parted::nothing && !begins_at_answers && draw_read_page()) return;
  if (question_height(stem_role, box.w) > box.h + px(1.2F)) stem_role = Role::strong;
  float top = box.y;
  if (!question->preamble.empty()) {
    const TextLayout& words = lay(question->preamble, Role::body, beside_strip_buttons(box.w), question_wrap());
    write(words, {box.x, top, words.width, words.height}, Align::left, colours->quiet);
    top += words.height + up(below_preamble());
  }
  box.w = stem_width(box.w);
  if (!question->stem.empty()) {
    const float hint =
        question->hint.empty() ? 0 : above_hint(true) + message_height(question->hint, question->hint_tone, box.w);
    const float room_for_stem = whole.bottom() - hint - top + px(1.2F);
    // Where even thin letters are too much, the end of what was read before is enough.
    if (lay(question->stem, stem_role, box.w, stem_wrap()).height > room_for_stem) stem_role = Role::body;
    const TextLayout& words = lay(question->stem, stem_role, box.w, stem_wrap());
    const float least = question->hint.empty() ? 1 : 0;
    const auto fit = static_cast<std::size_t>(std::max(least, std::floor(room_for_stem / words.line_height)));
    const std::size_t first = words.lines.size() - std::min(words.lines.size(), fit);
    const float height = words.line_height * static_cast<float>(words.lines.size() - first);
    write(words, {box.x, top, box.w, height}, Align::left, colours->text, first);
    top += height;
  }
  if (!question->hint.empty()) {
    const float height = message_height(question->hint, question->hint_tone, box.w);
    top += above_hint(top > box.y);
    draw_message(question->hint, question->hint_tone, {box.x, top, box.w, height});
  }
}

// The page of what is read before the answers that it is the turn of; false where they are.
bool Ui::State::draw_read_page() {
  const Rect all{column.x, y, beside_strip_buttons(column.w), column.bottom() - y};
  struct Part {
    const TextLayout* words;
    std::size_t first;
    std::size_t count;
  };
  using Parts = std::vector<Part>;  // of one page
  std::vector<Parts> pages;
  const auto laid = [&](std::string_view words, Role role, Scale letters) -> const TextLayout& {
    return text->layout(words, role, letters, all.w, Wrap::tight);
  };
  // All of it on one page, in smaller letters where it must; else what leads to the question alone, then as few pages
  // as it takes, with as many lines on each as on the others.
  const std::string_view lead = lead_is_known ? std::string_view{} : question->read_first;
  const auto on_one_page = [&](bool with_stem) {
    for (const Scale letters : answer_scales()) {
      Parts parts;
      float height = 0;
      bool broken = false;
      const auto add = [&](std::string_view words, Role role) {
        if (words.empty()) return;
        const TextLayout& lines = laid(words, role, letters);
        height += lines.height + (parts.empty() ? 0 : up(below_preamble()));
        broken = broken || lines.broken;
        parts.push_back({&lines, 0, lines.lines.size()});
      };
      add(lead, Role::body);
      if (with_stem) add(question->stem, Role::strong);
      if (height > all.h + 1 || broken) continue;
      pages.push_back(std::move(parts));
      return true;
    }
    return false;
  };
  const auto turn = [&](std::string_view words, Role role) {
    if (words.empty()) return;
    Scale letters = scale();
    while (letters != Scale::staff && laid(words, role, letters).broken) letters = next_smaller(letters);
    const TextLayout& lines = laid(words, role, letters);
    const auto most = std::max<std::size_t>(1, static_cast<std::size_t>(std::floor((all.h + 1) / lines.line_height)));
    const std::size_t parts = (lines.lines.size() + most - 1) / most;
    const std::size_t each = (lines.lines.size() + parts - 1) / parts;
    for (std::size_t first = 0; first < lines.lines.size(); first += each)
      pages.push_back({{&lines, first, std::min(each, lines.lines.size() - first)}});
  };
  if (!on_one_page(true) && (parted == Parted::all || !on_one_page(false))) {
    turn(lead, Role::body);
    if (parted == Parted::all) turn(question->stem, Role::strong);
  }
  read_pages = pages.size();
  if (read_page >= read_pages) return false;
  only_reads = true;
  float top = all.y;
  for (const Part& part : pages[read_page]) {
    const float height = part.words->line_height * static_cast<float>(part.count);
    write(*part.words, {all.x, top, all.w, height}, Align::left,
          part.words->role == Role::strong ? colours->text : colours->quiet, part.first, part.count);
    top += height + up(below_preamble());
  }
  // Where it has no room the button says enough.
  const TextLayout& follow = laid(question->answers_follow, Role::body, scale());
  const float foot = column.bottom() - follow.height;
  if (!question->answers_follow.empty() && !follow.broken && top + up(measure::gap) <= foot) {
    write(follow, {all.x, foot, all.w, follow.height}, Align::left, colours->quiet);
  }
  return true;
}

// More leads through the pages to the answers, and Back from them to where it was read.
void Ui::State::turn_read_page(bool on) {
  read_page = on ? read_page + 1 : std::min(read_page, read_pages) - 1;
  if (read_page >= read_pages) preamble_read = leads_here;
  taps.screen_changed();
  relayout = true;
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
    const Rect words{room.x, y, room.w, block.y - gap - field - (question->field ? below : 0) - y};
    draw_question(words);
    if (question->field && !only_reads) draw_field(*question->field, {room.x, words.bottom() + below, room.w, field});
    question.reset();
  }
  y = room.bottom();
  return block;
}

// A question that nothing answers (a display item) takes the whole room.
void Ui::State::flush_question() {
  if (!question) return;
  y += std::exchange(spacing, 0.0F);
  draw_question({room.x, y, room.w, room.bottom() - y});
  question.reset();
}

}  // namespace anteroom::ui
