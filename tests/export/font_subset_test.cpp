// What is cut out of a font, drawn by FreeType beside the whole one.
#include "export/font_subset.h"

#include "tests/export/page_reading.h"

#include <ft2build.h>
#include <gtest/gtest.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace anteroom::exporting {
namespace {

class FreeType {
 public:
  explicit FreeType(const std::string& file) {
    EXPECT_EQ(FT_Init_FreeType(&m_library), 0);
    const auto* bytes = reinterpret_cast<const FT_Byte*>(file.data());  // the same bytes, as FreeType names them
    EXPECT_EQ(FT_New_Memory_Face(m_library, bytes, static_cast<FT_Long>(file.size()), 0, &m_face), 0);
  }
  FreeType(const FreeType&) = delete;
  FreeType& operator=(const FreeType&) = delete;
  ~FreeType() {
    FT_Done_Face(m_face);
    FT_Done_FreeType(m_library);
  }

  [[nodiscard]] std::uint16_t glyph_of(char32_t letter) const {
    return static_cast<std::uint16_t>(FT_Get_Char_Index(m_face, letter));
  }
  [[nodiscard]] long glyphs() const { return m_face->num_glyphs; }
  // Its width, then every point of its outline.
  [[nodiscard]] std::vector<long> drawn(std::uint16_t glyph) const {
    EXPECT_EQ(FT_Load_Glyph(m_face, glyph, FT_LOAD_NO_SCALE), 0);
    std::vector<long> numbers = {m_face->glyph->metrics.horiAdvance};
    const FT_Outline& outline = m_face->glyph->outline;
    for (int point = 0; point < outline.n_points; ++point) {
      numbers.push_back(outline.points[point].x);
      numbers.push_back(outline.points[point].y);
      numbers.push_back(FT_CURVE_TAG(outline.tags[point]));
    }
    return numbers;
  }

 private:
  FT_Library m_library = nullptr;
  FT_Face m_face = nullptr;
};

void expect_same_letters(const std::string& file, const std::u32string& letters) {
  const FreeType whole(file);
  std::vector<std::uint16_t> glyphs;
  for (const char32_t letter : letters) glyphs.push_back(whole.glyph_of(letter));
  const auto cut = subset_font(file, glyphs);
  ASSERT_TRUE(cut);
  EXPECT_LT(cut->size(), file.size() / 4);
  const FreeType part(*cut);
  EXPECT_EQ(part.drawn(0), whole.drawn(0));
  for (std::size_t at = 0; at < glyphs.size(); ++at) {
    ASSERT_NE(glyphs[at], 0);
    EXPECT_EQ(part.drawn(static_cast<std::uint16_t>(at + 1)), whole.drawn(glyphs[at])) << "letter " << at;
  }
}

TEST(FontSubset, letters_keep_their_shapes_and_widths) {
  expect_same_letters(page_fonts().regular, U" Ag%0–“é");
  expect_same_letters(page_fonts().bold, U"Ñ9.(");
}

TEST(FontSubset, composed_letters_bring_their_parts) {
  const std::u32string letters = U"ộỄĐằ";
  expect_same_letters(page_fonts().fallback, letters);
  const FreeType whole(page_fonts().fallback);
  std::vector<std::uint16_t> glyphs;
  for (const char32_t letter : letters) glyphs.push_back(whole.glyph_of(letter));
  const FreeType part(subset_font(page_fonts().fallback, glyphs).value());
  EXPECT_GT(part.glyphs(), static_cast<long>(letters.size()) + 1);
}

TEST(FontSubset, a_torn_font_or_an_unknown_glyph_gives_none) {
  const std::string& whole = page_fonts().regular;
  ASSERT_TRUE(subset_font(whole, {1, 2, 3}));
  for (std::size_t length = 0; length < whole.size() / 2; length += 61)
    EXPECT_FALSE(subset_font(whole.substr(0, length), {1, 2, 3})) << length;
  EXPECT_FALSE(subset_font(whole, {0xFFFF}));
}

}  // namespace
}  // namespace anteroom::exporting
