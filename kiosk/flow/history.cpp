#include "kiosk/flow/history.h"

#include "kiosk/flow/summary_of.h"

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
    const auto answers = opened_answers(before.id, keys, services);
    if (answers && answers->empty()) continue;
    auto visit = answers ? visit_of(before, *answers, services) : std::unexpected(answers.error());
    if (!visit) {
      ++history.unreadable;
      continue;
    }
    history.visits.push_back(
        {services.clock.local_date(before.begun_at.value_or(before.created_at)), std::move(*visit)});
  }
  return history;
}

}  // namespace anteroom::flow
