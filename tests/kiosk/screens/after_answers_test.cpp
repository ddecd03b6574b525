// What stands on the screens around a hard question, and what one person's settings mean for the next.
#include "kiosk/screens/app.h"
#include "tests/support/finger.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <gmock/gmock.h>
#include <memory>

namespace anteroom {
namespace {

using testing::Finger;
using testing::KioskWorld;

class OnScreen : public ::testing::Test {
 protected:
  // From the state in which the world stands; nobody else touches it from now on.
  void open() {
    ui::UiOptions options;
    options.metrics = {{1280, 800}, 1280.0F / 217};
    const std::filesystem::path atkinson = "/usr/share/fonts/truetype/atkinson-hyperlegible";
    options.fonts = {atkinson / "AtkinsonHyperlegible-Regular.ttf", atkinson / "AtkinsonHyperlegible-Bold.ttf",
                     "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"};
    auto made = ui::Ui::create(options);
    ASSERT_TRUE(made);
    m_ui = std::move(*made);
    m_app = std::make_unique<screens::App>(*m_world.services, std::move(m_world.state));
    m_finger = std::make_unique<Finger>(m_world, *m_ui, *m_app);
  }
  void tap(std::string_view id) { m_finger->tap(id); }
  // All words on the screen as one text: what wraps stands on several lines.
  [[nodiscard]] std::string words() const {
    std::string all;
    for (const ui::TextRun& run : m_finger->probe().texts) all += (all.empty() ? "" : " ") + run.text;
    return all;
  }
  // Answers what is left of PHQ-9; item 9 with this option.
  void answer_phq_9(int item9) {
    for (int item = 1; item <= 9; ++item) {
      tap(std::format("option:{}", item == 9 ? item9 : 0));
      tap("continue");
    }
    if (m_finger->screen() == "patient.question") tap("skip");  // how difficult it was
  }

  KioskWorld m_world;
  std::unique_ptr<ui::Ui> m_ui;
  std::unique_ptr<screens::App> m_app;
  std::unique_ptr<Finger> m_finger;
};

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(OnScreen, everybody_reads_before_phq_9_who_reads_the_answers_and_what_the_kiosk_is_not) {
  (void)m_world.begin({"phq-9"});
  open();
  EXPECT_EQ(m_finger->screen(), "patient.form_notice");
  EXPECT_THAT(words(),
              HasSubstr("Your answers are read by your care team today. This kiosk is not an emergency service."));
}

TEST_F(OnScreen, after_a_positive_item9_stands_who_comes_whom_to_tell_and_whom_to_call_and_no_score) {
  (void)m_world.begin({"phq-9"});
  open();
  tap("continue");
  answer_phq_9(1);
  ASSERT_EQ(m_finger->screen(), "patient.form_after");
  EXPECT_THAT(words(),
              AllOf(HasSubstr("Thank you for telling us."), HasSubstr("would like to talk with you today"),
                    HasSubstr("tell anyone at the desk"), HasSubstr("If you might hurt yourself, tell staff now."),
                    HasSubstr("Suicide & Crisis Lifeline, call or text: 988"), HasSubstr("In danger right now: 911")));
  EXPECT_THAT(words(), Not(AnyOf(HasSubstr("PHQ"), HasSubstr("score"), HasSubstr("depress"), HasSubstr("risk"))));
  EXPECT_TRUE(m_finger->sees("ask_staff"));
  tap("come_now");
  EXPECT_FALSE(m_finger->sees("come_now")) << "asked once";
  tap("continue");
  EXPECT_EQ(m_finger->screen(), "patient.review");
}

TEST_F(OnScreen, who_answers_not_at_all_reads_nothing_more) {
  (void)m_world.begin({"phq-9"});
  open();
  tap("continue");
  answer_phq_9(0);
  EXPECT_EQ(m_finger->screen(), "patient.review");
}

TEST_F(OnScreen, the_review_leads_to_what_has_no_answer) {
  (void)m_world.begin({"phq-9"});
  open();
  tap("continue");
  for (int item = 1; item <= 9; ++item) {
    if (item == 3) {
      tap("skip");
      continue;
    }
    tap("option:0");
    tap("continue");
  }
  if (m_finger->screen() == "patient.question") tap("option:0"), tap("continue");
  ASSERT_EQ(m_finger->screen(), "patient.review");
  EXPECT_THAT(words(), HasSubstr("1 question has no answer: show it"));
  EXPECT_THAT(words(), Not(HasSubstr("Not answered"))) << "who wants to be done is not led through all of it";
  tap("unanswered");
  EXPECT_THAT(words(), AllOf(HasSubstr("Not answered"), Not(HasSubstr("Not at all"))));
  tap("back");
  EXPECT_THAT(words(), HasSubstr("That was the last question"));
  tap("unanswered");
  tap("unanswered");
  EXPECT_THAT(words(), HasSubstr("Not at all"));
  tap("unanswered");
  const auto& marks = m_finger->probe().marks;
  const auto row = std::ranges::find_if(marks, [](const ui::Mark& mark) { return mark.id.starts_with("edit:"); });
  ASSERT_NE(row, marks.end());
  tap(std::string(row->id));
  tap("option:0");
  tap("continue");
  ASSERT_EQ(m_finger->screen(), "patient.review");
  EXPECT_FALSE(m_finger->sees("unanswered")) << "everything has an answer";
  EXPECT_THAT(words(), HasSubstr("That was the last question"));
  tap("answers");
  EXPECT_THAT(words(), HasSubstr("Not at all"));
}

TEST_F(OnScreen, what_one_patient_set_is_gone_for_the_next) {
  (void)m_world.begin({"nrs"});
  open();
  tap("reading");
  tap("colours:1");
  tap("text:3");
  tap("continue");
  ASSERT_EQ(m_ui->text_size(), ui::TextSize::largest);
  ASSERT_TRUE(m_ui->settings_changed());
  m_finger->rest(std::chrono::seconds{167});  // the warning, and nobody there
  ASSERT_EQ(m_finger->screen(), "patient.welcome");
  EXPECT_FALSE(m_ui->settings_changed());
  EXPECT_EQ(m_ui->text_size(), ui::TextSize::medium);
}

TEST_F(OnScreen, a_printer_that_fails_changes_nothing_for_who_stands_here) {
  (void)m_world.begin({"nrs"});
  open();
  tap("reading");
  tap("colours:1");
  tap("text:2");
  tap("continue");
  m_world.channel.break_down();
  tap("ask_staff");  // an alert that no printer takes
  m_finger->rest(std::chrono::seconds{40});
  tap("continue");
  EXPECT_EQ(m_ui->text_size(), ui::TextSize::large);
  EXPECT_EQ(m_ui->theme(), ui::Theme::dark);
  EXPECT_EQ(m_finger->screen(), "patient.question");
}

}  // namespace
}  // namespace anteroom
