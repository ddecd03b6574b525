// The vault's side of one kiosk's session: what may be asked, of the store and of the keys, and the keys of the day
// that is open. It hands out no key and opens nothing unless a day is open, and then only what pages are made of.
#pragma once

#include "platform/clock.h"
#include "platform/random.h"
#include "platform/remote/vault_desk.h"
#include "platform/vault/vault.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::platform {

// What a session has besides store, keys and clock; looks at the database go beside the store.
struct VaultMeans {
  Random& random;                                                  // on any thread
  std::function<Result<std::vector<std::string>>()> examine = {};  // every page
  std::function<Result<std::vector<Check>>()> check_records = {};  // as Office has it
  std::function<Result<std::string>()> make_passphrase = {};
  GuessingCost cost = {};  // of that
  std::function<Result<std::unique_ptr<Backup>>(const Vault&)> make_backup = {};
};

// Takes 0.1 s and 64 MiB.
[[nodiscard]] Result<NewPin> make_pin_of(const Vault& vault, std::string_view name, Random& random);

class VaultSession final : public VaultDesk, public Office {
 public:
  // All of these outlive it, but for the vault: it has its own. The store is used on the quick line's thread alone; it
  // holds the keys of an open day too.
  VaultSession(RecordStore& store, const Vault& vault, const Clock& clock, VaultMeans means);
  VaultSession(const VaultSession&) = delete;
  VaultSession& operator=(const VaultSession&) = delete;

  // One request of this line and its reply; nothing for one that nobody may make. Each line on a thread of its own.
  [[nodiscard]] std::optional<std::string> answer(VaultLine line, std::string_view request);
  // On the quick line's thread: closes a day that has been open for too long, and says how long until then; max() while
  // none is.
  std::chrono::milliseconds close_when_over();

  [[nodiscard]] Result<std::string> seal(std::string_view text, std::string_view place) override;
  [[nodiscard]] Result<std::string> open(std::int64_t day, std::string_view sealed, std::string_view place) override;
  void show_identities(bool shown) override;
  void close_day(std::int64_t day) override;
  [[nodiscard]] Result<AuditProgress> check_audit(std::int64_t after) override;
  [[nodiscard]] Result<StaffRow> count_sign_in(std::int64_t staff, Instant at) override;
  [[nodiscard]] Result<void> clear_sign_ins(std::int64_t staff) override;
  [[nodiscard]] Result<std::int64_t> open_day(std::string_view passphrase) override;
  [[nodiscard]] Result<bool> is_pin_of(std::int64_t day, std::string_view staff_name, std::string_view sealed_pin,
                                       std::string_view pin) override;
  [[nodiscard]] Result<std::vector<std::string>> examine() override;
  [[nodiscard]] Result<std::vector<Check>> check_records() override;
  [[nodiscard]] Result<void> add_person(std::int64_t by, std::string_view name, StaffRole role,
                                        std::string_view sealed_pin) override;
  [[nodiscard]] Result<void> change_pin(std::int64_t by, std::string_view name, std::string_view sealed_pin) override;
  [[nodiscard]] Result<void> remove_person(std::int64_t by, std::string_view name) override;
  [[nodiscard]] Result<ClinicKeys> keys() override;
  [[nodiscard]] Result<void> keep_keys(std::int64_t by) override;
  [[nodiscard]] Result<NewPin> make_pin(std::string_view name) override;
  [[nodiscard]] Result<std::string> prepare_passphrase(std::int64_t by, std::string_view passphrase) override;
  [[nodiscard]] Result<void> prepare_removal(std::int64_t by, int way, std::string_view passphrase) override;
  [[nodiscard]] Result<void> prepare_epoch(std::int64_t by) override;
  [[nodiscard]] Result<std::uint64_t> begin_backup(std::int64_t by) override;
  [[nodiscard]] Result<std::string> backup_part(std::int64_t by, std::uint64_t from) override;

 private:
  // The last try of somebody's PIN.
  struct PinTry {
    std::chrono::milliseconds at;  // since_boot()
    std::string name;
    StaffRole role;
    std::string sealed_pin;
    enum class State { counted, checked, right } state = State::counted;
  };

  // Of this day; null when it is not the one that is open.
  [[nodiscard]] std::shared_ptr<const OpenKeys> keys_of(std::int64_t day);
  [[nodiscard]] std::shared_ptr<const OpenKeys> open_keys();
  [[nodiscard]] std::shared_ptr<const Vault> vault();
  // Fault::denied, as Office says.
  enum class Matter { people, keys };
  [[nodiscard]] Result<void> may(std::int64_t by, Matter matter);
  // What keep_keys will take; checked again by then.
  Result<void> prepare(std::int64_t by, Result<KeyRing> ring);

  RecordStore& m_store;
  const Clock& m_clock;
  VaultMeans m_means;
  AuditCheck m_check;
  const std::chrono::milliseconds m_started;  // since_boot(): who has to wait waits anew
  std::unique_ptr<Backup> m_backup;           // on the slow line's thread
  std::mutex m_changing;                      // all below
  std::shared_ptr<const OpenKeys> m_keys;
  std::int64_t m_day = 0;  // counted: a day that was closed is never meant again
  std::chrono::milliseconds m_until{0};
  std::map<std::int64_t, PinTry> m_pin_tries;  // of staff
  std::shared_ptr<const Vault> m_vault;        // another one where keys were changed
  std::optional<KeyRing> m_prepared;
  std::int64_t m_prepared_by = 0;
};

}  // namespace anteroom::platform
