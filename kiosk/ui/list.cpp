// Rows that can be tapped.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace anteroom::ui {
namespace {

constexpr std::size_t short_value = 4;  // a number

}  // namespace

std::optional<std::size_t> Ui::list(std::span<const Row> rows, PageLabels labels) {
  State& s = *m_state;
  const Palette& c = *s.colours;
  const float gap = s.up(measure::gap);
  const float padding = s.up(4);
  const auto section_height = [&](std::string_view section) {
    return s.lay(section, Role::strong, s.column.w).height + s.up(1.5F);
  };
  const auto heading_of = [&](const Row& row) { return row.section.empty() ? 0 : section_height(row.section); };
  // Staff's short rows stand side by side where height is short; a section begins on a line of its own.
  const auto is_short = [](const Row& row) { return row.detail.empty() && row.pill.empty(); };
  const auto next_line = [&](std::size_t first, std::size_t across) {
    std::size_t next = first + 1;
    while (next < std::min(first + across, rows.size()) && rows[next].section.empty()) ++next;
    return next;
  };
  const auto fits_height = [&](std::size_t across) {
    float height = -gap;
    for (std::size_t first = 0; first < rows.size(); first = next_line(first, across))
      height += heading_of(rows[first]) + s.up(measure::target) + gap;
    return s.page_cursor > 0 || height <= s.room.bottom() - s.y - s.spacing;
  };
  const auto width_of = [&](std::size_t across) {
    return std::floor((s.column.w - gap * static_cast<float>(across - 1)) / static_cast<float>(across));
  };
  const auto signs_of = [&](const Row& row) {
    return (row.selected ? s.px(9) + gap : 0) + (row.changes ? s.icon_side() + gap : 0);
  };
  const auto fits_third = [&](const Row& row) {
    const float value = row.value.empty() ? 0 : s.lay(row.value, Role::strong, 1e6F).width + gap;
    return s.lay(row.title, Role::strong, 1e6F).width + signs_of(row) + value + 2 * padding <= width_of(3);
  };
  // Not where a word, such as the name of a file, would break.
  const auto fits_half = [&](const Row& row) {
    const float words = width_of(2) - 2 * padding - signs_of(row);
    return !s.lay(row.title, Role::strong, words, Wrap::tight).broken;
  };
  const bool may_share = s.staff && !s.boxes.portrait && rows.size() > 1 && std::ranges::all_of(rows, is_short) &&
                         std::ranges::all_of(rows, fits_half);
  std::size_t across = may_share && (s.boxes.small || !fits_height(1)) ? 2 : 1;
  if (across == 2 && !fits_height(2) && std::ranges::all_of(rows, fits_third)) across = 3;
  const float width = width_of(across);

  // Lines close together, for a row is read as one; words that would break or fill most of a page are set in smaller
  // letters.
  Scale row_letters = s.scale();
  const auto words_of = [&](std::string_view words, Role role, float room_for) -> const TextLayout& {
    // No last word of a title stands alone.
    if (s.staff && role == Role::strong)
      return s.lay(words, role, room_for, s.is_least() ? Wrap::label : Wrap::balanced);
    if (s.staff) return s.lay(words, role, room_for, s.is_least() ? Wrap::tight : Wrap::fill);
    return s.text->layout(words, role, std::max(row_letters, s.answer_letters), room_for, Wrap::label);
  };
  // A long answer of somebody's own is in smaller ones.
  const auto value_of = [&](std::string_view words, Role role, float room_for) -> const TextLayout& {
    if (s.staff) return words_of(words, role, room_for);
    const TextLayout* laid = nullptr;
    for (const Scale letters : label_scales) {
      if (letters < std::max(row_letters, s.answer_letters)) continue;
      laid = &s.text->layout(words, role, letters, room_for, Wrap::label);
      if (!laid->broken && laid->height <= s.room.h * 0.6F) break;
    }
    return *laid;
  };
  // On a small panel the row's own words have the largest letters.
  const auto pill_of = [&](std::string_view words, float room_for) -> const TextLayout& {
    const Scale least = s.boxes.small ? Scale::medium : Scale::patient;
    return s.text->layout(words, Role::strong, std::max({s.scale(), row_letters, least}), room_for, Wrap::label);
  };
  // Where title and value have no width beside each other the value, or the pill, stands below.
  const bool narrow = width < s.px(110) || (s.boxes.portrait && !s.staff && s.text_size >= TextSize::large);
  // A name, or what can be chosen, counts for more than what is said of it.
  const auto leads = [](const Row& row) { return row.is_name || row.selected.has_value(); };
  const auto role_of = [&](const Row& row) { return row.value.empty() || leads(row) ? Role::strong : Role::body; };
  const auto role_of_value = [&](const Row& row) { return leads(row) ? Role::body : Role::strong; };
  const float between = s.up(1);  // title and value, where one stands below the other
  const auto whole_width = [&](const Row& row) { return width - 2 * padding - signs_of(row); };
  const auto beside = [&](const Row& row) {
    float taken = 0;
    if (!row.pill.empty()) taken += pill_of(row.pill, width / 2).width + s.up(6) + gap;
    if (!row.value.empty()) {
      taken += std::min(value_of(row.value, role_of_value(row), width * 0.45F).width, width * 0.45F) + gap;
    }
    return taken;
  };
  const auto height_below = [&](const Row& row) {
    const float words = whole_width(row);
    const float value = row.value.empty() ? 0 : value_of(row.value, role_of_value(row), words).height;
    const float pill = row.pill.empty() ? 0 : pill_of(row.pill, words - s.up(6)).height + s.up(3);
    return std::max(value, pill);
  };
  const auto is_number = [](const Row& row) { return row.pill.empty() && row.value.size() <= short_value; };
  // Rows that stand side by side are alike.
  const bool may_be_beside = across == 1 || std::ranges::all_of(rows, is_number);
  // Below too where a question would be a tower of short lines beside it.
  const auto stacked = [&](const Row& row) {
    if (may_be_beside && is_number(row)) return false;
    if (row.value.empty() && row.pill.empty()) return false;
    if (narrow || s.staff) return narrow;
    const TextLayout& tower = words_of(row.title, role_of(row), whole_width(row) - beside(row));
    constexpr std::size_t few_lines = 3;
    return tower.lines.size() > few_lines &&
           words_of(row.title, role_of(row), whole_width(row)).height + between + height_below(row) < tower.height;
  };
  const auto side = [&](const Row& row) { return (stacked(row) ? 0 : beside(row)) + signs_of(row); };
  const auto below = [&](const Row& row) { return stacked(row) ? height_below(row) : 0.0F; };
  // All rows alike: letters of two sizes look as if one question mattered more.
  const auto is_too_long = [&](const Row& row) {
    const float room_for = width - 2 * padding - side(row);
    const TextLayout& title = words_of(row.title, role_of(row), room_for);
    const bool breaks = !row.detail.empty() && words_of(row.detail, Role::body, room_for).broken;
    return title.broken || breaks || title.height > s.room.h * 0.6F;
  };
  while (!s.staff && row_letters != Scale::staff && std::ranges::any_of(rows, is_too_long))
    row_letters = next_smaller(row_letters);
  if (!s.staff) s.answer_letters = std::max(s.answer_letters, row_letters);
  // As high as its own words need: one long question must not make every row of the list high.
  const auto height_of = [&](const Row& row) {
    const float words = width - 2 * padding - side(row);
    const float title = words_of(row.title, role_of(row), words).height;
    const float detail = row.detail.empty() ? 0 : words_of(row.detail, Role::body, words).height;
    const float value =
        row.value.empty() || stacked(row) ? 0 : value_of(row.value, role_of_value(row), width * 0.45F).height;
    const float pill = row.pill.empty() || stacked(row) ? 0 : pill_of(row.pill, width / 2).height + s.up(2);
    const float under = below(row);
    const float words_below = under > 0 ? between + under : 0;
    return std::max({s.up(measure::target), title + detail + words_below + s.up(3), value + s.up(3), pill + s.up(3)});
  };

  // A list that turns pages is in letters in which a page holds a few of its rows, or in the usual ones.
  // Who asked for large letters would rather turn a page more.
  const float few_rows = !s.boxes.small && s.text_size >= TextSize::large ? 1.5F : 3;
  const auto holds_a_few = [&] {
    float all = 0;
    for (const Row& row : rows) all += heading_of(row) + height_of(row) + gap;
    const float few = few_rows * all / static_cast<float>(rows.size());
    const float left = s.room.bottom() - s.y - s.spacing;
    if (all - gap <= left) return true;
    return few - gap <= s.room.h && heading_of(rows.front()) + height_of(rows.front()) <= left;
  };
  while (!s.staff && s.answer_letters < Scale::medium && !holds_a_few())
    s.answer_letters = next_smaller(s.answer_letters);
  // What stands above it is in the same letters.
  if (!s.staff && s.answer_letters != s.flow_letters) {
    s.flow_letters = s.answer_letters;
    s.relayout = true;
  }

  s.page_labels = {std::string(labels.more), std::string(labels.less)};
  std::optional<std::size_t> tapped;
  std::optional<Rect> line;   // where the rows beside each other stand
  std::size_t first = 0;      // of them
  std::string_view section;   // of them
  bool says_section = false;  // above them
  for (std::size_t index = 0; index < rows.size(); ++index) {
    const Row& row = rows[index];
    if (index == 0 || index == next_line(first, across)) {
      first = index;
      float height = 0;
      for (std::size_t other = first; other < next_line(first, across); ++other)
        height = std::max(height, height_of(rows[other]));
      if (!row.section.empty()) section = row.section;
      // On a further page it stands again: nobody turns back to see what the rows are of.
      says_section = !row.section.empty() || (!section.empty() && s.turns_page(height));
      line = s.claim((says_section ? section_height(section) : 0) + height, gap);
    }
    const float heading = says_section ? section_height(section) : 0;
    std::optional<Rect> claimed = line;
    if (claimed) claimed->x += static_cast<float>(index - first) * (width + gap);
    if (s.staff && row.selected.value_or(false) && !s.page_turned && s.page != s.page_cursor) {
      s.page = s.page_cursor;
      s.relayout = true;
    }
    if (!claimed) continue;
    claimed->w = width;
    if (index == first && heading > 0) {
      s.write(s.lay(section, Role::strong, s.column.w), {claimed->x, claimed->y, s.column.w, heading}, Align::left,
              c.quiet);
    }
    const Rect box{claimed->x, claimed->y + heading, claimed->w, claimed->h - heading};
    const Contact contact = s.taps.contact(row.id, box, row.enabled);
    const bool chosen = row.selected.value_or(false);
    const float radius = s.px(measure::radius);
    const Colour fill = contact == Contact::pressed ? c.pressed
                        : !row.enabled              ? c.background
                        : chosen                    ? c.chosen
                                                    : c.surface;
    if (row.enabled && contact != Contact::pressed) s.pen.shadow(box, radius, c.shadow);
    s.pen.box(box, radius, fill);
    s.pen.outline(box, radius, chosen ? s.px(measure::chosen_outline) : std::max(1.0F, s.px(measure::outline)),
                  chosen        ? c.primary
                  : row.enabled ? c.line
                                : c.hairline);

    float left = box.x + padding;
    float right = box.right() - padding;
    bool fits = true;
    if (row.selected) {
      const Point center{left + s.px(4), box.center().y};
      s.draw_check(center, s.px(4), chosen);
      left += s.px(9) + gap;
    }
    if (row.changes) {
      const float icon = s.icon_side();
      s.pen.icon(Icon::pencil, {right - icon / 2, box.center().y}, icon, s.px(0.9F), row.enabled ? c.primary : c.muted);
      right -= icon + gap;
    }
    // What stands below the other stands close to it, and both in the middle of the row.
    const float under = below(row);
    Rect upper = box;
    if (under > 0) {
      const Role role = role_of(row);
      const float words = words_of(row.title, role, right - left).height +
                          (row.detail.empty() ? 0 : words_of(row.detail, Role::body, right - left).height);
      upper = {box.x, box.y + std::floor((box.h - words - between - under) / 2), box.w, words};
    }
    const Rect lower{box.x, upper.bottom() + between, box.w, under};
    if (!row.pill.empty()) {
      const TextLayout& words = pill_of(row.pill, under > 0 ? right - left - s.up(6) : width / 2);
      const ToneColours& colours = c.tone(row.pill_tone);
      const float pill_height = words.height + s.up(2);
      const float pill_width = words.width + s.up(6);
      const Point at = under > 0 ? Point{left, lower.center().y} : Point{right - pill_width, box.center().y};
      const Rect pill{at.x, at.y - std::floor(pill_height / 2), pill_width, pill_height};
      // Round ends have no room for the corners of two lines.
      const float roundness = words.lines.size() > 1 ? radius : pill_height / 2;
      s.pen.box(pill, roundness, colours.fill);
      s.pen.outline(pill, roundness, std::max(1.0F, s.px(measure::outline)), colours.line);
      fits = s.write(words, {pill.x + s.up(3), pill.y, words.width, pill.h}, Align::center, colours.text) && fits;
      if (under == 0) right = pill.x - gap;
    }
    if (!row.value.empty()) {
      const TextLayout& words = value_of(row.value, role_of_value(row), under > 0 ? right - left : width * 0.45F);
      if (under > 0) {
        fits = s.write(words, {left, lower.y, right - left, lower.h}, Align::left, c.text) && fits;
      } else {
        fits = s.write(words, {right - words.width, box.y, words.width, box.h}, Align::right,
                       row.enabled ? c.text : c.muted) &&
               fits;
        right -= words.width + gap;
      }
    }
    const Colour ink = row.enabled ? c.text : c.muted;
    const TextLayout& title = words_of(row.title, role_of(row), right - left);
    if (row.detail.empty()) {
      fits = s.write(title, {left, upper.y, right - left, upper.h}, Align::left, ink) && fits;
    } else {
      const TextLayout& detail = words_of(row.detail, Role::body, right - left);
      const float top = upper.y + std::floor((upper.h - title.height - detail.height) / 2);
      fits = s.write(title, {left, top, right - left, title.height}, Align::left, ink) && fits;
      fits = s.write(detail, {left, top + title.height, right - left, detail.height}, Align::left, c.quiet) && fits;
    }
    s.mark({.id = std::string(row.id),
            .label = std::string(row.title),
            .rect = box,
            .enabled = row.enabled,
            .selected = chosen,
            .clipped = !fits});
    if (contact == Contact::tapped) tapped = index;
  }

  return tapped;
}

}  // namespace anteroom::ui
