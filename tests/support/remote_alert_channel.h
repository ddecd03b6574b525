// An alert channel with a remote control: what it delivered is kept, and it fails when told to.
#pragma once

#include "platform/alerts.h"

#include <vector>

namespace anteroom::testing {

class RemoteAlertChannel : public platform::AlertChannel {
 public:
  [[nodiscard]] std::string name() const override { return "remote"; }
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

  void break_down() { m_broken = true; }
  void repair() { m_broken = false; }
  [[nodiscard]] const std::vector<platform::AlertMessage>& delivered() const { return m_delivered; }
  [[nodiscard]] int tries() const { return m_tries; }
  [[nodiscard]] int self_tests() const { return m_self_tests; }

 private:
  bool m_broken = false;
  int m_tries = 0;
  int m_self_tests = 0;
  std::vector<platform::AlertMessage> m_delivered;
};

}  // namespace anteroom::testing
