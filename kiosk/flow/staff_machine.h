// What IT look after: the kiosk itself. Its checks and its tests, never a visit.
#pragma once

#include "kiosk/flow/screens.h"

#include <functional>
#include <vector>

namespace anteroom::flow {

// What belongs to IT alone: they may do there whatever the screen has, and nobody else may.
[[nodiscard]] bool is_machines(const staff::Step& step);

// What `anteroom doctor` says, the worst first: to be called on a worker. What the store has of tests is read at once.
[[nodiscard]] std::function<std::vector<platform::Check>()> checks_of_machine(Services& services);

void settle_machine_check(State& state, const intent::MachineChecked& result);

}  // namespace anteroom::flow
