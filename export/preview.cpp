#include "export/preview.h"

#include "export/summary_layout.h"
#include "export/typefaces.h"
#include "forms/base/wipe.h"

namespace anteroom::exporting {

Preview::~Preview() {
  for (Drawing& page : pages) {
    for (TextRun& run : page.texts) wipe(run.text);
  }
}

Result<Preview> summary_preview(const Summary& summary, PageSize size, const SummaryFonts& fonts) {
  auto faces = Typefaces::open(fonts);
  if (!faces) return std::unexpected(faces.error());
  std::vector<Drawing> pages = lay_out_summary(summary, size, *faces);
  if (faces->trouble()) return std::unexpected(*faces->trouble());
  const PageFrame frame = page_frame(size);
  Preview preview;
  preview.pages = std::move(pages);
  preview.width = frame.width;
  preview.height = frame.height;
  return preview;
}

}  // namespace anteroom::exporting
