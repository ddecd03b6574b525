// Drawings to PDF bytes: the only file that speaks libharu. It lays out nothing and checks no letters.
#pragma once

#include "export/drawing.h"
#include "export/summary.h"

#include <cstddef>
#include <string>
#include <vector>

namespace anteroom::exporting {

struct PdfFacts {
  std::string title;  // never anything about a patient: printers and viewers show it
  double width = 0;   // of the paper, points
  double height = 0;
  Instant created_at;
  std::string language = {};  // BCP 47; empty: English
};

// Embeds of each font only the letters drawn. The same drawings give the same bytes.
[[nodiscard]] Result<std::vector<std::byte>> write_pdf(const std::vector<Drawing>& pages, const PdfFacts& facts,
                                                       const SummaryFonts& fonts);

}  // namespace anteroom::exporting
