// What is kept so long and no longer: once a day, while nobody stands at the kiosk, visits, the answers of others and
// the oldest part of the audit trail are deleted. Never by a clock that no time server has set: a wrong year would
// delete everything. Answers go only where scores stay: a visit that has none yet gets them while the day is open, and
// waits for that.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/services.h"

namespace anteroom::flow {

// The moment so many calendar months before; the last of a month where that one is shorter.
[[nodiscard]] Instant months_before(Instant at, int months);

void watch_retention(State& state, Services& services);
[[nodiscard]] Milliseconds next_retention_tick(const State& state);

}  // namespace anteroom::flow
