#include "forms/battery.h"

#include "forms/library.h"
#include "tests/forms/form_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace anteroom::forms {
namespace {

using ::testing::HasSubstr;

// Two questions, 0 to 10, and their sum.
void add_sum(Library& library, const std::string& id, const std::string& more = "") {
  const std::string questionnaire =
      json("{'resourceType':'Questionnaire','id':'" + id +
           "','status':'active','version':'1','title':'Sum','language':'en','item':["
           "{'linkId':'a','text':'A','type':'choice','answerOption':["
           "{'valueCoding':{'code':'low','display':'Low','extension':"
           "[{'url':'http://hl7.org/fhir/StructureDefinition/ordinalValue','valueDecimal':0}]}},"
           "{'valueCoding':{'code':'high','display':'High','extension':"
           "[{'url':'http://hl7.org/fhir/StructureDefinition/ordinalValue','valueDecimal':3}]}}]},"
           "{'linkId':'b','text':'B','type':'boolean'}]}");
  const std::string scoring =
      json("{'form':'" + id +
           "','version':'1','short_name':'SUM','long_name':'Sum','patient_title':'Sum','licence':'free',"
           "'sources':{'Test':'This test'}," +
           more +
           "'scores':[{'id':'total','label':'Sum','verb':'sum','items':['a','b'],'minimum':0,'maximum':4,"
           "'direction':'lower_is_better','source':'Test','missing':{'allowed':0,'source':'Test'}}]}");
  const auto findings = library.add_form({id, questionnaire, scoring});
  if (library.form(id) == nullptr) throw std::runtime_error(all_lines(findings));
}

Library two_forms() {
  Library library;
  add_sum(library, "first");
  add_sum(library, "second");
  add_sum(library, "third");
  return library;
}

std::string battery_of(const std::string& forms, const std::string& more = "'minutes':4") {
  return json("{'id':'b','title':'B'," + more + ",'forms':[" + forms + "]}");
}

std::string second_when(const std::string& condition) {
  return battery_of("'first',{'form':'second','when':[" + condition + "]}");
}

std::string refusal_of(const std::string& text) {
  Library library = two_forms();
  const std::string lines = all_lines(library.add_battery(text, "b.json"));
  EXPECT_EQ(library.battery("b"), nullptr);
  return lines;
}

Answers both(const std::string& code, bool yes) { return {{"a", Value(Coding{"", code})}, {"b", Value(yes)}}; }

// Whether the second form opens by these answers to the first and these facts.
bool opens(const std::string& condition, const Answers& answers, const Context& context = {}) {
  Library library = two_forms();
  const auto findings = library.add_battery(second_when(condition), "b.json");
  if (!findings.empty()) throw std::runtime_error(all_lines(findings));
  const auto find = [&](std::string_view id) -> Standpoint {
    return id == "first" ? Standpoint{library.form("first"), &answers, &context} : Standpoint{};
  };
  const BatteryForm& second = library.battery("b")->forms.at(1);
  const auto again = read_rule(second.rule);
  if (!again) throw std::runtime_error(again.error().detail);
  EXPECT_EQ(holds(second.when, find, context), holds(*again, find, context)) << "the kept rule decides the same";
  return holds(second.when, find, context);
}

TEST(Battery, a_score_opens_a_form_from_its_number_on) {
  EXPECT_TRUE(opens("{'score':'first','at_least':3}", both("high", false)));
  EXPECT_TRUE(opens("{'score':'first','at_least':3}", both("high", true)));
  EXPECT_FALSE(opens("{'score':'first','at_least':4}", both("high", false)));
  EXPECT_TRUE(opens("{'score':'first','id':'total','at_most':3}", both("high", false)));
  EXPECT_FALSE(opens("{'score':'first','at_most':2}", both("high", false)));
  EXPECT_TRUE(opens("{'score':'first','equals':3}", both("high", false)));
  EXPECT_FALSE(opens("{'score':'first','equals':3}", both("high", true)));
}

TEST(Battery, an_incomplete_score_opens_nothing) {
  EXPECT_FALSE(opens("{'score':'first','at_least':3}", {{"a", Value(Coding{"", "high"})}}));
  EXPECT_FALSE(opens("{'score':'first','at_most':4}", {}));
  EXPECT_FALSE(opens("{'score':'first','at_most':4}", {{"a", Value(Coding{"", "low"})}, {"b", Declined{}}}));
}

TEST(Battery, an_answer_opens_a_form_by_its_code_or_by_what_it_counts) {
  EXPECT_TRUE(opens("{'answer':'a','form':'first','equals':'high'}", both("high", false)));
  EXPECT_FALSE(opens("{'answer':'a','form':'first','equals':'high'}", both("low", false)));
  EXPECT_TRUE(opens("{'answer':'b','form':'first','equals':true}", both("low", true)));
  EXPECT_FALSE(opens("{'answer':'b','form':'first','equals':true}", both("low", false)));
  EXPECT_TRUE(opens("{'answer':'a','form':'first','at_least':1}", both("high", false)));
  EXPECT_FALSE(opens("{'answer':'a','form':'first','at_least':1}", both("low", false)));
  EXPECT_FALSE(opens("{'answer':'a','form':'first','at_most':3}", {{"a", Declined{}}}));
  EXPECT_FALSE(opens("{'answer':'a','form':'first','equals':'low'}", {}));
}

TEST(Battery, facts_of_the_visit_open_a_form) {
  EXPECT_FALSE(opens("{'fact':'visit','at_least':2}", {}, {{"visit", "1"}}));
  EXPECT_TRUE(opens("{'fact':'visit','at_least':2}", {}, {{"visit", "2"}}));
  EXPECT_TRUE(opens("{'fact':'age','at_least':18,'at_most':64}", {}, {{"age", "64"}}));
  EXPECT_FALSE(opens("{'fact':'age','at_least':18,'at_most':64}", {}, {{"age", "65"}}));
  EXPECT_TRUE(opens("{'fact':'sex','equals':'female'}", {}, {{"sex", "female"}}));
  EXPECT_FALSE(opens("{'fact':'sex','equals':'female'}", {}, {{"sex", "unknown"}}));
  EXPECT_FALSE(opens("{'fact':'visit','at_least':2}", {})) << "a fact that nobody knows decides nothing";
}

TEST(Battery, all_conditions_or_any_of_them) {
  const Answers high = both("high", false);
  EXPECT_FALSE(opens("{'score':'first','at_least':3},{'fact':'visit','at_least':2}", high, {{"visit", "1"}}));
  EXPECT_TRUE(opens("{'score':'first','at_least':3},{'fact':'visit','at_least':2}", high, {{"visit", "2"}}));
  Library library = two_forms();
  const auto findings = library.add_battery(
      battery_of("'first',{'form':'second','when_any':[{'score':'first','at_least':4},{'fact':'visit','at_least':2}]}"),
      "b.json");
  EXPECT_EQ(all_lines(findings), "");
  const Context nothing;
  const auto find = [&](std::string_view) { return Standpoint{library.form("first"), &high, &nothing}; };
  EXPECT_TRUE(holds(library.battery("b")->forms[1].when, find, {{"visit", "2"}}));
  EXPECT_FALSE(holds(library.battery("b")->forms[1].when, find, {{"visit", "1"}}));
  EXPECT_TRUE(read_rule(library.battery("b")->forms[1].rule)->behavior == EnableBehavior::any);
}

TEST(Battery, a_condition_looks_back_only) {
  EXPECT_THAT(refusal_of(battery_of("{'form':'second','when':[{'score':'first','at_least':3}]},'first'")),
              HasSubstr("\"second\" looks at \"first\", which is not before it"));
  EXPECT_THAT(refusal_of(battery_of("{'form':'first','when':[{'score':'first','at_least':3}]}")),
              HasSubstr("which is not before it"));
  EXPECT_THAT(refusal_of(battery_of("'first',{'form':'second','when':[{'answer':'a','form':'third','equals':'low'}]}")),
              HasSubstr("which is not before it"));
}

TEST(Battery, a_condition_that_can_never_hold_is_refused) {
  EXPECT_THAT(refusal_of(second_when("{'score':'first','at_least':5}")), HasSubstr("cannot reach"));
  EXPECT_THAT(refusal_of(second_when("{'score':'first','at_most':-1}")), HasSubstr("cannot reach"));
  EXPECT_THAT(refusal_of(second_when("{'score':'first','id':'nobody','at_least':1}")), HasSubstr("does not have"));
  EXPECT_THAT(refusal_of(second_when("{'answer':'nobody','form':'first','equals':'low'}")), HasSubstr("no question"));
  EXPECT_THAT(refusal_of(second_when("{'answer':'a','form':'first','equals':'middle'}")), HasSubstr("does not offer"));
  EXPECT_THAT(refusal_of(second_when("{'fact':'visit','at_least':3,'at_most':2}")), HasSubstr("empty range"));
  EXPECT_THAT(refusal_of(second_when("{'fact':'sex','equals':'woman'}")), HasSubstr("female, male or unknown"));
  EXPECT_THAT(refusal_of(second_when("{'fact':'weight','at_least':2}")), HasSubstr("there are visit, age and sex"));
  EXPECT_THAT(refusal_of(second_when("{'fact':'age','equals':'12'}")), HasSubstr("at_least and at_most only"));
}

TEST(Battery, a_condition_outside_the_closed_set_is_refused) {
  EXPECT_THAT(refusal_of(second_when("{'moon':'full'}")), HasSubstr("none of answer, score and fact"));
  EXPECT_THAT(refusal_of(second_when("{'score':'first'}")), HasSubstr("either equals or"));
  EXPECT_THAT(refusal_of(second_when("{'score':'first','equals':3,'at_least':3}")), HasSubstr("either equals or"));
  EXPECT_THAT(refusal_of(second_when("{'score':'first','at_leest':3}")), HasSubstr("unknown key \"at_leest\""));
  EXPECT_THAT(refusal_of(second_when("{'score':'first','at_least':'3'}")), HasSubstr("must be a number"));
  EXPECT_THAT(refusal_of(battery_of("'first',{'form':'second'}")), HasSubstr("without a condition"));
  EXPECT_THAT(refusal_of(battery_of("'first',{'form':'second','when':[],'when_any':[]}")), HasSubstr("not both"));
  EXPECT_THAT(refusal_of(battery_of("'first'", "'minutes':4,'colour':'red'")), HasSubstr("unknown key \"colour\""));
  EXPECT_THAT(refusal_of(battery_of("'first'", "'minutes':4,'kind':'secret'")), HasSubstr("identified or anonymous"));
}

TEST(Battery, a_form_that_can_raise_a_safety_flag_is_never_asked_anonymously) {
  Library library = two_forms();
  add_sum(library, "safety",
          "'flags':[{'id':'f','level':'safety','item':'b','raised_by':'answer','source':'Test',"
          "'grades':[{'at_least':1,'title':'T','action':'A'}]}],");
  EXPECT_THAT(all_lines(library.add_battery(battery_of("'safety'", "'minutes':2,'kind':'anonymous'"), "b.json")),
              HasSubstr("an anonymous battery knows nobody to go to"));
  EXPECT_EQ(all_lines(library.add_battery(battery_of("'first'", "'minutes':2,'kind':'anonymous'"), "b.json")), "");
  EXPECT_EQ(library.battery("b")->kind, BatteryKind::anonymous);
}

TEST(Battery, a_rule_that_was_not_kept_by_us_is_corrupt) {
  EXPECT_TRUE(read_rule("")->always());
  for (const char* rule : {"{", "[]", "{}", "{\"when\":[]}", "{\"when\":[{\"moon\":1}]}"}) {
    const auto read = read_rule(rule);
    ASSERT_FALSE(read) << rule;
    EXPECT_EQ(read.error().fault, Fault::corrupt);
  }
}

}  // namespace
}  // namespace anteroom::forms
