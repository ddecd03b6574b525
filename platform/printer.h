// A printer that may be away, out of paper or slow. It takes bytes from memory and answers with job states; it never
// says "printed" before the device does. Calls may take seconds: make them on a worker.
#pragma once

#include "forms/base/result.h"

#include <compare>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace anteroom::platform {

struct PrintJobId {
  int value = 0;
  auto operator<=>(const PrintJobId&) const = default;
};

enum class PrintState {
  waiting,  // accepted, not finished
  printed,  // the device reported completion
  failed,   // aborted by the device or the spooler
  cancelled,
  gone,  // the spooler knows no such job: it ended while nobody looked
};

enum class PrinterTrouble { none, away, out_of_paper, jam, door_open, other };

struct PrintStatus {
  PrintState state = PrintState::waiting;
  PrinterTrouble trouble = PrinterTrouble::none;
};

struct PrinterHealth {
  bool ready = false;
  PrinterTrouble trouble = PrinterTrouble::none;
  std::string detail;  // for `anteroom doctor`
};

enum class Paper { a4, letter };

class Printer {
 public:
  virtual ~Printer() = default;
  // `title` is a constant word of ours ("visit-summary"), never patient data.
  [[nodiscard]] virtual Result<PrintJobId> submit(std::span<const std::byte> pdf, std::string_view title) = 0;
  [[nodiscard]] virtual Result<PrintStatus> status(PrintJobId job) = 0;
  // Removes job and document. Fine when the job is gone; Fault::conflict when the page is out (status() says printed).
  [[nodiscard]] virtual Result<void> cancel(PrintJobId job) = 0;
  // Asks the device itself, without paper.
  [[nodiscard]] virtual PrinterHealth health() = 0;
};

}  // namespace anteroom::platform
