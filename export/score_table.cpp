// One row an instrument: its name, its value with range and direction, a drawn scale, its band with the source, how
// much of it was answered, and, where it was asked before, the last value and what the difference means. A missing
// score is a word or a dash, never a number.
#include "export/paragraph.h"
#include "export/summary_layout.h"
#include "export/visit_results.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <ranges>

namespace anteroom::exporting {
namespace {

constexpr double gutter = 8;

// Sizes of a row: roomy where the page has room, close where a long battery has to stay on it.
struct Sizes {
  double value = 14;
  double strong = 10;
  double minor = 8;
  double above = 3;
  bool numbers_under_scale = true;
  bool long_names = true;  // which the page of answers has too
  bool one_line = false;
  bool scale = true;  // the drawn one; value and band say the same in words
  double leading = 1.25;

  Sizes(Density density, bool history) {
    if (density == Density::roomy) return;
    one_line = density == Density::tight;
    scale = !(one_line && history);
    leading = 1.12;
    value = 11.5;
    strong = 9.5;
    minor = 7.5;
    above = 0.9;
    numbers_under_scale = false;
    long_names = false;
  }
};

struct Columns {
  double name = 0;
  double value = 0;
  double scale = 0;
  double band = 0;
  double answered = 0;
  double last = 0;
  double change = 0;

  Columns(double width, bool history, bool one_line) {
    answered = 38;
    if (one_line && history) {
      last = 60;
      change = 92;
      const double shared = width - answered - last - change - 5 * gutter;
      name = shared * 0.27;
      value = shared * 0.40;
      band = shared * 0.33;
      return;
    }
    last = history ? 46 : 0;
    change = history ? 80 : 0;
    const double rest = width - answered - last - change - (history ? 6 : 4) * gutter;
    name = rest * (history ? 0.34 : 0.36);
    value = rest * (history ? 0.22 : 0.17);
    scale = rest * (history ? 0.18 : 0.23);
    band = rest * (history ? 0.26 : 0.24);
    if (!one_line) return;
    name = rest * 0.30;
    value = rest * 0.28;
    scale = rest * 0.13;
    band = rest * 0.29;
  }
  [[nodiscard]] bool history() const { return last > 0; }
  [[nodiscard]] double value_at() const { return name + gutter; }
  [[nodiscard]] double scale_at() const { return value_at() + value + gutter; }
  [[nodiscard]] double band_at() const { return scale > 0 ? scale_at() + scale + gutter : scale_at(); }
  [[nodiscard]] double answered_at() const { return band_at() + band + gutter; }
  [[nodiscard]] double last_at() const { return answered_at() + answered + gutter; }
  [[nodiscard]] double change_at() const { return last_at() + last + gutter; }
};

std::string range(const forms::Score& score) {
  if (!has_range(score)) return {};
  return std::format("of {}–{}", plain_number(*score.minimum), plain_number(*score.maximum));
}

bool was_asked(const forms::Score& score) { return score.of > 0; }

struct Row {
  std::string name;        // of the score
  std::string short_name;  // of the form, where the score's is too long for its column
  std::string long_name;   // of the form
  std::string further;     // scores beside this one
  forms::Score score;
  const LastScore* last = nullptr;
};

class Cells {
 public:
  Cells(const Sizes& sizes, Typefaces& faces) : m_sizes(sizes), m_faces(faces) {}

  // What stands under the name may be wider than it where only one line stands beside it.
  Drawing name(const Row& row, double width, double width_below) {
    const bool fits = m_faces.width(row.name, Weight::bold, m_sizes.strong) <= width;
    Drawing cell = strong(fits ? row.name : row.short_name, width);
    std::string below = fits || !m_sizes.long_names ? "" : row.name;
    if (!row.further.empty()) below += (below.empty() ? "" : " · ") + row.further;
    if (below.empty() && m_sizes.long_names) below = row.long_name;
    stack(cell, minor(below, width_below));
    return cell;
  }

  Drawing value(const forms::Score& score, double width) {
    const std::string words = in_words(score.value);
    Drawing cell;
    if (m_sizes.one_line && was_asked(score)) return value_line(score, words, width);
    if (words.empty()) {
      cell = missing_value(score, width);
      if (has_range(score)) stack(cell, minor(range(score), width));
    } else {
      cell = set_text(m_faces, {{words, Weight::bold}}, width, {.size = m_sizes.value, .leading = 1.1});
      const double used = m_faces.width(words, Weight::bold, m_sizes.value) + 4;
      const Drawing beside =
          set_text(m_faces, {{range(score)}}, std::max(width - used, 1.0), {.size = m_sizes.strong - 1});
      const bool fits = cell.height < 1.5 * m_sizes.value && beside.height < cell.height;
      fits ? paint(cell, beside, used, cell.height - beside.height - 0.5) : stack(cell, minor(range(score), width));
    }
    if (was_asked(score)) stack(cell, direction_line(score.direction, m_sizes.minor, width, m_faces));
    return cell;
  }

  // "33 of 11–44 ▼ lower is better"
  Drawing value_line(const forms::Score& score, const std::string& value, double width) {
    std::vector<Span> words = {{value, Weight::bold}};
    if (value.empty()) words = {{missing_words(score, ", "), Weight::bold}};
    if (has_range(score)) words.push_back({" " + range(score)});
    const Style style{.size = m_sizes.strong - 0.5, .leading = 1.2};
    Drawing line = set_text(m_faces, words, width, style);
    double used = 0;
    for (const Span& span : words) used += m_faces.width(span.text, span.weight, style.size);
    const Drawing direction = direction_line(score.direction, m_sizes.minor, width, m_faces);
    const double wide = direction.texts.empty() ? 0 : direction.texts.back().x + direction.texts.back().width;
    const bool is_one_line = line.height < 1.5 * style.size * style.leading;
    const bool fits = is_one_line && used + 3 + wide <= width;
    if (direction.height == 0) return line;
    fits ? paint(line, direction, used + 3, line.height - direction.height - 0.6) : stack(line, direction);
    return line;
  }

  // A bar from the scale's start to the score, long ticks where bands begin, numbers under them where there is room.
  Drawing scale(const forms::Score& score, double width) {
    Drawing cell;
    if (!m_sizes.scale || !was_asked(score) || !has_range(score)) return cell;
    const double low = *score.minimum;
    const double high = *score.maximum;
    constexpr double inset = 5;  // half of the widest number under the ends
    // In the middle of the words beside it.
    const double axis = m_sizes.one_line ? 5.8 : 8;
    const double bar = m_sizes.one_line ? 5.6 : 7;
    const double tick = m_sizes.one_line ? 1.5 : 2.5;
    const double mark = m_sizes.one_line ? 2 : 3.5;  // past the bar, at the score
    const auto at = [&](double value) {
      return inset + (std::clamp(value, low, high) - low) / (high - low) * (width - 2 * inset);
    };
    outline(cell, at(low), axis - bar / 2, at(high) - at(low), bar, 0.6);
    for (const double start : score.band_starts) {
      if (start > low && start < high)
        cell.strokes.push_back({at(start), axis - bar / 2 - tick, at(start), axis + bar / 2 + tick, 0.9});
    }
    if (const auto* number = std::get_if<forms::Number>(&score.value)) {
      const double x = at(number->value);
      if (x > at(low)) cell.fills.push_back({at(low), axis - bar / 2, x - at(low), bar});
      cell.fills.push_back({x - 1.2, axis - bar / 2 - mark, 2.4, bar + 2 * mark});
    }
    cell.height = axis + bar / 2 + mark;
    if (m_sizes.numbers_under_scale) add_numbers(cell, score, at);
    return cell;
  }

  Drawing band(const forms::Score& score, double width) {
    if (!was_asked(score)) return strong_regular("not asked", width);
    Drawing cell;
    if (score.band && m_sizes.one_line) {
      cell = set_text(m_faces, {{*score.band, Weight::bold}, {" " + score.band_source}}, width,
                      {.size = m_sizes.strong - 1, .leading = 1.2});
    } else if (score.band) {
      cell = strong(*score.band, width);
      stack(cell, minor(score.band_source, width));
    } else if (score.band_starts.empty() && std::holds_alternative<forms::Number>(score.value)) {
      cell = strong_regular("no bands", width);
    }
    if (!score.note.empty())
      stack(cell, set_text(m_faces, {{score.note, Weight::bold}}, width, {.size = m_sizes.minor, .leading = 1.2}));
    return cell;
  }

  Drawing answered(const forms::Score& score, double width) {
    const std::string text = was_asked(score) ? std::format("{} of {}", score.answered, score.of) : "–";
    const bool whole = score.complete || !was_asked(score);
    return set_text(m_faces, {{text, whole ? Weight::regular : Weight::bold}}, width, strong_style());
  }

  Drawing last(const LastScore* last, double width) {
    if (last == nullptr) return strong_regular("–", width);
    if (m_sizes.one_line) return side_by_side(last->value, minor(last->day, width), width);
    Drawing cell = strong(last->value, width);
    stack(cell, minor(last->day, width));
    return cell;
  }

  Drawing change(const LastScore* last, double width) {
    if (last == nullptr || (!last->change && last->why_not.empty())) return {};
    if (!last->change) return minor(last->why_not, width);
    const forms::Change& change = *last->change;
    std::string difference = signed_number(change.delta);
    // A rule in per cent is read in per cent.
    if (change.rule.contains('%') && change.percent_change)
      difference += " (" + signed_number(std::round(*change.percent_change)) + " %)";
    const Drawing meaning = verdict(change.verdict, width);
    if (m_sizes.one_line) return side_by_side(difference, meaning, width);
    Drawing cell = strong(difference, width);
    stack(cell, meaning);
    return cell;
  }

  [[nodiscard]] double above() const { return m_sizes.above; }

 private:
  [[nodiscard]] Style strong_style() const { return {.size = m_sizes.strong, .leading = m_sizes.leading}; }
  Drawing strong(const std::string& text, double width) {
    return set_text(m_faces, {{text, Weight::bold}}, width, strong_style());
  }
  Drawing strong_regular(const std::string& text, double width) {
    return set_text(m_faces, {{text}}, width, strong_style());
  }
  Drawing minor(const std::string& text, double width) {
    return set_text(m_faces, {{text}}, width, {.size = m_sizes.minor, .leading = 1.2});
  }

  Drawing verdict(forms::Verdict verdict, double width) {
    if (verdict == forms::Verdict::worse) return boxed("worse");
    const bool better = verdict == forms::Verdict::better;
    const std::string words = better                                       ? "better"
                              : verdict == forms::Verdict::no_clear_change ? "no clear change"
                                                                           : "no published threshold";
    return set_text(m_faces, {{words, better ? Weight::bold : Weight::regular}}, width,
                    {.size = m_sizes.minor, .leading = 1.2});
  }

  // In one line where that has the room.
  Drawing side_by_side(const std::string& text, const Drawing& small, double width) {
    Drawing cell = strong(text, width);
    const double used = m_faces.width(text, Weight::bold, m_sizes.strong) + 3;
    double wide = 0;
    for (const TextRun& run : small.texts) wide = std::max(wide, run.x + run.width);
    const bool fits = used + wide <= width && small.height <= cell.height;
    fits ? paint(cell, small, used, (cell.height - small.height) / 2 + 0.4) : stack(cell, small);
    return cell;
  }

  // White on black: a change for the worse is found on a fax as on the screen.
  Drawing boxed(const std::string& text) {
    const double width = m_faces.width(text, Weight::bold, m_sizes.minor) + 8;
    Drawing box = set_text(m_faces, {{text, Weight::bold}}, width,
                           {.size = m_sizes.minor, .align = Align::centre, .ink = Ink::white, .leading = 1.35});
    box.fills.push_back({0, 0, width, box.height});
    return box;
  }

  Drawing missing_value(const forms::Score& score, double width) {
    if (!was_asked(score)) return set_text(m_faces, {{"–", Weight::bold}}, width, {.size = m_sizes.value});
    return strong(missing_words(score, "\n"), width);
  }

  static std::string missing_words(const forms::Score& score, const char* separator) {
    const bool none = score.answered == 0;
    std::string words = none ? "not answered" : std::format("incomplete {}/{}", score.answered, score.of);
    if (score.complete) words = "no score";  // all is answered, but no rule gives a number; the note says why
    if (!none && score.at_least) words += separator + ("at least " + plain_number(*score.at_least));
    return words;
  }

  template <class At>
  void add_numbers(Drawing& cell, const forms::Score& score, const At& at) {
    std::vector<double> ticks = {*score.minimum, *score.maximum};
    std::ranges::copy_if(score.band_starts, std::back_inserter(ticks),
                         [&](double start) { return start > *score.minimum && start < *score.maximum; });
    std::ranges::sort(ticks);
    double number_height = 0;
    double ink_end = -1;  // a number that would touch the one before is left out; the ends come first
    const double last_begins =
        at(*score.maximum) - m_faces.width(plain_number(*score.maximum), Weight::regular, m_sizes.minor) / 2;
    for (const double tick : ticks) {
      const std::string text = plain_number(tick);
      const double width = m_faces.width(text, Weight::regular, m_sizes.minor);
      const double x = at(tick) - width / 2;
      const bool is_end = tick == *score.minimum || tick == *score.maximum;
      if (!is_end && (x < ink_end + 3 || x + width + 3 > last_begins)) continue;
      const Drawing number = set_text(m_faces, {{text}}, width + 1, {.size = m_sizes.minor});
      paint(cell, number, x, cell.height);
      number_height = number.height;
      ink_end = x + width;
    }
    cell.height += number_height;
  }

  Sizes m_sizes;
  Typefaces& m_faces;
};

Drawing row_drawing(const Row& row, const Columns& columns, double width, Cells& cells) {
  std::vector<std::pair<double, Drawing>> all;
  const bool wide = columns.history() && columns.scale == 0;
  all.emplace_back(0, cells.name(row, columns.name, wide ? columns.value_at() + columns.value : columns.name));
  all.emplace_back(columns.value_at(), cells.value(row.score, columns.value));
  all.emplace_back(columns.scale_at(), cells.scale(row.score, columns.scale));
  all.emplace_back(columns.band_at(), cells.band(row.score, columns.band));
  all.emplace_back(columns.answered_at(), cells.answered(row.score, columns.answered));
  if (columns.history()) {
    all.emplace_back(columns.last_at(), cells.last(row.last, columns.last));
    all.emplace_back(columns.change_at(), cells.change(row.last, columns.change));
  }
  Drawing drawing;
  for (const auto& [x, cell] : all) {
    paint(drawing, cell, x, cells.above());
    drawing.height = std::max(drawing.height, cell.height);
  }
  drawing.height += 2 * cells.above();
  drawing.strokes.push_back({0, drawing.height, width, drawing.height, 0.5});
  return drawing;
}

// Without the words with which both begin: "now" beside "Pain on average".
std::string without_common_words(const std::string& label, const std::string& beside) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at < std::min(label.size(), beside.size()) && label[at] == beside[at]; ++at) {
    if (label[at] == ' ') begin = at + 1;
  }
  return label.substr(begin);
}

// What an instrument says beside its main score: "now 6 · at its worst 9".
std::string further_scores(const forms::ScoreReport& report, const forms::Score& main) {
  std::string all;
  for (const forms::Score& score : report.scores) {
    if (!score.printed || &score == &main) continue;
    std::string value = in_words(score.value);
    if (value.empty()) value = score.answered == 0 ? "not answered" : "incomplete";
    all += (all.empty() ? "" : " · ") + without_common_words(score.label, main.label) + " " + value;
  }
  return all;
}

std::vector<Row> rows_of(const Summary& summary) {
  std::vector<Row> rows;
  for (const FormResult& result : summary.results) {
    // The patient's own judgement stands with the trends, the number of areas beside the drawing of the body.
    if (result.report.form == "pgic" || (result.report.form == "body-map" && summary.body_map)) continue;
    const forms::Score* main = main_score(result.report);
    if (main == nullptr) continue;
    const auto last = result.last.find(main->id);
    rows.push_back({main->label, result.short_name, result.long_name, further_scores(result.report, *main), *main,
                    last == result.last.end() ? nullptr : &last->second});
  }
  for (const WithheldForm& form : summary.withheld) rows.push_back({form.short_name, form.short_name, {}, {}, {}});
  return rows;
}

Drawing table_head(const Columns& columns, double width, Typefaces& faces) {
  Drawing head;
  const auto title = [&](double x, const char* text, double column) {
    const Drawing cell = set_text(faces, {{text}}, column, {.size = 8});
    paint(head, cell, x, 0);
    head.height = std::max(head.height, cell.height);
  };
  title(0, "Instrument", columns.name);
  title(columns.value_at(), "Today", columns.value);
  title(columns.band_at(), "Band, its source", columns.band);
  title(columns.answered_at(), "Answered", columns.answered);
  if (columns.history()) {
    title(columns.last_at(), "Last", columns.last);
    title(columns.change_at(), "Change", columns.change);
  }
  head.height += 1;
  head.strokes.push_back({0, head.height, width, head.height, 0.9});
  return head;
}

}  // namespace

void add_scores(PageFlow& flow, const Summary& summary, Density density, double room, double width, Typefaces& faces) {
  const std::vector<Row> rows = rows_of(summary);
  if (rows.empty()) return;
  const bool history = std::ranges::any_of(rows, [](const Row& row) { return row.last != nullptr; });
  Sizes sizes(density, history);
  constexpr double most_above = 3;  // as where the page is roomy
  if (room > 0)
    sizes.above =
        std::min(sizes.above + room / (2 * static_cast<double>(rows.size())), std::max(sizes.above, most_above));
  const Columns columns(width, history, sizes.one_line);
  Cells cells(sizes, faces);
  const Drawing head = table_head(columns, width, faces);
  Drawing opening = section_title("Scores", width, faces);
  stack(opening, head);
  stack(opening, row_drawing(rows.front(), columns, width, cells));
  flow.add(opening, section_gap);  // a heading never stands alone at the foot of a page
  flow.repeat(head);
  for (const Row& row : rows | std::views::drop(1)) flow.add(row_drawing(row, columns, width, cells));
  flow.repeat(std::nullopt);
}

}  // namespace anteroom::exporting
