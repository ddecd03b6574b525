// Every answer in words, form by form, with the instrument's credit line.
#include "export/paragraph.h"
#include "export/summary_layout.h"

#include <algorithm>
#include <format>

namespace anteroom::exporting {
namespace {

constexpr Style body{.size = 9, .leading = 1.24};
constexpr double mark_width = 10;

// Question at the left, answer at the right, line by line, so that a very long answer can go over to another page.
std::vector<Drawing> answer_rows(const AnswerLine& line, double width, Typefaces& faces) {
  const double question_width = width * 0.62;
  const double answer_at = question_width + 18;
  const double answer_width = width - answer_at;
  const std::vector<Drawing> question = set_lines(faces, {{line.question}}, question_width, body);
  const Weight weight = line.missing ? Weight::bold : Weight::regular;
  const std::vector<Drawing> answer = set_lines(faces, {{line.answer, weight}}, answer_width, body);
  std::vector<Drawing> rows(std::max(question.size(), answer.size()));
  for (std::size_t index = 0; index < rows.size(); ++index) {
    Drawing& row = rows[index];
    row.height = body.size * body.leading;
    if (index < question.size()) paint(row, question[index], 0, 0);
    if (index < answer.size()) paint(row, answer[index], answer_at, 0);
    if (line.missing) row.fills.push_back({answer_at - mark_width, 1.5, 4, row.height - 1.5});
  }
  if (!rows.empty()) {
    Drawing& last = rows.back();
    last.height += 2.5;
    last.strokes.push_back({0, last.height, width, last.height, 0.4});
    last.height += 1;
  }
  return rows;
}

}  // namespace

void add_answers(PageFlow& flow, const Summary& summary, double width, Typefaces& faces) {
  double gap = 0;
  for (const FormAnswers& form : summary.answers) {
    Drawing heading =
        set_text(faces, {{form.title, Weight::bold}, {"  version " + form.version}}, width, {.size = 10.5});
    heading.height += 1;
    heading.strokes.push_back({0, heading.height, width, heading.height, 0.9});
    heading.height += 2;
    bool first = true;
    for (const AnswerLine& line : form.lines) {
      std::vector<Drawing> rows = answer_rows(line, width, faces);
      if (first) rows.insert(rows.begin(), heading);
      flow.add_rows(rows, first ? gap : 0);
      first = false;
    }
    if (first) flow.add(heading, gap);
    flow.add_rows(set_lines(faces, {{form.credit}}, width, {.size = 7, .leading = 1.2}), 1);
    gap = 9;
  }
}

}  // namespace anteroom::exporting
