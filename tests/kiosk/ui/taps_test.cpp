#include "kiosk/ui/taps.h"

#include <gtest/gtest.h>

namespace anteroom::ui {
namespace {

using std::chrono::milliseconds;

constexpr Rect box{100, 100, 50, 50};
constexpr Point inside{120, 120};
constexpr Point outside{10, 10};

class TapsTest : public ::testing::Test {
 protected:
  Contact at(Point point, bool down, int time, std::string_view id = "a", bool enabled = true) {
    m_taps.begin_frame({point, down, milliseconds(time)});
    return m_taps.contact(id, box, enabled);
  }
  Taps m_taps{milliseconds(300), milliseconds(250)};
};

TEST_F(TapsTest, a_touch_presses_at_once_and_acts_on_release) {
  EXPECT_EQ(at(inside, true, 0), Contact::pressed);
  EXPECT_EQ(at(inside, true, 50), Contact::pressed);
  EXPECT_EQ(at(inside, false, 60), Contact::tapped);
  EXPECT_EQ(at(inside, false, 70), Contact::none);
}

TEST_F(TapsTest, sliding_off_cancels_and_sliding_back_resumes) {
  EXPECT_EQ(at(inside, true, 0), Contact::pressed);
  EXPECT_EQ(at(outside, true, 10), Contact::none);
  EXPECT_EQ(at(outside, false, 20), Contact::none);
  EXPECT_EQ(at(inside, true, 1000), Contact::pressed);
  EXPECT_EQ(at(outside, true, 1010), Contact::none);
  EXPECT_EQ(at(inside, true, 1020), Contact::pressed);
  EXPECT_EQ(at(inside, false, 1030), Contact::tapped);
}

TEST_F(TapsTest, a_touch_that_began_elsewhere_never_acts) {
  EXPECT_EQ(at(outside, true, 0), Contact::none);
  EXPECT_EQ(at(inside, true, 10), Contact::none);
  EXPECT_EQ(at(inside, false, 20), Contact::none);
}

TEST_F(TapsTest, a_slow_frame_swallows_no_letter_of_who_types_at_a_usual_pace) {
  const auto late = [&](bool down, int time, int waited) {
    m_taps.begin_frame({inside, down, milliseconds(time), milliseconds(waited)});
    return m_taps.contact("a", box, true);
  };
  EXPECT_EQ(late(true, 0, 0), Contact::pressed);      // drawing takes until 600
  EXPECT_EQ(late(false, 600, 600), Contact::tapped);  // went up at 100, say
  EXPECT_EQ(late(true, 610, 10), Contact::pressed) << "and came down at 601, half a second later";
}

TEST_F(TapsTest, a_touch_that_may_have_been_meant_for_the_screen_before_is_ignored) {
  m_taps.begin_frame({inside, false, milliseconds(1000)});
  m_taps.screen_changed();  // drawing takes until 1400
  m_taps.begin_frame({inside, true, milliseconds(1400), milliseconds(400)});
  EXPECT_EQ(m_taps.contact("a", box, true), Contact::none);
  m_taps.begin_frame({inside, false, milliseconds(1450)});
  EXPECT_EQ(m_taps.contact("a", box, true), Contact::none);
  EXPECT_EQ(at(inside, true, 1800), Contact::pressed);
}

TEST_F(TapsTest, a_trembling_repeat_is_ignored_for_300_ms) {
  EXPECT_EQ(at(inside, true, 0), Contact::pressed);
  EXPECT_EQ(at(inside, false, 100), Contact::tapped);
  EXPECT_EQ(at(inside, true, 350), Contact::none);
  EXPECT_EQ(at(inside, false, 380), Contact::none);
  EXPECT_EQ(at(inside, true, 410), Contact::pressed);
  EXPECT_EQ(at(inside, false, 420), Contact::tapped);
}

TEST_F(TapsTest, another_target_is_not_a_repeat) {
  EXPECT_EQ(at(inside, true, 0, "a"), Contact::pressed);
  EXPECT_EQ(at(inside, false, 10, "a"), Contact::tapped);
  EXPECT_EQ(at(inside, true, 60, "b"), Contact::pressed);
  EXPECT_EQ(at(inside, false, 70, "b"), Contact::tapped);
}

TEST_F(TapsTest, a_new_screen_is_deaf_for_250_ms) {
  m_taps.begin_frame({outside, false, milliseconds(1000)});
  m_taps.screen_changed();
  EXPECT_EQ(at(inside, true, 1200), Contact::none);
  EXPECT_EQ(at(inside, false, 1300), Contact::none);
  EXPECT_EQ(at(inside, true, 1310), Contact::pressed);
  EXPECT_EQ(at(inside, false, 1320), Contact::tapped);
}

TEST_F(TapsTest, a_press_never_reaches_the_next_screen) {
  EXPECT_EQ(at(inside, true, 0), Contact::pressed);
  m_taps.screen_changed();
  EXPECT_EQ(at(inside, true, 400), Contact::none);
  EXPECT_EQ(at(inside, false, 500), Contact::none);
}

TEST_F(TapsTest, what_is_disabled_cannot_be_pressed) {
  EXPECT_EQ(at(inside, true, 0, "a", false), Contact::none);
  EXPECT_EQ(at(inside, false, 10, "a", false), Contact::none);
}

TEST(Taps, both_guards_can_be_off) {
  Taps taps(milliseconds(0), milliseconds(0));
  taps.begin_frame({outside, false, milliseconds(0)});
  taps.screen_changed();
  for (int round = 0; round < 3; ++round) {
    taps.begin_frame({inside, true, milliseconds(0)});
    EXPECT_EQ(taps.contact("a", box, true), Contact::pressed);
    taps.begin_frame({inside, false, milliseconds(0)});
    EXPECT_EQ(taps.contact("a", box, true), Contact::tapped);
  }
}

}  // namespace
}  // namespace anteroom::ui
