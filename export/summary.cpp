#include "export/summary.h"

#include "export/pdf_writer.h"
#include "export/summary_layout.h"
#include "export/typefaces.h"

namespace anteroom::exporting {
namespace {

Result<std::vector<std::byte>> pdf_of(const std::vector<Drawing>& pages, const Typefaces& faces, std::string title,
                                      PageSize size, Instant created_at, const SummaryFonts& fonts) {
  if (faces.trouble()) return std::unexpected(*faces.trouble());
  const PageFrame frame = page_frame(size);
  return write_pdf(pages, {std::move(title), frame.width, frame.height, created_at}, fonts);
}

}  // namespace

Result<std::vector<std::byte>> summary_pdf(const Summary& summary, PageSize size, const SummaryFonts& fonts) {
  auto faces = Typefaces::open(fonts);
  if (!faces) return std::unexpected(faces.error());
  const std::vector<Drawing> pages = lay_out_summary(summary, size, *faces);
  return pdf_of(pages, *faces, "Patient-reported summary", size, summary.created_at, fonts);
}

Result<std::vector<std::byte>> slip_pdf(const Slip& slip, PageSize size, const SummaryFonts& fonts) {
  auto faces = Typefaces::open(fonts);
  if (!faces) return std::unexpected(faces.error());
  const std::vector<Drawing> pages = {lay_out_slip(slip, size, *faces)};
  return pdf_of(pages, *faces, "Please see the patient", size, slip.created_at, fonts);
}

}  // namespace anteroom::exporting
