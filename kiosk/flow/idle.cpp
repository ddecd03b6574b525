// What happens when nobody touches the screen.
#include "kiosk/flow/open_day.h"
#include "kiosk/flow/overloaded.h"
#include "kiosk/flow/pin_check.h"
#include "kiosk/flow/screens.h"

#include <algorithm>

namespace anteroom::flow {
namespace {

// No answer stands there, at most that somebody would like to talk with them, and slow readers find the pages about
// pain. Whoever comes back to it from these reads the usual words.
constexpr std::chrono::seconds thanks_time{30};
constexpr std::chrono::seconds staff_time{120};
constexpr std::chrono::seconds cleaning_time{30};
constexpr std::chrono::seconds locked_time{60};  // sign-in and alerts, nobody signed in

// When this screen changes by itself.
Milliseconds deadline(const State& state, const Services& services) {
  const auto& kiosk = services.config.kiosk;
  return std::visit(Overloaded{
                        [&](const Welcome&) {
                          // Who chose a language and went away leaves the welcome in it.
                          return state.language.empty() ? Milliseconds::max() : state.last_touch + locked_time;
                        },
                        [&](const CheckIn&) -> Milliseconds { return state.last_touch + kiosk.idle_warning; },
                        [&](const AskAtDesk&) -> Milliseconds { return state.last_touch + kiosk.idle_warning; },
                        [](const NeedsStaff&) { return Milliseconds::max(); },
                        [&](const Patient& patient) -> Milliseconds {
                          if (patient.warned_since) return *patient.warned_since + kiosk.idle_grace;
                          if (const auto* rest = std::get_if<patient::Resting>(&patient.overlay)) {
                            const Milliseconds end = rest->since + longest_rest;
                            return rest->check_in ? std::min(end, state.last_touch + kiosk.idle_warning) : end;
                          }
                          return state.last_touch + kiosk.idle_warning;
                        },
                        [&](const Thanks&) -> Milliseconds { return state.last_touch + thanks_time; },
                        [&](const Lessons&) -> Milliseconds { return state.last_touch + kiosk.idle_warning; },
                        [&](const OpenDay&) -> Milliseconds { return state.last_touch + staff_time; },
                        [&](const SignIn&) -> Milliseconds { return state.last_touch + locked_time; },
                        [](const Cleaning& cleaning) -> Milliseconds { return cleaning.since + cleaning_time; },
                        [&](const EnterPin&) -> Milliseconds { return state.last_touch + locked_time; },
                        [&](const LockedAlerts&) -> Milliseconds { return state.last_touch + locked_time; },
                        [&](const Staff&) -> Milliseconds { return state.last_touch + staff_time; },
                    },
                    state.screen);
}

}  // namespace

Next after_idle(State& state, Services& services) {
  const Milliseconds now = services.clock.since_boot();
  if (state.day && now >= state.day->until) {
    close_day(state, services);
    const bool is_signed_in = std::holds_alternative<SignIn>(state.screen) ||
                              std::holds_alternative<EnterPin>(state.screen) ||
                              std::holds_alternative<Staff>(state.screen);
    if (is_signed_in) return Welcome{};
  }
  if (now < deadline(state, services)) return std::nullopt;
  auto* patient = std::get_if<Patient>(&state.screen);
  if (patient == nullptr) return Welcome{};
  if (auto* rest = std::get_if<patient::Resting>(&patient->overlay)) {
    // Who began to type and left has not come back.
    if (now < rest->since + longest_rest) {
      rest->check_in.reset();
      return std::nullopt;
    }
    end_incomplete(*patient, services);
    return Welcome{};
  }
  if (!patient->warned_since) {
    patient->warned_since = now;
    return std::nullopt;
  }
  end_incomplete(*patient, services);
  return Welcome{};
}

Milliseconds next_idle_tick(const State& state, const Services& services) {
  const auto* entry = std::get_if<EnterPin>(&state.screen);
  const Milliseconds counts_down =
      entry != nullptr ? next_pin_tick(state, *entry, services.clock.since_boot()) : Milliseconds::max();
  return std::min({deadline(state, services), state.day ? state.day->until : Milliseconds::max(), counts_down});
}

}  // namespace anteroom::flow
