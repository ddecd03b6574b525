// Languages whose words are longer than English ones: what gives way, and that nothing is cut.
#include "kiosk/ui/frame.h"
#include "tests/support/panel.h"

#include <algorithm>
#include <format>
#include <set>

namespace anteroom::ui {
namespace {

using testing::Panel;
using testing::seven_inch;
using testing::ten_inch;

constexpr PageLabels pages{"Mehr", "Nach oben"};

const FooterWords english{{{{"Back"}, {"Ask staff"}, {"Skip"}, {"Prefer not to answer"}, {"Continue", "Finish"}}}};
const FooterWords german{{{{"Zurück"}, {"Hilfe rufen"}, {"Auslassen"}, {"Keine Angabe"}, {"Weiter", "Fertig"}}}};

auto with_footer(const FooterWords& words) {
  return [&words](Ui& ui) {
    ui.begin_screen({.id = "question", .layout = Layout::question});
    ui.share_footer(words);
    const auto button = [&](FooterBox box) {
      return FooterButton{.label = words.labels.at(static_cast<std::size_t>(box)).front()};
    };
    (void)ui.footer({.ask_staff = button(FooterBox::ask_staff),
                     .back = button(FooterBox::back),
                     .skip = button(FooterBox::skip),
                     .decline = button(FooterBox::decline),
                     .next = button(FooterBox::next)});
    ui.end_screen();
  };
}

void expect_whole(const Probe& probe) {
  for (const Mark& mark : probe.marks) EXPECT_FALSE(mark.clipped) << mark.id;
  for (const TextRun& run : probe.texts) EXPECT_FALSE(run.clipped) << run.text;
}

TEST(LongWords, each_box_of_the_footer_has_room_for_its_words) {
  for (const auto& size : {ten_inch, seven_inch, testing::PanelSize{800, 1280, 136}}) {
    for (const TextSize text : {TextSize::small, TextSize::medium, TextSize::largest}) {
      Panel panel(size, text);
      panel.show(with_footer(german));
      expect_whole(panel.probe());
      const Mark* back = panel.probe().find("back");
      const Mark* next = panel.probe().find("continue");
      ASSERT_NE(back, nullptr);
      ASSERT_NE(next, nullptr);
      const FrameBoxes usual = frame_boxes(panel.ui().metrics());
      EXPECT_EQ(back->rect.x, usual.footer.at(0).x);
      EXPECT_EQ(next->rect.right(), usual.footer.at(4).right()) << "the row keeps its ends";
      for (const Mark& mark : panel.probe().marks) {
        EXPECT_GE(panel.mm(mark.rect.w), 16 - 0.2F) << mark.id;
        for (const Mark& other : panel.probe().marks) {
          if (&other == &mark || other.rect.y != mark.rect.y || other.rect.x < mark.rect.x) continue;
          EXPECT_GE(panel.mm(other.rect.x - mark.rect.right()), 3 - 0.2F) << mark.id << " and " << other.id;
        }
      }
    }
  }
}

TEST(LongWords, words_that_fit_leave_the_boxes_where_they_are) {
  Panel panel(ten_inch);
  panel.show(with_footer(english));
  const FrameBoxes usual = frame_boxes(panel.ui().metrics());
  EXPECT_EQ(panel.probe().find("skip")->rect, usual.footer.at(2));
  panel.show(with_footer(german));
  EXPECT_GT(panel.probe().find("skip")->rect.w, usual.footer.at(2).w);
  panel.show(with_footer(english));
  EXPECT_EQ(panel.probe().find("skip")->rect, usual.footer.at(2)) << "back in English, back in place";
}

TEST(LongWords, columns_that_reach_below_the_screen_stand_below_one_another_on_pages) {
  std::string words;
  for (int count = 0; count < 40; ++count) words += "Behandlungsteam ";
  const auto draw = [&](Ui& ui) {
    ui.begin_screen({.id = "columns", .layout = Layout::question, .pages = pages});
    ui.begin_columns(2);
    ui.paragraph("Links.");
    ui.next_column();
    ui.paragraph(words);
    ui.paragraph("Zuletzt.");
    ui.end_columns();
    (void)ui.footer({.next = FooterButton{"Weiter"}});
    ui.end_screen();
  };
  Panel panel(ten_inch);
  std::set<std::string> read;
  for (int page = 0; page < 9; ++page) {
    panel.show(draw);
    expect_whole(panel.probe());
    for (const TextRun& run : panel.probe().texts) read.insert(run.text);
    const Mark* more = panel.probe().find("more");
    ASSERT_NE(more, nullptr);
    if (!more->enabled) break;
    panel.wait(std::chrono::seconds{1});
    panel.tap("more", draw);
  }
  EXPECT_TRUE(read.contains("Zuletzt.")) << "the end can be reached";
}

TEST(LongWords, a_paragraph_longer_than_a_page_goes_on_on_the_next) {
  std::string words;
  for (int count = 0; count < 200; ++count) words += std::format("Wort{} ", count);
  const auto draw = [&](Ui& ui) {
    ui.begin_screen({.id = "paragraph", .layout = Layout::page, .pages = pages});
    ui.paragraph(words);
    (void)ui.footer({.next = FooterButton{"Weiter"}});
    ui.end_screen();
  };
  Panel panel(seven_inch);
  std::string read;
  for (int page = 0; page < 30; ++page) {
    panel.show(draw);
    expect_whole(panel.probe());
    for (const TextRun& run : panel.probe().texts) {
      if (run.text.starts_with("Wort")) read += run.text + " ";
    }
    ASSERT_NE(panel.probe().find("more"), nullptr);
    if (!panel.probe().find("more")->enabled) break;
    panel.wait(std::chrono::seconds{1});
    panel.tap("more", draw);
  }
  for (const int count : {0, 1, 50, 120, 199}) EXPECT_TRUE(read.contains(std::format("Wort{} ", count))) << count;
}

TEST(LongWords, what_is_written_comes_before_how_much_it_may_be) {
  const auto draw = [](std::string_view value) {
    return [value](Ui& ui) {
      ui.begin_screen({.id = "text", .layout = Layout::question});
      ui.question({}, "Was?", pages);
      ui.text_field({.id = "answer", .label = {}, .value = value, .hint = {}, .suffix = "45 / 10000"});
      (void)ui.keyboard({});
      ui.end_screen();
    };
  };
  const auto reads = [](const Panel& panel, std::string_view words) {
    return std::ranges::any_of(panel.probe().texts, [&](const TextRun& run) { return run.text == words; });
  };
  Panel panel(ten_inch, TextSize::large);
  panel.show(draw("Tee"));
  EXPECT_TRUE(reads(panel, "45 / 10000"));
  panel.show(draw("Rindfleischetikettierungsueberwachung"));
  EXPECT_TRUE(reads(panel, "Rindfleischetikettierungsueberwachung"));
  EXPECT_FALSE(reads(panel, "45 / 10000"));
}

}  // namespace
}  // namespace anteroom::ui
