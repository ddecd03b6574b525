#include "kiosk/flow/pin_check.h"

#include "kiosk/flow/audit.h"
#include "kiosk/flow/screens.h"
#include "platform/vault/sign_in.h"

#include <algorithm>
#include <format>

namespace anteroom::flow {

// Counted since the last failure; after a start of the program it counts anew.
std::chrono::seconds wait_of(const State& state, const platform::StaffRow& person, Milliseconds now) {
  const auto failure = state.sign_in_failures.find(person.id);
  const Milliseconds since = failure == state.sign_in_failures.end() ? state.started : failure->second;
  const auto wait = platform::delay_after(person.failed_attempts).wait;
  return std::max(std::chrono::seconds{0}, std::chrono::ceil<std::chrono::seconds>(since + wait - now));
}

Milliseconds next_pin_tick(const State& state, const EnterPin& entry, Milliseconds now) {
  if (entry.problem != EnterPin::Problem::wait || wait_of(state, entry.person, now).count() == 0)
    return Milliseconds::max();
  return now + std::chrono::seconds{1};
}

void type_pin(EnterPin& entry, const Intent& intent) {
  if (entry.checking) return;
  if (const auto* touched = std::get_if<intent::Type>(&intent)) {
    entry.problem = EnterPin::Problem::none;
    const char key = touched->plain();
    if (key >= '0' && key <= '9' && entry.pin.size() < pin_digits) entry.pin += key;
  } else if (std::holds_alternative<intent::Erase>(intent)) {
    erase_last(entry.pin);
  }
}

void check_pin(State& state, EnterPin& entry, Services& services) {
  using Problem = EnterPin::Problem;
  const auto refuse = [&](Problem problem) {
    entry.problem = problem;
    wipe(entry.pin);
  };
  if (!state.day) return refuse(Problem::store);  // it closed while this screen stood here
  if (platform::delay_after(entry.person.failed_attempts).locked) return refuse(Problem::locked);
  if (wait_of(state, entry.person, services.clock.since_boot()).count() > 0) return refuse(Problem::wait);
  auto counted = services.store.count_sign_in(entry.person.id, services.clock.now());
  if (!counted) {
    services.log.write(platform::Event::store_failed);
    return refuse(Problem::store);
  }
  entry.person = std::move(*counted);
  entry.checking = true;
  entry.problem = Problem::none;
  services.jobs.run([pin = entry.pin, person = entry.person, keys = state.day->keys, inbox = state.inbox]() mutable {
    const bool matches = keys->is_pin_of(person.name, person.sealed_pin, pin).value_or(false);
    wipe(pin);
    return std::function<void()>(
        [inbox, staff = person.id, matches] { inbox->push_back(intent::PinChecked{staff, matches}); });
  });
}

PinOutcome settle_pin(State& state, EnterPin& entry, const intent::PinChecked& result, Services& services) {
  const std::int64_t id = entry.person.id;
  if (!entry.checking || result.staff != id) return PinOutcome::not_this_one;
  entry.checking = false;
  wipe(entry.pin);
  if (!result.matches) {
    services.log.write(platform::Event::sign_in_refused, id);
    state.sign_in_failures[id] = services.clock.since_boot();
    const auto delay = platform::delay_after(entry.person.failed_attempts);
    if (delay.locked) note(services, platform::AuditEvent::pin_locked, std::format("staff {}", id));
    entry.problem = delay.locked ? EnterPin::Problem::locked
                                 : (delay.wait.count() > 0 ? EnterPin::Problem::wait : EnterPin::Problem::wrong);
    return PinOutcome::wrong;
  }
  if (!services.store.clear_sign_ins(id)) services.log.write(platform::Event::store_failed);
  state.sign_in_failures.erase(id);
  return PinOutcome::right;
}

}  // namespace anteroom::flow
