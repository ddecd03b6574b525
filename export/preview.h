// The summary's pages as drawings, for whoever can paint one: what is looked at is what is printed. Same data in, same
// pages out; no clock, no store, no printer, no file.
#pragma once

#include "export/drawing.h"
#include "export/summary.h"

#include <vector>

namespace anteroom::exporting {

struct Preview {
  std::vector<Drawing> pages;  // in their order
  double width = 0;            // of the paper, points
  double height = 0;

  Preview() = default;
  Preview(Preview&&) = default;
  Preview& operator=(Preview&&) = default;
  Preview(const Preview&) = delete;
  Preview& operator=(const Preview&) = delete;
  ~Preview();  // what stood on them is a patient's
};

// Faults as summary_pdf.
[[nodiscard]] Result<Preview> summary_preview(const Summary& summary, PageSize size, const SummaryFonts& fonts);

}  // namespace anteroom::exporting
