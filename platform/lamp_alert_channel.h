// The alert channel that is a lamp or a buzzer on a wire. It says that somebody is needed, not where, and shines until
// no alert waits any more.
#pragma once

#include "platform/alerts.h"
#include "platform/output_line.h"

namespace anteroom::platform {

class LampAlertChannel final : public AlertChannel {
 public:
  // The line outlives the channel.
  explicit LampAlertChannel(OutputLine& line) : m_line(line) {}

  [[nodiscard]] ChannelKind kind() const override { return ChannelKind::lamp; }
  [[nodiscard]] bool says_where() const override { return false; }
  [[nodiscard]] Result<void> deliver(const AlertMessage& message) override;
  // Whether the wire can be had and says what it was told; whether a lamp hangs on it only a person can see.
  [[nodiscard]] Result<void> self_test() override;
  [[nodiscard]] Result<void> stand_down() override;

 private:
  [[nodiscard]] Result<void> turn(Level level);

  OutputLine& m_line;
  Level m_level = Level::off;
};

}  // namespace anteroom::platform
