#include "export/code_slip.h"

#include "export/preview.h"
#include "export/test_page.h"
#include "tests/export/made_up_patients.h"
#include "tests/export/page_reading.h"
#include "tests/export/pdf_file.h"

#include <gmock/gmock.h>

namespace anteroom::exporting {
namespace {

using ::testing::HasSubstr;

TEST(CodeSlip, has_clinic_code_and_how_to_begin_and_nothing_else) {
  const PdfFile file(
      code_slip_pdf({"Riverside Pain Clinic", "Mã lượt khám của quý vị", "4821", "Touch Start.", {}, "vi"},
                    PageSize::a4, page_fonts()));
  EXPECT_EQ(file.asked("pdftotext -raw", "-"),
            "Riverside Pain Clinic\nMã lượt khám của quý vị\n4821\nTouch Start.\n\f");
  EXPECT_THAT(file.asked("pdfinfo"), HasSubstr("Title:           Visit code"));
  EXPECT_THAT(file.asked("qpdf --check"), HasSubstr("No syntax or stream encoding errors"));
}

TEST(CodeSlip, has_the_code_by_far_the_largest) {
  Typefaces faces = page_faces();
  const Drawing page =
      lay_out_slip_lines({{"Clinic", Weight::bold, 26}, {"4821", Weight::bold, 110}}, 1.5, PageSize::letter, faces);
  EXPECT_GE(run_with(page, "4821").size, 4 * run_with(page, "Clinic").size);
  EXPECT_EQ(page.strokes.size(), 4U) << "its frame";
}

TEST(TestPage, says_where_it_comes_from_and_when_and_nothing_else) {
  const PdfFile file(test_page_pdf({.clinic = "Riverside Pain Clinic",
                                    .title = "Trang thử",
                                    .kiosk = "Kiosk 1",
                                    .minute = "2026-11-26 14:05",
                                    .words = "The printer works.",
                                    .created_at = {},
                                    .language = "vi"},
                                   PageSize::letter, page_fonts()));
  EXPECT_EQ(file.asked("pdftotext -raw", "-"),
            "Riverside Pain Clinic\nTrang thử\nKiosk 1\n2026-11-26 14:05\nThe printer works.\n\f");
  EXPECT_THAT(file.asked("pdfinfo"), HasSubstr("Title:           Test page"));
  EXPECT_THAT(file.asked("qpdf --check"), HasSubstr("No syntax or stream encoding errors"));
}

TEST(Preview, is_every_page_that_is_printed) {
  const auto preview = summary_preview(patient_in_distress(), PageSize::letter, page_fonts());
  ASSERT_TRUE(preview);
  Typefaces faces = page_faces();
  const auto pages = lay_out_summary(patient_in_distress(), PageSize::letter, faces);
  ASSERT_EQ(preview->pages.size(), pages.size());
  for (std::size_t page = 0; page < pages.size(); ++page) {
    EXPECT_EQ(words_of(preview->pages[page]), words_of(pages[page]));
    EXPECT_EQ(preview->pages[page].strokes.size(), pages[page].strokes.size());
    EXPECT_EQ(preview->pages[page].shapes.size(), pages[page].shapes.size());
  }
  EXPECT_DOUBLE_EQ(preview->width, 612);
  EXPECT_DOUBLE_EQ(preview->height, 792);
  SummaryFonts broken = page_fonts();
  broken.bold.resize(400);
  EXPECT_FALSE(summary_preview(patient_in_distress(), PageSize::letter, broken));
}

}  // namespace
}  // namespace anteroom::exporting
