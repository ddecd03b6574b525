#include "tests/export/made_up_patients.h"
#include "tests/export/page_reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anteroom::exporting {
namespace {

using testing::HasSubstr;
using testing::Not;

// A page with this score as its only one.
Drawing page_with(forms::Score score) {
  Summary summary = patient_without_flags();
  summary.results = {form_result("phq-9", "PHQ-9", "Patient Health Questionnaire-9", {std::move(score)})};
  summary.answers.clear();
  return pages_of(summary).at(0);
}

forms::Score mood(int value) { return score_of("PHQ-9", value, 0, 27, 9, "mild", "Kroenke 2001", {0, 5, 10, 15, 20}); }

forms::Score unfinished_mood(int answered, std::optional<double> at_least) {
  forms::Score score = mood(0);
  score.value = std::monostate{};
  score.band.reset();
  score.complete = false;
  score.answered = answered;
  score.at_least = at_least;
  return score;
}

TEST(ScoreTable, a_score_stands_with_its_range_direction_band_and_source) {
  const Drawing page = page_with(mood(9));
  EXPECT_EQ(run_with(page, "of 0–27").text, "of 0–27");
  const std::string words = words_of(page);
  EXPECT_THAT(words, HasSubstr("9 of 0–27 lower is better"));
  EXPECT_THAT(words, HasSubstr("mild Kroenke 2001 9 of 9"));
}

TEST(ScoreTable, higher_is_better_is_never_told_as_lower) {
  forms::Score score = mood(9);
  score.direction = forms::Direction::higher_is_better;
  EXPECT_THAT(words_of(page_with(score)), HasSubstr("higher is better"));
  EXPECT_THAT(words_of(page_with(score)), Not(HasSubstr("lower is better")));
}

TEST(ScoreTable, an_unfinished_score_has_words_and_no_number_of_its_own) {
  const std::string words = words_of(page_with(unfinished_mood(8, 16)));
  EXPECT_THAT(words, HasSubstr("incomplete 8/9 at least 16 of 0–27 lower is better"));
  EXPECT_THAT(words, HasSubstr("8 of 9"));
}

TEST(ScoreTable, a_score_that_nobody_answered_is_not_zero) {
  const Drawing page = page_with(unfinished_mood(0, std::nullopt));
  EXPECT_THAT(words_of(page), HasSubstr("PHQ-9 Patient Health Questionnaire-9 not answered of 0–27"));
  EXPECT_TRUE(std::ranges::none_of(page.texts, [](const TextRun& text) { return text.text == "0" && text.size > 9; }));
}

TEST(ScoreTable, a_note_stands_beside_the_score_it_is_about) {
  forms::Score score = mood(3);
  score.note = "sex not recorded: cut 3";
  EXPECT_THAT(words_of(page_with(score)), HasSubstr("Kroenke 2001 sex not recorded: cut 3"));
}

TEST(ScoreTable, a_score_that_no_rule_gives_is_not_called_incomplete) {
  forms::Score score = unfinished_mood(9, std::nullopt);
  score.complete = true;
  score.note = "sex not recorded: both columns, no total";
  const std::string words = words_of(page_with(score));
  EXPECT_THAT(words, HasSubstr("no score"));
  EXPECT_THAT(words, Not(HasSubstr("incomplete")));
}

TEST(ScoreTable, a_missing_score_fills_no_bar) {
  EXPECT_TRUE(page_with(unfinished_mood(8, 16)).fills.empty());
  EXPECT_FALSE(page_with(mood(0)).fills.empty());  // a score of 0 has its mark
}

TEST(ScoreTable, a_form_that_was_not_asked_has_a_dash) {
  Summary summary = patient_without_flags();
  summary.results.clear();
  summary.answers.clear();
  summary.withheld = {{"GAD-7", "left out by staff"}};
  EXPECT_THAT(words_of(pages_of(summary)[0]), HasSubstr("GAD-7 – not asked –"));
}

TEST(ScoreTable, what_is_not_for_the_page_is_not_printed) {
  forms::Score score = mood(9);
  score.label = "PHQ-9 algorithm";
  score.printed = false;
  Summary summary = patient_without_flags();
  summary.results[3].report.scores.push_back(score);
  EXPECT_THAT(words_of(pages_of(summary)), Not(HasSubstr("algorithm")));
}

TEST(ScoreTable, the_bar_ends_at_the_score) {
  const auto longest = [](const Drawing& page) { return std::ranges::max(page.fills, {}, &Fill::width).width; };
  const double full = longest(page_with(mood(27)));
  EXPECT_NEAR(longest(page_with(mood(9))) / full, 9.0 / 27.0, 0.001);
  EXPECT_NEAR(longest(page_with(mood(18))) / full, 18.0 / 27.0, 0.001);
}

TEST(ScoreTable, a_scale_that_starts_above_zero_is_drawn_from_its_own_start) {
  const auto fear = [](int value) { return page_with(score_of("TSK-11", value, 11, 44, 11, "", "", {})); };
  const double full = std::ranges::max(fear(44).fills, {}, &Fill::width).width;
  EXPECT_NEAR(std::ranges::max(fear(22).fills, {}, &Fill::width).width / full, 11.0 / 33.0, 0.001);
}

TEST(ScoreTable, a_score_without_published_bands_says_so) {
  EXPECT_THAT(words_of(page_with(score_of("PEG", 7, 0, 10, 3, "", "", {}))), HasSubstr("no bands"));
}

TEST(ScoreTable, values_keep_the_decimals_of_their_scale) {
  EXPECT_EQ(in_words(forms::Number{7.333, 1}), "7.3");
  EXPECT_EQ(in_words(forms::Number{7, 1}), "7.0");
  EXPECT_EQ(in_words(forms::Number{9, 0}), "9");
  EXPECT_EQ(in_words(true), "yes");
  EXPECT_EQ(in_words(std::vector<std::string>{"alcohol", "opioids"}), "alcohol, opioids");
  EXPECT_EQ(in_words(std::monostate{}), "");
  EXPECT_EQ(plain_number(6.6), "6.6");
  EXPECT_EQ(plain_number(27), "27");
}

TEST(Answers, what_was_not_answered_is_marked_and_said) {
  Summary summary = patient_without_flags();
  const std::size_t marks = pages_of(summary)[1].fills.size();
  summary.answers[0].lines[0] = {summary.answers[0].lines[0].question, "not answered", true};
  const Drawing page = pages_of(summary)[1];
  EXPECT_EQ(page.fills.size(), marks + 1);
  EXPECT_EQ(run_with(page, "not answered").face, Face::bold);
}

TEST(Answers, each_form_carries_its_version_and_credit_line) {
  const std::string words = words_of(pages_of(patient_in_distress())[1]);
  EXPECT_THAT(words, HasSubstr("Tampa Scale for Kinesiophobia, 11 items version 1.0.0"));
  EXPECT_THAT(words, HasSubstr("Licence unconfirmed"));
}

TEST(Answers, a_notice_that_several_credit_lines_share_stands_once) {
  const Summary summary = patient_in_distress();
  const auto times = [](const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
  };
  const std::string notice = "This material contains content from LOINC";
  std::size_t given = 0;
  for (const FormAnswers& form : summary.answers) given += times(form.credit, notice);
  ASSERT_GE(given, 2U);
  const std::string words = words_of(pages_of(summary));
  EXPECT_EQ(times(words, notice), 1U);
  EXPECT_EQ(times(words, "¹"), given + 1);
  Summary alone = summary;
  alone.answers.resize(1);
  EXPECT_EQ(times(words_of(pages_of(alone)), "¹"), 0U);
}

TEST(Slip, says_where_and_which_visit_and_nothing_else) {
  Typefaces faces = page_faces();
  const Drawing page = lay_out_slip({"Waiting room 2", "4821", "2026-11-23 10:19", true, {}}, PageSize::a4, faces);
  EXPECT_EQ(words_of(page), "Please see the patient now Waiting room 2 Visit code 4821 2026-11-23 10:19");
  EXPECT_GT(run_with(page, "4821").size, 60);
}

TEST(Slip, tells_urgent_from_not_urgent) {
  Typefaces faces = page_faces();
  const Drawing page = lay_out_slip({"Waiting room 2", "4821", "2026-11-23 10:19", false, {}}, PageSize::a4, faces);
  EXPECT_EQ(page.texts.at(0).text, "Please see the patient");
}

TEST(ScoreTable, a_whole_intake_stays_on_one_page_with_every_direction_and_source) {
  for (const PageSize size : {PageSize::a4, PageSize::letter}) {
    Summary summary = patient_with_a_long_battery();
    summary.answers.clear();
    const auto pages = pages_of(summary, size);
    ASSERT_EQ(pages.size(), 1U) << words_of(pages.back());
    const std::string words = words_of(pages.front());
    for (const char* text : {"lower is better", "Author 2001", "alcohol: see AUDIT-C", "PGIC", "not asked",
                             "To walk to the market", "lower back", "with an interpreter", "SAFETY"}) {
      EXPECT_THAT(words, testing::HasSubstr(text));
    }
  }
}

}  // namespace
}  // namespace anteroom::exporting
