// The alert channel that is a slip of paper at the nurses' printer. It counts as delivered only when the printer says
// that the slip came out; a slip that did not come out in time is taken back, so that an old one never surprises
// anybody.
#pragma once

#include "platform/alerts.h"
#include "platform/clock.h"
#include "platform/printer.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <vector>

namespace anteroom::platform {

class PrinterAlertChannel final : public AlertChannel {
 public:
  // The slip's page as PDF bytes; drawn by whoever may draw.
  using DrawSlip = std::function<Result<std::vector<std::byte>>(const AlertMessage& message)>;
  using Pause = std::function<void(std::chrono::milliseconds)>;

  // Printer and clock outlive the channel. `deadline`: from submission until the slip is taken back. `pause` lets a
  // test spend the time between two questions in its own way; it sleeps when none is given.
  PrinterAlertChannel(Printer& printer, const Clock& clock, DrawSlip draw_slip, std::chrono::milliseconds deadline,
                      Pause pause = {});

  [[nodiscard]] ChannelKind kind() const override { return ChannelKind::printer; }
  // Blocks until the slip is out or the deadline has passed. Fault::unavailable or Fault::timed_out with the reason;
  // a slip whose fate is unknown counts as undelivered: a second slip does no harm, none would.
  [[nodiscard]] Result<void> deliver(const AlertMessage& message) override;
  // Asks the printer, without paper.
  [[nodiscard]] Result<void> self_test() override;

 private:
  Printer& m_printer;
  const Clock& m_clock;
  DrawSlip m_draw_slip;
  std::chrono::milliseconds m_deadline;
  Pause m_pause;
};

}  // namespace anteroom::platform
