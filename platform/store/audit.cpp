// The audit trail's rows: an entry is written by whatever it tells of, in the same transaction.
#include "platform/store/sqlcipher_record_store.h"

#include <cstring>
#include <format>

namespace anteroom::platform {
namespace {

constexpr std::array<std::string_view, audit_events> event_words = {"chain_begun",       "started",
                                                                    "day_opened",        "day_closed",
                                                                    "day_refused",       "pin_tried",
                                                                    "pin_accepted",      "pin_locked",
                                                                    "staff_added",       "staff_removed",
                                                                    "pin_changed",       "keys_changed",
                                                                    "visit_started",     "visit_corrected",
                                                                    "checked_in",        "visit_finished",
                                                                    "visit_incomplete",  "visit_cancelled",
                                                                    "visit_resumed",     "alert_raised",
                                                                    "alert_delivered",   "alert_not_delivered",
                                                                    "alert_seen",        "alert_acknowledged",
                                                                    "alert_escalated",   "alert_not_escalated",
                                                                    "record_opened",     "printing",
                                                                    "printed",           "not_printed",
                                                                    "exported",          "deleted",
                                                                    "answers_removed",   "restored",
                                                                    "integrity_failure", "disk_low",
                                                                    "not_exported",      "tested",
                                                                    "restarted"};

constexpr std::string_view select_audit =
    "SELECT number, wall, since_boot, boot_id, synchronised, actor, event, object, previous, mac FROM audit ";

std::string_view view_of(const AuditDigest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}
std::string_view view_of(const SecretKey& key) {
  return {reinterpret_cast<const char*>(key.bytes().data()), SecretKey::size};
}

AuditDigest digest_of(Statement& row, int column) {
  AuditDigest digest{};
  const std::string bytes = row.blob(column);
  if (bytes.size() != digest.size()) row.fail(Fault::corrupt, "a hash of the audit trail has another length");
  std::memcpy(digest.data(), bytes.data(), std::min(bytes.size(), digest.size()));
  return digest;
}

AuditRow row_of(Statement& row) {
  return {.number = row.integer(0),
          .entry = {.at = {.wall = row.instant(1),
                           .since_boot = std::chrono::milliseconds{row.integer(2)},
                           .boot_id = row.text(3),
                           .synchronised = row.integer(4) != 0},
                    .actor = row.text(5),
                    .event = row.word<AuditEvent>(6, event_words),
                    .object = row.text(7)},
          .previous = digest_of(row, 8),
          .mac = digest_of(row, 9)};
}

AuditState state_of(Statement& row) {
  const AuditDigest key = digest_of(row, 2);
  return {.number = row.integer(0), .hash = digest_of(row, 1), .next_key = SecretKey(key)};
}

}  // namespace

Result<std::optional<AuditState>> SqlcipherRecordStore::audit_state() {
  auto rows = rows_of(m_database.query("SELECT number, hash, next_key FROM audit_state"), state_of);
  if (!rows) return std::unexpected(std::move(rows.error()));
  return rows->empty() ? std::nullopt : std::optional(std::move(rows->front()));
}

Result<std::optional<AuditAnchor>> SqlcipherRecordStore::audit_anchor() {
  const auto state = audit_state();
  if (!state) return std::unexpected(state.error());
  return *state ? std::optional(anchor_of(**state)) : std::nullopt;
}

Result<void> SqlcipherRecordStore::set_audit_state(const AuditState& state) {
  return one_row(m_database.run("INSERT INTO audit_state (id, number, hash, next_key) VALUES (1, ?, ?, ?)"
                                " ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash,"
                                " next_key = excluded.next_key",
                                {state.number, Blob{view_of(state.hash)}, Blob{view_of(state.next_key)}}),
                 "the end of the audit trail was not taken");
}

Result<void> SqlcipherRecordStore::write_audit(AuditEvent event, std::string_view object) {
  if (!m_pen) return {};
  auto state = audit_state();
  if (!state) return std::unexpected(std::move(state.error()));
  if (!*state) return failure(Fault::conflict, "the audit trail has not begun");
  const AuditRow row = m_pen->link(**state, {m_pen->moment(), m_actor, event, std::string(object)});
  const AuditMoment& at = row.entry.at;
  auto written =
      one_row(m_database.run(
                  "INSERT INTO audit (number, wall, since_boot, boot_id, synchronised, actor, event, object, previous,"
                  " mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  {row.number, bound(at.wall), at.since_boot.count(), at.boot_id, at.synchronised ? 1 : 0, m_actor,
                   word_of(event, event_words), object, Blob{view_of(row.previous)}, Blob{view_of(row.mac)}}),
              "an entry of the audit trail was not taken");
  if (!written) return written;
  return set_audit_state(**state);
}

Result<void> SqlcipherRecordStore::audited(AuditEvent event, std::string_view object,
                                           const std::function<Result<void>()>& work) {
  return m_database.transaction([&]() -> Result<void> {
    if (auto done = work(); !done) return done;
    return write_audit(event, object);
  });
}

Result<void> SqlcipherRecordStore::begin_audit(const AuditStart& start, const SecretKey& first_key) {
  return audited(AuditEvent::chain_begun, std::format("epoch {}", start.epoch), [&]() -> Result<void> {
    auto state = audit_state();
    if (!state) return std::unexpected(std::move(state.error()));
    AuditState end = state->value_or(AuditState{});
    if (start.first != end.number + 1)
      return failure(Fault::conflict, "the audit trail went on while its new beginning was made");
    end.next_key = first_key;
    if (auto set = set_audit_state(end); !set) return set;
    return one_row(m_database.run("INSERT INTO audit_starts (first, epoch, sealed_key) VALUES (?, ?, ?)",
                                  {start.first, start.epoch, Blob{start.sealed_key}}),
                   "a beginning of the audit trail was not taken");
  });
}

Result<void> SqlcipherRecordStore::note(AuditEvent event, std::string_view object) {
  return audited(event, object, [] { return Result<void>(); });
}

Result<std::vector<AuditStart>> SqlcipherRecordStore::audit_starts() {
  return rows_of(m_database.query("SELECT first, epoch, sealed_key FROM audit_starts ORDER BY first"),
                 [](Statement& row) { return AuditStart{row.integer(0), row.number(1), row.blob(2)}; });
}

Result<AuditTrail> SqlcipherRecordStore::audit_trail() {
  constexpr int all = -1;
  return audit_part(0, all);
}

Result<AuditTrail> SqlcipherRecordStore::audit_part(std::int64_t after, int most) {
  // One transaction, so that a running kiosk does not write between the rows and their end.
  return m_database.transaction([&]() -> Result<AuditTrail> {
    auto rows =
        rows_of(m_database.query(std::string(select_audit) + "WHERE number > ? ORDER BY number LIMIT ?", {after, most}),
                row_of);
    if (!rows) return std::unexpected(std::move(rows.error()));
    auto starts = audit_starts();
    if (!starts) return std::unexpected(std::move(starts.error()));
    auto state = audit_state();
    if (!state) return std::unexpected(std::move(state.error()));
    return AuditTrail{std::move(*rows), std::move(*starts), state->value_or(AuditState{})};
  });
}

Result<std::vector<AuditRow>> SqlcipherRecordStore::audit_rows(std::int64_t before, int most) {
  return rows_of(
      m_database.query(std::string(select_audit) + "WHERE number < ? ORDER BY number DESC LIMIT ?", {before, most}),
      row_of);
}

Result<std::vector<AuditRow>> SqlcipherRecordStore::audit_between(Instant from, Instant to) {
  return rows_of(m_database.query(std::string(select_audit) + "WHERE wall >= ? AND wall < ? ORDER BY number DESC",
                                  {bound(from), bound(to)}),
                 row_of);
}

Result<std::optional<Instant>> SqlcipherRecordStore::audit_before(Instant at) {
  return row_of_one(
      m_database.query("SELECT max(wall) FROM audit WHERE wall < ?", {bound(at)}),
      [](Statement& row) { return row.optional_instant(0); }, "the audit trail was not read");
}

Result<std::optional<Instant>> SqlcipherRecordStore::audit_from(Instant at) {
  return row_of_one(
      m_database.query("SELECT min(wall) FROM audit WHERE wall >= ?", {bound(at)}),
      [](Statement& row) { return row.optional_instant(0); }, "the audit trail was not read");
}

}  // namespace anteroom::platform
