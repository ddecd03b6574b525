// The Printer that a CUPS queue is: driverless IPP, documents from memory. It refuses to believe a "completed" that the
// device may never have seen through (see status()), and holds no connection: each call makes its own, with time-outs,
// so a dead spooler costs at most about five seconds. Safe to call from several threads.
#pragma once

#include "platform/config.h"
#include "platform/printer.h"

namespace anteroom::platform {

class CupsPrinter final : public Printer {
 public:
  // `queue.server` is "host", "host:port" or the path of a socket; empty is the machine's own.
  explicit CupsPrinter(Config::PrinterQueue queue) : m_queue(std::move(queue)) {}

  // Fault::unavailable: nothing was taken, nothing will print. Fault::timed_out: the spooler may have taken it.
  // The job's name is `title` and a random number, by which the device can be asked about this very job.
  [[nodiscard]] Result<PrintJobId> submit(std::span<const std::byte> pdf, std::string_view title) override;

  // `printed` is the device's word. CUPS also says "completed" of a job that the device forgot because it was switched
  // off and on with the page inside; such a job is `gone` unless the device itself remembers printing it.
  [[nodiscard]] Result<PrintStatus> status(PrintJobId job) override;

  // Takes the job back from the device first, then removes it and its document from the spool. May take up to ten
  // seconds. Fault::unavailable when the device had taken the whole page and cannot be asked: it may still print.
  [[nodiscard]] Result<void> cancel(PrintJobId job) override;

  // Any empty tray counts as out of paper: which tray a page would come from is the device's secret.
  [[nodiscard]] PrinterHealth health() override;

 private:
  Config::PrinterQueue m_queue;
};

}  // namespace anteroom::platform
