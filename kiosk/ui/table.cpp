// Numbers below their heads: what has to be read across and down, such as scores by day.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>

namespace anteroom::ui {
namespace {

// Where a head may be broken into two lines: behind its first hyphen ("2026-", "11-23"); its end where it has none.
std::size_t break_of(std::string_view head) {
  const std::size_t hyphen = head.find('-');
  return hyphen == std::string_view::npos ? head.size() : hyphen + 1;
}

}  // namespace

std::size_t Ui::table(std::span<const std::string> heads, std::span<const TableRow> rows) {
  State& s = *m_state;
  if (heads.empty() || rows.empty()) return 0;
  const float gap = s.up(measure::gap + 1);
  const auto width_of = [&](std::string_view words, Role role) { return s.lay(words, role, 1e6F).width; };
  float name = 0;
  float note = 0;
  float cell = 0;         // of the numbers
  float head = 0;         // of a day in one line
  float broken_head = 0;  // and in two
  for (const std::string& day : heads) {
    const std::string_view whole = day;
    const std::size_t middle = break_of(whole);
    head = std::max(head, width_of(whole, Role::body));
    broken_head = std::max(
        {broken_head, width_of(whole.substr(0, middle), Role::body), width_of(whole.substr(middle), Role::body)});
  }
  for (const TableRow& row : rows) {
    name = std::max(name, width_of(row.name, Role::strong));
    note = std::max(note, width_of(row.note, Role::body));
    for (const std::string& text : row.cells) cell = std::max(cell, width_of(text, Role::strong));
  }
  name = std::ceil(std::min(name, s.column.w * 0.4F));
  // In two lines only where another column has room then.
  const auto cell_with = [&](float of_head) { return std::ceil(std::max(cell, of_head)) + gap; };
  const auto columns_of = [&](float one) { return std::floor(std::max(0.0F, s.column.w - name) / one); };
  const bool is_broken = columns_of(cell_with(head)) < static_cast<float>(heads.size()) &&
                         columns_of(cell_with(broken_head)) > columns_of(cell_with(head));
  cell = cell_with(is_broken ? broken_head : head);
  const auto columns_beside = [&](float taken) {
    const float free = std::max(0.0F, s.column.w - name - taken);
    return std::min(heads.size(), static_cast<std::size_t>(std::floor(free / cell)));
  };
  // Of the columns the last ones: they are the newest. A note gives way to them.
  const std::size_t with_note = columns_beside(note > 0 ? note + gap : 0);
  const bool is_below = note > 0 && with_note < heads.size() && columns_beside(0) > with_note;
  const std::size_t columns = std::max<std::size_t>(1, is_below ? columns_beside(0) : with_note);
  const std::size_t first = heads.size() - columns;

  const float line = s.text->line_height(Role::body, s.scale());
  const float spacing = s.up(1);
  const float head_height = is_broken ? 2 * line : line;
  const auto column_of = [&](const Rect& box, std::size_t index) -> Rect {
    return {box.x + name + cell * static_cast<float>(index - first), box.y, cell, line};
  };
  bool is_headed = false;
  for (const TableRow& row : rows) {
    const bool has_note_below = is_below && !row.note.empty();
    const float height = has_note_below ? 2 * line : line;
    // On a further page the heads stand again.
    if (!is_headed || s.y + s.spacing + height > s.room.bottom()) {
      is_headed = true;
      if (const auto box = s.claim(head_height, spacing, height + spacing)) {
        for (std::size_t index = first; index < heads.size(); ++index) {
          const std::string_view day = heads[index];
          const std::size_t middle = is_broken ? break_of(day) : day.size();
          Rect place = column_of(*box, index);
          s.write(s.lay(day.substr(0, middle), Role::body, cell), place, Align::right, s.colours->quiet);
          place.y += line;
          if (middle < day.size())
            s.write(s.lay(day.substr(middle), Role::body, cell), place, Align::right, s.colours->quiet);
        }
      }
    }
    const auto box = s.claim(height, spacing);
    if (!box) continue;
    s.write(s.lay(row.name, Role::strong, name, Wrap::label), {box->x, box->y, name, line}, Align::left,
            s.colours->text);
    for (std::size_t index = first; index < std::min(heads.size(), row.cells.size()); ++index)
      s.write(s.lay(row.cells[index], Role::strong, cell), column_of(*box, index), Align::right, s.colours->text);
    const TextLayout& said = s.lay(row.note, Role::body, s.column.w);
    if (has_note_below) {
      s.write(said, {box->x, box->y + line, box->w, line}, Align::left, s.colours->quiet);
    } else if (!row.note.empty()) {
      const float left = column_of(*box, heads.size() - 1).right() + gap;
      s.write(said, {left, box->y, box->right() - left, line}, Align::left, s.colours->quiet);
    }
  }
  s.spacing = s.block_gap();
  return columns;
}

}  // namespace anteroom::ui
