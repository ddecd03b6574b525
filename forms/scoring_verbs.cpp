#include "forms/scoring_rules.h"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace anteroom::forms {
namespace {

// One decimal is enough to see that an estimate is none of the scale's own whole numbers.
constexpr int estimate_decimals = 1;
constexpr Exact largest = Exact::whole(1'000'000);

// What a score is before it is dressed for the report.
struct Reckoned {
  ScoreValue value;
  std::optional<Exact> number;       // of a value that is one: what other scores are made of
  std::optional<Exact> partial_sum;  // of what is answered
  std::string note;
};

Exact term_number(const Term& term, Exact answer) {
  if (term.reversed_from) answer = *term.reversed_from - answer;
  if (!term.recoded.empty()) {
    const auto range =
        std::ranges::find_if(term.recoded, [&](const Recoded& one) { return one.from <= answer && answer <= one.to; });
    answer = range == term.recoded.end() ? answer : range->value;  // the reader leaves no number between ranges
  }
  return answer * term.weight;
}

const Band* band_of(const ScoreRule& rule, Exact value) {
  const auto band = std::ranges::find_if(
      rule.bands, [&](const Band& one) { return one.from <= value && (!one.to || value <= *one.to); });
  return band == rule.bands.end() ? nullptr : &*band;
}

bool holds(const std::pair<std::string, std::string>& fact, const Context& context) {
  const auto found = context.find(fact.first);
  return found != context.end() && found->second == fact.second;
}

std::string_view words_of(Direction direction) {
  switch (direction) {
    case Direction::lower_is_better: return "lower is better";
    case Direction::higher_is_better: return "higher is better";
    case Direction::none: break;
  }
  return {};
}

// Reckons all scores of one report. Scores that others are made of come first, so that each is there when it is needed.
class Reckoner {
 public:
  Reckoner(const ScoringRules::Rules& rules, const Given& given)
      : m_rules(rules), m_given(given), m_reckoned(rules.scores.size()), m_scores(rules.scores.size()) {}

  std::vector<std::optional<Score>> run() {
    for (const std::size_t index : m_rules.order) {
      const ScoreRule& rule = m_rules.scores[index];
      if (!rule.only_with || holds(*rule.only_with, m_given.context)) reckon_one(index);
    }
    for (std::size_t index = 0; index < m_scores.size(); ++index) {
      const auto& without = m_rules.scores[index].printed_without;
      if (without && m_scores[index]) m_scores[index]->printed = !has_value(*without);
    }
    return std::move(m_scores);
  }

 private:
  void reckon_one(std::size_t index) {
    const ScoreRule& rule = m_rules.scores[index];
    Score& score = m_scores[index].emplace();
    score.id = rule.id;
    score.label = rule.label;
    score.loinc = rule.loinc;
    score.direction = rule.direction;
    if (rule.minimum) score.minimum = rule.minimum->value();
    if (rule.maximum) score.maximum = rule.maximum->value();
    find_left_out(rule);
    for (const std::size_t slot : rule.slots) {
      if (is_left_out(slot)) continue;
      ++score.of;
      if (has_number(slot)) ++score.answered;
    }
    score.complete = score.answered == score.of;
    for (const LeftOut* rule_of_it : m_left_out) score.note = rule_of_it->note;

    Reckoned& reckoned = m_reckoned[index];
    reckoned = value_of(rule, score);
    if (reckoned.number && !is_possible(rule, *reckoned.number)) reckoned = {};
    if (!score.complete && score.answered > 0 && reckoned.partial_sum) {
      score.partial_sum = reckoned.partial_sum->value();
      score.at_least = at_least(rule, *reckoned.partial_sum);
    }
    if (!reckoned.note.empty()) score.note = reckoned.note;
    // An estimate has nothing to add on paper once the score itself is there.
    score.printed = rule.printed && !(rule.verb == Verb::prorate && score.complete);
    find_band(rule, reckoned, score);
    score.value = reckoned.value;
  }

  // --- what is there ---

  // That there is an answer with a number, or chosen options.
  [[nodiscard]] bool has_number(std::size_t slot) const { return m_given.numbers[slot].has_value(); }
  [[nodiscard]] bool has_value(std::size_t score) const {
    return m_scores[score] && !std::holds_alternative<std::monostate>(m_scores[score]->value);
  }
  [[nodiscard]] std::optional<Exact> number_of(std::size_t score) const { return m_reckoned[score].number; }

  void find_left_out(const ScoreRule& rule) {
    m_left_out.clear();
    for (const LeftOut& one : rule.left_out) {
      const bool met = one.slot ? m_given.numbers[*one.slot] == one.number : holds(one.fact, m_given.context);
      if (met) m_left_out.push_back(&one);
    }
  }
  [[nodiscard]] bool is_left_out(std::size_t slot) const {
    return std::ranges::any_of(m_left_out, [&](const LeftOut* one) { return std::ranges::contains(one->slots, slot); });
  }

  // Of the answered terms that are not left out.
  [[nodiscard]] Exact sum_of(const ScoreRule& rule) const {
    Exact sum;
    for (const Term& term : rule.terms) {
      if (has_number(term.slot) && !is_left_out(term.slot)) sum += term_number(term, *m_given.numbers[term.slot]);
    }
    return sum;
  }

  [[nodiscard]] bool reaches(const Threshold& threshold) const {
    return has_number(threshold.slot) && !is_left_out(threshold.slot) &&
           *m_given.numbers[threshold.slot] >= threshold.at_least;
  }
  [[nodiscard]] int reached(const Count& count) const {
    return static_cast<int>(
        std::ranges::count_if(count.thresholds, [&](const Threshold& threshold) { return reaches(threshold); }));
  }

  [[nodiscard]] bool any_answer(const ScoreRule& rule) const {
    return std::ranges::any_of(rule.slots, [&](std::size_t slot) { return m_given.answers[slot] != nullptr; });
  }

  [[nodiscard]] bool is_chosen(std::size_t slot, const Value& option) const {
    const Answer* answer = m_given.answers[slot];
    return answer != nullptr && std::ranges::contains(values_of(*answer), option);
  }

  // --- the verbs ---

  Reckoned value_of(const ScoreRule& rule, const Score& score) {
    switch (rule.verb) {
      case Verb::value:
      case Verb::sum:
      case Verb::mean:
      case Verb::percent:
      case Verb::count:
      case Verb::prorate:
      case Verb::pattern: return of_items(rule, score);
      case Verb::list: return list_of(rule, score);
      case Verb::missing:
        if (!any_answer(rule)) return {};
        return number(rule, Exact::whole(score.of - score.answered));
      case Verb::choices:
      case Verb::groups: return of_options(rule, score);
      case Verb::add: return sum_of_scores(rule);
      case Verb::table: return from_table(rule);
      case Verb::category: return category_of(rule);
      case Verb::reaches: {
        const auto base = number_of(rule.of.front());
        return base ? Reckoned{*base >= *rule.at_least, {}, {}, {}} : Reckoned{};
      }
      case Verb::criteria: return criteria_of(rule);
      case Verb::not_asked: return not_asked(rule);
      case Verb::direction: return {std::string(words_of(m_rules.scores[rule.of.front()].direction)), {}, {}, {}};
      case Verb::by_context: return by_context(rule);
    }
    return {};
  }

  static Reckoned number(const ScoreRule& rule, Exact value) {
    return {Number{value.value(), rule.decimals}, value, {}, {}};
  }

  [[nodiscard]] Reckoned of_items(const ScoreRule& rule, const Score& score) const {
    const bool enough = score.answered > 0 && score.of - score.answered <= rule.allowed_missing;
    const Exact sum = sum_of(rule);
    Reckoned reckoned;
    switch (rule.verb) {
      case Verb::value:
        if (enough) reckoned = number(rule, sum);
        return reckoned;
      case Verb::sum:
        if (enough) reckoned = number(rule, rule.cap ? std::min(sum * rule.times, *rule.cap) : sum * rule.times);
        reckoned.partial_sum = rule.cap ? std::min(sum * rule.times, *rule.cap) : sum * rule.times;
        return reckoned;
      case Verb::mean:
        if (enough) {
          reckoned =
              number(rule, rounded_ratio((sum * rule.times).units(), score.answered * Exact::one, rule.decimals));
        }
        reckoned.partial_sum = sum;
        return reckoned;
      case Verb::percent:
        if (enough)
          reckoned = number(rule, rounded_ratio((sum * 100).units(), highest_of(rule).units(), rule.decimals));
        reckoned.partial_sum = sum;
        return reckoned;
      case Verb::count: {
        const Exact count = Exact::whole(reached(rule.counts.front()));
        if (enough) return number(rule, count);
        reckoned.partial_sum = count;
        return reckoned;
      }
      case Verb::prorate:
        if (enough) reckoned.value = Number{sum.value() * score.of / score.answered, estimate_decimals};
        reckoned.partial_sum = sum;
        return reckoned;
      default:
        if (enough) reckoned.value = outcome_of(rule);
        return reckoned;
    }
  }

  // What the answered items can sum to; the reader sees to it that it is above 0.
  [[nodiscard]] Exact highest_of(const ScoreRule& rule) const {
    Exact highest;
    for (const Term& term : rule.terms) {
      if (has_number(term.slot) && !is_left_out(term.slot)) highest += term.highest;
    }
    return highest;
  }

  [[nodiscard]] std::string outcome_of(const ScoreRule& rule) const {
    const auto met = [&](const Outcome& outcome) {
      return std::ranges::all_of(outcome.where, [&](const auto& condition) {
        return reached(rule.counts[condition.first]) >= condition.second;
      });
    };
    return std::ranges::find_if(rule.outcomes, met)->value;  // the last one always holds
  }

  [[nodiscard]] Reckoned list_of(const ScoreRule& rule, const Score& score) const {
    if (score.answered == 0 || score.of - score.answered > rule.allowed_missing) return {};
    std::vector<std::string> names;
    for (const Threshold& threshold : rule.counts.front().thresholds) {
      if (reaches(threshold)) names.push_back(threshold.name);
    }
    return {std::move(names), {}, {}, {}};
  }

  [[nodiscard]] Reckoned of_options(const ScoreRule& rule, const Score& score) const {
    if (score.answered == 0) return {};
    const std::size_t slot = rule.slots.front();
    const auto chosen = [&](const Value& option) { return is_chosen(slot, option); };
    std::int64_t count = 0;
    for (const OptionGroup& group : rule.option_groups) {
      const auto here = std::ranges::count_if(group.options, chosen);
      count += rule.verb == Verb::choices ? here : std::min<std::int64_t>(here, 1);
    }
    return number(rule, Exact::whole(count));
  }

  [[nodiscard]] Reckoned sum_of_scores(const ScoreRule& rule) const {
    Exact sum;
    Exact partial;
    bool whole = true;
    for (const std::size_t index : rule.of) {
      const auto value = number_of(index);
      whole = whole && value;
      sum += value.value_or(Exact{});
      partial += value ? *value : m_reckoned[index].partial_sum.value_or(Exact{});
    }
    Reckoned reckoned = whole ? number(rule, sum) : Reckoned{};
    reckoned.partial_sum = partial;
    return reckoned;
  }

  [[nodiscard]] Reckoned from_table(const ScoreRule& rule) const {
    const std::size_t base = rule.of.front();
    Reckoned reckoned;
    if (const auto value = number_of(base)) {
      const auto row = std::ranges::lower_bound(rule.table, *value, {}, &std::pair<Exact, Exact>::first);
      if (row != rule.table.end() && row->first == *value) return number(rule, row->second);
      reckoned.note = "no verified value for this sum";
    }
    reckoned.partial_sum = m_reckoned[base].partial_sum;
    return reckoned;
  }

  [[nodiscard]] Reckoned category_of(const ScoreRule& rule) const {
    const auto value = number_of(rule.of.front());
    const Band* band = value ? band_of(rule, *value) : nullptr;
    return band == nullptr ? Reckoned{} : Reckoned{band->name, {}, {}, {}};
  }

  // True or false as soon as it is certain, whatever is still missing.
  [[nodiscard]] Reckoned criteria_of(const ScoreRule& rule) const {
    bool open = false;
    for (const auto& set : rule.criteria) {
      const auto met = [&](const Criterion& one) {
        const auto value = number_of(one.score);
        return value && one.from <= *value && (!one.to || *value <= *one.to);
      };
      if (std::ranges::all_of(set, met)) return {true, {}, {}, {}};
      const auto failed = [&](const Criterion& one) { return number_of(one.score) && !met(one); };
      open = open || std::ranges::none_of(set, failed);
    }
    return open ? Reckoned{} : Reckoned{false, {}, {}, {}};
  }

  [[nodiscard]] Reckoned not_asked(const ScoreRule& rule) const {
    std::vector<std::string> link_ids;
    for (const std::size_t slot : rule.slots) {
      if (is_left_out(slot)) link_ids.push_back(m_rules.slots[slot].link_id);
    }
    return {std::move(link_ids), {}, {}, {}};
  }

  [[nodiscard]] Reckoned by_context(const ScoreRule& rule) const {
    const ByContext& choice = rule.by_context;
    const auto fact = m_given.context.find(choice.fact);
    if (fact != m_given.context.end()) {
      for (const auto& [value, chosen] : choice.numbers) {
        if (value == fact->second) return number(rule, chosen);
      }
      for (const auto& [value, chosen] : choice.scores) {
        if (value != fact->second) continue;
        Reckoned reckoned = m_reckoned[chosen];
        return reckoned;
      }
    }
    Reckoned reckoned = choice.otherwise ? number(rule, *choice.otherwise) : Reckoned{};
    reckoned.note = choice.note;
    return reckoned;
  }

  // --- dressing ---

  static bool is_possible(const ScoreRule& rule, Exact value) {
    return value.magnitude() <= largest && (!rule.minimum || *rule.minimum <= value) &&
           (!rule.maximum || value <= *rule.maximum);
  }

  // Missing items cannot lower a sum or a mean of items that start at 0 or above.
  static std::optional<double> at_least(const ScoreRule& rule, Exact sum) {
    if (!rule.minimum || *rule.minimum < Exact()) return std::nullopt;
    if (rule.verb == Verb::sum || rule.verb == Verb::count || rule.verb == Verb::add) return sum.value();
    if (rule.verb != Verb::mean) return std::nullopt;
    std::int64_t step = Exact::one;
    for (int place = 0; place < rule.decimals; ++place) step /= 10;
    const std::int64_t mean = (sum * rule.times).units() / static_cast<std::int64_t>(rule.slots.size());
    return Exact::from_units(mean - mean % step).value();
  }

  void find_band(const ScoreRule& rule, const Reckoned& reckoned, Score& score) const {
    if (rule.verb == Verb::category) return;
    for (const Band& band : rule.bands) score.band_starts.push_back(band.from.value());
    if (rule.cut) return find_cut(*rule.cut, rule, reckoned, score);
    const Band* band = reckoned.number ? band_of(rule, *reckoned.number) : nullptr;
    const bool certain = rule.top_band_is_certain && !reckoned.number && reckoned.partial_sum &&
                         *reckoned.partial_sum >= rule.bands.back().from;
    if (certain) band = &rule.bands.back();
    if (band == nullptr) return;
    score.band = band->name;
    score.band_source = band->source;
  }

  void find_cut(const Cut& cut, const ScoreRule& rule, const Reckoned& reckoned, Score& score) const {
    const auto border = number_of(cut.score);
    if (!border) return;
    score.band_starts = {rule.minimum->value(), border->value()};
    if (!reckoned.number) return;
    score.band = *reckoned.number >= *border ? cut.reached : cut.below;
    score.band_source = cut.source;
    if (m_scores[cut.score] && !m_scores[cut.score]->note.empty()) score.note = m_scores[cut.score]->note;
  }

  const ScoringRules::Rules& m_rules;
  const Given& m_given;
  std::vector<Reckoned> m_reckoned;
  std::vector<std::optional<Score>> m_scores;
  std::vector<const LeftOut*> m_left_out;  // of the score at hand
};

}  // namespace

std::vector<std::optional<Score>> reckon(const ScoringRules::Rules& rules, const Given& given) {
  return Reckoner(rules, given).run();
}

}  // namespace anteroom::forms
