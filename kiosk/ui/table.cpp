// Numbers below their heads: what has to be read across and down, such as scores by day.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>

namespace anteroom::ui {
namespace {

constexpr std::size_t few_columns = 2;  // a note beside the cells must leave room for as many

}  // namespace

void Ui::table(std::span<const std::string> heads, std::span<const TableRow> rows) {
  State& s = *m_state;
  if (heads.empty() || rows.empty()) return;
  const float gap = s.up(measure::gap + 1);
  const auto width_of = [&](std::string_view words, Role role) { return s.lay(words, role, 1e6F).width; };
  float name = 0;
  float note = 0;
  float cell = 0;
  for (const std::string& head : heads) cell = std::max(cell, width_of(head, Role::body));
  for (const TableRow& row : rows) {
    name = std::max(name, width_of(row.name, Role::strong));
    note = std::max(note, width_of(row.note, Role::body));
    for (const std::string& text : row.cells) cell = std::max(cell, width_of(text, Role::strong));
  }
  name = std::ceil(std::min(name, s.column.w * 0.4F));
  cell = std::ceil(cell) + gap;
  const auto columns_beside = [&](float taken) {
    const float free = std::max(0.0F, s.column.w - name - taken);
    return std::min(heads.size(), static_cast<std::size_t>(std::floor(free / cell)));
  };
  const std::size_t with_note = columns_beside(note > 0 ? note + gap : 0);
  const bool is_below = note > 0 && with_note < std::min(few_columns, heads.size());
  // Of the columns the last ones: they are the newest.
  const std::size_t columns = std::max<std::size_t>(1, is_below ? columns_beside(0) : with_note);
  const std::size_t first = heads.size() - columns;

  const float line = s.text->line_height(Role::body, s.scale());
  const float spacing = s.up(1);
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
      if (const auto box = s.claim(line, spacing, height + spacing)) {
        for (std::size_t index = first; index < heads.size(); ++index)
          s.write(s.lay(heads[index], Role::body, cell), column_of(*box, index), Align::right, s.colours->muted);
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
      s.write(said, {box->x, box->y + line, box->w, line}, Align::left, s.colours->muted);
    } else if (!row.note.empty()) {
      const float left = column_of(*box, heads.size() - 1).right() + gap;
      s.write(said, {left, box->y, box->right() - left, line}, Align::left, s.colours->muted);
    }
  }
  s.spacing = s.up(measure::block_gap);
}

}  // namespace anteroom::ui
