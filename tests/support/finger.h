// A finger on a kiosk without a window: taps by the names of marks, and looks at what each frame showed.
#pragma once

#include "kiosk/screens/app.h"
#include "kiosk/ui/ui.h"
#include "tests/support/kiosk_world.h"

#include <set>

namespace anteroom::testing {

class Finger {
 public:
  Finger(KioskWorld& world, ui::Ui& ui, screens::App& app) : m_world(world), m_ui(ui), m_app(app) { rest(); }

  [[nodiscard]] const ui::Probe& probe() const { return m_ui.probe(); }
  [[nodiscard]] std::string screen() const { return probe().screen; }
  [[nodiscard]] bool sees(std::string_view id) const { return probe().find(id) != nullptr; }
  [[nodiscard]] bool reads(std::string_view words) const {
    return std::ranges::any_of(probe().texts, [&](const ui::TextRun& run) { return run.text.contains(words); });
  }

  // Press, release, and the frames until the kiosk is at rest again.
  void tap(std::string_view id) {
    const ui::Mark* mark = probe().find(id);
    ASSERT_NE(mark, nullptr) << id << " is not on " << screen();
    ASSERT_TRUE(mark->enabled) << id << " is not enabled on " << screen();
    ASSERT_NE(mark->kind, ui::MarkKind::state) << id << " cannot be tapped";
    const ui::Point at = mark->rect.center();
    frame({at, true});
    frame({at, true});
    frame({at, false});
    rest();
  }
  void type(std::string_view keys) {
    if (sees("keys:open")) tap("keys:open");  // the panel shows the question before its keys
    for (const char key : keys) tap(std::string("key:") + key);
  }
  // Longer than any guard against trembling fingers.
  void rest(std::chrono::milliseconds time = std::chrono::milliseconds{400}) {
    const auto end = m_world.clock.since_boot() + time;
    while (m_world.clock.since_boot() < end) frame({{-1, -1}, false});
  }

 private:
  struct Contact {
    ui::Point at;
    bool down = false;
  };
  void frame(const Contact& contact) {
    m_app.settle(m_ui);
    m_ui.begin_frame({contact.at, contact.down, m_world.clock.since_boot()});
    m_app.frame(m_ui);
    m_ui.end_frame();
    m_world.clock.pass(std::chrono::milliseconds{40});
  }

  KioskWorld& m_world;
  ui::Ui& m_ui;
  screens::App& m_app;
};

}  // namespace anteroom::testing
