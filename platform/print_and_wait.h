// A page that is only done when it lies in the tray: submitted, and asked after until the device says so.
#pragma once

#include "platform/clock.h"
#include "platform/printer.h"

#include <chrono>
#include <functional>
#include <span>
#include <string_view>

namespace anteroom::platform {

struct PrintWait {
  std::string_view title;    // a constant word of ours: it stands in the spooler's lists
  std::string_view printer;  // "the nurses' printer", for the reason why not
  std::string_view page;     // "the slip"
  std::chrono::milliseconds deadline{0};
  std::function<void(std::chrono::milliseconds)> pause;  // between two questions; a test does not wait
};

// Fault::unavailable or timed_out with the reason in words; what did not come out in time is taken back.
[[nodiscard]] Result<void> print_and_wait(Printer& printer, const Clock& clock, std::span<const std::byte> pdf,
                                          const PrintWait& how);
// "the nurses' printer has no paper"
[[nodiscard]] std::string in_words(PrinterTrouble trouble, const PrintWait& how);

}  // namespace anteroom::platform
