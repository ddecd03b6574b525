#include "platform/vault/device_keys.h"

#include <cstdint>
#include <sodium.h>

namespace anteroom::platform {
namespace {

constexpr std::uint64_t database_sub_key = 1;
constexpr std::uint64_t signing_sub_key = 2;
constexpr std::uint64_t index_sub_key = 3;
constexpr char context[crypto_kdf_CONTEXTBYTES + 1] = "anteroom";

// The only way that it fails is a wrong length, which the types exclude.
SecretKey derived(const SecretKey& device_key, std::uint64_t sub_key) {
  static_assert(crypto_kdf_KEYBYTES == SecretKey::size);
  std::array<std::byte, SecretKey::size> bytes{};
  crypto_kdf_derive_from_key(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), sub_key, context,
                             reinterpret_cast<const unsigned char*>(device_key.bytes().data()));
  SecretKey key(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

}  // namespace

Result<SecretKey> DeviceKeys::database_key() { return derived(m_device_key, database_sub_key); }

SecretKey signing_seed_of(const SecretKey& device_key) { return derived(device_key, signing_sub_key); }

SecretKey index_key_of(const SecretKey& device_key) { return derived(device_key, index_sub_key); }

}  // namespace anteroom::platform
