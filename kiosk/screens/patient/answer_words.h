// How answers that a form has no words for (yes, a day, a number with a fraction) are written in a language.
#pragma once

#include "forms/questionnaire.h"
#include "kiosk/words/words.h"

#include <string>
#include <string_view>
#include <vector>

namespace anteroom::screens {

// For forms::in_words; it looks at the words, which must live as long.
[[nodiscard]] forms::PlainWords plain_words(const words::Words& words);

// True: twelve hours twice; false: 24.
[[nodiscard]] bool counts_half_days(const words::Words& words);
// For Services.
[[nodiscard]] std::vector<std::string> half_day_languages(const words::Vocabulary& vocabulary);
// Of the eight digits of a day, DDMMYYYY: "5 March 1957". Empty while they are fewer, or no day.
[[nodiscard]] std::string typed_day_words(std::string_view digits, const words::Words& words);
// "22:30" or "10:30 PM", as the language counts its hours. `hour` 0 to 23.
[[nodiscard]] std::string time_words(int hour, int minute, const words::Words& words);
// The same of "22:30".
[[nodiscard]] std::string time_words(std::string_view hours_and_minutes, const words::Words& words);

// "." or ","
[[nodiscard]] std::string_view decimal_sign(const words::Words& words);
// A number as the keys wrote it, "6.5", with the language's own sign.
[[nodiscard]] std::string with_decimal_sign(std::string number, const words::Words& words);

}  // namespace anteroom::screens
