// Answers as the command line writes them.
#include "forms/short_form.h"

#include "tests/forms/form_text.h"

#include <gtest/gtest.h>

namespace anteroom::forms {
namespace {

TEST(ShortForm, every_kind_of_answer_has_its_own_shape) {
  const Questionnaire form = form_of(
      "{'linkId':'b','text':'?','type':'boolean'},{'linkId':'i','text':'?','type':'integer'},"
      "{'linkId':'d','text':'?','type':'decimal'},{'linkId':'t','text':'?','type':'string'},"
      "{'linkId':'when','text':'?','type':'date'},{'linkId':'c','text':'?','type':'choice','answerOption':["
      "{'valueCoding':{'code':'x','display':'X'}}]},{'linkId':'no','text':'?','type':'string'}");
  Answers answers;
  answers.emplace("b", Value(true));
  answers.emplace("i", Value(std::int64_t{7}));
  answers.emplace("d", Value(*parse_decimal("1.50")));
  answers.emplace("t", Value(std::string("a \"word\"")));
  answers.emplace("when", Value(*parse_date("2026-11-23")));
  answers.emplace("c", Value(Coding{"", "x"}));
  answers.emplace("no", Declined{});
  EXPECT_EQ(to_short_form(form, answers),
            R"({"b":true,"i":7,"d":1.50,"t":"a \"word\"","when":"2026-11-23","c":"x","no":{"declined":true}})");
  EXPECT_EQ(to_short_form(form, {}), "{}");
}

TEST(ShortForm, copies_of_a_group_are_a_list_and_other_groups_are_opened) {
  Questionnaire form = form_of(
      "{'linkId':'g','type':'group','item':[{'linkId':'a','text':'?','type':'integer'}]},"
      "{'linkId':'h','type':'group','item':[{'linkId':'b','text':'?','type':'integer'}]}");
  form.items[1].copy = 1;
  Item second = form.items[1];
  second.copy = 2;
  second.link_id =
      "h\x1f"
      "2";
  second.items[0].link_id =
      "b\x1f"
      "2";
  form.items.push_back(second);
  Answers answers;
  answers.emplace("a", Value(std::int64_t{1}));
  answers.emplace("b", Value(std::int64_t{2}));
  answers.emplace(
      "b\x1f"
      "2",
      Value(std::int64_t{3}));
  EXPECT_EQ(to_short_form(form, answers), R"({"a":1,"h":[{"b":2},{"b":3}]})");
}

}  // namespace
}  // namespace anteroom::forms
