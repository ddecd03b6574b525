// What an export has in it: visits of a period, read one after the other on the frame's thread, then made into files on
// any. Reads only, and only with the keys of an open day; what becomes of the files is the caller's part.
#pragma once

#include "export/csv.h"
#include "export/outcome_report.h"
#include "kiosk/flow/intent.h"
#include "kiosk/services.h"
#include "platform/stick.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace anteroom::flow {

using ExportFiles = Result<std::vector<platform::StickFile>>;

// The visit's page or its FHIR bundle; the function makes the file (summary.pdf, visit.json) on any thread.
// Fault::invalid_input for a kind that is of a period.
[[nodiscard]] Result<std::function<ExportFiles()>> export_of_visit(intent::ExportKind kind,
                                                                   const platform::VisitRow& row,
                                                                   const platform::Unlocked& keys, Services& services);

class ExportContents {
 public:
  // Of a table, or of the outcome report: for that every visit before the period is read too, since a patient's
  // baseline is older than it. Fault::invalid_input for another kind.
  [[nodiscard]] static Result<ExportContents> of_period(intent::ExportKind kind, const intent::ExportPeriod& period,
                                                        Services& services);

  // Visits that ended with answers, both days included.
  [[nodiscard]] std::size_t visits() const { return m_visits; }
  [[nodiscard]] std::size_t to_read() const { return m_rows.size(); }
  [[nodiscard]] std::size_t read() const { return m_read; }
  [[nodiscard]] bool is_read() const { return m_read == m_rows.size(); }
  // One that cannot be read is left out and counted.
  void read_next(const platform::Unlocked& keys, Services& services);
  [[nodiscard]] int unreadable() const { return m_unreadable; }

  // Once all is read: the function makes codebook.csv and visits.csv, or outcome.pdf and outcome.csv, on any thread,
  // once. The library of `services` outlives it.
  [[nodiscard]] Result<std::function<ExportFiles()>> maker(const platform::Unlocked& keys, Services& services);

 private:
  ExportContents(intent::ExportKind kind, const intent::ExportPeriod& period, std::vector<platform::VisitRow> rows,
                 Services& services);

  intent::ExportKind m_kind;
  intent::ExportPeriod m_period;
  std::vector<platform::VisitRow> m_rows;
  std::size_t m_visits = 0;
  std::size_t m_read = 0;
  int m_unreadable = 0;
  std::shared_ptr<exporting::VisitTable> m_table;
  std::vector<exporting::OutcomeVisit> m_outcomes;
};

}  // namespace anteroom::flow
