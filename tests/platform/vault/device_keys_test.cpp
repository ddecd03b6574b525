#include "platform/vault/device_keys.h"

#include <algorithm>
#include <format>
#include <gtest/gtest.h>

namespace anteroom::platform {
namespace {

SecretKey counting_key() {
  std::array<std::byte, SecretKey::size> bytes{};
  std::ranges::generate(bytes, [value = 0]() mutable { return static_cast<std::byte>(value++); });
  return SecretKey(bytes);
}

std::string hexadecimal(const SecretKey& key) {
  std::string text;
  for (const std::byte byte : key.bytes()) text += std::format("{:02x}", std::to_integer<unsigned>(byte));
  return text;
}

TEST(DeviceKeysTest, the_database_key_of_a_device_never_changes) {
  const auto key = DeviceKeys(counting_key()).database_key();
  ASSERT_TRUE(key);
  // BLAKE2b of nothing, keyed with bytes 0 to 31, salt 1 (64 bits, little endian), personal "anteroom", 32 bytes.
  EXPECT_EQ(hexadecimal(*key), "ba1078b312bafc1ed9376d79998dd31746838bd814d2f6ee53ad480f4c5dd1ef");
}

TEST(DeviceKeysTest, the_signing_key_of_a_device_never_changes) {
  // Likewise with salt 2.
  EXPECT_EQ(hexadecimal(signing_seed_of(counting_key())),
            "d5f384923bedaa5b827504cc372c89f584de5bb799c70fb146dfb0dc8039fc29");
}

}  // namespace
}  // namespace anteroom::platform
