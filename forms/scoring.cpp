#include "forms/scoring.h"

#include "forms/scoring_rules.h"

#include <algorithm>
#include <ranges>

namespace anteroom::forms {
namespace {

// What the rules need of the answers of enabled items.
Given given_of(const ScoringRules::Rules& rules, const Questionnaire& form, const Answers& enabled,
               const Context& context) {
  Given given{std::vector<std::optional<Exact>>(rules.slots.size()), std::vector<const Answer*>(rules.slots.size()),
              context};
  for (std::size_t slot = 0; slot < rules.slots.size(); ++slot) {
    const auto& [link_id, or_context] = rules.slots[slot];
    if (const auto found = enabled.find(link_id); found != enabled.end()) {
      given.answers[slot] = &found->second;
      // Several answers have no number together; how many they are says that the question is answered.
      if (const auto* several = std::get_if<Several>(&found->second)) {
        given.numbers[slot] = Exact::whole(static_cast<std::int64_t>(several->size()));
      } else if (const Item* item = form.find(link_id)) {
        given.numbers[slot] = score_of(*item, found->second);
      }
    } else if (!or_context.empty()) {
      if (const auto fact = context.find(or_context); fact != context.end()) {
        given.numbers[slot] = Exact::parse(fact->second);
      }
    }
  }
  return given;
}

// The main score is the first. Where it is missing and one other is all there is, that one is.
void choose_main(std::vector<Score>& scores, MainScore when_missing) {
  if (when_missing != MainScore::the_only_one_answered || scores.empty() || scores.front().answered > 0) return;
  const auto answered = [](const Score& score) { return score.answered > 0; };
  if (std::ranges::count_if(scores, answered) != 1) return;
  const auto only = std::ranges::find_if(scores, answered);
  std::rotate(scores.begin(), only, only + 1);
}

// The highest grade that the number reaches, as a flag.
std::optional<Flag> flag_of_number(const FlagRule& rule, Exact number, LinkId link_id) {
  const auto met = [&](const Grade& grade) { return number >= grade.at_least; };
  const auto reversed = rule.grades | std::views::reverse;
  const auto grade = std::ranges::find_if(reversed, met);
  if (grade == reversed.end()) return std::nullopt;
  return Flag{rule.id, rule.level, std::move(link_id), number.value(), grade->title, grade->action, rule.source};
}

std::optional<Flag> flag_of_score(const FlagRule& rule, const std::optional<Score>& score) {
  if (!score) return std::nullopt;
  const auto* number = std::get_if<Number>(&score->value);
  const auto exact = number == nullptr ? std::nullopt : Exact::nearest(number->value);
  if (!rule.grades.empty()) return exact ? flag_of_number(rule, *exact, {}) : std::nullopt;
  if (!score->band || !std::ranges::contains(rule.bands, *score->band)) return std::nullopt;
  return Flag{rule.id,    rule.level,  {},         number == nullptr ? std::nullopt : std::optional(number->value),
              rule.title, rule.action, rule.source};
}

class FlagFinder {
 public:
  FlagFinder(const ScoringRules::Rules& rules, const Questionnaire& form, const Answers& enabled, const Given& given,
             const std::vector<std::optional<Score>>& scores)
      : m_rules(rules), m_form(form), m_enabled(enabled), m_given(given), m_scores(scores) {}

  [[nodiscard]] std::vector<Flag> run() const {
    std::vector<Flag> flags;
    for (const FlagRule& rule : m_rules.flags) {
      auto flag = rule.score ? flag_of_score(rule, m_scores[*rule.score]) : flag_of_slot(rule);
      if (flag) flags.push_back(std::move(*flag));
    }
    return flags;
  }

 private:
  [[nodiscard]] std::optional<Flag> flag_of_slot(const FlagRule& rule) const {
    const LinkId& link_id = m_rules.slots[*rule.slot].link_id;
    const auto number = m_given.numbers[*rule.slot];
    if (!rule.grades.empty()) return number ? flag_of_number(rule, *number, link_id) : std::nullopt;
    // A form that nobody touched was not asked; that is no finding about the patient.
    if (number || m_enabled.empty() || !is_enabled(m_form, link_id, m_enabled)) return std::nullopt;
    return Flag{rule.id, rule.level, link_id, std::nullopt, rule.title, rule.action, rule.source};
  }

  const ScoringRules::Rules& m_rules;
  const Questionnaire& m_form;
  const Answers& m_enabled;
  const Given& m_given;
  const std::vector<std::optional<Score>>& m_scores;
};

std::vector<Warning> warnings_of(const ScoringRules::Rules& rules, const Given& given) {
  std::vector<Warning> warnings;
  const auto raised = [&](const std::string& id) { return std::ranges::contains(warnings, id, &Warning::id); };
  for (const WarningRule& rule : rules.warnings) {
    const auto item = given.numbers[rule.item];
    const auto other = given.numbers[rule.other];
    if (!item || !other || *item <= *other || std::ranges::any_of(rule.unless, raised)) continue;
    warnings.push_back({rule.id,
                        {rules.slots[rule.item].link_id, rules.slots[rule.other].link_id},
                        rule.message,
                        rule.patient_message});
  }
  return warnings;
}

std::optional<Exact> number_of(const Value& value) {
  if (const auto* yes = std::get_if<bool>(&value)) return Exact::whole(*yes ? 1 : 0);
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return Exact::nearest(static_cast<double>(*integer));
  if (const auto* decimal = std::get_if<Decimal>(&value)) return Exact::nearest(decimal->value);
  return std::nullopt;
}

}  // namespace

std::optional<Exact> score_of(const AnswerOption& option) {
  return option.ordinal ? Exact::nearest(*option.ordinal) : number_of(option.value);
}

std::optional<Exact> score_of(const Item& item, const Answer& answer) {
  const auto* value = std::get_if<Value>(&answer);
  if (value == nullptr) return std::nullopt;
  const auto option = std::ranges::find(item.options, *value, &AnswerOption::value);
  return option != item.options.end() ? score_of(*option) : number_of(*value);
}

std::optional<ScoreRange> range_of(const Item& item) {
  if (!item.options.empty()) {
    std::optional<ScoreRange> range;
    for (const AnswerOption& option : item.options) {
      const auto number = score_of(option);
      if (!number) continue;
      if (!range) range = ScoreRange{*number, *number};
      range->lowest = std::min(range->lowest, *number);
      range->highest = std::max(range->highest, *number);
    }
    return range;
  }
  if (item.type == ItemType::boolean) return ScoreRange{Exact::whole(0), Exact::whole(1)};
  if (item.type != ItemType::integer && item.type != ItemType::decimal) return std::nullopt;
  if (!item.minimum || !item.maximum) return std::nullopt;
  const auto lowest = Exact::nearest(*item.minimum);
  const auto highest = Exact::nearest(*item.maximum);
  if (!lowest || !highest) return std::nullopt;
  return ScoreRange{*lowest, *highest};
}

ScoreReport ScoringRules::score(const Questionnaire& form, const Answers& answers, const Context& context) const {
  ScoreReport report;
  report.form = form.id;
  report.version = form.version;
  if (!m_rules) return report;
  report.scoring_version = m_rules->version;
  const Answers enabled = enabled_answers(form, answers);
  const Given given = given_of(*m_rules, form, enabled, context);
  auto scores = reckon(*m_rules, given);
  report.flags = FlagFinder(*m_rules, form, enabled, given, scores).run();
  report.warnings = warnings_of(*m_rules, given);
  report.scores.reserve(scores.size());
  for (auto& score : scores) {
    if (score) report.scores.push_back(std::move(*score));
  }
  choose_main(report.scores, m_rules->main_when_missing);
  return report;
}

std::vector<Flag> ScoringRules::flags_of_answer(const Questionnaire& form, std::string_view link_id,
                                                const Answer& answer) const {
  std::vector<Flag> flags;
  const Item* item = form.find(link_id);
  if (!m_rules || item == nullptr) return flags;
  const auto number = score_of(*item, answer);
  if (!number) return flags;
  for (const FlagRule& rule : m_rules->flags) {
    if (!rule.slot || m_rules->slots[*rule.slot].link_id != link_id) continue;
    if (auto flag = flag_of_number(rule, *number, LinkId(link_id))) flags.push_back(std::move(*flag));
  }
  return flags;
}

bool ScoringRules::raises_safety_flags() const {
  return m_rules && std::ranges::contains(m_rules->flags, FlagLevel::safety, &FlagRule::level);
}

}  // namespace anteroom::forms
