#include "export/pdf_writer.h"

#include <array>
#include <chrono>
#include <format>
#include <hpdf.h>
#include <memory>
#include <set>

namespace anteroom::exporting {
namespace {

struct FreeDocument {
  void operator()(HPDF_Doc document) const { HPDF_Free(document); }
};
using Document = std::unique_ptr<_HPDF_Doc_Rec, FreeDocument>;

// libharu 2.3 opens TrueType files by name only, although its parser reads any stream; this is HPDF_LoadTTFontFromFile
// with a stream of bytes in place of the file, so that a running kiosk needs no font file and leaves no trace on a
// disk.
HPDF_Font load_font(HPDF_Doc document, const std::string& bytes) {
  HPDF_Stream stream = HPDF_MemStream_New(document->mmgr, static_cast<HPDF_UINT>(bytes.size()));
  if (stream == nullptr) return nullptr;
  const auto* data = reinterpret_cast<const HPDF_BYTE*>(bytes.data());  // bytes, as libharu names them
  HPDF_Stream_Write(stream, data, static_cast<HPDF_UINT>(bytes.size()));
  HPDF_FontDef definition = HPDF_TTFontDef_Load(document->mmgr, stream, HPDF_TRUE);  // takes the stream over
  if (definition == nullptr) return nullptr;
  if (HPDF_List_Add(document->fontdef_list, definition) != HPDF_OK) {
    HPDF_FontDef_Free(definition);
    return nullptr;
  }
  // The six letters before a subset's name differ from font to font.
  std::string tag = "HPDFAA";
  tag.back() = static_cast<char>('A' + document->fontdef_list->count);
  HPDF_TTFontDef_SetTagName(definition, tag.data());
  return HPDF_GetFont(document, definition->base_font, "UTF-8");
}

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

void draw(HPDF_Page page, const Drawing& drawing, double paper_height, const std::array<HPDF_Font, 3>& fonts) {
  const auto real = [](double value) { return static_cast<HPDF_REAL>(value); };
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
    if (before == nullptr || before->face != text.face || before->size != text.size) {
      HPDF_Page_SetFontAndSize(page, fonts.at(static_cast<std::size_t>(text.face)), real(text.size));
    }
    HPDF_Page_SetTextMatrix(page, 1, 0, 0, 1, real(text.x), up(text.baseline));
    HPDF_Page_ShowText(page, text.text.c_str());
    before = &text;
  }
  HPDF_Page_EndText(page);
}

std::set<Face> faces_used(const std::vector<Drawing>& pages) {
  std::set<Face> used;
  for (const Drawing& page : pages) {
    for (const TextRun& text : page.texts) used.insert(text.face);
  }
  return used;
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
  HPDF_UseUTFEncodings(pdf);
  HPDF_SetInfoAttr(pdf, HPDF_INFO_TITLE, facts.title.c_str());
  HPDF_SetInfoAttr(pdf, HPDF_INFO_CREATOR, "Anteroom");
  HPDF_SetInfoDateAttr(pdf, HPDF_INFO_CREATION_DATE, pdf_date(facts.created_at));
  HPDF_Dict_Add(pdf->catalog, "Lang", HPDF_String_New(pdf->mmgr, "en", nullptr));

  const std::array<const std::string*, 3> files = {&fonts.regular, &fonts.bold, &fonts.fallback};
  std::array<HPDF_Font, 3> faces = {};
  for (const Face face : faces_used(pages)) {
    const auto index = static_cast<std::size_t>(face);
    faces.at(index) = load_font(pdf, *files.at(index));
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
