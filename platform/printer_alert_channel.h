// The alert channel that needs no network: a slip at the nurses' printer. It draws nothing itself and says nothing of
// the patient but the visit code.
#pragma once

#include "platform/alerts.h"
#include "platform/printer.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <vector>

namespace anteroom::platform {

class PrinterAlertChannel final : public AlertChannel {
 public:
  using DrawSlip = std::function<Result<std::vector<std::byte>>(const AlertMessage&)>;

  // `printer` outlives the channel. A slip that is not on paper after `deadline` is taken back, so that it cannot come
  // out twice when the alert is tried again.
  PrinterAlertChannel(Printer& printer, DrawSlip draw_slip, std::chrono::milliseconds deadline,
                      std::chrono::milliseconds poll = std::chrono::milliseconds{500});

  [[nodiscard]] std::string name() const override;
  // Blocks until the printer says that the slip is out, or with the reason why it is not; up to the deadline.
  [[nodiscard]] Result<void> deliver(const AlertMessage& message) override;
  // Asks the printer itself, without paper.
  [[nodiscard]] Result<void> self_test() override;

 private:
  Printer& m_printer;
  DrawSlip m_draw_slip;
  std::chrono::milliseconds m_deadline;
  std::chrono::milliseconds m_poll;
};

}  // namespace anteroom::platform
