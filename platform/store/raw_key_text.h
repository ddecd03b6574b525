// The device's key as SQLCipher takes a raw one. Only for the store's own files.
#pragma once

#include "platform/keys.h"

#include <array>
#include <cstddef>
#include <string.h>  // explicit_bzero
#include <string_view>

namespace anteroom::platform {

// Where the salt of the pages' own key comes from. SQLCipher keeps it in the first bytes of the file, and a power cut
// in the middle of a checkpoint may leave garbage there: then not even the write-ahead log opens, which has the page
// whole. So it is always the same; the key is random, and no two devices share one. Files from before have one of their
// own.
enum class Salt { ours, in_file };
inline constexpr std::string_view our_salt = "Anteroom records";

// x'…': the raw key, so that no password derivation costs 120 ms at each start. It wipes itself.
class RawKeyText {
 public:
  RawKeyText(const SecretKey& key, Salt salt) {
    append("x'");
    for (const std::byte byte : key.bytes()) append(std::to_integer<unsigned char>(byte));
    if (salt == Salt::ours) {
      for (const char letter : our_salt) append(static_cast<unsigned char>(letter));
    }
    append("'");
  }
  RawKeyText(const RawKeyText&) = delete;
  RawKeyText& operator=(const RawKeyText&) = delete;
  ~RawKeyText() { explicit_bzero(m_text.data(), m_text.size()); }
  [[nodiscard]] std::string_view view() const { return {m_text.data(), m_length}; }

 private:
  void append(std::string_view text) {
    for (const char letter : text) m_text.at(m_length++) = letter;
  }
  void append(unsigned char byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    m_text.at(m_length++) = digits[byte >> 4U];
    m_text.at(m_length++) = digits[byte & 0xfU];
  }
  std::array<char, 2 * (SecretKey::size + our_salt.size()) + 3> m_text{};
  std::size_t m_length = 0;
};

}  // namespace anteroom::platform
