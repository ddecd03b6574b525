#include "export/typefaces.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H

#include "forms/base/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace anteroom::exporting {
namespace {

// Zero-width spaces and joiners, direction marks, soft hyphen, byte order mark: no ink, so no letter to miss.
bool invisible(char32_t letter) {
  return letter == 0xAD || (letter >= 0x200B && letter <= 0x200F) || (letter >= 0x202A && letter <= 0x202E) ||
         (letter >= 0x2060 && letter <= 0x2064) || letter == 0xFEFF || (letter >= 0x7F && letter <= 0x9F);
}

// A digit is a digit: only its shape differs, and it is read from left to right among right-to-left letters too.
std::optional<char> latin_digit(char32_t letter) {
  for (const char32_t zero : {U'\u0660', U'\u06F0'}) {
    if (letter >= zero && letter < zero + 10) return static_cast<char>('0' + (letter - zero));
  }
  return std::nullopt;
}

constexpr char32_t replacement = 0xFFFD;
constexpr std::string_view replacement_text = "\uFFFD";

}  // namespace

void Typefaces::Close::operator()(FT_LibraryRec_* library) const { FT_Done_FreeType(library); }
void Typefaces::Close::operator()(FT_FaceRec_* face) const { FT_Done_Face(face); }

Result<Typefaces> Typefaces::open(const SummaryFonts& fonts) {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return failure(Fault::internal, "FreeType does not start");
  Typefaces faces;
  faces.m_library.reset(library);
  const std::array<std::pair<const std::string*, FacePointer*>, 3> files = {
      {{&fonts.regular, &faces.m_regular}, {&fonts.bold, &faces.m_bold}, {&fonts.fallback, &faces.m_fallback}}};
  for (const auto& [bytes, opened] : files) {
    FT_Face face = nullptr;
    const auto* data = reinterpret_cast<const FT_Byte*>(bytes->data());  // the font's bytes, as FreeType wants them
    if (FT_New_Memory_Face(library, data, static_cast<FT_Long>(bytes->size()), 0, &face) != 0) {
      return failure(Fault::invalid_input, "a font of the summary is not a TrueType font");
    }
    opened->reset(face);
  }
  for (auto& kept : faces.m_kept) kept.resize(kept_letters);
  return faces;
}

FT_FaceRec_* Typefaces::face(Face which) const {
  switch (which) {
    case Face::regular: return m_regular.get();
    case Face::bold: return m_bold.get();
    case Face::fallback: return m_fallback.get();
  }
  std::unreachable();
}

std::optional<Typefaces::Glyph> Typefaces::find(char32_t letter, Weight weight) const {
  const Face first = weight == Weight::bold ? Face::bold : Face::regular;
  for (const Face which : {first, Face::fallback}) {
    FT_Face opened = face(which);
    const FT_UInt index = FT_Get_Char_Index(opened, letter);
    if (index == 0) continue;
    FT_Fixed advance = 0;
    if (FT_Get_Advance(opened, index, FT_LOAD_NO_SCALE, &advance) != 0) continue;
    return Glyph{which, static_cast<int>(advance * 1000 / opened->units_per_EM)};  // cut off as the PDF's widths are
  }
  return std::nullopt;
}

std::optional<Typefaces::Glyph> Typefaces::glyph(char32_t letter, Weight weight) {
  if (letter >= kept_letters) return find(letter, weight);
  auto& kept = m_kept[weight == Weight::bold ? 1 : 0][letter];
  if (!kept) kept = find(letter, weight);
  return kept;
}

template <class Draw>
void Typefaces::for_each_letter(std::string_view text, Weight weight, const Draw& draw) {
  for (std::size_t at = 0; at < text.size();) {
    const auto decoded = decode_letter(text.substr(at));
    if (!decoded) {
      if (!m_trouble) m_trouble = Error{Fault::invalid_input, "a text of the page is not UTF-8"};
      return;
    }
    const std::string_view bytes = text.substr(at, decoded->bytes);
    at += decoded->bytes;
    if (invisible(decoded->letter)) continue;
    char32_t letter = decoded->letter < 0x20 ? U' ' : decoded->letter;
    std::string_view drawn = decoded->letter < 0x20 ? std::string_view(" ") : bytes;
    std::string digit;
    if (const auto latin = latin_digit(letter)) {
      digit = *latin;
      letter = static_cast<char32_t>(*latin);
      drawn = digit;
    }
    if (const auto found = glyph(letter, weight)) {
      draw(*found, drawn);
      continue;
    }
    m_has_replaced = true;
    if (const auto stand_in = glyph(replacement, weight)) {
      draw(*stand_in, replacement_text);
    } else if (const auto question = glyph(U'?', weight)) {
      draw(*question, "?");
    }
  }
}

std::vector<FaceRun> Typefaces::runs(std::string_view text, Weight weight) {
  std::vector<FaceRun> runs;
  for_each_letter(text, weight, [&](const Glyph& glyph, std::string_view bytes) {
    if (runs.empty() || runs.back().face != glyph.face) runs.push_back({glyph.face, {}, 0});
    runs.back().text += bytes;
    runs.back().width += glyph.advance;
  });
  return runs;
}

double Typefaces::width(std::string_view text, Weight weight, double size) {
  int thousandths = 0;
  for_each_letter(text, weight, [&](const Glyph& glyph, std::string_view) { thousandths += glyph.advance; });
  return thousandths * size / 1000;
}

}  // namespace anteroom::exporting
