// A page that shows whether a printer prints: where it was sent from and when, and nothing of anybody. No clock, no
// store, no printer, no file.
#pragma once

#include "export/summary.h"

#include <cstddef>
#include <string>
#include <vector>

namespace anteroom::exporting {

struct TestPage {
  std::string clinic;
  std::string title;  // "Test page"
  std::string kiosk;
  std::string minute;         // "2026-11-26 14:05"
  std::string words;          // what it means that somebody reads this
  Instant created_at;         // for the PDF's own date: same data, same bytes
  std::string language = {};  // BCP 47, of title and words; empty: English
};

// Faults as summary_pdf.
[[nodiscard]] Result<std::vector<std::byte>> test_page_pdf(const TestPage& page, PageSize size,
                                                           const SummaryFonts& fonts);

}  // namespace anteroom::exporting
