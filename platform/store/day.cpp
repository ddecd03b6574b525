// What staff know of a visit beforehand, and who printed what, and why.
#include "platform/store/sqlcipher_record_store.h"

namespace anteroom::platform {
namespace {

constexpr std::array<std::string_view, 5> reason_words = {"first", "lost", "unreadable", "another_reader", "changed"};
constexpr int most_mme = 9999;

Bound bound(std::optional<bool> fact) { return fact ? Bound{*fact ? 1 : 0} : Bound{}; }

std::optional<bool> optional_bool(Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.integer(column) != 0);
}

}  // namespace

Result<void> SqlcipherRecordStore::keep_facts(VisitId id, const NewVisit& visit) {
  const ChartFacts& chart = visit.chart;
  if (chart.opioid_mme && (*chart.opioid_mme < 0 || *chart.opioid_mme > most_mme))
    return failure(Fault::invalid_input, "an opioid dose is 0 to 9999 MME a day");
  if (chart.as_of && !chart.as_of->ok()) return failure(Fault::invalid_input, "the chart's date is no day");
  const std::string as_of = chart.as_of ? to_string(*chart.as_of) : std::string();
  const auto kept = m_database.run(
      "INSERT INTO visit_facts (visit, with_help, clinician, chart_as_of, opioid_mme, benzodiazepine, naloxone)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)",
      {id.value, visit.with_help ? 1 : 0, visit.clinician, chart.as_of ? Bound{as_of} : Bound{},
       platform::bound(chart.opioid_mme), bound(chart.benzodiazepine), bound(chart.naloxone)});
  if (!kept) return std::unexpected(kept.error());
  return {};
}

// Visits of before have none: alone, and nothing available.
Result<void> SqlcipherRecordStore::read_facts(VisitRow& visit) {
  Statement row = m_database.query(
      "SELECT with_help, clinician, chart_as_of, opioid_mme, benzodiazepine, naloxone FROM visit_facts WHERE visit = ?",
      {visit.id.value});
  while (row.next()) {
    NewVisit& facts = visit.facts;
    facts.with_help = row.integer(0) != 0;
    facts.clinician = row.text(1);
    if (!row.is_null(2)) {
      facts.chart.as_of = parse_date(row.text(2));
      if (!facts.chart.as_of) row.fail(Fault::corrupt, "the date of a chart in the database is none");
    }
    if (!row.is_null(3)) facts.chart.opioid_mme = row.number(3);
    facts.chart.benzodiazepine = optional_bool(row, 4);
    facts.chart.naloxone = optional_bool(row, 5);
  }
  return row.outcome();
}

Result<void> SqlcipherRecordStore::keep_print(VisitId id, std::string_view person, PrintReason reason, Instant at) {
  const auto kept = m_database.run("INSERT INTO prints (visit, person, at, reason) VALUES (?, ?, ?, ?)",
                                   {id.value, person, platform::bound(at), word_of(reason, reason_words)});
  if (!kept) return std::unexpected(kept.error());
  return {};
}

Result<int> SqlcipherRecordStore::count_prints(std::string_view person, Instant since) {
  return row_of_one(
      m_database.query("SELECT count(*) FROM prints WHERE person = ? AND at >= ?", {person, platform::bound(since)}),
      [](Statement& row) { return row.number(0); }, "no count");
}

Result<std::vector<PrintRow>> SqlcipherRecordStore::prints_of(VisitId id) {
  return rows_of(
      m_database.query("SELECT person, at, reason FROM prints WHERE visit = ? ORDER BY id", {id.value}),
      [](Statement& row) { return PrintRow{row.text(0), row.instant(1), row.word<PrintReason>(2, reason_words)}; });
}

}  // namespace anteroom::platform
