// Who is at the kiosk, for the audit trail, and what happens there without a change in the store.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/services.h"

#include <string>
#include <string_view>

namespace anteroom::flow {

// Of what is shown: "staff 3", "patient", or "anybody" before somebody has said who they are.
[[nodiscard]] std::string actor_at(const Screen& screen);

// Where the store does not take it the log says so: an unlocked day stays unlocked.
void note(Services& services, platform::AuditEvent event, std::string_view object = {});

}  // namespace anteroom::flow
