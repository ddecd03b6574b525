#include "platform/remote/vault_session.h"

#include "platform/vault/sign_in.h"

#include <algorithm>
#include <utility>

namespace anteroom::platform {
namespace {

std::unexpected<Error> not_yours() { return failure(Fault::denied, "the kiosk seals and opens answers, nothing else"); }
std::unexpected<Error> closed() { return failure(Fault::denied, "the day is not open"); }

}  // namespace

VaultSession::VaultSession(RecordStore& store, const Vault& vault, const Clock& clock, Examine examine)
    : m_store(store), m_vault(vault), m_clock(clock), m_examine(std::move(examine)), m_started(clock.since_boot()) {}

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

Result<StaffRow> VaultSession::count_sign_in(std::int64_t staff, Instant at) {
  const auto people = m_store.staff();
  if (!people) return std::unexpected(people.error());
  const auto person = std::ranges::find(*people, staff, &StaffRow::id);
  if (person == people->end()) return failure(Fault::not_found, "there is no such person");
  const auto now = m_clock.since_boot();
  const SignInDelay delay = delay_after(person->failed_attempts);
  {
    const std::lock_guard lock(m_changing);
    const auto last = m_pin_tries.find(staff);
    const auto since = last == m_pin_tries.end() ? m_started : last->second.at;
    if (delay.locked || now < since + delay.wait) return failure(Fault::denied, "too many wrong PINs");
  }
  auto counted = m_store.count_sign_in(staff, at);
  if (!counted) return counted;
  const std::lock_guard lock(m_changing);
  m_pin_tries.insert_or_assign(staff, PinTry{now, counted->name, counted->sealed_pin});
  return counted;
}

Result<void> VaultSession::clear_sign_ins(std::int64_t staff) {
  {
    const std::lock_guard lock(m_changing);
    const auto last = m_pin_tries.find(staff);
    if (last == m_pin_tries.end() || last->second.state != PinTry::State::right)
      return failure(Fault::denied, "no right PIN was seen");
  }
  return m_store.clear_sign_ins(staff);
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
  std::int64_t staff = 0;
  {
    const std::lock_guard lock(m_changing);
    const auto counted = std::ranges::find_if(m_pin_tries, [&](const auto& each) {
      const PinTry& tried = each.second;
      return tried.state == PinTry::State::counted && tried.name == staff_name && tried.sealed_pin == sealed_pin;
    });
    if (counted == m_pin_tries.end()) return failure(Fault::denied, "a PIN is counted before it is looked at");
    counted->second.state = PinTry::State::checked;
    staff = counted->first;
  }
  auto matches = keys->is_pin_of(staff_name, sealed_pin, pin);
  if (matches.value_or(false)) {
    const std::lock_guard lock(m_changing);
    m_pin_tries.at(staff).state = PinTry::State::right;
  }
  return matches;
}

Result<std::vector<std::string>> VaultSession::examine() { return m_examine(); }

}  // namespace anteroom::platform
