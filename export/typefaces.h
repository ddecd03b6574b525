// The page's fonts as measuring sees them: which face has a letter and how wide it is. A letter that no face has
// becomes U+FFFD and is counted, so that the page can say so: libharu would print a box and say nothing.
#pragma once

#include "export/drawing.h"
#include "export/summary.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct FT_LibraryRec_;
struct FT_FaceRec_;

namespace anteroom::exporting {

enum class Weight { regular, bold };

// Text that one face can draw, with its width in thousandths of the font size.
struct FaceRun {
  Face face = Face::regular;
  std::string text;
  int width = 0;
};

class Typefaces {
 public:
  // `fonts` must outlive it. Fault::invalid_input for bytes that are no font.
  [[nodiscard]] static Result<Typefaces> open(const SummaryFonts& fonts);

  // The text split where the face changes. Line breaks and tabs become spaces; other control characters and invisible
  // format characters are left out; the digits of Arabic and Persian become 0 to 9, which read the same way in any
  // line.
  [[nodiscard]] std::vector<FaceRun> runs(std::string_view text, Weight weight);
  [[nodiscard]] double width(std::string_view text, Weight weight, double size);

  // Whether a letter had to be replaced since the faces were opened.
  [[nodiscard]] bool has_replaced() const { return m_has_replaced; }

  // Text that was no UTF-8, if any was; asked once, when the whole page has been laid out.
  [[nodiscard]] const std::optional<Error>& trouble() const { return m_trouble; }

 private:
  struct Close {
    void operator()(FT_LibraryRec_* library) const;
    void operator()(FT_FaceRec_* face) const;
  };
  using FacePointer = std::unique_ptr<FT_FaceRec_, Close>;
  struct Glyph {
    Face face = Face::regular;
    int advance = 0;
  };

  Typefaces() = default;
  [[nodiscard]] FT_FaceRec_* face(Face which) const;
  [[nodiscard]] std::optional<Glyph> find(char32_t letter, Weight weight) const;
  [[nodiscard]] std::optional<Glyph> glyph(char32_t letter, Weight weight);
  template <class Draw>
  void for_each_letter(std::string_view text, Weight weight, const Draw& draw);

  // Finding a letter in a font costs more than all the rest of the layout, so the common ones are kept.
  static constexpr std::size_t kept_letters = 0x180;
  std::unique_ptr<FT_LibraryRec_, Close> m_library;
  FacePointer m_regular;
  FacePointer m_bold;
  FacePointer m_fallback;
  std::vector<std::optional<Glyph>> m_kept[2];
  bool m_has_replaced = false;
  std::optional<Error> m_trouble;
};

}  // namespace anteroom::exporting
