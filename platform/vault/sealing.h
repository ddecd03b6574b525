// What sealing is made of: signatures, boxes, key pairs, slots. Only for the vault's own files.
#pragma once

#include "platform/vault/vault.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace anteroom::platform::sealing {

using Bytes = unsigned char;

inline const Bytes* bytes(std::string_view text) { return reinterpret_cast<const Bytes*>(text.data()); }
inline Bytes* bytes(std::string& text) { return reinterpret_cast<Bytes*>(text.data()); }
inline const Bytes* bytes(const PublicKey& key) { return reinterpret_cast<const Bytes*>(key.data()); }
inline Bytes* bytes(PublicKey& key) { return reinterpret_cast<Bytes*>(key.data()); }
inline const Bytes* bytes(const SecretKey& key) { return reinterpret_cast<const Bytes*>(key.bytes().data()); }

// libsodium has started.
[[nodiscard]] bool is_ready();

// Four bytes, the lowest first.
[[nodiscard]] std::string number_bytes(std::uint32_t number);
[[nodiscard]] std::uint32_t number_of(std::string_view written);

struct KeyPair {
  PublicKey public_key{};
  SecretKey secret;
};
[[nodiscard]] KeyPair box_pair_of(const SecretKey& seed);
[[nodiscard]] KeyPair new_pair();
[[nodiscard]] PublicKey signer_of(const SecretKey& signing_seed);

[[nodiscard]] std::string sign(const SecretKey& signing_seed, std::string_view text);
[[nodiscard]] bool is_signed(const PublicKey& signer, std::string_view text, std::string_view signature);
[[nodiscard]] std::string box(const PublicKey& to, std::string_view text);
// Empty when it does not open.
[[nodiscard]] std::string open_box(const KeyPair& pair, std::string_view sealed);

// What is signed of a sealed thing, an epoch and a former device.
[[nodiscard]] std::string signed_text(std::string_view place, std::string_view sealed);
[[nodiscard]] std::string text_of(const Epoch& epoch);
[[nodiscard]] std::string text_of(const FormerDevice& device);

[[nodiscard]] Epoch make_epoch(int number, const KeyPair& pair, const SecretKey& signing_seed, Instant at);
[[nodiscard]] SealedEpochKey share_of(int epoch, const SecretKey& secret, const Slot& slot);

// The seed of a passphrase slot's pair. Takes as long as the slot says. Fault::unavailable without the memory for it.
[[nodiscard]] Result<SecretKey> seed_of(std::string_view passphrase, const Slot& slot, const SecretKey& device_key);
[[nodiscard]] Result<Slot> passphrase_slot(int number, std::string_view passphrase, const SecretKey& device_key,
                                           Instant at, Random& random, const GuessingCost& cost);
[[nodiscard]] int next_slot(const KeyRing& ring);
// With what was sealed to it.
void remove_slot(KeyRing& ring, int number);

}  // namespace anteroom::platform::sealing
