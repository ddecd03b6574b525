#include "platform/vault/recovery_code.h"

#include <algorithm>
#include <cstdint>
#include <sodium.h>
#include <vector>

namespace anteroom::platform {
namespace {

constexpr std::string_view signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t secret_signs = 52;  // 260 bits: 256 and four zeros
constexpr std::size_t check_signs = 4;
constexpr std::size_t in_group = 4;
constexpr unsigned bits_of_sign = 5;

std::string signs_of(std::string_view bytes, std::size_t count) {
  std::string written;
  std::uint32_t held = 0;
  unsigned bits = 0;
  std::size_t next = 0;
  while (written.size() < count) {
    if (bits < bits_of_sign) {
      held = (held << 8U) | (next < bytes.size() ? static_cast<unsigned char>(bytes[next]) : 0U);
      ++next;
      bits += 8;
    }
    bits -= bits_of_sign;
    written += signs[(held >> bits) & 31U];
  }
  return written;
}

// 20 bits of a hash: of a million mistypings one passes, and then opens nothing.
std::string check_of(std::string_view bytes) {
  std::string hash(crypto_generichash_BYTES, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  return signs_of(hash, check_signs);
}

// The place of a sign in the list; beyond it for what is none.
std::size_t value_of(char sign) {
  if (sign >= 'a' && sign <= 'z') sign = static_cast<char>(sign - 'a' + 'A');
  if (sign == 'O') sign = '0';
  if (sign == 'I' || sign == 'L') sign = '1';
  return std::min(signs.find(sign), signs.size());
}

}  // namespace

std::string recovery_code_of(const SecretKey& secret) {
  std::string bytes(reinterpret_cast<const char*>(secret.bytes().data()), SecretKey::size);
  std::string plain = signs_of(bytes, secret_signs) + check_of(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  std::string code;
  for (std::size_t at = 0; at < plain.size(); ++at) {
    if (at > 0 && at % in_group == 0) code += '-';
    code += plain[at];
  }
  sodium_memzero(plain.data(), plain.size());
  return code;
}

Result<SecretKey> secret_of_recovery_code(std::string_view code) {
  std::vector<std::size_t> values;
  for (const char sign : code) {
    if (sign == ' ' || sign == '-' || sign == '\r' || sign == '\n') continue;
    values.push_back(value_of(sign));
    if (values.back() == signs.size())
      return failure(Fault::invalid_input, "a recovery code has digits and letters other than U only");
  }
  if (values.size() != secret_signs + check_signs)
    return failure(Fault::invalid_input, "a recovery code has 14 groups of four; copy all of them");
  std::array<std::byte, SecretKey::size> bytes{};
  std::string check;
  std::uint32_t held = 0;
  unsigned bits = 0;
  std::size_t next = 0;
  for (std::size_t at = 0; at < secret_signs; ++at) {
    held = (held << bits_of_sign) | static_cast<std::uint32_t>(values[at]);
    bits += bits_of_sign;
    if (bits < 8) continue;
    bits -= 8;
    bytes[next++] = static_cast<std::byte>((held >> bits) & 255U);
  }
  for (std::size_t at = secret_signs; at < values.size(); ++at) check += signs[values[at]];
  const bool fits = check == check_of({reinterpret_cast<const char*>(bytes.data()), bytes.size()}) && (held & 15U) == 0;
  const SecretKey secret(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  sodium_memzero(values.data(), values.size() * sizeof(values[0]));
  if (!fits)
    return failure(Fault::invalid_input, "the recovery code is mistyped: its last group does not fit the others");
  return secret;
}

}  // namespace anteroom::platform
