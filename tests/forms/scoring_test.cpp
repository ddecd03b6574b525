// The engine's promises, on the shipped forms: a score is right or absent.
#include "tests/support/library_form.h"

#include <gtest/gtest.h>
#include <initializer_list>

namespace anteroom::forms {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::array<std::string_view, 9> phq_items = {"/44250-9", "/44255-8", "/44259-0", "/44254-1", "/44251-7",
                                                       "/44258-2", "/44252-5", "/44253-3", "/44260-8"};
constexpr std::array<std::string_view, 4> phq_codes = {"LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"};
constexpr std::string_view item9 = "/44260-8";
constexpr int skipped = -1;
constexpr int declined = -2;

Answer phq_answer(int score) {
  if (score == declined) return Declined{};
  return Value(Coding{"http://loinc.org", std::string(phq_codes.at(static_cast<std::size_t>(score)))});
}

Answers phq(std::initializer_list<int> scores) {
  Answers answers;
  std::size_t index = 0;
  for (const int score : scores) {
    if (score != skipped) answers.emplace(phq_items.at(index), phq_answer(score));
    ++index;
  }
  return answers;
}

Answers numbers(std::initializer_list<std::pair<std::string_view, std::int64_t>> pairs) {
  Answers answers;
  for (const auto& [link_id, number] : pairs) answers.emplace(link_id, Value(number));
  return answers;
}

ScoreReport report_of(std::string_view form, const Answers& answers, const Context& context = {}) {
  const LibraryForm& one = library_form(form);
  return one.rules.score(one.questionnaire, answers, context);
}

const Score& score_named(const ScoreReport& report, std::string_view id) {
  static const Score none;
  const auto found = std::ranges::find(report.scores, id, &Score::id);
  if (found != report.scores.end()) return *found;
  ADD_FAILURE() << "no score " << id;
  return none;
}

std::vector<std::string> ids(const auto& things) {
  std::vector<std::string> found;
  for (const auto& thing : things) found.push_back(thing.id);
  return found;
}

const ScoreValue no_value = std::monostate{};

TEST(Scoring, the_least_that_an_unfinished_mean_can_be_is_on_its_own_scale) {
  const Score total = score_named(report_of("peg", numbers({{"/75893-8", 10}, {"/91145-3", 10}})), "total");
  EXPECT_EQ(total.value, no_value);
  EXPECT_EQ(total.partial_sum, 20);
  EXPECT_EQ(total.at_least, 6.6);  // 20 / 3, never rounded up
}

TEST(Scoring, the_least_that_an_unfinished_sum_can_be_is_what_is_there) {
  EXPECT_EQ(score_named(report_of("phq-9", phq({2, 2, 2, 2, 2, 2, 2, 2, skipped})), "total").at_least, 16);
  EXPECT_EQ(score_named(report_of("phq-9", phq({2, 2, 2, 2, 2, 2, 2, 2, 2})), "total").at_least, std::nullopt);
}

TEST(Scoring, a_score_tells_where_its_bands_begin) {
  EXPECT_THAT(score_named(report_of("phq-9", {}), "total").band_starts, ElementsAre(0, 5, 10, 15, 20));
  EXPECT_THAT(score_named(report_of("peg", {}), "total").band_starts, IsEmpty());
}

TEST(Scoring, a_skipped_item_is_never_zero) {
  const ScoreReport report = report_of("phq-9", phq({2, 2, skipped, 2, 2, 2, 2, 2, 2}));
  const Score& total = report.scores.front();
  EXPECT_EQ(total.id, "total");
  EXPECT_EQ(total.value, no_value);
  EXPECT_EQ(total.band, std::nullopt);
  EXPECT_FALSE(total.complete);
  EXPECT_EQ(total.answered, 8);
  EXPECT_EQ(total.of, 9);
  EXPECT_EQ(total.partial_sum, 16);
  EXPECT_EQ(score_named(report, "diagnosticAlgorithm").value, no_value);
}

TEST(Scoring, a_declined_item_is_never_zero_either) {
  const ScoreReport report = report_of("phq-9", phq({2, 2, declined, 2, 2, 2, 2, 2, 2}));
  EXPECT_EQ(report.scores.front().value, no_value);
  EXPECT_EQ(report.scores.front().answered, 8);
  EXPECT_EQ(report.scores.front().partial_sum, 16);
}

TEST(Scoring, a_form_that_nobody_touched_has_no_number_at_all) {
  for (const char* form : {"nrs", "peg", "tsk-11", "phq-9"}) {
    const ScoreReport report = report_of(form, {});
    EXPECT_THAT(report.flags, IsEmpty());
    EXPECT_THAT(report.warnings, IsEmpty());
    ASSERT_FALSE(report.scores.empty());
    for (const Score& score : report.scores) {
      EXPECT_EQ(score.value, no_value) << form << " " << score.id;
      EXPECT_EQ(score.partial_sum, std::nullopt) << form << " " << score.id;
      EXPECT_EQ(score.answered, 0) << form << " " << score.id;
    }
  }
}

TEST(Scoring, the_difficulty_item_of_the_phq_9_is_asked_and_not_summed) {
  Answers answers = phq({1, 1, 1, 1, 1, 1, 1, 1, 0});
  answers.emplace("/69722-7", Value(Coding{"http://loinc.org", "LA6574-3"}));
  const Score total = report_of("phq-9", answers).scores.front();
  EXPECT_EQ(total.value, ScoreValue(Number(8, 0)));
  EXPECT_EQ(total.of, 9);
  EXPECT_TRUE(total.complete);
}

TEST(Scoring, item_nine_raises_its_flag_alone_and_at_once) {
  const LibraryForm& form = library_form("phq-9");
  EXPECT_TRUE(form.rules.raises_safety_flags());
  EXPECT_THAT(form.rules.flags_of_answer(form.questionnaire, item9, phq_answer(0)), IsEmpty());
  EXPECT_THAT(form.rules.flags_of_answer(form.questionnaire, item9, Declined{}), IsEmpty());
  EXPECT_THAT(form.rules.flags_of_answer(form.questionnaire, "/44250-9", phq_answer(3)), IsEmpty());
  for (const int answer : {1, 2, 3}) {
    const auto flags = form.rules.flags_of_answer(form.questionnaire, item9, phq_answer(answer));
    ASSERT_THAT(ids(flags), ElementsAre("suicide-item9-positive"));
    EXPECT_EQ(flags.front().level, FlagLevel::safety);
    EXPECT_EQ(flags.front().answer, answer);
    EXPECT_EQ(flags.front().title.contains("frequent"), answer > 1);
    EXPECT_EQ(flags.front().action.contains("structured tool"), answer > 1);
  }
}

TEST(Scoring, neither_a_low_total_nor_a_missing_item_hides_item_nine) {
  EXPECT_THAT(ids(report_of("phq-9", phq({0, 0, 0, 0, 0, 0, 0, 0, 1})).flags), ElementsAre("suicide-item9-positive"));
  EXPECT_THAT(
      ids(report_of("phq-9", phq({skipped, skipped, skipped, skipped, skipped, skipped, skipped, skipped, 1})).flags),
      ElementsAre("suicide-item9-positive"));
}

TEST(Scoring, an_unanswered_item_nine_is_flagged_for_attention_once_the_form_was_begun) {
  for (const int way : {skipped, declined}) {
    const ScoreReport report = report_of("phq-9", phq({0, 0, 0, 0, 0, 0, 0, 0, way}));
    ASSERT_THAT(ids(report.flags), ElementsAre("item9-not-answered"));
    EXPECT_EQ(report.flags.front().level, FlagLevel::attention);
    EXPECT_EQ(report.flags.front().answer, std::nullopt);
    EXPECT_EQ(report.flags.front().title, "Item 9 not answered");
    EXPECT_EQ(report.flags.front().action, "Ask in person");
  }
  EXPECT_THAT(report_of("phq-9", phq({0, 0, 0, 0, 0, 0, 0, 0, 0})).flags, IsEmpty());
}

TEST(Scoring, only_the_phq_9_needs_the_safety_channel) {
  for (const char* form : {"nrs", "peg", "tsk-11"})
    EXPECT_FALSE(library_form(form).rules.raises_safety_flags()) << form;
}

TEST(Scoring, the_algorithm_is_never_printed) {
  const ScoreReport report = report_of("phq-9", phq({3, 3, 3, 3, 3, 0, 0, 0, 0}));
  const Score& algorithm = score_named(report, "diagnosticAlgorithm");
  EXPECT_EQ(algorithm.value, ScoreValue("major"));
  EXPECT_FALSE(algorithm.printed);
  EXPECT_TRUE(report.scores.front().printed);
}

TEST(Scoring, the_nhs_estimate_appears_only_where_the_site_chose_it) {
  const Answers one_missing = phq({1, 1, skipped, 1, 1, 1, 1, 2, 1});
  EXPECT_THAT(ids(report_of("phq-9", one_missing).scores), ElementsAre("total", "diagnosticAlgorithm", "item9"));
  EXPECT_THAT(ids(report_of("phq-9", one_missing, {{"policy", "local"}}).scores),
              ElementsAre("total", "diagnosticAlgorithm", "item9"));
  const ScoreReport report = report_of("phq-9", one_missing, {{"policy", "nhs"}});
  const Score& estimate = score_named(report, "proratedUnrounded");
  EXPECT_EQ(estimate.value, ScoreValue(Number(10.125, 1)));
  EXPECT_EQ(estimate.band, std::nullopt);
  EXPECT_FALSE(estimate.complete);
  EXPECT_TRUE(estimate.printed);
  EXPECT_EQ(report.scores.front().value, no_value) << "an estimate is no total";
}

TEST(Scoring, the_nhs_estimate_stops_at_two_missing_items) {
  const Context nhs = {{"policy", "nhs"}};
  const auto estimate = [&](std::initializer_list<int> scores) {
    return score_named(report_of("phq-9", phq(scores), nhs), "proratedUnrounded").value;
  };
  EXPECT_EQ(estimate({skipped, skipped, 1, 1, 1, 1, 1, 1, 1}), ScoreValue(Number(9, 1)));
  EXPECT_EQ(estimate({skipped, skipped, skipped, 1, 1, 1, 1, 1, 1}), no_value);
  EXPECT_FALSE(score_named(report_of("phq-9", phq({1, 1, 1, 1, 1, 1, 1, 1, 0}), nhs), "proratedUnrounded").printed);
}

TEST(Scoring, the_peg_is_a_mean_with_one_decimal_and_no_band) {
  const auto peg = [](std::int64_t a, std::int64_t b, std::int64_t c) {
    return report_of("peg", numbers({{"/75893-8", a}, {"/91145-3", b}, {"/91146-1", c}}));
  };
  EXPECT_EQ(peg(6, 7, 4).scores.front().value, ScoreValue(Number(5.7, 1)));
  EXPECT_EQ(peg(4, 5, 5).scores.front().value, ScoreValue(Number(4.7, 1)));
  EXPECT_EQ(peg(4, 4, 5).scores.front().value, ScoreValue(Number(4.3, 1)));
  EXPECT_EQ(peg(7, 8, 6).scores.front().band, std::nullopt);
  EXPECT_EQ(score_named(peg(6, 7, 4), "sum").value, ScoreValue(Number(17, 0)));
}

TEST(Scoring, one_missing_item_leaves_the_peg_without_a_score) {
  const Score total = report_of("peg", numbers({{"/75893-8", 6}, {"/91146-1", 4}})).scores.front();
  EXPECT_EQ(total.value, no_value);
  EXPECT_EQ(total.answered, 2);
  EXPECT_EQ(total.partial_sum, 10);
}

TEST(Scoring, average_pain_is_the_main_score_unless_another_is_the_only_one) {
  EXPECT_EQ(report_of("nrs", numbers({{"nrs-now", 3}, {"nrs-average", 5}})).scores.front().id, "nrs-average");
  EXPECT_EQ(report_of("nrs", numbers({{"nrs-now", 3}, {"nrs-worst", 5}})).scores.front().id, "nrs-average");
  EXPECT_EQ(report_of("nrs", {}).scores.front().id, "nrs-average");
  const ScoreReport only = report_of("nrs", numbers({{"nrs-worst", 8}}));
  EXPECT_THAT(ids(only.scores), ElementsAre("nrs-worst", "nrs-average", "nrs-now", "nrs-least"));
  EXPECT_EQ(only.scores.front().value, ScoreValue(Number(8, 0)));
  EXPECT_EQ(only.scores.front().band, "severe");
  EXPECT_EQ(only.scores.front().band_source, "Boonstra 2016");
}

TEST(Scoring, pain_out_of_order_is_warned_about_and_not_corrected) {
  const auto nrs = [](std::int64_t least, std::int64_t average, std::int64_t worst) {
    return ids(
        report_of("nrs", numbers({{"nrs-least", least}, {"nrs-average", average}, {"nrs-worst", worst}})).warnings);
  };
  EXPECT_THAT(nrs(2, 5, 8), IsEmpty());
  EXPECT_THAT(nrs(5, 5, 5), IsEmpty());
  EXPECT_THAT(nrs(6, 5, 4), ElementsAre("least>worst"));
  EXPECT_THAT(nrs(2, 9, 8), ElementsAre("average>worst"));
  EXPECT_THAT(nrs(6, 5, 8), ElementsAre("least>average"));
  EXPECT_THAT(report_of("nrs", numbers({{"nrs-least", 8}, {"nrs-average", 5}})).warnings.front().link_ids,
              ElementsAre("nrs-least", "nrs-average"));
}

TEST(Scoring, the_answer_of_a_disabled_item_does_not_count) {
  Questionnaire form = library_form("peg").questionnaire;
  form.items.at(2).enable_when = {{"/75893-8", Operator::greater, Value(std::int64_t{0}), {}}};
  const auto answered = [&](std::int64_t pain) {
    const Answers answers = numbers({{"/75893-8", pain}, {"/91145-3", 2}, {"/91146-1", 9}});
    return library_form("peg").rules.score(form, answers).scores.front().answered;
  };
  EXPECT_EQ(answered(1), 3);
  EXPECT_EQ(answered(0), 2);
}

TEST(Scoring, a_report_names_the_versions_it_was_made_with) {
  const ScoreReport report = report_of("phq-9", {});
  EXPECT_EQ(report.form, "phq-9");
  EXPECT_EQ(report.version, "1.0.0");
  EXPECT_EQ(report.scoring_version, "1");
}

TEST(Scoring, a_form_without_rules_has_no_scores) {
  const ScoringRules none;
  EXPECT_THAT(none.score(library_form("peg").questionnaire, {}).scores, IsEmpty());
  EXPECT_FALSE(none.raises_safety_flags());
}

}  // namespace
}  // namespace anteroom::forms
