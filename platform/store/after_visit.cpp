// Answers after a visit: unlinked from everything else in the file.
#include "platform/store/sqlcipher_record_store.h"

#include <format>

namespace anteroom::platform {

Result<void> SqlcipherRecordStore::add_after_visit(const AfterVisit& answers) {
  if (answers.form.empty() || answers.clinician.empty() || answers.answers.empty())
    return failure(Fault::invalid_input, "answers after a visit have a form and a clinician");
  return m_database.transaction([&]() -> Result<void> {
    return one_row(
        m_database.run("INSERT INTO after_visit (form, version, clinician, month, answers)"
                       " VALUES (?, ?, ?, ?, ?)",
                       {answers.form, answers.version, answers.clinician, answers.month, Blob{answers.answers}}),
        "the answers were not taken");
  });
}

Result<std::vector<AfterVisitCount>> SqlcipherRecordStore::count_after_visits(std::string_view form) {
  return rows_of(m_database.query("SELECT clinician, count(*) FROM after_visit WHERE form = ? GROUP BY clinician"
                                  " ORDER BY clinician",
                                  {form}),
                 [](Statement& row) { return AfterVisitCount{row.text(0), row.number(1)}; });
}

Result<std::vector<AfterVisit>> SqlcipherRecordStore::after_visits(std::string_view form, std::string_view clinician) {
  auto rows = rows_of(
      m_database.query("SELECT form, version, clinician, month, answers FROM after_visit"
                       " WHERE form = ? AND clinician = ? ORDER BY key",
                       {form, clinician}),
      [](Statement& row) { return AfterVisit{row.text(0), row.text(1), row.text(2), row.text(3), row.blob(4)}; });
  if (rows && rows->size() < fewest_after_visits) {
    return failure(Fault::denied,
                   std::format("too few: {} of {} answers are needed", rows->size(), fewest_after_visits));
  }
  return rows;
}

}  // namespace anteroom::platform
