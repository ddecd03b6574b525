#include "platform/linux/supervisor.h"

#include <cstdlib>
#include <systemd/sd-daemon.h>

namespace anteroom::platform {

bool is_supervised() { return std::getenv("NOTIFY_SOCKET") != nullptr; }

std::optional<std::chrono::milliseconds> longest_silence() {
  std::uint64_t microseconds = 0;
  if (!is_supervised() || sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::microseconds(microseconds));
}

void tell_ready() { sd_notify(0, "READY=1"); }
void tell_alive() { sd_notify(0, "WATCHDOG=1"); }
void tell_stopping() { sd_notify(0, "STOPPING=1"); }

}  // namespace anteroom::platform
