#include "kiosk/screens/app.h"

#include "kiosk/flow/flow.h"
#include "kiosk/screens/nurse/views.h"
#include "kiosk/screens/view_of.h"

#include <algorithm>

namespace anteroom::screens {
namespace {

bool is_somebodys(const flow::Screen& screen) { return !std::holds_alternative<flow::Welcome>(screen); }

}  // namespace

App::App(Services& services, words::Vocabulary vocabulary)
    : App(services, flow::start(services), std::move(vocabulary)) {}

App::App(Services& services, flow::State state, words::Vocabulary vocabulary)
    : m_services(services), m_vocabulary(std::move(vocabulary)), m_state(std::move(state)), m_aloud(services.speech) {}

void App::step(flow::Intent intent) {
  const bool was_somebodys = is_somebodys(m_state.screen);
  const bool was_in_visit = std::holds_alternative<flow::Patient>(m_state.screen);
  m_state = flow::step(std::move(m_state), std::move(intent), m_services);
  if (was_somebodys && !is_somebodys(m_state.screen)) m_person_left = true;
  if (was_in_visit && !std::holds_alternative<flow::Patient>(m_state.screen)) m_answers_left = true;
}

// Who listens is there, and touches nothing meanwhile.
void App::settle_aloud() {
  if (m_aloud.is_reading()) step(flow::intent::Touched{});
  if (const auto failure = m_aloud.settle()) step(flow::intent::SpeechFailed{failure->fault});
}

bool App::settle(ui::Ui& ui) {
  // A page turned or a key shifted is no intent, but somebody is there.
  if (ui.tapped()) step(flow::intent::Touched{});
  settle_aloud();
  m_services.jobs.settle();
  m_services.alert_jobs.settle();
  m_services.store_jobs.settle();
  // A step may hand in more; each batch is whole before the next.
  while (!m_state.inbox->empty()) {
    for (flow::Intent& intent : std::exchange(*m_state.inbox, {})) step(std::move(intent));
  }
  step(flow::intent::Tick{});
  // Who changed how the welcome screen reads and left is gone too.
  if (m_person_left || m_services.clock.since_boot() >= reading_ends()) {
    ui.reset_session();
    m_reading = m_reading_changed = false;
    m_aloud.stop();
    m_aloud.voice = {};
  }
  const bool answers_left = std::exchange(m_answers_left, false);
  const bool forgets = std::exchange(m_person_left, false) || answers_left;
  if (answers_left) ui.forget_shown();
  if (forgets) m_services.store.forget();
  return forgets;
}

flow::Milliseconds App::reading_ends() const {
  const bool undone_by_itself = !is_somebodys(m_state.screen) && (m_reading || m_reading_changed);
  return undone_by_itself ? m_state.last_touch + m_services.config.kiosk.idle_warning : flow::Milliseconds::max();
}

// As loud as a patient can make it: that is what must not be heard in the room.
void App::play_sound_test(const ui::Ui& ui, const Chrome& chrome) {
  m_aloud.voice = {.pace = Pace::normal, .loudness = Loudness::loud};
  m_aloud.say(sound_test_sentence(chrome.words), chrome.words.language(), ui.probe());
  m_aloud.voice = {};
}

bool App::frame(ui::Ui& ui) {
  const View view = view_of(m_state, m_services, m_vocabulary);
  Chrome chrome = chrome_of(m_state, m_services, m_vocabulary);
  chrome.is_read_aloud = m_aloud.is_reading();
  m_reading = m_reading && chrome.can_set_reading;
  Touched touched;
  bool is_done = false;
  if (m_reading) {
    is_done = draw_reading(ui, chrome, m_aloud.voice);
    m_reading_changed = ui.settings_changed() || m_aloud.voice != Voice{};
  } else {
    touched = std::visit([&](const auto& shown) { return draw(ui, shown, chrome); }, view);
  }
  m_aloud.watch(ui.probe());
  if (ui.header_tapped() == ui::HeaderButton::aloud) {
    m_aloud.toggle(ui.probe(), chrome.words.language());
    return true;
  }
  if (m_reading) {
    m_reading = !is_done;
    return is_done;
  }
  if (ui.header_tapped() == ui::HeaderButton::reading) return m_reading = true;
  if (ui.header_tapped() == ui::HeaderButton::hide) touched = flow::intent::Hide{};
  if (!touched) return false;
  if (std::holds_alternative<flow::intent::PlaySound>(*touched)) play_sound_test(ui, chrome);
  step(std::move(*touched));
  return true;
}

void App::scanned(char32_t letter) {
  const auto* staff = std::get_if<flow::Staff>(&m_state.screen);
  if (staff == nullptr) return;
  const auto* form = std::get_if<flow::staff::NewVisitForm>(&staff->step);
  const bool is_field = std::holds_alternative<flow::staff::Find>(staff->step) ||
                        (form != nullptr && form->field == flow::staff::NewVisitForm::Field::record_number);
  if (letter == U'\r') {
    if (is_field) step(flow::intent::Continue{});
  } else if (is_field || std::holds_alternative<flow::staff::VisitList>(staff->step)) {
    step(flow::intent::Type{letter});
  }
}

std::chrono::milliseconds App::wait() const {
  const auto next = std::min(flow::next_tick(m_state, m_services), reading_ends());
  if (next == flow::Milliseconds::max()) return next;
  return std::max(next - m_services.clock.since_boot(), flow::Milliseconds{0});
}

}  // namespace anteroom::screens
