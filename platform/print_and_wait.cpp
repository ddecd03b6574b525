#include "platform/print_and_wait.h"

#include <format>

namespace anteroom::platform {
namespace {

constexpr std::chrono::milliseconds poll_interval{250};

}  // namespace

std::string in_words(PrinterTrouble trouble, const PrintWait& how) {
  switch (trouble) {
    case PrinterTrouble::none: return std::format("{} did not finish {} in time", how.printer, how.page);
    case PrinterTrouble::away: return std::format("{} does not answer", how.printer);
    case PrinterTrouble::out_of_paper: return std::format("{} has no paper", how.printer);
    case PrinterTrouble::jam: return std::format("{} has a paper jam", how.printer);
    case PrinterTrouble::door_open: return std::format("a door of {} is open", how.printer);
    case PrinterTrouble::other: break;
  }
  return std::format("{} is in trouble", how.printer);
}

Result<void> print_and_wait(Printer& printer, const Clock& clock, std::span<const std::byte> pdf,
                            const PrintWait& how) {
  const auto job = printer.submit(pdf, how.title);
  if (!job) return std::unexpected(job.error());
  const auto end = clock.since_boot() + how.deadline;
  PrinterTrouble trouble = PrinterTrouble::none;
  while (true) {
    // A spooler that cannot be asked right now may have printed all the same: ask until the deadline.
    if (const auto status = printer.status(*job)) {
      trouble = status->trouble;
      switch (status->state) {
        case PrintState::waiting: break;
        case PrintState::printed: return {};
        case PrintState::failed:
        case PrintState::cancelled:
          return failure(Fault::unavailable, std::format("{} gave {} up", how.printer, how.page));
        case PrintState::gone:
          return failure(Fault::unavailable, std::format("nobody knows whether {} came out", how.page));
      }
    } else {
      trouble = PrinterTrouble::away;
    }
    if (clock.since_boot() >= end) break;
    how.pause(poll_interval);
  }
  if (const auto cancelled = printer.cancel(*job); !cancelled) return std::unexpected(cancelled.error());
  return failure(Fault::timed_out, in_words(trouble, how));
}

}  // namespace anteroom::platform
