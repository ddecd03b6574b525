#include "forms/scoring_examples.h"

#include "forms/read_response.h"
#include "forms/reading.h"
#include "forms/scoring_exact.h"

#include <algorithm>
#include <format>
#include <map>
#include <set>

namespace anteroom::forms {
namespace {

std::string in_words(const ScoreValue& value) {
  struct Words {
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool yes) const { return yes ? "true" : "false"; }
    std::string operator()(const Number& number) const { return std::format("{}", number.value); }
    std::string operator()(const std::string& text) const { return in_quotes(text); }
    std::string operator()(const std::vector<std::string>& list) const {
      return std::format("a list of {} texts", list.size());
    }
  };
  return std::visit(Words{}, value);
}

bool same_number(Json expected, double actual) {
  const auto text = expected.number_text();
  const auto wanted = text ? Exact::parse(*text) : std::nullopt;
  return wanted && wanted == Exact::nearest(actual);
}

bool same_texts(Json expected, std::vector<std::string> actual) {
  if (!expected.is_array()) return false;
  std::vector<std::string> wanted;
  for (const Json element : expected.elements()) wanted.push_back(element.text_or(""));
  std::ranges::sort(wanted);
  std::ranges::sort(actual);
  return wanted == actual;
}

bool same(Json expected, const ScoreValue& actual) {
  struct Same {
    Json expected;
    bool operator()(std::monostate) const { return expected.is_null(); }
    bool operator()(bool yes) const { return expected.boolean() == yes; }
    bool operator()(const Number& number) const { return same_number(expected, number.value); }
    bool operator()(const std::string& text) const { return expected.text() == text; }
    bool operator()(const std::vector<std::string>& list) const { return same_texts(expected, list); }
  };
  return std::visit(Same{expected}, actual);
}

template <class Thing>
std::vector<std::string> ids(const std::vector<Thing>& things) {
  std::vector<std::string> found;
  for (const Thing& thing : things) found.push_back(thing.id);
  return found;
}

std::vector<std::string> actions(const ScoreReport& report) {
  std::vector<std::string> found;
  for (const Flag& flag : report.flags) found.push_back(flag.action);
  return found;
}

std::vector<std::string> levels(const ScoreReport& report) {
  std::vector<std::string> found;
  for (const Flag& flag : report.flags) found.emplace_back(flag.level == FlagLevel::safety ? "safety" : "attention");
  return found;
}

std::vector<std::string> printed(const ScoreReport& report) {
  std::vector<std::string> found;
  for (const Score& score : report.scores) {
    if (score.printed) found.push_back(score.id);
  }
  return found;
}

std::string joined(const std::vector<std::string>& words) {
  std::string line = "[";
  for (const std::string& word : words) line += (line.size() > 1 ? ", " : "") + word;
  return line + "]";
}

std::string or_null(const std::optional<double>& number) { return number ? std::format("{}", *number) : "null"; }

bool same_or_null(Json expected, const std::optional<double>& actual) {
  return actual ? same_number(expected, *actual) : expected.is_null();
}

std::string_view in_words(Direction direction) {
  switch (direction) {
    case Direction::lower_is_better: return "lower is better";
    case Direction::higher_is_better: return "higher is better";
    case Direction::none: return "none";
  }
  return "";
}

std::string_view in_words(Verdict verdict) {
  switch (verdict) {
    case Verdict::better: return "better";
    case Verdict::worse: return "worse";
    case Verdict::no_clear_change: return "no-clear-change";
    case Verdict::no_threshold: return "no-threshold";
  }
  return "";
}

class ExampleRunner {
 public:
  ExampleRunner(const Questionnaire& form, const ScoringRules& rules, Findings& findings)
      : m_form(form), m_rules(rules), m_findings(findings) {}

  void run(Json example) {
    m_id = example["id"].text_or("");
    if (m_id.empty()) return m_findings.error({}, "an example has no id");
    if (!m_ids.insert(m_id).second) wrong("stands twice");
    if (example["source"].text().value_or("").empty()) wrong("has no source");
    const auto expected = example["expected"].members();
    if (expected.empty()) return wrong("expects nothing");
    if (example["instrument"].text().value_or("").ends_with("change")) return run_change(example);
    const auto given = read_answers(example.written(), m_form);
    if (!given) return check_refusal(example["expected"], given.error());
    const ScoreReport report = m_rules.score(m_form, given->answers, given->context);
    for (const auto& [key, wanted] : expected) check(key, wanted, report);
  }

 private:
  void wrong(std::string_view what) { m_findings.error({}, std::format("example {}: {}", in_quotes(m_id), what)); }

  void expect(bool holds, std::string_view key, std::string_view actual, Json wanted) {
    if (!holds) wrong(std::format("{} is {}, but {} is expected", key, actual, wanted.written()));
  }

  void check_refusal(Json expected, const Refusal& refusal) {
    if (!expected["error"].exists()) {
      wrong(std::format("is refused at {} ({}), but a score is expected", refusal.link_id, refusal.code));
    } else if (expected["linkId"].text() != refusal.link_id) {
      wrong(std::format("is refused at {} and not at {}", refusal.link_id, expected["linkId"].written()));
    }
  }

  void check(std::string_view key, Json wanted, const ScoreReport& report) {
    static const Score none;
    const Score& main = report.scores.empty() ? none : report.scores.front();
    if (key == "score") return expect(same(wanted, main.value), key, in_words(main.value), wanted);
    if (key == "band") {
      const bool holds = main.band ? wanted.text() == *main.band : wanted.is_null();
      return expect(holds, key, main.band.value_or("null"), wanted);
    }
    if (key == "complete") {
      return expect(wanted.boolean() == main.complete, key, main.complete ? "true" : "false", wanted);
    }
    if (key == "answered") return expect(wanted.integer() == main.answered, key, std::to_string(main.answered), wanted);
    if (key == "partialSum") {
      return expect(same_or_null(wanted, main.partial_sum), key, or_null(main.partial_sum), wanted);
    }
    if (key == "flags") return expect(same_texts(wanted, ids(report.flags)), key, joined(ids(report.flags)), wanted);
    if (key == "actions") return expect(same_texts(wanted, actions(report)), key, joined(actions(report)), wanted);
    if (key == "warnings") {
      return expect(same_texts(wanted, ids(report.warnings)), key, joined(ids(report.warnings)), wanted);
    }
    if (key == "item9") return check_safety_answer(wanted, report);
    if (key == "levels") return expect(same_texts(wanted, levels(report)), key, joined(levels(report)), wanted);
    if (key == "printed") return expect(same_texts(wanted, printed(report)), key, joined(printed(report)), wanted);
    if (key == "notes")
      return check_texts(key, wanted, texts_of(report, [](const Score& score) { return score.note; }));
    if (key == "directions") {
      return check_texts(key, wanted, texts_of(report, [](const Score& score) {
                           return score.minimum ? in_words(score.direction) : std::string_view();
                         }));
    }
    if (key == "error" || key == "linkId") return expect(false, key, "nothing: it is not refused", wanted);
    const auto score = std::ranges::find(report.scores, key, &Score::id);
    if (score == report.scores.end()) return wrong(std::format("there is no score {}", in_quotes(key)));
    expect(same(wanted, score->value), key, in_words(score->value), wanted);
  }

  // One text a score, of those that have one.
  template <class TextOf>
  static std::map<std::string, std::string> texts_of(const ScoreReport& report, const TextOf& text_of) {
    std::map<std::string, std::string> texts;
    for (const Score& score : report.scores) {
      if (std::string text(text_of(score)); !text.empty()) texts.emplace(score.id, std::move(text));
    }
    return texts;
  }

  void check_texts(std::string_view key, Json wanted, const std::map<std::string, std::string>& actual) {
    std::map<std::string, std::string> expected;
    for (const auto& [id, text] : wanted.members()) expected.emplace(id, text.text_or(""));
    if (wanted.is_object() && expected == actual) return;
    std::vector<std::string> lines;
    for (const auto& [id, text] : actual) lines.push_back(std::format("{}: {}", id, in_quotes(text)));
    expect(false, key, joined(lines), wanted);
  }

  // 0 and null raise nothing; any other answer must be the one behind the safety flag.
  void check_safety_answer(Json wanted, const ScoreReport& report) {
    const auto flag = std::ranges::find(report.flags, FlagLevel::safety, &Flag::level);
    const std::optional<double> answer = flag == report.flags.end() ? std::nullopt : flag->answer;
    const bool none_wanted = wanted.is_null() || wanted.integer() == 0;
    expect(none_wanted ? !answer : answer && same_number(wanted, *answer), "item9", or_null(answer), wanted);
  }

  void run_change(Json example) {
    const auto baseline = example["answers"]["baseline"].number();
    const auto current = example["answers"]["current"].number();
    if (!baseline || !current) return wrong("needs the numbers baseline and current");
    const auto change = m_rules.change(*baseline, *current, example["score"].text().value_or(""));
    if (!change) return wrong(change.error().detail);
    for (const auto& [key, wanted] : example["expected"].members()) {
      if (key == "delta") {
        expect(same_number(wanted, change->delta), key, std::format("{}", change->delta), wanted);
      } else if (key == "percentChange") {
        expect(same_or_null(wanted, change->percent_change), key, or_null(change->percent_change), wanted);
      } else if (key == "verdict") {
        expect(wanted.text() == in_words(change->verdict), key, in_words(change->verdict), wanted);
      } else if (key == "rule") {
        expect(wanted.text() == change->rule, key, change->rule, wanted);
      } else if (key == "note") {
        expect(wanted.text() == change->note, key, change->note, wanted);
      } else if (key != "category") {
        check_mark(key, wanted, *change);
      }
    }
  }

  void check_mark(std::string_view key, Json wanted, const Change& change) {
    const auto mark = std::ranges::find(change.marks, key, &std::pair<std::string, bool>::first);
    if (mark == change.marks.end()) return wrong(std::format("a change has no {}", in_quotes(key)));
    expect(wanted.boolean() == mark->second, key, mark->second ? "true" : "false", wanted);
  }

  const Questionnaire& m_form;
  const ScoringRules& m_rules;
  Findings& m_findings;
  std::string m_id;
  std::set<std::string, std::less<>> m_ids;
};

}  // namespace

ExamplesOutcome run_examples(std::string_view json, std::string_view file, const Questionnaire& form,
                             const ScoringRules& rules) {
  Findings findings(file);
  const auto document = JsonDocument::parse(json);
  if (!document) {
    findings.error(document.error().link_id, document.error().message);
    return {0, findings.take()};
  }
  const auto examples = document->root().elements();
  if (examples.empty()) findings.error({}, "must be a list of worked examples that is not empty");
  ExampleRunner runner(form, rules, findings);
  for (const Json example : examples) runner.run(example);
  return {static_cast<int>(examples.size()), findings.take()};
}

}  // namespace anteroom::forms
