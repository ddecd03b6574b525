// "Question 3 of 12" is a promise: it stands on the screen only while no answer can change the 12.
#include "tests/support/finger.h"

#include <filesystem>
#include <format>

namespace anteroom {
namespace {

using testing::Finger;
using testing::KioskWorld;

class Progress : public ::testing::Test {
 protected:
  // At the first question.
  void SetUp() override {
    const std::filesystem::path fonts = std::filesystem::path(ANTEROOM_SHARE_DIR) / "fonts";
    ui::UiOptions options;
    options.metrics = {{1280, 800}, 1280.0F / 217};
    options.fonts = {fonts / "screen-regular.ttf", fonts / "screen-bold.ttf", fonts / "screen-fallback.ttf",
                     fonts / "screen-fallback-bold.ttf"};
    auto made = ui::Ui::create(options);
    ASSERT_TRUE(made) << made.error().detail;
    m_ui = std::move(*made);
  }
  void look() {
    m_app = std::make_unique<screens::App>(*m_world.services, std::move(m_world.state));
    m_finger = std::make_unique<Finger>(m_world, *m_ui, *m_app);
  }
  [[nodiscard]] bool promises_a_total() const {
    return std::ranges::any_of(m_finger->probe().texts, [](const ui::TextRun& run) {
      return run.part == ui::TextPart::progress && run.text.contains(" of ");
    });
  }

  KioskWorld m_world;
  std::unique_ptr<ui::Ui> m_ui;
  std::unique_ptr<screens::App> m_app;
  std::unique_ptr<Finger> m_finger;
};

TEST_F(Progress, a_total_that_is_said_is_how_many_are_asked) {
  m_world.begin({"nrs", "peg"});
  look();
  int asked = 0;
  while (m_finger->screen() == "patient.question") {
    ++asked;
    EXPECT_TRUE(m_finger->reads(std::format("Question {} of 7", asked)));
    m_finger->tap("option:5");
    m_finger->tap("continue");
  }
  EXPECT_EQ(asked, 7);
}

TEST_F(Progress, a_total_that_an_answer_may_change_is_said_to_be_about_so_many) {
  m_world.begin({"audit-c"});  // nobody who never drinks is asked how much
  look();
  EXPECT_TRUE(m_finger->reads("Question 1 of about"));
}

TEST_F(Progress, no_total_is_said_while_a_score_may_open_a_form) {
  const auto row = m_world.store->start_visit({"10023-4",
                                               "AB",
                                               KioskWorld::birth_date,
                                               "follow-up",
                                               {"gad-2", "gad-7"},
                                               {},
                                               "R. Meyer",
                                               platform::Sex::male,
                                               "en",
                                               {},
                                               {},
                                               {{"gad-7", R"({"when":[{"score":"gad-2","at_least":3}]})"}}},
                                              m_world.clock.now(), 77);
  ASSERT_TRUE(row);
  m_world.check_in(row->code);
  m_world.send(flow::intent::Continue{});
  look();
  ASSERT_EQ(m_finger->screen(), "patient.question");
  EXPECT_TRUE(m_finger->reads("Question 1"));
  EXPECT_FALSE(promises_a_total());
}

}  // namespace
}  // namespace anteroom
