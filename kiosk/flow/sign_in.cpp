// Who is at the kiosk: a name and a six-digit PIN, counted before it is checked. And the alerts that anybody may see.
#include "platform/vault/sign_in.h"

#include "kiosk/flow/audit.h"
#include "kiosk/flow/open_day.h"
#include "kiosk/flow/safety.h"
#include "kiosk/flow/screens.h"

#include <format>

namespace anteroom::flow {
namespace {

constexpr std::size_t pin_digits = 6;

// How long this person waits, counted since the last failure; after a start of the program it counts anew.
bool must_wait(const State& state, const platform::StaffRow& person, Milliseconds now) {
  const auto failure = state.sign_in_failures.find(person.id);
  const Milliseconds since = failure == state.sign_in_failures.end() ? state.started : failure->second;
  const auto wait = platform::delay_after(person.failed_attempts).wait;
  return wait > std::chrono::seconds{0} && now < since + wait;
}

void check_pin(State& state, EnterPin& screen, Services& services) {
  using Problem = EnterPin::Problem;
  const auto refuse = [&](Problem problem) {
    screen.problem = problem;
    wipe(screen.pin);
  };
  if (!state.day) return refuse(Problem::store);  // it closed while this screen stood here
  if (platform::delay_after(screen.person.failed_attempts).locked) return refuse(Problem::locked);
  if (must_wait(state, screen.person, services.clock.since_boot())) return refuse(Problem::wait);
  auto counted = services.store.count_sign_in(screen.person.id, services.clock.now());
  if (!counted) {
    services.log.write(platform::Event::store_failed);
    return refuse(Problem::store);
  }
  screen.person = std::move(*counted);
  screen.checking = true;
  screen.problem = Problem::none;
  services.jobs.run([pin = screen.pin, person = screen.person, keys = state.day->keys, inbox = state.inbox]() mutable {
    auto verifier = keys->open(person.sealed_pin, platform::place_of_pin(person.name));
    const bool matches = verifier && platform::pin_matches(pin, *verifier);
    if (verifier) wipe(*verifier);
    wipe(pin);
    return std::function<void()>(
        [inbox, staff = person.id, matches] { inbox->push_back(intent::PinChecked{staff, matches}); });
  });
}

Next pin_checked(State& state, EnterPin& screen, bool matches, Services& services) {
  screen.checking = false;
  wipe(screen.pin);
  const std::int64_t id = screen.person.id;
  if (!matches) {
    services.log.write(platform::Event::sign_in_refused, id);
    state.sign_in_failures[id] = services.clock.since_boot();
    const auto delay = platform::delay_after(screen.person.failed_attempts);
    if (delay.locked) note(services, platform::AuditEvent::pin_locked, std::format("staff {}", id));
    screen.problem = delay.locked ? EnterPin::Problem::locked
                                  : (delay.wait.count() > 0 ? EnterPin::Problem::wait : EnterPin::Problem::wrong);
    return std::nullopt;
  }
  if (!services.store.clear_sign_ins(id)) services.log.write(platform::Event::store_failed);
  state.sign_in_failures.erase(id);
  services.log.write(platform::Event::sign_in, id);
  return Staff{id, screen.person.name, visit_list(services)};
}

}  // namespace

Next on(State& state, SignIn& screen, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::Back>(intent)) return Welcome{};
  if (std::holds_alternative<intent::CloseDay>(intent)) {
    close_day(state, services);
    return Welcome{};
  }
  if (std::holds_alternative<intent::Clean>(intent)) return Cleaning{services.clock.since_boot()};
  if (const auto* picked = std::get_if<intent::PickPerson>(&intent)) {
    const auto index = static_cast<std::size_t>(picked->index);
    if (picked->index < 0 || index >= screen.people.size()) return std::nullopt;
    EnterPin pin;
    pin.person = std::move(screen.people[index]);
    return pin;
  }
  return std::nullopt;
}

Next on(State&, Cleaning&, const Intent&, Services&) { return std::nullopt; }

Next on(State& state, EnterPin& screen, const Intent& intent, Services& services) {
  if (const auto* result = std::get_if<intent::PinChecked>(&intent)) {
    if (!screen.checking || result->staff != screen.person.id) return std::nullopt;
    return pin_checked(state, screen, result->matches, services);
  }
  if (screen.checking) return std::nullopt;
  if (std::holds_alternative<intent::Back>(intent)) return sign_in_or_open(state, services);
  if (const auto* touched = std::get_if<intent::Type>(&intent)) {
    screen.problem = EnterPin::Problem::none;
    const char key = touched->plain();
    if (key >= '0' && key <= '9' && screen.pin.size() < pin_digits) screen.pin += key;
  } else if (std::holds_alternative<intent::Erase>(intent)) {
    erase_last(screen.pin);
  } else if (std::holds_alternative<intent::Continue>(intent) && screen.pin.size() == pin_digits) {
    check_pin(state, screen, services);
  }
  return std::nullopt;
}

Next on(State& state, LockedAlerts& screen, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::Back>(intent)) return Welcome{};
  if (const auto* seen = std::get_if<intent::SeeAlert>(&intent)) {
    auto stored = services.store.see_alert(seen->alert, services.clock.now());
    auto alerts = services.store.open_alerts();
    if (!stored || !alerts) {
      services.log.write(platform::Event::store_failed);
      return NeedsStaff{};
    }
    drop_delivery(state, seen->alert);
    screen.alerts = std::move(*alerts);
  }
  return std::nullopt;
}

}  // namespace anteroom::flow
