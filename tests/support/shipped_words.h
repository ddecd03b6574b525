// The catalogues as they are built, for tests and pictures in a language.
#pragma once

#include "forms/base/letter_set.h"
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
  LetterSet letters;
  for (const std::string_view text : texts) letters.add(text);
  return letters.all();
}

}  // namespace anteroom::testing
