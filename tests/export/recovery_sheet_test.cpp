// The sheet that opens everything when the passphrase is lost.
#include "export/recovery_sheet.h"

#include "tests/export/page_reading.h"
#include "tests/export/pdf_file.h"

#include <algorithm>
#include <gmock/gmock.h>

namespace anteroom::exporting {
namespace {

using ::testing::HasSubstr;

RecoverySheet made_up_sheet() {
  return {.clinic = "Riverside Pain Clinic",
          .kiosk = "Kiosk 2",
          .code = "7K3M QW9X 4TBN 0ZC5 8HJR E6VA 2DGP Y1FS K9M4 XWQ7 NB3T C50Z RJ8H A2VE",
          .fingerprint = "3f9a-0c6b-e1d2-4477",
          .made = "2026-11-23 10:12",
          .created_at = {}};
}

TEST(RecoverySheet, has_every_group_of_the_code_and_says_what_it_is_worth) {
  Typefaces faces = page_faces();
  const auto page = lay_out_recovery_sheet(made_up_sheet(), PageSize::a4, faces);
  ASSERT_TRUE(page);
  const std::string words = words_of(*page);
  for (const char* text : {"7K3M QW9X", "RJ8H A2VE", "Riverside Pain Clinic · Kiosk 2 · made 2026-11-23 10:12",
                           "Lock this sheet away.", "This kiosk signs as 3f9a-0c6b-e1d2-4477"}) {
    EXPECT_THAT(words, HasSubstr(text));
  }
}

// A reader finds a QR code by three squares of seven modules, in all corners but the one at the lower right.
TEST(RecoverySheet, has_a_qr_code_with_white_around_it) {
  Typefaces faces = page_faces();
  const Drawing page = *lay_out_recovery_sheet(made_up_sheet(), PageSize::a4, faces);
  ASSERT_FALSE(page.fills.empty());
  const double module = page.fills.front().height;
  const double left = std::ranges::min(page.fills, {}, &Fill::x).x;
  const double top = page.fills.front().y;
  const double right = std::ranges::max(page.fills, {}, [](const Fill& row) { return row.x + row.width; }).x + module;
  const auto squares_in = [&](double y) {
    return std::ranges::count_if(page.fills, [&](const Fill& row) {
      return std::abs(row.y - y) < 0.01 && std::abs(row.width - 7 * module) < 0.01;
    });
  };
  EXPECT_EQ(squares_in(top), 2);
  EXPECT_EQ(squares_in(std::ranges::max(page.fills, {}, &Fill::y).y), 1);
  for (const TextRun& text : page.texts) {
    const bool beside = text.baseline > top && text.baseline - text.size < page.fills.back().y;
    if (beside) {
      EXPECT_GT(text.x, right + 4 * module) << text.text;
    }
  }
  EXPECT_GE(left - page_frame(PageSize::a4).margin, 4 * module - 0.01);
}

TEST(RecoverySheet, fits_its_page_and_reads_back) {
  for (const PageSize size : {PageSize::a4, PageSize::letter}) {
    const auto pdf = recovery_sheet_pdf(made_up_sheet(), size, page_fonts());
    ASSERT_TRUE(pdf) << pdf.error().detail;
    const PdfFile file(pdf);
    expect_four_programs_open(file);
    EXPECT_THAT(file.asked("pdfinfo"), HasSubstr("Pages:           1\n"));
    EXPECT_THAT(file.asked("pdftotext -layout", "-"), HasSubstr("XWQ7"));
  }
}

}  // namespace
}  // namespace anteroom::exporting
