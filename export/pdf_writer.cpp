#include "export/pdf_writer.h"

#include "export/pdf_face.h"
#include "forms/base/utf8.h"

#include <array>
#include <chrono>
#include <cmath>
#include <format>
#include <hpdf.h>
#include <memory>
#include <set>
#include <string_view>

namespace anteroom::exporting {
namespace {

struct FreeDocument {
  void operator()(HPDF_Doc document) const { HPDF_Free(document); }
};
using Document = std::unique_ptr<_HPDF_Doc_Rec, FreeDocument>;

HPDF_Date pdf_date(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const Date date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(instant - day));
  return {static_cast<HPDF_INT>(static_cast<int>(date.year())),
          static_cast<HPDF_INT>(static_cast<unsigned>(date.month())),
          static_cast<HPDF_INT>(static_cast<unsigned>(date.day())),
          static_cast<HPDF_INT>(time.hours().count()),
          static_cast<HPDF_INT>(time.minutes().count()),
          static_cast<HPDF_INT>(time.seconds().count()),
          'Z',
          0,
          0};
}

void draw(HPDF_Page page, const Drawing& drawing, double paper_height, const std::array<PdfFace, 3>& faces) {
  // A hundredth of a point is finer than any printer, and every further digit is a byte.
  const auto real = [](double value) { return static_cast<HPDF_REAL>(std::round(value * 100) / 100); };
  const auto up = [&](double y) { return real(paper_height - y); };  // PDF counts from the lower edge
  for (const Fill& fill : drawing.fills) {
    HPDF_Page_Rectangle(page, real(fill.x), up(fill.y + fill.height), real(fill.width), real(fill.height));
    HPDF_Page_Fill(page);
  }
  double thickness = 0;
  for (const Stroke& stroke : drawing.strokes) {
    if (stroke.thickness != thickness) HPDF_Page_SetLineWidth(page, real(thickness = stroke.thickness));
    HPDF_Page_MoveTo(page, real(stroke.x1), up(stroke.y1));
    HPDF_Page_LineTo(page, real(stroke.x2), up(stroke.y2));
    HPDF_Page_Stroke(page);
  }
  HPDF_Page_BeginText(page);
  Ink ink = Ink::black;
  const TextRun* before = nullptr;
  for (const TextRun& text : drawing.texts) {
    if (text.ink != ink) HPDF_Page_SetGrayFill(page, real((ink = text.ink) == Ink::white ? 1 : 0));
    const PdfFace& face = faces.at(static_cast<std::size_t>(text.face));
    if (before == nullptr || before->face != text.face || before->size != text.size) {
      HPDF_Page_SetFontAndSize(page, face.font(), real(text.size));
    }
    HPDF_Page_SetTextMatrix(page, 1, 0, 0, 1, real(text.x), up(text.baseline));
    HPDF_Page_ShowText(page, face.encode(text.text).c_str());
    before = &text;
  }
  HPDF_Page_EndText(page);
}

// The letters that each face draws anywhere in the document.
std::array<std::set<char32_t>, 3> letters_of(const std::vector<Drawing>& pages) {
  std::array<std::set<char32_t>, 3> letters;
  for (const Drawing& page : pages) {
    for (const TextRun& text : page.texts) {
      std::string_view rest = text.text;
      while (const auto decoded = rest.empty() ? std::nullopt : decode_letter(rest)) {
        letters.at(static_cast<std::size_t>(text.face)).insert(decoded->letter);
        rest.remove_prefix(decoded->bytes);
      }
    }
  }
  return letters;
}

Error failed(HPDF_Doc document) {
  return {Fault::internal, std::format("the PDF could not be made: libharu says {:#06x}", HPDF_GetError(document))};
}

}  // namespace

Result<std::vector<std::byte>> write_pdf(const std::vector<Drawing>& pages, const PdfFacts& facts,
                                         const SummaryFonts& fonts) {
  const Document document(HPDF_New(nullptr, nullptr));  // no handler: the first error stays until the end
  HPDF_Doc pdf = document.get();
  if (pdf == nullptr) return failure(Fault::internal, "libharu does not start");
  HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
  HPDF_SetInfoAttr(pdf, HPDF_INFO_TITLE, facts.title.c_str());
  HPDF_SetInfoAttr(pdf, HPDF_INFO_CREATOR, "Anteroom");
  HPDF_SetInfoDateAttr(pdf, HPDF_INFO_CREATION_DATE, pdf_date(facts.created_at));
  HPDF_Dict_Add(pdf->catalog, "Lang", HPDF_String_New(pdf->mmgr, "en", nullptr));

  const std::array<const std::string*, 3> files = {&fonts.regular, &fonts.bold, &fonts.fallback};
  const std::array<std::set<char32_t>, 3> letters = letters_of(pages);
  std::array<PdfFace, 3> faces;
  for (std::size_t face = 0; face < faces.size(); ++face) {
    if (letters.at(face).empty()) continue;
    faces.at(face) = PdfFace(pdf, std::format("Anteroom-{}", face), *files.at(face), letters.at(face));
  }
  for (const Drawing& drawing : pages) {
    HPDF_Page page = HPDF_AddPage(pdf);
    HPDF_Page_SetWidth(page, static_cast<HPDF_REAL>(facts.width));
    HPDF_Page_SetHeight(page, static_cast<HPDF_REAL>(facts.height));
    draw(page, drawing, facts.height, faces);
  }
  HPDF_SaveToStream(pdf);
  if (HPDF_GetError(pdf) != HPDF_OK) return std::unexpected(failed(pdf));
  std::vector<std::byte> bytes(HPDF_GetStreamSize(pdf));
  auto size = static_cast<HPDF_UINT32>(bytes.size());
  HPDF_ResetStream(pdf);
  HPDF_ReadFromStream(pdf, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);  // bytes, as libharu names them
  if (HPDF_GetError(pdf) != HPDF_OK || size != bytes.size()) return std::unexpected(failed(pdf));
  return bytes;
}

}  // namespace anteroom::exporting
