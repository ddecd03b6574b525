#include "kiosk/ui/theme.h"

#include <gtest/gtest.h>

namespace anteroom::ui {
namespace {

TEST(Theme, contrast_is_the_one_of_wcag) {
  EXPECT_NEAR(contrast({0, 0, 0}, {255, 255, 255}), 21.0, 0.01);
  EXPECT_NEAR(contrast({255, 255, 255}, {119, 119, 119}), 4.48, 0.01);  // WCAG's own example of almost enough
}

class EachTheme : public ::testing::TestWithParam<Theme> {};
INSTANTIATE_TEST_SUITE_P(Themes, EachTheme, ::testing::Values(Theme::light, Theme::dark, Theme::contrast));

TEST_P(EachTheme, all_that_is_read_stands_at_seven_to_one) {
  const Palette& p = palette(GetParam());
  for (const Colour& paper : {p.background, p.surface, p.pressed, p.sunken, p.band, p.chosen}) {
    EXPECT_GE(contrast(p.text, paper), 7.0);
  }
  for (const Colour& paper : {p.background, p.surface, p.sunken, p.band}) {
    EXPECT_GE(contrast(p.muted, paper), 7.0);
    EXPECT_GE(contrast(p.quiet, paper), 7.0);
  }
  EXPECT_GE(contrast(p.on_primary, p.primary), 7.0);
  EXPECT_GE(contrast(p.on_primary, p.primary_pressed), 7.0);
  EXPECT_GE(contrast(p.on_danger, p.danger), 7.0);
  EXPECT_GE(contrast(p.on_danger, p.danger_pressed), 7.0);
  for (const Tone tone : {Tone::neutral, Tone::good, Tone::attention, Tone::danger}) {
    EXPECT_GE(contrast(p.tone(tone).text, p.tone(tone).fill), 7.0);
  }
}

TEST_P(EachTheme, the_question_itself_stands_at_ten_to_one) {
  const Palette& p = palette(GetParam());
  EXPECT_GE(contrast(p.text, p.background), 10.0);
  EXPECT_GE(contrast(p.text, p.surface), 10.0);
}

TEST_P(EachTheme, outlines_and_states_stand_at_three_to_one) {
  const Palette& p = palette(GetParam());
  for (const Colour& paper : {p.background, p.surface, p.band}) {
    EXPECT_GE(contrast(p.line, paper), 3.0);
    EXPECT_GE(contrast(p.primary, paper), 3.0);
    EXPECT_GE(contrast(p.danger, paper), 3.0);
  }
  // A part of a drawing, its outline, and the same part chosen.
  EXPECT_GE(contrast(p.line, p.sunken), 3.0);
  EXPECT_GE(contrast(p.primary, p.sunken), 3.0);
  EXPECT_GE(contrast(p.primary, p.chosen), 3.0) << "the chosen answer's outline on its own fill";
}

constexpr Metrics ten_inch{{1280, 800}, 5.9F};
constexpr Metrics seven_inch_upright{{480, 800}, 5.16F};

TEST(Theme, patients_start_with_capitals_of_4_8_mm) {
  EXPECT_FLOAT_EQ(type_scale(TextSize::medium, ten_inch).body, 4.8F);
}

TEST(Theme, upright_on_seven_inches_there_is_a_size_above_the_usual_one) {
  EXPECT_EQ(largest_text_on(seven_inch_upright), TextSize::large);
  EXPECT_FLOAT_EQ(type_scale(TextSize::medium, seven_inch_upright).body, 4.8F);
  EXPECT_FLOAT_EQ(type_scale(TextSize::large, seven_inch_upright).body, 5.6F);
}

TEST(Theme, text_sizes_lie_in_the_four_ranges_of_vvsg) {
  const struct {
    TextSize size;
    float least;
    float most;
  } ranges[] = {{TextSize::small, 3.5F, 4.2F},
                {TextSize::medium, 4.8F, 5.6F},
                {TextSize::large, 6.4F, 7.1F},
                {TextSize::largest, 8.5F, 9.0F}};
  for (const auto& range : ranges) {
    const TypeScale scale = type_scale(range.size, ten_inch);
    EXPECT_GE(scale.body, range.least);
    EXPECT_LE(scale.heading, range.most);
  }
}

}  // namespace
}  // namespace anteroom::ui
