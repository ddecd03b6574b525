// The summary's first page as a drawing, for whoever can paint one: what is looked at is what is printed. Same data in,
// same page out; no clock, no store, no printer, no file.
#pragma once

#include "export/drawing.h"
#include "export/summary.h"

#include <cstddef>

namespace anteroom::exporting {

struct Preview {
  Drawing page;
  double width = 0;  // of the paper, points
  double height = 0;
  std::size_t pages = 0;  // that the whole summary has

  Preview() = default;
  Preview(Preview&&) = default;
  Preview& operator=(Preview&&) = default;
  Preview(const Preview&) = delete;
  Preview& operator=(const Preview&) = delete;
  ~Preview();  // what stood on it is a patient's
};

// Faults as summary_pdf.
[[nodiscard]] Result<Preview> summary_preview(const Summary& summary, PageSize size, const SummaryFonts& fonts);

}  // namespace anteroom::exporting
