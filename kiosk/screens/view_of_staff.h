// What staff's screens show of a state: the half of view_of() that needs the library, the printer and the alerts. It
// decides nothing and changes nothing.
#pragma once

#include "kiosk/screens/view_of.h"

#include <optional>
#include <string>

namespace anteroom::screens {

// "10:14", local
[[nodiscard]] std::string time_of_day(const Services& services, Instant at);
[[nodiscard]] std::string time_of_day(const Services& services, const std::optional<Instant>& at);  // empty: ""

// Seen is enough while nobody is signed in.
[[nodiscard]] LockedAlertsView locked_alerts(const flow::LockedAlerts& screen, const Services& services);

[[nodiscard]] PinView pin(const flow::State& state, const flow::EnterPin& screen, const Services& services);

[[nodiscard]] View of_staff(const flow::State& state, const flow::Staff& screen, const Services& services,
                            const words::Vocabulary& vocabulary, const Words& words);

[[nodiscard]] OpenDayView open_day(const flow::OpenDay& screen, const Services& services);

[[nodiscard]] SignInView sign_in(const flow::SignIn& screen);

}  // namespace anteroom::screens
