// Deleting a visit because somebody asked for it: two people, each with their own PIN, one of them a charge nurse.
#pragma once

#include "kiosk/flow/screens.h"

namespace anteroom::flow {

// What is lost, for this visit. Nothing is done yet.
[[nodiscard]] staff::Step delete_visit(const Staff& screen, const platform::VisitRow& row, Services& services);

[[nodiscard]] staff::Step on_step(State& state, const Staff& screen, staff::DeleteVisit& deleting, const Intent& intent,
                                  Services& services);

}  // namespace anteroom::flow
