#include "platform/lamp_alert_channel.h"

namespace anteroom::platform {

Result<void> LampAlertChannel::turn(Level level) {
  if (auto set = m_line.set(level); !set) return set;
  const auto found = m_line.level();
  if (!found) return std::unexpected(found.error());
  if (*found != level) return failure(Fault::unavailable, "the lamp's line does not keep what it is told");
  m_level = level;
  return {};
}

Result<void> LampAlertChannel::deliver(const AlertMessage&) { return turn(Level::on); }

Result<void> LampAlertChannel::self_test() { return turn(m_level); }

Result<void> LampAlertChannel::stand_down() { return turn(Level::off); }

}  // namespace anteroom::platform
