// The service manager that started this program, if one did: it hears that the kiosk is up and that it still works, and
// starts it again when it falls silent. Without one every word is said to nobody.
#pragma once

#include <chrono>
#include <optional>

namespace anteroom::platform {

// Whether a service manager wants to hear of this program.
[[nodiscard]] bool is_supervised();
// How long it waits for a sign of life before it acts; absent when it wants none.
[[nodiscard]] std::optional<std::chrono::milliseconds> longest_silence();

void tell_ready();
void tell_alive();
void tell_stopping();

}  // namespace anteroom::platform
