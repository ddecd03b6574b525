// A visit's answers: row by row while it is open, one response once it is finished. And its scores, which stay when the
// answers go.
#include "platform/store/sqlcipher_record_store.h"

#include <algorithm>
#include <format>

namespace anteroom::platform {

Result<std::optional<AlertId>> SqlcipherRecordStore::commit_answer(VisitId id, const AnswerRow& row, int asked,
                                                                   const std::optional<NewAlert>& alert) {
  return m_database.transaction([&]() -> Result<std::optional<AlertId>> {
    const auto before =
        rows_of(m_database.query("SELECT length(payload) > 0 FROM answers WHERE visit = ? AND form = ? AND link_id = ?"
                                 " ORDER BY sequence DESC LIMIT 1",
                                 {id.value, row.form, row.link_id}),
                [](Statement& answer) { return answer.integer(0); });
    if (!before) return std::unexpected(before.error());
    const std::int64_t had_answer = before->empty() ? 0 : before->front();
    const std::int64_t has_answer = row.payload.empty() ? 0 : 1;

    auto counted = one_row(
        m_database.run("UPDATE visits SET answers_committed = answers_committed + 1, answered = answered + ?, asked = ?"
                       " WHERE id = ? AND state = 'in_progress' AND answers_committed = ? - 1",
                       {has_answer - had_answer, asked, id.value, row.sequence}),
        "the visit is not in progress, or this is not its next answer");
    if (!counted) return std::unexpected(std::move(counted.error()));
    const auto inserted =
        m_database.run("INSERT INTO answers (visit, sequence, form, link_id, payload, at) VALUES (?, ?, ?, ?, ?, ?)",
                       {id.value, row.sequence, row.form, row.link_id, Blob{row.payload}, bound(row.at)});
    if (!inserted) return std::unexpected(inserted.error());
    if (!alert) return std::nullopt;
    auto raised = insert_alert(id, *alert);
    if (!raised) return std::unexpected(std::move(raised.error()));
    return *raised;
  });
}

Result<std::vector<AnswerRow>> SqlcipherRecordStore::answers(VisitId id) {
  const auto told = row_of_one(
      m_database.query("SELECT answers_committed, answers_removed_at IS NOT NULL FROM visits WHERE id = ?", {id.value}),
      [](Statement& row) { return std::pair(row.integer(0), row.integer(1) != 0); }, "there is no such visit");
  if (!told) return std::unexpected(told.error());
  const auto& [committed, removed] = *told;
  if (removed) return failure(Fault::not_found, "the answers of this visit were removed");
  auto rows = rows_of(
      m_database.query("SELECT sequence, form, link_id, payload, at FROM answers WHERE visit = ? ORDER BY sequence",
                       {id.value}),
      [](Statement& row) { return AnswerRow{row.number(0), row.text(1), row.text(2), row.blob(3), row.instant(4)}; });
  if (!rows) return rows;
  if (rows->empty() && committed > 0) {
    const auto submitted = response(id);
    if (!submitted) return std::unexpected(submitted.error());
    if (*submitted) return failure(Fault::conflict, "the answers of this visit are one response");
  }
  int expected = 0;
  const bool whole = std::ranges::all_of(*rows, [&](const AnswerRow& row) { return row.sequence == ++expected; });
  if (!whole || std::cmp_not_equal(rows->size(), committed)) {
    return failure(Fault::corrupt, std::format("visit {}: {} answers were committed, {} are there: some were lost",
                                               id.value, committed, rows->size()));
  }
  return rows;
}

Result<void> SqlcipherRecordStore::submit_visit(VisitId id, const ResponseRow& response, std::string_view scores,
                                                Instant at) {
  return m_database.transaction([&]() -> Result<void> {
    const auto submitted = this->response(id);
    if (!submitted) return std::unexpected(submitted.error());
    if (*submitted) return {};
    const auto inserted = m_database.run(
        "INSERT INTO responses (visit, payload, answers)"
        " SELECT id, ?, ? FROM visits WHERE id = ? AND state = 'in_progress' AND answers_committed = ?",
        {Blob{response.payload}, response.answers, id.value, response.answers});
    if (auto one = one_row(inserted, "the visit is not in progress, or other answers were committed"); !one) return one;
    const auto removed = m_database.run("DELETE FROM answers WHERE visit = ?", {id.value});
    if (!removed) return std::unexpected(removed.error());
    if (*removed != response.answers) {
      return failure(Fault::corrupt, std::format("visit {}: {} answers were committed, {} are there: some were lost",
                                                 id.value, response.answers, *removed));
    }
    if (auto ended = end(id, VisitState::finished, at); !ended) return ended;
    return keep_scores(id, scores);
  });
}

Result<std::optional<std::string>> SqlcipherRecordStore::scores(VisitId id) {
  auto rows = rows_of(m_database.query("SELECT payload FROM scores WHERE visit = ?", {id.value}),
                      [](Statement& row) { return row.blob(0); });
  if (!rows) return std::unexpected(std::move(rows.error()));
  return rows->empty() ? std::nullopt : std::optional(std::move(rows->front()));
}

Result<std::vector<VisitId>> SqlcipherRecordStore::unscored_visits(VisitId after, int most) {
  return rows_of(m_database.query("SELECT id FROM visits WHERE id > ? AND state IN ('finished', 'incomplete')"
                                  " AND answers_committed > 0 AND answers_removed_at IS NULL"
                                  " AND NOT EXISTS (SELECT 1 FROM scores WHERE visit = visits.id) ORDER BY id LIMIT ?",
                                  {after.value, most}),
                 [](Statement& row) { return VisitId{row.integer(0)}; });
}

Result<void> SqlcipherRecordStore::keep_scores(VisitId id, std::string_view scores) {
  return one_row(m_database.run("INSERT OR REPLACE INTO scores (visit, payload) SELECT id, ? FROM visits"
                                " WHERE id = ? AND state IN ('finished', 'incomplete')",
                                {Blob{scores}, id.value}),
                 "only a visit that is over has scores");
}

Result<std::optional<ResponseRow>> SqlcipherRecordStore::response(VisitId id) {
  const auto rows =
      rows_of(m_database.query("SELECT payload, responses.answers, answers_committed FROM responses"
                               " JOIN visits ON id = visit WHERE visit = ?",
                               {id.value}),
              [](Statement& row) { return std::pair(ResponseRow{row.blob(0), row.number(1)}, row.integer(2)); });
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return std::nullopt;
  const auto& [response, committed] = rows->front();
  if (std::cmp_not_equal(response.answers, committed)) {
    return failure(Fault::corrupt, std::format("visit {}: {} answers were committed, its response holds {}", id.value,
                                               committed, response.answers));
  }
  return response;
}

}  // namespace anteroom::platform
