// Change between two visits, reckoned in exact decimals.
#include "tests/support/library_form.h"

#include <gtest/gtest.h>

namespace anteroom::forms {
namespace {

Change change_of(std::string_view form, double baseline, double current, std::string_view score = {}) {
  const auto change = library_form(form).rules.change(baseline, current, score);
  EXPECT_TRUE(change) << form << " " << (change ? "" : change.error().detail);
  return change.value_or(Change{});
}

TEST(ScoringChange, a_fall_of_exactly_thirty_percent_counts) {
  const Change change = change_of("peg", 7.0, 4.9);
  EXPECT_EQ(change.delta, -2.1);
  EXPECT_EQ(change.percent_change, -30.0);
  EXPECT_EQ(change.verdict, Verdict::better);
  EXPECT_EQ(change_of("peg", 7.0, 5.0).verdict, Verdict::no_clear_change);
}

TEST(ScoringChange, both_points_and_percent_are_needed_to_be_better) {
  EXPECT_EQ(change_of("nrs", 10, 8).verdict, Verdict::no_clear_change) << "20 %";
  EXPECT_EQ(change_of("nrs", 10, 7).verdict, Verdict::better) << "30 %";
  EXPECT_EQ(change_of("nrs", 3, 2).verdict, Verdict::no_clear_change) << "33 % but 1 point";
  EXPECT_EQ(change_of("nrs", 6, 4).verdict, Verdict::better) << "33.3 %";
  EXPECT_EQ(change_of("nrs", 7, 5).verdict, Verdict::no_clear_change) << "28.6 %";
  EXPECT_EQ(change_of("peg", 2.0, 1.1).verdict, Verdict::no_clear_change) << "45 % but 0.9 points";
  EXPECT_EQ(change_of("peg", 2.0, 1.0).verdict, Verdict::better);
}

TEST(ScoringChange, for_getting_worse_the_points_alone_decide) {
  EXPECT_EQ(change_of("nrs", 8, 10).verdict, Verdict::worse) << "25 %";
  EXPECT_EQ(change_of("nrs", 8, 9).verdict, Verdict::no_clear_change);
  EXPECT_EQ(change_of("peg", 7.0, 8.0).verdict, Verdict::worse);
  EXPECT_EQ(change_of("peg", 7.0, 7.9).verdict, Verdict::no_clear_change);
}

TEST(ScoringChange, from_a_baseline_of_zero_there_is_no_percentage) {
  const Change change = change_of("nrs", 0, 3);
  EXPECT_EQ(change.percent_change, std::nullopt);
  EXPECT_EQ(change.verdict, Verdict::worse);
  EXPECT_EQ(change_of("nrs", 0, 0).verdict, Verdict::no_clear_change);
}

TEST(ScoringChange, percentages_are_rounded_half_up_to_one_decimal_for_a_rise_and_a_fall_alike) {
  EXPECT_EQ(change_of("phq-9", 16, 15).percent_change, -6.3);  // 6.25
  EXPECT_EQ(change_of("phq-9", 16, 17).percent_change, 6.3);
  EXPECT_EQ(change_of("phq-9", 15, 10).percent_change, -33.3);
  EXPECT_EQ(change_of("phq-9", 18, 4).percent_change, -77.8);
}

TEST(ScoringChange, five_points_on_the_phq_9_and_four_on_the_tsk_11) {
  EXPECT_EQ(change_of("phq-9", 15, 10).verdict, Verdict::better);
  EXPECT_EQ(change_of("phq-9", 15, 11).verdict, Verdict::no_clear_change);
  EXPECT_EQ(change_of("phq-9", 10, 15).verdict, Verdict::worse);
  EXPECT_EQ(change_of("tsk-11", 30, 26).verdict, Verdict::better);
  EXPECT_EQ(change_of("tsk-11", 30, 27).verdict, Verdict::no_clear_change);
}

TEST(ScoringChange, the_tsk_11_says_whether_the_change_is_outside_measurement_error) {
  EXPECT_THAT(change_of("tsk-11", 33, 26).note, testing::StartsWith("outside"));
  EXPECT_THAT(change_of("tsk-11", 33, 27).note, testing::StartsWith("inside"));
  EXPECT_THAT(change_of("tsk-11", 26, 33).note, testing::StartsWith("outside"));
  EXPECT_EQ(change_of("tsk-11", 33, 30).note, "");
}

TEST(ScoringChange, every_rule_says_itself_in_words_with_its_source) {
  const Change nrs = change_of("nrs", 8, 5, "nrs-worst");
  EXPECT_EQ(nrs.rule, "at least 2 points and 30 %; for getting worse, and from a baseline of 0, the points alone");
  EXPECT_EQ(nrs.source, "IMMPACT 2008; Farrar 2001");
  EXPECT_EQ(change_of("peg", 8, 5).rule.substr(0, 24), "at least 1 point and 30 ");
  EXPECT_EQ(change_of("phq-9", 8, 5).rule, "at least 5 points");
}

TEST(ScoringChange, without_a_published_threshold_the_difference_is_shown_and_nothing_claimed) {
  const Change change = change_of("peg", 21, 10, "sum");
  EXPECT_EQ(change.delta, -11);
  EXPECT_EQ(change.percent_change, -52.4);
  EXPECT_EQ(change.verdict, Verdict::no_threshold);
  EXPECT_EQ(change.source, "");
}

TEST(ScoringChange, what_is_no_score_of_the_form_is_refused) {
  const ScoringRules& rules = library_form("phq-9").rules;
  EXPECT_EQ(rules.change(28, 10).error().fault, Fault::invalid_input);
  EXPECT_EQ(rules.change(10, -1).error().fault, Fault::invalid_input);
  EXPECT_EQ(rules.change(std::nan(""), 1).error().fault, Fault::invalid_input);
  EXPECT_EQ(rules.change(1, 2, "toal").error().fault, Fault::not_found);
  EXPECT_EQ(rules.change(1, 2, "diagnosticAlgorithm").error().fault, Fault::invalid_input);
  EXPECT_EQ(ScoringRules{}.change(1, 2).error().fault, Fault::not_found);
}

}  // namespace
}  // namespace anteroom::forms
