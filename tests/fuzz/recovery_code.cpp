// Any text as a recovery code: it is refused with words, or it is a secret that is written and read again as itself.
// Any 32 bytes as a secret: the code brings it back.
#include "platform/vault/recovery_code.h"

#include "tests/fuzz/claims.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anteroom;
  using namespace anteroom::platform;
  using forms::claim;
  const auto secret = secret_of_recovery_code({reinterpret_cast<const char*>(data), size});
  if (!secret) claim(!secret.error().detail.empty(), "a refusal says why");
  if (secret) {
    const auto again = secret_of_recovery_code(recovery_code_of(*secret));
    claim(again && again->bytes() == secret->bytes(), "a code that is read is a code that is written");
  }
  std::array<std::byte, SecretKey::size> bytes{};
  std::memcpy(bytes.data(), data, std::min(size, bytes.size()));
  const std::string code = recovery_code_of(SecretKey(bytes));
  const auto back = secret_of_recovery_code(code);
  claim(back && back->bytes() == bytes, "a secret comes back from its code");
  std::string slipped = code;
  if (size > bytes.size()) {
    char& sign = slipped[data[bytes.size()] % slipped.size()];
    if (sign != '-') sign = sign == '7' ? '8' : '7';
    claim(slipped == code || !secret_of_recovery_code(slipped), "a slip of the hand is seen");
  }
  return 0;
}
