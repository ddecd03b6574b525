// What is administered from the kiosk's screen and takes the keys: asked of whoever holds them. Abstract because that
// may be another process, which looks for itself who asks. No key comes back from any of it.
#pragma once

#include "forms/base/date.h"
#include "forms/base/result.h"
#include "platform/check.h"
#include "platform/key_ring.h"
#include "platform/store/record_store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::platform {

// A PIN that was just made, and its verifier, which only an open day can read.
struct NewPin {
  std::string digits;
  std::string sealed;
};

// The ways to open the day, and what answers are sealed to.
struct ClinicKeys {
  struct Way {
    int number = 0;
    SlotKind kind = SlotKind::passphrase;
    Instant made_at;
  };
  std::vector<Way> ways;
  int epoch = 0;
  Instant since;
  std::string signer;  // the device, as people compare it
};

// A whole backup, handed out in parts: it may be larger than what goes over a line at once.
class Backup {
 public:
  virtual ~Backup() = default;
  [[nodiscard]] virtual std::uint64_t size() const = 0;  // bytes
  // Some bytes from there on; none at the end.
  [[nodiscard]] virtual Result<std::string> part(std::uint64_t from) const = 0;
};

// As it stands on the sign-in screen: 1 to 40 bytes, no quotation marks, no backslashes. Fault::invalid_input.
[[nodiscard]] Result<void> check_name_of_staff(std::string_view name);
// Who may say who works here; keys are IT's alone.
[[nodiscard]] constexpr bool manages_people(StaffRole role) {
  return role == StaffRole::it || role == StaffRole::charge_nurse;
}

// `by`: who asks, as StaffRow has it. Fault::denied unless a day is open, the last PIN of theirs was right, and they
// may.
class Office {
 public:
  virtual ~Office() = default;

  // ---- at once, on the thread of the records
  // Faults as RecordStore::add_staff, and check_name_of_staff.
  [[nodiscard]] virtual Result<void> add_person(std::int64_t by, std::string_view name, StaffRole role,
                                                std::string_view sealed_pin) = 0;
  [[nodiscard]] virtual Result<void> change_pin(std::int64_t by, std::string_view name,
                                                std::string_view sealed_pin) = 0;
  // Fault::conflict for whoever asks: so one stays who can add somebody. not_found for a name that nobody has.
  [[nodiscard]] virtual Result<void> remove_person(std::int64_t by, std::string_view name) = 0;
  [[nodiscard]] virtual Result<ClinicKeys> keys() = 0;
  // What was prepared last counts from here on. Where answers are sealed to a new key the day is closed. not_found when
  // nothing was prepared.
  [[nodiscard]] virtual Result<void> keep_keys(std::int64_t by) = 0;

  // ---- slow: on a worker
  // 0.1 s and 64 MiB.
  [[nodiscard]] virtual Result<NewPin> make_pin(std::string_view name) = 0;
  // One more passphrase, a fresh one: 1.5 s. `passphrase`: one that opens the day. Fault::denied when it does not.
  [[nodiscard]] virtual Result<std::string> prepare_passphrase(std::int64_t by, std::string_view passphrase) = 0;
  // One passphrase less, and a new key: 0.7 s. Likewise; faults as Vault::without_slot.
  [[nodiscard]] virtual Result<void> prepare_removal(std::int64_t by, int way, std::string_view passphrase) = 0;
  // A new key that answers are sealed to; nobody's secret is needed.
  [[nodiscard]] virtual Result<void> prepare_epoch(std::int64_t by) = 0;
  // A copy of everything, which only the recovery code opens; how many bytes it has. Seconds on a large database. It is
  // there until its last part was read.
  [[nodiscard]] virtual Result<std::uint64_t> begin_backup(std::int64_t by) = 0;
  [[nodiscard]] virtual Result<std::string> backup_part(std::int64_t by, std::uint64_t from) = 0;
  // What `anteroom doctor` says of database, disk and keys.
  [[nodiscard]] virtual Result<std::vector<Check>> check_records() = 0;
};

}  // namespace anteroom::platform
