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

// An eighth of a point is finer than an office printer, and exact in binary: libharu writes 763.875 and not 763.88000.
HPDF_REAL real(double value) { return static_cast<HPDF_REAL>(std::round(value * 8) / 8); }

// Draws one page. What can share one operator does, and a text is placed from the one before: half of the bytes.
class PagePainter {
 public:
  PagePainter(HPDF_Page page, double paper_height, const std::array<PdfFace, 3>& faces)
      : m_page(page), m_height(paper_height), m_faces(faces) {}

  void paint(const Drawing& drawing) {
    for (const Fill& fill : drawing.fills)
      HPDF_Page_Rectangle(m_page, real(fill.x), up(fill.y + fill.height), real(fill.width), real(fill.height));
    if (!drawing.fills.empty()) HPDF_Page_Fill(m_page);
    for (const Shape& shape : drawing.shapes) paint(shape);
    paint(drawing.strokes);
    paint(drawing.texts);
  }

 private:
  [[nodiscard]] HPDF_REAL up(double y) const { return real(m_height - y); }  // PDF counts from the lower edge

  void line_of(double thickness) {
    if (thickness != m_thickness) HPDF_Page_SetLineWidth(m_page, real(m_thickness = thickness));
  }

  void paint(const Shape& shape) {
    if (shape.corners.empty()) return;
    if (shape.thickness > 0) line_of(shape.thickness);
    HPDF_Page_MoveTo(m_page, real(shape.corners.front().x), up(shape.corners.front().y));
    for (std::size_t corner = 1; corner < shape.corners.size(); ++corner)
      HPDF_Page_LineTo(m_page, real(shape.corners[corner].x), up(shape.corners[corner].y));
    if (shape.thickness <= 0) {
      HPDF_Page_Fill(m_page);
    } else if (shape.closed) {
      HPDF_Page_ClosePathStroke(m_page);
    } else {
      HPDF_Page_Stroke(m_page);
    }
  }

  void paint(const std::vector<Stroke>& strokes) {
    const Stroke* before = nullptr;
    for (const Stroke& stroke : strokes) {
      const bool alike = before != nullptr && before->thickness == stroke.thickness && before->dash == stroke.dash &&
                         before->ink == stroke.ink;
      if (!alike) {
        if (before != nullptr) HPDF_Page_Stroke(m_page);
        line_of(stroke.thickness);
        set_dash(stroke.dash);
        if (stroke.ink != m_line_ink) HPDF_Page_SetGrayStroke(m_page, grey(m_line_ink = stroke.ink));
      }
      HPDF_Page_MoveTo(m_page, real(stroke.x1), up(stroke.y1));
      HPDF_Page_LineTo(m_page, real(stroke.x2), up(stroke.y2));
      before = &stroke;
    }
    if (before != nullptr) HPDF_Page_Stroke(m_page);
  }

  void set_dash(int dash) {
    if (dash == m_dash) return;
    m_dash = dash;
    const auto length = static_cast<HPDF_UINT16>(dash);
    HPDF_Page_SetDash(m_page, dash > 0 ? &length : nullptr, dash > 0 ? 1 : 0, 0);
  }

  void paint(const std::vector<TextRun>& texts) {
    HPDF_Page_BeginText(m_page);
    Ink ink = Ink::black;
    HPDF_REAL x = 0;
    HPDF_REAL y = 0;
    const TextRun* before = nullptr;
    for (const TextRun& text : texts) {
      if (text.ink != ink) HPDF_Page_SetGrayFill(m_page, grey(ink = text.ink));
      const PdfFace& face = m_faces.at(static_cast<std::size_t>(text.face));
      if (before == nullptr || before->face != text.face || before->size != text.size)
        HPDF_Page_SetFontAndSize(m_page, face.font(), real(text.size));
      HPDF_Page_MoveTextPos(m_page, real(text.x) - x, up(text.baseline) - y);
      x = real(text.x);
      y = up(text.baseline);
      HPDF_Page_ShowText(m_page, face.encode(text.text).c_str());
      before = &text;
    }
    HPDF_Page_EndText(m_page);
  }

  static HPDF_REAL grey(Ink ink) { return ink == Ink::white ? 1 : 0; }

  HPDF_Page m_page;
  double m_height;
  const std::array<PdfFace, 3>& m_faces;
  double m_thickness = 0;
  int m_dash = 0;
  Ink m_line_ink = Ink::black;
};

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
  HPDF_Dict_Add(pdf->catalog, "Lang",
                HPDF_String_New(pdf->mmgr, facts.language.empty() ? "en" : facts.language.c_str(), nullptr));

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
    PagePainter(page, facts.height, faces).paint(drawing);
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
