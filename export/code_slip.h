// A slip for the patient's hand: the clinic, the code of the visit, and how to begin. It has no place for a name, a
// date or anything about the visit. No clock, no store, no printer, no file.
#pragma once

#include "export/summary.h"

#include <cstddef>
#include <string>
#include <vector>

namespace anteroom::exporting {

struct CodeSlip {
  std::string clinic;
  std::string title;  // "Your visit code"
  std::string code;
  std::string how;            // where to touch first
  Instant created_at;         // for the PDF's own date: same data, same bytes
  std::string language = {};  // BCP 47, of title and how; empty: English
};

// Faults as summary_pdf.
[[nodiscard]] Result<std::vector<std::byte>> code_slip_pdf(const CodeSlip& slip, PageSize size,
                                                           const SummaryFonts& fonts);

}  // namespace anteroom::exporting
