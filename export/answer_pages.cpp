// Every answer in words, form by form, with the instrument's credit line.
#include "export/paragraph.h"
#include "export/summary_layout.h"

#include <algorithm>
#include <format>

namespace anteroom::exporting {
namespace {

constexpr Style body{.size = 9, .leading = 1.24};
constexpr double mark_width = 10;

struct Columns {
  double width = 0;
  double answer = 0;  // as wide as the widest answer, so that most questions need one line only

  [[nodiscard]] double answer_at() const { return width - answer; }
  [[nodiscard]] double question() const { return answer_at() - 20; }
};

Weight weight_of(const AnswerLine& line) { return line.missing ? Weight::bold : Weight::regular; }

Columns columns_for(const Summary& summary, double width, Typefaces& faces) {
  double widest = 0;
  for (const FormAnswers& form : summary.answers) {
    for (const AnswerLine& line : form.lines) {
      widest = std::max(widest, faces.width(line.answer, weight_of(line), body.size));
    }
  }
  return {width, std::clamp(widest + 1, 90.0, width * 0.45)};
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

}  // namespace

void add_answers(PageFlow& flow, const Summary& summary, double width, Typefaces& faces) {
  const Columns columns = columns_for(summary, width, faces);
  double gap = section_gap;  // none at the top of a page; what the first side had no room for may stand above
  for (const FormAnswers& form : summary.answers) {
    Drawing heading =
        set_text(faces, {{form.title, Weight::bold}, {"  version " + form.version}}, width, {.size = 10.5});
    heading.height += 1;
    heading.strokes.push_back({0, heading.height, width, heading.height, 0.9});
    heading.height += 2;
    bool first = true;
    for (const AnswerLine& line : form.lines) {
      std::vector<Drawing> rows = answer_rows(line, columns, faces);
      if (first) rows.insert(rows.begin(), heading);
      flow.add_rows(rows, first ? gap : 0);
      first = false;
    }
    if (first) flow.add(heading, gap);
    flow.add_rows(set_lines(faces, {{form.credit}}, width, {.size = 7, .leading = 1.2}), 1);
    gap = 7;
  }
  if (summary.thresholds.empty()) return;
  flow.add(set_text(faces, {{"What counts as a change", Weight::bold}}, width, {.size = 10.5}), gap);
  for (const std::string& line : summary.thresholds) flow.add_rows(set_lines(faces, {{line}}, width, body));
}

}  // namespace anteroom::exporting
