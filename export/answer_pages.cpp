// Every answer in words, form by form, with the instrument's credit line.
#include "export/paragraph.h"
#include "export/summary_layout.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <ranges>

namespace anteroom::exporting {
namespace {

constexpr Style body{.size = 9, .leading = 1.24};
constexpr Style credit_style{.size = 7, .leading = 1.2};
constexpr double mark_width = 10;

struct Columns {
  double width = 0;
  double answer = 0;

  [[nodiscard]] double answer_at() const { return width - answer; }
  [[nodiscard]] double question() const { return answer_at() - 20; }
};

Weight weight_of(const AnswerLine& line) { return line.missing ? Weight::bold : Weight::regular; }

// About how many; what a word leaves empty at the end of a line is not counted.
std::size_t lines_of(double text, double column) { return static_cast<std::size_t>(std::ceil(text / column)); }

// Of two the one with which the form takes fewer lines: words of the patient's own need room, a number beside a long
// question needs none. No more than two, or nothing on the page would stand below anything else.
Columns columns_for(const FormAnswers& form, double width, Typefaces& faces) {
  constexpr double narrow = 106;  // "More than half the days"
  const Columns for_choices{width, narrow};
  const Columns for_words{width, width * 0.45};
  std::size_t choices = 0;
  std::size_t words = 0;
  for (const AnswerLine& line : form.lines) {
    const double question = faces.width(line.question, Weight::regular, body.size);
    const double answer = faces.width(line.answer, weight_of(line), body.size);
    choices += std::max(lines_of(question, for_choices.question()), lines_of(answer, for_choices.answer));
    words += std::max(lines_of(question, for_words.question()), lines_of(answer, for_words.answer));
  }
  return choices <= words ? for_choices : for_words;
}

// Question at the left, answer at the right, line by line, so that a very long answer can go over to another page.
std::vector<Drawing> answer_rows(const AnswerLine& line, const Columns& columns, Typefaces& faces) {
  const double answer_at = columns.answer_at();
  const std::vector<Drawing> question = set_lines(faces, {{line.question}}, columns.question(), body);
  const std::vector<Drawing> answer = set_lines(faces, {{line.answer, weight_of(line)}}, columns.answer, body);
  std::vector<Drawing> rows(std::max(question.size(), answer.size()));
  for (std::size_t index = 0; index < rows.size(); ++index) {
    Drawing& row = rows[index];
    row.height = body.size * body.leading;
    if (index < question.size()) paint(row, question[index], 0, 0);
    if (index < answer.size()) paint(row, answer[index], answer_at, 0);
    if (line.missing)
      row.fills.push_back({answer_at - mark_width, index == 0 ? 1.5 : 0, 4, row.height - (index == 0 ? 1.5 : 0)});
  }
  if (!rows.empty()) {
    Drawing& last = rows.back();
    last.height += 2.5;
    last.strokes.push_back({0, last.height, columns.width, last.height, 0.4});
    last.height += 1;
  }
  return rows;
}

double height_of(const std::vector<Drawing>& rows) {
  double height = 0;
  for (const Drawing& row : rows) height += row.height;
  return height;
}

Drawing form_heading(const FormAnswers& form, const std::string& after, double width, Typefaces& faces) {
  Drawing heading = set_text(faces, {{form.title, Weight::bold}, {after}}, width, {.size = 10.5});
  heading.height += 1;
  heading.strokes.push_back({0, heading.height, width, heading.height, 0.9});
  heading.height += 2;
  return heading;
}

// The sentences with which credit lines end that several forms share, as LOINC's notice: printed once, behind all.
std::string shared_notice(const std::vector<FormAnswers>& forms) {
  std::map<std::string, std::size_t, std::less<>> endings;
  for (const FormAnswers& form : forms) {
    for (auto at = form.credit.find(". "); at != std::string::npos; at = form.credit.find(". ", at + 1))
      ++endings[form.credit.substr(at + 2)];
  }
  std::string best;
  std::size_t saved = 0;
  for (const auto& [ending, times] : endings) {
    if (ending.size() * (times - 1) <= saved) continue;
    best = ending;
    saved = ending.size() * (times - 1);
  }
  constexpr std::size_t worth_a_mark = 100;
  return saved < worth_a_mark ? std::string() : best;
}

constexpr std::string_view notice_mark = page_signs;

std::string credit_line(const FormAnswers& form, const std::string& notice) {
  if (notice.empty() || !form.credit.ends_with(". " + notice)) return form.credit;
  return form.credit.substr(0, form.credit.size() - notice.size()) + std::string(notice_mark);
}

// A short form stays whole. A longer one goes over with its name, and neither its heading nor its credit line stands
// alone.
void add_form(PageFlow& flow, const FormAnswers& form, const std::string& notice, double gap, double width,
              Typefaces& faces) {
  const Columns columns = columns_for(form, width, faces);
  std::vector<std::vector<Drawing>> lines;
  for (const AnswerLine& line : form.lines) lines.push_back(answer_rows(line, columns, faces));
  if (lines.empty()) lines.emplace_back();
  lines.front().insert(lines.front().begin(), form_heading(form, "  version " + form.version, width, faces));
  lines.back().emplace_back().height = 1;
  std::ranges::copy(set_lines(faces, {{credit_line(form, notice)}}, width, credit_style),
                    std::back_inserter(lines.back()));

  double height = 0;
  for (const std::vector<Drawing>& rows : lines) height += height_of(rows);
  constexpr double stays_whole = 160;  // as PageFlow keeps rows together
  if (height <= stays_whole) {
    std::vector<Drawing> all;
    for (const std::vector<Drawing>& rows : lines) std::ranges::copy(rows, std::back_inserter(all));
    return flow.add_rows(all, gap);
  }
  flow.add_rows(lines.front(), gap);
  flow.repeat(form_heading(form, "  continued", width, faces));
  for (const std::vector<Drawing>& rows : lines | std::views::drop(1)) flow.add_rows(rows);
  flow.repeat(std::nullopt);
}

}  // namespace

void add_answers(PageFlow& flow, const Summary& summary, double width, Typefaces& faces) {
  const std::string notice = shared_notice(summary.answers);
  double gap = section_gap;  // none at the top of a page; what the first side had no room for may stand above
  for (const FormAnswers& form : summary.answers) {
    add_form(flow, form, notice, gap, width, faces);
    gap = 7;
  }
  if (!notice.empty())
    flow.add_rows(set_lines(faces, {{std::string(notice_mark) + " " + notice}}, width, credit_style), 3);
  if (summary.thresholds.empty()) return;
  std::vector<Drawing> rows = {set_text(faces, {{"What counts as a change", Weight::bold}}, width, {.size = 10.5})};
  for (const std::string& line : summary.thresholds)
    std::ranges::copy(set_lines(faces, {{line}}, width, body), std::back_inserter(rows));
  flow.add_rows(rows, gap);
}

}  // namespace anteroom::exporting
