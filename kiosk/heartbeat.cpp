#include "kiosk/heartbeat.h"

#include <algorithm>
#include <utility>

namespace anteroom::kiosk {
namespace {

// A summary that nobody has asked for in a week is no queue any more.
constexpr std::chrono::days queue{7};

}  // namespace

Heartbeat::Heartbeat(const platform::Clock& clock, platform::KioskRecords& store, std::chrono::milliseconds interval,
                     Listeners listeners)
    : m_clock(clock), m_store(store), m_interval(interval), m_listeners(std::move(listeners)) {}

bool Heartbeat::is_due() const { return m_clock.since_boot() >= m_next; }

void Heartbeat::presented() {
  if (!is_due()) return;
  const bool listened_to = m_interval != std::chrono::milliseconds::max();
  m_next = listened_to ? m_clock.since_boot() + m_interval : std::chrono::milliseconds::max();
  const auto figures = m_store.figures(m_clock.now() - queue);
  if (!figures) return;  // silent: the service manager will see to it
  if (!std::exchange(m_is_ready, true)) m_listeners.ready();
  if (!listened_to) return;
  m_listeners.alive();
  m_listeners.tell(*figures);
}

std::chrono::milliseconds Heartbeat::wait() const {
  if (m_next == std::chrono::milliseconds::max()) return m_next;
  return std::max(m_next - m_clock.since_boot(), std::chrono::milliseconds{0});
}

}  // namespace anteroom::kiosk
