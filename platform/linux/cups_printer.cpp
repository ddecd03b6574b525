#include "platform/linux/cups_printer.h"

#include "platform/linux/ipp.h"

#include <algorithm>
#include <array>
#include <format>
#include <random>
#include <thread>

namespace anteroom::platform {
namespace {

using namespace std::chrono_literals;

constexpr auto spooler_patience = 2500ms;
constexpr auto device_patience = 1500ms;  // as part of a status: asked every second
constexpr auto health_patience = 3000ms;
// How long a cancelled job may take to stop, which is when the device has been told.
constexpr int stop_polls = 30;
constexpr auto stop_poll = 100ms;

constexpr std::array job_attributes{
    "job-state",         "job-state-reasons", "job-printer-state-reasons", "job-printer-up-time", "time-at-processing",
    "time-at-completed", "job-name"};
constexpr std::array printer_attributes{"printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
                                        "printer-up-time", "device-uri"};
constexpr std::array device_job_attributes{"job-id", "job-name", "job-state"};

// Whole keyword or keyword with a severity after it.
bool says(const std::vector<std::string>& reasons, std::string_view keyword) {
  return std::ranges::any_of(reasons, [&](const std::string& reason) { return reason.starts_with(keyword); });
}

// IANA's printer-state-reasons. The severity (-report, -warning, -error) does not count: devices disagree on it, and
// one that waits for paper while idle calls it a report.
PrinterTrouble trouble_of(const std::vector<std::string>& reasons) {
  if (says(reasons, "media-jam")) return PrinterTrouble::jam;
  if (says(reasons, "door-open") || says(reasons, "cover-open") || says(reasons, "interlock-open"))
    return PrinterTrouble::door_open;
  if (says(reasons, "media-empty") || says(reasons, "media-needed") || says(reasons, "input-tray-missing")) {
    return PrinterTrouble::out_of_paper;
  }
  if (says(reasons, "offline") || says(reasons, "connecting-to-device") || says(reasons, "timed-out") ||
      says(reasons, "shutdown")) {
    return PrinterTrouble::away;
  }
  for (const char* other : {"stopped", "paused", "toner-empty", "marker-supply-empty", "output-area-full",
                            "output-tray-missing", "fuser-over-temp", "spool-area-full"}) {
    if (says(reasons, other)) return PrinterTrouble::other;
  }
  return PrinterTrouble::none;
}

// A device that can be asked about its own jobs. A bare socket cannot: "completed" would only mean "sent".
bool is_driverless(std::string_view device_uri) {
  return (device_uri.starts_with("ipp://") || device_uri.starts_with("ipps://") ||
          device_uri.starts_with("dnssd://")) &&
         !device_uri.contains("waitjob=false");
}

std::string uri_of(const std::string& queue) { return "ipp://localhost/printers/" + queue; }

IppRequest about_queue(const std::string& queue) {
  return std::move(IppRequest(IPP_OP_GET_PRINTER_ATTRIBUTES, uri_of(queue)).wanted(printer_attributes));
}

IppRequest about_job(const std::string& queue, PrintJobId job) {
  return std::move(IppRequest(IPP_OP_GET_JOB_ATTRIBUTES, uri_of(queue)).job(job.value).wanted(job_attributes));
}

bool has_ended(const IppAnswer& job) { return job.number("job-state").value_or(0) >= IPP_JSTATE_CANCELED; }

// What the device itself says; absent when it does not answer.
struct Device {
  IppConnection connection;
  IppAnswer answer;
};

std::optional<Device> ask_device(const std::string& device_uri, std::chrono::milliseconds patience) {
  if (!is_driverless(device_uri)) return std::nullopt;
  auto connection = IppConnection::to_device(device_uri, patience);
  if (!connection) return std::nullopt;
  IppAnswer answer = connection->ask(
      std::move(IppRequest(IPP_OP_GET_PRINTER_ATTRIBUTES, connection->uri()).wanted(printer_attributes)));
  if (!answer.ok()) return std::nullopt;
  return Device{std::move(*connection), std::move(answer)};
}

// Our job as the device knows it.
std::optional<IppAnswer::Job> find_on(Device& device, const char* which, const std::string& job_name) {
  const IppAnswer answer = device.connection.ask(std::move(IppRequest(IPP_OP_GET_JOBS, device.connection.uri())
                                                               .keyword(IPP_TAG_OPERATION, "which-jobs", which)
                                                               .wanted(device_job_attributes)));
  for (IppAnswer::Job& job : answer.jobs()) {
    if (job.name.contains(job_name)) return std::move(job);
  }
  return std::nullopt;
}

// The page is out, whatever the spooler knows of it. No two jobs of ours have one name.
bool has_printed(Device& device, const std::string& job_name) {
  const auto remembered = find_on(device, "completed", job_name);
  return remembered && remembered->state == IPP_JSTATE_COMPLETED;
}

// The spooler says "completed". True when the device cannot have forgotten the job in between, or remembers printing
// it.
bool is_confirmed(const IppAnswer& job, Device& device) {
  const auto now = job.number("job-printer-up-time");
  const auto began = job.number("time-at-processing");
  const auto ended = job.number("time-at-completed");
  const auto running = device.answer.number("printer-up-time");
  if (now && began && ended && running) {
    const int started = *now - *running;  // all by the spooler's clock, in seconds
    if (started < *began || started > *ended) return true;
  }
  return has_printed(device, job.text("job-name"));
}

std::string numbered(std::string_view title) {
  std::random_device random;  // getrandom: no state to share between threads
  return std::format("{}-{:08x}", title, random());
}

PrinterHealth unready(PrinterTrouble trouble, std::string detail) { return {false, trouble, std::move(detail)}; }

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

PrinterHealth health_of(const IppAnswer& device) {
  const auto reasons = device.words("printer-state-reasons");
  switch (const PrinterTrouble trouble = trouble_of(reasons); trouble) {
    case PrinterTrouble::none: break;
    case PrinterTrouble::away: return unready(trouble, "the printer says it is offline; see its own panel");
    case PrinterTrouble::out_of_paper: return unready(trouble, "the printer has no paper; fill its tray");
    case PrinterTrouble::jam: return unready(trouble, "paper is jammed; clear it as the printer's panel shows");
    case PrinterTrouble::door_open: return unready(trouble, "a door of the printer is open; close it");
    case PrinterTrouble::other: return unready(trouble, "the printer reports " + joined(reasons));
  }
  if (device.number("printer-state") == IPP_PSTATE_STOPPED) {
    return unready(PrinterTrouble::other, "the printer has stopped; see its own panel");
  }
  if (device.truth("printer-is-accepting-jobs") == false) {
    return unready(PrinterTrouble::other, "the printer refuses jobs; see its own panel");
  }
  return {true, PrinterTrouble::none, "ready"};
}

}  // namespace

Result<PrintJobId> CupsPrinter::submit(std::span<const std::byte> pdf, std::string_view title) {
  if (m_queue.queue.empty()) return failure(Fault::unavailable, "no printer is set up");
  auto spooler = IppConnection::to_spooler(m_queue.server, spooler_patience);
  if (!spooler) return failure(Fault::unavailable, "the print service does not answer");
  const char* paper = m_queue.paper == Paper::a4 ? "iso_a4_210x297mm" : "na_letter_8.5x11in";
  const IppAnswer created = spooler->ask(std::move(IppRequest(IPP_OP_CREATE_JOB, uri_of(m_queue.queue))
                                                       .name("job-name", numbered(title))
                                                       .keyword(IPP_TAG_JOB, "media", paper)));
  const int id = created.number("job-id").value_or(0);
  if (!created.ok() || id == 0)
    return failure(Fault::unavailable, "the print service refused: " + created.status_text());
  const auto sent = spooler->send(std::move(IppRequest(IPP_OP_SEND_DOCUMENT, uri_of(m_queue.queue))
                                                .job(id)
                                                .media_type("document-format", CUPS_FORMAT_PDF)
                                                .flag("last-document", true)),
                                  pdf);
  if (sent.answer.ok()) return PrintJobId{id};
  if (sent.whole && sent.answer.unanswered()) {
    return failure(Fault::timed_out, "the print service took the page and did not confirm it");
  }
  // A job without its document would wait in the list; when even this fails, the spooler drops it by itself.
  (void)cancel(PrintJobId{id});
  return failure(Fault::unavailable, "the print service did not take the page: " + sent.answer.status_text());
}

Result<PrintStatus> CupsPrinter::status(PrintJobId job) {
  auto spooler = IppConnection::to_spooler(m_queue.server, spooler_patience);
  if (!spooler) return failure(Fault::unavailable, "the print service does not answer");
  const IppAnswer answer = spooler->ask(about_job(m_queue.queue, job));
  if (answer.not_found()) return PrintStatus{PrintState::gone, PrinterTrouble::none};
  if (!answer.ok()) return failure(Fault::unavailable, "the print service does not tell: " + answer.status_text());
  switch (answer.number("job-state").value_or(0)) {
    case IPP_JSTATE_CANCELED: {
      const IppAnswer queue = spooler->ask(about_queue(m_queue.queue));
      auto device = ask_device(queue.text("device-uri"), device_patience);
      if (device && has_printed(*device, answer.text("job-name")))
        return PrintStatus{PrintState::printed, PrinterTrouble::none};
      return PrintStatus{PrintState::cancelled, trouble_of(answer.words("job-printer-state-reasons"))};
    }
    case IPP_JSTATE_ABORTED:
      return PrintStatus{PrintState::failed, trouble_of(answer.words("job-printer-state-reasons"))};
    case IPP_JSTATE_COMPLETED: {
      const IppAnswer queue = spooler->ask(about_queue(m_queue.queue));
      auto device = ask_device(queue.text("device-uri"), device_patience);
      if (device && is_confirmed(answer, *device)) return PrintStatus{PrintState::printed, PrinterTrouble::none};
      return PrintStatus{PrintState::gone, device ? PrinterTrouble::none : PrinterTrouble::away};
    }
    default: break;
  }
  // The device knows best; the spooler's keywords lag behind it and say nothing when it is switched off.
  const IppAnswer queue = spooler->ask(about_queue(m_queue.queue));
  auto device = ask_device(queue.text("device-uri"), device_patience);
  if (!device) return PrintStatus{PrintState::waiting, PrinterTrouble::away};
  // After a refill the spooler may learn of the page long after it came out.
  if (has_printed(*device, answer.text("job-name"))) return PrintStatus{PrintState::printed, PrinterTrouble::none};
  const IppAnswer& of_device = device->answer;
  for (const IppAnswer* source : {&of_device, &answer, &queue}) {
    const char* name = source == &answer ? "job-printer-state-reasons" : "printer-state-reasons";
    auto trouble = trouble_of(source->words(name));
    // The device has just answered: what the spooler says about reaching it is old.
    if (source != &of_device && trouble == PrinterTrouble::away) trouble = PrinterTrouble::none;
    if (trouble != PrinterTrouble::none) return PrintStatus{PrintState::waiting, trouble};
  }
  return PrintStatus{PrintState::waiting, PrinterTrouble::none};
}

Result<void> CupsPrinter::cancel(PrintJobId job) {
  auto spooler = IppConnection::to_spooler(m_queue.server, spooler_patience);
  if (!spooler) return failure(Fault::unavailable, "the print service does not answer");
  IppAnswer before = spooler->ask(about_job(m_queue.queue, job));
  if (before.not_found()) return {};
  if (!before.ok()) return failure(Fault::unavailable, "the print service does not tell: " + before.status_text());
  bool may_still_print = false;
  if (!has_ended(before)) {
    // A purge at once would kill the filter that takes the job back from the device, and the device would print it
    // later.
    (void)spooler->ask(std::move(IppRequest(IPP_OP_CANCEL_JOB, uri_of(m_queue.queue)).job(job.value)));
    for (int poll = 0; poll < stop_polls; ++poll) {
      const IppAnswer now = spooler->ask(about_job(m_queue.queue, job));
      if (!now.ok() || (has_ended(now) && !says(now.words("job-state-reasons"), "processing-to-stop-point"))) break;
      std::this_thread::sleep_for(stop_poll);
    }
    const IppAnswer queue = spooler->ask(about_queue(m_queue.queue));
    if (auto device = ask_device(queue.text("device-uri"), device_patience)) {
      // It came out while it was being taken back. The job stays, so that it can be asked about once more.
      if (has_printed(*device, before.text("job-name")))
        return failure(Fault::conflict, "the page came out before it could be taken back");
      if (const auto kept = find_on(*device, "not-completed", before.text("job-name"))) {
        // One that waits for paper or a hand has put nothing out. One that runs may end before it hears of this, and a
        // page that is printed again would be there twice.
        may_still_print = kept->state == IPP_JSTATE_PROCESSING &&
                          trouble_of(device->answer.words("printer-state-reasons")) == PrinterTrouble::none;
        (void)device->connection.ask(std::move(IppRequest(IPP_OP_CANCEL_JOB, device->connection.uri()).job(kept->id)));
      }
    } else {
      may_still_print = says(before.words("job-printer-state-reasons"), "cups-waiting-for-job-completed");
    }
  }
  // A job that is still ending is only marked the first time.
  for (int poll = 0; poll < stop_polls; ++poll) {
    const IppAnswer purged = spooler->ask(
        std::move(IppRequest(IPP_OP_CANCEL_JOB, uri_of(m_queue.queue)).job(job.value).flag("purge-job", true)));
    if (purged.not_found()) break;
    if (!purged.ok())
      return failure(Fault::unavailable, "the print service did not remove the job: " + purged.status_text());
    if (spooler->ask(about_job(m_queue.queue, job)).not_found()) break;
    std::this_thread::sleep_for(stop_poll);
  }
  if (may_still_print) {
    return failure(Fault::unavailable, "the printer had taken the page; it may still print");
  }
  return {};
}

PrinterHealth CupsPrinter::health() {
  const std::string& queue = m_queue.queue;
  if (queue.empty())
    return unready(PrinterTrouble::other, "no printer is set up; name its CUPS queue in anteroom.toml");
  auto spooler = IppConnection::to_spooler(m_queue.server, spooler_patience);
  if (!spooler) {
    return unready(PrinterTrouble::away,
                   std::format("the print service at {} does not answer; see systemctl status cups",
                               m_queue.server.empty() ? "this machine" : m_queue.server));
  }
  const IppAnswer answer = spooler->ask(about_queue(queue));
  if (answer.not_found()) {
    return unready(PrinterTrouble::other, std::format("CUPS has no queue '{}'; lpstat -e lists those it has", queue));
  }
  if (!answer.ok()) return unready(PrinterTrouble::away, "the print service does not tell: " + answer.status_text());
  if (answer.number("printer-state") == IPP_PSTATE_STOPPED) {
    return unready(PrinterTrouble::other, std::format("the queue is paused; cupsenable {}", queue));
  }
  if (answer.truth("printer-is-accepting-jobs") == false) {
    return unready(PrinterTrouble::other, std::format("the queue refuses jobs; cupsaccept {}", queue));
  }
  const std::string device_uri = answer.text("device-uri");
  if (!is_driverless(device_uri)) {
    return unready(PrinterTrouble::other,
                   std::format("the queue is not driverless, so nobody could tell when a page came out; "
                               "lpadmin -p {} -v ipp://… -m everywhere",
                               queue));
  }
  const auto device = ask_device(device_uri, health_patience);
  if (!device) return unready(PrinterTrouble::away, "the printer does not answer; is it switched on and connected?");
  return health_of(device->answer);
}

}  // namespace anteroom::platform
