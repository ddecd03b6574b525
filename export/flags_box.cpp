// The first thing the care team reads: what needs a person today, then what needs a question.
#include "export/paragraph.h"
#include "export/summary_layout.h"

#include <algorithm>
#include <format>

namespace anteroom::exporting {
namespace {

constexpr double padding = 8;
constexpr double label_width = 74;
constexpr Style body{.size = 10};

std::string quoted(const std::string& answer) { return "“" + answer + "”"; }

// The time of day alone where the day is the one before it.
std::string later(const std::string& at, const std::string& before) {
  constexpr std::size_t day = 11;  // "2026-11-23 "
  const bool same_day = at.size() > day && at.substr(0, day) == before.substr(0, day);
  return same_day ? at.substr(day) : at;
}

// The answer that raised the flag never disappears behind a later one.
std::vector<Span> answer_history(const FlagLine& flag) {
  const forms::RaisedFlag& raised = flag.raised;
  const Span first{quoted(raised.first_answer), Weight::bold};
  if (raised.current_answer == raised.first_answer) return {{"Answered "}, first, {" at " + flag.raised_at}};
  const std::string now = raised.current_answer.empty() ? "not answered" : quoted(raised.current_answer);
  return {{"First answered "},
          first,
          {" at " + flag.raised_at + ", changed to "},
          {now, Weight::bold},
          {" at " + later(flag.changed_at, flag.raised_at)}};
}

std::string short_name(const Summary& summary, const FormId& form) {
  const auto known = std::ranges::find(summary.results, form, [](const FormResult& one) { return one.report.form; });
  return known == summary.results.end() ? form : known->short_name;
}

// White on black across the box: it survives a fax, a photocopy and a tired reader.
Drawing safety_bar(const std::string& title, const std::string& form, double width, Typefaces& faces) {
  Drawing bar;
  bar.height = 3;
  stack(bar, set_text(faces, {{title, Weight::bold}, {"   " + form}}, width - 16, {.size = 13, .ink = Ink::white}), 8);
  bar.height += 3;
  bar.fills.push_back({0, 0, width, bar.height});
  bar.height += 4;
  return bar;
}

void add_safety(PageFlow& flow, const forms::Flag& flag, const std::string& form, const std::vector<Span>& history,
                double width, double gap, Typefaces& faces) {
  Drawing block = safety_bar(flag.title, form, width, faces);
  stack(block, set_text(faces, {{flag.action, Weight::bold}}, width, {.size = 12}));
  std::vector<Drawing> rows = {block};
  std::ranges::copy(set_lines(faces, history, width, {.size = 11}), std::back_inserter(rows));
  flow.add_rows(rows, gap);
}

// A label at the left, its text beside it.
void add_note(PageFlow& flow, const std::string& label, const std::vector<Span>& text, double width, double gap,
              Typefaces& faces) {
  std::vector<Drawing> rows = set_lines(faces, text, width - label_width, body);
  for (Drawing& row : rows) {
    for (TextRun& run : row.texts) run.x += label_width;
  }
  if (!label.empty() && !rows.empty())
    paint(rows.front(), set_text(faces, {{label, Weight::bold}}, label_width, body), 0, 0);
  flow.add_rows(rows, gap);
}

// What of a form has no score because answers are missing: "PHQ-9: 8 of 9 answered".
std::string missing_scores(const FormResult& result) {
  std::string all;
  for (const forms::Score& score : result.report.scores) {
    const bool has_value = !std::holds_alternative<std::monostate>(score.value);
    if (!score.printed || score.complete || has_value || score.of == 0) continue;
    if (!all.empty()) all += "; ";
    all += score.of == 1 ? score.label + ": not answered"
                         : std::format("{}: {} of {} answered", score.label, score.answered, score.of);
  }
  return all;
}

class FlagsBox {
 public:
  FlagsBox(PageFlow& flow, const Summary& summary, double width, Typefaces& faces)
      : m_flow(flow), m_summary(summary), m_width(width - 2 * padding), m_faces(faces) {}

  void add() {
    add_safety_flags();
    add_alerts();
    for (const FormResult& result : m_summary.results) {
      for (const forms::Flag& flag : result.report.flags) {
        if (flag.level == forms::FlagLevel::attention) {
          note("Attention", {{flag.title + ". ", Weight::bold}, {flag.action + " (" + result.short_name + ")"}});
        }
      }
    }
    for (const FormResult& result : m_summary.results) {
      for (const forms::Warning& warning : result.report.warnings) {
        note("Check", {{warning.message + " (" + result.short_name + ")"}});
      }
    }
    for (const FormResult& result : m_summary.results) {
      const std::string missing = missing_scores(result);
      if (!missing.empty()) note("Incomplete", {{missing}});
    }
    if (!m_summary.language.empty()) note("Language", {{m_summary.language}});
    for (const WithheldForm& form : m_summary.withheld) {
      if (form.reason.empty()) continue;
      note("Not asked", {{form.short_name + ": " + form.reason}});
    }
    if (m_empty) {
      const std::vector<Span> words = {{"No flags raised.", Weight::bold}, {" Not a risk assessment."}};
      m_flow.add(set_text(m_faces, words, m_width, {.size = 11}));
    }
  }

 private:
  [[nodiscard]] double gap() const { return m_empty ? 0 : 4; }

  void add_safety_flags() {
    for (const FlagLine& flag : m_summary.flags) {
      const std::string form = short_name(m_summary, flag.raised.form);
      add_safety(m_flow, flag.raised.flag, form, answer_history(flag), m_width, gap(), m_faces);
      m_empty = false;
    }
    // A safety flag of the report that nobody raised during the visit must still be seen.
    for (const FormResult& result : m_summary.results) {
      for (const forms::Flag& flag : result.report.flags) {
        if (flag.level != forms::FlagLevel::safety || was_raised(result, flag)) continue;
        add_safety(m_flow, flag, result.short_name, {{"The answer is on the page of answers."}}, m_width, gap(),
                   m_faces);
        m_empty = false;
      }
    }
  }

  [[nodiscard]] bool was_raised(const FormResult& result, const forms::Flag& flag) const {
    return std::ranges::any_of(m_summary.flags, [&](const FlagLine& line) {
      return line.raised.form == result.report.form && line.raised.flag.id == flag.id;
    });
  }

  void add_alerts() {
    std::string label = "Staff";
    for (const AlertLine& alert : m_summary.alerts) note(std::exchange(label, ""), {{alert.what}});
    if (!m_empty && m_summary.alerts.empty())
      note(label, {{"No notification is on record. Tell the team now.", Weight::bold}});
  }

  void note(const std::string& label, const std::vector<Span>& text) {
    add_note(m_flow, label, text, m_width, gap(), m_faces);
    m_empty = false;
  }

  PageFlow& m_flow;
  const Summary& m_summary;
  double m_width;
  Typefaces& m_faces;
  bool m_empty = true;
};

}  // namespace

void add_own_words(PageFlow& flow, const Summary& summary, double width, Typefaces& faces) {
  if (summary.own_words.empty()) return;
  flow.add(set_text(faces, {{"In the patient's own words", Weight::bold}}, width, {.size = 11}), 7);
  flow.open_box(0.6, padding / 2, 2);
  double gap = 0;
  for (const OwnWords& words : summary.own_words) {
    add_note(flow, words.label, {{words.text}}, width - padding, gap, faces);
    gap = 2;
  }
  flow.close_box();
}

void add_flags(PageFlow& flow, const Summary& summary, double width, Typefaces& faces) {
  flow.add(set_text(faces, {{"Flags", Weight::bold}}, width, {.size = 11}), 9);
  const bool safety = !summary.flags.empty();
  flow.open_box(safety ? 2.2 : 0.9, padding, 3);
  FlagsBox(flow, summary, width, faces).add();
  flow.close_box();
}

}  // namespace anteroom::exporting
