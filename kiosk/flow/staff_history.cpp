// A record number that is typed or scanned, and every visit that it has: with what the scales said, and the change.
#include "kiosk/flow/audit.h"
#include "kiosk/flow/past_visit.h"
#include "kiosk/flow/staff_steps.h"

#include <algorithm>
#include <cctype>
#include <format>
#include <map>

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

// One line a form, in the order in which forms were first asked.
void add(std::vector<staff::History::Line>& lines, const forms::Form& form, const forms::ScoreReport& report,
         std::map<FormId, std::vector<forms::ScoreReport>>& before) {
  const forms::Number* score = main_score(report);
  if (score == nullptr) return;
  auto line = std::ranges::find(lines, form.short_name, &staff::History::Line::name);
  if (line == lines.end()) line = lines.insert(lines.end(), {form.short_name, {}, std::nullopt});
  line->values.push_back({std::format("{:.{}f}", score->value, score->decimals)});
  line->change.reset();
  // Other versions are not compared, and named beside this one.
  auto& earlier = before[report.form];
  for (std::size_t at = 0; at < earlier.size(); ++at)
    line->values.at(at).is_other_version = !is_same_version(earlier[at], report);
  if (!earlier.empty()) {
    if (const auto change = form.rules.change(earlier.back(), report)) line->change = change->verdict;
  }
  earlier.push_back(report);
}

}  // namespace

staff::Step history_of(const State& state, std::string_view record_number, Services& services) {
  auto visits = services.store.visits_of(record_number);
  if (!visits) {
    services.log.write(platform::Event::store_failed);
    return staff::Trouble{};
  }
  staff::History history;
  std::map<FormId, std::vector<forms::ScoreReport>> before;
  VisitId newest;  // that was read
  for (const platform::VisitRow& row : *visits) {
    const auto reports = reports_of(state, row, services);
    if (!reports.empty()) newest = row.id;
    for (const forms::ScoreReport& report : reports) {
      const forms::Form* form = services.library.form(report.form);
      if (form != nullptr) add(history.lines, *form, report, before);
    }
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
