#include "platform/printer_alert_channel.h"

#include <thread>
#include <utility>

namespace anteroom::platform {
namespace {

std::string reason_of(PrinterTrouble trouble) {
  switch (trouble) {
    case PrinterTrouble::none: return "the nurses' printer did not print the slip in time";
    case PrinterTrouble::away: return "the nurses' printer is switched off or not connected";
    case PrinterTrouble::out_of_paper: return "the nurses' printer is out of paper";
    case PrinterTrouble::jam: return "paper is jammed in the nurses' printer";
    case PrinterTrouble::door_open: return "a door of the nurses' printer is open";
    case PrinterTrouble::other: return "the nurses' printer reports a problem";
  }
  return {};
}

}  // namespace

PrinterAlertChannel::PrinterAlertChannel(Printer& printer, DrawSlip draw_slip, std::chrono::milliseconds deadline,
                                         std::chrono::milliseconds poll)
    : m_printer(printer), m_draw_slip(std::move(draw_slip)), m_deadline(deadline), m_poll(poll) {}

std::string PrinterAlertChannel::name() const { return "nurses' printer"; }

Result<void> PrinterAlertChannel::deliver(const AlertMessage& message) {
  const auto slip = m_draw_slip(message);
  if (!slip) return std::unexpected(slip.error());
  const auto job = m_printer.submit(*slip, "staff-slip");
  if (!job) return std::unexpected(job.error());
  PrinterTrouble trouble = PrinterTrouble::none;
  for (auto waited = std::chrono::milliseconds{0}; waited < m_deadline; waited += m_poll) {
    if (const auto status = m_printer.status(*job)) {
      trouble = status->trouble;
      if (status->state == PrintState::printed) return {};
      if (status->state != PrintState::waiting) break;
    }
    std::this_thread::sleep_for(m_poll);
  }
  const auto cancelled = m_printer.cancel(*job);
  if (!cancelled) return failure(cancelled.error().fault, reason_of(trouble) + "; it may still print it");
  return failure(Fault::unavailable, reason_of(trouble));
}

Result<void> PrinterAlertChannel::self_test() {
  const PrinterHealth health = m_printer.health();
  if (health.ready) return {};
  return failure(Fault::unavailable, health.detail.empty() ? reason_of(health.trouble) : health.detail);
}

}  // namespace anteroom::platform
