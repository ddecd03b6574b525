// The whole kiosk as the window sees it: one call a frame. It owns the state, and decides nothing that flow or screens
// do not.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/services.h"
#include "kiosk/ui/ui.h"

#include <chrono>

namespace anteroom::screens {

class App {
 public:
  explicit App(Services& services);
  App(Services& services, flow::State state);  // goes on from there

  // Before Ui::begin_frame: takes in what workers brought back and what time did; forgets the person who left.
  void settle(ui::Ui& ui);
  // Between begin_frame and end_frame: draws the screen and takes the touch. True when the touch changed something, so
  // that another frame is due at once.
  bool frame(ui::Ui& ui);
  // How long the loop may sleep when nothing comes from a finger or a worker.
  [[nodiscard]] std::chrono::milliseconds wait() const;

  [[nodiscard]] const flow::State& state() const { return m_state; }

 private:
  void step(flow::Intent intent);

  Services& m_services;
  flow::State m_state;
  bool m_person_left = false;
};

}  // namespace anteroom::screens
