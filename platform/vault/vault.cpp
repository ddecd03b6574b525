#include "platform/vault/vault.h"

#include "platform/vault/device_keys.h"
#include "platform/vault/recovery_code.h"

#include <algorithm>
#include <cstring>
#include <format>
#include <sodium.h>
#include <span>
#include <utility>

namespace anteroom::platform {
namespace {

using Bytes = unsigned char;
static_assert(crypto_box_PUBLICKEYBYTES == PublicKey{}.size() && crypto_box_SECRETKEYBYTES == SecretKey::size);
static_assert(crypto_sign_PUBLICKEYBYTES == PublicKey{}.size() && crypto_sign_SEEDBYTES == SecretKey::size);

constexpr std::size_t padding = 512;
constexpr char format_version = 1;
constexpr std::size_t header = 5;  // version, epoch

const Bytes* bytes(std::string_view text) { return reinterpret_cast<const Bytes*>(text.data()); }
Bytes* bytes(std::string& text) { return reinterpret_cast<Bytes*>(text.data()); }
const Bytes* bytes(const PublicKey& key) { return reinterpret_cast<const Bytes*>(key.data()); }
Bytes* bytes(PublicKey& key) { return reinterpret_cast<Bytes*>(key.data()); }
const Bytes* bytes(const SecretKey& key) { return reinterpret_cast<const Bytes*>(key.bytes().data()); }

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

struct KeyPair {
  PublicKey public_key{};
  SecretKey secret;
};

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

// Beyond this no passphrase of ours ever cost: somebody who can write the database would have us try for hours.
constexpr std::uint64_t most_operations = 16;
constexpr std::uint64_t most_memory_bytes = std::uint64_t{1} << 30U;

// Argon2id, then the device's own key mixed in: who has only the slots, or only the passphrase, has nothing.
Result<SecretKey> seed_of(std::string_view passphrase, const Slot& slot, const SecretKey& device_key) {
  if (slot.operations > most_operations || slot.memory_bytes > most_memory_bytes)
    return failure(Fault::corrupt, "a way in asks for more work than any that this kiosk makes: somebody changed it");
  std::array<Bytes, SecretKey::size> hard{};
  if (slot.salt.size() != crypto_pwhash_SALTBYTES ||
      crypto_pwhash(hard.data(), hard.size(), passphrase.data(), passphrase.size(), bytes(slot.salt), slot.operations,
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
            .salt = std::string(crypto_pwhash_SALTBYTES, '\0'),
            .operations = cost.operations,
            .memory_bytes = cost.memory_bytes,
            .made_at = at};
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

}  // namespace

std::string place_of_answer(VisitId visit, int sequence) { return std::format("answer {} {}", visit.value, sequence); }

std::string place_of_after_visit(std::string_view form, std::string_view clinician, std::string_view month) {
  return std::format("after visit\n{}\n{}\n{}", form, clinician, month);
}

// ---- reading --------------------------------------------------------------------------------------------------------

struct Unlocked::Memory {
  struct EpochKey {
    int epoch = 0;
    PublicKey public_key{};
    Bytes secret[crypto_box_SECRETKEYBYTES] = {};
  };
  explicit Memory(std::size_t epochs)
      : keys(static_cast<EpochKey*>(sodium_allocarray(std::max<std::size_t>(epochs, 1), sizeof(EpochKey)))) {}
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() { sodium_free(keys); }

  EpochKey* keys;
  std::size_t count = 0;
};

Unlocked::Unlocked(std::unique_ptr<Memory> memory, const PublicKey& device)
    : m_memory(std::move(memory)), m_device(device) {}

Unlocked::~Unlocked() = default;

Result<std::string> Unlocked::open(std::string_view sealed, std::string_view place) const {
  if (sealed.size() < header + crypto_box_SEALBYTES + crypto_sign_BYTES || sealed.front() != format_version)
    return failure(Fault::corrupt, "something sealed is not what this version seals");
  const std::string_view signature = sealed.substr(sealed.size() - crypto_sign_BYTES);
  const std::string_view body = sealed.substr(0, sealed.size() - crypto_sign_BYTES);
  if (!is_signed(m_device, signed_text(place, body), signature))
    return failure(Fault::corrupt, "something sealed was changed, or stands in another's place");
  const auto epoch = static_cast<int>(number_of(body.substr(1)));
  const std::string_view ciphertext = body.substr(header);
  std::string text(ciphertext.size() - crypto_box_SEALBYTES, '\0');
  sodium_mprotect_readonly(m_memory->keys);
  const std::span keys(m_memory->keys, m_memory->count);
  const auto key = std::ranges::find(keys, epoch, &Memory::EpochKey::epoch);
  const bool known = key != keys.end();
  const bool opened = known && crypto_box_seal_open(bytes(text), bytes(ciphertext), ciphertext.size(),
                                                    bytes(key->public_key), key->secret) == 0;
  sodium_mprotect_noaccess(m_memory->keys);
  if (!known) return failure(Fault::not_found, std::format("there is no key for epoch {}", epoch));
  std::size_t length = 0;
  if (!opened || sodium_unpad(&length, bytes(text), text.size(), padding) != 0)
    return failure(Fault::corrupt, "something sealed cannot be opened");
  text.resize(length);
  return text;
}

// ---- sealing --------------------------------------------------------------------------------------------------------

Vault::Vault(const SecretKey& device_key, KeyRing ring)
    : m_device_key(device_key), m_signing_seed(signing_seed_of(device_key)), m_signer{}, m_ring(std::move(ring)) {
  std::array<Bytes, crypto_sign_SECRETKEYBYTES> secret{};
  crypto_sign_seed_keypair(bytes(m_signer), secret.data(), bytes(m_signing_seed));
  sodium_memzero(secret.data(), secret.size());
}

Result<Vault> Vault::create(const SecretKey& device_key, KeyRing ring) {
  if (!is_ready()) return failure(Fault::internal, "libsodium could not start");
  if (ring.epochs.empty() || ring.slots.empty()) {
    return failure(
        Fault::not_found,
        "there are no keys that answers could be sealed to: setting this kiosk up was interrupted, or an "
        "earlier version made its data; remedy: anteroom admin init, with another data folder if it refuses");
  }
  Vault vault(device_key, std::move(ring));
  for (const Epoch& epoch : vault.m_ring.epochs) {
    if (!is_signed(vault.m_signer, text_of(epoch), epoch.signature)) {
      return failure(Fault::corrupt, std::format("the key of epoch {} is not one that this device made: somebody put "
                                                 "it there; remedy: restore the data folder from a backup",
                                                 epoch.number));
    }
  }
  return vault;
}

Result<std::string> Vault::seal(std::string_view text, std::string_view place) const {
  const Epoch& epoch = m_ring.epochs.back();
  std::string padded(text);
  padded.resize((text.size() / padding + 1) * padding);
  std::size_t length = 0;
  sodium_pad(&length, bytes(padded), text.size(), padding, padded.size());
  std::string sealed(1, format_version);
  sealed += number_bytes(static_cast<std::uint32_t>(epoch.number));
  sealed += box(epoch.public_key, padded);
  sodium_memzero(padded.data(), padded.size());
  sealed += sign(m_signing_seed, signed_text(place, sealed));
  return sealed;
}

Result<std::shared_ptr<const Unlocked>> Vault::open_slot(const Slot& slot, const SecretKey& seed) const {
  const KeyPair pair = box_pair_of(seed);
  if (pair.public_key != slot.public_key) return failure(Fault::denied, "this is not the secret of this slot");
  auto memory = std::make_unique<Unlocked::Memory>(m_ring.epochs.size());
  if (memory->keys == nullptr) return failure(Fault::unavailable, "there was not enough memory for the keys");
  for (const SealedEpochKey& share : m_ring.shares) {
    if (share.slot != slot.number) continue;
    const auto epoch = std::ranges::find(m_ring.epochs, share.epoch, &Epoch::number);
    if (epoch == m_ring.epochs.end() || memory->count == m_ring.epochs.size()) continue;
    Unlocked::Memory::EpochKey& key = memory->keys[memory->count];
    if (share.sealed.size() != sizeof(key.secret) + crypto_box_SEALBYTES ||
        crypto_box_seal_open(key.secret, bytes(share.sealed), share.sealed.size(), bytes(pair.public_key),
                             bytes(pair.secret)) != 0) {
      return failure(Fault::corrupt, std::format("the key of epoch {} cannot be opened", share.epoch));
    }
    key.epoch = share.epoch;
    key.public_key = epoch->public_key;
    ++memory->count;
  }
  if (memory->count != m_ring.epochs.size())
    return failure(Fault::corrupt, "a slot does not hold the keys of every epoch");
  sodium_mprotect_noaccess(memory->keys);
  return std::shared_ptr<const Unlocked>(new Unlocked(std::move(memory), m_signer));
}

Result<std::shared_ptr<const Unlocked>> Vault::unlock(std::string_view passphrase) const {
  for (const Slot& slot : m_ring.slots) {
    if (slot.kind != SlotKind::passphrase) continue;
    const auto seed = seed_of(passphrase, slot, m_device_key);
    if (!seed) return std::unexpected(seed.error());
    auto unlocked = open_slot(slot, *seed);
    if (unlocked || unlocked.error().fault != Fault::denied) return unlocked;
  }
  return failure(Fault::denied, "this passphrase does not open this kiosk");
}

Result<std::shared_ptr<const Unlocked>> Vault::recover(std::string_view code) const {
  const auto seed = secret_of_recovery_code(code);
  if (!seed) return std::unexpected(seed.error());
  for (const Slot& slot : m_ring.slots) {
    if (slot.kind != SlotKind::recovery) continue;
    auto unlocked = open_slot(slot, *seed);
    if (unlocked || unlocked.error().fault != Fault::denied) return unlocked;
  }
  return failure(Fault::denied, "this recovery code is of another clinic");
}

Result<KeyRing> Vault::with_new_passphrase(const Unlocked& unlocked, std::string_view passphrase, Instant at,
                                           Random& random, const GuessingCost& cost) const {
  KeyRing ring = m_ring;
  auto slot = passphrase_slot(next_slot(ring), passphrase, m_device_key, at, random, cost);
  if (!slot) return std::unexpected(slot.error());
  const auto is_passphrase = [](const Slot& each) { return each.kind == SlotKind::passphrase; };
  for (const Slot& old : ring.slots) {
    if (is_passphrase(old))
      std::erase_if(ring.shares, [&](const SealedEpochKey& share) { return share.slot == old.number; });
  }
  std::erase_if(ring.slots, is_passphrase);
  sodium_mprotect_readonly(unlocked.m_memory->keys);
  for (const auto& key : std::span(unlocked.m_memory->keys, unlocked.m_memory->count)) {
    ring.shares.push_back({key.epoch, slot->number,
                           box(slot->public_key, {reinterpret_cast<const char*>(key.secret), sizeof(key.secret)})});
  }
  sodium_mprotect_noaccess(unlocked.m_memory->keys);
  ring.slots.push_back(std::move(*slot));
  return ring;
}

Result<KeyRing> Vault::with_new_epoch(Instant at) const {
  KeyRing ring = m_ring;
  const KeyPair pair = new_pair();
  ring.epochs.push_back(make_epoch(ring.epochs.back().number + 1, pair, m_signing_seed, at));
  for (const Slot& slot : ring.slots) ring.shares.push_back(share_of(ring.epochs.back().number, pair.secret, slot));
  return ring;
}

Result<KeyRing> make_key_ring(const SecretKey& device_key, std::string_view passphrase, const SecretKey& recovery,
                              Instant at, Random& random, const GuessingCost& cost) {
  if (!is_ready()) return failure(Fault::internal, "libsodium could not start");
  KeyRing ring;
  auto slot = passphrase_slot(1, passphrase, device_key, at, random, cost);
  if (!slot) return std::unexpected(slot.error());
  ring.slots.push_back(std::move(*slot));
  ring.slots.push_back({.number = 2,
                        .kind = SlotKind::recovery,
                        .public_key = box_pair_of(recovery).public_key,
                        .salt = {},
                        .operations = 0,
                        .memory_bytes = 0,
                        .made_at = at});
  const KeyPair pair = new_pair();
  ring.epochs.push_back(make_epoch(1, pair, signing_seed_of(device_key), at));
  for (const Slot& each : ring.slots) ring.shares.push_back(share_of(1, pair.secret, each));
  return ring;
}

}  // namespace anteroom::platform
