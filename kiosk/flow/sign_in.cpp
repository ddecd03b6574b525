// Who is at the kiosk: a name and a six-digit PIN, counted before it is checked. And the alerts that anybody may see.
#include "kiosk/flow/open_day.h"
#include "kiosk/flow/pin_check.h"
#include "kiosk/flow/safety.h"
#include "kiosk/flow/screens.h"

#include <algorithm>
#include <utility>

namespace anteroom::flow {
namespace {

// Who has seen the patient has seen to everything that this visit asked for.
bool is_seen_with(const platform::AlertRow& alert, AlertId touched, const std::vector<platform::AlertRow>& alerts) {
  if (alert.id == touched) return true;
  const auto of = std::ranges::find(alerts, touched, &platform::AlertRow::id);
  return of != alerts.end() && of->visit != VisitId{} && of->visit == alert.visit &&
         alert.state != platform::AlertState::seen;
}

Next signed_in(const EnterPin& screen, Services& services) {
  services.log.write(platform::Event::sign_in, screen.person.id);
  return Staff{screen.person.id, screen.person.name, home_of(screen.person.role, services), screen.person.role};
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
    if (settle_pin(state, screen, *result, services) != PinOutcome::right) return std::nullopt;
    return signed_in(screen, services);
  }
  if (screen.checking) return std::nullopt;
  if (std::holds_alternative<intent::Back>(intent)) return sign_in_or_open(state, services);
  if (std::holds_alternative<intent::Continue>(intent) && screen.pin.size() == pin_digits) {
    check_pin(state, screen, services);
  } else {
    type_pin(screen, intent);
  }
  return std::nullopt;
}

Next on(State& state, LockedAlerts& screen, const Intent& intent, Services& services) {
  if (const auto* seen = std::get_if<intent::SeeAlert>(&intent)) screen.touched = seen->alert;
  if (std::holds_alternative<intent::Back>(intent)) {
    if (!screen.touched) return Welcome{};
    screen.touched.reset();
  }
  if (!std::holds_alternative<intent::Continue>(intent) || !screen.touched) return std::nullopt;
  const AlertId touched = *std::exchange(screen.touched, std::nullopt);
  bool stored = true;
  for (const platform::AlertRow& alert : screen.alerts) {
    if (!is_seen_with(alert, touched, screen.alerts)) continue;
    stored = services.store.see_alert(alert.id, services.clock.now()) && stored;
    if (stored) drop_delivery(state, alert.id);
  }
  auto alerts = services.store.open_alerts();
  if (!stored || !alerts) {
    services.log.write(platform::Event::store_failed);
    return NeedsStaff{};
  }
  screen.alerts = std::move(*alerts);
  return std::nullopt;
}

}  // namespace anteroom::flow
