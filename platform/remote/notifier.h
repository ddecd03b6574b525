// The ways that alerts take, in a process of their own: the network, the nurses' printer and the lamp are there, and
// the kiosk's process has a line to it. A notifier that is not there is a channel that failed, and the next one is
// told.
#pragma once

#include "platform/alerts.h"
#include "platform/remote/calls.h"
#include "platform/remote/parts.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace anteroom::platform {

class NotifierDesk {
 public:
  virtual ~NotifierDesk() = default;
  // Fault::not_found for a channel that the settings do not name; otherwise as the channel says.
  [[nodiscard]] virtual Result<void> deliver(ChannelKind channel, const AlertMessage& message) = 0;
  [[nodiscard]] virtual Result<void> self_test(ChannelKind channel) = 0;
  [[nodiscard]] virtual Result<void> stand_down(ChannelKind channel) = 0;
};

using NotifierCalls = wire::Calls<&NotifierDesk::deliver, &NotifierDesk::self_test, &NotifierDesk::stand_down>;

// The notifier's side: its own channels, asked one after the other.
class NotifierSession final : public NotifierDesk {
 public:
  // They outlive it.
  explicit NotifierSession(std::span<AlertChannel* const> channels) : m_channels(channels) {}

  // One request and its reply; nothing for one that nobody may make.
  [[nodiscard]] std::optional<std::string> answer(std::string_view request);

  [[nodiscard]] Result<void> deliver(ChannelKind channel, const AlertMessage& message) override;
  [[nodiscard]] Result<void> self_test(ChannelKind channel) override;
  [[nodiscard]] Result<void> stand_down(ChannelKind channel) override;

 private:
  [[nodiscard]] Result<AlertChannel*> channel_of(ChannelKind kind) const;
  std::span<AlertChannel* const> m_channels;
};

// One of those channels, as the kiosk's process has it.
[[nodiscard]] std::unique_ptr<AlertChannel> remote_channel(ChannelKind kind, std::shared_ptr<Line> notifier);

}  // namespace anteroom::platform
