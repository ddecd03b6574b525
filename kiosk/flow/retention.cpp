#include "kiosk/flow/retention.h"

#include "kiosk/flow/past_visit.h"

namespace anteroom::flow {
namespace {

constexpr std::chrono::hours again{1};  // the clock may be right by then, or the store answer
constexpr std::chrono::hours a_day{24};
// A patient may come at any moment: no frame waits for more than these.
constexpr int deleted_at_once = 5;
constexpr int scored_at_once = 5;
constexpr int months_in_year = 12;

// Deletes some of what is too old; whether that was all.
Result<bool> delete_some(Retention& retention, Services& services) {
  const platform::Config::Retention& rules = services.config.retention;
  const Instant now = services.clock.now();
  const auto old = services.store.deletable_before(months_before(now, rules.visits_months), deleted_at_once);
  if (!old) return std::unexpected(old.error());
  for (const VisitId visit : *old) {
    if (auto gone = services.store.delete_visit(visit, {}); !gone) return std::unexpected(gone.error());
    ++retention.visits;
  }
  if (!old->empty()) return false;
  const auto printed = services.store.answers_removable(now - std::chrono::days{rules.answers_days}, deleted_at_once);
  if (!printed) return std::unexpected(printed.error());
  for (const VisitId visit : *printed) {
    if (auto gone = services.store.remove_answers(visit, now); !gone) return std::unexpected(gone.error());
    ++retention.answers;
  }
  if (!printed->empty()) return false;
  const auto entries = services.store.delete_audit_before(months_before(now, rules.audit_years * months_in_year));
  if (!entries) return std::unexpected(entries.error());
  auto kept = services.store.keep_retention_run({now, retention.visits, *entries, retention.answers});
  if (!kept) return std::unexpected(kept.error());
  return true;
}

// Today's was done before the program started anew.
Result<bool> is_done_today(Services& services) {
  const auto last = services.store.retention_run();
  if (!last) return std::unexpected(last.error());
  return *last && services.clock.local_date((*last)->at) == services.clock.local_date(services.clock.now());
}

// Scores of answers as they are; where the answers cannot be read there are none, and they stay as they are.
Result<void> score(VisitId visit, const platform::Unlocked& keys, Services& services) {
  const auto row = services.store.visit(visit);
  if (!row) return std::unexpected(row.error());
  const auto past = past_visit_of(*row, keys, services);
  if (!past) {
    services.log.write(platform::Event::store_failed, visit.value);
    return {};
  }
  const auto sealed = seal_scores(visit, past->scores, services.vault);
  if (!sealed) return std::unexpected(sealed.error());
  return services.store.keep_scores(visit, *sealed);
}

// Scores some of the visits that have no scores; whether those were all.
Result<bool> score_some(Retention& retention, const platform::Unlocked& keys, Services& services) {
  const auto unscored = services.store.unscored_visits(retention.scored_up_to, scored_at_once);
  if (!unscored) return std::unexpected(unscored.error());
  for (const VisitId visit : *unscored) {
    if (auto kept = score(visit, keys, services); !kept) return std::unexpected(kept.error());
    retention.scored_up_to = visit;
  }
  return unscored->empty();
}

void watch_scores(State& state, Services& services) {
  const Milliseconds now = services.clock.since_boot();
  Retention& retention = state.retention;
  if (!state.day || now < retention.next_scoring) return;
  const auto done = score_some(retention, *state.day->keys, services);
  if (!done) services.log.write(platform::Event::store_failed);
  if (!done || *done) {
    retention.next_scoring = now + again;
    retention.scored_up_to = {};
  }
}

}  // namespace

Instant months_before(Instant at, int months) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  auto date = std::chrono::year_month_day{day} - std::chrono::months{months};
  if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
  return Instant{std::chrono::sys_days{date}} + (at - day);
}

void watch_retention(State& state, Services& services) {
  const Milliseconds now = services.clock.since_boot();
  if (!std::holds_alternative<Welcome>(state.screen)) return;
  watch_scores(state, services);
  if (now < state.retention.next) return;
  state.retention.next = now + again;
  if (!services.clock.is_synchronised()) return;
  const auto today = is_done_today(services);
  const auto done = !today || *today ? today : delete_some(state.retention, services);
  if (!done) {
    services.log.write(platform::Event::store_failed);
  } else if (*done) {
    state.retention.next = now + a_day;
    state.retention.visits = state.retention.answers = 0;
  } else {
    state.retention.next = now;
  }
}

Milliseconds next_retention_tick(const State& state) {
  if (!std::holds_alternative<Welcome>(state.screen)) return Milliseconds::max();
  return state.day ? std::min(state.retention.next, state.retention.next_scoring) : state.retention.next;
}

}  // namespace anteroom::flow
