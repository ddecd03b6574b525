// What goes over to further pages, and how it stands on each of them.
#include "tests/support/panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <string>
#include <vector>

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
  const float air = 2 * std::ceil(0.8F * seven_inch.width / seven_inch.width_mm);  // within its frame
  const float end = begins + (part.h - air) / scale;
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
// How the voice sounds is one thing: nobody looks for the second half of it.
TEST(Pages, groups_that_belong_together_are_never_parted) {
  const std::array<Ui::ButtonSpec, 2> buttons{Ui::ButtonSpec{.id = "one", .label = "One"},
                                              Ui::ButtonSpec{.id = "other", .label = "Other"}};
  int parted_alone = 0;
  for (float height = 480; height < 800; height += 20) {
    for (const std::size_t groups : {1U, 2U}) {
      Panel panel({800, height, 154});
      const auto draw = [&](Ui& ui) {
        ui.begin_screen({.id = "patient.reading", .layout = Layout::question, .pages = pages});
        for (const char* label : {"Text size", "Colours", "Voice speed", "Voice loudness"}) {
          ui.label(label, buttons, 2, label == std::string("Voice speed") ? groups : 1);
          (void)ui.button_row(buttons, 2, Ui::RowWidth::full);
        }
        (void)ui.footer({.next = FooterButton{"Done"}});
        ui.end_screen();
      };
      panel.show(draw);
      const auto reads = [&](std::string_view words) {
        return std::ranges::any_of(panel.probe().texts, [&](const TextRun& run) { return run.text == words; });
      };
      for (;;) {
        const bool is_parted = reads("Voice speed") != reads("Voice loudness");
        if (groups == 1) parted_alone += is_parted ? 1 : 0;
        EXPECT_FALSE(is_parted && groups == 2) << height;
        const Mark* more = panel.probe().find("more");
        if (more == nullptr || !more->enabled) break;
        panel.wait(milliseconds(400));
        panel.tap("more", draw);
      }
    }
  }
  EXPECT_GT(parted_alone, 0) << "else nothing was looked at";
}

TEST(Pages, progress_is_in_words_on_every_question_or_on_none) {
  for (float width = 380; width < 640; width += 12) {
    Panel panel({width, 800, width * 0.1925F});
    std::array<bool, 2> in_words{};
    for (const int step : {3, 24}) {
      const std::string progress = std::format("Question {} of 28", step);
      panel.show([&](Ui& ui) {
        ui.begin_screen({.id = "patient.question", .instance = progress, .layout = Layout::question});
        ui.header({.progress = progress, .step = step, .of = 28, .hide = "Hide", .reading = "Size"});
        ui.question({}, "How are you?", pages);
        (void)ui.yes_no({.yes_label = "Yes", .no_label = "No"});
        ui.end_screen();
      });
      in_words.at(step == 3 ? 0 : 1) =
          std::ranges::any_of(panel.probe().texts, [&](const TextRun& run) { return run.text == progress; });
    }
    EXPECT_EQ(in_words[0], in_words[1]) << width;
  }
}

TEST(Pages, who_asks_for_large_letters_has_none_that_are_smaller) {
  Panel medium(seven_inch, TextSize::medium);
  Panel large(seven_inch, TextSize::large);
  for (std::size_t words = 1; words < 60; ++words) {
    std::string text = "Your";
    for (std::size_t word = 1; word < words; ++word) text += " answers";
    std::array<float, 2> capitals{};
    for (Panel* panel : {&medium, &large}) {
      panel->show([&](Ui& ui) {
        ui.begin_screen({.id = "patient.thanks", .instance = text, .layout = Layout::centered, .pages = pages});
        ui.title("Thank you");
        ui.paragraph(text);
        ui.space(4);
        (void)ui.button("lessons", "Read three short texts about pain", ButtonKind::secondary);
        (void)ui.footer({.next = FooterButton{"Done"}});
        ui.end_screen();
      });
      float& least = capitals.at(panel == &medium ? 0 : 1);
      for (const TextRun& run : panel->probe().texts) {
        if (run.part == TextPart::content)
          least = least == 0 ? run.capital_height_mm : std::min(least, run.capital_height_mm);
      }
    }
    EXPECT_GE(capitals[1], capitals[0] - 0.1F) << words;
  }
}

// Nobody reads half of what is promised.
TEST(Pages, a_paragraph_goes_on_after_a_sentence) {
  Panel panel(seven_inch, TextSize::large);
  const auto draw = [](Ui& ui) {
    ui.begin_screen({.id = "patient.briefing", .layout = Layout::page, .pages = pages});
    ui.paragraph("One question.");
    ui.paragraph("Two minutes.");
    ui.paragraph(
        "Your answers are kept without your name. We only look at them together with those of many others, all at "
        "once.");
    (void)ui.footer({.next = FooterButton{"Continue"}});
    ui.end_screen();
  };
  panel.show(draw);
  ASSERT_GT(panel.ui().page_shown().of, 1U);
  std::string last;
  for (const TextRun& run : panel.probe().texts) {
    if (run.part == TextPart::content) last = run.text;
  }
  EXPECT_TRUE(last.ends_with("without your name.")) << last;
}

// What the footer has nothing for in its upper row belongs to the answers.
TEST(Pages, upright_a_footer_of_one_row_leaves_the_other_to_the_content) {
  std::array<float, 2> lowest{};
  for (const bool both : {false, true}) {
    Panel panel(testing::seven_inch_upright);
    panel.show([&](Ui& ui) {
      ui.begin_screen({.id = "patient.question", .layout = Layout::question});
      ui.question({}, "How are you?", pages);
      (void)ui.yes_no({.yes_label = "Yes", .no_label = "No"});
      Footer footer{.next = FooterButton{"Continue"}};
      if (both) footer.skip = FooterButton{"Later"};
      (void)ui.footer(footer);
      ui.end_screen();
    });
    lowest.at(both ? 1 : 0) = panel.probe().find("yes")->rect.bottom();
  }
  const float row = 16 * testing::seven_inch_upright.width / testing::seven_inch_upright.width_mm;
  EXPECT_GT(lowest[0], lowest[1] + row);
}

TEST(Pages, rows_of_a_section_that_goes_on_say_again_what_they_are_of) {
  Panel panel(seven_inch);
  std::vector<std::string> ids;
  for (int row = 0; row < 9; ++row) ids.push_back(std::format("row:{}", row));
  std::vector<Row> rows;
  for (const std::string& id : ids)
    rows.push_back({.section = rows.empty() ? std::string_view("Your mood") : std::string_view(),
                    .id = id,
                    .title = "Feeling tired or having little energy",
                    .value = "Several days"});
  const auto draw = [&](Ui& ui) {
    ui.begin_screen({.id = "patient.review", .layout = Layout::question, .pages = pages});
    (void)ui.list(rows, pages);
    (void)ui.footer({.next = FooterButton{"Done"}});
    ui.end_screen();
  };
  panel.show(draw);
  std::size_t seen = 0;
  for (;;) {
    ++seen;
    EXPECT_TRUE(std::ranges::any_of(panel.probe().texts, [](const TextRun& run) { return run.text == "Your mood"; }))
        << seen;
    const Mark* more = panel.probe().find("more");
    if (more == nullptr || !more->enabled) break;
    panel.wait(milliseconds(400));
    panel.tap("more", draw);
  }
  EXPECT_GT(seen, 1U);
}

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
