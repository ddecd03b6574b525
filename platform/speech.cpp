#include "platform/speech.h"

#include <algorithm>
#include <format>

namespace anteroom::platform {

Result<void> check_utterance(const Utterance& utterance) {
  // It becomes an argument of a program: letters, digits and hyphens, and no hyphen first.
  constexpr std::size_t longest_tag = 35;
  const auto is_letter = [](char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); };
  const std::string_view tag = utterance.language;
  const bool is_tag =
      !tag.empty() && tag.size() <= longest_tag && is_letter(tag.front()) && std::ranges::all_of(tag, [&](char byte) {
        return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '-';
      });
  if (!is_tag) return failure(Fault::invalid_input, "a voice is named by a language tag, such as \"es\"");
  if (utterance.words_per_minute < slowest_speech || utterance.words_per_minute > fastest_speech) {
    return failure(Fault::invalid_input, std::format("{} words a minute; {} to {} can be said",
                                                     utterance.words_per_minute, slowest_speech, fastest_speech));
  }
  if (utterance.volume < 0 || utterance.volume > 100)
    return failure(Fault::invalid_input, std::format("volume {}; give 0 to 100 percent", utterance.volume));
  return {};
}

}  // namespace anteroom::platform
