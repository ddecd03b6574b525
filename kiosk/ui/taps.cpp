#include "kiosk/ui/taps.h"

namespace anteroom::ui {

void Taps::begin_frame(const Touch& touch) {
  if (m_went_up) m_pressed.clear();
  m_went_down = touch.down && !m_touch.down;
  m_went_up = !touch.down && m_touch.down;
  m_tapped = false;
  m_touch = touch;
  if (m_went_down) m_pressed.clear();
}

void Taps::screen_changed() {
  m_pressed.clear();
  m_last_tapped.clear();
  m_appeared = m_touch.now;
}

Contact Taps::contact(std::string_view id, const Rect& box, bool enabled) {
  return contact_if(id, enabled && box.contains(m_touch.at));
}

Contact Taps::contact_if(std::string_view id, bool under_finger) {
  if (!under_finger) return Contact::none;
  if (m_went_down) {
    // Of a change that waited for a slow frame only a span is known. The finger came down when this screen may not have
    // been there yet; it came down again after all the time that may have passed: a quick typist loses no letter.
    const bool too_soon = m_appeared && m_touch.now - m_touch.late - *m_appeared < m_ignore_after_change;
    const bool repeat = id == m_last_tapped && m_touch.now - m_last_tap < m_ignore_repeats;
    if (!too_soon && !repeat) m_pressed = id;
  }
  if (m_pressed.empty() || m_pressed != id) return Contact::none;
  if (m_touch.down) return Contact::pressed;
  if (!m_went_up) return Contact::none;
  m_tapped = true;
  m_last_tapped = id;
  m_last_tap = m_touch.now - m_touch.late;
  m_pressed.clear();
  return Contact::tapped;
}

void Taps::forget() {
  m_pressed.clear();
  m_last_tapped.clear();
  m_appeared.reset();
}

}  // namespace anteroom::ui
