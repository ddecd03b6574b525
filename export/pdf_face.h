// One embedded font of a PDF and the codes under which its letters stand on the pages. Only the letters drawn go in,
// each with its way back to Unicode, so that text can be searched, copied and read aloud.
#pragma once

#include <hpdf.h>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace anteroom::exporting {

class PdfFace {
 public:
  PdfFace() = default;
  // `file` is a TrueType font that has all `letters`, all below U+10000. `name` differs from face to face.
  // What fails stays in the document as libharu's error.
  PdfFace(HPDF_Doc document, std::string name, const std::string& file, const std::set<char32_t>& letters);

  [[nodiscard]] HPDF_Font font() const { return m_font; }
  // The text as it stands on a page: a byte or two a letter, any but a control character.
  [[nodiscard]] std::string encode(std::string_view text) const;

 private:
  HPDF_Font m_font = nullptr;
  std::unordered_map<char32_t, std::string> m_codes;
};

}  // namespace anteroom::exporting
