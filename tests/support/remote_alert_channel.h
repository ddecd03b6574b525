// An alert channel with a remote control: what it delivered is kept, and it fails when told to.
#pragma once

#include "platform/alerts.h"

#include <vector>

namespace anteroom::testing {

class RemoteAlertChannel : public platform::AlertChannel {
 public:
  explicit RemoteAlertChannel(platform::ChannelKind kind = platform::ChannelKind::printer) : m_kind(kind) {}

  [[nodiscard]] platform::ChannelKind kind() const override { return m_kind; }
  [[nodiscard]] Result<void> deliver(const platform::AlertMessage& message) override {
    ++m_tries;
    if (m_broken) return failure(Fault::unavailable, "told to fail");
    m_delivered.push_back(message);
    return {};
  }
  [[nodiscard]] Result<void> self_test() override {
    ++m_self_tests;
    if (m_broken) return failure(Fault::unavailable, "told to fail");
    return {};
  }

  [[nodiscard]] bool says_where() const override { return m_says_where; }
  [[nodiscard]] Result<void> stand_down() override {
    ++m_stood_down;
    return {};
  }

  void says_no_place() { m_says_where = false; }
  void break_down() { m_broken = true; }
  void repair() { m_broken = false; }
  [[nodiscard]] const std::vector<platform::AlertMessage>& delivered() const { return m_delivered; }
  [[nodiscard]] int tries() const { return m_tries; }
  [[nodiscard]] int self_tests() const { return m_self_tests; }
  [[nodiscard]] int stood_down() const { return m_stood_down; }

 private:
  platform::ChannelKind m_kind;
  bool m_says_where = true;
  bool m_broken = false;
  int m_tries = 0;
  int m_self_tests = 0;
  int m_stood_down = 0;
  std::vector<platform::AlertMessage> m_delivered;
};

}  // namespace anteroom::testing
