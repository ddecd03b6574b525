// Every key of the device comes from one: 32 bytes made at provisioning. Deriving is here; where the bytes lie is the
// platform's business.
#pragma once

#include "platform/keys.h"

namespace anteroom::platform {

// crypto_kdf (BLAKE2b) with context "anteroom": sub-key 1 is the database's.
class DeviceKeys final : public Keys {
 public:
  explicit DeviceKeys(const SecretKey& device_key) : m_device_key(device_key) {}
  [[nodiscard]] Result<SecretKey> database_key() override;

 private:
  SecretKey m_device_key;
};

// Sub-key 2: the seed of the pair that signs what this device sealed.
[[nodiscard]] SecretKey signing_seed_of(const SecretKey& device_key);

// Sub-key 3: of the hashes by which record numbers and birth dates are compared.
[[nodiscard]] SecretKey index_key_of(const SecretKey& device_key);

}  // namespace anteroom::platform
