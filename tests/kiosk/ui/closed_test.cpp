// The way on while it is closed: who touches it learns why.
#include "tests/support/panel.h"

#include <algorithm>
#include <array>
#include <format>
#include <optional>

namespace anteroom::ui {
namespace {

using testing::Panel;
using testing::seven_inch;

constexpr std::string_view why = "Please touch “More” first.";

// Four tiles, and a way on that opens with an answer.
struct Asked {
  std::optional<std::size_t> chosen = {};
  bool went_on = false;

  void operator()(Ui& ui) {
    ui.begin_screen({.id = "patient.question", .instance = "one", .layout = Layout::question});
    ui.header({.clinic = "Riverside Pain Clinic", .progress = "Question 3 of 9", .step = 3, .of = 9});
    ui.question({}, "Feeling tired or having little energy", {"More", "Less"});
    std::array<Option, 4> options{
        {{"Not at all"}, {"Several days"}, {"More than half the days"}, {"Nearly every day"}}};
    for (std::size_t index = 0; index < options.size(); ++index) options.at(index).selected = chosen == index;
    if (const auto tapped = ui.choices(options)) chosen = tapped;
    const auto box = ui.footer(
        {.back = FooterButton{"Back"},
         .next = FooterButton{.label = "Continue", .enabled = chosen.has_value(), .why = {.words = std::string(why)}}});
    went_on = went_on || box == FooterBox::next;
    ui.end_screen();
  }
};

bool says_why(const Panel& panel) {
  return std::ranges::any_of(panel.probe().texts, [](const TextRun& run) { return run.text == why; });
}

TEST(Closed, the_way_on_says_why_it_is_closed_when_it_is_touched) {
  for (const auto& size : {testing::ten_inch, seven_inch, testing::seven_inch_upright}) {
    Panel panel(size);
    Asked asked;
    panel.show(std::ref(asked));
    panel.wait(std::chrono::seconds(1));
    EXPECT_FALSE(says_why(panel));
    panel.tap("continue", std::ref(asked));
    EXPECT_TRUE(says_why(panel));
    EXPECT_FALSE(asked.went_on);
    for (const TextRun& run : panel.probe().texts) EXPECT_FALSE(run.clipped) << run.text;
  }
}

TEST(Closed, without_words_it_shows_what_was_not_read_yet) {
  Panel panel(seven_inch);
  bool went_on = false;
  const auto read = [&](Ui& ui) {
    ui.begin_screen({.id = "patient.form_after", .layout = Layout::page, .pages = {"More", "Up"}});
    ui.header({.clinic = "Riverside Pain Clinic"});
    for (int paragraph = 0; paragraph < 6; ++paragraph)
      ui.paragraph("Someone from our team would like to talk with you today, before you go home.");
    went_on = went_on || ui.footer({.next = FooterButton{.label = "Continue", .after_last_page = true}}).has_value();
    ui.end_screen();
  };
  panel.show(read);
  panel.wait(std::chrono::seconds(1));
  ASSERT_FALSE(panel.probe().find("continue")->enabled);
  EXPECT_FALSE(panel.probe().find("less")->enabled);
  panel.tap("continue", read);
  EXPECT_TRUE(panel.probe().find("less")->enabled) << "on the next page";
  ASSERT_TRUE(panel.probe().find("continue")->enabled);
  panel.wait(std::chrono::milliseconds(100));
  panel.press(panel.probe().find("continue")->rect.center(), read);
  static_cast<void>(panel.release(read));
  EXPECT_FALSE(went_on) << "a second quick touch";
}

TEST(Closed, what_it_says_goes_with_the_next_touch_and_that_touch_counts) {
  Panel panel;
  Asked asked;
  panel.show(std::ref(asked));
  panel.wait(std::chrono::seconds(1));
  panel.tap("continue", std::ref(asked));
  panel.tap("option:0", std::ref(asked));
  EXPECT_FALSE(says_why(panel));
  EXPECT_EQ(asked.chosen, 0U);
  panel.wait(std::chrono::seconds(1));
  panel.tap("continue", std::ref(asked));
  EXPECT_TRUE(asked.went_on);
  EXPECT_FALSE(says_why(panel));
}

// The whole room is answers here: the words find no place beside them.
TEST(Closed, nobody_chooses_what_its_words_hide) {
  Panel panel(seven_inch);
  std::optional<std::size_t> chosen;
  std::array<std::string, 9> labels;
  for (std::size_t index = 0; index < labels.size(); ++index) labels.at(index) = std::format("Somewhere {}", index);
  const auto full = [&](Ui& ui) {
    ui.begin_screen({.id = "patient.question", .instance = "one", .layout = Layout::question});
    ui.header({.clinic = "Riverside Pain Clinic"});
    std::array<Option, 9> options;
    for (std::size_t index = 0; index < labels.size(); ++index) options.at(index).label = labels.at(index);
    if (const auto tapped = ui.choices(options)) chosen = tapped;
    static_cast<void>(ui.footer(
        {.next = FooterButton{
             .label = "Continue", .enabled = false, .why = {.words = std::string(why), .button = labels.back()}}}));
    ui.end_screen();
  };
  panel.show(full);
  panel.wait(std::chrono::seconds(1));
  panel.tap("continue", full);
  const Mark* said = panel.probe().find("why");
  ASSERT_NE(said, nullptr);
  const Rect words = said->rect;
  const Rect named = panel.probe().find("option:8")->rect;
  EXPECT_TRUE(named.y >= words.bottom() || named.bottom() <= words.y || named.x >= words.right() ||
              named.right() <= words.x)
      << "what it tells to touch is hidden";
  const auto hidden = std::ranges::find_if(panel.probe().marks, [&](const Mark& mark) {
    return mark.id.starts_with("option:") && words.contains(mark.rect.center());
  });
  ASSERT_NE(hidden, panel.probe().marks.end());
  const Point at = hidden->rect.center();
  panel.wait(std::chrono::seconds(1));
  panel.press(at, full);
  panel.release(full);
  EXPECT_EQ(chosen, std::nullopt);
  EXPECT_FALSE(says_why(panel));
  panel.wait(std::chrono::seconds(1));
  panel.press(at, full);
  panel.release(full);
  EXPECT_NE(chosen, std::nullopt) << "the same place chooses again, once it is seen";
}

// Half of a line, or half of a tile, looks like a broken screen.
TEST(Closed, its_words_hide_a_thing_whole_or_not_at_all) {
  for (const auto& size : {testing::ten_inch, seven_inch, testing::seven_inch_upright}) {
    Panel panel(size);
    Asked asked;
    panel.show(std::ref(asked));
    panel.wait(std::chrono::seconds(1));
    const Probe before = panel.probe();
    panel.tap("continue", std::ref(asked));
    const Rect words = panel.probe().find("why")->rect;
    const auto is_cut = [&](const Rect& rect) {
      const bool touches =
          rect.x < words.right() && rect.right() > words.x && rect.y < words.bottom() && rect.bottom() > words.y;
      const bool whole =
          rect.x >= words.x && rect.right() <= words.right() && rect.y >= words.y && rect.bottom() <= words.bottom();
      return touches && !whole;
    };
    for (const TextRun& run : before.texts) EXPECT_FALSE(is_cut(run.rect)) << run.text;
    for (const Mark& mark : before.marks) EXPECT_FALSE(mark.rect.w > 0 && is_cut(mark.rect)) << mark.id;
  }
}

TEST(Closed, a_touch_that_slides_off_it_says_nothing) {
  Panel panel;
  Asked asked;
  panel.show(std::ref(asked));
  panel.wait(std::chrono::seconds(1));
  panel.press(panel.probe().find("continue")->rect.center(), std::ref(asked));
  panel.slide({10, 10}, std::ref(asked));
  panel.release(std::ref(asked));
  EXPECT_FALSE(says_why(panel));
}

}  // namespace
}  // namespace anteroom::ui
