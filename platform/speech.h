// A voice that says a text into somebody's headphones. Abstract because speaking takes as long as the words are, runs
// in another program that may be missing or die, and needs a sound device that a test does not have. It refuses to know
// what the text is about, and keeps none of it.
#pragma once

#include "forms/base/result.h"

#include <string_view>

namespace anteroom::platform {

struct Utterance {
  std::string_view text;      // UTF-8; an empty line is a pause
  std::string_view language;  // as a tag: "es", "en-US"
  int words_per_minute = 160;
  int volume = 50;  // percent of the loudest
};

inline constexpr int slowest_speech = 80;   // words a minute
inline constexpr int fastest_speech = 400;  // words a minute

class Speech {
 public:
  virtual ~Speech() = default;
  // Begins and returns at once; what is being said is cut off. Faults: not_found when there is no program for it,
  // invalid_input for a language that is no tag or a rate or volume out of range.
  [[nodiscard]] virtual Result<void> say(const Utterance& utterance) = 0;
  // Silent at once. Does nothing when nothing is said.
  virtual void stop() = 0;
  // Whether it is speaking. A fault instead, until the next say or stop, when the last text was not said to its end:
  // unsupported when there is no such voice, unavailable when the sound device or the program failed.
  [[nodiscard]] virtual Result<bool> speaking() const = 0;
};

// Why this cannot be said by any voice; empty when it can.
[[nodiscard]] Result<void> check_utterance(const Utterance& utterance);

}  // namespace anteroom::platform
