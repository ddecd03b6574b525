// The keys of a made-up clinic, and what opens them.
#pragma once

#include "platform/store/record_store.h"
#include "platform/vault/sign_in.h"
#include "platform/vault/vault.h"
#include "tests/support/repeating_random.h"

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace anteroom::testing {

// Argon2id as cheap as it goes: what a guess costs is for the vault's own tests.
inline constexpr platform::GuessingCost cheap_guesses{.operations = 1, .memory_bytes = 8192};
inline constexpr std::string_view made_up_passphrase = "abacus abdomen abdominal abide abiding ability";
// Of a second way in, once it is made.
inline constexpr std::string_view made_up_other_passphrase = "zebra zeppelin zero zipping zodiac zombie";

inline platform::SecretKey key_full_of(unsigned char byte) {
  std::array<std::byte, platform::SecretKey::size> bytes{};
  bytes.fill(std::byte{byte});
  return platform::SecretKey(bytes);
}

// A clinic's keys, made once: real ones of a made-up device.
inline const platform::KeyRing& made_up_keys() {
  static const platform::KeyRing ring = [] {
    RepeatingRandom random;
    return *platform::make_key_ring(key_full_of(7), made_up_passphrase, key_full_of(9), Instant{}, random,
                                    cheap_guesses);
  }();
  return ring;
}

inline platform::Vault made_up_vault() { return *platform::Vault::create(key_full_of(7), made_up_keys()); }
inline std::shared_ptr<const platform::OpenKeys> made_up_unlocked() {
  static const auto unlocked = *made_up_vault().unlock(made_up_passphrase);
  return unlocked;
}

// The store seals who a visit is of from here on.
[[nodiscard]] inline Result<void> seal_for(platform::RecordStore& store) {
  static const platform::Vault vault = made_up_vault();
  return store.keep_identities(platform::identity_sealer(vault));
}
// And tells it, as on an open day.
inline void open_to(platform::RecordStore& store) {
  if (!seal_for(store)) throw std::runtime_error("identities were not sealed");
  store.open_identities(platform::identity_opener(made_up_unlocked()));
}

// As the store keeps it. Argon2id takes its time: made once a PIN.
inline std::string sealed_pin(std::string_view pin, std::string_view name) {
  static std::map<std::string, std::string, std::less<>> verifiers;
  std::string& verifier = verifiers[std::string(pin)];
  if (verifier.empty()) verifier = *platform::make_pin_verifier(pin);
  return *made_up_vault().seal(verifier, platform::place_of_pin(name));
}

}  // namespace anteroom::testing
