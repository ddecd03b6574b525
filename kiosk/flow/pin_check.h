// A PIN that somebody typed: counted and committed before it is looked at, checked on a worker. Who it lets in or what
// it confirms is for the screen that asked.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/services.h"

namespace anteroom::flow {

inline constexpr std::size_t pin_digits = 6;

// How long this person still waits after too many wrong PINs, in whole seconds, rounded up; 0 when they need not.
[[nodiscard]] std::chrono::seconds wait_of(const State& state, const platform::StaffRow& person, Milliseconds now);
// When what it says changes, while somebody waits before it.
[[nodiscard]] Milliseconds next_pin_tick(const State& state, const EnterPin& entry, Milliseconds now);

// Keys of the PIN; nothing while it is being checked.
void type_pin(EnterPin& entry, const Intent& intent);

// Begins the check of a whole PIN; the result comes as intent::PinChecked. Refuses whoever is locked or has to wait.
void check_pin(State& state, EnterPin& entry, Services& services);

enum class PinOutcome { not_this_one, wrong, right };
// `not_this_one`: nobody waits for this result here.
[[nodiscard]] PinOutcome settle_pin(State& state, EnterPin& entry, const intent::PinChecked& result,
                                    Services& services);

}  // namespace anteroom::flow
