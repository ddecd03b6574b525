// Numbers on a journey's command line.
#pragma once

#include <charconv>
#include <cstdint>
#include <string_view>

namespace anteroom::journeys {

// The word at this place as a number; `otherwise` where there is none, or no number.
[[nodiscard]] inline std::uint32_t number_at(int count, char** words, int place, std::uint32_t otherwise) {
  if (count <= place) return otherwise;
  std::uint32_t value = 0;
  const std::string_view word = words[place];
  return std::from_chars(word.data(), word.data() + word.size(), value).ec == std::errc{} ? value : otherwise;
}

}  // namespace anteroom::journeys
