#include "kiosk/redaction.h"

#include <algorithm>
#include <regex>
#include <vector>

namespace anteroom::kiosk {

std::string without(std::string text, std::span<const std::string> words) {
  std::vector<std::string> longest_first(words.begin(), words.end());
  std::erase(longest_first, std::string());
  std::ranges::sort(longest_first, std::ranges::greater{}, &std::string::size);
  constexpr std::string_view removed = "[removed]";
  for (const std::string& word : longest_first) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + removed.size()))
      text.replace(at, word.size(), removed);
  }
  return text;
}

std::string without_particulars(std::string_view line) {
  static const std::regex quoted(R"re("[^"]*"|'[^']*'|“[^”]*”)re");
  static const std::regex number(R"(\d(?:[ .:/-]?\d){3,})");
  const std::string unquoted = std::regex_replace(std::string(line), quoted, "\"…\"");
  return std::regex_replace(unquoted, number, "#");
}

}  // namespace anteroom::kiosk
