#include "platform/remote/notifier.h"

#include <algorithm>
#include <utility>

namespace anteroom::platform {
namespace {

class RemoteChannel final : public AlertChannel {
 public:
  RemoteChannel(ChannelKind kind, std::shared_ptr<Line> notifier) : m_kind(kind), m_notifier(std::move(notifier)) {}

  [[nodiscard]] ChannelKind kind() const override { return m_kind; }
  [[nodiscard]] bool says_where() const override { return m_kind != ChannelKind::lamp; }
  Result<void> deliver(const AlertMessage& message) override {
    return wire::ask<NotifierCalls, &NotifierDesk::deliver>(*m_notifier, m_kind, message);
  }
  Result<void> self_test() override { return wire::ask<NotifierCalls, &NotifierDesk::self_test>(*m_notifier, m_kind); }
  Result<void> stand_down() override {
    return wire::ask<NotifierCalls, &NotifierDesk::stand_down>(*m_notifier, m_kind);
  }

 private:
  ChannelKind m_kind;
  std::shared_ptr<Line> m_notifier;
};

class RemotePrinter final : public Printer {
 public:
  RemotePrinter(Printer& spooler, std::shared_ptr<Line> notifier)
      : m_spooler(spooler), m_notifier(std::move(notifier)) {}

  Result<PrintJobId> submit(std::span<const std::byte> pdf, std::string_view title) override {
    return m_spooler.submit(pdf, title);
  }
  Result<PrintStatus> status(PrintJobId job) override {
    return wire::ask<NotifierCalls, &NotifierDesk::print_status>(*m_notifier, job);
  }
  Result<void> cancel(PrintJobId job) override {
    return wire::ask<NotifierCalls, &NotifierDesk::cancel_print>(*m_notifier, job);
  }
  PrinterHealth health() override {
    auto health = wire::ask<NotifierCalls, &NotifierDesk::printer_health>(*m_notifier);
    if (!health) return {false, PrinterTrouble::other, "nobody could ask the printer: " + health.error().detail};
    return *std::move(health);
  }

 private:
  Printer& m_spooler;
  std::shared_ptr<Line> m_notifier;
};

}  // namespace

std::optional<std::string> NotifierSession::answer(std::string_view request) {
  NotifierDesk& desk = *this;
  return NotifierCalls::answer(request, desk);
}

Result<AlertChannel*> NotifierSession::channel_of(ChannelKind kind) const {
  const auto found = std::ranges::find(m_channels, kind, &AlertChannel::kind);
  if (found == m_channels.end()) return failure(Fault::not_found, "the notifier's settings do not name this channel");
  return *found;
}

Result<void> NotifierSession::deliver(ChannelKind channel, const AlertMessage& message) {
  return channel_of(channel).and_then([&](AlertChannel* found) { return found->deliver(message); });
}
Result<void> NotifierSession::self_test(ChannelKind channel) {
  return channel_of(channel).and_then([](AlertChannel* found) { return found->self_test(); });
}
Result<void> NotifierSession::stand_down(ChannelKind channel) {
  return channel_of(channel).and_then([](AlertChannel* found) { return found->stand_down(); });
}

Result<Printer*> NotifierSession::printer() const {
  if (m_printer == nullptr) return failure(Fault::not_found, "the printer is asked about on another line");
  return m_printer;
}

Result<PrintStatus> NotifierSession::print_status(PrintJobId job) {
  return printer().and_then([&](Printer* found) { return found->status(job); });
}
Result<void> NotifierSession::cancel_print(PrintJobId job) {
  return printer().and_then([&](Printer* found) { return found->cancel(job); });
}
Result<PrinterHealth> NotifierSession::printer_health() {
  return printer().transform([](Printer* found) { return found->health(); });
}

std::unique_ptr<Printer> remote_printer(Printer& spooler, std::shared_ptr<Line> notifier) {
  return std::make_unique<RemotePrinter>(spooler, std::move(notifier));
}

std::unique_ptr<AlertChannel> remote_channel(ChannelKind kind, std::shared_ptr<Line> notifier) {
  return std::make_unique<RemoteChannel>(kind, std::move(notifier));
}

}  // namespace anteroom::platform
