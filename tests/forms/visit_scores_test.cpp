// What stays of a visit says what it came to, and not what was answered.
#include "forms/visit_scores.h"

#include "tests/support/shipped_library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anteroom::forms {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Visit visit_of(const std::vector<FormId>& ids) {
  std::vector<const Form*> forms;
  for (const FormId& id : ids) forms.push_back(testing::shipped_library().form(id));
  return Visit(forms);
}

// The option that counts so much, of every question of a form; none for a blank, declined for a d.
void answer(Visit& visit, const FormId& id, std::string_view counts) {
  std::size_t at = 0;
  for (const Item* item : visit.form(id)->questionnaire.questions()) {
    if (at == counts.size()) return;
    const char count = counts[at++];
    const Place place{id, item->link_id};
    if (count == 'd') visit.apply(place, Declined{}, Instant{});
    for (const AnswerOption& option : item->options) {
      if (option.ordinal && *option.ordinal == count - '0') visit.apply(place, option.value, Instant{});
    }
  }
}

TEST(VisitScores, a_score_comes_with_what_made_it_and_a_missing_one_with_why) {
  Visit visit = visit_of({"phq-9", "gad-7"});
  answer(visit, "phq-9", "111111111");
  answer(visit, "gad-7", "111 111");
  const VisitScores scores = scores_of(visit);
  ASSERT_THAT(scores.reports, SizeIs(2));
  const Form& phq9 = *visit.form("phq-9");
  EXPECT_EQ(scores.reports[0].version, phq9.questionnaire.version);
  EXPECT_FALSE(scores.reports[0].scoring_version.empty());
  EXPECT_EQ(scores.reports[0].scores.front().value, (ScoreValue{Number{9, 0}}));
  const Score& anxiety = scores.report_of("gad-7")->scores.front();
  EXPECT_TRUE(std::holds_alternative<std::monostate>(anxiety.value)) << "a skipped item is never 0";
  EXPECT_EQ(anxiety.answered, 6);
  EXPECT_EQ(anxiety.of, 7);
  EXPECT_THAT(scores.declined, IsEmpty());
  EXPECT_EQ(scores.report_of("peg"), nullptr);
}

TEST(VisitScores, a_flag_stays_and_the_answer_that_raised_it_does_not) {
  Visit visit = visit_of({"phq-9"});
  answer(visit, "phq-9", "000000003");
  ASSERT_FALSE(visit.raised().front().first_answer.empty());
  const VisitScores scores = scores_of(visit);
  ASSERT_THAT(scores.raised, SizeIs(1));
  EXPECT_EQ(scores.raised[0].flag.id, visit.raised().front().flag.id);
  EXPECT_EQ(scores.raised[0].first_answer, "");
  EXPECT_EQ(scores.raised[0].current_answer, "");
  EXPECT_EQ(scores.raised[0].flag.answer, std::nullopt);
  ASSERT_FALSE(scores.reports[0].flags.empty());
  for (const Flag& flag : scores.reports[0].flags) {
    if (!flag.link_id.empty()) {
      EXPECT_EQ(flag.answer, std::nullopt) << flag.id;
    }
  }
}

TEST(VisitScores, a_contradiction_between_answers_goes_with_them) {
  Visit visit = visit_of({"nrs"});
  for (const Item* item : visit.form("nrs")->questionnaire.questions())
    visit.apply({"nrs", item->link_id}, std::int64_t{item->link_id == "nrs-least" ? 9 : 3}, Instant{});
  ASSERT_THAT(visit.reports()[0].warnings, Not(IsEmpty()));
  EXPECT_THAT(scores_of(visit).reports[0].warnings, IsEmpty());
}

TEST(VisitScores, a_form_that_was_declined_wholly_is_known_from_one_that_was_skipped) {
  Visit visit = visit_of({"phq-9", "gad-7", "peg"});
  answer(visit, "phq-9", "dddddddddd");
  answer(visit, "gad-7", "ddd1ddd");
  EXPECT_THAT(scores_of(visit).declined, ElementsAre("phq-9"));
}

TEST(VisitScores, the_areas_that_hurt_stay_by_code_and_name) {
  Visit visit = visit_of({"body-map"});
  EXPECT_EQ(scores_of(visit).areas, std::nullopt) << "nothing was answered, which is not that nothing hurts";
  const Item* map = nullptr;
  for (const Item* item : visit.form("body-map")->questionnaire.questions()) {
    if (item->body_map) map = item;
  }
  ASSERT_NE(map, nullptr);
  visit.apply({"body-map", map->link_id}, Several{map->options[1].value, map->options[4].value}, Instant{});
  const auto areas = scores_of(visit).areas;
  ASSERT_TRUE(areas);
  EXPECT_THAT(*areas,
              ElementsAre(BodyPart{std::get<Coding>(map->options[1].value).code, map->options[1].label.in("en")},
                          BodyPart{std::get<Coding>(map->options[4].value).code, map->options[4].label.in("en")}));
  visit.apply({"body-map", map->link_id}, Declined{}, Instant{});
  EXPECT_EQ(scores_of(visit).areas, std::nullopt);
}

}  // namespace
}  // namespace anteroom::forms
