// Answers to choose from, as tiles: one, several or in an order. What no screen can hold turns pages, with its own
// buttons beside the tiles (below them on an upright panel); the question's words stay above.
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
constexpr float least_tile_air_mm = 2;

constexpr float least_column_mm = 60;
constexpr float least_small_column_mm = 48;
constexpr float least_column_of_small_letters_mm = 33;
// A scale is read as a whole and stands in one or two columns; only a longer list of names spreads further.
constexpr std::size_t longest_scale = 7;
// Of a list that turns pages: fewer are not worth larger letters.
constexpr std::size_t enough_a_page = 4;

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
  return tile_height_with(tiles, width, least, least_tile_air_mm);
}

float Ui::State::tile_height_with(std::span<const Option> tiles, float width, float least, float air_mm) {
  const float words = tile_words_width(width);
  float height = up(least);
  for (const Option& option : tiles) {
    height = std::max(height, lay(option.label, Role::strong, words, Wrap::tight).height + up(air_mm));
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
    const float height = grid.rows.empty() ? grid.tile.h : grid.rows[place / grid.across];
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
  return std::span(label_scales).first(staff ? 1 : label_scales.size());
}

std::optional<Ui::State::Arrangement> Ui::State::arrange(const Choices& choices) {
  std::optional<Arrangement> turning;
  std::optional<Arrangement> whole;
  const bool fits = choose_letters([&] {
    whole = arrange_in_letters(choices);
    if (whole && !whole->stem_turns) return true;
    // The options of a scale are never parted; those of a list may be, so that its question is read whole.
    if (whole && choices.shape == ChoiceMark::one) turning = std::move(whole);
    return false;
  });
  return fits ? whole : turning;
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
      for (const float air_mm : {tile_air_mm, least_tile_air_mm}) {
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
  const std::size_t count = choices.options.size();
  const auto [place, grid] = s.list_page_of(choices, [&](float least_share) {
    return s.list_boxes(choices.words, count, {.share = std::max(least_share, s.share_above(count))});
  });
  s.write_above_list(place, grid.box.y);
  return s.turn_pages(choices, grid, place.pager);
}

Chosen Ui::State::draw_arranged(const Choices& choices, const Arrangement& whole) {
  stem_role = whole.stem;
  const Rect block = stand_above(whole.block);
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

// ---- page by page ----

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
                           Tall{measure::answer_height, least_tile_air_mm}, Tall{measure::target, least_tile_air_mm}}) {
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
  return best;
}

Ui::State::ListPage Ui::State::list_page_of(const Choices& choices,
                                            const std::function<ListBoxes(float least_share)>& boxes_now) {
  // First that the question is read whole, then that a few answers stand on a page, then that its letters are large.
  constexpr float most_share = 0.62F;
  const std::size_t enough = std::min(enough_a_page, choices.options.size());
  std::optional<ListPage> best;
  std::pair<bool, std::size_t> best_is;
  Scale best_letters = answer_letters;
  float best_share = 0;
  for (const float least_share : {0.0F, most_share}) {
    for (const Scale each : answer_scales()) {
      answer_letters = each;
      const ListBoxes place = boxes_now(least_share);
      const Grid grid = fit_grid(choices, place.area);
      const std::pair is{!pages_needed(place.question) && grid.count > 1, std::min(grid.count, enough)};
      if (best && is <= best_is) continue;
      best = ListPage{place, grid};
      best_is = is;
      best_letters = each;
      best_share = least_share;
    }
    if (best_is.first) break;
  }
  answer_letters = best_letters;
  return {boxes_now(best_share), best->grid};  // what else the caller places stands for these
}

Ui::State::ListBoxes Ui::State::list_boxes(const ListWords& words, std::size_t most_pages, const ListShare& share) {
  y += std::exchange(spacing, 0.0F);
  const float gap = up(measure::gap);
  const float hint = question && !question->hint.empty() ? lay(question->hint, hint_role(), 1e6F).width : 0;
  float button = page_button_width_of(words);
  if (words.page_words) {
    button = std::max(button, lay(words.page_words(most_pages, most_pages), Role::body, 1e6F).width);
  }
  Rect area{room.x, y, room.w, room.bottom() - y};
  Rect pager;
  Rect words_box;
  if (boxes.portrait) {
    const TextLayout& told = lay(question ? question->hint : "", hint_role(), room.w, Wrap::tight);
    const float height = up(measure::target) + (told.text.empty() ? 0 : told.height + up(1));
    pager = {area.x, area.bottom() - height, area.w, height};
    area.h -= height + gap;
  } else {
    const float width = std::ceil(std::min(std::max(button, std::min(hint, px(44))), room.w * 0.3F));
    pager = {area.right() - width, area.y, width, area.h};
    area.w -= width + up(boxes.small ? 3 : 5);
  }
  if (question) {
    const std::string told = std::exchange(question->hint, {});  // stands in the pager
    const float most = area.h * share.share;
    const float air = up(measure::gap + (boxes.small ? 0 : 1));
    const auto height_in = [&](float width) {
      stem_role = question_height(Role::heading, width) > most ? Role::strong : Role::heading;
      const float whole = question_height(stem_role, width);
      return whole <= most ? whole : std::max(up(measure::target), most);
    };
    float width = room.w;
    float height = height_in(width);
    // The pager's two buttons have no room below the question: they stand beside it too.
    const bool beside = !boxes.portrait && area.h - height - air < 2 * up(measure::target) + gap + share.also;
    if (beside) {
      width = area.w;
      height = height_in(width);
    }
    words_box = {room.x, area.y, width, height};
    const float below = std::max(height + air, boxes.content.y - area.y);
    area.y += below;
    area.h -= below;
    if (!boxes.portrait) {
      const float top = beside ? boxes.content.y : area.y;
      pager = {pager.x, top, pager.w, area.bottom() - top};
    }
    question->hint = told;
  }
  return {.area = area, .pager = pager, .question = words_box};
}

void Ui::State::write_above_list(const ListBoxes& place, float list_top) {
  if (!question) return;
  const std::string told = std::exchange(question->hint, {});  // stands in the pager
  Rect box = place.question;
  box.h = std::max(box.h, list_top - up(measure::gap) - box.y);  // what the rows leave over is the question's
  if (question_height(Role::heading, box.w) <= box.h) stem_role = Role::heading;
  draw_question(box, place.question.bottom());  // below it the pager may stand beside the words
  question->hint = told;
}

float Ui::State::page_button_width_of(const ListWords& words) {
  return std::ceil(std::max(lay(words.more, Role::body, 1e6F).width, lay(words.less, Role::body, 1e6F).width)) +
         up(page_button_mm);
}

void Ui::State::draw_list_pager(const ListWords& words, std::size_t pages, std::string_view told, bool must_see,
                                const Rect& box) {
  const std::size_t page_now = *list_page;
  const bool unseen = must_see && list_seen + 1 < pages;
  const Face less_look{.icon = Icon::chevron_up, .enabled = page_now > 0};
  const Face more_look{.kind = unseen ? ButtonKind::primary : ButtonKind::secondary,
                       .icon = Icon::chevron_down,
                       .enabled = page_now + 1 < pages};
  const std::string where = words.page_words ? words.page_words(page_now + 1, pages) : "";
  const float gap = up(measure::gap);
  const TextLayout& said = lay(told, hint_role(), box.w, Wrap::tight);
  const Colour said_colour = hint_colour();
  Rect less_box;
  Rect more_box;
  if (boxes.portrait) {
    const float button = up(measure::target);
    const float width = std::min(page_button_width_of(words), (box.w - 2 * gap) / 3);
    const float top = box.bottom() - button;
    less_box = {box.x, top, width, button};
    more_box = {box.right() - width, top, width, button};
    if (!told.empty()) write(said, {box.x, box.y, box.w, said.height}, Align::left, said_colour);
    const Rect middle{less_box.right() + gap, top, more_box.x - less_box.right() - 2 * gap, button};
    write(lay_label(where, Role::body, middle), middle, Align::center, colours->muted);
  } else {
    const TextLayout& place = lay(where, Role::body, box.w, Wrap::tight);
    // Where the buttons leave no room for both, what needs attention stays, else the page.
    const float least = up(measure::target);
    const float middle = box.h - 2 * (least + gap);
    const bool crowded = !told.empty() && place.height + up(2) + said.height > middle;
    const bool attention = question && question->hint_tone != Tone::neutral;
    const float place_height = (crowded && attention) || place.height > middle + up(2) ? 0 : place.height;
    const float said_height = told.empty() || (crowded && !attention) ? 0 : said.height;
    const float between = place_height > 0 && said_height > 0 ? up(2) : 0;
    const float middle_height = place_height + between + said_height;
    const float button = std::clamp((box.h - middle_height) / 2 - gap, least, up(measure::answer_height));
    less_box = {box.x, box.y, box.w, button};
    more_box = {box.x, box.bottom() - button, box.w, button};
    float top = less_box.bottom() + std::floor((more_box.y - less_box.bottom() - middle_height) / 2);
    if (place_height > 0) write(place, {box.x, top, box.w, place.height}, Align::center, colours->muted);
    top += place_height + between;
    if (said_height > 0) write(said, {box.x, top, box.w, said.height}, Align::center, said_colour);
  }
  if (face("list:less", words.less, less_box, less_look)) --*list_page;
  if (face("list:more", words.more, more_box, more_look)) ++*list_page;
  mark({.id = std::format("list:page:{}:{}", page_now + 1, pages),
        .label = where,
        .rect = box,
        .enabled = false,
        .kind = MarkKind::state});
}

Chosen Ui::State::turn_pages(const Choices& choices, const Grid& page_grid, const Rect& pager) {
  const std::size_t a_page = page_grid.count;
  const std::size_t pages = (choices.options.size() + a_page - 1) / a_page;
  if (!list_page) {
    // One answer that was given before is shown at once; several are looked through from the start.
    const auto chosen = std::ranges::find(choices.options, true, &Option::selected);
    const bool there = choices.shape == ChoiceMark::one && chosen != choices.options.end();
    list_page = there ? static_cast<std::size_t>(chosen - choices.options.begin()) / a_page : 0;
  }
  list_page = std::min(*list_page, pages - 1);
  list_seen = std::max(list_seen, *list_page);
  Grid shown = page_grid;
  shown.first = *list_page * a_page;
  shown.count = std::min(a_page, choices.options.size() - shown.first);
  Chosen result{.tapped = draw_grid(choices, shown), .seen_all = list_seen + 1 >= pages};
  const std::string told = question ? question->hint : std::string(choices.hint);
  const bool must_see = choices.shape != ChoiceMark::one;
  draw_list_pager(choices.words, pages, told, must_see, pager);
  question.reset();
  y = room.bottom();
  return result;
}

// ---- lines that were written one after the other ----

LineTouch Ui::lines(const Lines& lines) {
  State& s = *m_state;
  question_hint(lines.hint, lines.hint_tone);
  const std::size_t rows_wanted = lines.lines.size() + (lines.add_label.empty() ? 0 : 1);
  const float gap = s.up(measure::gap);
  const float button = s.up(measure::target);
  const auto row_height = [&](float width) {
    float height = button;
    for (const std::string& line : lines.lines) {
      height = std::max(height, s.line_words(line, width).height + s.up(3));
    }
    return std::ceil(height);
  };
  const float stem = s.question ? s.question_height(Role::heading, s.room.w) + s.up(measure::gap + 1) : 0;
  const float whole = static_cast<float>(rows_wanted) * (row_height(s.line_room(lines, s.room.w)) + gap) - gap;
  const bool paged = stem + whole > s.room.bottom() - s.y - s.spacing;
  Rect area;
  Rect pager;
  if (paged) {
    const State::ListBoxes place = s.list_boxes(lines.words, rows_wanted, {});
    s.write_above_list(place, place.area.y);
    area = place.area;
    pager = place.pager;
  } else {
    area = s.stand_above(whole);
  }
  const float width = s.line_room(lines, area.w);
  const float height = row_height(width);
  const auto a_page = static_cast<std::size_t>(std::max(1.0F, std::floor((area.h + gap + 0.5F) / (height + gap))));
  const std::size_t pages = paged ? (rows_wanted + a_page - 1) / a_page : 1;
  if (!s.list_page) s.list_page = pages - 1;  // the last one written
  s.list_page = std::min(*s.list_page, pages - 1);
  const std::size_t first = paged ? *s.list_page * a_page : 0;
  const std::size_t last = paged ? std::min(first + a_page, rows_wanted) : rows_wanted;
  LineTouch touch;
  float top = area.y;
  for (std::size_t row = first; row < last; ++row, top += height + gap) {
    if (row == lines.lines.size()) {
      if (s.face("add", lines.add_label, {area.x, top, area.w, height}, {.kind = ButtonKind::secondary}))
        touch.add = true;
      continue;
    }
    const Rect box{area.x, top, width + s.up(8), height};
    s.pen.box(box, s.px(measure::radius), s.colours->surface);
    s.pen.outline(box, s.px(measure::radius), std::max(1.0F, s.px(measure::outline)), s.colours->hairline);
    s.write(s.line_words(lines.lines[row], width), {box.x + s.up(4), box.y, width, box.h}, Align::left,
            s.colours->text);
    const Rect remove{box.right() + gap, top, area.right() - box.right() - gap, height};
    if (s.face(std::format("remove:{}", row), lines.remove_label, remove, {.kind = ButtonKind::secondary})) {
      touch.remove = row;
    }
  }
  if (paged) {
    const std::string told = s.question ? s.question->hint : std::string(lines.hint);
    s.draw_list_pager(lines.words, pages, told, false, pager);
  }
  s.question.reset();
  s.y = s.room.bottom();
  if (touch.add) s.list_page.reset();
  return touch;
}

float Ui::State::line_room(const Lines& lines, float width) {
  const float remove = std::min(lay(lines.remove_label, Role::body, 1e6F).width + up(10), width * 0.4F);
  return std::floor(width - remove - up(measure::gap) - up(8));
}

const TextLayout& Ui::State::line_words(std::string_view line, float width) {
  const TextLayout& usual = lay(line, Role::body, width, Wrap::tight);
  if (!usual.broken && usual.lines.size() <= 4) return usual;
  return text->layout(line, Role::body, Scale::staff, width, Wrap::tight);
}

}  // namespace anteroom::ui
