// A clinic's keys that every input of a fuzzer works against: real ones, Argon2id as cheap as it goes.
#pragma once

#include "platform/vault/vault.h"
#include "tests/fuzz/claims.h"
#include "tests/support/repeating_random.h"

namespace anteroom::platform {

inline constexpr std::string_view fuzzed_passphrase = "gravel unusual otter lilac second thumb";
inline constexpr GuessingCost cheapest{.operations = 1, .memory_bytes = 8192};

inline SecretKey key_full_of(unsigned char byte) {
  std::array<std::byte, SecretKey::size> bytes{};
  bytes.fill(std::byte{byte});
  return SecretKey(bytes);
}
inline const SecretKey fuzzed_device = key_full_of(0x11);
inline const SecretKey fuzzed_recovery = key_full_of(0x22);

// Two epochs, both slots.
inline const KeyRing& clinic_keys() {
  static const KeyRing ring = [] {
    anteroom::testing::RepeatingRandom random;
    auto made = make_key_ring(fuzzed_device, fuzzed_passphrase, fuzzed_recovery, Instant{}, random, cheapest);
    forms::claim(made.has_value(), "keys can be made");
    auto vault = Vault::create(fuzzed_device, *made);
    forms::claim(vault.has_value(), "they are taken");
    return *vault->with_new_epoch(Instant{});
  }();
  return ring;
}

}  // namespace anteroom::platform
