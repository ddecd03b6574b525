#include "kiosk/screens/aloud.h"

#include "forms/base/wipe.h"
#include "kiosk/flow/draft.h"

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace anteroom::screens {
namespace {

using Run = const ui::TextRun*;

// Words a minute: calm, as espeak-ng's makers have it in ordinary speech, and for who knows the questions.
int words_per_minute(Pace pace) {
  constexpr std::array rates{115, 160, 220};
  return rates.at(static_cast<std::size_t>(pace));
}

int volume(Loudness loudness) {
  constexpr std::array volumes{25, 50, 80};  // percent; above, the voice is distorted
  return volumes.at(static_cast<std::size_t>(loudness));
}

// The button, tile or row that a text stands on.
const ui::Mark* target_under(const ui::TextRun& run, const ui::Probe& probe) {
  const ui::Point middle = run.rect.center();
  const auto holds = [&](const ui::Mark& mark) {
    return mark.kind == ui::MarkKind::target && mark.rect.contains(middle);
  };
  const auto found = std::ranges::find_if(probe.marks, holds);
  return found == probe.marks.end() ? nullptr : &*found;
}

// What is drawn one after the other is read so, except within a row, where the end of the line is drawn first.
void order_within_targets(std::vector<Run>& runs, const ui::Probe& probe) {
  const auto is_further = [](Run one, Run other) {
    return std::tuple(one->rect.x, one->rect.y) < std::tuple(other->rect.x, other->rect.y);
  };
  for (std::size_t first = 0; first < runs.size();) {
    const ui::Mark* target = target_under(*runs[first], probe);
    std::size_t last = first + 1;
    while (target != nullptr && last < runs.size() && target_under(*runs[last], probe) == target) ++last;
    std::ranges::stable_sort(std::span(runs).subspan(first, last - first), is_further);
    first = last;
  }
}

}  // namespace

std::string spoken_words(const ui::Probe& probe) {
  constexpr std::array order{ui::TextPart::progress, ui::TextPart::content, ui::TextPart::button, ui::TextPart::clinic};
  std::string words;
  for (const ui::TextPart part : order) {
    std::vector<Run> runs;
    for (const ui::TextRun& run : probe.texts) {
      if (run.part == part && !run.text.empty()) runs.push_back(&run);
    }
    order_within_targets(runs, probe);
    for (const Run run : runs) {
      if (!words.empty()) words += "\n\n";
      words += run->text;
    }
  }
  return words;
}

void ReadingAloud::toggle(const ui::Probe& shown, std::string_view language) {
  if (is_reading()) return stop();
  std::string text = spoken_words(shown);
  say(text, language, shown);
  wipe(text);
}

void ReadingAloud::say(std::string_view text, std::string_view language, const ui::Probe& shown) {
  const auto begun = m_speech.say({.text = text,
                                   .language = language,
                                   .words_per_minute = words_per_minute(voice.pace),
                                   .volume = volume(voice.loudness)});
  m_shown.reset();
  if (!begun) {
    m_failure = begun.error();
    return;
  }
  std::string words = spoken_words(shown);
  m_shown = std::hash<std::string>{}(words);
  wipe(words);
}

void ReadingAloud::stop() {
  if (std::exchange(m_shown, std::nullopt)) m_speech.stop();
}

void ReadingAloud::watch(const ui::Probe& shown) {
  if (!is_reading()) return;
  std::string words = spoken_words(shown);
  if (std::hash<std::string>{}(words) != m_shown) stop();
  wipe(words);
}

std::optional<Error> ReadingAloud::settle() {
  if (m_failure) return std::exchange(m_failure, std::nullopt);
  if (!is_reading()) return std::nullopt;
  const auto speaking = m_speech.speaking();
  if (speaking && *speaking) return std::nullopt;
  m_shown.reset();
  if (speaking) return std::nullopt;
  m_speech.stop();  // the failure has been heard of
  return speaking.error();
}

}  // namespace anteroom::screens
