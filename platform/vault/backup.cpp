// Moving to another device: who holds the recovery code opens the copy, and the ring becomes the new device's own.
#include "platform/vault/device_keys.h"
#include "platform/vault/recovery_code.h"
#include "platform/vault/sealing.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <format>
#include <sodium.h>

namespace anteroom::platform {

using namespace sealing;  // of the vault's own files

namespace {

// The pair of the recovery code. Fault::invalid_input for a code that was mistyped.
Result<KeyPair> recovery_pair(std::string_view code) {
  const auto seed = secret_of_recovery_code(code);
  if (!seed) return std::unexpected(seed.error());
  return box_pair_of(*seed);
}

}  // namespace

std::string fingerprint_of(const PublicKey& key) {
  std::array<Bytes, crypto_generichash_BYTES_MIN> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes(key), key.size(), nullptr, 0);
  std::string text;
  for (std::size_t at = 0; at < 8; ++at) text += std::format("{}{:02x}", at > 0 && at % 2 == 0 ? "-" : "", hash.at(at));
  return text;
}

Result<std::string> seal_backup_head(const Vault& vault, const SecretKey& database_key) {
  const auto slot = std::ranges::find(vault.ring().slots, SlotKind::recovery, &Slot::kind);
  if (slot == vault.ring().slots.end()) return failure(Fault::not_found, "there is no recovery code to seal it to");
  std::string head(reinterpret_cast<const char*>(database_key.bytes().data()), SecretKey::size);
  head.append(reinterpret_cast<const char*>(vault.signer().data()), vault.signer().size());
  std::string sealed = box(slot->public_key, head);
  sodium_memzero(head.data(), head.size());
  return sealed;
}

Result<BackupHead> open_backup_head(std::string_view sealed, std::string_view recovery_code) {
  const auto pair = recovery_pair(recovery_code);
  if (!pair) return std::unexpected(pair.error());
  std::string head = open_box(*pair, sealed);
  if (head.size() != SecretKey::size + PublicKey{}.size())
    return failure(Fault::denied, "this recovery code does not open this backup: it is of another clinic");
  std::array<std::byte, SecretKey::size> key{};
  std::memcpy(key.data(), head.data(), key.size());
  BackupHead opened{SecretKey(key), {}};
  std::memcpy(opened.signer.data(), head.data() + key.size(), opened.signer.size());
  sodium_memzero(key.data(), key.size());
  sodium_memzero(head.data(), head.size());
  return opened;
}

Result<KeyRing> adopt_ring(const KeyRing& ring, const PublicKey& former_signer, const SecretKey& device_key,
                           std::string_view recovery_code, std::string_view passphrase, Instant at, Random& random,
                           const GuessingCost& cost) {
  if (!is_ready()) return failure(Fault::internal, "libsodium could not start");
  const auto pair = recovery_pair(recovery_code);
  if (!pair) return std::unexpected(pair.error());
  const SecretKey seed = signing_seed_of(device_key);
  KeyRing own = ring;
  for (Epoch& epoch : own.epochs) {
    if (!is_signed(former_signer, text_of(epoch), epoch.signature))
      return failure(
          Fault::corrupt,
          std::format("the key of epoch {} was not made by the device that wrote this backup", epoch.number));
    epoch.signature = sign(seed, text_of(epoch));
  }
  own.former_devices.push_back({former_signer, {}});
  for (FormerDevice& former : own.former_devices) former.signature = sign(seed, text_of(former));

  // Passphrases are bound to the device that they were made on.
  std::vector<int> bound;
  for (const Slot& slot : own.slots) {
    if (slot.kind == SlotKind::passphrase) bound.push_back(slot.number);
  }
  auto slot = passphrase_slot(next_slot(own), passphrase, device_key, at, random, cost);
  if (!slot) return std::unexpected(slot.error());
  for (const int number : bound) remove_slot(own, number);
  const auto recovery = std::ranges::find(own.slots, pair->public_key, &Slot::public_key);
  if (recovery == own.slots.end()) return failure(Fault::denied, "this recovery code is of another clinic");
  std::vector<SealedEpochKey> fresh;
  for (const SealedEpochKey& share : own.shares) {
    if (share.slot != recovery->number) continue;
    std::string key = open_box(*pair, share.sealed);
    if (key.size() != SecretKey::size)
      return failure(Fault::corrupt, std::format("the key of epoch {} cannot be opened", share.epoch));
    fresh.push_back({share.epoch, slot->number, box(slot->public_key, key)});
    sodium_memzero(key.data(), key.size());
  }
  own.shares.insert(own.shares.end(), fresh.begin(), fresh.end());
  own.slots.push_back(std::move(*slot));
  return own;
}

}  // namespace anteroom::platform
