// A question and what answers it by one tap: tiles, the 0-10 row, yes and no. The answers stand at the foot of the
// content, where the hand learns to find them; the words take what is left above.
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
                               .more = std::string(labels.more),
                               .less = std::string(labels.less),
                               .field = std::nullopt};
}

float Ui::State::question_height(Role role, float width) {
  if (!question) return 0;
  float height = question->stem.empty() ? 0 : lay(question->stem, role, width, question_wrap()).height;
  if (!question->preamble.empty()) height += lay(question->preamble, Role::body, width, question_wrap()).height + up(2);
  return height;
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
  const auto a_page =
      std::max<std::size_t>(1, static_cast<std::size_t>(std::floor((words_box.h + 1) / stem.line_height)));
  struct Page {
    const TextLayout* words;
    std::size_t first;
  };
  std::vector<Page> pages;
  for (const TextLayout* words : {&stem, &preamble}) {
    if (words->text.empty()) continue;
    for (std::size_t first = 0; first < words->lines.size(); first += a_page) pages.push_back({words, first});
  }
  text_page = std::min(text_page, pages.size() - 1);
  const Page& part = pages[text_page];
  const std::size_t shown = std::min(a_page, part.words->lines.size() - part.first);
  const float height = part.words->line_height * static_cast<float>(shown);
  write(*part.words, {words_box.x, words_box.y, words_box.w, height}, Align::left,
        part.words == &stem ? colours->text : colours->muted, part.first, shown);

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
    const float field = question->field ? field_height(*question->field) : 0;
    const float gap = up(boxes.small ? 2 : measure::gap + 1);
    const float below = question->field ? up(boxes.small ? 1.5F : measure::gap) : gap;
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

void Ui::State::draw_check(Point center, float radius, bool chosen) {
  if (!chosen) {
    pen.ring(center, radius, std::max(1.0F, px(0.5F)), colours->line);
    return;
  }
  pen.disc(center, radius, colours->primary);
  pen.icon(Icon::check, center, radius * 1.25F, px(0.95F), colours->on_primary);
}

namespace {

// What stands before a tile's words, in mm; a small panel needs the width for them.
struct TileSpace {
  float padding = 5;
  float check = 3.8F;  // radius
  float gap = 4;
};

constexpr TileSpace wide_tile;
constexpr TileSpace small_tile{3, 3, 2.6F};

}  // namespace

bool Ui::State::tile(std::string_view id, std::string_view label, bool selected, const Rect& box) {
  const Palette& c = *colours;
  const Contact contact = taps.contact(id, box, true);
  const bool down = contact == Contact::pressed;
  const float radius = px(measure::radius);
  if (!down) pen.shadow(box, radius, c.shadow);
  pen.box(box, radius, down ? c.pressed : selected ? c.chosen : c.surface);
  pen.outline(box, radius, selected ? px(measure::chosen_outline) : std::max(1.0F, px(measure::outline)),
              selected ? c.primary : c.line);
  const TileSpace& space = boxes.small ? small_tile : wide_tile;
  const float padding = up(space.padding);
  const float check = px(space.check);
  draw_check({box.x + padding + check, box.center().y}, check, selected);
  const float taken = padding + 2 * check + up(space.gap);
  const Rect words_box{box.x + taken, box.y, box.w - taken - up(2), box.h};
  // Wrapped as bold in both states, so that choosing an answer never moves its words to another line.
  const TextLayout& words = lay(label, Role::strong, words_box.w, Wrap::tight);
  const bool fits = write(words, words_box, Align::left, c.text);
  mark({.id = std::string(id), .label = std::string(label), .rect = box, .selected = selected, .clipped = !fits});
  return contact == Contact::tapped;
}

float Ui::State::tile_height(std::span<const Option> tiles, float width, float least) {
  const TileSpace& space = boxes.small ? small_tile : wide_tile;
  const float words = width - up(space.padding) - 2 * px(space.check) - up(space.gap) - up(2);
  float height = up(least);
  for (const Option& option : tiles) {
    height = std::max(height, lay(option.label, Role::strong, words, Wrap::tight).height + up(2));
  }
  return std::ceil(height);
}

std::optional<std::size_t> Ui::choices(std::span<const Option> options) {
  State& s = *m_state;
  if (options.empty()) return std::nullopt;
  struct Arrangement {
    std::size_t across;
    float least;
    Role stem;
  };
  static constexpr std::array arrangements = {
      Arrangement{1, 20, Role::heading}, Arrangement{2, 24, Role::heading}, Arrangement{2, 20, Role::heading},
      Arrangement{1, 16, Role::heading}, Arrangement{2, 16, Role::heading}, Arrangement{2, 20, Role::strong},
      Arrangement{2, 16, Role::strong},
  };
  const float gap = s.up(measure::gap);
  const float room = s.room.bottom() - s.y - s.spacing;
  const float field_gap = s.up(s.boxes.small ? 2 : measure::gap + 1);
  const auto width_of = [&](std::size_t across) {
    return std::floor((s.room.w - gap * static_cast<float>(across - 1)) / static_cast<float>(across));
  };
  const auto block_of = [&](const Arrangement& one) {
    const auto rows = static_cast<float>((options.size() + one.across - 1) / one.across);
    return rows * s.tile_height(options, width_of(one.across), one.least) + (rows - 1) * gap;
  };
  const Arrangement* chosen = nullptr;
  const Arrangement* smallest = nullptr;
  for (const Arrangement& one : arrangements) {
    if (one.across > 1 && (width_of(one.across) < s.px(60) || options.size() < 2)) continue;
    const float block = block_of(one);
    const float words = s.question ? s.question_height(one.stem, s.room.w) + field_gap : 0;
    if (smallest == nullptr || block < block_of(*smallest)) smallest = &one;
    if (words + block <= room) {
      chosen = &one;
      break;
    }
  }
  if (chosen == nullptr) chosen = smallest;
  s.stem_role = chosen->stem;
  const float width = width_of(chosen->across);
  const float height = s.tile_height(options, width, chosen->least);
  const Rect block = s.stand_above(block_of(*chosen));
  std::optional<std::size_t> tapped;
  for (std::size_t index = 0; index < options.size(); ++index) {
    const auto column = static_cast<float>(index % chosen->across);
    const auto row = static_cast<float>(index / chosen->across);
    const Rect box{block.x + column * (width + gap), block.y + row * (height + gap), width, height};
    if (s.tile(std::format("option:{}", index), options[index].label, options[index].selected, box)) tapped = index;
  }
  return tapped;
}

std::optional<bool> Ui::yes_no(const YesNo& choice) {
  State& s = *m_state;
  const std::array<Option, 2> options = {Option{choice.yes_label, choice.selected == true},
                                         Option{choice.no_label, choice.selected == false}};
  const float gap = s.up(measure::gap);
  const float width = std::floor((s.room.w - gap) / 2);
  const float height = s.tile_height(options, width, s.boxes.small ? 20 : 26);
  const Rect block = s.stand_above(height);
  const bool yes = s.tile("yes", choice.yes_label, options[0].selected, {block.x, block.y, width, height});
  const bool no = s.tile("no", choice.no_label, options[1].selected, {block.x + width + gap, block.y, width, height});
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
  if (anchored) {
    const float top = block.y + cells + s.up(1.5F);
    s.write(low, {block.x, top, low_width, low.height}, Align::left, c.text);
    s.write(high, {block.right() - high_width, top, high_width, high.height}, Align::right, c.text);
  }
  return tapped;
}

}  // namespace anteroom::ui
