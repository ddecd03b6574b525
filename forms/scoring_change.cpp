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

}  // namespace

Result<Change> ScoringRules::change(double baseline, double current, std::string_view score_id) const {
  if (!m_rules || m_rules->scores.empty()) return failure(Fault::not_found, "this form has no scores");
  const auto& scores = m_rules->scores;
  const auto score = score_id.empty() ? scores.begin() : std::ranges::find(scores, score_id, &ScoreRule::id);
  if (score == scores.end()) return failure(Fault::not_found, "the form has no score of this name");
  if (score->verb == Verb::pattern) return failure(Fault::invalid_input, "score " + score->id + " is not a number");
  const auto before = Exact::nearest(baseline);
  const auto now = Exact::nearest(current);
  if (!before || !now || outside(*score, *before) || outside(*score, *now)) {
    return failure(Fault::invalid_input, std::format("score {} goes from {} to {}", score->id, score->minimum->text(),
                                                     score->maximum->text()));
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
  return change;
}

}  // namespace anteroom::forms
