#include "kiosk/flow/history.h"

#include "kiosk/flow/past_visit.h"

namespace anteroom::flow {

Result<History> earlier_visits(const platform::VisitRow& row, const platform::Unlocked& keys, Services& services) {
  const auto rows = services.store.visits_of(row.facts.record_number);
  if (!rows) return std::unexpected(rows.error());
  History history;
  for (const platform::VisitRow& before : *rows) {
    const bool ended =
        before.state == platform::VisitState::finished || before.state == platform::VisitState::incomplete;
    // A record number that was typed wrong is another person's as often as not: the birth date has to agree.
    if (!ended || before.id >= row.id || before.facts.birth_date != row.facts.birth_date) continue;
    if (before.asked == 0) continue;  // it was left before its first answer
    auto past = past_visit_of(before, keys, services);
    if (!past) {
      ++history.unreadable;
      continue;
    }
    history.visits.push_back(
        {services.clock.local_date(before.begun_at.value_or(before.created_at)), *std::move(past)});
  }
  return history;
}

}  // namespace anteroom::flow
