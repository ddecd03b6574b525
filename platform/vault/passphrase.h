// Six words open the day: made by the machine out of a list, and found again after a few letters.
#pragma once

#include "forms/base/result.h"
#include "platform/random.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::platform {

inline constexpr std::size_t passphrase_words = 6;  // of some 7,770: 77 bits

class WordList {
 public:
  // One word a line, perhaps behind a tab; words with other signs than a to z are left out. Fault::corrupt when fewer
  // than 7,766 are left.
  [[nodiscard]] static Result<WordList> read(std::string_view text);

  [[nodiscard]] bool contains(std::string_view word) const;
  // The first of the words that begin so, in their order.
  [[nodiscard]] std::vector<std::string> beginning_with(std::string_view letters, std::size_t most) const;
  // passphrase_words words with a space between.
  [[nodiscard]] std::string make_passphrase(Random& random) const;

 private:
  std::vector<std::string> m_words;  // sorted
};

}  // namespace anteroom::platform
