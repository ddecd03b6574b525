#include "kiosk/flow/retention.h"

namespace anteroom::flow {
namespace {

constexpr std::chrono::hours again{1};  // the clock may be right by then, or the store answer
constexpr std::chrono::hours a_day{24};
// A patient may come at any moment: no frame waits for more than these.
constexpr int deleted_at_once = 5;
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
  const auto entries = services.store.delete_audit_before(months_before(now, rules.audit_years * months_in_year));
  if (!entries) return std::unexpected(entries.error());
  auto kept = services.store.keep_retention_run({now, retention.visits, *entries});
  if (!kept) return std::unexpected(kept.error());
  return true;
}

// Today's was done before the program started anew.
Result<bool> is_done_today(Services& services) {
  const auto last = services.store.retention_run();
  if (!last) return std::unexpected(last.error());
  return *last && services.clock.local_date((*last)->at) == services.clock.local_date(services.clock.now());
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
  if (!std::holds_alternative<Welcome>(state.screen) || now < state.retention.next) return;
  state.retention.next = now + again;
  if (!services.clock.is_synchronised()) return;
  const auto today = is_done_today(services);
  const auto done = !today || *today ? today : delete_some(state.retention, services);
  if (!done) {
    services.log.write(platform::Event::store_failed);
  } else if (*done) {
    state.retention = {now + a_day, 0};
  } else {
    state.retention.next = now;
  }
}

Milliseconds next_retention_tick(const State& state) {
  return std::holds_alternative<Welcome>(state.screen) ? state.retention.next : Milliseconds::max();
}

}  // namespace anteroom::flow
