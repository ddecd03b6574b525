#include "platform/remote/remote_vault.h"

#include <algorithm>
#include <utility>

namespace anteroom::platform {
namespace {

// While it is held the day stays open over there.
class RemoteDay final : public Unlocked {
 public:
  RemoteDay(std::shared_ptr<Line> quick, std::shared_ptr<Line> slow, std::int64_t day)
      : m_quick(std::move(quick)), m_slow(std::move(slow)), m_day(day) {}
  ~RemoteDay() override { wire::ask<QuickCalls, &VaultDesk::close_day>(*m_quick, m_day); }

  [[nodiscard]] Result<std::string> open(std::string_view sealed, std::string_view place) const override {
    return wire::ask<QuickCalls, &VaultDesk::open>(*m_quick, m_day, sealed, place);
  }
  [[nodiscard]] Result<bool> is_pin_of(std::string_view staff_name, std::string_view sealed_pin,
                                       std::string_view pin) const override {
    return wire::ask<SlowCalls, &VaultDesk::is_pin_of>(*m_slow, m_day, staff_name, sealed_pin, pin);
  }

 private:
  std::shared_ptr<Line> m_quick;
  std::shared_ptr<Line> m_slow;
  std::int64_t m_day;
};

}  // namespace

RemoteVault::RemoteVault(VaultLines lines)
    : m_lines(std::move(lines)), m_records(remote_records(m_lines[static_cast<std::size_t>(VaultLine::quick)])) {}

Result<Opening> RemoteVault::enter(std::string_view version) {
  return wire::ask<DoorCalls, &VaultDoor::enter>(line(VaultLine::quick), version);
}

Result<std::string> RemoteVault::seal(std::string_view text, std::string_view place) const {
  return wire::ask<QuickCalls, &VaultDesk::seal>(line(VaultLine::quick), text, place);
}

Result<std::shared_ptr<const Unlocked>> RemoteVault::open_day(std::string_view passphrase) const {
  const auto day = wire::ask<SlowCalls, &VaultDesk::open_day>(line(VaultLine::slow), passphrase);
  if (!day) return std::unexpected(day.error());
  return std::make_shared<const RemoteDay>(m_lines[static_cast<std::size_t>(VaultLine::quick)],
                                           m_lines[static_cast<std::size_t>(VaultLine::slow)], *day);
}

// ---- the office, each call as it stands on its list

Result<void> RemoteVault::add_person(std::int64_t by, std::string_view name, StaffRole role,
                                     std::string_view sealed_pin) {
  return wire::ask<QuickCalls, &Office::add_person>(line(VaultLine::quick), by, name, role, sealed_pin);
}
Result<void> RemoteVault::change_pin(std::int64_t by, std::string_view name, std::string_view sealed_pin) {
  return wire::ask<QuickCalls, &Office::change_pin>(line(VaultLine::quick), by, name, sealed_pin);
}
Result<void> RemoteVault::remove_person(std::int64_t by, std::string_view name) {
  return wire::ask<QuickCalls, &Office::remove_person>(line(VaultLine::quick), by, name);
}
Result<ClinicKeys> RemoteVault::keys() { return wire::ask<QuickCalls, &Office::keys>(line(VaultLine::quick)); }
Result<void> RemoteVault::keep_keys(std::int64_t by) {
  return wire::ask<QuickCalls, &Office::keep_keys>(line(VaultLine::quick), by);
}
Result<NewPin> RemoteVault::make_pin(std::string_view name) {
  return wire::ask<SlowCalls, &Office::make_pin>(line(VaultLine::slow), name);
}
Result<std::string> RemoteVault::prepare_passphrase(std::int64_t by, std::string_view passphrase) {
  return wire::ask<SlowCalls, &Office::prepare_passphrase>(line(VaultLine::slow), by, passphrase);
}
Result<void> RemoteVault::prepare_removal(std::int64_t by, int way, std::string_view passphrase) {
  return wire::ask<SlowCalls, &Office::prepare_removal>(line(VaultLine::slow), by, way, passphrase);
}
Result<void> RemoteVault::prepare_epoch(std::int64_t by) {
  return wire::ask<SlowCalls, &Office::prepare_epoch>(line(VaultLine::slow), by);
}
Result<std::uint64_t> RemoteVault::begin_backup(std::int64_t by) {
  return wire::ask<SlowCalls, &Office::begin_backup>(line(VaultLine::slow), by);
}
Result<std::string> RemoteVault::backup_part(std::int64_t by, std::uint64_t from) {
  return wire::ask<SlowCalls, &Office::backup_part>(line(VaultLine::slow), by, from);
}
Result<std::vector<Check>> RemoteVault::check_records() {
  return wire::ask<SlowCalls, &Office::check_records>(line(VaultLine::slow));
}

Result<AuditProgress> RemoteVault::check_audit(std::int64_t after) {
  return wire::ask<QuickCalls, &VaultDesk::check_audit>(line(VaultLine::quick), after);
}

Result<std::vector<std::string>> RemoteVault::examine() {
  return wire::ask<ExaminationCalls, &VaultDesk::examine>(line(VaultLine::examination));
}

bool RemoteVault::stands() const {
  return std::ranges::all_of(m_lines, [](const std::shared_ptr<Line>& line) { return line->stands(); });
}

}  // namespace anteroom::platform
