// The first thing the care team reads: what needs a person today, then what needs a question.
#include "export/paragraph.h"
#include "export/summary_layout.h"
#include "export/visit_results.h"

#include <algorithm>
#include <format>

namespace anteroom::exporting {
namespace {

constexpr double padding = 6;
constexpr double label_width = 62;
constexpr Style body{.size = 9.5, .leading = 1.22};

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
  if (raised.first_answer.empty()) return {{"Raised at " + flag.raised_at + "; the answer is kept no longer"}};
  const Span first{quoted(raised.first_answer), Weight::bold};
  if (raised.current_answer == raised.first_answer) return {{"Answered "}, first, {" at " + flag.raised_at}};
  const std::string now = raised.current_answer.empty() ? "not answered" : quoted(raised.current_answer);
  return {{"First answered "},
          first,
          {" at " + flag.raised_at + ", changed to "},
          {now, Weight::bold},
          {" at " + later(flag.changed_at, flag.raised_at)}};
}

// "2026-08-21 “Not at all”, 2026-05-20 not asked"
std::string earlier_answers(const FlagLine& flag) {
  std::string all;
  for (const EarlierAnswer& one : flag.earlier) {
    const bool in_words = !one.answer.starts_with("not ") && !one.answer.starts_with("preferred ");
    all += (all.empty() ? "" : ", ") + one.day + " " + (in_words ? quoted(one.answer) : one.answer);
  }
  return all;
}

std::string short_name(const Summary& summary, const FormId& form) {
  const auto known = std::ranges::find(summary.results, form, [](const FormResult& one) { return one.report.form; });
  return known == summary.results.end() ? form : known->short_name;
}

// White on black across the box: it survives a fax, a photocopy and a tired reader.
Drawing safety_bar(const std::string& title, const std::string& form, double width, Typefaces& faces) {
  Drawing bar;
  bar.height = 3;
  stack(bar, set_text(faces, {{title, Weight::bold}, {"   " + form}}, width - 16, {.size = 12.5, .ink = Ink::white}),
        8);
  bar.height += 3;
  bar.fills.push_back({0, 0, width, bar.height});
  bar.height += 4;
  return bar;
}

void add_safety(PageFlow& flow, const forms::Flag& flag, const std::string& form, const std::vector<Span>& history,
                double width, double gap, Typefaces& faces) {
  Drawing block = safety_bar(flag.title, form, width, faces);
  stack(block, set_text(faces, {{flag.action, Weight::bold}}, width, {.size = 11.5}));
  std::vector<Drawing> rows = {block};
  std::ranges::copy(set_lines(faces, history, width, {.size = 10.5}), std::back_inserter(rows));
  flow.add_rows(rows, gap);
}

enum class Label {
  plain,
  reversed,  // white on black: no colour is needed to find it
};

// A label at the left, its text beside it.
void add_note(PageFlow& flow, const std::string& label, const std::vector<Span>& text, double width, double gap,
              Typefaces& faces, Label look = Label::plain) {
  std::vector<Drawing> rows = set_lines(faces, text, width - label_width, body);
  for (Drawing& row : rows) {
    for (TextRun& run : row.texts) run.x += label_width;
  }
  if (!label.empty() && !rows.empty()) {
    Style style = body;
    if (look == Label::reversed) style.ink = Ink::white;
    Drawing named;
    const double inset = look == Label::reversed ? 3 : 0;
    paint(named, set_text(faces, {{label, Weight::bold}}, label_width - inset, style), inset, 0);
    paint(named, rows.front(), 0, 0);  // read aloud, the label comes first
    named.height = rows.front().height;
    if (look == Label::reversed) named.fills.push_back({0, 0, label_width - 6, named.height});
    rows.front() = std::move(named);
  }
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
    add_chart_flags();
    // Substances first: what they mean beside a medicine is read before anything else that is not safety.
    add_attention([](const FormResult& result) { return result.domain == forms::Domain::substances; });
    add_attention([](const FormResult& result) { return result.domain != forms::Domain::substances; });
    add_changes_for_the_worse();
    for (const FormResult& result : m_summary.results) {
      for (const forms::Warning& warning : result.report.warnings) {
        note("Check", {{warning.message + " (" + result.short_name + ")"}});
      }
    }
    if (m_summary.unreadable_visits > 0) {
      note("Check",
           {{std::format("{} earlier {} cannot be read: what stands here as the last or the first score may "
                         "not be it",
                         m_summary.unreadable_visits, m_summary.unreadable_visits == 1 ? "visit" : "visits")}});
    }
    std::string missing;
    for (const FormResult& result : m_summary.results) {
      const std::string of_form = missing_scores(result);
      if (!of_form.empty()) missing += (missing.empty() ? "" : "; ") + of_form;
    }
    if (!missing.empty()) note("Incomplete", {{missing}});
    for (const WithheldForm& form : m_summary.withheld) {
      if (form.reason.empty()) continue;
      note("Not asked", {{form.short_name + ": " + form.reason}});
    }
    if (m_empty) {
      const std::vector<Span> words = {{"No flags raised.", Weight::bold}, {" Not a risk assessment."}};
      m_flow.add(set_text(m_faces, words, m_width, {.size = 11}));
    }
    // A chart that raises no flag: the kiosk has not seen it, and says what staff found there.
    if (!m_summary.chart.empty() && m_summary.chart_flags.empty())
      add_note(m_flow, "From chart", {{m_summary.chart}}, m_width, 2.5, m_faces);
    if (m_summary.answers_removed.empty()) return;
    add_note(m_flow, "Answers",
             {{"Removed on " + m_summary.answers_removed, Weight::bold},
              {", as this clinic’s rule of keeping says. What stands here was reckoned from them before: there is no "
               "page of answers any more."}},
             m_width, 2.5, m_faces);
  }

 private:
  [[nodiscard]] double gap() const { return m_empty ? 0 : 2.5; }

  void add_safety_flags() {
    for (const FlagLine& flag : m_summary.flags) {
      const std::string form = short_name(m_summary, flag.raised.form);
      std::vector<Span> history = answer_history(flag);
      if (!flag.earlier.empty()) history.push_back({". Before: " + earlier_answers(flag)});
      add_safety(m_flow, flag.raised.flag, form, history, m_width, gap(), m_faces);
      m_empty = false;
    }
    // A safety flag of the report that nobody raised during the visit must still be seen.
    for (const FormResult& result : m_summary.results) {
      for (const forms::Flag& flag : result.report.flags) {
        if (flag.level != forms::FlagLevel::safety || was_raised(result, flag)) continue;
        const char* where = m_summary.answers_removed.empty() ? "The answer is on the page of answers."
                                                              : "The answer is kept no longer.";
        add_safety(m_flow, flag, result.short_name, {{where}}, m_width, gap(), m_faces);
        m_empty = false;
      }
    }
  }

  [[nodiscard]] bool was_raised(const FormResult& result, const forms::Flag& flag) const {
    return std::ranges::any_of(m_summary.flags, [&](const FlagLine& line) {
      return line.raised.form == result.report.form && line.raised.flag.id == flag.id;
    });
  }

  template <class Wanted>
  void add_attention(const Wanted& wanted) {
    for (const FormResult& result : m_summary.results) {
      if (!wanted(result)) continue;
      for (const forms::Flag& flag : result.report.flags) {
        if (flag.level == forms::FlagLevel::attention)
          note("Attention", {{flag.title + ". ", Weight::bold}, {flag.action + " (" + result.short_name + ")"}});
      }
    }
  }

  void add_changes_for_the_worse() {
    std::string since_last;
    for (const FormResult& result : m_summary.results) {
      const forms::Score* score = main_score(result.report);
      const auto last = score == nullptr ? result.last.end() : result.last.find(score->id);
      if (last == result.last.end() || !last->second.change || last->second.change->verdict != forms::Verdict::worse)
        continue;
      since_last +=
          (since_last.empty() ? "" : "; ") + std::format("{} from {} on {} to {}", score->label, last->second.value,
                                                         last->second.day, in_words(score->value));
    }
    std::string since_first;
    for (const Trend& trend : m_summary.trends) {
      if (!trend.change || trend.change->verdict != forms::Verdict::worse || !trend.points.back().value) continue;
      if (since_last.contains(trend.title + " from ")) continue;
      since_first += (since_first.empty() ? "" : "; ") + std::format("{} from {:.{}f} to {:.{}f}", trend.title,
                                                                     *trend.points.front().value, trend.decimals,
                                                                     *trend.points.back().value, trend.decimals);
    }
    if (!since_first.empty())
      since_last += (since_last.empty() ? "" : "; ") + std::string("since the first visit ") + since_first;
    if (!since_last.empty()) note("Worse", {{since_last}});
  }

  // An opioid with what makes it a danger stands as its own line, each; then the chart, and what it says by itself.
  void add_chart_flags() {
    if (m_summary.chart_flags.empty()) return;
    std::vector<Span> of_chart = {{m_summary.chart}};
    for (const forms::ChartFlag& flag : m_summary.chart_flags) {
      if (flag.kind == forms::ChartFlagKind::of_chart) {
        of_chart.push_back({". "});
        of_chart.push_back({flag.title, Weight::bold});
        of_chart.push_back({" (" + flag.source + ")"});
        continue;
      }
      add_note(m_flow, "Combined", {{flag.title + ". ", Weight::bold}, {flag.facts}}, m_width, gap(), m_faces,
               Label::reversed);
      m_empty = false;
    }
    note("From chart", of_chart);
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
  flow.add(section_title("What matters to the patient", width, faces), section_gap);
  double gap = 0;
  for (const OwnWords& words : summary.own_words) {
    add_note(flow, words.label, {{words.text}}, width, gap, faces);
    gap = 1;
  }
}

void add_flags(PageFlow& flow, const Summary& summary, double width, Typefaces& faces) {
  flow.add(section_title("Flags", width, faces), section_gap);
  const bool safety = !summary.flags.empty();
  flow.open_box(safety ? 2.2 : 0.9, padding, 3);
  FlagsBox(flow, summary, width, faces).add();
  flow.close_box();
}

}  // namespace anteroom::exporting
