#include "platform/vault/device_keys.h"

#include <cstdint>
#include <sodium.h>

namespace anteroom::platform {
namespace {

constexpr std::uint64_t database_sub_key = 1;
constexpr char context[crypto_kdf_CONTEXTBYTES + 1] = "anteroom";

}  // namespace

Result<SecretKey> DeviceKeys::database_key() {
  static_assert(crypto_kdf_KEYBYTES == SecretKey::size);
  std::array<std::byte, SecretKey::size> derived{};
  const int outcome =
      crypto_kdf_derive_from_key(reinterpret_cast<unsigned char*>(derived.data()), derived.size(), database_sub_key,
                                 context, reinterpret_cast<const unsigned char*>(m_device_key.bytes().data()));
  if (outcome != 0) return failure(Fault::internal, "the database key could not be derived");
  SecretKey key(derived);
  sodium_memzero(derived.data(), derived.size());
  return key;
}

}  // namespace anteroom::platform
