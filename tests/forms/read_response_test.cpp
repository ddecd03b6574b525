#include "forms/read_response.h"

#include "tests/forms/form_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace anteroom::forms {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A form with one question of each kind; `follow` is asked only after `yes` is answered with yes.
const Questionnaire& form() {
  static const Questionnaire made = form_of(
      "{'linkId':'/1','text':'Mood','type':'choice','answerOption':["
      "{'valueCoding':{'system':'http://loinc.org','code':'LA0','display':'Never','extension':[{'url':'http://hl7.org/"
      "fhir/StructureDefinition/ordinalValue','valueDecimal':0}]}},"
      "{'valueCoding':{'system':'http://loinc.org','code':'LA1','display':'Often','extension':[{'url':'http://hl7.org/"
      "fhir/StructureDefinition/ordinalValue','valueDecimal':1}]}}]},"
      "{'linkId':'pain','text':'Pain','type':'integer','extension':[{'url':'http://hl7.org/fhir/StructureDefinition/"
      "minValue','valueInteger':0},"
      "{'url':'http://hl7.org/fhir/StructureDefinition/maxValue','valueInteger':10}]},"
      "{'linkId':'g','text':'G','type':'group','item':[{'linkId':'yes','text':'Y','type':'boolean','item':["
      "{'linkId':'follow','text':'F','type':'string','maxLength':5,'enableWhen':[{'question':'yes','operator':'=','"
      "answerBoolean':true}]}]}]},"
      "{'linkId':'kg','text':'Weight','type':'decimal'},{'linkId':'day','text':'Day','type':'date'},"
      "{'linkId':'same','text':'Same','type':'choice','answerOption':["
      "{'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/"
      "ordinalValue','valueDecimal':1}],'valueString':'One'},"
      "{'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/"
      "ordinalValue','valueDecimal':1}],'valueString':'Also one'}]},"
      "{'linkId':'area','text':'Area','type':'choice','answerOption':[{'valueInteger':3},{'valueInteger':5}]}");
  return made;
}

std::expected<GivenAnswers, Refusal> given(const std::string& answers) {
  return read_answers(json("{'answers':{" + answers + "}}"), form());
}

std::expected<GivenAnswers, Refusal> response(const std::string& items,
                                              const std::string& more = "'status':'completed',") {
  return read_response(json("{'resourceType':'QuestionnaireResponse'," + more + "'item':[" + items + "]}"), form());
}

void expect_refused(const std::expected<GivenAnswers, Refusal>& read, const std::string& code,
                    const std::string& link_id) {
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, code);
  EXPECT_EQ(read.error().link_id, link_id);
  EXPECT_FALSE(read.error().message.empty());
}

const std::string declined =
    "'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/data-absent-reason','valueCode':'asked-declined'}]";

TEST(ReadAnswers, a_number_chooses_the_option_with_that_ordinal_and_a_text_the_one_with_that_code) {
  EXPECT_EQ(given("'/1':1")->answers.at("/1"), Answer(Value(Coding{"http://loinc.org", "LA1"})));
  EXPECT_EQ(given("'/1':0.0")->answers.at("/1"), Answer(Value(Coding{"http://loinc.org", "LA0"})));
  EXPECT_EQ(given("'/1':'LA0'")->answers.at("/1"), Answer(Value(Coding{"http://loinc.org", "LA0"})));
  EXPECT_EQ(given("'area':5")->answers.at("area"), Answer(Value(std::int64_t{5})));
  EXPECT_EQ(given("'same':'Also one'")->answers.at("same"), Answer(Value(std::string("Also one"))));
}

TEST(ReadAnswers, every_other_kind_is_read_as_it_stands) {
  const auto read = given("'pain':7,'yes':true,'follow':'walk','kg':70.50,'day':'2026-01-02'");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->answers, (Answers{{"pain", Value(std::int64_t{7})},
                                    {"yes", Value(true)},
                                    {"follow", Value(std::string("walk"))},
                                    {"kg", Value(Decimal{"70.50", 70.5})},
                                    {"day", Value(*parse_date("2026-01-02"))}}));
  EXPECT_EQ(given("'yes':0")->answers.at("yes"), Answer(Value(false)));
}

TEST(ReadAnswers, null_is_missing_and_declined_is_an_answer_of_its_own) {
  const auto read = given("'/1':null,'pain':{'declined':true}");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->answers, (Answers{{"pain", Declined{}}}));
}

TEST(ReadAnswers, options_of_several_kinds_are_named_each_by_its_own) {
  const Questionnaire mixed = form_of(
      "{'linkId':'m','text':'M','type':'choice','answerOption':[{'valueCoding':{'code':'c','display':'Coded'}},"
      "{'valueString':'In words'}]}");
  const auto code = read_answers(json("{'answers':{'m':'c'}}"), mixed);
  ASSERT_TRUE(code);
  EXPECT_EQ(code->answers, (Answers{{"m", Value(Coding{"", "c"})}}));
  const auto words = read_answers(json("{'answers':{'m':'In words'}}"), mixed);
  ASSERT_TRUE(words) << words.error().code;
  EXPECT_EQ(words->answers, (Answers{{"m", Value("In words")}}));
  expect_refused(read_answers(json("{'answers':{'m':'Coded'}}"), mixed), "not-an-option", "m");
}

TEST(ReadAnswers, what_does_not_fit_is_refused_with_its_place) {
  expect_refused(given("'/1':4"), "value-out-of-range", "/1");
  expect_refused(given("'/1':0.5"), "value-out-of-range", "/1");
  expect_refused(given("'/1':'LA7'"), "not-an-option", "/1");
  expect_refused(given("'/1':true"), "wrong-type", "/1");
  expect_refused(given("'/1':[0]"), "wrong-type", "/1");
  expect_refused(given("'same':1"), "not-an-option", "same");
  expect_refused(given("'pain':11"), "value-out-of-range", "pain");
  expect_refused(given("'pain':7.5"), "wrong-type", "pain");
  expect_refused(given("'pain':'7'"), "wrong-type", "pain");
  expect_refused(given("'pain':{'declined':false}"), "wrong-type", "pain");
  expect_refused(given("'yes':2"), "value-out-of-range", "yes");
  expect_refused(given("'yes':'yes'"), "wrong-type", "yes");
  expect_refused(given("'yes':true,'follow':'too long'"), "too-long", "follow");
  expect_refused(given("'day':'2026-02-30'"), "wrong-type", "day");
  expect_refused(given("'g':1"), "wrong-type", "g");
  expect_refused(given("'nobody':1"), "unknown-link-id", "nobody");
}

TEST(ReadAnswers, the_answer_to_a_disabled_question_is_dropped) {
  EXPECT_EQ(given("'yes':false,'follow':'walk'")->answers, (Answers{{"yes", Value(false)}}));
}

TEST(ReadAnswers, what_is_not_the_short_form_is_bad_json) {
  for (const auto* text :
       {"", "[]", "7", "{}", "{'answers':[]}", "{'answers':{'pain':1,'pain':2}}", "{'answers':{},'context':7}",
        "{'answers':{},'context':{'sex':[]}}", "{'resourceType':'Patient'}"}) {
    const auto read = read_answers(json(text), form());
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, "bad-json") << text;
  }
}

TEST(ReadAnswers, the_context_is_read_as_text) {
  const auto read = read_answers(
      json("{'answers':{},'context':{'sex':'female','months':3,'nhs':true,'none':null},'id':'left alone'}"), form());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->context, (Context{{"sex", "female"}, {"months", "3"}, {"nhs", "true"}}));
}

TEST(ReadResponse, answers_are_found_in_groups_and_below_answers) {
  const auto read = response(
      "{'linkId':'/1','answer':[{'valueCoding':{'system':'http://loinc.org','code':'LA1','display':'ignored'}}]},"
      "{'linkId':'g','item':[{'linkId':'yes','answer':[{'valueBoolean':true,'item':[{'linkId':'follow','answer':[{'"
      "valueString':'walk'}]}]}]}]},"
      "{'linkId':'kg','answer':[{'valueDecimal':1.50}]},{'linkId':'pain'},{'linkId':'day','answer':[]}");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->answers, (Answers{{"/1", Value(Coding{"http://loinc.org", "LA1"})},
                                    {"yes", Value(true)},
                                    {"follow", Value(std::string("walk"))},
                                    {"kg", Value(Decimal{"1.50", 1.5})}}));
}

TEST(ReadResponse, a_coding_is_matched_by_system_and_code) {
  const auto coded = [](const std::string& coding) {
    return response("{'linkId':'/1','answer':[{'valueCoding':{" + coding + "}}]}");
  };
  EXPECT_TRUE(coded("'system':'http://loinc.org','code':'LA1'"));
  EXPECT_EQ(coded("'code':'LA1'")->answers.at("/1"), Answer(Value(Coding{"http://loinc.org", "LA1"})));
  expect_refused(coded("'system':'http://snomed.info/sct','code':'LA1'"), "not-an-option", "/1");
  expect_refused(coded("'system':'http://loinc.org','code':'LA2'"), "not-an-option", "/1");
}

TEST(ReadResponse, asked_declined_is_declined_wherever_it_may_stand_and_other_reasons_are_missing) {
  for (const std::string& item :
       {"{'linkId':'pain'," + declined + "}", "{'linkId':'pain','answer':[{" + declined + "}]}",
        "{'linkId':'pain','answer':[{'_valueInteger':{" + declined + "}}]}"}) {
    const auto read = response(item);
    ASSERT_TRUE(read) << item;
    EXPECT_EQ(read->answers, (Answers{{"pain", Declined{}}})) << item;
  }
  std::string unknown = declined;
  unknown.replace(unknown.find("asked-declined"), 14, "asked-unknown");
  EXPECT_TRUE(response("{'linkId':'pain','answer':[{" + unknown + "}]}")->answers.empty());
  expect_refused(response("{'linkId':'pain','answer':[{'valueInteger':3," + declined + "}]}"), "wrong-type", "pain");
}

TEST(ReadResponse, what_does_not_fit_is_refused_with_its_place) {
  expect_refused(response("{'linkId':'pain','answer':[{'valueInteger':11}]}"), "value-out-of-range", "pain");
  expect_refused(response("{'linkId':'pain','answer':[{'valueDecimal':7}]}"), "wrong-type", "pain");
  expect_refused(response("{'linkId':'pain','answer':[{'valueQuantity':{'value':7}}]}"), "wrong-type", "pain");
  expect_refused(response("{'linkId':'pain','answer':[{}]}"), "wrong-type", "pain");
  expect_refused(response("{'linkId':'pain','answer':[{'valueInteger':1},{'valueInteger':2}]}"), "too-many-answers",
                 "pain");
  expect_refused(
      response("{'linkId':'pain','answer':[{'valueInteger':1}]},{'linkId':'pain','answer':[{'valueInteger':2}]}"),
      "too-many-answers", "pain");
  expect_refused(response("{'linkId':'nobody','answer':[{'valueInteger':1}]}"), "unknown-link-id", "nobody");
  expect_refused(response("{'linkId':'pain','modifierExtension':[{}],'answer':[{'valueInteger':1}]}"), "unsupported",
                 "pain");
  expect_refused(response("", "'implicitRules':'urn:x',"), "unsupported", "");
  expect_refused(response("", "'status':'entered-in-error',"), "entered-in-error", "");
  expect_refused(read_response("{}", form()), "bad-json", "");
}

TEST(ReadResponse, a_refusal_never_repeats_the_answer) {
  const auto read = given("'follow':'a secret that is long'");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace anteroom::forms
