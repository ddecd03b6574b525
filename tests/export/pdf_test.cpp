// The bytes themselves, read by other people's programs: poppler and qpdf.
#include "export/handout.h"
#include "forms/base/utf8.h"
#include "tests/export/made_up_patients.h"
#include "tests/export/page_reading.h"
#include "tests/export/pdf_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anteroom::exporting {
namespace {

using testing::HasSubstr;
using testing::Not;

PdfFile summary_file(const Summary& summary, PageSize size = PageSize::a4) {
  return PdfFile(summary_pdf(summary, size, page_fonts()));
}

Handout handout() {
  return {"Riverside Pain Clinic",
          {{"Pacing", {"On a good day it is easy to do too much.", "Take a break before the pain makes you stop."}},
           {"Nhóm của quý vị", {"Đau ảnh hưởng đến cơ thể, tâm trí và đời sống."}}},
          "Ask your care team.",
          {}};
}

TEST(Pdf, other_programs_read_the_page_of_a_patient_in_distress) {
  expect_golden("distress.txt", summary_file(patient_in_distress()).asked("pdftotext -layout", "-"));
}

TEST(Pdf, other_programs_read_the_page_of_a_patient_without_flags) {
  expect_golden("without-flags.txt", summary_file(patient_without_flags()).asked("pdftotext -layout", "-"));
}

TEST(Pdf, qpdf_finds_nothing_wrong) {
  EXPECT_THAT(summary_file(patient_without_flags()).asked("qpdf --check"),
              HasSubstr("No syntax or stream encoding errors"));
}

TEST(Pdf, poppler_has_nothing_to_say_while_it_draws) {
  EXPECT_EQ(summary_file(patient_without_flags()).asked("pdftoppm -r 30", "> /dev/null"), "");
}

TEST(Pdf, every_font_is_embedded_as_a_subset_with_a_way_back_to_unicode) {
  std::istringstream table(summary_file(patient_without_flags()).asked("pdffonts"));
  std::string line;
  std::getline(table, line);
  std::getline(table, line);
  int fonts = 0;
  while (std::getline(table, line)) {
    EXPECT_THAT(line, HasSubstr("yes yes yes"));
    ++fonts;
  }
  EXPECT_EQ(fonts, 3);
}

TEST(Pdf, says_its_title_and_date_and_nothing_about_the_patient) {
  const std::string facts = summary_file(patient_in_distress()).asked("pdfinfo -isodates");
  EXPECT_THAT(facts, HasSubstr("Patient-reported summary"));
  EXPECT_THAT(facts, HasSubstr("2026-11-23T10:25:00Z"));
  EXPECT_THAT(facts, HasSubstr("595.28 x 841.89"));
  EXPECT_THAT(facts, Not(HasSubstr("4471")));
  EXPECT_THAT(summary_file(patient_in_distress(), PageSize::letter).asked("pdfinfo"), HasSubstr("612 x 792"));
}

TEST(Pdf, says_its_language) {
  EXPECT_THAT(summary_file(patient_in_distress()).asked("qpdf --qdf --object-streams=disable", "- | grep -a /Lang"),
              HasSubstr("(en)"));
}

TEST(Pdf, the_same_data_gives_the_same_bytes) {
  const auto first = summary_pdf(patient_without_flags(), PageSize::a4, page_fonts());
  const auto second = summary_pdf(patient_without_flags(), PageSize::a4, page_fonts());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
}

TEST(Pdf, a_patient_of_latin_letters_takes_less_than_thirty_kilobytes) {
  const auto pdf = summary_pdf(patient_in_distress(), PageSize::a4, page_fonts());
  ASSERT_TRUE(pdf);
  EXPECT_LE(pdf->size(), 30'000U);
}

TEST(Pdf, more_letters_than_a_byte_has_codes_for_are_all_read) {
  Summary summary = patient_without_flags();
  summary.own_words.clear();
  std::vector<std::string> lines;
  constexpr char32_t letters_a_line = 32;
  for (char32_t first = 0xC0; first < 0x180; first += letters_a_line) {
    std::string line;
    for (char32_t letter = first; letter < first + letters_a_line; ++letter) append_letter(line, letter);
    summary.own_words.push_back({"Letters", line});
    lines.push_back(line);
  }
  const std::string text = summary_file(summary).asked("pdftotext -raw", "-");
  for (const std::string& line : lines) EXPECT_THAT(text, HasSubstr(line));
}

TEST(Pdf, a_letter_that_no_font_has_is_marked_and_the_page_says_so) {
  Summary summary = patient_in_distress();
  summary.own_words = {{"Goal", "أ walk of ٢٠ to ۳۰ minutes 🚶"}};
  const std::string text = summary_file(summary).asked("pdftotext -raw", "-");
  EXPECT_THAT(text, HasSubstr("\uFFFD walk of 20 to 30 minutes \uFFFD"));
  EXPECT_THAT(text, HasSubstr("\uFFFD a letter that cannot be printed"));
  EXPECT_THAT(summary_file(patient_in_distress()).asked("pdftotext -raw", "-"), Not(HasSubstr("cannot be printed")));
}

TEST(Pdf, text_that_is_no_utf8_is_a_failure) {
  Summary summary = patient_in_distress();
  summary.initials = "A\xFF";
  const auto pdf = summary_pdf(summary, PageSize::a4, page_fonts());
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().fault, Fault::invalid_input);
}

TEST(Pdf, hundreds_of_different_letters_come_back_as_they_were) {
  std::string letters;
  for (char32_t letter = 0x1EA0; letter <= 0x1EF9; ++letter) {  // Vietnamese
    letters += static_cast<char>(0xE1);
    letters += static_cast<char>(0x80 | ((letter >> 6U) & 0x3FU));
    letters += static_cast<char>(0x80 | (letter & 0x3FU));
  }
  for (char32_t letter = 0x400; letter <= 0x4FF; ++letter) {  // Cyrillic: more than one row of codes
    letters += static_cast<char>(0xC0 | (letter >> 6U));
    letters += static_cast<char>(0x80 | (letter & 0x3FU));
  }
  Summary summary = patient_without_flags();
  summary.answers = {{"Letters", "1", "", {{"Which?", letters}}}};
  std::string read = summary_file(summary).asked("pdftotext -f 2 -raw", "-");
  std::erase_if(read, [](char byte) { return byte == '\n' || byte == ' '; });
  EXPECT_THAT(read, HasSubstr(letters));
}

TEST(Pdf, a_broken_font_is_a_failure_and_not_a_crash) {
  SummaryFonts fonts = page_fonts();
  fonts.bold.resize(400);
  EXPECT_FALSE(summary_pdf(patient_in_distress(), PageSize::a4, fonts));
}

TEST(SlipPdf, reads_back_as_it_was_meant) {
  const PdfFile file(slip_pdf(
      {.kiosk = "Waiting room 2", .visit_code = "4821", .minute = "2026-11-23 10:19", .urgent = true, .created_at = {}},
      PageSize::a4, page_fonts()));
  EXPECT_EQ(file.asked("pdftotext -raw", "-"),
            "Please see the patient now\nWaiting room 2\nVisit code\n4821\n2026-11-23 10:19\n\f");
  EXPECT_THAT(file.asked("qpdf --check"), HasSubstr("No syntax or stream encoding errors"));
}

TEST(Handout, is_one_readable_page_with_everything_on_it_in_any_of_the_languages) {
  const PdfFile file(handout_pdf(handout(), PageSize::a4, page_fonts()));
  const std::string text = file.asked("pdftotext -layout", "-");
  for (const char* words :
       {"Riverside Pain Clinic", "Pacing", "too much", "makes you stop", "Nhóm của quý vị", "Ask your care team."})
    EXPECT_THAT(text, HasSubstr(words));
  EXPECT_THAT(file.asked("pdfinfo"), HasSubstr("Pages:           1"));
}

TEST(Handout, four_programs_open_it_without_a_word) {
  expect_four_programs_open(PdfFile(handout_pdf(handout(), PageSize::a4, page_fonts())));
}

TEST(Handout, goes_on_to_the_next_page_rather_than_off_the_paper) {
  Handout long_one = handout();
  for (int part = 0; part < 12; ++part) long_one.parts.push_back(long_one.parts.front());
  EXPECT_THAT(PdfFile(handout_pdf(long_one, PageSize::letter, page_fonts())).asked("pdfinfo"),
              HasSubstr("Pages:           3"));
}

}  // namespace
}  // namespace anteroom::exporting
