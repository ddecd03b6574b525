#include "export/paragraph.h"
#include "tests/export/page_reading.h"

#include <gtest/gtest.h>

namespace anteroom::exporting {
namespace {

std::string run_faces(std::string_view text, Weight weight = Weight::regular) {
  Typefaces faces = page_faces();
  std::string all;
  for (const FaceRun& run : faces.runs(text, weight)) {
    all += run.face == Face::regular ? "r" : run.face == Face::bold ? "b" : "f";
    all += "[" + run.text + "]";
  }
  return all;
}

TEST(Typefaces, letters_that_the_first_font_lacks_come_from_the_other) {
  EXPECT_EQ(run_faces("Łódź São Ürün"), "r[Łódź São Ürün]");
  EXPECT_EQ(run_faces("mỗi 5", Weight::bold), "b[m]f[ỗ]b[i 5]");
  EXPECT_EQ(run_faces("Ольга"), "f[Ольга]");
}

TEST(Typefaces, a_letter_in_no_font_is_marked_and_counted) {
  Typefaces faces = page_faces();
  EXPECT_FALSE(faces.has_replaced());
  (void)faces.runs("Łódź mỗi", Weight::regular);
  EXPECT_FALSE(faces.has_replaced());
  EXPECT_EQ(run_faces("a😀b"), "r[a]f[\uFFFD]r[b]");
  (void)faces.runs("a😀b", Weight::regular);
  EXPECT_TRUE(faces.has_replaced());
  EXPECT_FALSE(faces.trouble());
}

TEST(Typefaces, digits_of_other_scripts_are_digits) {
  EXPECT_EQ(run_faces("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹", Weight::bold), "b[0123456789 0123456789]");
}

TEST(Typefaces, torn_text_is_refused) {
  for (const char* torn : {"\xC3", "\xE2\x82", "\xC0\xAF", "\xED\xA0\x80", "\xFF", "\x80"}) {
    Typefaces faces = page_faces();
    (void)faces.runs(torn, Weight::regular);
    ASSERT_TRUE(faces.trouble());
    EXPECT_EQ(faces.trouble()->fault, Fault::invalid_input);
  }
}

TEST(Typefaces, marks_without_ink_are_left_out_and_line_breaks_are_spaces) {
  EXPECT_EQ(run_faces("a\u200Bb\uFEFFc\u00ADd"), "r[abcd]");
  EXPECT_EQ(run_faces("a\tb\nc"), "r[a b c]");
}

TEST(Typefaces, widths_come_from_the_font) {
  Typefaces faces = page_faces();
  EXPECT_DOUBLE_EQ(faces.width("0", Weight::regular, 1000), 648);  // as hmtx says
  EXPECT_DOUBLE_EQ(faces.width("0", Weight::bold, 1000), 652);
  EXPECT_DOUBLE_EQ(faces.width("00", Weight::regular, 10), 12.96);
}

TEST(Typefaces, bytes_that_are_no_font_are_refused) {
  EXPECT_EQ(Typefaces::open({"x", "y", "z"}).error().fault, Fault::invalid_input);
}

TEST(Paragraph, a_word_longer_than_the_line_is_broken_and_loses_no_letter) {
  Typefaces faces = page_faces();
  const std::string word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";
  std::string drawn;
  for (const Drawing& line : set_lines(faces, {{word}}, 60, {})) {
    for (const TextRun& text : line.texts) {
      EXPECT_LE(text.x + text.width, 60);
      drawn += text.text;
    }
  }
  EXPECT_EQ(drawn, word);
}

TEST(Paragraph, lines_break_at_spaces_and_never_pass_the_width) {
  Typefaces faces = page_faces();
  const std::vector<Drawing> lines = set_lines(faces, {{"one two three four five six seven"}}, 60, {.size = 10});
  EXPECT_GT(lines.size(), 2U);
  for (const Drawing& line : lines) {
    ASSERT_EQ(line.texts.size(), 1U);
    EXPECT_LE(line.texts[0].width, 60);
    EXPECT_NE(line.texts[0].text.back(), ' ');
  }
}

TEST(Paragraph, a_line_break_in_the_text_is_one_on_the_page) {
  Typefaces faces = page_faces();
  EXPECT_EQ(set_lines(faces, {{"one\ntwo"}}, 500, {}).size(), 2U);
  EXPECT_TRUE(set_lines(faces, {{"  "}}, 500, {}).empty());
}

TEST(Paragraph, weights_can_change_inside_a_word) {
  Typefaces faces = page_faces();
  const std::vector<Drawing> lines = set_lines(faces, {{"bold", Weight::bold}, {", then not"}}, 500, {});
  ASSERT_EQ(lines.size(), 1U);
  ASSERT_EQ(lines[0].texts.size(), 2U);
  EXPECT_DOUBLE_EQ(lines[0].texts[1].x, lines[0].texts[0].width);
}

}  // namespace
}  // namespace anteroom::exporting
