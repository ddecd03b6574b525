// The catalogues as they are built, for tests and pictures in a language.
#pragma once

#include "forms/base/utf8.h"
#include "kiosk/words/words.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::testing {

inline const std::filesystem::path words_folder = std::filesystem::path(ANTEROOM_SHARE_DIR) / "words";

// Every language that was built.
inline std::vector<std::string> shipped_languages() {
  std::set<std::string> languages;
  for (const auto& entry : std::filesystem::directory_iterator(words_folder)) {
    if (entry.path().extension() == ".mo") languages.insert(entry.path().stem());
  }
  return {languages.begin(), languages.end()};
}

inline words::Words shipped_words(const std::string& language) {
  std::ifstream stream(words_folder / (language + ".mo"), std::ios::binary);
  auto read = words::Catalogue::read(std::string(std::istreambuf_iterator<char>(stream), {}));
  if (!read) throw std::runtime_error(language + ".mo: " + read.error().detail);
  return words::Words(std::move(*read));
}

inline words::Vocabulary shipped_vocabulary(const std::vector<std::string>& languages) {
  words::Vocabulary vocabulary;
  for (const std::string& language : languages) vocabulary.add(shipped_words(language));
  return vocabulary;
}

inline std::u32string letters_in(const std::vector<std::string_view>& texts) {
  std::set<char32_t> letters;
  for (std::string_view text : texts) {
    while (!text.empty()) {
      const auto letter = decode_letter(text);
      if (letter) letters.insert(letter->letter);
      text.remove_prefix(letter ? letter->bytes : 1);
    }
  }
  return {letters.begin(), letters.end()};
}

}  // namespace anteroom::testing
