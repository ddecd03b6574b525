#include "platform/vault/audit.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <format>
#include <sodium.h>
#include <span>

namespace anteroom::platform {
namespace {

using Bytes = unsigned char;
static_assert(AuditDigest{}.size() == crypto_generichash_BYTES);

constexpr std::size_t anchor_digits = 16;

const Bytes* bytes(const AuditDigest& digest) { return reinterpret_cast<const Bytes*>(digest.data()); }
Bytes* bytes(AuditDigest& digest) { return reinterpret_cast<Bytes*>(digest.data()); }
const Bytes* bytes(const SecretKey& key) { return reinterpret_cast<const Bytes*>(key.bytes().data()); }

// Each part behind its length: no two entries give the same bytes.
void append(std::string& body, std::string_view part) { body += std::format("{}:{}\n", part.size(), part); }

AuditDigest hash_of(const AuditRow& row) {
  std::string body;
  append(body, std::to_string(row.number));
  append(body, std::to_string(row.entry.at.wall.time_since_epoch().count()));
  append(body, std::to_string(row.entry.at.since_boot.count()));
  append(body, row.entry.at.boot_id);
  append(body, row.entry.at.synchronised ? "synchronised" : "not");
  append(body, row.entry.actor);
  append(body, std::to_string(static_cast<int>(row.entry.event)));
  append(body, row.entry.object);
  append(body, {reinterpret_cast<const char*>(row.previous.data()), row.previous.size()});
  AuditDigest hash{};
  crypto_generichash(bytes(hash), hash.size(), reinterpret_cast<const Bytes*>(body.data()), body.size(), nullptr, 0);
  return hash;
}

AuditDigest mac_of(const AuditDigest& hash, const SecretKey& key) {
  AuditDigest mac{};
  crypto_generichash(bytes(mac), mac.size(), bytes(hash), hash.size(), bytes(key), SecretKey::size);
  return mac;
}

// One way: from a key nobody comes back to the one before.
SecretKey key_after(const SecretKey& key) {
  constexpr std::string_view purpose = "anteroom audit: the next key";
  std::array<std::byte, SecretKey::size> next{};
  crypto_generichash(reinterpret_cast<Bytes*>(next.data()), next.size(), reinterpret_cast<const Bytes*>(purpose.data()),
                     purpose.size(), bytes(key), SecretKey::size);
  const SecretKey made(next);
  sodium_memzero(next.data(), next.size());
  return made;
}

std::string place_of_start(std::int64_t first, int epoch) { return std::format("audit {} {}", first, epoch); }

// The key that a start sealed.
Result<SecretKey> first_key_of(const AuditStart& start, const Unlocked& unlocked) {
  auto opened = unlocked.open(start.sealed_key, place_of_start(start.first, start.epoch));
  if (!opened) return std::unexpected(opened.error());
  std::array<std::byte, SecretKey::size> key{};
  if (opened->size() != key.size()) return failure(Fault::corrupt, "the key of the audit trail has another length");
  std::memcpy(key.data(), opened->data(), key.size());
  sodium_memzero(opened->data(), opened->size());
  const SecretKey made(key);
  sodium_memzero(key.data(), key.size());
  return made;
}

}  // namespace

AuditPen audit_pen(const Clock& clock) {
  return {.moment =
              [&clock] {
                return AuditMoment{.wall = clock.now(),
                                   .since_boot = clock.since_boot(),
                                   .boot_id = clock.boot_id(),
                                   .synchronised = clock.is_synchronised()};
              },
          .link =
              [](AuditState& state, AuditEntry entry) {
                AuditRow row{.number = state.number + 1, .entry = std::move(entry), .previous = state.hash, .mac = {}};
                state.hash = hash_of(row);
                row.mac = mac_of(state.hash, state.next_key);
                state.number = row.number;
                state.next_key = key_after(state.next_key);
                return row;
              }};
}

Result<NewAuditStart> new_audit_start(const Vault& vault, std::int64_t first, Random& random) {
  std::array<std::byte, SecretKey::size> key{};
  random.fill(key);
  NewAuditStart made{{.first = first, .epoch = vault.ring().epochs.back().number, .sealed_key = {}}, SecretKey(key)};
  auto sealed = vault.seal({reinterpret_cast<const char*>(key.data()), key.size()},
                           place_of_start(made.start.first, made.start.epoch));
  sodium_memzero(key.data(), key.size());
  if (!sealed) return std::unexpected(sealed.error());
  made.start.sealed_key = *std::move(sealed);
  return made;
}

std::string to_string(const AuditAnchor& anchor) { return std::format("{} {}", anchor.number, anchor.hash); }

Result<AuditAnchor> read_anchor(std::string_view text) {
  AuditAnchor anchor;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), anchor.number);
  std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (fault == std::errc{} && !rest.empty() && (rest.front() == ' ' || rest.front() == '-')) rest.remove_prefix(1);
  const bool is_hex = std::ranges::all_of(
      rest, [](char digit) { return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'); });
  if (fault != std::errc{} || anchor.number < 1 || rest.size() != anchor_digits || !is_hex) {
    return failure(Fault::invalid_input,
                   "an audit mark is a number and 16 of 0-9 and a-f, as it stands at the foot of a summary: "
                   "\"1042 3f9a0c6be1d24477\"");
  }
  anchor.hash = rest;
  return anchor;
}

AuditCheck::AuditCheck(std::optional<AuditAnchor> anchor)
    : m_anchor(std::move(anchor)), m_is_anchored(!m_anchor.has_value()) {}

std::optional<AuditFault> AuditCheck::take_row(const AuditRow& row, const std::vector<AuditStart>& starts,
                                               const Unlocked& unlocked) {
  // Where the oldest part was deleted the chain begins with a key of its own, and says so further on.
  const bool begins_late =
      m_state.number == 0 && row.number > 1 && !starts.empty() && starts.front().first == row.number;
  if (begins_late) {
    m_removed = row.number - 1;
    m_is_removal_told = false;
    m_state.number = m_removed;
    m_state.hash = row.previous;
  }
  const std::int64_t expected = m_state.number + 1;
  if (row.number != expected) return AuditFault{expected, std::format("entry {} is missing", expected)};
  if (m_starts < starts.size() && starts[m_starts].first == row.number) {
    const auto key = first_key_of(starts[m_starts], unlocked);
    if (!key) return AuditFault{row.number, "the sealed key that the chain begins with: " + key.error().detail};
    m_state.next_key = *key;
    ++m_starts;
  } else if (expected == 1) {
    return AuditFault{expected, "the chain has no beginning"};
  }
  if (row.previous != m_state.hash) return AuditFault{row.number, "does not follow the entry before it"};
  const AuditDigest hash = hash_of(row);
  if (row.mac != mac_of(hash, m_state.next_key)) return AuditFault{row.number, "was changed, or put in by somebody"};
  m_state = {row.number, hash, key_after(m_state.next_key)};
  if (row.entry.event == AuditEvent::deleted && row.entry.object == removed_entries(m_removed))
    m_is_removal_told = true;
  if (m_anchor && m_anchor->number <= m_removed) {
    return AuditFault{m_anchor->number, "was deleted since it was printed, because it was kept long enough"};
  }
  if (m_anchor && m_anchor->number == row.number) {
    if (anchor_of(m_state) != *m_anchor)
      return AuditFault{row.number, "is another than the one that was printed: the chain was put back and went on"};
    m_is_anchored = true;
  }
  return std::nullopt;
}

std::optional<AuditFault> AuditCheck::finish(const AuditTrail& part) const {
  if (m_starts < part.starts.size())
    return AuditFault{part.starts[m_starts].first, "a beginning of the chain has no entry"};
  if (part.state.number != m_state.number || part.state.hash != m_state.hash ||
      sodium_memcmp(bytes(part.state.next_key), bytes(m_state.next_key), SecretKey::size) != 0) {
    return AuditFault{m_state.number + 1, "entries are missing at the end"};
  }
  if (!m_is_removal_told)
    return AuditFault{1, std::format("entries 1 to {} are missing, and none says that they were deleted", m_removed)};
  if (!m_is_anchored) {
    return AuditFault{m_state.number + 1,
                      "the chain ends before the entry that was printed: it was cut off or put back"};
  }
  return std::nullopt;
}

std::optional<AuditFault> AuditCheck::take(const AuditTrail& part, const Unlocked& unlocked) {
  for (const AuditRow& row : part.rows) {
    if (auto fault = take_row(row, part.starts, unlocked)) return fault;
  }
  // A part without rows is the end, whatever the end says of itself.
  m_is_done = part.rows.empty() || m_state.number >= part.state.number;
  return m_is_done ? finish(part) : std::nullopt;
}

Result<AuditProgress> AuditCheck::go_on(std::int64_t after,
                                        const std::function<Result<AuditTrail>(std::int64_t after)>& read,
                                        const Unlocked& unlocked) {
  if (after == 0) *this = AuditCheck(m_anchor);
  if (after != m_state.number) return failure(Fault::conflict, "this check of the audit trail has come elsewhere");
  const auto part = read(after);
  if (!part) return std::unexpected(part.error());
  auto fault = take(*part, unlocked);
  return AuditProgress{.number = m_state.number, .is_done = m_is_done, .fault = std::move(fault)};
}

std::optional<AuditFault> check_audit(const AuditTrail& trail, const Unlocked& unlocked,
                                      const std::optional<AuditAnchor>& anchor) {
  AuditCheck check(anchor);
  if (auto fault = check.take(trail, unlocked)) return fault;
  // Rows are missing at the end: what there is was taken as a part.
  return check.is_done() ? std::nullopt : check.take({{}, trail.starts, trail.state}, unlocked);
}

}  // namespace anteroom::platform
