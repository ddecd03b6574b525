// Visits as a table and the codebook that explains it: one row a visit, one column a question or a score, the same
// columns for every visit of the same forms. No cell of an answer is empty: what is missing says how.
#pragma once

#include "export/visit_record.h"

#include <string>
#include <string_view>
#include <vector>

namespace anteroom::exporting {

// What stands in place of a value.
inline constexpr std::string_view csv_not_asked = "NASK";   // the form was not in the visit, or the question was closed
inline constexpr std::string_view csv_skipped = "SKIP";     // asked, and no answer
inline constexpr std::string_view csv_declined = "DECL";    // "prefer not to answer"
inline constexpr std::string_view csv_incomplete = "INCO";  // a score that misses answers
inline constexpr std::string_view csv_removed = "GONE";     // asked, and the answers are kept no longer
inline constexpr std::string_view csv_unavailable = "NAVL";  // staff did not find it in the chart, or did not look

// The cells as RFC 4180 has them: in quotes where they must be, lines end with CR LF. Text that a spreadsheet would run
// as a formula gets an apostrophe before it.
class CsvTable {
 public:
  void add_row(const std::vector<std::string>& cells);
  [[nodiscard]] std::string take() { return std::move(m_text); }

 private:
  std::string m_text;
};

// Free text that somebody typed, safe in a spreadsheet.
[[nodiscard]] std::string csv_text(std::string_view typed);

// The columns of these forms, in their order: the head of the table and the codebook have one origin.
class VisitTable {
 public:
  explicit VisitTable(std::vector<const forms::Form*> forms);

  void add(const VisitRecord& record);
  [[nodiscard]] std::string take() { return m_table.take(); }

  // The 18 columns of a REDCap data dictionary.
  [[nodiscard]] std::string codebook() const;

 private:
  std::vector<const forms::Form*> m_forms;
  CsvTable m_table;
};

// A REDCap variable: a-z, 0-9 and _, beginning with a letter.
[[nodiscard]] std::string csv_name(std::string_view text);

}  // namespace anteroom::exporting
