// The letters that texts are written with, each once: a font is asked for these.
#pragma once

#include "forms/base/utf8.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom {

class LetterSet {
 public:
  // UTF-8; what is none is passed over.
  void add(std::string_view text) {
    while (!text.empty()) {
      const auto decoded = decode_letter(text);
      if (decoded) m_seen[decoded->letter] = true;
      text.remove_prefix(decoded ? decoded->bytes : 1);
    }
  }
  // Letters of Unicode.
  void add(std::u32string_view letters) {
    for (const char32_t letter : letters) m_seen.at(letter) = true;
  }
  // In the order of their numbers.
  [[nodiscard]] std::u32string all() const {
    std::u32string letters;
    for (std::size_t letter = 0; letter < m_seen.size(); ++letter)
      if (m_seen[letter]) letters += static_cast<char32_t>(letter);
    return letters;
  }

 private:
  // A bit a letter: a launch reads a hundred thousand of them.
  std::vector<bool> m_seen = std::vector<bool>(0x110000);
};

}  // namespace anteroom
