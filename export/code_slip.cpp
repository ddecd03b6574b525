#include "export/code_slip.h"

#include "export/pdf_writer.h"
#include "export/summary_layout.h"
#include "export/typefaces.h"

namespace anteroom::exporting {

Result<std::vector<std::byte>> code_slip_pdf(const CodeSlip& slip, PageSize size, const SummaryFonts& fonts) {
  auto faces = Typefaces::open(fonts);
  if (!faces) return std::unexpected(faces.error());
  // Held at arm's length, without the glasses.
  const Drawing page = lay_out_slip_lines({{slip.clinic, Weight::bold, 26},
                                           {slip.title, Weight::regular, 24, 24},
                                           {slip.code, Weight::bold, 110},
                                           {slip.how, Weight::regular, 24, 12}},
                                          1.5, size, *faces);
  if (faces->trouble()) return std::unexpected(*faces->trouble());
  const PageFrame frame = page_frame(size);
  return write_pdf({page}, {"Visit code", frame.width, frame.height, slip.created_at, slip.language}, fonts);
}

}  // namespace anteroom::exporting
