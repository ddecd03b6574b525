// One letter at a time out of UTF-8 and into it. It refuses overlong forms, surrogates and torn sequences.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace anteroom {

struct DecodedLetter {
  char32_t letter = 0;
  std::size_t bytes = 0;
};

// The first letter of `text`, which is not empty.
[[nodiscard]] inline std::optional<DecodedLetter> decode_letter(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return DecodedLetter{lead, 1};
  const std::size_t length = lead >= 0xF0 && lead < 0xF8 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
  if (length == 0 || lead >= 0xF8 || text.size() < length) return std::nullopt;
  char32_t letter = lead & (0xFFU >> (length + 1));
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xC0U) != 0x80) return std::nullopt;
    letter = (letter << 6U) | (byte(at) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = letter >= 0xD800 && letter <= 0xDFFF;
  if (letter < smallest.at(length) || letter > 0x10FFFF || surrogate) return std::nullopt;
  return DecodedLetter{letter, length};
}

// A letter of Unicode, no surrogate.
inline void append_letter(std::string& text, char32_t letter) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  const auto more = [&](unsigned shift) { add(0x80U | ((letter >> shift) & 0x3FU)); };
  if (letter < 0x80) return add(letter);
  if (letter < 0x800) {
    add(0xC0U | (letter >> 6U));
  } else {
    if (letter < 0x10000) {
      add(0xE0U | (letter >> 12U));
    } else {
      add(0xF0U | (letter >> 18U));
      more(12);
    }
    more(6);
  }
  more(0);
}

}  // namespace anteroom
