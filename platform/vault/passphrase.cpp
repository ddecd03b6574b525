#include "platform/vault/passphrase.h"

#include <algorithm>
#include <format>

namespace anteroom::platform {
namespace {

constexpr std::size_t fewest_words = 7766;

bool is_word(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char letter) { return letter >= 'a' && letter <= 'z'; });
}

}  // namespace

Result<WordList> WordList::read(std::string_view text) {
  WordList list;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line = line.substr(line.rfind('\t') + 1);
    // Four of the words have a hyphen, which the keys do not.
    if (is_word(line)) list.m_words.emplace_back(line);
  }
  std::ranges::sort(list.m_words);
  const auto twice = std::ranges::unique(list.m_words);
  list.m_words.erase(twice.begin(), twice.end());
  if (list.m_words.size() < fewest_words) {
    return failure(Fault::corrupt, std::format("the list of words has {} of them, too few to make a passphrase of",
                                               list.m_words.size()));
  }
  return list;
}

bool WordList::contains(std::string_view word) const { return std::ranges::binary_search(m_words, word); }

std::vector<std::string> WordList::beginning_with(std::string_view letters, std::size_t most) const {
  std::vector<std::string> found;
  for (auto word = std::ranges::lower_bound(m_words, letters);
       word != m_words.end() && word->starts_with(letters) && found.size() < most; ++word) {
    found.push_back(*word);
  }
  return found;
}

std::string WordList::make_passphrase(Random& random) const {
  std::string passphrase;
  for (std::size_t word = 0; word < passphrase_words; ++word) {
    if (word > 0) passphrase += ' ';
    passphrase += m_words[random.below(static_cast<std::uint32_t>(m_words.size()))];
  }
  return passphrase;
}

}  // namespace anteroom::platform
