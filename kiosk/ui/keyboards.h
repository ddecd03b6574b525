// Owns which letters the keyboard of a language has and where they stand, as people of that language know it from their
// own keyboards and telephones. It draws nothing.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace anteroom::ui {

// Three rows of a keyboard. Beside letters and tones (combining marks): S shift, E erase, _ a key's width of space,
// # to digits and signs, * to the letters that have no key of their own here.
using KeyboardPlan = std::array<std::u32string_view, 3>;

struct LanguageKeys {
  std::string_view language;
  KeyboardPlan wide;                     // up to eleven keys a row
  KeyboardPlan narrow;                   // ten keys a row, erase stands elsewhere
  std::u32string_view others;            // what * opens, in order
  std::string_view others_label;         // of the key that opens them
  std::u32string_view more_digits = {};  // after the zero, where a wide row has room
};

// Of "es-MX" those of "es"; English for a language without keys of its own.
[[nodiscard]] const LanguageKeys& keys_of(std::string_view language);

// A letter as shift writes it; itself where it has no capital of one letter.
[[nodiscard]] char32_t capital_of(char32_t letter);

// The letter of the plain alphabet beside which this one stands in a list: n for ñ. Itself for any other, and for a
// tone.
[[nodiscard]] char32_t plain_letter(char32_t letter);

// Every letter that can be typed, capitals and letters with tones included: what a font must have.
[[nodiscard]] std::u32string letters_typed_in(std::string_view language);

// Stands for the tone on its key: an "a" that carries it. 0 for what is no tone.
[[nodiscard]] char32_t shown_for_tone(char32_t mark);

}  // namespace anteroom::ui
