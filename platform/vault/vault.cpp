#include "platform/vault/vault.h"

#include "forms/base/wipe.h"
#include "platform/vault/device_keys.h"
#include "platform/vault/recovery_code.h"
#include "platform/vault/sealing.h"
#include "platform/vault/sign_in.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <format>
#include <mutex>
#include <sodium.h>
#include <span>
#include <utility>

namespace anteroom::platform {

using namespace sealing;  // of the vault's own files

namespace {

constexpr std::size_t padding = 512;
constexpr char format_version = 1;
constexpr std::size_t header = 5;  // version, epoch

}  // namespace

std::string place_of_answer(VisitId visit, int sequence) { return std::format("answer {} {}", visit.value, sequence); }

std::string place_of_response(VisitId visit) { return std::format("response {}", visit.value); }
std::string place_of_scores(VisitId visit) { return std::format("scores {}", visit.value); }

std::string place_of_pin(std::string_view staff_name) { return std::format("pin\n{}", staff_name); }

std::string place_of_after_visit(std::string_view form, std::string_view clinician, std::string_view month) {
  return std::format("after visit\n{}\n{}\n{}", form, clinician, month);
}

bool is_place_of_answers(std::string_view place) {
  constexpr std::array<std::string_view, 4> kinds{"answer ", "response ", "scores ", "after visit\n"};
  return std::ranges::any_of(kinds, [&](std::string_view kind) { return place.starts_with(kind); });
}

// ---- reading --------------------------------------------------------------------------------------------------------

struct OpenKeys::Memory {
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
  std::mutex in_use;  // one thread puts the keys out of reach when it is done: no other may be reading them
};

OpenKeys::OpenKeys(std::unique_ptr<Memory> memory, std::vector<PublicKey> devices)
    : m_memory(std::move(memory)), m_devices(std::move(devices)) {}

OpenKeys::~OpenKeys() = default;

Result<std::string> OpenKeys::open(std::string_view sealed, std::string_view place) const {
  if (sealed.size() < header + crypto_box_SEALBYTES + crypto_sign_BYTES || sealed.front() != format_version)
    return failure(Fault::corrupt, "something sealed is not what this version seals");
  const std::string_view signature = sealed.substr(sealed.size() - crypto_sign_BYTES);
  const std::string_view body = sealed.substr(0, sealed.size() - crypto_sign_BYTES);
  const std::string signed_body = signed_text(place, body);
  if (std::ranges::none_of(m_devices,
                           [&](const PublicKey& device) { return is_signed(device, signed_body, signature); }))
    return failure(Fault::corrupt, "something sealed was changed, or stands in another's place");
  const auto epoch = static_cast<int>(number_of(body.substr(1)));
  const std::string_view ciphertext = body.substr(header);
  std::string text(ciphertext.size() - crypto_box_SEALBYTES, '\0');
  const std::lock_guard lock(m_memory->in_use);
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

Result<bool> OpenKeys::is_pin_of(std::string_view staff_name, std::string_view sealed_pin, std::string_view pin) const {
  auto verifier = open(sealed_pin, place_of_pin(staff_name));
  if (!verifier) return std::unexpected(std::move(verifier.error()));
  const bool matches = pin_matches(pin, *verifier);
  wipe(*verifier);
  return matches;
}

// ---- sealing --------------------------------------------------------------------------------------------------------

Vault::Vault(const SecretKey& device_key, KeyRing ring)
    : m_device_key(device_key),
      m_signing_seed(signing_seed_of(device_key)),
      m_index_key(index_key_of(device_key)),
      m_signer(signer_of(m_signing_seed)),
      m_ring(std::move(ring)) {}

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
  for (const FormerDevice& former : vault.m_ring.former_devices) {
    if (!is_signed(vault.m_signer, text_of(former), former.signature))
      return failure(Fault::corrupt, "a device on the ring is not one whose records this device took over");
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

BlindIndex Vault::index(std::string_view text) const {
  BlindIndex index{};
  crypto_generichash(reinterpret_cast<Bytes*>(index.data()), index.size(), bytes(text), text.size(), bytes(m_index_key),
                     SecretKey::size);
  return index;
}

IdentitySealer identity_sealer(const Vault& vault) {
  return {.seal = [&vault](std::string_view text, std::string_view place) { return vault.seal(text, place); },
          .index = [&vault](std::string_view text) { return vault.index(text); }};
}

IdentityOpener identity_opener(std::shared_ptr<const Unlocked> unlocked) {
  return [unlocked = std::move(unlocked)](std::string_view sealed, std::string_view place) {
    return unlocked->open(sealed, place);
  };
}

Result<std::shared_ptr<const OpenKeys>> Vault::open_slot(const Slot& slot, const SecretKey& seed) const {
  const KeyPair pair = box_pair_of(seed);
  if (pair.public_key != slot.public_key) return failure(Fault::denied, "this is not the secret of this slot");
  auto memory = std::make_unique<OpenKeys::Memory>(m_ring.epochs.size());
  if (memory->keys == nullptr) return failure(Fault::unavailable, "there was not enough memory for the keys");
  for (const SealedEpochKey& share : m_ring.shares) {
    if (share.slot != slot.number) continue;
    const auto epoch = std::ranges::find(m_ring.epochs, share.epoch, &Epoch::number);
    if (epoch == m_ring.epochs.end() || memory->count == m_ring.epochs.size()) continue;
    OpenKeys::Memory::EpochKey& key = memory->keys[memory->count];
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
  std::vector<PublicKey> devices{m_signer};
  for (const FormerDevice& former : m_ring.former_devices) devices.push_back(former.signer);
  return std::shared_ptr<const OpenKeys>(new OpenKeys(std::move(memory), std::move(devices)));
}

Result<std::shared_ptr<const OpenKeys>> Vault::unlock(std::string_view passphrase) const {
  for (const Slot& slot : m_ring.slots) {
    if (slot.kind != SlotKind::passphrase) continue;
    const auto seed = seed_of(passphrase, slot, m_device_key);
    if (!seed) return std::unexpected(seed.error());
    auto unlocked = open_slot(slot, *seed);
    if (unlocked || unlocked.error().fault != Fault::denied) return unlocked;
  }
  return failure(Fault::denied, "this passphrase does not open this kiosk");
}

Result<std::shared_ptr<const Unlocked>> Vault::open_day(std::string_view passphrase) const {
  return unlock(passphrase);
}

Result<std::shared_ptr<const OpenKeys>> Vault::recover(std::string_view code) const {
  const auto seed = secret_of_recovery_code(code);
  if (!seed) return std::unexpected(seed.error());
  for (const Slot& slot : m_ring.slots) {
    if (slot.kind != SlotKind::recovery) continue;
    auto unlocked = open_slot(slot, *seed);
    if (unlocked || unlocked.error().fault != Fault::denied) return unlocked;
  }
  return failure(Fault::denied, "this recovery code is of another clinic");
}

void Vault::share_with(const Slot& slot, const OpenKeys& unlocked, KeyRing& ring) {
  const std::lock_guard lock(unlocked.m_memory->in_use);
  sodium_mprotect_readonly(unlocked.m_memory->keys);
  for (const auto& key : std::span(unlocked.m_memory->keys, unlocked.m_memory->count)) {
    ring.shares.push_back({key.epoch, slot.number,
                           box(slot.public_key, {reinterpret_cast<const char*>(key.secret), sizeof(key.secret)})});
  }
  sodium_mprotect_noaccess(unlocked.m_memory->keys);
}

Result<KeyRing> Vault::with_added_passphrase(const OpenKeys& unlocked, std::string_view passphrase, Instant at,
                                             Random& random, const GuessingCost& cost) const {
  KeyRing ring = m_ring;
  auto slot = passphrase_slot(next_slot(ring), passphrase, m_device_key, at, random, cost);
  if (!slot) return std::unexpected(slot.error());
  share_with(*slot, unlocked, ring);
  ring.slots.push_back(std::move(*slot));
  return ring;
}

Result<KeyRing> Vault::with_new_passphrase(const OpenKeys& unlocked, std::string_view passphrase, Instant at,
                                           Random& random, const GuessingCost& cost) const {
  auto ring = with_added_passphrase(unlocked, passphrase, at, random, cost);
  if (!ring) return ring;
  const int added = ring->slots.back().number;
  std::vector<int> old;
  for (const Slot& slot : ring->slots) {
    if (slot.kind == SlotKind::passphrase && slot.number != added) old.push_back(slot.number);
  }
  for (const int slot : old) remove_slot(*ring, slot);
  return ring;
}

Result<KeyRing> Vault::without_slot(int slot, Instant at) const {
  const auto found = std::ranges::find(m_ring.slots, slot, &Slot::number);
  if (found == m_ring.slots.end()) return failure(Fault::not_found, std::format("there is no slot {}", slot));
  if (found->kind == SlotKind::recovery)
    return failure(Fault::conflict, "the recovery code stays: without it a lost passphrase takes the answers along");
  if (std::ranges::count(m_ring.slots, SlotKind::passphrase, &Slot::kind) < 2)
    return failure(Fault::conflict, "this is the only passphrase; add the new one first");
  return with_new_epoch(at).transform([&](KeyRing ring) {
    remove_slot(ring, slot);
    return ring;
  });
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
