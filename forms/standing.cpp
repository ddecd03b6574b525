#include "forms/standing.h"

#include "forms/comparing.h"
#include "forms/computed_answer.h"
#include "forms/copies.h"
#include "forms/expressions.h"
#include "forms/fhirpath/evaluation.h"

#include <algorithm>
#include <format>
#include <memory>
#include <set>

namespace anteroom::forms {
namespace {

using LinkIds = std::set<std::string_view>;  // of the form, which outlives them

// One comparison of a condition; exists and not_equal are made of others.
bool compares(Operator op, const Value& answer, const Value& wanted) {
  const std::partial_ordering compared = order(answer, wanted);
  switch (op) {
    case Operator::greater: return std::is_gt(compared);
    case Operator::less: return std::is_lt(compared);
    case Operator::greater_or_equal: return std::is_gteq(compared);
    case Operator::less_or_equal: return std::is_lteq(compared);
    case Operator::exists:
    case Operator::equal:
    case Operator::not_equal: break;
  }
  return equal_values(answer, wanted);
}

// What the expressions of a form say in one round; a form without expressions has none.
class Expressions {
 public:
  Expressions() = default;
  Expressions(const Expressions&) = delete;
  Expressions& operator=(const Expressions&) = delete;
  virtual ~Expressions() = default;

  // Variables of an enabled item come into reach and leave it.
  virtual void enter(const Item& item) = 0;
  virtual void leave(const Item& item) = 0;
  [[nodiscard]] virtual bool enables(const Item& item) = 0;
  [[nodiscard]] virtual std::optional<Answer> calculates(const Item& item) = 0;
  [[nodiscard]] virtual std::optional<Answer> begins_with(const Item& item) = 0;
};

std::optional<Answer> initial_of(const Item& item) {
  if (item.initial.empty()) return std::nullopt;
  if (item.repeats) return Answer(Several(item.initial));
  return Answer(item.initial.front());
}

// Walks the form once in reading order. What it knows so far is all that a condition needs which looks back, so a
// hostile chain of them costs no more than a friendly one. A condition that looks ahead sees the answers that the walk
// before left (`before`; none in the first).
class EnablingWalk {
 public:
  explicit EnablingWalk(const Answers& given, Expressions* expressions = nullptr, const Answers* before = nullptr)
      : m_given(given), m_expressions(expressions), m_before(before) {}

  // Calls visitor(item, enabled, hidden) for each item until it returns false.
  template <class Visitor>
  bool run(const std::vector<Item>& items, const Visitor& visitor, bool parent_enabled = true,
           bool parent_hidden = false) {
    for (const Item& item : items) {
      const bool scoped = parent_enabled && m_expressions != nullptr;
      if (scoped) m_expressions->enter(item);
      const bool enabled = parent_enabled && is_enabled(item);
      const bool hidden = parent_hidden || item.hidden;
      if (!enabled) {
        m_disabled.insert(item.link_id);
      } else if (item.is_question()) {
        settle_answer(item, hidden);
      }
      const bool go_on = visitor(item, enabled, hidden) && run(item.items, visitor, enabled, hidden);
      if (scoped) m_expressions->leave(item);
      if (!go_on) return false;
    }
    return true;
  }

  // The answer of an enabled question that the walk has passed; null when it has none.
  [[nodiscard]] const Answer* answer_of(std::string_view link_id) const {
    if (const auto made = m_made.find(link_id); made != m_made.end()) return made->second ? &*made->second : nullptr;
    const auto found = m_given.find(link_id);
    return found == m_given.end() ? nullptr : &found->second;
  }
  // Whether that answer came from the form itself.
  [[nodiscard]] bool is_made(std::string_view link_id) const { return m_made.contains(link_id); }

 private:
  // The form's own answer to a question, where it has one.
  void settle_answer(const Item& item, bool hidden) {
    const bool given = m_given.contains(item.link_id);
    const bool closed = hidden || item.read_only;  // nobody answers it but the form
    if (!item.calculated.empty() && m_expressions != nullptr) {
      if (closed || !given) m_made.emplace(item.link_id, m_expressions->calculates(item));
      return;
    }
    if (!closed || given) return;
    if (auto initial = initial_of(item)) {
      m_made.emplace(item.link_id, std::move(initial));
    } else if (!item.initial_expression.empty() && m_expressions != nullptr) {
      m_made.emplace(item.link_id, m_expressions->begins_with(item));
    }
  }

  [[nodiscard]] std::span<const Value> answers_to(std::string_view link_id, bool looks_ahead) const {
    if (looks_ahead) {
      if (m_before == nullptr) return {};
      const auto found = m_before->find(link_id);
      return found == m_before->end() ? std::span<const Value>{} : values_of(found->second);
    }
    if (m_disabled.contains(link_id)) return {};
    const Answer* answer = answer_of(link_id);
    return answer == nullptr ? std::span<const Value>{} : values_of(*answer);
  }

  // R4: with several answers one that compares is enough; != holds where none is equal.
  [[nodiscard]] bool holds(const Condition& condition) const {
    const auto any_answer = [&](const auto& test) {
      const auto is_in = [&](const LinkId& question) {
        return std::ranges::any_of(answers_to(question, condition.looks_ahead), test);
      };
      return is_in(condition.question) || std::ranges::any_of(condition.copies, is_in);
    };
    if (condition.op == Operator::exists) {
      const bool* wanted = std::get_if<bool>(&condition.answer);
      return any_answer([](const Value&) { return true; }) == (wanted == nullptr || *wanted);
    }
    const bool found =
        any_answer([&](const Value& answer) { return compares(condition.op, answer, condition.answer); });
    return found != (condition.op == Operator::not_equal);
  }

  [[nodiscard]] bool is_enabled(const Item& item) const {
    if (!item.enable_when_expression.empty() && m_expressions != nullptr && !m_expressions->enables(item)) return false;
    if (item.enable_when.empty()) return true;
    const auto is_met = [&](const Condition& condition) { return holds(condition); };
    return item.enable_behavior == EnableBehavior::all ? std::ranges::all_of(item.enable_when, is_met)
                                                       : std::ranges::any_of(item.enable_when, is_met);
  }

  const Answers& m_given;
  Expressions* m_expressions;
  const Answers* m_before;
  LinkIds m_disabled;
  std::map<std::string_view, std::optional<Answer>> m_made;
};

// What one round found out.
struct Round {
  Answers answers;
  Answers computed;
  LinkIds enabled;

  bool operator==(const Round&) const = default;
};

// Before the first round no expression has said anything: nothing is enabled or computed by one.
class SilentExpressions final : public Expressions {
 public:
  void enter(const Item&) override {}
  void leave(const Item&) override {}
  [[nodiscard]] bool enables(const Item&) override { return false; }
  [[nodiscard]] std::optional<Answer> calculates(const Item&) override { return std::nullopt; }
  [[nodiscard]] std::optional<Answer> begins_with(const Item&) override { return std::nullopt; }
};

// Evaluates over the response as the round before left it.
class RunningExpressions final : public Expressions {
 public:
  RunningExpressions(const Questionnaire& form, const Round& before, const Day& day, const LinkIds& unsettled,
                     fhirpath::Budget& budget)
      : m_ready(*form.expressions),
        m_unsettled(unsettled),
        m_budget(budget),
        m_tree(form, before.answers, before.enabled) {
    m_setting.today = day.today;
    m_setting.now = day.now;
    m_setting.variables["resource"] = {m_tree.resource()};
    if (m_ready.questionnaire != nullptr) {
      m_setting.variables["questionnaire"] = {m_ready.questionnaire->resource()};
    }
    m_setting.context = {m_tree.resource()};
    for (const ReadyVariable& variable : m_ready.variables) set_variable(variable, {});
  }

  void enter(const Item& item) override {
    const ItemExpressions* ready = of(item);
    if (ready == nullptr || ready->variables.empty()) return;
    m_outer.push_back(m_setting.variables);
    look_from(item);
    for (const ReadyVariable& variable : ready->variables) set_variable(variable, item.link_id);
  }

  void leave(const Item& item) override {
    const ItemExpressions* ready = of(item);
    if (ready == nullptr || ready->variables.empty()) return;
    m_setting.variables = std::move(m_outer.back());
    m_outer.pop_back();
  }

  bool enables(const Item& item) override {
    const ItemExpressions* ready = of(item);
    if (ready == nullptr || ready->enable_when == nullptr || m_unsettled.contains(item.link_id)) return false;
    const auto found = evaluate(*ready->enable_when, item, "enableWhenExpression");
    if (!found) return false;
    const auto truth = fhirpath::truth_of(*found);
    if (!truth) {
      warn(item.link_id, std::format("enableWhenExpression: {}", truth.error().message));
      return false;
    }
    return *truth == true;
  }

  std::optional<Answer> calculates(const Item& item) override {
    const ItemExpressions* ready = of(item);
    if (ready == nullptr) return std::nullopt;
    return answer_from(ready->calculated, item, "calculatedExpression");
  }

  std::optional<Answer> begins_with(const Item& item) override {
    const ItemExpressions* ready = of(item);
    if (ready == nullptr) return std::nullopt;
    return answer_from(ready->initial, item, "initialExpression");
  }

  [[nodiscard]] std::vector<StandingWarning> take_warnings() { return std::move(m_warnings); }

 private:
  [[nodiscard]] const ItemExpressions* of(const Item& item) const {
    const auto found = m_ready.items.find(item.link_id);
    return found == m_ready.items.end() ? nullptr : &found->second;
  }

  void look_from(const Item& item) {
    m_setting.context = {m_tree.context(item)};
    if (m_ready.questionnaire == nullptr) return;
    const fhirpath::Node* node = m_ready.questionnaire->item(item.link_id);
    m_setting.variables["qitem"] = node == nullptr ? fhirpath::Collection{} : fhirpath::Collection{node};
  }

  void set_variable(const ReadyVariable& variable, const LinkId& link_id) {
    auto found = fhirpath::evaluate(*variable.expression, m_setting, m_budget);
    if (!found) warn(link_id, said(std::format("the variable {}", variable.name), found.error()));
    m_setting.variables.insert_or_assign(variable.name, std::move(found).value_or(fhirpath::Collection{}));
  }

  std::optional<fhirpath::Collection> evaluate(const fhirpath::Expression& expression, const Item& item,
                                               std::string_view what) {
    look_from(item);
    auto found = fhirpath::evaluate(expression, m_setting, m_budget);
    if (found) return std::move(*found);
    warn(item.link_id, said(what, found.error()));
    return std::nullopt;
  }

  std::optional<Answer> answer_from(const SharedExpression& expression, const Item& item, std::string_view what) {
    if (expression == nullptr || m_unsettled.contains(item.link_id)) return std::nullopt;
    const auto found = evaluate(*expression, item, what);
    if (!found) return std::nullopt;
    auto answer = computed_answer(item, *found);
    if (answer) return std::move(*answer);
    warn(item.link_id, std::format("{}: {}", what, answer.error()));
    return std::nullopt;
  }

  static std::string said(std::string_view what, const fhirpath::Fault& fault) {
    return std::format("{} at {}: {}", what, fault.position, fault.message);
  }

  void warn(const LinkId& link_id, std::string message) { m_warnings.push_back({link_id, std::move(message)}); }

  const FormExpressions& m_ready;
  const LinkIds& m_unsettled;
  fhirpath::Budget& m_budget;
  ResponseTree m_tree;
  fhirpath::Setting m_setting;
  std::vector<fhirpath::Variables> m_outer;
  std::vector<StandingWarning> m_warnings;
};

Round walk_round(const Questionnaire& form, const Answers& given, Expressions* expressions,
                 const Answers* before = nullptr) {
  Round round;
  EnablingWalk walk(given, expressions, before);
  walk.run(form.items, [&](const Item& item, bool enabled, bool) {
    if (!enabled) return true;
    round.enabled.insert(item.link_id);
    if (!item.is_question()) return true;
    if (const Answer* answer = walk.answer_of(item.link_id)) {
      round.answers.emplace(item.link_id, *answer);
      const bool computed = walk.is_made(item.link_id) && (!item.calculated.empty() || item.initial.empty());
      if (computed) round.computed.emplace(item.link_id, *answer);
    }
    return true;
  });
  return round;
}

// Where two rounds differ: items that came, went or changed their answer.
LinkIds differences(const Questionnaire& form, const Round& one, const Round& other) {
  LinkIds found;
  const auto answer_in = [](const Round& round, const LinkId& link_id) -> const Answer* {
    const auto place = round.answers.find(link_id);
    return place == round.answers.end() ? nullptr : &place->second;
  };
  const auto look = [&](const auto& self, const std::vector<Item>& items) -> void {
    for (const Item& item : items) {
      const Answer* left = answer_in(one, item.link_id);
      const Answer* right = answer_in(other, item.link_id);
      const bool same_answer = left == nullptr ? right == nullptr : right != nullptr && *left == *right;
      if (!same_answer || one.enabled.contains(item.link_id) != other.enabled.contains(item.link_id)) {
        found.insert(item.link_id);
      }
      self(self, item.items);
    }
  };
  look(look, form.items);
  return found;
}

struct Settled {
  Round round;
  std::vector<StandingWarning> warnings;
};

// Whether one walk through the form is not enough.
bool takes_rounds(const Questionnaire& form) { return form.expressions != nullptr || form.ahead > 0; }

// Rounds until nothing changes any more. What an expression or a condition sees of a later item takes a round each, so
// a form needs no more rounds than it has expressions, with as many conditions that look ahead between two of them as
// the form has in a row; what still changes then never settles. Conditions alone always do: the reader sees to that.
Settled settle(const Questionnaire& form, const Answers& given, const Day& day) {
  constexpr std::size_t most_rounds = 60;
  const std::size_t expressions = form.expressions == nullptr ? 0 : form.expressions->items.size();
  const std::size_t rounds = std::min((expressions + 1) * (form.ahead + 1) + 2, most_rounds);
  fhirpath::Budget budget{1'000'000};
  LinkIds unsettled;
  SilentExpressions silent;
  for (int attempt = 0;; ++attempt) {
    Round before = walk_round(form, given, &silent);
    LinkIds changing;
    for (std::size_t count = 0; count < rounds; ++count) {
      std::optional<RunningExpressions> running;
      if (form.expressions != nullptr) running.emplace(form, before, day, unsettled, budget);
      Round after = walk_round(form, given, running ? &*running : nullptr, &before.answers);
      const bool settled = after == before;
      if (settled) {
        std::vector<StandingWarning> warnings;
        if (running) warnings = running->take_warnings();
        for (const std::string_view link_id : unsettled) {
          warnings.push_back(
              {LinkId(link_id), "its expression and those it depends on never settle; it has no result"});
        }
        return {std::move(after), std::move(warnings)};
      }
      if (count + 3 >= rounds) changing.merge(differences(form, before, after));
      before = std::move(after);
    }
    // Those among them that an expression decides are given up; the rest only followed them. Where that is not enough
    // all are, which settles every form.
    if (form.expressions == nullptr) return {std::move(before), {}};
    for (const auto& [link_id, ready] : form.expressions->items) {
      if (attempt >= 2 || changing.contains(link_id)) unsettled.insert(link_id);
    }
  }
}

bool is_asked(const Item& item, bool hidden) { return item.is_question() && !hidden && !item.read_only; }

// Walks through what is enabled with the expressions as they stand at the end.
class ProposalWalk {
 public:
  ProposalWalk(const Questionnaire& form, const Round& round, Standing& standing, Expressions* expressions)
      : m_form(form), m_round(round), m_standing(standing), m_expressions(expressions) {}

  void run() { run(m_form.items, false); }

 private:
  void run(const std::vector<Item>& items, bool parent_hidden) {
    for (const Item& item : items) {
      if (!m_round.enabled.contains(item.link_id)) continue;
      const bool hidden = parent_hidden || item.hidden;
      if (m_expressions != nullptr) m_expressions->enter(item);
      if (is_asked(item, hidden) && !m_round.answers.contains(item.link_id)) {
        auto proposal = initial_of(item);
        if (!proposal && !item.initial_expression.empty() && m_expressions != nullptr) {
          proposal = m_expressions->begins_with(item);
        }
        if (proposal) m_standing.proposals.emplace(item.link_id, std::move(*proposal));
      }
      run(item.items, hidden);
      if (m_expressions != nullptr) m_expressions->leave(item);
    }
  }

  const Questionnaire& m_form;
  const Round& m_round;
  Standing& m_standing;
  Expressions* m_expressions;
};

// The expressions that propose answers have nothing to do with what settles, so they run once, at the end.
void find_proposals(const Questionnaire& form, const Day& day, const Round& round, Standing& standing) {
  if (form.expressions == nullptr) return ProposalWalk(form, round, standing, nullptr).run();
  const LinkIds unsettled;
  fhirpath::Budget budget;
  RunningExpressions running(form, round, day, unsettled, budget);
  ProposalWalk(form, round, standing, &running).run();
  // Variables failed the same way before and are in the list already.
  for (StandingWarning& warning : running.take_warnings()) {
    if (!std::ranges::contains(standing.warnings, warning)) standing.warnings.push_back(std::move(warning));
  }
}

}  // namespace

Standing stand(const Questionnaire& form, const Answers& given, const Day& day) {
  Standing standing;
  Round round;
  if (!takes_rounds(form)) {
    round = walk_round(form, given, nullptr);
  } else {
    Settled settled = settle(form, given, day);
    round = std::move(settled.round);
    standing.warnings = std::move(settled.warnings);
  }
  const auto look = [&](const auto& self, const std::vector<Item>& items, bool parent_hidden) -> void {
    for (const Item& item : items) {
      if (!round.enabled.contains(item.link_id)) continue;
      const bool hidden = parent_hidden || item.hidden;
      standing.enabled.push_back(item.link_id);
      if (is_asked(item, hidden)) standing.asked.push_back(&item);
      const auto answer = given.find(item.link_id);
      const auto kept = round.answers.find(item.link_id);
      if (answer != given.end() && kept != round.answers.end() && answer->second == kept->second &&
          !round.computed.contains(item.link_id)) {
        standing.given.insert(*answer);
      }
      self(self, item.items, hidden);
    }
  };
  look(look, form.items, false);
  find_proposals(form, day, round, standing);
  standing.answers = std::move(round.answers);
  standing.computed = std::move(round.computed);
  return standing;
}

bool is_enabled(const Questionnaire& form, std::string_view link_id, const Answers& answers) {
  if (takes_rounds(form)) return std::ranges::contains(stand(form, answers).enabled, link_id);
  bool result = false;
  EnablingWalk(answers).run(form.items, [&](const Item& item, bool enabled, bool) {
    if (item.link_id != link_id) return true;
    result = enabled;
    return false;
  });
  return result;
}

Answers enabled_answers(const Questionnaire& form, const Answers& answers) {
  if (takes_rounds(form)) return stand(form, answers).answers;
  return walk_round(form, answers, nullptr).answers;
}

std::vector<const Item*> asked_questions(const Questionnaire& form, const Answers& answers) {
  if (takes_rounds(form)) return stand(form, answers).asked;
  std::vector<const Item*> asked;
  EnablingWalk(answers).run(form.items, [&](const Item& item, bool enabled, bool hidden) {
    if (enabled && is_asked(item, hidden)) asked.push_back(&item);
    return true;
  });
  return asked;
}

}  // namespace anteroom::forms
