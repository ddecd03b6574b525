// What goes over to further pages, and how it stands on each of them.
#include "tests/support/panel.h"

#include <algorithm>
#include <format>
#include <string>

namespace anteroom::ui {
namespace {

using std::chrono::milliseconds;
using testing::Panel;
using testing::seven_inch;

constexpr PageLabels pages{"More", "Up"};

Panel::Draw shows(const Sheet& sheet) {
  return [&sheet](Ui& ui) {
    ui.begin_screen({.id = "nurse.preview", .layout = Layout::staff, .pages = pages});
    ui.sheet("sheet", sheet);
    ui.end_screen();
  };
}

TEST(Pages, paper_without_ink_is_no_page_of_its_own) {
  Panel panel(seven_inch);
  Sheet sheet{.size = {595, 842}, .fills = {}, .shapes = {}, .lines = {}, .texts = {}};
  for (const float baseline : {40.0F, 800.0F})
    sheet.texts.push_back({.baseline = {40, baseline}, .width = 100, .text = "Printed"});
  const auto draw = shows(sheet);
  panel.show(draw);
  EXPECT_EQ(panel.ui().page_shown().of, 2U);
  panel.wait(milliseconds(400));
  panel.tap("more", draw);
  EXPECT_NE(panel.probe().find("sheet"), nullptr);
}

TEST(Pages, a_part_of_a_sheet_ends_between_its_lines) {
  Panel panel(seven_inch);
  Sheet sheet{.size = {595, 842}, .fills = {}, .shapes = {}, .lines = {}, .texts = {}};
  constexpr float first = 60;
  for (int line = 0; line < 40; ++line) {
    const float baseline = first + 17.0F * static_cast<float>(line);
    sheet.texts.push_back({.baseline = {40, baseline}, .width = 500, .text = "A line of words"});
  }
  const auto draw = shows(sheet);
  panel.show(draw);
  const Rect part = panel.probe().find("sheet")->rect;
  // The paper's margins are left away: the lines, with ten points on either side, are as wide as the part.
  const float scale = part.w / 520;
  const float begins = first - 12 - 16;
  const float end = begins + part.h / scale;
  for (const SheetText& text : sheet.texts) {
    const bool is_cut = text.baseline.y - 9 < end && text.baseline.y + 2 > end;
    EXPECT_FALSE(is_cut) << text.baseline.y << " of a part that ends at " << end;
  }
}

TEST(Pages, what_stands_closer_shares_what_its_page_has_left) {
  Panel panel(seven_inch);
  const auto draw = [](Ui& ui) {
    ui.begin_screen({.id = "patient.lesson", .layout = Layout::page, .pages = pages});
    for (int paragraph = 0; paragraph < 5; ++paragraph)
      ui.paragraph("Someone from our team would like to talk with you today, before you go home.");
    (void)ui.button("print", "Print this for me", ButtonKind::secondary);
    (void)ui.footer({.next = FooterButton{.label = "Continue"}});
    ui.end_screen();
  };
  panel.show(draw);
  ASSERT_EQ(panel.ui().page_shown().of, 2U);
  panel.wait(milliseconds(400));
  panel.tap("more", draw);
  const Rect button = panel.probe().find("print")->rect;
  float above = 0;
  for (const TextRun& run : panel.probe().texts) {
    if (run.text.starts_with("Someone") && run.rect.bottom() <= button.y) above = std::max(above, run.rect.bottom());
  }
  ASSERT_GT(above, 0);
  EXPECT_GE(panel.mm(button.y - above), 4) << "as far below as it goes";
  EXPECT_LT(button.bottom(), panel.probe().find("continue")->rect.y);
}

// 10 inches with 1920 x 1080 pixels are only 122 mm high.
TEST(Pages, staff_type_at_once_on_a_flat_panel) {
  Panel panel({1920, 1080, 217});
  const auto draw = [](Ui& ui) {
    ui.begin_screen({.id = "nurse.open_day", .layout = Layout::question, .audience = Audience::staff, .pages = pages});
    ui.header({.clinic = "Riverside Pain Clinic"});
    ui.question({}, "Word 3 of 6: its first letters", pages);
    ui.text_field({.id = "words", .label = {}, .value = "lil", .hint = {}, .active = true});
    (void)ui.keyboard({.kind = KeyboardKind::letters, .enabled = true, .erase_label = "Erase", .space_label = "Space"});
    (void)ui.footer({.back = FooterButton{"Back"}, .next = FooterButton{"Continue"}});
    ui.end_screen();
  };
  panel.show(draw);
  EXPECT_NE(panel.probe().find("key:s"), nullptr);
  EXPECT_EQ(panel.probe().find("more"), nullptr);
  for (const TextRun& run : panel.probe().texts) EXPECT_FALSE(run.clipped) << run.text;
}

}  // namespace
}  // namespace anteroom::ui
