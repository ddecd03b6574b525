// Answers to choose from, as tiles: one, several or in an order; all on one screen, or a page of them.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <numeric>
#include <utility>

namespace anteroom::ui {
namespace {

// What stands before a tile's words, in mm; a small panel needs the width for them.
struct TileSpace {
  float padding = 4;
  float check = 3.8F;  // radius
  float gap = 3;
  float after = 4;  // right of the words
};

constexpr TileSpace wide_tile;
constexpr TileSpace small_tile{3, 3, 2.6F, 2};

// Above and below a tile's words together, in mm: where there is room, and at least.
constexpr float tile_air_mm = 4;
// What hangs below a line touches no border; where height is short it comes close.
constexpr float least_tile_air_mm(bool small) { return small ? 2 : 2.8F; }
// A tall block of words looks cramped in it.
constexpr float air_of_many_lines_mm = 1.2F;

constexpr float least_column_mm = 60;
constexpr float least_small_column_mm = 48;
constexpr float least_column_of_small_letters_mm = 33;
// A scale is read as a whole and stands in one or two columns; only a longer list of names spreads further.
constexpr std::size_t longest_scale = 7;

}  // namespace

void Ui::State::draw_check(Point center, float radius, bool chosen) {
  if (!chosen) {
    pen.ring(center, radius, std::max(1.0F, px(0.5F)), colours->line);
    return;
  }
  pen.disc(center, radius, colours->primary);
  pen.icon(Icon::check, center, radius * 1.25F, px(0.95F), colours->on_primary);
}

void Ui::State::draw_choice_mark(Point center, float radius, const Option& option, ChoiceMark shape) {
  if (shape == ChoiceMark::one) return draw_check(center, radius, option.selected);
  if (shape == ChoiceMark::ranked) {
    if (option.rank == 0) return draw_check(center, radius, false);
    pen.disc(center, radius, colours->primary);
    // A digit is narrower than the disc at every size that staff text has; its line may be higher.
    const Rect box = Rect{center.x - radius, center.y - radius, 2 * radius, 2 * radius}.inset(-px(1));
    write(text->layout(std::to_string(option.rank), Role::strong, Scale::staff, box.w, Wrap::tight), box, Align::center,
          colours->on_primary);
    return;
  }
  const Rect box{center.x - radius, center.y - radius, 2 * radius, 2 * radius};
  const float corner = px(1);
  if (!option.selected) {
    pen.outline(box, corner, std::max(1.0F, px(0.5F)), colours->line);
    return;
  }
  pen.box(box, corner, colours->primary);
  pen.icon(Icon::check, center, radius * 1.25F, px(0.95F), colours->on_primary);
}

bool Ui::State::tile(std::string_view id, const Option& option, ChoiceMark shape, const Rect& box) {
  const Palette& c = *colours;
  const Contact contact = taps.contact(id, box, true);
  const bool down = contact == Contact::pressed;
  const float radius = px(measure::radius);
  if (!down) pen.shadow(box, radius, c.shadow);
  pen.box(box, radius, down ? c.pressed : option.selected ? c.chosen : c.surface);
  pen.outline(box, radius, option.selected ? px(measure::chosen_outline) : std::max(1.0F, px(measure::outline)),
              option.selected ? c.primary : c.line);
  const TileSpace& space = boxes.small ? small_tile : wide_tile;
  const float padding = up(space.padding);
  const float check = px(space.check);
  draw_choice_mark({box.x + padding + check, box.center().y}, check, option, shape);
  const float taken = padding + 2 * check + up(space.gap);
  const Rect words_box{box.x + taken, box.y, box.w - taken - up(space.after), box.h};
  // Wrapped as bold in both states, so that choosing an answer never moves its words to another line.
  const TextLayout& words = lay(option.label, Role::strong, words_box.w, Wrap::label);
  const bool fits = write(words, words_box, Align::left, c.text);
  mark({.id = std::string(id),
        .label = std::string(option.label),
        .rect = box,
        .selected = option.selected,
        .clipped = !fits});
  return contact == Contact::tapped;
}

float Ui::State::least_column() const {
  if (boxes.small && answer_letters == Scale::staff) return px(least_column_of_small_letters_mm);
  return px(boxes.small ? least_small_column_mm : least_column_mm);
}

float Ui::State::tile_words_width(float width) const {
  const TileSpace& space = boxes.small ? small_tile : wide_tile;
  return width - up(space.padding) - 2 * px(space.check) - up(space.gap) - up(space.after);
}

float Ui::State::tile_height(std::span<const Option> tiles, float width, float least) {
  return tile_height_with(tiles, width, least, least_tile_air_mm(boxes.small));
}

float Ui::State::tile_height_with(std::span<const Option> tiles, float width, float least, float air_mm) {
  const float words = tile_words_width(width);
  float height = up(least);
  for (const Option& option : tiles) {
    const TextLayout& laid = lay(option.label, Role::strong, words, Wrap::tight);
    height = std::max(height, laid.height + up(air_mm + (laid.lines.size() > 2 ? air_of_many_lines_mm : 0)));
  }
  return std::ceil(height);
}

bool Ui::State::tile_breaks_a_word(std::span<const Option> tiles, float width) {
  const float words = tile_words_width(width);
  return std::ranges::any_of(
      tiles, [&](const Option& option) { return lay(option.label, Role::strong, words, Wrap::tight).broken; });
}

std::optional<std::size_t> Ui::State::draw_grid(const Choices& choices, const Grid& grid) {
  const float gap = up(measure::gap);
  std::optional<std::size_t> tapped;
  float top = grid.box.y;
  for (std::size_t place = 0; place < grid.count; ++place) {
    const std::size_t index = grid.first + place;
    const auto from_left = static_cast<float>(place % grid.across);
    const float height = grid.rows.empty() ? grid.tile.h : grid.rows[index / grid.across];
    const Rect box{grid.box.x + from_left * (grid.tile.w + gap), top, grid.tile.w, height};
    if ((place + 1) % grid.across == 0) top += height + gap;
    const Option& option = choices.options[index];
    const std::string id = option.id.empty() ? std::format("option:{}", index) : std::string(option.id);
    if (tile(id, option, choices.shape, box)) tapped = index;
  }
  return tapped;
}

// ---- everything on one screen ----

std::vector<float> Ui::State::row_heights(const Choices& choices, const Arrangement& one, bool even, float air_mm) {
  const std::span<const Option> tiles = choices.options;
  const std::size_t count = (tiles.size() + one.across - 1) / one.across;
  if (even) return std::vector<float>(count, tile_height_with(tiles, one.width, one.least, air_mm));
  std::vector<float> rows;
  for (std::size_t row = 0; row < count; ++row) {
    const std::size_t first = row * one.across;
    rows.push_back(tile_height_with(tiles.subspan(first, std::min(one.across, tiles.size() - first)), one.width,
                                    one.least, air_mm));
  }
  return rows;
}

std::span<const Scale> Ui::State::answer_scales() const {
  if (staff) return std::span(label_scales).first(1);
  // On a large panel what leads to a question is read on a page of its own before the letters are smaller than usual.
  const bool can_part = !boxes.small && question && !question->preamble.empty();
  return std::span(label_scales).first(can_part ? label_scales.size() - 1 : label_scales.size());
}

std::size_t Ui::State::arrangement_key(const Choices& choices) const {
  std::size_t key = text->generation();
  const auto add = [&](const auto& part) {
    constexpr std::size_t odd = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio
    key = (key ^ std::hash<std::decay_t<decltype(part)>>{}(part)) * odd;
    key ^= key >> 32U;
  };
  for (const Option& option : choices.options) add(option.label);
  add(static_cast<int>(choices.shape));
  add(choices.in_pairs);
  for (const std::string_view words : {choices.words.more, choices.words.less}) add(words);
  if (question) {
    for (const std::string& words : {question->preamble, question->stem, question->hint}) add(words);
    add(static_cast<int>(question->hint_tone));
  }
  for (const float place : {room.x, room.y, room.w, room.h, y, spacing, strip_room}) add(place);
  add(static_cast<int>(flow_letters));
  return key;
}

std::optional<Ui::State::Arrangement> Ui::State::arrange(const Choices& choices) {
  const std::size_t key = arrangement_key(choices);
  if (kept_arrangement && kept_arrangement->key == key) {
    answer_letters = kept_arrangement->letters;
    close_stem = kept_arrangement->close_stem;
    return kept_arrangement->found;
  }
  std::optional<Arrangement> turning;
  std::optional<Arrangement> whole;
  // Who wants larger letters turns a page of a long list rather than search it in small ones.
  constexpr std::size_t long_list = 12;
  const bool wants_large = choices.options.size() > long_list && !boxes.small && text_size >= TextSize::large;
  const bool fits = choose_letters([&] {
    if (wants_large && answer_letters > Scale::large) return false;
    whole = arrange_in_letters(choices);
    if (whole && !whole->stem_turns) return true;
    // The options of a scale are never parted; those of a list may be, so that its question is read whole.
    if (whole && choices.shape == ChoiceMark::one) turning = std::move(whole);
    return false;
  });
  kept_arrangement = {key, answer_letters, close_stem, fits ? std::move(whole) : std::move(turning)};
  return kept_arrangement->found;
}

std::optional<Ui::State::Arrangement> Ui::State::arrange_in_letters(const Choices& choices) {
  static const std::array arrangements = {
      Arrangement{1, 20, Role::heading}, Arrangement{2, 24, Role::heading}, Arrangement{2, 20, Role::heading},
      Arrangement{3, 20, Role::heading}, Arrangement{1, 16, Role::heading}, Arrangement{2, 16, Role::heading},
      Arrangement{4, 20, Role::heading}, Arrangement{2, 20, Role::strong},  Arrangement{2, 16, Role::strong},
      Arrangement{3, 16, Role::strong},  Arrangement{4, 16, Role::strong},
  };
  const std::span<const Option> tiles = choices.options;
  std::vector<Arrangement> ways(arrangements.begin(), arrangements.end());
  // Three stand below one another, if lower, before one of them stands alone in a second row.
  constexpr std::size_t uneven = 3;
  constexpr auto lower_column = 4;
  if (tiles.size() == uneven)
    std::rotate(ways.begin() + 1, ways.begin() + lower_column, ways.begin() + lower_column + 1);
  const float gap = up(measure::gap);
  const float free = room.bottom() - y - spacing;
  const float field_gap = up(boxes.small ? 2 : measure::gap + 1);
  std::optional<Arrangement> smallest;
  // Tiles of one height look calm; one long label among short ones may have a higher row before pages turn.
  for (const bool even : {true, false}) {
    for (Arrangement one : ways) {
      if (one.across > 1 && tiles.size() < 2) continue;
      const bool in_a_row = one.across == tiles.size() && boxes.small && answer_letters == Scale::staff;
      if (one.across > 2 && tiles.size() <= longest_scale && !in_a_row) continue;
      if (choices.in_pairs && one.across % 2 != 0) continue;
      one.width = std::floor((room.w - gap * static_cast<float>(one.across - 1)) / static_cast<float>(one.across));
      if (one.across > 1 && (one.width < least_column() || tile_breaks_a_word(tiles, one.width))) continue;
      const float words = question ? question_height(one.stem, room.w) + field_gap : 0;
      for (const float air_mm : {tile_air_mm, least_tile_air_mm(boxes.small)}) {
        one.rows = row_heights(choices, one, even, air_mm);
        one.block =
            std::accumulate(one.rows.begin(), one.rows.end(), 0.0F) + gap * static_cast<float>(one.rows.size() - 1);
        if (!in_a_row && (!smallest || one.block < smallest->block)) smallest = one;
        const float spare = std::min(free - words, room.h) - one.block;
        if (spare < 0) continue;
        // Tiles of one height that are lower than a finger likes take what is left.
        if (even) {
          const float more = std::floor(spare / static_cast<float>(one.rows.size()));
          const float height =
              std::max(one.rows.front(), std::min(one.rows.front() + more, up(measure::answer_height)));
          one.block += (height - one.rows.front()) * static_cast<float>(one.rows.size());
          std::ranges::fill(one.rows, height);
        }
        return one;
      }
    }
  }
  // A stem that is too long turns its own pages as long as all answers can stay below it.
  const float least_stem = question ? up(measure::target) + field_gap : 0;
  if (!smallest || least_stem + smallest->block > free || smallest->block > room.h) return std::nullopt;
  smallest->stem_turns = true;
  return smallest;
}

Chosen Ui::choices(const Choices& choices) {
  State& s = *m_state;
  if (choices.options.empty()) return {};
  question_hint(choices.hint, choices.hint_tone);
  if (const auto whole = s.arrange(choices)) return s.draw_arranged(choices, *whole);
  if (!choices.told.empty() && choices.shape == ChoiceMark::one) question_hint(choices.told, choices.hint_tone);
  const std::size_t count = choices.options.size();
  const auto [place, grid] = s.list_page_of(choices, [&](float least_share, Role stem) {
    return s.list_boxes(choices.words, count, {.share = std::max(least_share, s.share_above(count)), .stem = stem});
  });
  s.write_above_list(place, grid.box.y);
  if (s.only_reads) return {};
  return s.turn_pages(choices, grid, place.pager);
}

Chosen Ui::State::draw_arranged(const Choices& choices, const Arrangement& whole) {
  stem_role = whole.stem;
  const Rect block = stand_above(whole.block);
  if (only_reads) return {};
  return {.tapped = draw_grid(choices, {.box = block,
                                        .across = whole.across,
                                        .tile = {whole.width, whole.rows.front()},
                                        .first = 0,
                                        .count = choices.options.size(),
                                        .rows = whole.rows}),
          .seen_all = true};
}

std::optional<std::size_t> Ui::choices(std::span<const Option> options) {
  return choices(Choices{.options = options}).tapped;
}

void Ui::question_hint(std::string_view text, Tone tone) {
  if (!m_state->question) return;
  m_state->question->hint = text;
  m_state->question->hint_tone = tone;
}

Ui::State::Grid Ui::State::fit_grid(const Choices& choices, const Rect& area) {
  const float gap = up(measure::gap);
  // One answer a page is the least; it stands at the foot of the room too.
  const float one = tile_height(choices.options, area.w, measure::target);
  const float top = std::max(area.y, area.bottom() - one);
  Grid best{.box = {area.x, top, area.w, area.bottom() - top}, .across = 1, .tile = {area.w, one}, .count = 1};
  struct Tall {
    float least;
    float air_mm;
  };
  for (const Tall& tall : {Tall{measure::answer_height, tile_air_mm}, Tall{measure::target, tile_air_mm},
                           Tall{measure::answer_height, least_tile_air_mm(boxes.small)},
                           Tall{measure::target, least_tile_air_mm(boxes.small)}}) {
    for (const std::size_t across : {std::size_t{2}, std::size_t{1}, std::size_t{3}, std::size_t{4}}) {
      if (choices.in_pairs && across % 2 != 0 && !boxes.small) continue;  // there one below the other is more
      const float width = std::floor((area.w - gap * static_cast<float>(across - 1)) / static_cast<float>(across));
      if (across > 1 && (width < least_column() || tile_breaks_a_word(choices.options, width))) continue;
      const float height = tile_height_with(choices.options, width, tall.least, tall.air_mm);
      const float rows = std::floor((area.h + gap + 0.5F) / (height + gap));
      if (rows < 1) continue;
      const std::size_t count = static_cast<std::size_t>(rows) * across;
      if (count <= best.count) continue;
      const float block = rows * height + (rows - 1) * gap;
      best = {.box = {area.x, area.bottom() - block, area.w, block},
              .across = across,
              .tile = {width, height},
              .first = 0,
              .count = count};
    }
  }
  if (best.count < enough_a_page) fit_uneven(choices, area, best);
  // A little higher, so that the first row begins where the pager beside them does. On a small panel there is something
  // to be said above it.
  constexpr float a_little = 4;  // mm
  const auto rows = static_cast<float>(best.count / best.across);
  const float more = std::floor((area.h - best.box.h) / rows);
  if (!boxes.small && best.rows.empty() && best.count > 1 && more < up(a_little)) {
    best.tile.h += more;
    best.box.h += more * rows;
    best.box.y = area.bottom() - best.box.h;
  }
  return best;
}

// One long label among short ones may have a higher row, where more of them then stand on a page.
void Ui::State::fit_uneven(const Choices& choices, const Rect& area, Grid& best) {
  const float gap = up(measure::gap);
  for (const std::size_t across : {std::size_t{1}, std::size_t{2}}) {
    const float width = std::floor((area.w - gap * static_cast<float>(across - 1)) / static_cast<float>(across));
    if (across > 1 && (width < least_column() || tile_breaks_a_word(choices.options, width))) continue;
    Arrangement one{across, measure::target, Role::strong};
    one.width = width;
    const std::vector<float> rows = row_heights(choices, one, false, least_tile_air_mm(boxes.small));
    // The highest of the pages, when each has so many rows.
    const auto block_of = [&](std::size_t a_page) {
      float block = 0;
      for (std::size_t first = 0; first < rows.size(); first += a_page) {
        const std::span shown = std::span(rows).subspan(first, std::min(a_page, rows.size() - first));
        block =
            std::max(block, std::accumulate(shown.begin(), shown.end(), gap * static_cast<float>(shown.size() - 1)));
      }
      return block;
    };
    std::size_t a_page = rows.size();
    while (a_page > 0 && block_of(a_page) > area.h) --a_page;
    if (a_page * across <= best.count) continue;
    const float block = block_of(a_page);
    best = {.box = {area.x, area.bottom() - block, area.w, block},
            .across = across,
            .tile = {width, rows.front()},
            .first = 0,
            .count = a_page * across,
            .rows = rows};
  }
}

}  // namespace anteroom::ui
