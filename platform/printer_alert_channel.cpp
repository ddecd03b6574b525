#include "platform/printer_alert_channel.h"

#include "platform/print_and_wait.h"

#include <thread>
#include <utility>

namespace anteroom::platform {

PrinterAlertChannel::PrinterAlertChannel(Printer& printer, const Clock& clock, DrawSlip draw_slip,
                                         std::chrono::milliseconds deadline, Pause pause)
    : m_printer(printer),
      m_clock(clock),
      m_draw_slip(std::move(draw_slip)),
      m_wait{.title = "alert-slip",
             .printer = "the nurses' printer",
             .page = "the slip",
             .deadline = deadline,
             .pause = pause ? std::move(pause)
                            : [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }} {}

Result<void> PrinterAlertChannel::deliver(const AlertMessage& message) {
  const auto slip = m_draw_slip(message);
  if (!slip) return std::unexpected(slip.error());
  return print_and_wait(m_printer, m_clock, *slip, m_wait);
}

Result<void> PrinterAlertChannel::self_test() {
  const PrinterHealth health = m_printer.health();
  if (health.ready) return {};
  return failure(Fault::unavailable, health.detail.empty() ? in_words(health.trouble, m_wait) : health.detail);
}

}  // namespace anteroom::platform
