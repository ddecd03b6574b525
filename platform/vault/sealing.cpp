#include "platform/vault/sealing.h"

#include <algorithm>
#include <array>
#include <format>
#include <sodium.h>
#include <span>

namespace anteroom::platform::sealing {

static_assert(crypto_box_PUBLICKEYBYTES == PublicKey{}.size() && crypto_box_SECRETKEYBYTES == SecretKey::size);
static_assert(crypto_sign_PUBLICKEYBYTES == PublicKey{}.size() && crypto_sign_SEEDBYTES == SecretKey::size);

bool is_ready() {
  static const bool ready = sodium_init() >= 0;
  return ready;
}

std::string number_bytes(std::uint32_t number) {
  std::string written;
  for (unsigned shift = 0; shift < 32; shift += 8) written += static_cast<char>((number >> shift) & 255U);
  return written;
}

std::uint32_t number_of(std::string_view written) {
  std::uint32_t number = 0;
  for (unsigned at = 0; at < 4; ++at) number |= static_cast<std::uint32_t>(static_cast<Bytes>(written[at])) << (8 * at);
  return number;
}

KeyPair box_pair_of(const SecretKey& seed) {
  KeyPair pair;
  std::array<std::byte, SecretKey::size> secret{};
  crypto_box_seed_keypair(bytes(pair.public_key), reinterpret_cast<Bytes*>(secret.data()), bytes(seed));
  pair.secret = SecretKey(secret);
  sodium_memzero(secret.data(), secret.size());
  return pair;
}

// The signature with the device's key; libsodium wants seed and public half together.
std::string sign(const SecretKey& seed, std::string_view text) {
  PublicKey public_key{};
  std::array<Bytes, crypto_sign_SECRETKEYBYTES> secret{};
  crypto_sign_seed_keypair(bytes(public_key), secret.data(), bytes(seed));
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(bytes(signature), nullptr, bytes(text), text.size(), secret.data());
  sodium_memzero(secret.data(), secret.size());
  return signature;
}

bool is_signed(const PublicKey& signer, std::string_view text, std::string_view signature) {
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(bytes(signature), bytes(text), text.size(), bytes(signer)) == 0;
}

PublicKey signer_of(const SecretKey& signing_seed) {
  PublicKey signer{};
  std::array<Bytes, crypto_sign_SECRETKEYBYTES> secret{};
  crypto_sign_seed_keypair(bytes(signer), secret.data(), bytes(signing_seed));
  sodium_memzero(secret.data(), secret.size());
  return signer;
}

std::string open_box(const KeyPair& pair, std::string_view sealed) {
  if (sealed.size() < crypto_box_SEALBYTES) return {};
  std::string text(sealed.size() - crypto_box_SEALBYTES, '\0');
  const bool opened =
      crypto_box_seal_open(bytes(text), bytes(sealed), sealed.size(), bytes(pair.public_key), bytes(pair.secret)) == 0;
  return opened ? text : std::string();
}

std::string box(const PublicKey& to, std::string_view text) {
  std::string sealed(text.size() + crypto_box_SEALBYTES, '\0');
  crypto_box_seal(bytes(sealed), bytes(text), text.size(), bytes(to));
  return sealed;
}

// A length before the place: no two places with one text behind them give the same bytes.
std::string signed_text(std::string_view place, std::string_view sealed) {
  return number_bytes(static_cast<std::uint32_t>(place.size())).append(place).append(sealed);
}

std::string text_of(const Epoch& epoch) {
  return "epoch" + number_bytes(static_cast<std::uint32_t>(epoch.number))
                       .append(reinterpret_cast<const char*>(epoch.public_key.data()), epoch.public_key.size());
}

std::string text_of(const FormerDevice& device) {
  return "former device" + std::string(reinterpret_cast<const char*>(device.signer.data()), device.signer.size());
}

Epoch make_epoch(int number, const KeyPair& pair, const SecretKey& signing_seed, Instant at) {
  Epoch epoch{.number = number, .public_key = pair.public_key, .made_at = at, .signature = {}};
  epoch.signature = sign(signing_seed, text_of(epoch));
  return epoch;
}

KeyPair new_pair() {
  std::array<std::byte, SecretKey::size> seed{};
  randombytes_buf(seed.data(), seed.size());
  KeyPair pair = box_pair_of(SecretKey(seed));
  sodium_memzero(seed.data(), seed.size());
  return pair;
}

SealedEpochKey share_of(int epoch, const SecretKey& secret, const Slot& slot) {
  const std::string_view key(reinterpret_cast<const char*>(secret.bytes().data()), SecretKey::size);
  return {.epoch = epoch, .slot = slot.number, .sealed = box(slot.public_key, key)};
}

// Argon2id, then the device's own key mixed in: who has only the slots, or only the passphrase, has nothing.
Result<SecretKey> seed_of(std::string_view passphrase, const Slot& slot, const SecretKey& device_key) {
  // Beyond this no passphrase of ours ever cost: somebody who can write the database would have us try for hours.
  constexpr std::uint64_t most_operations = 16;
  constexpr std::uint64_t most_memory_bytes = std::uint64_t{1} << 30U;
  if (slot.operations > most_operations || slot.memory_bytes > most_memory_bytes ||
      slot.salt.size() != crypto_pwhash_SALTBYTES)
    return failure(Fault::corrupt, "a way in is not one that this kiosk makes: somebody changed it");
  std::array<Bytes, SecretKey::size> hard{};
  if (crypto_pwhash(hard.data(), hard.size(), passphrase.data(), passphrase.size(), bytes(slot.salt), slot.operations,
                    slot.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return failure(Fault::unavailable,
                   std::format("there was not enough memory ({} MiB) to try the passphrase", slot.memory_bytes >> 20U));
  }
  std::array<std::byte, SecretKey::size> seed{};
  crypto_generichash(reinterpret_cast<Bytes*>(seed.data()), seed.size(), hard.data(), hard.size(), bytes(device_key),
                     SecretKey::size);
  sodium_memzero(hard.data(), hard.size());
  const SecretKey made(seed);
  sodium_memzero(seed.data(), seed.size());
  return made;
}

Result<Slot> passphrase_slot(int number, std::string_view passphrase, const SecretKey& device_key, Instant at,
                             Random& random, const GuessingCost& cost) {
  Slot slot{.number = number,
            .kind = SlotKind::passphrase,
            .public_key = {},
            .salt = {},
            .operations = cost.operations,
            .memory_bytes = cost.memory_bytes,
            .made_at = at};
  slot.salt.resize(crypto_pwhash_SALTBYTES);
  random.fill(std::as_writable_bytes(std::span(slot.salt)));
  const auto seed = seed_of(passphrase, slot, device_key);
  if (!seed) return std::unexpected(seed.error());
  slot.public_key = box_pair_of(*seed).public_key;
  return slot;
}

int next_slot(const KeyRing& ring) {
  int highest = 0;
  for (const Slot& slot : ring.slots) highest = std::max(highest, slot.number);
  return highest + 1;
}

void remove_slot(KeyRing& ring, int number) {
  std::erase_if(ring.shares, [&](const SealedEpochKey& share) { return share.slot == number; });
  std::erase_if(ring.slots, [&](const Slot& slot) { return slot.number == number; });
}

}  // namespace anteroom::platform::sealing
