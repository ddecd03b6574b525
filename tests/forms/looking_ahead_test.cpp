// Conditions on questions that come later: R4 finds the question of an enableWhen also on the following axis.
#include "forms/library.h"
#include "forms/standing.h"
#include "forms/visit.h"
#include "tests/forms/form_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace anteroom::forms {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string yes_no(const std::string& link_id, const std::string& more = "") {
  return "{'linkId':'" + link_id + "','text':'Q','type':'boolean'" + (more.empty() ? "" : "," + more) + "}";
}
std::string when(const std::string& question, const std::string& compared = "'operator':'=','answerBoolean':true") {
  return "'enableWhen':[{'question':'" + question + "'," + compared + "}]";
}

std::vector<std::string> asked_in(const Questionnaire& form, const Answers& answers) {
  std::vector<std::string> found;
  for (const Item* item : stand(form, answers).asked) found.push_back(item->link_id);
  return found;
}

std::string errors_in(const std::string& items) {
  std::string lines;
  for (const Finding& finding : read_items(items).findings) {
    if (finding.severity == Severity::error) lines += to_string(finding) + "\n";
  }
  return lines;
}

TEST(LookingAhead, a_condition_sees_the_answer_of_a_later_question) {
  const Questionnaire form = form_of(yes_no("early", when("late")) + "," + yes_no("late"));
  EXPECT_THAT(asked_in(form, {}), ElementsAre("late"));
  EXPECT_THAT(asked_in(form, {{"late", Value(false)}}), ElementsAre("late"));
  EXPECT_THAT(asked_in(form, {{"late", Value(true)}}), ElementsAre("early", "late"));
  EXPECT_TRUE(is_enabled(form, "early", {{"late", Value(true)}}));
  EXPECT_FALSE(is_enabled(form, "early", {}));
}

TEST(LookingAhead, not_equal_holds_until_the_later_question_is_answered) {
  const Questionnaire form =
      form_of(yes_no("early", when("late", "'operator':'!=','answerBoolean':true")) + "," + yes_no("late"));
  EXPECT_THAT(asked_in(form, {}), ElementsAre("early", "late"));
  EXPECT_THAT(asked_in(form, {{"late", Value(true)}}), ElementsAre("late"));
}

TEST(LookingAhead, the_answer_of_a_disabled_later_question_counts_for_nothing) {
  const Questionnaire form = form_of(yes_no("early", when("late")) + "," + yes_no("gate") + "," +
                                     yes_no("late", when("gate")) + "," + yes_no("after", when("early")));
  const Answers all{{"early", Value(true)}, {"late", Value(true)}, {"gate", Value(true)}, {"after", Value(true)}};
  EXPECT_THAT(asked_in(form, all), ElementsAre("early", "gate", "late", "after"));
  Answers closed = all;
  closed["gate"] = Value(false);
  EXPECT_THAT(asked_in(form, closed), ElementsAre("gate"));
  EXPECT_EQ(enabled_answers(form, closed), (Answers{{"gate", Value(false)}}));
}

// Each of them waits for the next, so that the answer of the last one travels back over all.
TEST(LookingAhead, a_chain_of_later_questions_settles_from_its_end) {
  const auto chain = [](int length) {
    std::string items = yes_no("q1", when("q2"));
    for (int at = 2; at < length; ++at) {
      items += "," + yes_no("q" + std::to_string(at), when("q" + std::to_string(at + 1)));
    }
    return items + "," + yes_no("q" + std::to_string(length));
  };
  const Questionnaire form = form_of(chain(31));
  Answers answers;
  for (const Item* question : form.questions()) answers.emplace(question->link_id, Value(true));
  EXPECT_EQ(asked_in(form, answers).size(), 31U);
  answers["q31"] = Value(false);
  EXPECT_THAT(asked_in(form, answers), ElementsAre("q31"));
  EXPECT_THAT(errors_in(chain(32)), HasSubstr("over more than 30 questions that come later"));
}

TEST(LookingAhead, conditions_that_wait_for_each_other_are_refused) {
  EXPECT_THAT(errors_in(yes_no("q", when("q")) + "," + yes_no("r")),
              HasSubstr("test.json:q: enableWhen names \"q\", whose own conditions lead back to this item"));
  EXPECT_THAT(errors_in(yes_no("a", when("b")) + "," + yes_no("b", when("a"))), HasSubstr("lead back to this item"));
  EXPECT_THAT(
      errors_in("{'linkId':'g','text':'G','type':'group'," + when("inside") + ",'item':[" + yes_no("inside") + "]}"),
      HasSubstr("test.json:g: enableWhen names \"inside\", whose own conditions lead back"))
      << "what stands in a group is asked only with the group";
}

TEST(LookingAhead, staff_read_that_the_question_comes_later) {
  const ReadOutcome outcome = read_items(yes_no("early", when("late")) + "," + yes_no("late"));
  ASSERT_TRUE(outcome.questionnaire);
  EXPECT_THAT(all_lines(outcome.findings),
              HasSubstr("test.json:early: warning: enableWhen names \"late\", which comes after it"));
  EXPECT_THAT(all_lines(read_items(yes_no("q") + "," + yes_no("x", when("q"))).findings), IsEmpty());
}

TEST(LookingAhead, an_item_before_a_repeating_group_sees_every_copy) {
  const Questionnaire form =
      form_of(yes_no("early", when("late")) + ",{'linkId':'g','text':'G','type':'group','repeats':true,'item':[" +
              yes_no("late") + "]}");
  const Item* group = form.find("g");
  ASSERT_NE(group, nullptr);
  const LinkId more = group->items.back().link_id;
  const Item& second = form.items[2];
  ASSERT_EQ(second.copy, 2U);
  const LinkId late_again = second.items.front().link_id;
  const Answers answers{{"late", Value(false)}, {more, Value(true)}, {late_again, Value(true)}};
  EXPECT_TRUE(is_enabled(form, "early", answers));
  EXPECT_FALSE(is_enabled(form, "early", {{"late", Value(false)}, {late_again, Value(true)}}))
      << "the second copy is not asked for";
}

TEST(LookingAhead, a_computed_answer_further_down_is_seen_and_cannot_keep_the_form_from_settling) {
  const std::string computed =
      "'readOnly':true,'extension':[{'url':'http://hl7.org/fhir/uv/sdc/StructureDefinition/"
      "sdc-questionnaire-calculatedExpression','valueExpression':{'language':'text/fhirpath','expression':\"";
  const auto with = [&](const std::string& expression) {
    std::string items =
        yes_no("early", when("sum")) + "," + yes_no("q") + "," + yes_no("sum", computed + expression + "\"}}]");
    std::string text = form_text(items);
    return text;
  };
  const auto read = [&](const std::string& expression) {
    auto outcome = read_questionnaire(with(expression), "test.json");
    EXPECT_TRUE(outcome.questionnaire) << all_lines(outcome.findings);
    return std::move(*outcome.questionnaire);
  };
  const Questionnaire follows = read("%resource.item.where(linkId=\\u0027q\\u0027).answer.value");
  EXPECT_THAT(asked_in(follows, {{"q", Value(true)}}), ElementsAre("early", "q"));
  EXPECT_THAT(asked_in(follows, {{"q", Value(false)}}), ElementsAre("q"));
  const Questionnaire circular = read("%resource.item.where(linkId=\\u0027early\\u0027).answer.empty()");
  const Standing standing = stand(circular, {{"early", Value(true)}});
  ASSERT_FALSE(standing.warnings.empty());
  EXPECT_EQ(standing.warnings.front().link_id, "sum");
  EXPECT_FALSE(standing.computed.contains("sum"));
}

TEST(LookingAhead, a_visit_asks_the_earlier_question_once_the_later_one_is_answered) {
  Form form;
  form.questionnaire = form_of(yes_no("early", when("late")) + "," + yes_no("late"));
  Visit visit({&form});
  const Instant at{};
  EXPECT_THAT(visit.asked(), ElementsAre(Place{"test", "late"}));
  visit.apply({"test", "late"}, Value(true), at);
  EXPECT_THAT(visit.asked(), ElementsAre(Place{"test", "early"}, Place{"test", "late"}));
  visit.apply({"test", "early"}, Value(true), at);
  visit.apply({"test", "late"}, Value(false), at);
  EXPECT_EQ(visit.answers("test"), (Answers{{"late", Value(false)}}));
}

}  // namespace
}  // namespace anteroom::forms
