// Reads aloud what a screen shows, and nothing that it does not show: the words come from the screen itself as it was
// drawn. It owns how fast and how loud, and falls silent when the screen shows other words.
#pragma once

#include "kiosk/ui/probe.h"
#include "platform/speech.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace anteroom::screens {

enum class Pace : std::uint8_t { slow, normal, fast };
enum class Loudness : std::uint8_t { quiet, normal, loud };

struct Voice {
  Pace pace = Pace::normal;
  Loudness loudness = Loudness::normal;
  bool operator==(const Voice&) const = default;
};

// Every visible text once, with an empty line between two: how far one is, the content in the order in which it is
// read, the buttons at the foot, the clinic's name. Keys are left out: nobody listens to an alphabet.
[[nodiscard]] std::string spoken_words(const ui::Probe& probe);

class ReadingAloud {
 public:
  explicit ReadingAloud(platform::Speech& speech) : m_speech(speech) {}

  // The button: begins with what is shown, or stops.
  void toggle(const ui::Probe& shown, std::string_view language);
  // Says this for as long as `shown` stays.
  void say(std::string_view text, std::string_view language, const ui::Probe& shown);
  void stop();
  // After each frame.
  void watch(const ui::Probe& shown);
  // Before each frame: why the text was not said to its end, told once.
  [[nodiscard]] std::optional<Error> settle();
  [[nodiscard]] bool is_reading() const { return m_shown.has_value(); }

  Voice voice;

 private:
  platform::Speech& m_speech;
  std::optional<std::size_t> m_shown;  // what stands on the screen that is being read; not its words
  std::optional<Error> m_failure;
};

}  // namespace anteroom::screens
