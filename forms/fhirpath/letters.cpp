#include "forms/fhirpath/letters.h"

#include "forms/base/utf8.h"

#include <algorithm>
#include <array>

namespace anteroom::forms::fhirpath {
namespace {

// Capitals from `first` to `last` whose small letters stand `distance` further on; with distance 1 the two alternate.
struct Alphabet {
  char32_t first;
  char32_t last;
  char32_t distance;
};
constexpr std::array alphabets{
    Alphabet{0x41, 0x5A, 32},    Alphabet{0xC0, 0xD6, 32},    Alphabet{0xD8, 0xDE, 32},   Alphabet{0x100, 0x12E, 1},
    Alphabet{0x132, 0x136, 1},   Alphabet{0x139, 0x147, 1},   Alphabet{0x179, 0x17D, 1},  Alphabet{0x14A, 0x176, 1},
    Alphabet{0x391, 0x3A1, 32},  Alphabet{0x3A3, 0x3A9, 32},  Alphabet{0x410, 0x42F, 32}, Alphabet{0x400, 0x40F, 80},
    Alphabet{0x1E00, 0x1E94, 1}, Alphabet{0x1EA0, 0x1EFE, 1},
};

char32_t with_case(char32_t letter, LetterCase letter_case) {
  for (const auto& [first, last, distance] : alphabets) {
    const char32_t small_first = first + distance;
    const char32_t small_last = last + distance;
    const bool is_capital = letter >= first && letter <= last && (distance > 1 || (letter - first) % 2 == 0);
    const bool is_small =
        letter >= small_first && letter <= small_last && (distance > 1 || (letter - small_first) % 2 == 0);
    if (is_capital && letter_case == LetterCase::lower) return letter + distance;
    if (is_small && letter_case == LetterCase::upper) return letter - distance;
  }
  return letter;
}

void append(std::string& text, char32_t letter) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (letter < 0x80) {
    add(letter);
  } else if (letter < 0x800) {
    add(0xC0U | (letter >> 6U));
    add(0x80U | (letter & 0x3FU));
  } else {
    add(0xE0U | (letter >> 12U));
    add(0x80U | ((letter >> 6U) & 0x3FU));
    add(0x80U | (letter & 0x3FU));
  }
}

}  // namespace

std::string with_case(std::string_view text, LetterCase letter_case) {
  std::string turned;
  turned.reserve(text.size());
  while (!text.empty()) {
    const auto decoded = decode_letter(text);
    const std::size_t bytes = decoded ? decoded->bytes : 1;
    const char32_t letter = decoded ? with_case(decoded->letter, letter_case) : 0;
    if (!decoded || letter == decoded->letter) {
      turned += text.substr(0, bytes);
    } else {
      append(turned, letter);
    }
    text.remove_prefix(bytes);
  }
  return turned;
}

}  // namespace anteroom::forms::fhirpath
