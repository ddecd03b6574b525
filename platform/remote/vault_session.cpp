#include "platform/remote/vault_session.h"

#include "platform/remote/keys_of_store.h"
#include "platform/vault/sign_in.h"

#include <algorithm>
#include <utility>

namespace anteroom::platform {
namespace {

std::unexpected<Error> not_yours() { return failure(Fault::denied, "the kiosk seals and opens answers, nothing else"); }
std::unexpected<Error> not_allowed() { return failure(Fault::denied, "whoever asks may not change that"); }
std::unexpected<Error> closed() { return failure(Fault::denied, "the day is not open"); }

}  // namespace

VaultSession::VaultSession(RecordStore& store, const Vault& vault, const Clock& clock, VaultMeans means)
    : m_store(store),
      m_clock(clock),
      m_means(std::move(means)),
      m_started(clock.since_boot()),
      m_vault(std::make_shared<const Vault>(vault)) {}

std::optional<std::string> VaultSession::answer(VaultLine line, std::string_view request) {
  VaultDesk& desk = *this;
  Office& office = *this;
  KioskRecords& records = m_store;
  switch (line) {
    case VaultLine::quick: close_when_over(); return QuickCalls::answer(request, desk, records, office);
    case VaultLine::slow: return SlowCalls::answer(request, desk, office);
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

std::shared_ptr<const OpenKeys> VaultSession::open_keys() {
  const std::lock_guard lock(m_changing);
  return m_keys && m_clock.since_boot() < m_until ? m_keys : nullptr;
}

std::shared_ptr<const OpenKeys> VaultSession::keys_of(std::int64_t day) {
  const std::lock_guard lock(m_changing);
  return m_keys && day == m_day && m_clock.since_boot() < m_until ? m_keys : nullptr;
}

Result<std::string> VaultSession::seal(std::string_view text, std::string_view place) {
  if (!is_place_of_answers(place)) return not_yours();
  return vault()->seal(text, place);
}

Result<std::string> VaultSession::open(std::int64_t day, std::string_view sealed, std::string_view place) {
  if (!is_place_of_answers(place)) return not_yours();
  const auto keys = keys_of(day);
  if (!keys) return closed();
  return keys->open(sealed, place);
}

void VaultSession::show_identities(bool shown) {
  const auto open = shown ? open_keys() : nullptr;
  m_store.open_identities(open ? identity_opener(open) : IdentityOpener{});
}

void VaultSession::close_day(std::int64_t day) {
  {
    const std::lock_guard lock(m_changing);
    if (day != m_day) return;
    m_keys.reset();
    m_prepared.reset();
  }
  m_store.open_identities({});
}

Result<AuditProgress> VaultSession::check_audit(std::int64_t after) {
  const auto open = open_keys();
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
  m_pin_tries.insert_or_assign(staff, PinTry{now, counted->name, counted->role, counted->sealed_pin});
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
  auto opened = vault()->unlock(passphrase);
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

Result<std::vector<std::string>> VaultSession::examine() { return m_means.examine(); }

Result<std::vector<Check>> VaultSession::check_records() {
  if (!m_means.check_records) return std::vector<Check>{};
  return m_means.check_records();
}

// ---- people and keys ------------------------------------------------------------------------------------------------

std::shared_ptr<const Vault> VaultSession::vault() {
  const std::lock_guard lock(m_changing);
  return m_vault;
}

Result<void> VaultSession::may(std::int64_t by, Matter matter) {
  const std::lock_guard lock(m_changing);
  const bool is_open = m_keys && m_clock.since_boot() < m_until;
  const auto tried = m_pin_tries.find(by);
  if (!is_open || tried == m_pin_tries.end() || tried->second.state != PinTry::State::right) return not_allowed();
  const StaffRole role = tried->second.role;
  if (matter == Matter::people ? !manages_people(role) : role != StaffRole::it) return not_allowed();
  return {};
}

Result<void> VaultSession::add_person(std::int64_t by, std::string_view name, StaffRole role,
                                      std::string_view sealed_pin) {
  if (auto allowed = may(by, Matter::people); !allowed) return allowed;
  if (auto fits = check_name_of_staff(name); !fits) return fits;
  return m_store.add_staff(name, role, sealed_pin).transform([](std::int64_t) {});
}

Result<void> VaultSession::change_pin(std::int64_t by, std::string_view name, std::string_view sealed_pin) {
  if (auto allowed = may(by, Matter::people); !allowed) return allowed;
  return m_store.set_pin(name, sealed_pin);
}

// Whoever removes somebody stays, and could add somebody again.
Result<void> VaultSession::remove_person(std::int64_t by, std::string_view name) {
  if (auto allowed = may(by, Matter::people); !allowed) return allowed;
  const auto people = m_store.staff();
  if (!people) return std::unexpected(people.error());
  const auto person = std::ranges::find(*people, name, &StaffRow::name);
  if (person == people->end()) return failure(Fault::not_found, "there is nobody of this name");
  if (person->id == by) return failure(Fault::conflict, "nobody removes themselves");
  if (auto removed = m_store.remove_staff(name); !removed) return removed;
  const std::lock_guard lock(m_changing);
  m_pin_tries.erase(person->id);
  return {};
}

Result<ClinicKeys> VaultSession::keys() {
  const auto kept = vault();
  const KeyRing& ring = kept->ring();
  ClinicKeys keys{.ways = {},
                  .epoch = ring.epochs.back().number,
                  .since = ring.epochs.back().made_at,
                  .signer = fingerprint_of(kept->signer())};
  for (const Slot& slot : ring.slots) keys.ways.push_back({slot.number, slot.kind, slot.made_at});
  return keys;
}

Result<void> VaultSession::keep_keys(std::int64_t by) {
  if (auto allowed = may(by, Matter::keys); !allowed) return allowed;
  std::optional<KeyRing> ring;
  std::shared_ptr<const Vault> former;
  {
    const std::lock_guard lock(m_changing);
    if (m_prepared_by == by) ring = std::exchange(m_prepared, std::nullopt);
    former = m_vault;
  }
  if (!ring) return failure(Fault::not_found, "no change of the keys was prepared");
  auto made = former->with_ring(*ring);
  if (!made) return std::unexpected(std::move(made.error()));
  const auto next = std::make_shared<const Vault>(std::move(*made));
  if (auto stored = m_store.set_key_ring(*ring); !stored) return stored;
  const bool is_new_key = next->ring().epochs.back().number != former->ring().epochs.back().number;
  {
    const std::lock_guard lock(m_changing);
    m_vault = next;
    if (is_new_key) m_keys.reset();
  }
  if (is_new_key) m_store.open_identities({});
  return give_keys_to(m_store, *next, m_clock, m_means.random);
}

Result<NewPin> make_pin_of(const Vault& vault, std::string_view name, Random& random) {
  NewPin pin{platform::make_pin(random), {}};
  auto verifier = make_pin_verifier(pin.digits);
  if (!verifier) return std::unexpected(std::move(verifier.error()));
  auto sealed = vault.seal(*verifier, place_of_pin(name));
  wipe(*verifier);
  if (!sealed) return std::unexpected(std::move(sealed.error()));
  pin.sealed = *std::move(sealed);
  return pin;
}

Result<NewPin> VaultSession::make_pin(std::string_view name) { return make_pin_of(*vault(), name, m_means.random); }

Result<void> VaultSession::prepare(std::int64_t by, Result<KeyRing> ring) {
  const std::lock_guard lock(m_changing);
  m_prepared.reset();
  if (!ring) return std::unexpected(std::move(ring.error()));
  m_prepared = *std::move(ring);
  m_prepared_by = by;
  return {};
}

Result<std::string> VaultSession::prepare_passphrase(std::int64_t by, std::string_view passphrase) {
  if (auto allowed = may(by, Matter::keys); !allowed) return std::unexpected(std::move(allowed.error()));
  const auto kept = vault();
  const auto unlocked = kept->unlock(passphrase);
  if (!unlocked) return std::unexpected(unlocked.error());
  auto fresh = m_means.make_passphrase();
  if (!fresh) return fresh;
  auto ready =
      prepare(by, kept->with_added_passphrase(**unlocked, *fresh, m_clock.now(), m_means.random, m_means.cost));
  if (!ready) return std::unexpected(std::move(ready.error()));
  return fresh;
}

Result<void> VaultSession::prepare_removal(std::int64_t by, int way, std::string_view passphrase) {
  if (auto allowed = may(by, Matter::keys); !allowed) return allowed;
  const auto kept = vault();
  auto ring = kept->without_slot(way, m_clock.now());
  if (!ring) return prepare(by, std::move(ring));
  if (const auto unlocked = kept->unlock(passphrase); !unlocked) return std::unexpected(unlocked.error());
  return prepare(by, std::move(ring));
}

Result<std::uint64_t> VaultSession::begin_backup(std::int64_t by) {
  if (auto allowed = may(by, Matter::keys); !allowed) return std::unexpected(std::move(allowed.error()));
  m_backup.reset();  // of before, which nobody has read to its end
  auto made = m_means.make_backup(*vault());
  if (!made) return std::unexpected(std::move(made.error()));
  m_backup = *std::move(made);
  return m_backup->size();
}

Result<std::string> VaultSession::backup_part(std::int64_t by, std::uint64_t from) {
  if (auto allowed = may(by, Matter::keys); !allowed) return std::unexpected(std::move(allowed.error()));
  if (!m_backup) return failure(Fault::not_found, "no backup was begun");
  auto part = m_backup->part(from);
  if (part && from + part->size() >= m_backup->size()) m_backup.reset();
  return part;
}

Result<void> VaultSession::prepare_epoch(std::int64_t by) {
  if (auto allowed = may(by, Matter::keys); !allowed) return allowed;
  return prepare(by, vault()->with_new_epoch(m_clock.now()));
}

}  // namespace anteroom::platform
