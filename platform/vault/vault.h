// What the kiosk can do with answers alone: seal them. Whoever wants to read needs an Unlocked, and that takes a
// secret that is not on the device.
#pragma once

#include "forms/base/ids.h"
#include "forms/base/result.h"
#include "platform/identities.h"
#include "platform/key_ring.h"
#include "platform/keys.h"
#include "platform/random.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::platform {

// Where something sealed belongs: it opens nowhere else, so that nobody exchanges two rows.
[[nodiscard]] std::string place_of_answer(VisitId visit, int sequence);
[[nodiscard]] std::string place_of_response(VisitId visit);
[[nodiscard]] std::string place_of_scores(VisitId visit);
// The verifier of somebody's PIN; a name stands once.
[[nodiscard]] std::string place_of_pin(std::string_view staff_name);
[[nodiscard]] std::string place_of_after_visit(std::string_view form, std::string_view clinician,
                                               std::string_view month);
// Of the first three and the last: what patients answered and what it comes to. Not of a PIN, nor of the vault's own.
[[nodiscard]] bool is_place_of_answers(std::string_view place);

// The only way to read what was sealed: while somebody holds one the day is open. Abstract because the keys may be in
// another process, and are then held there until this is gone.
class Unlocked {
 public:
  Unlocked() = default;
  Unlocked(const Unlocked&) = delete;
  Unlocked& operator=(const Unlocked&) = delete;
  virtual ~Unlocked() = default;

  // Fault::corrupt when it is not what this kiosk sealed for this place; not_found for an epoch that is not on the
  // ring. From any thread.
  [[nodiscard]] virtual Result<std::string> open(std::string_view sealed, std::string_view place) const = 0;
  // Whether the verifier that is sealed here is of this PIN. Takes 0.1 s and 64 MiB: on a worker.
  [[nodiscard]] virtual Result<bool> is_pin_of(std::string_view staff_name, std::string_view sealed_pin,
                                               std::string_view pin) const = 0;
};

// By the epochs' secret keys: they lie in memory that is locked, fenced and out of reach between two uses, and wiped at
// the end.
class OpenKeys final : public Unlocked {
 public:
  ~OpenKeys() override;

  [[nodiscard]] Result<std::string> open(std::string_view sealed, std::string_view place) const override;
  [[nodiscard]] Result<bool> is_pin_of(std::string_view staff_name, std::string_view sealed_pin,
                                       std::string_view pin) const override;

 private:
  friend class Vault;
  struct Memory;
  OpenKeys(std::unique_ptr<Memory> memory, std::vector<PublicKey> devices);
  std::unique_ptr<Memory> m_memory;
  std::vector<PublicKey> m_devices;  // whose signatures count
};

// What one try costs whoever guesses (security.md §1: a guess at this cost took 0.7 s on one core).
struct GuessingCost {
  std::uint64_t operations = 3;
  std::uint64_t memory_bytes = std::uint64_t{256} << 20U;
};

// After so many hours the day closes by itself.
inline constexpr std::chrono::hours longest_day{12};

// What the kiosk asks of whoever holds its keys. Abstract because that may be another process.
class AnswerVault {
 public:
  virtual ~AnswerVault() = default;
  // To the newest epoch. 512 bytes and their multiples: the length says nothing about the answer.
  [[nodiscard]] virtual Result<std::string> seal(std::string_view text, std::string_view place) const = 0;
  // Takes 0.7 s and 256 MiB: on a worker. Fault::denied when the passphrase (words, one space between) fits no slot.
  [[nodiscard]] virtual Result<std::shared_ptr<const Unlocked>> open_day(std::string_view passphrase) const = 0;
};

class Vault final : public AnswerVault {
 public:
  // Fault::not_found for an empty ring, corrupt when a key on it was not signed by this device.
  [[nodiscard]] static Result<Vault> create(const SecretKey& device_key, KeyRing ring);

  [[nodiscard]] Result<std::string> seal(std::string_view text, std::string_view place) const override;
  [[nodiscard]] Result<std::shared_ptr<const Unlocked>> open_day(std::string_view passphrase) const override;

  // A hash with a key of this device alone: the same text gives the same, and nothing gives the text back.
  [[nodiscard]] BlindIndex index(std::string_view text) const;

  // open_day, with keys that can be shared with another slot.
  [[nodiscard]] Result<std::shared_ptr<const OpenKeys>> unlock(std::string_view passphrase) const;
  // The code as it was printed; case, spaces and hyphens mean nothing. Fault::invalid_input when it was mistyped,
  // denied when it is of another clinic.
  [[nodiscard]] Result<std::shared_ptr<const OpenKeys>> recover(std::string_view code) const;

  // The ring with another passphrase in place of every one before it.
  [[nodiscard]] Result<KeyRing> with_new_passphrase(const OpenKeys& unlocked, std::string_view passphrase, Instant at,
                                                    Random& random, const GuessingCost& cost = {}) const;
  // The ring with one more passphrase; those before stay.
  [[nodiscard]] Result<KeyRing> with_added_passphrase(const OpenKeys& unlocked, std::string_view passphrase, Instant at,
                                                      Random& random, const GuessingCost& cost = {}) const;
  // The ring without a passphrase that somebody knew, and with a new epoch: what is sealed from then on is out of that
  // person's reach. Fault::not_found for a slot that is none, conflict for the last passphrase and for the recovery
  // code.
  [[nodiscard]] Result<KeyRing> without_slot(int slot, Instant at) const;
  // This device's with another ring of its own. Fault::corrupt as create().
  [[nodiscard]] Result<Vault> with_ring(KeyRing ring) const { return create(m_device_key, std::move(ring)); }
  // The ring with a new epoch, which from then on seals; older ones stay readable.
  [[nodiscard]] Result<KeyRing> with_new_epoch(Instant at) const;

  [[nodiscard]] const KeyRing& ring() const { return m_ring; }
  // What signs here; its fingerprint tells devices apart.
  [[nodiscard]] const PublicKey& signer() const { return m_signer; }

 private:
  Vault(const SecretKey& device_key, KeyRing ring);
  [[nodiscard]] Result<std::shared_ptr<const OpenKeys>> open_slot(const Slot& slot, const SecretKey& seed) const;
  // Sealed to one more slot.
  static void share_with(const Slot& slot, const OpenKeys& unlocked, KeyRing& ring);

  SecretKey m_device_key;
  SecretKey m_signing_seed;
  SecretKey m_index_key;
  PublicKey m_signer;
  KeyRing m_ring;
};

// The first 16 hex digits of a hash of the key, in groups of four, as a person compares them.
[[nodiscard]] std::string fingerprint_of(const PublicKey& key);

// ---- moving to another device. The head of a backup, sealed to the recovery code: the key of the copy, and who
// signed.
struct BackupHead {
  SecretKey database_key;
  PublicKey signer{};
};
// Nobody's secret is needed. Fault::not_found when the ring has no recovery slot.
[[nodiscard]] Result<std::string> seal_backup_head(const Vault& vault, const SecretKey& database_key);
// Fault::invalid_input for a mistyped code, denied for one of another clinic.
[[nodiscard]] Result<BackupHead> open_backup_head(std::string_view sealed, std::string_view recovery_code);
// The ring of a backup as this device's own: signed anew, with a fresh passphrase in place of those that were bound to
// the other device. Fault::corrupt when the other device had not signed it.
[[nodiscard]] Result<KeyRing> adopt_ring(const KeyRing& ring, const PublicKey& former_signer,
                                         const SecretKey& device_key, std::string_view recovery_code,
                                         std::string_view passphrase, Instant at, Random& random,
                                         const GuessingCost& cost = {});

// What the store keeps identities with; the vault outlives it.
[[nodiscard]] IdentitySealer identity_sealer(const Vault& vault);
[[nodiscard]] IdentityOpener identity_opener(std::shared_ptr<const Unlocked> unlocked);

// Keys of a clinic that has none: the first epoch, a passphrase slot and a recovery slot.
[[nodiscard]] Result<KeyRing> make_key_ring(const SecretKey& device_key, std::string_view passphrase,
                                            const SecretKey& recovery, Instant at, Random& random,
                                            const GuessingCost& cost = {});

}  // namespace anteroom::platform
