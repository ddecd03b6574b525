#include "export/test_page.h"

#include "export/pdf_writer.h"
#include "export/summary_layout.h"
#include "export/typefaces.h"

namespace anteroom::exporting {

Result<std::vector<std::byte>> test_page_pdf(const TestPage& page, PageSize size, const SummaryFonts& fonts) {
  auto faces = Typefaces::open(fonts);
  if (!faces) return std::unexpected(faces.error());
  const Drawing drawing = lay_out_slip_lines({{page.clinic, Weight::bold, 26},
                                              {page.title, Weight::bold, 48, 24},
                                              {page.kiosk, Weight::regular, 24, 12},
                                              {page.minute, Weight::regular, 24},
                                              {page.words, Weight::regular, 24, 24}},
                                             1.5, size, *faces);
  if (faces->trouble()) return std::unexpected(*faces->trouble());
  const PageFrame frame = page_frame(size);
  return write_pdf({drawing}, {"Test page", frame.width, frame.height, page.created_at, page.language}, fonts);
}

}  // namespace anteroom::exporting
