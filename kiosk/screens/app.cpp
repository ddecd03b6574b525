#include "kiosk/screens/app.h"

#include "kiosk/flow/flow.h"
#include "kiosk/screens/view_of.h"

#include <algorithm>

namespace anteroom::screens {
namespace {

bool is_somebodys(const flow::Screen& screen) { return !std::holds_alternative<flow::Welcome>(screen); }

}  // namespace

App::App(Services& services, words::Vocabulary vocabulary)
    : App(services, flow::start(services), std::move(vocabulary)) {}

App::App(Services& services, flow::State state, words::Vocabulary vocabulary)
    : m_services(services), m_vocabulary(std::move(vocabulary)), m_state(std::move(state)) {}

void App::step(flow::Intent intent) {
  const bool was_somebodys = is_somebodys(m_state.screen);
  m_state = flow::step(std::move(m_state), std::move(intent), m_services);
  if (was_somebodys && !is_somebodys(m_state.screen)) m_person_left = true;
}

bool App::settle(ui::Ui& ui) {
  // A page turned or a key shifted is no intent, but somebody is there.
  if (ui.tapped()) step(flow::intent::Touched{});
  m_services.jobs.settle();
  m_services.alert_jobs.settle();
  // A step may hand in more; each batch is whole before the next.
  while (!m_state.inbox->empty()) {
    for (flow::Intent& intent : std::exchange(*m_state.inbox, {})) step(std::move(intent));
  }
  step(flow::intent::Tick{});
  // Who changed how the welcome screen reads and left is gone too.
  if (m_person_left || m_services.clock.since_boot() >= reading_ends()) {
    ui.reset_session();
    m_reading = m_reading_changed = false;
  }
  if (m_person_left) m_services.store.forget();
  return std::exchange(m_person_left, false);
}

flow::Milliseconds App::reading_ends() const {
  const bool undone_by_itself = !is_somebodys(m_state.screen) && (m_reading || m_reading_changed);
  return undone_by_itself ? m_state.last_touch + m_services.config.kiosk.idle_warning : flow::Milliseconds::max();
}

bool App::frame(ui::Ui& ui) {
  const View view = view_of(m_state, m_services, m_vocabulary);
  const Chrome chrome = chrome_of(m_state, m_services, m_vocabulary);
  m_reading = m_reading && chrome.can_set_reading;
  if (m_reading) {
    m_reading = !draw_reading(ui, chrome);
    m_reading_changed = ui.settings_changed();
    return !m_reading;
  }
  Touched touched = std::visit([&](const auto& shown) { return draw(ui, shown, chrome); }, view);
  if (ui.header_tapped() == ui::HeaderButton::reading) return m_reading = true;
  if (ui.header_tapped() == ui::HeaderButton::hide) touched = flow::intent::Hide{};
  if (!touched) return false;
  step(std::move(*touched));
  return true;
}

std::chrono::milliseconds App::wait() const {
  const auto next = std::min(flow::next_tick(m_state, m_services), reading_ends());
  if (next == flow::Milliseconds::max()) return next;
  return std::max(next - m_services.clock.since_boot(), flow::Milliseconds{0});
}

}  // namespace anteroom::screens
