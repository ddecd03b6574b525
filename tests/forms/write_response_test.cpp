#include "forms/write_response.h"

#include "forms/copies.h"
#include "forms/read_response.h"
#include "tests/forms/form_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace anteroom::forms {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const ResponseHead finished{.status = "completed", .authored = "2026-11-23T14:30:00Z", .language = ""};

Questionnaire every_type() {
  const std::string coded =
      "'answerOption':[{'valueCoding':{'system':'s','code':'a','display':'A','extension':[{'url':'http://hl7.org/fhir/"
      "StructureDefinition/itemWeight','valueDecimal':1.5}]}},{'valueCoding':{'system':'s','code':'b','display':'B'}},"
      "{'valueCoding':{'display':'Only words'}}]";
  return form_of(
      "{'linkId':'g','text':'G','type':'group','item':[{'linkId':'yes','text':'Y','type':'boolean','item':[{'linkId':"
      "'under','text':'U','type':'string'}]},{'linkId':'whole','text':'W','type':'integer'},{'linkId':'kg','text':'K',"
      "'type':'decimal'}]},{'linkId':'day','text':'D','type':'date'},{'linkId':'hour','text':'H','type':'time'},"
      "{'linkId':'moment','text':'M','type':'dateTime'},{'linkId':'page','text':'P','type':'url'},{'linkId':'words',"
      "'text':'T','type':'text'},{'linkId':'one','text':'C','type':'choice'," +
          coded + "},{'linkId':'open','text':'O','type':'open-choice'," + coded +
          "},{'linkId':'many','text':'N','type':'open-choice','repeats':true," + coded +
          "},{'linkId':'weight','text':'Q','type':'quantity','extension':[{'url':'http://hl7.org/fhir/"
          "StructureDefinition"
          "/questionnaire-unit','valueCoding':{'system':'u','code':'kg','display':'kilograms'}}]}",
      "'url':'http://x/form',");
}

Answers all_answers() {
  return {{"yes", Value(true)},
          {"under", Value("beneath")},
          {"whole", Value(std::int64_t{-3})},
          {"kg", Value(*parse_decimal("1.50"))},
          {"day", Value(*parse_date("2026-02-28"))},
          {"hour", Value(Time{"14:30:00"})},
          {"moment", Value(DateTime{"2026-11-23T14:30:00+01:00"})},
          {"page", Value("https://example.org")},
          {"words", Declined{}},
          {"one", Value(Coding{"s", "a"})},
          {"open", Value("my own \"words\"")},
          {"many", Several{Value(Coding{"", "Only words"}), Value("and this"), Value(Coding{"s", "a"})}},
          {"weight", Value(Quantity{*parse_decimal("70.0"), "kilograms", "u", "kg"})}};
}

TEST(WriteResponse, every_kind_of_answer_reads_back_equal) {
  const Questionnaire form = every_type();
  const auto read = read_response(write_response(form, all_answers(), finished), form);
  ASSERT_TRUE(read) << read.error().link_id << ": " << read.error().message;
  EXPECT_EQ(read->answers, all_answers());
}

TEST(WriteResponse, it_is_written_as_r4_has_it) {
  const std::string text = write_response(every_type(), all_answers(), finished);
  EXPECT_THAT(text, HasSubstr(json("'questionnaire':'http://x/form|1','status':'completed','authored':"
                                   "'2026-11-23T14:30:00Z'")));
  EXPECT_THAT(text,
              HasSubstr(json("{'linkId':'yes','text':'Y','answer':[{'valueBoolean':true,'item':[{'linkId':'under'")));
  EXPECT_THAT(text, HasSubstr(json("'valueDecimal':1.50")));
  EXPECT_THAT(text, HasSubstr(json("'valueUri':'https://example.org'")));
  EXPECT_THAT(text, HasSubstr(json("'valueCoding':{'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/"
                                   "itemWeight','valueDecimal':1.5}],'system':'s','code':'a','display':'A'}")));
  EXPECT_THAT(text, HasSubstr(json("'valueCoding':{'display':'Only words'}"))) << "no code is made up";
  EXPECT_THAT(text, HasSubstr(json("{'linkId':'words','extension':[{'url':'http://hl7.org/fhir/StructureDefinition/"
                                   "data-absent-reason','valueCode':'asked-declined'}],'text':'T'}")));
  EXPECT_THAT(write_response(every_type(), {}, {.status = "in-progress", .authored = "", .language = ""}),
              Not(HasSubstr("item")));
}

TEST(WriteResponse, copies_of_a_repeating_group_are_folded_and_unfolded) {
  const Questionnaire form = form_of(
      "{'linkId':'o','text':'O','type':'group','repeats':true,'item':[{'linkId':'name','text':'N','type':'string'},"
      "{'linkId':'i','text':'I','type':'group','repeats':true,'item':[{'linkId':'side','text':'S','type':'string'}]}]"
      "}");
  const auto at = [](std::string_view base, std::vector<std::uint32_t> copies) { return copied_link_id(base, copies); };
  const auto more = [](std::string_view base, std::vector<std::uint32_t> copies) { return more_link_id(base, copies); };
  const Answers answers{{more("o", {2}), Value(true)},    {at("name", {2}), Value("second")},
                        {more("i", {2, 2}), Value(true)}, {at("side", {2, 2}), Value("left")},
                        {more("o", {3}), Value(true)},    {at("name", {3}), Value("third")}};
  const std::string text = write_response(form, answers, finished);
  EXPECT_THAT(text, Not(HasSubstr("more")));
  EXPECT_THAT(text,
              HasSubstr(json("'item':[{'linkId':'o','text':'O'},{'linkId':'o','text':'O','item':[{'linkId':'name',"
                             "'text':'N','answer':[{'valueString':'second'}]},{'linkId':'i','text':'I'},{'linkId':"
                             "'i','text':'I','item':[")))
      << "an empty copy keeps its place";
  const auto read = read_response(text, form);
  ASSERT_TRUE(read) << read.error().link_id << ": " << read.error().message;
  EXPECT_EQ(read->answers, answers);
}

TEST(WriteResponse, the_short_form_says_the_same) {
  const Questionnaire form = every_type();
  const auto read = read_answers(
      json("{'answers':{'yes':true,'under':'beneath','whole':-3,'kg':1.50,'day':'2026-02-28','hour':'14:30','moment':"
           "'2026-11-23T14:30+01:00','page':'https://example.org','words':{'declined':true},'one':1.5,'open':'my own "
           "words','many':['Only words','and this','a'],'weight':{'value':70.0,'unit':'kilograms'}}}"),
      form);
  ASSERT_TRUE(read) << read.error().link_id << ": " << read.error().message;
  Answers wanted = all_answers();
  wanted.insert_or_assign("open", Value("my own words"));
  EXPECT_EQ(read->answers, wanted);
  EXPECT_EQ(read_answers(json("{'answers':{'weight':70.0}}"), form)->answers.at("weight"), wanted.at("weight"));
  EXPECT_EQ(read_answers(json("{'answers':{'many':'a'}}"), form)->answers.at("many"),
            Answer(Several{Value(Coding{"s", "a"})}));
  EXPECT_TRUE(read_answers(json("{'answers':{'many':[]}}"), form)->answers.empty());
  EXPECT_EQ(read_answers(json("{'answers':{'one':['a']}}"), form).error().code, "wrong-type");
}

TEST(WriteResponse, the_short_form_of_a_repeating_group_is_a_list) {
  const Questionnaire form = form_of(
      "{'linkId':'g','text':'G','type':'group','repeats':true,'item':[{'linkId':'name','text':'N','type':'string'}]}");
  const auto read = read_answers(json("{'answers':{'g':[{'name':'one'},{'name':'two'}]}}"), form);
  ASSERT_TRUE(read) << read.error().message;
  const std::uint32_t two = 2;
  EXPECT_EQ(read->answers, (Answers{{"name", Value("one")},
                                    {more_link_id("g", {&two, 1}), Value(true)},
                                    {copied_link_id("name", {&two, 1}), Value("two")}}));
}

}  // namespace
}  // namespace anteroom::forms
