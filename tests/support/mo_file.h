// A message catalogue's bytes, made without msgfmt, so that a test can also make one that msgfmt never would.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace anteroom::testing {

enum class Order { of_this_machine, other };

// Texts in the order given; gettext itself would sort them.
inline std::string mo_file(const std::vector<std::pair<std::string, std::string>>& messages,
                           Order order = Order::of_this_machine) {
  std::string head;
  std::string strings;
  const auto number = [&](std::size_t value) {
    auto word = static_cast<std::uint32_t>(value);
    if (order == Order::other) word = std::byteswap(word);
    for (unsigned shift = 0; shift < 32; shift += 8) head += static_cast<char>((word >> shift) & 0xFFU);
  };
  constexpr std::size_t head_size = 20;
  const std::size_t table = messages.size() * 8;
  number(0x950412de);
  number(0);
  number(messages.size());
  number(head_size);
  number(head_size + table);
  const auto entry = [&](const std::string& text) {
    number(text.size());
    number(head_size + 2 * table + strings.size());
    strings += text;
    strings += '\0';
  };
  for (const auto& [original, translation] : messages) entry(original);
  for (const auto& [original, translation] : messages) entry(translation);
  return head + strings;
}

}  // namespace anteroom::testing
