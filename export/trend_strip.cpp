// Up to four small lines over the year after the baseline. A gap in a line is a visit that gave no score or a time at
// which there was none; nothing is filled in. Where the baseline is older than the year, it stands by itself at the
// left, behind a break.
#include "export/paragraph.h"
#include "export/planned_times.h"
#include "export/summary_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>

namespace anteroom::exporting {
namespace {

constexpr double chart_gap = 16;
constexpr double axis_width = 15;  // the numbers of the scale
constexpr double tick_size = 7;
constexpr double note_size = 8;
// The time axis of every chart alike: months since the baseline, or the last year behind a break.
class TimeAxis {
 public:
  TimeAxis(const Date& baseline, const Date& today, double left, double width)
      : m_baseline(baseline), m_left(left), m_width(width), m_age(months_between(baseline, today)) {}

  [[nodiscard]] bool is_broken() const { return m_age > 15; }
  // Visits between the baseline and the last year have no place on a broken axis.
  [[nodiscard]] std::optional<double> at(const Date& day) const {
    const double months = months_between(m_baseline, day);
    if (!is_broken()) return m_left + months / std::max(12.0, m_age) * m_width;
    if (months <= 0) return m_left;
    const double from_the_end = m_age - months;
    if (from_the_end > 12.5) return std::nullopt;
    return m_left + m_width - from_the_end / 12.5 * (m_width - break_width);
  }
  [[nodiscard]] std::vector<std::pair<double, std::string>> ticks() const {
    std::vector<std::pair<double, std::string>> marks;
    if (is_broken()) {
      marks.emplace_back(m_left, "first");
      for (const int month : {12, 6, 0})
        marks.emplace_back(m_left + m_width - month / 12.5 * (m_width - break_width),
                           month == 0 ? "now" : std::format("−{}", month));
    } else {
      for (const int month : {0, 3, 6, 12})
        marks.emplace_back(m_left + month / std::max(12.0, m_age) * m_width,
                           month == 12 ? "12" : std::to_string(month));
    }
    return marks;
  }
  [[nodiscard]] double break_at() const { return m_left + break_width / 2; }

 private:
  static constexpr double break_width = 20;
  Date m_baseline;
  double m_left;
  double m_width;
  double m_age;
};

std::string verdict_words(const forms::Change& change) {
  switch (change.verdict) {
    case forms::Verdict::better: return "better";
    case forms::Verdict::worse: return "worse";
    case forms::Verdict::no_clear_change: return "no clear change";
    case forms::Verdict::no_threshold: return "no threshold";
  }
  return {};
}

class Chart {
 public:
  Chart(const Trend& trend, double width, double plot_height, Typefaces& faces)
      : m_trend(trend),
        m_faces(faces),
        m_width(width),
        m_plot(plot_height),
        m_axis(trend.points.front().day, trend.points.back().day, axis_width + 3, width - axis_width - 8) {}

  Drawing draw() {
    m_chart = set_text(m_faces, {{m_trend.title, Weight::bold}}, m_width, {.size = 9});
    add_direction();
    m_top = m_chart.height + 5;
    m_chart.height = m_top + m_plot;
    add_frame();
    add_thresholds();
    add_line();
    add_ticks();
    add_caption();
    return std::move(m_chart);
  }

 private:
  [[nodiscard]] double y(double value) const {
    const double share =
        (std::clamp(value, m_trend.minimum, m_trend.maximum) - m_trend.minimum) / (m_trend.maximum - m_trend.minimum);
    return m_top + (1 - share) * m_plot;
  }

  void add_direction() {
    if (m_trend.direction == forms::Direction::none) return;
    stack(m_chart, direction_line(m_trend.direction, note_size, m_width, m_faces));
  }

  void add_frame() {
    const double left = axis_width;
    m_chart.strokes.push_back({left, m_top, left, m_top + m_plot, 0.6});
    m_chart.strokes.push_back({left, m_top + m_plot, m_width, m_top + m_plot, 0.6});
    // The ends of the scale first, then what fits between them.
    std::vector<double> numbers = {m_trend.minimum, m_trend.maximum};
    std::ranges::copy(m_trend.band_starts, std::back_inserter(numbers));
    std::vector<double> taken;
    for (const double number : numbers) {
      const double middle = y(number);
      if (std::ranges::any_of(taken, [&](double other) { return std::abs(other - middle) < tick_size + 0.5; }))
        continue;
      taken.push_back(middle);
      const Drawing text = set_text(m_faces, {{plain_number(number)}}, axis_width - 3,
                                    {.size = tick_size, .align = Align::right, .leading = 1.1});
      paint(m_chart, text, 0, middle - text.height / 2);
    }
  }

  void add_thresholds() {
    for (const double start : m_trend.band_starts) {
      if (start > m_trend.minimum && start < m_trend.maximum)
        m_chart.strokes.push_back({axis_width, y(start), m_width, y(start), 0.4, 1});
    }
    if (m_trend.better_from)
      m_chart.strokes.push_back({axis_width, y(*m_trend.better_from), m_width, y(*m_trend.better_from), 1.0, 4});
  }

  void add_line() {
    const TrendPoint* before = nullptr;
    bool broken = false;
    const Date& baseline = m_trend.points.front().day;
    for (const TrendPoint& point : m_trend.points) {
      const auto x = m_axis.at(point.day);
      if (!point.value) {
        broken = true;
        if (x) add_cross(*x);
        continue;
      }
      if (!x) {
        before = &point;
        broken = true;
        continue;
      }
      const double height = y(*point.value);
      const bool first = &point == &m_trend.points.front();
      const bool last = &point == &m_trend.points.back();
      const double half = last ? 2.6 : 1.8;
      m_chart.fills.push_back({*x - half, height - half, 2 * half, 2 * half});
      if (before != nullptr && !broken && !(m_axis.is_broken() && before == &m_trend.points.front())) {
        const int slots =
            planned_time(months_between(baseline, point.day)) - planned_time(months_between(baseline, before->day));
        if (slots <= 1) m_chart.strokes.push_back({*m_axis.at(before->day), y(*before->value), *x, height, 1.2});
      }
      before = &point;
      broken = first && m_axis.is_broken();
    }
    if (m_axis.is_broken()) {
      const double foot = m_top + m_plot;
      for (const double shift : {-1.5, 1.5})
        m_chart.strokes.push_back(
            {m_axis.break_at() + shift - 1.5, foot + 3, m_axis.break_at() + shift + 1.5, foot - 3, 0.8});
    }
  }

  // A visit without a score.
  void add_cross(double x) {
    const double middle = m_top + m_plot - 4;
    m_chart.strokes.push_back({x - 2, middle - 2, x + 2, middle + 2, 0.8});
    m_chart.strokes.push_back({x - 2, middle + 2, x + 2, middle - 2, 0.8});
  }

  void add_ticks() {
    double ink_end = -1;
    double height = 0;
    for (const auto& [x, text] : m_axis.ticks()) {
      const double width = m_faces.width(text, Weight::regular, tick_size);
      const double left = std::clamp(x - width / 2, 0.0, m_width - width);
      m_chart.strokes.push_back({x, m_top + m_plot, x, m_top + m_plot + 2, 0.6});
      if (left < ink_end + 2) continue;
      const Drawing number = set_text(m_faces, {{text}}, width + 1, {.size = tick_size, .leading = 1.2});
      paint(m_chart, number, left, m_chart.height + 3);
      ink_end = left + width;
      height = number.height;
    }
    m_chart.height += 3 + height;
  }

  void add_caption() {
    const auto in_scale = [&](double value) { return std::format("{:.{}f}", value, m_trend.decimals); };
    std::vector<Span> words = {{in_scale(*m_trend.points.front().value), Weight::bold}, {" to "}};
    if (m_trend.points.back().value) {
      words.push_back({in_scale(*m_trend.points.back().value), Weight::bold});
    } else {
      words.push_back({"no score today"});
    }
    if (m_trend.change) words.push_back({", " + verdict_words(*m_trend.change)});
    m_chart.height += 1;
    stack(m_chart, set_text(m_faces, words, m_width, {.size = note_size, .leading = 1.2}));
  }

  const Trend& m_trend;
  Typefaces& m_faces;
  double m_width;
  double m_plot;  // height of the drawn part
  TimeAxis m_axis;
  double m_top = 0;
  Drawing m_chart;
};

}  // namespace

Drawing trend_chart(const Trend& trend, double width, Typefaces& faces, double plot_height) {
  return Chart(trend, width, plot_height, faces).draw();
}

void add_trends(PageFlow& flow, const Summary& summary, Density density, TrendPlace place, double width,
                Typefaces& faces) {
  if (summary.trends.empty() && (summary.global_change.empty() || place == TrendPlace::next_side)) return;
  // The title and the patient's own judgement share a line.
  Drawing block = section_title("Since the first visit", width, faces);
  std::vector<Span> beside;
  if (!summary.global_change.empty() && place != TrendPlace::next_side)
    beside = {{"The patient’s own judgement (PGIC): "}, {summary.global_change, Weight::bold}};
  if (place == TrendPlace::pointer) beside.push_back({beside.empty() ? "lines on page 2" : " · lines on page 2"});
  if (!beside.empty()) {
    const double used = faces.width("Since the first visit", Weight::bold, section_size) + 12;
    const Drawing words = set_text(faces, beside, width - used, {.size = 9.5});
    paint(block, words, used, block.height - words.height);
    block.height = std::max(block.height, words.height);
  }
  if (!summary.trends.empty() && place != TrendPlace::pointer) {
    constexpr std::size_t across = 4;
    const double plot_height = density == Density::tight ? 26 : 40;
    const double chart = (width - (across - 1) * chart_gap) / across;
    Drawing row;
    double x = 0;
    for (const Trend& trend : summary.trends) {
      const Drawing drawn = trend_chart(trend, chart, faces, plot_height);
      paint(row, drawn, x, 0);
      row.height = std::max(row.height, drawn.height);
      x += chart + chart_gap;
    }
    stack(block, row);
    block.height += 1;
    stack(block, set_text(faces,
                          {{std::format("Months since {}. Dashed: from here on better than then. Dotted: a band "
                                        "begins. Gap: no visit when one was due; × a visit without this score.",
                                        summary.first_visit)}},
                          width, {.size = 7.5, .leading = 1.2}));
  }
  flow.add(block, section_gap);
}

}  // namespace anteroom::exporting
