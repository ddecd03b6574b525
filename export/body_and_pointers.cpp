// The foot of the first page: the body map at the left, and beside it what of today's answers concerns whom.
#include "export/paragraph.h"
#include "export/summary_layout.h"

#include <algorithm>

namespace anteroom::exporting {
namespace {

constexpr double figure_height = 112;
constexpr double column_gap = 16;
constexpr double label_width = 76;
constexpr double most_in_one_piece = 330;

// One discipline: its name, and its facts in lines beside it.
std::vector<Drawing> pointer_rows(const Pointer& pointer, Density density, double width, Typefaces& faces) {
  const Style style =
      density == Density::tight ? Style{.size = 8, .leading = 1.15} : Style{.size = 8.5, .leading = 1.2};
  std::string facts;
  for (const std::string& fact : pointer.facts) facts += (facts.empty() ? "" : " · ") + fact;
  std::vector<Drawing> rows = set_lines(faces, {{pointer.discipline, Weight::bold}}, label_width - 6, style);
  const std::vector<Drawing> lines = set_lines(faces, {{facts}}, width - label_width, style);
  rows.resize(std::max(rows.size(), lines.size()));
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (at < lines.size()) paint(rows[at], lines[at], label_width, 0);
    rows[at].height = style.size * style.leading;
  }
  if (rows.empty()) return rows;
  rows.back().height += 2;
  rows.back().strokes.push_back({0, rows.back().height, width, rows.back().height, 0.4});
  rows.back().height += 1.5;
  return rows;
}

Drawing pointers_column(const Summary& summary, Density density, double width, Typefaces& faces) {
  Drawing column;
  if (summary.body_map) {
    column.height = 3;
    stack(column, body_words(*summary.body_map, width, faces, density == Density::tight ? 8.5 : 9));
    column.height += section_gap;
  }
  if (summary.pointers.empty()) return column;
  stack(column, section_title("Who may want to know", width, faces));
  for (const Pointer& pointer : summary.pointers) {
    for (const Drawing& row : pointer_rows(pointer, density, width, faces)) stack(column, row);
  }
  return column;
}

Drawing body_column(const BodyMap& map, double width, Typefaces& faces) {
  Drawing column = section_title("Where it hurts", width, faces);
  column.height += 2;
  stack(column, body_figure(map, figure_height, faces));
  return column;
}

}  // namespace

void add_body_and_pointers(PageFlow& flow, const Summary& summary, Density density, double width, Typefaces& faces) {
  double column_width = width;
  Drawing block;
  if (summary.body_map) {
    const double body_width = body_figure_width(figure_height);
    block = body_column(*summary.body_map, body_width, faces);
    column_width = width - body_width - column_gap;
  }
  const Drawing column = pointers_column(summary, density, column_width, faces);
  if (block.height + column.height == 0) return;
  if (std::max(block.height, column.height) <= most_in_one_piece) {
    paint(block, column, width - column_width, 0);
    block.height = std::max(block.height, column.height);
    return flow.add(block, section_gap);
  }
  // Somebody wrote a great deal: one below the other, and parted where the page ends.
  if (summary.body_map) {
    paint(block, body_words(*summary.body_map, column_width, faces), width - column_width, 3);
    flow.add(block, section_gap);
  }
  flow.add(section_title("Who may want to know", width, faces), section_gap);
  for (const Pointer& pointer : summary.pointers) flow.add_rows(pointer_rows(pointer, density, width, faces));
}

}  // namespace anteroom::exporting
