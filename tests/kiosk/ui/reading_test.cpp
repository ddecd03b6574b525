// Questions with a long lead-in in common: it is read once, and each question stands whole above its answers.
#include "tests/support/panel.h"

#include <array>
#include <format>
#include <string>

namespace anteroom::ui {
namespace {

using testing::Panel;

constexpr std::string_view lead_in =
    "We would like to know how confident you are in doing certain activities. For each of the following questions, "
    "please choose the number that corresponds to your confidence that you can do the tasks regularly at the present "
    "time.";
constexpr std::array<std::string_view, 3> items = {
    "How confident do you feel that you can keep the fatigue caused by your disease from interfering with the things "
    "you want to do?",
    "How confident do you feel that you can do the different tasks and activities needed to manage your health "
    "condition so as to reduce your need to see a doctor?",
    "How confident do you feel that you can do things other than just taking medication to reduce how much your "
    "illness affects your everyday life?"};

Panel::Draw asks(std::size_t item) {
  return [item](Ui& ui) {
    const std::string instance = std::to_string(item);
    ui.begin_screen({.id = "patient.question", .instance = instance, .layout = Layout::question});
    ui.header({.clinic = "Riverside Pain Clinic",
               .progress = "Question 3 of 9",
               .step = 3,
               .of = 9,
               .hide = "Hide",
               .reading = "Size"});
    ui.question(lead_in, items.at(item), {"More", "Less"}, false, "The answers come next.");
    (void)ui.number_row({1, 10, "not at all confident", "totally confident", std::nullopt});
    (void)ui.footer({.back = FooterButton{"Back"},
                     .skip = FooterButton{"Later"},
                     .decline = FooterButton{"Prefer not to answer"},
                     .next = FooterButton{"Continue"}});
    ui.end_screen();
  };
}

std::string words_on(const Panel& panel) {
  std::string all;
  for (const TextRun& run : panel.probe().texts) all += run.text + " ";
  return all;
}

TEST(Reading, only_before_the_first_of_several_questions_and_then_each_stands_whole_above_its_answers) {
  Panel panel(testing::seven_inch);
  panel.show(asks(0));
  EXPECT_TRUE(words_on(panel).contains(lead_in));
  EXPECT_EQ(panel.probe().find("option:0"), nullptr);
  panel.wait(std::chrono::seconds(1));
  panel.tap("more", asks(0));
  for (std::size_t item = 0; item < items.size(); ++item) {
    if (item > 0) panel.show(asks(item));
    EXPECT_EQ(panel.probe().find("more"), nullptr) << items.at(item);
    EXPECT_NE(panel.probe().find("option:0"), nullptr) << items.at(item);
    EXPECT_TRUE(words_on(panel).contains(items.at(item))) << words_on(panel);
    for (const TextRun& run : panel.probe().texts) EXPECT_FALSE(run.clipped) << run.text;
  }
}

// Upright the numbers take more rows than such a question leaves.
TEST(Reading, a_question_too_long_for_any_letters_is_read_whole_without_what_is_known) {
  Panel panel(testing::seven_inch_upright);
  panel.show(asks(0));
  panel.wait(std::chrono::seconds(1));
  panel.tap("more", asks(0));
  panel.show(asks(1));
  EXPECT_EQ(panel.probe().find("option:0"), nullptr);
  EXPECT_TRUE(words_on(panel).contains(items.at(1)));
  EXPECT_FALSE(words_on(panel).contains("We would like")) << "it was read before the first";
  panel.wait(std::chrono::seconds(1));
  panel.tap("more", asks(1));
  EXPECT_NE(panel.probe().find("option:0"), nullptr);
  EXPECT_TRUE(words_on(panel).contains("see a doctor?"));
}

}  // namespace
}  // namespace anteroom::ui
