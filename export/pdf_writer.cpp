#include "export/pdf_writer.h"

#include "export/pdf_face.h"
#include "forms/base/utf8.h"

#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <format>
#include <hpdf.h>
#include <memory>
#include <set>
#include <span>
#include <string>
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

// One page's operators (PDF 32000-1, annex A), written here and not by libharu: it writes every letter as four hex
// digits, which is half as much again after compression, and measures every text once more. What can share one operator
// does, and a text is placed from the one before.
class PagePainter {
 public:
  PagePainter(double paper_height, const std::array<PdfFace, 3>& faces, std::array<const char*, 3> names)
      : m_height(paper_height), m_faces(faces), m_names(names) {}

  [[nodiscard]] std::string paint(const Drawing& drawing) {
    say(".125 0 0 .125 0 0 cm");  // whole numbers are shorter
    for (const Fill& fill : drawing.fills) {
      number(eighths(fill.x));
      number(up(fill.y + fill.height));
      number(eighths(fill.width));
      number(eighths(fill.height));
      say("re");
    }
    if (!drawing.fills.empty()) say("f");
    for (const Shape& shape : drawing.shapes) paint(shape);
    paint(drawing.strokes);
    paint(drawing.texts);
    return std::move(m_out);
  }

 private:
  // The unit of the page: an eighth of a point, finer than an office printer.
  static long eighths(double value) { return std::lround(value * 8); }
  [[nodiscard]] long up(double y) const { return eighths(m_height - y); }  // PDF counts from the lower edge

  void number(long of_eighths) {
    m_out += std::to_string(of_eighths);
    m_out += ' ';
  }
  void point(double x, double y) {
    number(eighths(x));
    number(up(y));
  }
  void say(std::string_view operation) {
    m_out += operation;
    m_out += '\n';
  }

  void line_of(double thickness) {
    if (thickness == m_thickness) return;
    number(eighths(m_thickness = thickness));
    say("w");
  }

  void paint(const Shape& shape) {
    if (shape.corners.empty()) return;
    if (shape.thickness > 0) line_of(shape.thickness);
    point(shape.corners.front().x, shape.corners.front().y);
    say("m");
    for (std::size_t corner = 1; corner < shape.corners.size(); ++corner) {
      point(shape.corners[corner].x, shape.corners[corner].y);
      say("l");
    }
    say(shape.thickness <= 0 ? "f" : shape.closed ? "s" : "S");
  }

  // Whether the four lines from here on are the outline of a box, as drawing.h makes it.
  static bool is_outline(std::span<const Stroke> strokes) {
    if (strokes.size() < 4) return false;
    const Stroke& top = strokes[0];
    const Stroke& bottom = strokes[1];
    const Stroke& left = strokes[2];
    const Stroke& right = strokes[3];
    const double half = top.thickness / 2;
    const auto is_like_top = [&](const Stroke& other) {
      return other.thickness == top.thickness && other.dash == top.dash && other.ink == top.ink;
    };
    return is_like_top(bottom) && is_like_top(left) && is_like_top(right) && top.y1 == top.y2 &&
           bottom.y1 == bottom.y2 && left.x1 == left.x2 && right.x1 == right.x2 && bottom.x1 == top.x1 &&
           bottom.x2 == top.x2 && left.y1 == top.y1 && left.y2 == bottom.y1 && right.y1 == top.y1 &&
           right.y2 == bottom.y1 && eighths(left.x1 - half) == eighths(top.x1) &&
           eighths(right.x1 + half) == eighths(top.x2);
  }

  void paint(const std::vector<Stroke>& strokes) {
    const Stroke* before = nullptr;
    for (std::size_t at = 0; at < strokes.size(); ++at) {
      const Stroke& stroke = strokes[at];
      const bool alike = before != nullptr && before->thickness == stroke.thickness && before->dash == stroke.dash &&
                         before->ink == stroke.ink;
      if (!alike) {
        if (before != nullptr) say("S");
        line_of(stroke.thickness);
        set_dash(stroke.dash);
        if (stroke.ink != m_line_ink) say((m_line_ink = stroke.ink) == Ink::white ? "1 G" : "0 G");
      }
      before = &stroke;
      if (is_outline(std::span(strokes).subspan(at))) {
        const Stroke& left = strokes[at + 2];
        const Stroke& right = strokes[at + 3];
        point(left.x1, left.y2);
        number(eighths(right.x1) - eighths(left.x1));
        number(up(left.y1) - up(left.y2));
        say("re");
        at += 3;
        continue;
      }
      point(stroke.x1, stroke.y1);
      say("m");
      point(stroke.x2, stroke.y2);
      say("l");
    }
    if (before != nullptr) say("S");
  }

  void set_dash(int dash) {
    if (dash == m_dash) return;
    m_dash = dash;
    say(dash > 0 ? std::format("[{}] 0 d", eighths(dash)) : "[] 0 d");
  }

  void paint(const std::vector<TextRun>& texts) {
    say("BT");
    Ink ink = Ink::black;
    long x = 0;
    long y = 0;
    const TextRun* before = nullptr;
    for (const TextRun& text : texts) {
      // What a reader has set already moved it on to here.
      const bool goes_on =
          before != nullptr && before->baseline == text.baseline && std::abs(before->x + before->width - text.x) < 0.01;
      if (text.ink != ink) say((ink = text.ink) == Ink::white ? "1 g" : "0 g");
      const auto face = static_cast<std::size_t>(text.face);
      if (before == nullptr || before->face != text.face || before->size != text.size) {
        m_out += std::format("/{} ", m_names.at(face));
        number(eighths(text.size));
        say("Tf");
      }
      if (!goes_on) {
        const long to_x = eighths(text.x);
        const long to_y = up(text.baseline);
        number(to_x - x);
        number(to_y - y);
        say("Td");
        x = to_x;
        y = to_y;
      }
      m_out += '(';
      for (const char byte : m_faces.at(face).encode(text.text)) {
        if (byte == '(' || byte == ')' || byte == '\\') m_out += '\\';
        m_out += byte;
      }
      m_out += ')';
      say("Tj");
      before = &text;
    }
    say("ET");
  }

  double m_height;
  const std::array<PdfFace, 3>& m_faces;
  std::array<const char*, 3> m_names;  // of the faces, on this page
  std::string m_out;
  double m_thickness = 0;
  int m_dash = 0;
  Ink m_line_ink = Ink::black;
};

// The letters that each face draws anywhere in the document.
std::array<std::set<char32_t>, 3> letters_of(const std::vector<Drawing>& pages) {
  std::array<std::set<char32_t>, 3> letters;
  constexpr std::size_t most_letters = 0x10000;
  std::array<std::vector<bool>, 3> known;  // most of a text is letters that were there before
  known.fill(std::vector<bool>(most_letters));
  for (const Drawing& page : pages) {
    for (const TextRun& text : page.texts) {
      std::string_view rest = text.text;
      while (const auto decoded = rest.empty() ? std::nullopt : decode_letter(rest)) {
        rest.remove_prefix(decoded->bytes);
        const auto face = static_cast<std::size_t>(text.face);
        if (decoded->letter < most_letters && known.at(face)[decoded->letter]) continue;
        if (decoded->letter < most_letters) known.at(face)[decoded->letter] = true;
        letters.at(face).insert(decoded->letter);
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
  constexpr std::array<const char*, 3> names = {"A", "B", "C"};
  HPDF_Dict resources = HPDF_Dict_New(pdf->mmgr);
  HPDF_Dict named = HPDF_Dict_New(pdf->mmgr);
  if (resources == nullptr || named == nullptr) return std::unexpected(failed(pdf));
  for (std::size_t face = 0; face < faces.size(); ++face) {
    if (faces.at(face).font() != nullptr) HPDF_Dict_Add(named, names.at(face), faces.at(face).font());
  }
  HPDF_Dict_Add(resources, "Font", named);
  // Every page takes these from what all stand in (ISO 32000-1, 7.7.3.4).
  HPDF_Dict_Add(pdf->root_pages, "Resources", resources);
  const auto width = static_cast<HPDF_REAL>(facts.width);
  const auto height = static_cast<HPDF_REAL>(facts.height);
  HPDF_Dict_Add(pdf->root_pages, "MediaBox", HPDF_Box_Array_New(pdf->mmgr, {0, 0, width, height}));
  for (const Drawing& drawing : pages) {
    HPDF_Page page = HPDF_AddPage(pdf);
    if (HPDF_GetError(pdf) != HPDF_OK) return std::unexpected(failed(pdf));
    for (const char* own : {"Resources", "MediaBox"}) HPDF_Dict_RemoveElement(page, own);
    const std::string operators = PagePainter(facts.height, faces, names).paint(drawing);
    const auto* bytes = reinterpret_cast<const HPDF_BYTE*>(operators.data());  // the same bytes, as libharu names them
    HPDF_Stream_Write(static_cast<HPDF_PageAttr>(page->attr)->stream, bytes, static_cast<HPDF_UINT>(operators.size()));
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
