// Alert channels that need the network: a webhook and a mail through the clinic's own relay. Both say kiosk and visit
// code only, follow no redirection and wait at most `network_patience`.
#pragma once

#include "platform/alerts.h"
#include "platform/config.h"

#include <chrono>

namespace anteroom::platform {

inline constexpr std::chrono::seconds network_patience{15};

// Posts JSON: {"kiosk", "visit", "at", "subject": "patient" | "printer" | "storage" | "self-test", "urgent", "for",
// "escalated"}. Delivered when the server answers 2xx.
class WebhookAlertChannel final : public AlertChannel {
 public:
  explicit WebhookAlertChannel(Config::Webhook webhook);
  [[nodiscard]] ChannelKind kind() const override { return ChannelKind::webhook; }
  [[nodiscard]] Result<void> deliver(const AlertMessage& message) override;
  [[nodiscard]] Result<void> self_test() override;

 private:
  Config::Webhook m_webhook;
};

// Delivered when the relay has taken the message. The self-test says NOOP to it and sends nothing.
class MailAlertChannel final : public AlertChannel {
 public:
  explicit MailAlertChannel(Config::Mail mail);
  [[nodiscard]] ChannelKind kind() const override { return ChannelKind::mail; }
  [[nodiscard]] Result<void> deliver(const AlertMessage& message) override;
  [[nodiscard]] Result<void> self_test() override;

 private:
  Config::Mail m_mail;
};

}  // namespace anteroom::platform
