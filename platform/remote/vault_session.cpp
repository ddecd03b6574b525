#include "platform/remote/vault_session.h"

#include <utility>

namespace anteroom::platform {
namespace {

std::unexpected<Error> not_yours() { return failure(Fault::denied, "the kiosk seals and opens answers, nothing else"); }
std::unexpected<Error> closed() { return failure(Fault::denied, "the day is not open"); }

}  // namespace

VaultSession::VaultSession(RecordStore& store, const Vault& vault, const Clock& clock, Examine examine)
    : m_store(store), m_vault(vault), m_clock(clock), m_examine(std::move(examine)) {}

std::optional<std::string> VaultSession::answer(VaultLine line, std::string_view request) {
  VaultDesk& desk = *this;
  KioskRecords& records = m_store;
  switch (line) {
    case VaultLine::quick: close_when_over(); return QuickCalls::answer(request, desk, records);
    case VaultLine::slow: return SlowCalls::answer(request, desk);
    case VaultLine::examination: return ExaminationCalls::answer(request, desk);
  }
  return std::nullopt;
}

std::chrono::milliseconds VaultSession::close_when_over() {
  {
    const std::lock_guard lock(m_changing);
    if (!m_keys) return std::chrono::milliseconds::max();
    const auto left = m_until - m_clock.since_boot();
    if (left.count() > 0) return left;
    m_keys.reset();
  }
  m_store.open_identities({});
  return std::chrono::milliseconds::max();
}

std::shared_ptr<const OpenKeys> VaultSession::keys() {
  const std::lock_guard lock(m_changing);
  return m_keys && m_clock.since_boot() < m_until ? m_keys : nullptr;
}

std::shared_ptr<const OpenKeys> VaultSession::keys_of(std::int64_t day) {
  const std::lock_guard lock(m_changing);
  return m_keys && day == m_day && m_clock.since_boot() < m_until ? m_keys : nullptr;
}

Result<std::string> VaultSession::seal(std::string_view text, std::string_view place) {
  if (!is_place_of_answers(place)) return not_yours();
  return m_vault.seal(text, place);
}

Result<std::string> VaultSession::open(std::int64_t day, std::string_view sealed, std::string_view place) {
  if (!is_place_of_answers(place)) return not_yours();
  const auto keys = keys_of(day);
  if (!keys) return closed();
  return keys->open(sealed, place);
}

void VaultSession::show_identities(bool shown) {
  const auto open = shown ? keys() : nullptr;
  m_store.open_identities(open ? identity_opener(open) : IdentityOpener{});
}

void VaultSession::close_day(std::int64_t day) {
  {
    const std::lock_guard lock(m_changing);
    if (day != m_day) return;
    m_keys.reset();
  }
  m_store.open_identities({});
}

Result<AuditProgress> VaultSession::check_audit(std::int64_t after) {
  const auto open = keys();
  if (!open) return closed();
  return m_check.go_on(after, [this](std::int64_t from) { return m_store.audit_part(from, checked_at_once); }, *open);
}

Result<std::int64_t> VaultSession::open_day(std::string_view passphrase) {
  auto opened = m_vault.unlock(passphrase);
  if (!opened) return std::unexpected(std::move(opened.error()));
  const std::lock_guard lock(m_changing);
  m_keys = *std::move(opened);
  m_until = m_clock.since_boot() + longest_day;
  return ++m_day;
}

Result<bool> VaultSession::is_pin_of(std::int64_t day, std::string_view staff_name, std::string_view sealed_pin,
                                     std::string_view pin) {
  const auto keys = keys_of(day);
  if (!keys) return closed();
  return keys->is_pin_of(staff_name, sealed_pin, pin);
}

Result<std::vector<std::string>> VaultSession::examine() { return m_examine(); }

}  // namespace anteroom::platform
