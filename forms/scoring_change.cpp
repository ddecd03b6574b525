#include "forms/scoring_rules.h"

#include <algorithm>
#include <format>

namespace anteroom::forms {
namespace {

std::string in_words(const ChangeRule& rule) {
  const std::string points =
      std::format("at least {} {}", rule.points.text(), rule.points == Exact::whole(1) ? "point" : "points");
  if (!rule.percent) return points;
  return std::format("{} and {} %; for getting worse, and from a baseline of 0, the points alone", points,
                     rule.percent->text());
}

// A percentage is of the baseline's size; from a baseline of 0 every change reaches it, so the points alone decide.
bool reaches_percent(Exact rise, Exact baseline, Exact percent) {
  return rise.magnitude().units() * 100 * Exact::one >= percent.units() * baseline.magnitude().units();
}

Verdict verdict_of(const ChangeRule& rule, Direction direction, Exact rise, Exact baseline) {
  const Exact gain = direction == Direction::lower_is_better ? -rise : rise;
  if (gain >= rule.points) {
    const bool enough = !rule.percent || reaches_percent(rise, baseline, *rule.percent);
    return enough ? Verdict::better : Verdict::no_clear_change;
  }
  return -gain >= rule.points ? Verdict::worse : Verdict::no_clear_change;
}

bool outside(const ScoreRule& score, Exact value) {
  return (score.minimum && value < *score.minimum) || (score.maximum && value > *score.maximum);
}

std::string range_in_words(const ScoreRule& score) {
  const std::string low = score.minimum ? score.minimum->text() : std::string("0");
  return score.maximum ? std::format("score {} goes from {} to {}", score.id, low, score.maximum->text())
                       : std::format("score {} begins at {}", score.id, low);
}

// A score whose value is a number that may be compared between visits.
bool is_measure(const ScoreRule& score) { return score.minimum.has_value(); }

const Number* number_named(const ScoreReport& report, std::string_view id) {
  const auto score = std::ranges::find(report.scores, id, &Score::id);
  return score == report.scores.end() ? nullptr : std::get_if<Number>(&score->value);
}

}  // namespace

Result<Change> ScoringRules::change(double baseline, double current, std::string_view score_id) const {
  if (!m_rules || m_rules->scores.empty()) return failure(Fault::not_found, "this form has no scores");
  const auto& scores = m_rules->scores;
  const auto score = score_id.empty() ? scores.begin() : std::ranges::find(scores, score_id, &ScoreRule::id);
  if (score == scores.end()) return failure(Fault::not_found, "the form has no score of this name");
  if (!is_measure(*score)) return failure(Fault::invalid_input, "score " + score->id + " is not a number");
  const auto before = Exact::nearest(baseline);
  const auto now = Exact::nearest(current);
  if (!before || !now || outside(*score, *before) || outside(*score, *now)) {
    return failure(Fault::invalid_input, range_in_words(*score));
  }

  const Exact rise = *now - *before;
  Change change;
  change.delta = rise.value();
  if (*before != Exact{}) {
    change.percent_change = rounded_ratio(rise.units() * 100, before->magnitude().units(), 1).value();
  }
  const auto rule = std::ranges::find_if(
      m_rules->changes, [&](const ChangeRule& one) { return std::ranges::contains(one.scores, score->id); });
  if (rule == m_rules->changes.end()) {
    change.rule = "no published threshold";
    return change;
  }
  change.verdict = verdict_of(*rule, score->direction, rise, *before);
  change.rule = in_words(*rule);
  change.source = rule->source;
  if (rule->note && (change.verdict == Verdict::better || change.verdict == Verdict::worse)) {
    change.note = rise.magnitude() >= rule->note->points ? rule->note->reached : rule->note->not_reached;
  }
  for (const ChangeMark& mark : rule->marks) change.marks.emplace_back(mark.id, rise.magnitude() >= mark.points);
  return change;
}

Result<Change> ScoringRules::change(const ScoreReport& baseline, const ScoreReport& current,
                                    std::string_view score_id) const {
  if (!m_rules || m_rules->scores.empty()) return failure(Fault::not_found, "this form has no scores");
  if (baseline.form != current.form) return failure(Fault::unsupported, "not comparable: two different forms");
  if (baseline.version != current.version) {
    return failure(Fault::unsupported, std::format("not comparable: version {} and version {} of the form",
                                                   baseline.version, current.version));
  }
  if (baseline.scoring_version != current.scoring_version || current.scoring_version != m_rules->version) {
    return failure(Fault::unsupported, std::format("not comparable: scored by rules of version {} and version {}",
                                                   baseline.scoring_version, current.scoring_version));
  }
  const std::string_view id = score_id.empty() ? std::string_view(m_rules->scores.front().id) : score_id;
  const Number* before = number_named(baseline, id);
  const Number* now = number_named(current, id);
  if (before == nullptr || now == nullptr) return failure(Fault::not_found, "one of the two has no such score");
  return change(before->value, now->value, id);
}

}  // namespace anteroom::forms
