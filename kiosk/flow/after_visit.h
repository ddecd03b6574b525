// What patients answer after a consultation, without a name, a code or a time: in memory until it is finished, then one
// row that leads to nobody. Left unfinished, nothing of it stays.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/services.h"

namespace anteroom::flow {

// The anonymous battery of the library; null when there is none, or no clinician in the settings.
[[nodiscard]] const forms::Battery* after_visit_battery(const Services& services);

// The patient's screen for this clinician; nothing when a form of the battery is not in the library.
[[nodiscard]] std::optional<Patient> begin_after_visit(const std::string& clinician, const Services& services);

// One row for each form that was answered.
[[nodiscard]] Result<void> finish_after_visit(const Session& session, Services& services);

}  // namespace anteroom::flow
