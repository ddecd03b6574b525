// What happens next: state and intent in, state out. Everything that a kiosk decides is decided here, without a window.
// A failure of the store never passes in silence and never loses what is on the screen.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/services.h"

namespace anteroom::flow {

// Whether the patient may leave and come back: not where nobody is named, for nobody could be known again.
[[nodiscard]] bool can_rest(const Patient& patient);

// The state after start: the welcome screen, and every alert that was not delivered before.
[[nodiscard]] State start(Services& services);

[[nodiscard]] State step(State state, Intent intent, Services& services);

// When the next Tick means something, as Clock::since_boot. Always in the future of the last Tick.
[[nodiscard]] Milliseconds next_tick(const State& state, const Services& services);

// True while an alert waits for somebody to see it; before the patient who raised it only once it has reached nobody.
[[nodiscard]] bool staff_light(const State& state);

}  // namespace anteroom::flow
