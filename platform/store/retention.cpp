// What is deleted: a visit on request, visits that have been kept long enough, the answers of visits whose page was
// printed long enough ago, and the oldest part of the audit trail.
#include "platform/store/sqlcipher_record_store.h"

#include <format>

namespace anteroom::platform {
namespace {

// Over, without an open alert, and not on its way to paper.
constexpr std::string_view at_rest =
    "state IN ('finished', 'incomplete', 'cancelled') AND summary <> 'printing' AND handout_state <> 'printing'"
    " AND NOT EXISTS (SELECT 1 FROM alerts WHERE visit = visits.id AND state <> 'acknowledged')";

// Created before ?1. What a clock said that nobody had set counts for nothing: such a visit is as old as those after
// it.
constexpr std::string_view is_older =
    "id <= (SELECT coalesce(max(id), 0) FROM visits WHERE created_at < ?1 AND time_verified = 1)"
    " AND (created_at < ?1 OR time_verified = 0)";

}  // namespace

Result<void> SqlcipherRecordStore::delete_rows_of(VisitId id) {
  // Whatever table knows visits: one that came later is not forgotten.
  auto tables = rows_of(m_database.query("SELECT m.name, f.\"from\" FROM sqlite_schema AS m"
                                         " JOIN pragma_foreign_key_list(m.name) AS f"
                                         " WHERE m.type = 'table' AND f.\"table\" = 'visits'"),
                        [](Statement& row) { return std::pair(row.text(0), row.text(1)); });
  if (!tables) return std::unexpected(std::move(tables.error()));
  const auto steps =
      m_database.run("DELETE FROM alert_steps WHERE alert IN (SELECT id FROM alerts WHERE visit = ?)", {id.value});
  if (!steps) return std::unexpected(steps.error());
  for (const auto& [table, column] : *tables) {
    const auto gone = m_database.run(std::format("DELETE FROM \"{}\" WHERE \"{}\" = ?", table, column), {id.value});
    if (!gone) return std::unexpected(gone.error());
  }
  m_identities.erase(id.value);
  return one_row(m_database.run("DELETE FROM visits WHERE id = ?", {id.value}), "there is no such visit");
}

Result<void> SqlcipherRecordStore::delete_visit(VisitId id, std::string_view approved_by) {
  const std::string object =
      approved_by.empty() ? std::format("visit {}", id.value) : std::format("visit {}, {}", id.value, approved_by);
  return audited(AuditEvent::deleted, object, [&]() -> Result<void> {
    const auto may = row_of_one(
        m_database.query(std::format("SELECT {} FROM visits WHERE id = ?", at_rest), {id.value}),
        [](Statement& row) { return row.integer(0) != 0; }, "there is no such visit");
    if (!may) return std::unexpected(may.error());
    if (!*may) return failure(Fault::conflict, "the visit is not over, is being printed, or has an open alert");
    return delete_rows_of(id);
  });
}

Result<std::vector<VisitId>> SqlcipherRecordStore::deletable_before(Instant at, int most) {
  return rows_of(
      m_database.query(std::format("SELECT id FROM visits WHERE {} AND {} ORDER BY id LIMIT ?2", is_older, at_rest),
                       {bound(at), most}),
      [](Statement& row) { return VisitId{row.integer(0)}; });
}

Result<void> SqlcipherRecordStore::remove_answers(VisitId id, Instant at) {
  return audited(AuditEvent::answers_removed, std::format("visit {}", id.value), [&]() -> Result<void> {
    const auto noted =
        m_database.run(std::format("UPDATE visits SET answers_removed_at = ? WHERE id = ? AND answers_removed_at IS"
                                   " NULL AND EXISTS (SELECT 1 FROM scores WHERE visit = visits.id) AND {}",
                                   at_rest),
                       {bound(at), id.value});
    if (auto one = one_row(noted, "the visit has no scores, no answers, or somebody has to see to it still"); !one)
      return one;
    for (const std::string_view table : {"answers", "responses"}) {
      const auto gone = m_database.run(std::format("DELETE FROM {} WHERE visit = ?", table), {id.value});
      if (!gone) return std::unexpected(gone.error());
    }
    return {};
  });
}

// The clock may have been wrong when the page came out. It came out after the visit was made: both are so long ago.
Result<std::vector<VisitId>> SqlcipherRecordStore::answers_removable(Instant printed_before, int most) {
  return rows_of(
      m_database.query(std::format("SELECT id FROM visits WHERE first_printed_at < ?1 AND {} AND {}"
                                   " AND answers_committed > 0 AND answers_removed_at IS NULL"
                                   " AND EXISTS (SELECT 1 FROM scores WHERE visit = visits.id) ORDER BY id LIMIT ?2",
                                   is_older, at_rest),
                       {bound(printed_before), most}),
      [](Statement& row) { return VisitId{row.integer(0)}; });
}

Result<std::int64_t> SqlcipherRecordStore::delete_audit_before(Instant at) {
  return m_database.transaction([&]() -> Result<std::int64_t> {
    // The chain can only begin anew where its keys did, or nobody could check the rest.
    const auto begins = row_of_one(
        m_database.query("SELECT coalesce(max(first), 0) FROM audit_starts WHERE first > 1"
                         " AND NOT EXISTS (SELECT 1 FROM audit WHERE number < audit_starts.first AND wall >= ?)",
                         {bound(at)}),
        [](Statement& row) { return row.integer(0); }, "the audit trail was not read");
    if (!begins) return std::unexpected(begins.error());
    const auto gone = m_database.run("DELETE FROM audit WHERE number < ?", {*begins});
    if (!gone || *gone == 0) return gone;
    if (const auto starts = m_database.run("DELETE FROM audit_starts WHERE first < ?", {*begins}); !starts)
      return starts;
    if (auto noted = write_audit(AuditEvent::deleted, removed_entries(*begins - 1)); !noted)
      return std::unexpected(std::move(noted.error()));
    return gone;
  });
}

Result<std::optional<RetentionRun>> SqlcipherRecordStore::retention_run() {
  auto rows = rows_of(m_database.query("SELECT at, visits, entries, answers FROM retention_run"), [](Statement& row) {
    return RetentionRun{row.instant(0), row.integer(1), row.integer(2), row.integer(3)};
  });
  if (!rows) return std::unexpected(std::move(rows.error()));
  return rows->empty() ? std::nullopt : std::optional(rows->front());
}

Result<void> SqlcipherRecordStore::keep_retention_run(const RetentionRun& run) {
  return one_row(
      m_database.run("INSERT OR REPLACE INTO retention_run (id, at, visits, entries, answers) VALUES (1, ?, ?, ?, ?)",
                     {bound(run.at), run.visits, run.entries, run.answers}),
      "that old visits were looked for was not taken");
}

}  // namespace anteroom::platform
