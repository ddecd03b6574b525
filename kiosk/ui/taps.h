// Owns what a finger means: pressed on touch down, tapped on release inside the same target, ignored when it trembles
// or the screen has only just appeared. It knows no drawing and reads no clock.
#pragma once

#include "kiosk/ui/geometry.h"
#include "kiosk/ui/ui.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace anteroom::ui {

enum class Contact : std::uint8_t { none, pressed, tapped };

class Taps {
 public:
  Taps(std::chrono::milliseconds ignore_repeats, std::chrono::milliseconds ignore_after_change)
      : m_ignore_repeats(ignore_repeats), m_ignore_after_change(ignore_after_change) {}

  void begin_frame(const Touch& touch);
  // A press that began on another screen never counts on this one.
  void screen_changed();
  // Asked once a frame for each target that is drawn.
  [[nodiscard]] Contact contact(std::string_view id, const Rect& box, bool enabled);
  // The same where the target is no box: `under_finger` says whether the finger is on it.
  [[nodiscard]] Contact contact_if(std::string_view id, bool under_finger);
  [[nodiscard]] Point finger() const { return m_touch.at; }
  [[nodiscard]] bool tapped() const { return m_tapped; }
  [[nodiscard]] bool went_down() const { return m_went_down; }  // in this frame
  void ignore_press() { m_went_down = false; }                  // nothing below the finger shall have it
  void forget();

 private:
  using Time = std::chrono::milliseconds;
  Time m_ignore_repeats;
  Time m_ignore_after_change;
  Touch m_touch;
  bool m_went_down = false;
  bool m_went_up = false;
  bool m_tapped = false;
  std::string m_pressed;  // target under the finger since it went down
  std::string m_last_tapped;
  Time m_last_tap{0};
  std::optional<Time> m_appeared;
};

}  // namespace anteroom::ui
