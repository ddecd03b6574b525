// A record number that is typed or scanned, and every visit that it has: with what the scales said, and the change.
#include "kiosk/flow/audit.h"
#include "kiosk/flow/past_visit.h"
#include "kiosk/flow/staff_steps.h"

#include <algorithm>
#include <cctype>
#include <format>
#include <span>
#include <utility>

namespace anteroom::flow {
namespace {

using platform::VisitState;

// The visit's reports; none when it is not over, or cannot be read (its library has changed).
std::vector<forms::ScoreReport> reports_of(const State& state, const platform::VisitRow& row, Services& services) {
  const bool is_over = row.state == VisitState::finished || row.state == VisitState::incomplete;
  if (!state.day || !is_over) return {};
  auto past = past_visit_of(row, *state.day->keys, services);
  return past ? std::move(past->scores.reports) : std::vector<forms::ScoreReport>{};
}

// The form's own score where it is whole; what is incomplete is no value to compare.
const forms::Number* main_score(const forms::ScoreReport& report) {
  if (report.scores.empty() || !report.scores.front().complete || !report.scores.front().printed) return nullptr;
  return std::get_if<forms::Number>(&report.scores.front().value);
}

bool is_same_version(const forms::ScoreReport& one, const forms::ScoreReport& other) {
  return one.version == other.version && one.scoring_version == other.scoring_version;
}

struct ScoredVisit {
  std::size_t row = 0;  // of the record number's visits
  std::vector<forms::ScoreReport> reports;
};

// A form's score at each of these visits. Other versions than the last one are named, and not compared.
staff::History::Line line_of(const FormId& form_id, const forms::Form& form, std::span<const ScoredVisit> visits) {
  staff::History::Line line{form.short_name, {}, std::nullopt};
  std::vector<const forms::ScoreReport*> reports;
  for (const ScoredVisit& visit : visits) {
    const auto report = std::ranges::find(visit.reports, form_id, &forms::ScoreReport::form);
    const forms::Number* score = report == visit.reports.end() ? nullptr : main_score(*report);
    line.values.emplace_back();
    if (score != nullptr)
      line.values.back() = staff::History::Value{std::format("{:.{}f}", score->value, score->decimals)};
    reports.push_back(score == nullptr ? nullptr : &*report);
  }
  const forms::ScoreReport* last = nullptr;
  const forms::ScoreReport* before = nullptr;
  for (const forms::ScoreReport* report : reports) {
    if (report != nullptr) before = std::exchange(last, report);
  }
  for (std::size_t at = 0; at < reports.size(); ++at) {
    if (reports[at] != nullptr) line.values[at]->is_other_version = !is_same_version(*reports[at], *last);
  }
  if (before != nullptr) {
    if (const auto change = form.rules.change(*before, *last)) line.change = change->verdict;
  }
  return line;
}

// Of the newest visits that were scored: as many as stand on a line beside one another.
constexpr std::size_t most_compared = 6;

}  // namespace

staff::Step history_of(const State& state, std::string_view record_number, Services& services) {
  auto visits = services.store.visits_of(record_number);
  if (!visits) {
    services.log.write(platform::Event::store_failed);
    return staff::Trouble{};
  }
  staff::History history;
  std::vector<ScoredVisit> scored;
  VisitId newest;  // that was read
  for (std::size_t row = 0; row < visits->size(); ++row) {
    auto reports = reports_of(state, visits->at(row), services);
    if (!reports.empty()) newest = visits->at(row).id;
    if (std::ranges::any_of(reports, main_score)) scored.push_back({row, std::move(reports)});
  }
  if (scored.size() > most_compared)
    scored.erase(scored.begin(), scored.end() - static_cast<std::ptrdiff_t>(most_compared));
  std::vector<FormId> forms;  // in the order in which they were first asked
  for (const ScoredVisit& visit : scored) {
    history.scored.push_back(visit.row);
    for (const forms::ScoreReport& report : visit.reports) {
      if (main_score(report) != nullptr && !std::ranges::contains(forms, report.form)) forms.push_back(report.form);
    }
  }
  for (const FormId& id : forms) {
    if (const forms::Form* form = services.library.form(id)) history.lines.push_back(line_of(id, *form, scored));
  }
  // The record number is nobody's business in the trail: its newest visit stands for all of them.
  if (newest.value != 0) note(services, platform::AuditEvent::record_opened, std::format("visit {}", newest.value));
  history.visits = std::move(*visits);
  return history;
}

staff::Step find_from(char key) {
  staff::Find find;
  if (fits_record_number(find.typed, key))
    find.typed += static_cast<char>(std::toupper(static_cast<unsigned char>(key)));
  return find;
}

staff::Step on_step(State& state, const Staff& screen, staff::Find& find, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::Back>(intent)) return home_of(screen.role, services);
  if (const auto* touched = std::get_if<intent::Type>(&intent)) {
    find.not_found = false;
    const char key = touched->plain();
    if (fits_record_number(find.typed, key))
      find.typed += static_cast<char>(std::toupper(static_cast<unsigned char>(key)));
  } else if (std::holds_alternative<intent::Erase>(intent)) {
    find.not_found = false;
    erase_last(find.typed);
  } else if (std::holds_alternative<intent::Continue>(intent) && !find.typed.empty()) {
    staff::Step found = history_of(state, find.typed, services);
    const auto* history = std::get_if<staff::History>(&found);
    if (history == nullptr || !history->visits.empty()) return found;
    find.not_found = true;
  }
  return std::move(find);
}

staff::Step on_step(State&, const Staff& screen, staff::History& history, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::Back>(intent)) return home_of(screen.role, services);
  return std::move(history);
}

}  // namespace anteroom::flow
