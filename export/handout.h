// A sheet for the patient to take home: titles and paragraphs as they come, nothing about anybody. No clock, no store,
// no printer, no file.
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
  std::string foot;    // below them all
  Instant created_at;  // for the PDF's own date: same data, same bytes
};

// Faults as summary_pdf.
[[nodiscard]] Result<std::vector<std::byte>> handout_pdf(const Handout& handout, PageSize size,
                                                         const SummaryFonts& fonts);

}  // namespace anteroom::exporting
