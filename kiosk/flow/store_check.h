// Once a day, while nobody is at the kiosk, every page of the database is read: damage in a corner that no visit comes
// by is found while the backup is fresh.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/services.h"

namespace anteroom::flow {

inline constexpr std::chrono::hours first_store_check{1};  // of the program's run
inline constexpr std::chrono::hours store_check_interval{24};
inline constexpr std::chrono::minutes quiet_before_store_check{10};  // nobody has touched anything for so long

// Starts it when it is due and nobody is at the kiosk.
void watch_store(State& state, Services& services);
[[nodiscard]] Milliseconds next_store_tick(const State& state);
// Damage: staff are called, and it stands in the audit trail. The database is set aside at the next start.
void settle_store_check(State& state, const intent::StoreChecked& result, Services& services);

}  // namespace anteroom::flow
