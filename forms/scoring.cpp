#include "forms/scoring.h"

#include "forms/scoring_rules.h"

#include <algorithm>
#include <ranges>

namespace anteroom::forms {
namespace {

// One decimal is enough to see that an estimate is none of the scale's own whole numbers.
constexpr int estimate_decimals = 1;

// What the patient answered, as numbers: the answers of enabled items that have one.
using Numbers = std::map<LinkId, Exact, std::less<>>;

Numbers numbers_of(const Questionnaire& form, const Answers& enabled) {
  Numbers numbers;
  for (const auto& [link_id, answer] : enabled) {
    const Item* item = form.find(link_id);
    if (item == nullptr) continue;
    if (const auto number = score_of(*item, answer)) numbers.emplace(link_id, *number);
  }
  return numbers;
}

std::optional<Exact> number_at(const Numbers& numbers, std::string_view link_id) {
  const auto found = numbers.find(link_id);
  if (found == numbers.end()) return std::nullopt;
  return found->second;
}

Exact sum_of(const ScoreRule& rule, const Numbers& numbers) {
  Exact sum;
  for (const LinkId& link_id : rule.items) {
    const auto number = number_at(numbers, link_id);
    if (!number) continue;
    sum += std::ranges::contains(rule.reversed, link_id) ? rule.reversed_from - *number : *number;
  }
  return sum;
}

int reached(const Count& count, const Numbers& numbers) {
  return static_cast<int>(std::ranges::count_if(count.thresholds, [&](const Threshold& threshold) {
    const auto number = number_at(numbers, threshold.item);
    return number && *number >= threshold.at_least;
  }));
}

std::string outcome_of(const ScoreRule& rule, const Numbers& numbers) {
  const auto holds = [&](const Outcome& outcome) {
    return std::ranges::all_of(outcome.where, [&](const auto& condition) {
      const auto count = std::ranges::find(rule.counts, condition.first, &Count::name);
      return reached(*count, numbers) >= condition.second;
    });
  };
  return std::ranges::find_if(rule.outcomes, holds)->value;  // the last one always holds
}

const Band* band_of(const ScoreRule& rule, Exact value) {
  const auto band =
      std::ranges::find_if(rule.bands, [&](const Band& one) { return one.from <= value && value <= one.to; });
  return band == rule.bands.end() ? nullptr : &*band;
}

// Only called when enough is answered for a value.
ScoreValue value_of(const ScoreRule& rule, const Numbers& numbers, int answered, Score& score) {
  const auto exact = [&](Exact value) -> ScoreValue {
    if (const Band* band = band_of(rule, value)) {
      score.band = band->name;
      score.band_source = band->source;
    }
    return Number{value.value(), rule.decimals};
  };
  switch (rule.verb) {
    case Verb::value:
    case Verb::sum: return exact(sum_of(rule, numbers));
    case Verb::mean: return exact(rounded_ratio(sum_of(rule, numbers).units(), answered * Exact::one, rule.decimals));
    case Verb::count: return exact(Exact::whole(reached(rule.counts.front(), numbers)));
    case Verb::prorate: return Number{sum_of(rule, numbers).value() * score.of / answered, estimate_decimals};
    case Verb::pattern: return outcome_of(rule, numbers);
  }
  return std::monostate{};
}

bool has_partial_sum(Verb verb) { return verb == Verb::sum || verb == Verb::mean || verb == Verb::prorate; }

// Missing items cannot lower a sum or a mean of items that start at 0 or above.
std::optional<double> at_least(const ScoreRule& rule, Exact sum) {
  if (!rule.minimum || *rule.minimum < Exact()) return std::nullopt;
  if (rule.verb == Verb::sum) return sum.value();
  if (rule.verb != Verb::mean) return std::nullopt;
  std::int64_t step = Exact::one;
  for (int place = 0; place < rule.decimals; ++place) step /= 10;
  const std::int64_t mean = sum.units() / static_cast<std::int64_t>(rule.items.size());
  return Exact::from_units(mean - mean % step).value();
}

Score score_one(const ScoreRule& rule, const Numbers& numbers) {
  Score score;
  score.id = rule.id;
  score.label = rule.label;
  score.direction = rule.direction;
  if (rule.minimum) score.minimum = rule.minimum->value();
  if (rule.maximum) score.maximum = rule.maximum->value();
  score.of = static_cast<int>(rule.items.size());
  score.answered =
      static_cast<int>(std::ranges::count_if(rule.items, [&](const LinkId& item) { return numbers.contains(item); }));
  score.complete = score.answered == score.of;
  // An estimate has nothing to add on paper once the score itself is there.
  score.printed = rule.printed && !(rule.verb == Verb::prorate && score.complete);
  if (score.answered > 0 && score.of - score.answered <= rule.allowed_missing) {
    score.value = value_of(rule, numbers, score.answered, score);
  }
  if (!score.complete && score.answered > 0 && has_partial_sum(rule.verb)) {
    score.partial_sum = sum_of(rule, numbers).value();
    score.at_least = at_least(rule, sum_of(rule, numbers));
  }
  for (const Band& band : rule.bands) score.band_starts.push_back(band.from.value());
  return score;
}

// The main score is the first. Where it is missing and one other is all there is, that one is.
void choose_main(std::vector<Score>& scores, MainScore when_missing) {
  if (when_missing != MainScore::the_only_one_answered || scores.empty() || scores.front().answered > 0) return;
  const auto answered = [](const Score& score) { return score.answered > 0; };
  if (std::ranges::count_if(scores, answered) != 1) return;
  const auto only = std::ranges::find_if(scores, answered);
  std::rotate(scores.begin(), only, only + 1);
}

std::optional<Flag> flag_of_number(const FlagRule& rule, Exact number) {
  const auto met = [&](const Grade& grade) { return number >= grade.at_least; };
  const auto reversed = rule.grades | std::views::reverse;
  const auto grade = std::ranges::find_if(reversed, met);
  if (grade == reversed.end()) return std::nullopt;
  return Flag{rule.id, rule.level, rule.item, number.value(), grade->title, grade->action, rule.source};
}

std::vector<Flag> flags_of(const ScoringRules::Rules& rules, const Questionnaire& form, const Answers& answers,
                           const Numbers& numbers) {
  std::vector<Flag> flags;
  for (const FlagRule& rule : rules.flags) {
    const auto number = number_at(numbers, rule.item);
    if (!rule.grades.empty()) {
      if (!number) continue;
      if (auto flag = flag_of_number(rule, *number)) flags.push_back(std::move(*flag));
    } else if (!number && !answers.empty() && is_enabled(form, rule.item, answers)) {
      // A form that nobody touched was not asked; that is no finding about the patient.
      flags.push_back({rule.id, rule.level, rule.item, std::nullopt, rule.title, rule.action, rule.source});
    }
  }
  return flags;
}

std::vector<Warning> warnings_of(const ScoringRules::Rules& rules, const Numbers& numbers) {
  std::vector<Warning> warnings;
  const auto raised = [&](const std::string& id) { return std::ranges::contains(warnings, id, &Warning::id); };
  for (const WarningRule& rule : rules.warnings) {
    const auto item = number_at(numbers, rule.item);
    const auto other = number_at(numbers, rule.other);
    if (!item || !other || *item <= *other || std::ranges::any_of(rule.unless, raised)) continue;
    warnings.push_back({rule.id, {rule.item, rule.other}, rule.message});
  }
  return warnings;
}

bool applies(const ScoreRule& rule, const Context& context) {
  if (!rule.only_with) return true;
  const auto fact = context.find(rule.only_with->first);
  return fact != context.end() && fact->second == rule.only_with->second;
}

}  // namespace

std::optional<Exact> score_of(const Item& item, const Answer& answer) {
  const auto* value = std::get_if<Value>(&answer);
  if (value == nullptr) return std::nullopt;
  const auto option = std::ranges::find(item.options, *value, &AnswerOption::value);
  if (option != item.options.end() && option->ordinal) return Exact::nearest(*option->ordinal);
  if (const auto* yes = std::get_if<bool>(value)) return Exact::whole(*yes ? 1 : 0);
  if (const auto* integer = std::get_if<std::int64_t>(value)) return Exact::nearest(static_cast<double>(*integer));
  if (const auto* decimal = std::get_if<Decimal>(value)) return Exact::nearest(decimal->value);
  return std::nullopt;
}

std::optional<ScoreRange> range_of(const Item& item) {
  if (!item.options.empty()) {
    std::optional<ScoreRange> range;
    for (const AnswerOption& option : item.options) {
      const auto number = score_of(item, Answer(option.value));
      if (!number) return std::nullopt;
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
  const Answers enabled = enabled_answers(form, answers);
  const Numbers numbers = numbers_of(form, enabled);
  report.scoring_version = m_rules->version;
  for (const ScoreRule& rule : m_rules->scores) {
    if (applies(rule, context)) report.scores.push_back(score_one(rule, numbers));
  }
  choose_main(report.scores, m_rules->main_when_missing);
  report.flags = flags_of(*m_rules, form, enabled, numbers);
  report.warnings = warnings_of(*m_rules, numbers);
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
    if (rule.item != link_id) continue;
    if (auto flag = flag_of_number(rule, *number)) flags.push_back(std::move(*flag));
  }
  return flags;
}

bool ScoringRules::raises_safety_flags() const {
  return m_rules && std::ranges::contains(m_rules->flags, FlagLevel::safety, &FlagRule::level);
}

}  // namespace anteroom::forms
