// The audit trail as the charge nurse reads it: a day at a time, newest first, and whether all of the chain still
// holds.
#pragma once

#include "kiosk/flow/screens.h"

namespace anteroom::flow {

// The day of the newest entry, with the check of the whole chain begun.
[[nodiscard]] staff::Step open_log(Services& services);

[[nodiscard]] staff::Step on_step(State& state, const Staff& screen, staff::AuditLog& log, const Intent& intent,
                                  Services& services);

// Checks the next part of the chain while a log is on the screen: the whole of it takes longer than a frame may.
void watch_log(State& state, Services& services);
[[nodiscard]] Milliseconds next_log_tick(const State& state);

// Whether the entry is of this choice.
[[nodiscard]] bool is_shown(platform::AuditEvent event, intent::LogShown shown);

}  // namespace anteroom::flow
