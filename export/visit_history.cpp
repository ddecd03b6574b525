// What earlier visits say beside this one: last scores, trends, earlier answers to the question that raised a flag, the
// patient's own judgement of the change.
#include "export/summary_layout.h"
#include "export/visit_results.h"

#include <algorithm>
#include <array>
#include <format>
#include <ranges>

namespace anteroom::exporting {
namespace {

constexpr std::size_t most_trends = 4;
constexpr std::size_t most_earlier_answers = 3;

const forms::Score* score_in(const forms::ScoreReport& report, std::string_view id) {
  const auto found = std::ranges::find(report.scores, id, &forms::Score::id);
  return found == report.scores.end() ? nullptr : &*found;
}

const double* number_of(const forms::Score* score) {
  const auto* number = score == nullptr ? nullptr : std::get_if<forms::Number>(&score->value);
  return number == nullptr ? nullptr : &number->value;
}

// The newest earlier value of a score, and what the difference to today's means.
std::optional<LastScore> last_score(const forms::Form& form, const forms::ScoreReport& today, const forms::Score& score,
                                    std::span<const EarlierVisit> earlier) {
  for (const EarlierVisit& before : earlier | std::views::reverse) {
    const forms::ScoreReport* report = before.past.scores.report_of(today.form);
    const forms::Score* then = report == nullptr ? nullptr : score_in(*report, score.id);
    if (number_of(then) == nullptr) continue;
    LastScore last{to_string(before.day), in_words(then->value)};
    if (number_of(&score) == nullptr) return last;
    auto change = form.rules.change(*report, today, score.id);
    if (change) {
      last.change = std::move(*change);
    } else if (change.error().fault == Fault::unsupported) {
      last.why_not = report->version != today.version ? "other version of the form" : "other rules of scoring";
    }
    return last;
  }
  return std::nullopt;
}

// Steps from the baseline towards better, as fine as the score is, until the instrument's own rule says "better".
std::optional<double> better_from(const forms::Form& form, const Trend& trend, std::string_view score,
                                  double baseline) {
  if (trend.direction == forms::Direction::none) return std::nullopt;
  const int steps_a_point = trend.decimals == 0 ? 1 : 10;
  const int sign = trend.direction == forms::Direction::lower_is_better ? -1 : 1;
  const int most = static_cast<int>((trend.maximum - trend.minimum) * steps_a_point);
  for (int step = 1; step <= most; ++step) {
    const double value = baseline + static_cast<double>(sign * step) / steps_a_point;
    if (value < trend.minimum || value > trend.maximum) break;
    const auto change = form.rules.change(baseline, value, score);
    if (!change || change->verdict == forms::Verdict::no_threshold) return std::nullopt;
    if (change->verdict == forms::Verdict::better) return value;
  }
  return std::nullopt;
}

std::optional<Trend> trend_of(const forms::Form& form, const forms::ScoreReport& today, const Date& day,
                              std::span<const EarlierVisit> earlier) {
  const forms::Score* score = main_score(today);
  if (score == nullptr || !score->minimum || !score->maximum || *score->maximum <= *score->minimum) return std::nullopt;
  Trend trend{.title = score->label,
              .direction = score->direction,
              .minimum = *score->minimum,
              .maximum = *score->maximum,
              .points = {},
              .band_starts = score->band_starts};
  const forms::ScoreReport* baseline = nullptr;
  const auto add = [&](const Date& when, const forms::ScoreReport* report) {
    const forms::Score* then = report == nullptr ? nullptr : score_in(*report, score->id);
    const double* number = number_of(then);
    // Only equal versions of the form and of its rules stand on one line.
    const bool same =
        report != nullptr && report->version == today.version && report->scoring_version == today.scoring_version;
    if (number != nullptr && same) {
      if (baseline == nullptr) baseline = report;
      trend.points.push_back({when, *number});
      trend.decimals = std::get<forms::Number>(then->value).decimals;
    } else if (!trend.points.empty()) {
      trend.points.push_back({when, std::nullopt});
    }
  };
  for (const EarlierVisit& before : earlier) add(before.day, before.past.scores.report_of(today.form));
  add(day, &today);
  const auto values =
      std::ranges::count_if(trend.points, [](const TrendPoint& point) { return point.value.has_value(); });
  if (values < 2) return std::nullopt;
  // Scored by rules that this library has no longer: its thresholds are none of theirs.
  if (!form.rules.change(*baseline, *baseline, score->id)) return trend;
  trend.better_from = better_from(form, trend, score->id, *trend.points.front().value);
  if (number_of(score) != nullptr) {
    if (auto change = form.rules.change(*baseline, today, score->id)) trend.change = std::move(*change);
  }
  return trend;
}

// Pain and what it does first, then mood and self-efficacy, which often move before the pain does; then what else was
// asked twice.
int trend_rank(const forms::Form& form) {
  static constexpr std::array<std::string_view, 4> first = {"nrs", "peg", "phq-9", "semcd-6"};
  if (const auto* place = std::ranges::find(first, form.questionnaire.id); place != first.end())
    return static_cast<int>(place - first.begin());
  switch (form.domain) {
    case forms::Domain::self_efficacy: return 3;
    case forms::Domain::sleep: return 4;
    case forms::Domain::function: return 5;
    case forms::Domain::fear_of_movement: return 6;
    case forms::Domain::anxiety: return 7;
    case forms::Domain::mood: return 8;
    case forms::Domain::stress: return 9;
    default: return 20;
  }
}

void add_trends(Summary& summary, const FindForm& find, std::span<const EarlierVisit> earlier) {
  std::vector<std::pair<int, Trend>> ranked;
  for (const FormResult& result : summary.results) {
    const forms::Form* form = find(result.report.form);
    if (form == nullptr || result.domain == forms::Domain::substances || result.domain == forms::Domain::other)
      continue;
    if (auto trend = trend_of(*form, result.report, summary.day, earlier))
      ranked.emplace_back(trend_rank(*form), std::move(*trend));
  }
  std::ranges::stable_sort(ranked, {}, [](const auto& one) { return one.first; });
  for (auto& [rank, trend] : ranked) {
    if (summary.trends.size() < most_trends) summary.trends.push_back(std::move(trend));
  }
}

// What a question was answered at an earlier visit.
std::string earlier_answer(const forms::PastVisit& past, const forms::RaisedFlag& flag) {
  if (!past.visit) {
    if (past.scores.report_of(flag.form) == nullptr) return "not asked";
    const bool raised = std::ranges::any_of(past.scores.raised, [&](const forms::RaisedFlag& then) {
      return then.form == flag.form && then.flag.id == flag.flag.id;
    });
    return raised ? "not kept (it raised the flag)" : "not kept (no flag)";
  }
  const forms::Visit& visit = *past.visit;
  const forms::Form* form = visit.form(flag.form);
  const forms::Item* item = form == nullptr ? nullptr : form->questionnaire.find(flag.flag.link_id);
  if (item == nullptr || !visit.is_open(flag.form)) return "not asked";
  const forms::Answers& answers = visit.answers(flag.form);
  const auto answer = answers.find(flag.flag.link_id);
  if (answer == answers.end()) return "not answered";
  if (std::holds_alternative<forms::Declined>(answer->second)) return "preferred not to answer";
  return forms::in_words(*item, answer->second, staff_language(*form));
}

void add_thresholds(Summary& summary) {
  std::string without;
  for (const FormResult& result : summary.results) {
    const forms::Score* score = main_score(result.report);
    const auto last = score == nullptr ? result.last.end() : result.last.find(score->id);
    if (last == result.last.end() || !last->second.change) continue;
    const forms::Change& change = *last->second.change;
    if (change.verdict == forms::Verdict::no_threshold && change.note.empty()) {
      without += (without.empty() ? "" : ", ") + result.short_name;
      continue;
    }
    std::string line = result.short_name + ": " + change.rule;
    if (!change.source.empty()) line += " (" + change.source + ")";
    if (!change.note.empty()) line += "; " + change.note;
    summary.thresholds.push_back(std::move(line));
  }
  if (!without.empty()) summary.thresholds.push_back("No published threshold: " + without);
}

}  // namespace

void add_history(Summary& summary, const FindForm& find, std::span<const EarlierVisit> earlier) {
  if (!earlier.empty()) summary.first_visit = to_string(earlier.front().day);
  for (FormResult& result : summary.results) {
    const forms::Form* form = find(result.report.form);
    for (const forms::Score& score : result.report.scores) {
      if (!score.printed || form == nullptr) continue;
      if (auto last = last_score(*form, result.report, score, earlier)) result.last.emplace(score.id, std::move(*last));
    }
    if (result.report.form == "pgic") {
      const forms::Score* score = main_score(result.report);
      const double* number = number_of(score);
      summary.global_change = number == nullptr
                                  ? "not answered"
                                  : std::format("{} ({} of {}–{})", score->band.value_or(""), in_words(score->value),
                                                plain_number(*score->minimum), plain_number(*score->maximum));
    }
  }
  for (FlagLine& flag : summary.flags) {
    for (const EarlierVisit& one : earlier | std::views::reverse | std::views::take(most_earlier_answers))
      flag.earlier.push_back({to_string(one.day), earlier_answer(one.past, flag.raised)});
  }
  add_trends(summary, find, earlier);
  add_thresholds(summary);
}

}  // namespace anteroom::exporting
