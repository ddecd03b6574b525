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
