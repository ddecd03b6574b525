#include "export/outcome_report.h"

#include "export/planned_times.h"
#include "export/summary_layout.h"
#include "export/visit_results.h"

#include <algorithm>
#include <format>
#include <map>
#include <numeric>
#include <set>

namespace anteroom::exporting {
namespace {

std::optional<double> median(std::vector<double> values) {
  if (values.size() < static_cast<std::size_t>(fewest_in_a_cell)) return std::nullopt;
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::optional<double> mean(const std::vector<double>& values, int fewest) {
  if (std::cmp_less(values.size(), fewest)) return std::nullopt;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Count shown(std::size_t count) {
  return count > 0 && count < static_cast<std::size_t>(fewest_in_a_cell) ? std::nullopt
                                                                         : Count(static_cast<int>(count));
}

// One patient's values of one score, oldest first.
struct Line {
  struct Value {
    Date day;
    double value = 0;
    const forms::ScoreReport* report = nullptr;
  };
  std::vector<Value> values;
};

// By form, then by patient.
using Lines = std::map<std::string, std::map<std::string, Line, std::less<>>, std::less<>>;

Lines lines_of(const std::vector<OutcomeVisit>& visits) {
  Lines lines;
  for (const OutcomeVisit& visit : visits) {
    for (const forms::ScoreReport& report : visit.reports) {
      const forms::Score* score = main_score(report);
      const auto* number = score == nullptr ? nullptr : std::get_if<forms::Number>(&score->value);
      if (number != nullptr && score->minimum && score->maximum)
        lines[report.form][visit.patient].values.push_back({visit.day, number->value, &report});
    }
  }
  for (auto& [form, patients] : lines) {
    for (auto& [patient, line] : patients) std::ranges::stable_sort(line.values, {}, &Line::Value::day);
  }
  return lines;
}

class ScoreReckoner {
 public:
  ScoreReckoner(const forms::Form& form, const Date& from, const Date& to) : m_form(form), m_from(from), m_to(to) {}

  void add(const Line& line) {
    std::array<const Line::Value*, 4> at{};
    const Line::Value& baseline = line.values.front();
    const Line::Value* newest = nullptr;
    for (const Line::Value& value : line.values) {
      if (value.day < m_from || value.day > m_to) continue;
      // Only equal versions are compared.
      if (value.report->version != baseline.report->version ||
          value.report->scoring_version != baseline.report->scoring_version) {
        ++m_left_out;
        continue;
      }
      const auto time = static_cast<std::size_t>(planned_time(months_between(baseline.day, value.day)));
      // The baseline is the first visit and nothing after it; of several at a later time the newest counts.
      if (time < at.size() && (time > 0 || &value == &baseline)) at.at(time) = &value;
      if (&value != &baseline) newest = &value;
    }
    for (std::size_t time = 0; time < at.size(); ++time) {
      if (at.at(time) != nullptr) m_values.at(time).push_back(at.at(time)->value);
    }
    if (newest == nullptr) return;
    const forms::Score* score = main_score(*newest->report);
    const auto change = m_form.rules.change(*baseline.report, *newest->report, score->id);
    if (!change) return;
    switch (change->verdict) {
      case forms::Verdict::better: ++m_verdicts[0]; break;
      case forms::Verdict::no_clear_change: ++m_verdicts[1]; break;
      case forms::Verdict::worse: ++m_verdicts[2]; break;
      case forms::Verdict::no_threshold: ++m_without_threshold; break;
    }
    m_rule = change->rule;
  }

  [[nodiscard]] bool is_empty() const {
    return std::ranges::all_of(m_values, &std::vector<double>::empty) && m_verdicts == std::vector{0, 0, 0} &&
           m_left_out == 0;
  }

  [[nodiscard]] ScoreOutcome outcome(const forms::Score& score) const {
    ScoreOutcome outcome;
    outcome.label = score.label;
    if (has_range(score))
      outcome.range = std::format("{}–{}", plain_number(*score.minimum), plain_number(*score.maximum));
    if (score.direction != forms::Direction::none) {
      if (!outcome.range.empty()) outcome.range += ", ";
      outcome.range += score.direction == forms::Direction::lower_is_better ? "lower is better" : "higher is better";
    }
    for (std::size_t time = 0; time < m_values.size(); ++time)
      outcome.at.at(time) = {shown(m_values.at(time).size()), mean(m_values.at(time), fewest_in_a_cell)};
    const auto counts = without_small_cells(m_verdicts);
    outcome.better = counts[0];
    outcome.no_clear_change = counts[1];
    outcome.worse = counts[2];
    const int compared = m_verdicts[0] + m_verdicts[1] + m_verdicts[2];
    outcome.compared = shown(static_cast<std::size_t>(compared));
    outcome.has_threshold = compared > 0;
    outcome.rule = m_rule;
    outcome.left_out = shown(m_left_out);
    return outcome;
  }

 private:
  const forms::Form& m_form;
  Date m_from;
  Date m_to;
  std::array<std::vector<double>, 4> m_values;
  std::vector<int> m_verdicts = {0, 0, 0};  // better, no clear change, worse
  int m_without_threshold = 0;
  std::size_t m_left_out = 0;  // by another version than the baseline's
  std::string m_rule;
};

void add_visits(OutcomeReport& report, const std::vector<OutcomeVisit>& visits) {
  std::set<std::string_view> patients;
  std::vector<double> minutes;
  std::vector<double> alert_minutes;
  std::size_t all = 0;
  int finished = 0;
  std::size_t alerts = 0;
  std::size_t unacknowledged = 0;
  for (const OutcomeVisit& visit : visits) {
    if (visit.day < report.from || visit.day > report.to) continue;
    ++all;
    patients.insert(visit.patient);
    if (visit.finished) ++finished;
    if (visit.finished && visit.minutes) minutes.push_back(*visit.minutes);
    for (const RecordedAlert& alert : visit.alerts) {
      if (!alert.safety) continue;
      ++alerts;
      if (alert.acknowledged) {
        alert_minutes.push_back(
            std::chrono::duration<double, std::ratio<60>>(*alert.acknowledged - alert.raised).count());
      } else {
        ++unacknowledged;
      }
    }
  }
  report.visits = shown(all);
  report.patients = shown(patients.size());
  const auto ended = without_small_cells({finished, static_cast<int>(all) - finished});
  report.finished = ended[0];
  report.unfinished = ended[1];
  report.median_minutes = median(std::move(minutes));
  report.alerts = shown(alerts);
  report.unacknowledged =
      without_small_cells({static_cast<int>(unacknowledged), static_cast<int>(alerts - unacknowledged)})[0];
  report.median_alert_minutes = median(std::move(alert_minutes));
}

}  // namespace

OutcomeVisit outcome_visit(const VisitRecord& record) {
  return {record.record_number + "/" + to_string(record.birth_date),
          record.day,
          record.finished,
          record.minutes(),
          record.past.scores.reports,
          record.alerts};
}

std::vector<Count> without_small_cells(const std::vector<int>& counts) {
  std::vector<Count> cells;
  for (const int count : counts) cells.push_back(shown(static_cast<std::size_t>(count)));
  if (std::ranges::count(cells, Count()) != 1) return cells;
  // The one that is hidden could be reckoned from the others and the total.
  Count* smallest = nullptr;
  for (Count& cell : cells) {
    if (cell && *cell > 0 && (smallest == nullptr || *cell < **smallest)) smallest = &cell;
  }
  if (smallest != nullptr) smallest->reset();
  return cells;
}

OutcomeReport outcome_report(const std::vector<OutcomeVisit>& visits, const Date& from, const Date& to,
                             const FindForm& form, const CareAnswers& care) {
  OutcomeReport report;
  report.from = from;
  report.to = to;
  add_visits(report, visits);
  std::vector<std::pair<forms::Domain, ScoreOutcome>> scores;
  for (const auto& [id, patients] : lines_of(visits)) {
    const forms::Form* found = form(id);
    if (found == nullptr) continue;
    ScoreReckoner reckoner(*found, from, to);
    for (const auto& [patient, line] : patients) reckoner.add(line);
    if (reckoner.is_empty()) continue;
    const forms::Score& score = *main_score(*patients.begin()->second.values.front().report);
    scores.emplace_back(found->domain, reckoner.outcome(score));
  }
  std::ranges::stable_sort(scores, {}, [](const auto& one) { return one.first; });
  for (auto& [domain, outcome] : scores) report.scores.push_back(std::move(outcome));
  if (std::cmp_greater_equal(care.scores.size(), fewest_care_answers)) {
    report.care = {static_cast<int>(care.scores.size()), mean(care.scores, fewest_care_answers), care.range};
  }
  return report;
}

}  // namespace anteroom::exporting
