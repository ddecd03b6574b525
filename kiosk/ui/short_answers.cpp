// Answers that a question has in a row: numbers with words at both ends, and yes or no. They stand at the foot of the
// content, where the hand learns to find them.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>

namespace anteroom::ui {

std::optional<bool> Ui::yes_no(const YesNo& choice) {
  State& s = *m_state;
  const std::array<Option, 2> options = {Option{.label = choice.yes_label, .selected = choice.selected == true},
                                         Option{.label = choice.no_label, .selected = choice.selected == false}};
  const float gap = s.up(measure::gap);
  const float width = std::floor((s.room.w - gap) / 2);
  const float height = s.tile_height(options, width, s.boxes.small ? 20 : 26);
  const Rect block = s.stand_above(height);
  if (s.only_reads) return std::nullopt;
  const bool yes = s.tile("yes", options[0], ChoiceMark::one, {block.x, block.y, width, height});
  const bool no = s.tile("no", options[1], ChoiceMark::one, {block.x + width + gap, block.y, width, height});
  if (yes) return true;
  if (no) return false;
  return std::nullopt;
}

// Both in the largest letters that break no word; they share the line as their words need it.
Ui::State::AnchorWords Ui::State::anchor_words(const NumberRow& row, bool numbered) {
  // Where the numbers stand in several rows no anchor stands below its own: it says which that is.
  const std::string low_anchor = numbered && !row.low_anchor.empty() ? std::format("{}: {}", row.low, row.low_anchor)
                                                                     : std::string(row.low_anchor);
  const std::string high_anchor = numbered && !row.high_anchor.empty()
                                      ? std::format("{}: {}", row.high, row.high_anchor)
                                      : std::string(row.high_anchor);
  const float half = (room.w - up(6)) / 2;
  const float low_natural = lay(low_anchor, Role::body, 1e6F).width;
  const float high_natural = lay(high_anchor, Role::body, 1e6F).width;
  float low_width = half;
  if (low_natural + high_natural <= 2 * half || low_natural < half) {
    low_width = std::ceil(low_natural);
  } else if (high_natural < half) {
    low_width = 2 * half - std::ceil(high_natural);
  }
  const float high_width = 2 * half - low_width;
  const Wrap wrap = boxes.small ? Wrap::tight : Wrap::fill;
  Scale letters = scale();
  const auto low = [&]() -> const TextLayout& {
    return text->layout(low_anchor, Role::body, letters, low_width, wrap);
  };
  const auto high = [&]() -> const TextLayout& {
    return text->layout(high_anchor, Role::body, letters, high_width, wrap);
  };
  while (letters != Scale::staff && (low().broken || high().broken)) letters = next_smaller(letters);
  // A small panel needs the height for the question; and no number stands on a line without its words.
  const std::size_t most_lines = boxes.small ? 1 : 2;
  const auto is_high = [&] { return low().lines.size() > most_lines || high().lines.size() > most_lines; };
  while (letters < Scale::medium && is_high()) letters = next_smaller(letters);
  return {&low(), low_width, &high(), high_width};
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

  const bool anchored = !row.low_anchor.empty() || !row.high_anchor.empty();
  const float above_anchors = s.up(s.boxes.small ? 0.6F : 1.5F);
  const float cells = static_cast<float>(rows) * height + static_cast<float>(rows - 1) * gap;
  // On a large panel the row stands a little above the footer's buttons, away from Continue.
  const float lift = s.boxes.small ? 0 : s.up(6);
  State::AnchorWords anchors;
  float below = 0;
  s.choose_letters([&] {
    anchors = s.anchor_words(row, rows > 1);
    below = anchored ? std::max(anchors.low->height, anchors.high->height) + above_anchors : 0;
    const float free = s.room.bottom() - cells - below - lift - s.up(measure::gap) - s.y - s.spacing;
    return s.question_height(Role::strong, s.room.w) <= free;
  });
  const auto& [low, low_width, high, high_width] = anchors;
  const Rect block = s.stand_above(cells + below + lift);
  if (s.only_reads) return std::nullopt;
  // Written in the order in which it is read: from the low end to the high one.
  const float anchors_top = block.y + cells + above_anchors;
  if (anchored) s.write(*low, {block.x, anchors_top, low_width, low->height}, Align::left, c.text);
  std::optional<int> tapped;
  for (int index = 0; index < count; ++index) {
    // The last of a row ends where everything else does.
    const auto left_of = [&](int place) {
      return std::floor(static_cast<float>(place) * (s.room.w + gap) / static_cast<float>(across));
    };
    const float left = left_of(index % across);
    const Rect box{block.x + left, block.y + static_cast<float>(index / across) * (height + gap),
                   left_of(index % across + 1) - gap - left, height};
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
    // A low one has no room for it below its number.
    if (selected && !checked && !down) s.draw_check({box.right() - s.px(0.7F), box.y + s.px(0.7F)}, s.px(2.3F), true);
    s.mark({.id = id, .label = label, .rect = box, .selected = selected, .clipped = !fits});
    if (contact == Contact::tapped) tapped = number;
  }
  if (anchored)
    s.write(*high, {block.right() - high_width, anchors_top, high_width, high->height}, Align::right, c.text);
  return tapped;
}

}  // namespace anteroom::ui
