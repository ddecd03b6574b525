// A question's words, the 0-10 row, yes and no. The answers stand at the foot of the content, where the hand learns to
// find them; the words take what is left above.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <utility>

namespace anteroom::ui {

void Ui::question(std::string_view preamble, std::string_view stem, PageLabels labels) {
  State& s = *m_state;
  s.stem_role = Role::heading;
  s.question = PendingQuestion{.preamble = std::string(preamble),
                               .stem = std::string(stem),
                               .hint = {},
                               .hint_tone = Tone::neutral,
                               .more = std::string(labels.more),
                               .less = std::string(labels.less),
                               .field = std::nullopt};
}

float Ui::State::question_height(Role role, float width) {
  if (!question) return 0;
  float height = question->stem.empty() ? 0 : lay(question->stem, role, width, question_wrap()).height;
  if (!question->preamble.empty()) height += lay(question->preamble, Role::body, width, question_wrap()).height + up(2);
  if (!question->hint.empty()) height += up(1.5F) + lay(question->hint, hint_role(), width, question_wrap()).height;
  return height;
}

Role Ui::State::hint_role() const {
  return question && question->hint_tone != Tone::neutral ? Role::strong : Role::body;
}

Colour Ui::State::hint_colour() const {
  return question && question->hint_tone != Tone::neutral ? colours->tone(question->hint_tone).text : colours->muted;
}

Wrap Ui::State::question_wrap() const { return boxes.small ? Wrap::tight : Wrap::fill; }

bool Ui::State::pages_needed(const Rect& box) {
  // The air above and below the letters may leave the box.
  return question && question_height(Role::strong, box.w) > box.h + px(1.2F);
}

float Ui::State::page_button_width() {
  const float words =
      std::max(lay(question->more, Role::body, 1e6F).width, lay(question->less, Role::body, 1e6F).width);
  return std::ceil(words) + up(14);
}

void Ui::State::draw_question(const Rect& box, float foot) {
  if (!question) return;
  if (pages_needed(box)) return draw_pages(box, foot);
  if (question_height(stem_role, box.w) > box.h + px(1.2F)) stem_role = Role::strong;
  float top = box.y;
  if (!question->preamble.empty()) {
    const TextLayout& words = lay(question->preamble, Role::body, box.w, question_wrap());
    write(words, {box.x, top, box.w, words.height}, Align::left, colours->muted);
    top += words.height + up(2);
  }
  if (!question->stem.empty()) {
    const TextLayout& words = lay(question->stem, stem_role, box.w, question_wrap());
    write(words, {box.x, top, box.w, words.height}, Align::left, colours->text);
    top += words.height;
  }
  if (!question->hint.empty()) {
    const TextLayout& words = lay(question->hint, hint_role(), box.w, question_wrap());
    write(words, {box.x, top + up(1.5F), box.w, words.height}, Align::left, hint_colour());
  }
}

// Too long for the room: the question itself comes first, so that nobody answers what they cannot see; More turns to
// the rest and, at the end, Less returns to the beginning.
void Ui::State::draw_pages(const Rect& box, float foot) {
  const float gap = up(measure::gap);
  const float button_width = page_button_width();
  const float button_height = std::min(up(measure::target), foot - box.y);
  const Rect words_box{box.x, box.y, box.w - button_width - gap, box.h};
  const TextLayout& stem = lay(question->stem, Role::strong, words_box.w, Wrap::tight);
  const TextLayout& preamble = lay(question->preamble, Role::body, words_box.w, Wrap::tight);
  const TextLayout& hint = lay(question->hint, hint_role(), words_box.w, Wrap::tight);
  const auto a_page =
      std::max<std::size_t>(1, static_cast<std::size_t>(std::floor((words_box.h + 1) / stem.line_height)));
  struct Page {
    const TextLayout* words;
    std::size_t first;
  };
  std::vector<Page> pages;
  for (const TextLayout* words : {&stem, &preamble, &hint}) {
    if (words->text.empty()) continue;
    for (std::size_t first = 0; first < words->lines.size(); first += a_page) pages.push_back({words, first});
  }
  text_page = std::min(text_page, pages.size() - 1);
  const Page& part = pages[text_page];
  const std::size_t shown = std::min(a_page, part.words->lines.size() - part.first);
  const float height = part.words->line_height * static_cast<float>(shown);
  write(*part.words, {words_box.x, words_box.y, words_box.w, height}, Align::left,
        part.words == &stem   ? colours->text
        : part.words == &hint ? hint_colour()
                              : colours->muted,
        part.first, shown);

  const Rect button{box.right() - button_width, box.y, button_width, button_height};
  const bool last = text_page + 1 == pages.size();
  const std::string label = last ? question->less : question->more;
  const Face look{.icon = last ? Icon::chevron_up : Icon::chevron_down};
  if (face(last ? "less" : "more", label, button, look)) text_page = last ? 0 : text_page + 1;
  // The panel is too small for this question: say so, rather than offer what cannot be touched.
  if (button_height < px(measure::target_floor)) probe.marks.back().clipped = true;
}

Rect Ui::State::stand_above(float block_height) {
  y += std::exchange(spacing, 0.0F);
  const Rect block{room.x, room.bottom() - block_height, room.w, block_height};
  if (question) {
    const float gap = up(boxes.small ? 2 : measure::gap + 1);
    const float below = question->field ? up(boxes.small ? 1.5F : measure::gap) : gap;
    float field = 0;
    if (question->field) {
      // Text that may run long gets more lines where the question leaves room.
      const float free = block.y - gap - below - y - question_height(stem_role, room.w);
      fit_field(*question->field, free, room.w);
      field = field_height(*question->field, room.w);
    }
    const Rect words{room.x, y, room.w, block.y - gap - field - (question->field ? below : 0) - y};
    const bool beside = question->field && pages_needed(words) && words.h < up(measure::target);
    const float field_width = beside ? room.w - page_button_width() - up(measure::gap) : room.w;
    draw_question(words, beside ? block.y - gap : words.bottom());
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

std::optional<bool> Ui::yes_no(const YesNo& choice) {
  State& s = *m_state;
  const std::array<Option, 2> options = {Option{.label = choice.yes_label, .selected = choice.selected == true},
                                         Option{.label = choice.no_label, .selected = choice.selected == false}};
  const float gap = s.up(measure::gap);
  const float width = std::floor((s.room.w - gap) / 2);
  const float height = s.tile_height(options, width, s.boxes.small ? 20 : 26);
  const Rect block = s.stand_above(height);
  const bool yes = s.tile("yes", options[0], ChoiceMark::one, {block.x, block.y, width, height});
  const bool no = s.tile("no", options[1], ChoiceMark::one, {block.x + width + gap, block.y, width, height});
  if (yes) return true;
  if (no) return false;
  return std::nullopt;
}

std::optional<int> Ui::number_row(const NumberRow& row) {
  State& s = *m_state;
  const Palette& c = *s.colours;
  const int count = std::clamp(row.high - row.low + 1, 1, 11);
  const float gap = s.up(measure::gap);
  const float least = s.up(measure::target);
  const int most_across = std::max(1, static_cast<int>(std::floor((s.room.w + gap) / (least + gap))));
  const int rows = (count + most_across - 1) / most_across;
  const int across = (count + rows - 1) / rows;
  const float width = std::floor((s.room.w - gap * static_cast<float>(across - 1)) / static_cast<float>(across));
  const float height = rows > 1 ? least : s.up(24);

  // The anchors share the line below as their words need it.
  const float half = (s.room.w - s.up(6)) / 2;
  const float low_natural = s.lay(row.low_anchor, Role::body, 1e6F).width;
  const float high_natural = s.lay(row.high_anchor, Role::body, 1e6F).width;
  float low_width = half;
  if (low_natural + high_natural <= 2 * half) {
    low_width = std::ceil(low_natural);
  } else if (low_natural < half) {
    low_width = std::ceil(low_natural);
  } else if (high_natural < half) {
    low_width = 2 * half - std::ceil(high_natural);
  }
  const float high_width = 2 * half - low_width;
  const TextLayout& low = s.lay(row.low_anchor, Role::body, low_width);
  const TextLayout& high = s.lay(row.high_anchor, Role::body, high_width);
  const bool anchored = !row.low_anchor.empty() || !row.high_anchor.empty();
  const float anchors = anchored ? std::max(low.height, high.height) + s.up(1.5F) : 0;

  const float cells = static_cast<float>(rows) * height + static_cast<float>(rows - 1) * gap;
  // On a large panel the row stands a little above the footer's buttons, away from Continue.
  const float lift = s.boxes.small ? 0 : s.up(6);
  const Rect block = s.stand_above(cells + anchors + lift);
  // Written in the order in which it is read: from the low end to the high one.
  const float anchors_top = block.y + cells + s.up(1.5F);
  if (anchored) s.write(low, {block.x, anchors_top, low_width, low.height}, Align::left, c.text);
  std::optional<int> tapped;
  for (int index = 0; index < count; ++index) {
    const Rect box{block.x + static_cast<float>(index % across) * (width + gap),
                   block.y + static_cast<float>(index / across) * (height + gap), width, height};
    const int number = row.low + index;
    const bool selected = row.selected == number;
    const std::string id = std::format("option:{}", index);
    const std::string label = std::to_string(number);
    const Contact contact = s.taps.contact(id, box, true);
    const bool down = contact == Contact::pressed;
    const float radius = s.px(measure::radius);
    if (!down) s.pen.shadow(box, radius, c.shadow);
    s.pen.box(box, radius, down ? c.pressed : selected ? c.primary : c.surface);
    s.pen.outline(box, radius, std::max(1.0F, s.px(measure::outline)), selected ? c.primary : c.line);
    const bool checked = selected && height >= s.px(20);
    const Rect words_box{box.x, box.y, box.w, checked ? box.h - s.px(7) : box.h};
    const bool fits = s.write(s.lay(label, Role::heading, width), words_box, Align::center,
                              selected && !down ? c.on_primary : c.text);
    if (checked) {
      s.pen.icon(Icon::check, {box.center().x, box.bottom() - s.px(6)}, s.px(5), s.px(0.9F),
                 down ? c.text : c.on_primary);
    }
    s.mark({.id = id, .label = label, .rect = box, .selected = selected, .clipped = !fits});
    if (contact == Contact::tapped) tapped = number;
  }
  if (anchored) s.write(high, {block.right() - high_width, anchors_top, high_width, high.height}, Align::right, c.text);
  return tapped;
}

}  // namespace anteroom::ui
