// The clinic's report as pages and as a table of numbers.
#include "export/csv.h"
#include "export/outcome_report.h"
#include "export/paragraph.h"
#include "export/pdf_writer.h"
#include "export/summary_layout.h"

#include <algorithm>
#include <array>
#include <format>

namespace anteroom::exporting {
namespace {

constexpr std::array<const char*, 4> times = {"Baseline", "3 months", "6 months", "12 months"};
constexpr std::string_view hidden = "< 5";
constexpr double body_size = 10;

std::string count_words(const Count& count) { return count ? std::to_string(*count) : std::string(hidden); }

std::string share_words(const Count& part, const Count& whole) {
  if (!part || !whole || *whole == 0) return std::string(part ? "–" : hidden);
  return std::format("{:.0f} %", 100.0 * *part / *whole);
}

std::string completion_words(const OutcomeReport& report) {
  if (!report.finished || !report.unfinished) return "not shown: fewer than 5 on one side";
  const int all = *report.finished + *report.unfinished;
  return all == 0 ? "–" : std::format("{:.0f} % ({} of {})", 100.0 * *report.finished / all, *report.finished, all);
}

std::string minutes_words(const std::optional<double>& minutes) {
  return minutes ? std::format("{:.0f}", *minutes) : std::string("not shown: fewer than 5");
}

struct Cell {
  double at = 0;
  double width = 0;
  Align align = Align::left;
};

class ReportPages {
 public:
  ReportPages(const OutcomeReport& report, PageSize size, Typefaces& faces)
      : m_report(report), m_frame(page_frame(size)), m_width(m_frame.text_width()), m_faces(faces) {
    m_frame.next_foot = m_frame.first_foot = 14;
  }

  std::vector<Drawing> lay_out() {
    PageFlow flow(m_frame, {.running_head = [&] { return text("Clinic outcome report", 9.5); },
                            .continued_on =
                                [&](int page) {
                                  return set_text(m_faces, {{std::format("continued on page {}", page), Weight::bold}},
                                                  m_width, {.size = 9.5, .align = Align::right});
                                }});
    flow.add(head());
    add_numbers(flow);
    add_scores(flow);
    add_changes(flow);
    flow.add(foot(), section_gap);
    std::vector<Drawing> pages = flow.finish();
    for (std::size_t page = 0; page < pages.size(); ++page) {
      const std::string words = std::format("Made {} · page {} of {}", m_report.made, page + 1, pages.size());
      paint(pages[page], text(words, 8), m_frame.margin, m_frame.height - m_frame.margin - 12);
    }
    return pages;
  }

 private:
  Drawing text(const std::string& words, double size, Weight weight = Weight::regular) {
    return set_text(m_faces, {{words, weight}}, m_width, {.size = size});
  }

  Drawing head() {
    Drawing head = text(m_report.clinic, 11, Weight::bold);
    stack(head, text("Clinic outcome report", 20, Weight::bold));
    stack(head, text(std::format("{} to {}, both days counted. No patient can be told from it: a number from 1 to 4 is "
                                 "not shown, nor any other that would give it away.",
                                 to_string(m_report.from), to_string(m_report.to)),
                     body_size));
    head.height += 4;
    head.strokes.push_back({0, head.height, m_width, head.height, 1.4});
    return head;
  }

  Drawing row(const std::vector<std::pair<Cell, std::string>>& cells, Weight weight, double size, double thickness) {
    Drawing drawing;
    for (const auto& [cell, words] : cells) {
      const Drawing set = set_text(m_faces, {{words, weight}}, cell.width, {.size = size, .align = cell.align});
      paint(drawing, set, cell.at, 2);
      drawing.height = std::max(drawing.height, set.height);
    }
    drawing.height += 4;
    drawing.strokes.push_back({0, drawing.height, m_width, drawing.height, thickness});
    return drawing;
  }

  void add_table(PageFlow& flow, const std::string& title, const Drawing& table_head,
                 const std::vector<Drawing>& rows) {
    if (rows.empty()) return;
    Drawing opening = section_title(title, m_width, m_faces);
    stack(opening, table_head);
    stack(opening, rows.front());
    flow.add(opening, 2 * section_gap);
    flow.repeat(table_head);
    for (std::size_t at = 1; at < rows.size(); ++at) flow.add(rows[at]);
    flow.repeat(std::nullopt);
  }

  void add_numbers(PageFlow& flow) {
    const double half = m_width / 2;
    std::vector<Drawing> rows;
    const auto add = [&](const char* label, const std::string& value) {
      rows.push_back(row({{{0, half - 10}, label}, {{half, half}, value}}, Weight::regular, body_size, 0.4));
    };
    add("Visits", count_words(m_report.visits));
    add("Patients", count_words(m_report.patients));
    add("Visits that were finished", completion_words(m_report));
    add("Median minutes of a finished visit", minutes_words(m_report.median_minutes));
    add("Safety alerts", count_words(m_report.alerts));
    add("of them not acknowledged", count_words(m_report.unacknowledged));
    add("Median minutes until a person acknowledged", minutes_words(m_report.median_alert_minutes));
    add("After the visit (CARE), mean over the clinic",
        m_report.care.mean ? std::format("{:.1f} of {}, {} answers", *m_report.care.mean, m_report.care.range,
                                         count_words(m_report.care.answers))
                           : std::format("not shown: fewer than {} answers", fewest_care_answers));
    add_table(flow, "Visits", Drawing{}, rows);
  }

  void add_scores(PageFlow& flow) {
    const double name = m_width * 0.53;
    const double column = (m_width - name) / 4;
    std::vector<std::pair<Cell, std::string>> titles = {{{0, name - 10}, "Mean (patients)"}};
    for (std::size_t time = 0; time < times.size(); ++time)
      titles.push_back({{name + static_cast<double>(time) * column, column, Align::right}, times.at(time)});
    std::vector<Drawing> rows;
    for (const ScoreOutcome& score : m_report.scores) {
      std::vector<std::pair<Cell, std::string>> cells = {
          {{0, name - 10}, score.label + (score.range.empty() ? "" : " (" + score.range + ")")}};
      for (std::size_t time = 0; time < times.size(); ++time) {
        const Mean& mean = score.at.at(time);
        const std::string words = mean.value      ? std::format("{:.1f} ({})", *mean.value, count_words(mean.patients))
                                  : mean.patients ? "–"
                                                  : std::string(hidden);
        cells.push_back({{name + static_cast<double>(time) * column, column, Align::right}, words});
      }
      rows.push_back(row(cells, Weight::regular, body_size, 0.4));
    }
    add_table(flow, "Scores since each patient’s first visit", row(titles, Weight::bold, 9, 0.9), rows);
  }

  void add_changes(PageFlow& flow) {
    const double name = m_width * 0.4;
    const double column = (m_width - name) / 4;
    const auto at = [&](int index) { return Cell{name + index * column, column, Align::right}; };
    std::vector<Drawing> rows;
    for (const ScoreOutcome& score : m_report.scores) {
      if (!score.has_threshold) continue;
      rows.push_back(row({{{0, name - 10}, score.label},
                          {at(0), count_words(score.compared)},
                          {at(1), share_words(score.better, score.compared)},
                          {at(2), share_words(score.no_clear_change, score.compared)},
                          {at(3), share_words(score.worse, score.compared)}},
                         Weight::regular, body_size, 0.4));
    }
    add_table(flow, "Newest value beside the patient’s own baseline, by the instrument’s threshold",
              row({{{0, name - 10}, ""},
                   {at(0), "Patients"},
                   {at(1), "Better"},
                   {at(2), "No clear change"},
                   {at(3), "Worse"}},
                  Weight::bold, 9, 0.9),
              rows);
  }

  Drawing foot() {
    std::string words =
        "Each patient counts once in a mean; of several visits at one time the newest counts. A first score is often a "
        "peak, so some of a change is no one’s doing. Only equal versions of a form and of its rules are compared.";
    for (const ScoreOutcome& score : m_report.scores) {
      if (score.has_threshold) words += " " + score.label + ": " + score.rule + ".";
      if (score.left_out != 0) {
        words += std::format(" {}: {} values by another version than the patient’s first are left out.", score.label,
                             count_words(score.left_out));
      }
    }
    return text(words, 8);
  }

  const OutcomeReport& m_report;
  PageFrame m_frame;
  double m_width;
  Typefaces& m_faces;
};

}  // namespace

Result<std::vector<std::byte>> outcome_pdf(const OutcomeReport& report, PageSize size, const SummaryFonts& fonts) {
  auto faces = Typefaces::open(fonts);
  if (!faces) return std::unexpected(faces.error());
  const std::vector<Drawing> pages = ReportPages(report, size, *faces).lay_out();
  if (faces->trouble()) return std::unexpected(*faces->trouble());
  const PageFrame frame = page_frame(size);
  return write_pdf(pages, {"Clinic outcome report", frame.width, frame.height, report.created_at}, fonts);
}

std::string outcome_csv(const OutcomeReport& report) {
  CsvTable table;
  table.add_row({"section", "measure", "time", "patients", "value"});
  const auto number = [](const std::optional<double>& value) {
    return value ? std::format("{:.2f}", *value) : std::string(hidden);
  };
  const auto add_count = [&](const char* measure, const Count& count) {
    table.add_row({"visits", measure, "", "", count_words(count)});
  };
  table.add_row({"period", "from", "", "", to_string(report.from)});
  table.add_row({"period", "to", "", "", to_string(report.to)});
  add_count("visits", report.visits);
  add_count("patients", report.patients);
  add_count("finished", report.finished);
  add_count("unfinished", report.unfinished);
  table.add_row({"visits", "median_minutes", "", "", number(report.median_minutes)});
  add_count("safety_alerts", report.alerts);
  add_count("safety_alerts_unacknowledged", report.unacknowledged);
  table.add_row({"visits", "median_minutes_to_acknowledgement", "", "", number(report.median_alert_minutes)});
  for (const ScoreOutcome& score : report.scores) {
    for (std::size_t time = 0; time < times.size(); ++time) {
      const Mean& mean = score.at.at(time);
      const bool nobody = mean.patients && *mean.patients == 0;
      table.add_row(
          {"mean", score.label, times.at(time), count_words(mean.patients), nobody ? "" : number(mean.value)});
    }
    if (score.left_out != 0) table.add_row({"other version", score.label, "", "", count_words(score.left_out)});
    if (!score.has_threshold) continue;
    const std::string compared = count_words(score.compared);
    table.add_row({"change", score.label, "better", compared, count_words(score.better)});
    table.add_row({"change", score.label, "no clear change", compared, count_words(score.no_clear_change)});
    table.add_row({"change", score.label, "worse", compared, count_words(score.worse)});
  }
  table.add_row({"care", "mean", "", report.care.answers ? std::to_string(*report.care.answers) : "< 25",
                 report.care.mean ? std::format("{:.2f}", *report.care.mean) : std::string("< 25")});
  return table.take();
}

}  // namespace anteroom::exporting
