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

std::unique_ptr<AlertChannel> remote_channel(ChannelKind kind, std::shared_ptr<Line> notifier) {
  return std::make_unique<RemoteChannel>(kind, std::move(notifier));
}

}  // namespace anteroom::platform
