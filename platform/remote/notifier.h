// What takes the network, in a process of its own: the ways that alerts take, and the questions to the printer about
// its jobs. The kiosk's process has two lines to it. A notifier that is not there is a channel that failed, and the
// next one is told; and a printer that does not answer. No document ever goes there.
#pragma once

#include "platform/alerts.h"
#include "platform/printer.h"
#include "platform/remote/calls.h"
#include "platform/remote/parts.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace anteroom::platform {

// A page that is asked about must not hold up an alert.
inline constexpr std::size_t notifier_lines = 2;
struct NotifierLines {
  std::shared_ptr<Line> alerts;
  std::shared_ptr<Line> printing;
};

class NotifierDesk {
 public:
  virtual ~NotifierDesk() = default;
  // Fault::not_found for a channel that the settings do not name; otherwise as the channel says.
  [[nodiscard]] virtual Result<void> deliver(ChannelKind channel, const AlertMessage& message) = 0;
  [[nodiscard]] virtual Result<void> self_test(ChannelKind channel) = 0;
  [[nodiscard]] virtual Result<void> stand_down(ChannelKind channel) = 0;
  // As Printer's status, cancel and health of the summaries' printer; Fault::not_found on a line that has none.
  [[nodiscard]] virtual Result<PrintStatus> print_status(PrintJobId job) = 0;
  [[nodiscard]] virtual Result<void> cancel_print(PrintJobId job) = 0;
  [[nodiscard]] virtual Result<PrinterHealth> printer_health() = 0;
};

using NotifierCalls =
    wire::Calls<&NotifierDesk::deliver, &NotifierDesk::self_test, &NotifierDesk::stand_down,
                &NotifierDesk::print_status, &NotifierDesk::cancel_print, &NotifierDesk::printer_health>;

// The notifier's side of one line: its own channels, or the printer, asked one after the other.
class NotifierSession final : public NotifierDesk {
 public:
  // They outlive it.
  explicit NotifierSession(std::span<AlertChannel* const> channels) : m_channels(channels) {}
  explicit NotifierSession(Printer& printer) : m_printer(&printer) {}

  // One request and its reply; nothing for one that nobody may make.
  [[nodiscard]] std::optional<std::string> answer(std::string_view request);

  [[nodiscard]] Result<void> deliver(ChannelKind channel, const AlertMessage& message) override;
  [[nodiscard]] Result<void> self_test(ChannelKind channel) override;
  [[nodiscard]] Result<void> stand_down(ChannelKind channel) override;
  [[nodiscard]] Result<PrintStatus> print_status(PrintJobId job) override;
  [[nodiscard]] Result<void> cancel_print(PrintJobId job) override;
  [[nodiscard]] Result<PrinterHealth> printer_health() override;

 private:
  [[nodiscard]] Result<AlertChannel*> channel_of(ChannelKind kind) const;
  [[nodiscard]] Result<Printer*> printer() const;
  std::span<AlertChannel* const> m_channels = {};
  Printer* m_printer = nullptr;
};

// One of those channels, as the kiosk's process has it.
[[nodiscard]] std::unique_ptr<AlertChannel> remote_channel(ChannelKind kind, std::shared_ptr<Line> notifier);

// The printer, as the kiosk's process has it: a page goes to `spooler`, which is this machine's own and outlives it;
// only the notifier can ask the device. Safe to call from several threads when `spooler` is.
[[nodiscard]] std::unique_ptr<Printer> remote_printer(Printer& spooler, std::shared_ptr<Line> notifier);

}  // namespace anteroom::platform
