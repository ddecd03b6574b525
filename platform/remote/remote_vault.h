// The vault as the kiosk's process has it: lines to another process behind the same ports. It holds no key, and nothing
// that was sealed opens here. Once a line is broken every call is Fault::unavailable, for good.
#pragma once

#include "platform/remote/vault_desk.h"
#include "platform/vault/vault.h"

#include <array>
#include <memory>
#include <string_view>
#include <vector>

namespace anteroom::platform {

using VaultLines = std::array<std::shared_ptr<Line>, vault_lines>;

class RemoteVault final : public AnswerVault, public Office {
 public:
  explicit RemoteVault(VaultLines lines);

  // Before anything else. What keeps the vault from opening its store, or that it is of another version.
  [[nodiscard]] Result<Opening> enter(std::string_view version);
  [[nodiscard]] KioskRecords& records() { return *m_records; }

  [[nodiscard]] Result<std::string> seal(std::string_view text, std::string_view place) const override;
  [[nodiscard]] Result<std::shared_ptr<const Unlocked>> open_day(std::string_view passphrase) const override;
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
  [[nodiscard]] Result<std::vector<Check>> check_records() override;
  // As Services has them.
  [[nodiscard]] Result<AuditProgress> check_audit(std::int64_t after);
  [[nodiscard]] Result<std::vector<std::string>> examine();

  // Whether every line still stands, as far as is known.
  [[nodiscard]] bool stands() const;

 private:
  [[nodiscard]] Line& line(VaultLine which) const { return *m_lines[static_cast<std::size_t>(which)]; }

  VaultLines m_lines;
  std::unique_ptr<KioskRecords> m_records;
};

// The records alone.
[[nodiscard]] std::unique_ptr<KioskRecords> remote_records(std::shared_ptr<Line> quick);

}  // namespace anteroom::platform
