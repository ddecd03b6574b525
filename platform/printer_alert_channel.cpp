#include "platform/printer_alert_channel.h"

#include <string_view>
#include <thread>
#include <utility>

namespace anteroom::platform {
namespace {

// Constant: a job's title stands in the spooler's lists.
constexpr std::string_view job_title = "alert-slip";
constexpr std::chrono::milliseconds poll_interval{250};

std::string in_words(PrinterTrouble trouble) {
  switch (trouble) {
    case PrinterTrouble::none: return "the nurses' printer did not finish the slip in time";
    case PrinterTrouble::away: return "the nurses' printer does not answer";
    case PrinterTrouble::out_of_paper: return "the nurses' printer has no paper";
    case PrinterTrouble::jam: return "the nurses' printer has a paper jam";
    case PrinterTrouble::door_open: return "a door of the nurses' printer is open";
    case PrinterTrouble::other: return "the nurses' printer is in trouble";
  }
  return "the nurses' printer is in trouble";
}

}  // namespace

PrinterAlertChannel::PrinterAlertChannel(Printer& printer, const Clock& clock, DrawSlip draw_slip,
                                         std::chrono::milliseconds deadline, Pause pause)
    : m_printer(printer),
      m_clock(clock),
      m_draw_slip(std::move(draw_slip)),
      m_deadline(deadline),
      m_pause(pause ? std::move(pause) : [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }) {}

Result<void> PrinterAlertChannel::deliver(const AlertMessage& message) {
  const auto slip = m_draw_slip(message);
  if (!slip) return std::unexpected(slip.error());
  const auto job = m_printer.submit(*slip, job_title);
  if (!job) return std::unexpected(job.error());
  const auto end = m_clock.since_boot() + m_deadline;
  PrinterTrouble trouble = PrinterTrouble::none;
  while (true) {
    // A spooler that cannot be asked right now may have printed all the same: ask until the deadline.
    if (const auto status = m_printer.status(*job)) {
      trouble = status->trouble;
      switch (status->state) {
        case PrintState::waiting: break;
        case PrintState::printed: return {};
        case PrintState::failed:
        case PrintState::cancelled: return failure(Fault::unavailable, "the nurses' printer gave the slip up");
        case PrintState::gone: return failure(Fault::unavailable, "nobody knows whether the slip came out");
      }
    } else {
      trouble = PrinterTrouble::away;
    }
    if (m_clock.since_boot() >= end) break;
    m_pause(poll_interval);
  }
  if (const auto cancelled = m_printer.cancel(*job); !cancelled) return std::unexpected(cancelled.error());
  return failure(Fault::timed_out, in_words(trouble));
}

Result<void> PrinterAlertChannel::self_test() {
  const PrinterHealth health = m_printer.health();
  if (health.ready) return {};
  return failure(Fault::unavailable, health.detail.empty() ? in_words(health.trouble) : health.detail);
}

}  // namespace anteroom::platform
