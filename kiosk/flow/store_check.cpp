#include "kiosk/flow/store_check.h"

#include "kiosk/flow/audit.h"
#include "kiosk/flow/safety.h"

namespace anteroom::flow {

void watch_store(State& state, Services& services) {
  const Milliseconds now = services.clock.since_boot();
  const bool is_quiet =
      std::holds_alternative<Welcome>(state.screen) && now >= state.last_touch + quiet_before_store_check;
  if (state.store_check.under_way || now < state.store_check.due || !services.examine_store) return;
  if (!is_quiet) {
    state.store_check.due = now + quiet_before_store_check;
    return;
  }
  state.store_check.under_way = true;
  services.store_jobs.run([examine = services.examine_store, inbox = state.inbox] {
    auto damage = examine();
    return std::function<void()>(
        [inbox, damage = std::move(damage)] { inbox->push_back(intent::StoreChecked{damage}); });
  });
}

Milliseconds next_store_tick(const State& state) {
  return state.store_check.under_way ? Milliseconds::max() : state.store_check.due;
}

void settle_store_check(State& state, const intent::StoreChecked& result, Services& services) {
  state.store_check = {.under_way = false, .due = services.clock.since_boot() + store_check_interval};
  if (!result.damage) {
    services.log.write(platform::Event::store_failed);
    return;
  }
  if (result.damage->empty()) return;
  services.log.write(platform::Event::store_damaged);
  note(services, platform::AuditEvent::integrity_failure, {});
  call_for_storage(state, services);
}

}  // namespace anteroom::flow
