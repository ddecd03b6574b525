// A sheet for the patient to take home, in their language: what they said matters to them, and the pages they chose.
// Never a score, a band or a flag: it has no place for one. No clock, no store, no printer, no file.
#pragma once

#include "export/summary.h"

#include <cstddef>
#include <string>
#include <vector>

namespace anteroom::exporting {

struct HandoutPart {
  std::string title;
  std::vector<std::string> paragraphs;
};

struct Handout {
  std::string clinic;
  std::vector<HandoutPart> parts;
  std::string foot;           // below them all
  Instant created_at;         // for the PDF's own date: same data, same bytes
  std::string language = {};  // BCP 47, for who has it read aloud; empty: English
};

// Faults as summary_pdf.
[[nodiscard]] Result<std::vector<std::byte>> handout_pdf(const Handout& handout, PageSize size,
                                                         const SummaryFonts& fonts);

}  // namespace anteroom::exporting
