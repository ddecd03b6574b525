// What the kiosk tells whoever watches many machines, in Prometheus's text format. Nothing of a patient: no code, no
// number, no time of a visit but the last one's end.
#pragma once

#include "forms/base/date.h"

#include <cstdint>
#include <optional>
#include <string>

namespace anteroom::kiosk {

struct Metrics {
  bool up = true;
  std::string version;
  std::string commit;
  int schema = 0;
  std::size_t forms = 0;
  Instant written_at;
  std::optional<Instant> last_finished = {};    // of the newest visit that was answered to its end
  std::optional<Instant> unprinted_since = {};  // the oldest summary that waits for the printer
  std::optional<bool> printer_ready = {};       // absent without a printer
  std::uintmax_t database_bytes = 0;
  int locked_pins = 0;  // people who cannot sign in before they have a new PIN
};

[[nodiscard]] std::string metrics_text(const Metrics& metrics);

}  // namespace anteroom::kiosk
