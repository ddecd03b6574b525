// The kiosk's sign of life, once a minute and only where somebody listens: the screen is presented again, the store is
// read, and only then the service manager is told and the figures are written. A kiosk that hangs at any of it falls
// silent. It is the only thing that wakes a kiosk at rest.
#pragma once

#include "forms/base/result.h"
#include "platform/clock.h"
#include "platform/store/record_store.h"

#include <chrono>
#include <functional>

namespace anteroom::kiosk {

class Heartbeat {
 public:
  struct Listeners {
    std::function<void()> ready;                              // once, at the first beat
    std::function<void()> alive;                              // at every beat
    std::function<void(const platform::StoreFigures&)> tell;  // likewise: the figures that were read
  };
  // A beat every `interval`; none but the first when nobody listens (interval max()).
  Heartbeat(const platform::Clock& clock, platform::KioskRecords& store, std::chrono::milliseconds interval,
            Listeners listeners);

  // Whether the next frame shall be presented even if it is like the one before.
  [[nodiscard]] bool is_due() const;
  // A frame was presented, and the display has said so: beats when it is due.
  void presented();
  // Until the next is due; max() for never.
  [[nodiscard]] std::chrono::milliseconds wait() const;

 private:
  const platform::Clock& m_clock;
  platform::KioskRecords& m_store;
  std::chrono::milliseconds m_interval;
  Listeners m_listeners;
  std::chrono::milliseconds m_next{0};
  bool m_is_ready = false;
};

}  // namespace anteroom::kiosk
