// Questions that a kiosk cannot ask: the form runs without them where it can do so, and says it.
#include "forms/standing.h"
#include "tests/forms/form_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace anteroom::forms {
namespace {

using ::testing::HasSubstr;

const std::string name = "{'linkId':'name','text':'Name','type':'string'}";

std::string photo(const std::string& more = "") {
  return "{'linkId':'photo','text':'Photo','type':'attachment'" + (more.empty() ? "" : "," + more) + "}";
}

std::string error_in(const std::string& items, const std::string& more = "") {
  const ReadOutcome outcome = read_items(items, more);
  EXPECT_FALSE(outcome.questionnaire);
  for (const Finding& finding : outcome.findings) {
    if (finding.severity == Severity::error) return "[" + finding.feature + "] " + to_string(finding);
  }
  return "read";
}

TEST(NotAsked, an_optional_file_or_record_is_left_out_and_said_so) {
  for (const auto* type : {"attachment", "reference"}) {
    const ReadOutcome outcome =
        read_items(name + ",{'linkId':'photo','text':'Photo','type':'" + std::string(type) + "'}");
    ASSERT_TRUE(outcome.questionnaire) << all_lines(outcome.findings);
    EXPECT_EQ(outcome.questionnaire->find("photo"), nullptr);
    EXPECT_EQ(stand(*outcome.questionnaire, {}).asked.size(), 1U);
    ASSERT_EQ(outcome.flattened.size(), 1U);
    EXPECT_EQ(outcome.flattened[0].link_id, "photo");
    EXPECT_THAT(outcome.flattened[0].what, HasSubstr(std::string(type) + ": not asked"));
    EXPECT_THAT(all_lines(outcome.findings), HasSubstr("test.json:photo: warning: " + std::string(type)));
  }
}

TEST(NotAsked, an_optional_choice_without_options_is_left_out) {
  const ReadOutcome outcome = read_items(name + ",{'linkId':'c','text':'C','type':'choice'}");
  ASSERT_TRUE(outcome.questionnaire) << all_lines(outcome.findings);
  EXPECT_EQ(outcome.questionnaire->find("c"), nullptr);
  EXPECT_THAT(all_lines(outcome.findings), HasSubstr("test.json:c: warning: choice without options: not asked"));
  EXPECT_THAT(error_in(name + ",{'linkId':'c','text':'C','type':'choice','required':true}"),
              HasSubstr("[choice without options] test.json:c: "));
}

TEST(NotAsked, one_that_must_be_answered_is_refused) {
  EXPECT_EQ(error_in(name + "," + photo("'required':true")),
            "[attachment] test.json:photo: type \"attachment\" is not supported; remove the item");
  EXPECT_THAT(error_in(name + "," + photo("'required':'true'")), HasSubstr("[attachment] test.json:photo: "));
  EXPECT_THAT(error_in(name + "," +
                       photo("'repeats':true,'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/"
                             "questionnaire-minOccurs','valueInteger':1}]")),
              HasSubstr("[attachment] test.json:photo: "));
}

TEST(NotAsked, one_that_holds_questions_is_refused_and_one_that_holds_help_is_not) {
  EXPECT_THAT(error_in(name + "," + photo("'item':[{'linkId':'when','text':'When','type':'date'}]")),
              HasSubstr("[attachment] test.json:photo: "));
  EXPECT_TRUE(read_items(name + "," + photo("'item':[{'linkId':'h','text':'A file','type':'display'}]")).questionnaire);
}

TEST(NotAsked, a_condition_on_one_is_refused) {
  EXPECT_EQ(
      error_in(photo() + ",{'linkId':'x','text':'X','type':'string','enableWhen':[{'question':'photo',"
                         "'operator':'exists','answerBoolean':true}]}"),
      "[attachment] test.json:x: enableWhen looks at \"photo\", which a kiosk cannot ask (attachment); remove both");
}

TEST(NotAsked, an_expression_that_names_one_is_refused) {
  const auto computed = [](const std::string& linkId) {
    return "{'linkId':'sum','text':'Sum','type':'integer','extension':[{'url':'http://hl7.org/fhir/uv/sdc/"
           "StructureDefinition/sdc-questionnaire-calculatedExpression','valueExpression':{'language':'text/fhirpath',"
           "'expression':'%resource.item.where(linkId=\\u0027" +
           linkId + "\\u0027).count()'}}]}";
  };
  EXPECT_THAT(error_in(photo() + "," + computed("photo")), HasSubstr("[attachment] test.json:sum: an expression looks "
                                                                     "at \"photo\""));
  EXPECT_TRUE(read_items(photo() + "," + name + "," + computed("name")).questionnaire);
  const std::string variable =
      "'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/variable','valueExpression':{'name':'p','language':"
      "'text/fhirpath','expression':'%resource.item.where(linkId=\\u0027photo\\u0027)'}}],";
  EXPECT_THAT(error_in(photo() + "," + name, variable), HasSubstr("[attachment] test.json:: an expression looks at"));
}

TEST(NotAsked, a_form_with_nothing_else_is_refused_by_its_name) {
  EXPECT_EQ(error_in(photo()),
            "[attachment] test.json:photo: no question is left without this one, which a kiosk cannot ask");
}

}  // namespace
}  // namespace anteroom::forms
