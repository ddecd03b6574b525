// One row a score: its name, its value with range and direction, a drawn scale, its band with the source, and how much
// of it was answered. A missing score is a word or a dash, never a number.
#include "export/paragraph.h"
#include "export/summary_layout.h"

#include <algorithm>
#include <array>
#include <format>

namespace anteroom::exporting {
namespace {

constexpr double gutter = 10;
constexpr double minor_size = 8.5;
constexpr double compact_size = 8.5;
constexpr std::size_t most_full_rows = 9;  // more scores than these have one line each

struct Columns {
  double name = 0;
  double value = 0;
  double scale = 0;
  double band = 0;
  double answered = 0;

  bool compact = false;  // one line a score, so that a long battery stays on one page

  Columns(double width, bool one_line) : compact(one_line) {
    answered = one_line ? 44 : 58;
    const double rest = width - answered - 4 * gutter;
    name = rest * (one_line ? 0.27 : 0.26);
    value = rest * (one_line ? 0.31 : 0.23);
    scale = rest * (one_line ? 0.14 : 0.28);
    band = rest * (one_line ? 0.28 : 0.23);
  }
  [[nodiscard]] double value_at() const { return name + gutter; }
  [[nodiscard]] double scale_at() const { return value_at() + value + gutter; }
  [[nodiscard]] double band_at() const { return scale_at() + scale + gutter; }
  [[nodiscard]] double answered_at() const { return band_at() + band + gutter; }
};

// A count of times has a limit for typing errors only; that is no range to read a score against.
constexpr double longest_range = 1000;

std::string range(const forms::Score& score) {
  if (!score.minimum || !score.maximum || *score.maximum - *score.minimum > longest_range) return {};
  return std::format("of {}–{}", plain_number(*score.minimum), plain_number(*score.maximum));
}

std::string direction(const forms::Score& score) {
  switch (score.direction) {
    case forms::Direction::lower_is_better: return "lower is better";
    case forms::Direction::higher_is_better: return "higher is better";
    case forms::Direction::none: return {};
  }
  return {};
}

bool was_asked(const forms::Score& score) { return score.of > 0; }

Drawing missing_value(const forms::Score& score, double width, Typefaces& faces) {
  if (!was_asked(score)) return set_text(faces, {{"–", Weight::bold}}, width, {.size = 14});
  const bool none = score.answered == 0;
  std::string words = none ? "not answered" : std::format("incomplete {}/{}", score.answered, score.of);
  if (score.complete) words = "no score";  // all is answered, but no rule gives a number; the note says why
  if (!none && score.at_least) words += "\nat least " + plain_number(*score.at_least);
  return set_text(faces, {{words, Weight::bold}}, width, {.size = 10.5, .leading = 1.4});
}

// "33 of 11–44, lower is better" in one line.
Drawing compact_value(const forms::Score& score, double width, Typefaces& faces) {
  const Style style{.size = compact_size, .leading = 1.15};
  if (!was_asked(score)) return set_text(faces, {{"–", Weight::bold}}, width, style);
  std::string value = in_words(score.value);
  if (value.empty()) {
    value = score.answered == 0 ? "not answered" : std::format("incomplete {}/{}", score.answered, score.of);
    if (score.answered > 0 && score.at_least) value += ", at least " + plain_number(*score.at_least);
    return set_text(faces, {{value, Weight::bold}}, width, style);
  }
  std::string beside = range(score);
  if (!beside.empty() && !direction(score).empty()) beside += ", ";
  beside += direction(score);
  return set_text(faces, {{value, Weight::bold}, {" " + beside}}, width, style);
}

Drawing compact_band(const forms::Score& score, double width, Typefaces& faces) {
  const Style style{.size = compact_size, .leading = 1.15};
  if (!was_asked(score)) return set_text(faces, {{"not asked"}}, width, style);
  std::vector<Span> words;
  if (score.band) words = {{*score.band, Weight::bold}, {" (" + score.band_source + ")"}};
  if (!score.note.empty()) words.push_back({(words.empty() ? "" : "; ") + score.note});
  return words.empty() ? Drawing{} : set_text(faces, words, width, style);
}

// A bar without numbers: the value and its range stand beside it.
Drawing compact_scale(const forms::Score& score, double width) {
  Drawing cell;
  if (!was_asked(score) || range(score).empty() || *score.maximum <= *score.minimum) return cell;
  constexpr double top = 2.5;
  constexpr double bar = 6;
  const auto at = [&](double value) {
    return (std::clamp(value, *score.minimum, *score.maximum) - *score.minimum) / (*score.maximum - *score.minimum) *
           width;
  };
  outline(cell, 0, top, width, bar, 0.5);
  for (const double start : score.band_starts) {
    if (start > *score.minimum && start < *score.maximum)
      cell.strokes.push_back({at(start), top - 1.5, at(start), top + bar + 1.5, 0.7});
  }
  if (const auto* number = std::get_if<forms::Number>(&score.value))
    cell.fills.push_back({0, top, std::max(at(number->value), 1.2), bar});
  cell.height = top + bar + 1.5;
  return cell;
}

Drawing value_cell(const forms::Score& score, double width, Typefaces& faces) {
  const std::string value = in_words(score.value);
  std::string below = direction(score);
  Drawing cell;
  if (value.empty()) {
    cell = missing_value(score, width, faces);
    if (!range(score).empty()) below = range(score) + (below.empty() ? "" : ", " + below);
  } else {
    const Style style{.size = 15, .leading = 1.1};
    cell = set_text(faces, {{value, Weight::bold}}, width, style);
    const double used = faces.width(value, Weight::bold, style.size) + 4;
    const Drawing beside = set_text(faces, {{range(score)}}, std::max(width - used, 1.0), {.size = 10});
    const bool fits = cell.height <= style.size * style.leading && beside.height < cell.height;
    fits ? paint(cell, beside, used, cell.height - beside.height - 1)
         : stack(cell, set_text(faces, {{range(score)}}, width, {.size = 10}));
  }
  if (was_asked(score)) stack(cell, set_text(faces, {{below}}, width, {.size = minor_size}));
  return cell;
}

// A bar from the scale's start to the score, long ticks where bands begin, numbers under them.
Drawing scale_cell(const forms::Score& score, double width, Typefaces& faces) {
  Drawing cell;
  if (!was_asked(score) || range(score).empty() || *score.maximum <= *score.minimum) return cell;
  const double low = *score.minimum;
  const double high = *score.maximum;
  constexpr double inset = 5;  // half of the widest number under the ends
  constexpr double axis = 10;
  constexpr double bar = 7;
  const auto at = [&](double value) {
    return inset + (std::clamp(value, low, high) - low) / (high - low) * (width - 2 * inset);
  };
  outline(cell, at(low), axis - bar / 2, at(high) - at(low), bar, 0.6);
  std::vector<double> ticks = {low, high};
  for (const double start : score.band_starts) {
    if (start <= low || start >= high) continue;
    cell.strokes.push_back({at(start), axis - bar / 2 - 2.5, at(start), axis + bar / 2 + 2.5, 0.9});
    ticks.push_back(start);
  }
  if (const auto* number = std::get_if<forms::Number>(&score.value)) {
    const double x = at(number->value);
    if (x > at(low)) cell.fills.push_back({at(low), axis - bar / 2, x - at(low), bar});
    cell.fills.push_back({x - 1.2, axis - bar / 2 - 3.5, 2.4, bar + 7});
  }
  cell.height = axis + bar / 2 + 3;
  double number_height = 0;
  double ink_end = -1;  // a number that would touch the one before is left out; the ends come first
  const double last_begins = at(high) - faces.width(plain_number(high), Weight::regular, minor_size) / 2;
  std::ranges::sort(ticks);
  for (const double tick : ticks) {
    const std::string text = plain_number(tick);
    const double text_width = faces.width(text, Weight::regular, minor_size);
    const double x = at(tick) - text_width / 2;
    const bool is_end = tick == low || tick == high;
    if (!is_end && (x < ink_end + 3 || x + text_width + 3 > last_begins)) continue;
    const Drawing number = set_text(faces, {{text}}, text_width + 1, {.size = minor_size});
    paint(cell, number, x, cell.height);
    number_height = number.height;
    ink_end = x + text_width;
  }
  cell.height += number_height;
  return cell;
}

Drawing band_and_source(const forms::Score& score, double width, Typefaces& faces) {
  if (!was_asked(score)) return set_text(faces, {{"not asked"}}, width, {.size = 10});
  if (!score.band) {
    const bool bandless = score.band_starts.empty() && std::holds_alternative<forms::Number>(score.value);
    Drawing cell = bandless ? set_text(faces, {{"no bands"}}, width, {.size = minor_size}) : Drawing{};
    if (!score.note.empty()) stack(cell, set_text(faces, {{score.note}}, width, {.size = minor_size}));
    return cell;
  }
  Drawing cell = set_text(faces, {{*score.band, Weight::bold}}, width, {.size = 10.5, .leading = 1.4});
  stack(cell, set_text(faces, {{score.band_source}}, width, {.size = minor_size}));
  if (!score.note.empty()) stack(cell, set_text(faces, {{score.note}}, width, {.size = minor_size}));
  return cell;
}

Drawing band_cell(const forms::Score& score, double width, Typefaces& faces) {
  Drawing cell = band_and_source(score, width, faces);
  if (!score.note.empty()) stack(cell, set_text(faces, {{score.note, Weight::bold}}, width, {.size = minor_size}));
  return cell;
}

Drawing answered_cell(const forms::Score& score, double width, Typefaces& faces) {
  if (!was_asked(score)) return set_text(faces, {{"–"}}, width, {.size = 10, .align = Align::right});
  const std::string text = std::format("{} of {}", score.answered, score.of);
  return set_text(faces, {{text, score.complete ? Weight::regular : Weight::bold}}, width,
                  {.size = 10, .align = Align::right, .leading = 1.6});
}

struct Row {
  std::string name;
  std::string subtitle;
  forms::Score score;
};

Drawing compact_name(const Row& row, double width, Typefaces& faces) {
  return set_text(faces, {{row.name, Weight::bold}}, width, {.size = compact_size, .leading = 1.15});
}

Drawing full_name(const Row& row, double width, Typefaces& faces) {
  Drawing name = set_text(faces, {{row.name, Weight::bold}}, width, {.size = 10.5, .leading = 1.4});
  stack(name, set_text(faces, {{row.subtitle}}, width, {.size = minor_size}));
  return name;
}

Drawing compact_answered(const forms::Score& score, double width, Typefaces& faces) {
  const std::string text = was_asked(score) ? std::format("{} of {}", score.answered, score.of) : "–";
  return set_text(faces, {{text, score.complete || !was_asked(score) ? Weight::regular : Weight::bold}}, width,
                  {.size = compact_size, .align = Align::right, .leading = 1.15});
}

Drawing row_drawing(const Row& row, const Columns& columns, double width, Typefaces& faces) {
  const bool compact = columns.compact;
  const forms::Score& score = row.score;
  const std::array<std::pair<double, Drawing>, 5> cells = {
      {{0, compact ? compact_name(row, columns.name, faces) : full_name(row, columns.name, faces)},
       {columns.value_at(),
        compact ? compact_value(score, columns.value, faces) : value_cell(score, columns.value, faces)},
       {columns.scale_at(), compact ? compact_scale(score, columns.scale) : scale_cell(score, columns.scale, faces)},
       {columns.band_at(), compact ? compact_band(score, columns.band, faces) : band_cell(score, columns.band, faces)},
       {columns.answered_at(),
        compact ? compact_answered(score, columns.answered, faces) : answered_cell(score, columns.answered, faces)}}};
  const double above = compact ? 0.9 : 4;
  Drawing drawing;
  for (const auto& [x, cell] : cells) {
    paint(drawing, cell, x, above);
    drawing.height = std::max(drawing.height, cell.height);
  }
  drawing.height += 2 * above;
  drawing.strokes.push_back({0, drawing.height, width, drawing.height, 0.5});
  return drawing;
}

std::vector<Row> rows_of(const Summary& summary) {
  std::vector<Row> rows;
  for (const FormResult& result : summary.results) {
    bool first = true;
    for (const forms::Score& score : result.report.scores) {
      if (!score.printed) continue;
      rows.push_back({score.label, first ? result.long_name : std::string(), score});
      first = false;
    }
  }
  for (const WithheldForm& form : summary.withheld) rows.push_back({form.short_name, {}, {}});
  return rows;
}

Drawing table_head(const Columns& columns, double width, Typefaces& faces) {
  Drawing head;
  const auto title = [&](double x, const char* text, double column, Align align = Align::left) {
    const Drawing cell = set_text(faces, {{text}}, column, {.size = minor_size, .align = align});
    paint(head, cell, x, 0);
    head.height = cell.height;
  };
  title(0, "Scale", columns.name);
  title(columns.value_at(), "Score", columns.value);
  title(columns.band_at(), "Band, source", columns.band);
  title(columns.answered_at(), "Answered", columns.answered, Align::right);
  head.height += 1;
  head.strokes.push_back({0, head.height, width, head.height, 0.9});
  return head;
}

}  // namespace

void add_scores(PageFlow& flow, const Summary& summary, double width, Typefaces& faces) {
  const std::vector<Row> rows = rows_of(summary);
  if (rows.empty()) return;
  const Columns columns(width, rows.size() > most_full_rows);
  const Drawing head = table_head(columns, width, faces);
  Drawing opening = set_text(faces, {{"Scores", Weight::bold}}, width, {.size = 11});
  stack(opening, head);
  stack(opening, row_drawing(rows.front(), columns, width, faces));
  flow.add(opening, 12);  // a heading never stands alone at the foot of a page
  flow.repeat(head);
  for (std::size_t index = 1; index < rows.size(); ++index) flow.add(row_drawing(rows[index], columns, width, faces));
  flow.repeat(std::nullopt);
}

}  // namespace anteroom::exporting
