// What real Questionnaires hold beyond the forms of the library: each shape in a small form of our own.
#include "forms/copies.h"
#include "forms/read_questionnaire.h"
#include "tests/forms/form_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace anteroom::forms {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string extension(const std::string& name, const std::string& value) {
  return "{'url':'http://hl7.org/fhir/StructureDefinition/" + name + "'," + value + "}";
}
std::string extended(const std::string& extensions) { return "'extension':[" + extensions + "]"; }
std::string question(const std::string& members) { return "{'linkId':'q','text':'Q'," + members + "}"; }

const std::string hidden = extended(extension("questionnaire-hidden", "'valueBoolean':true"));

// The findings about a form that is read all the same.
std::string warnings_of(const std::string& items, const std::string& more = "") {
  const ReadOutcome outcome = read_items(items, more);
  EXPECT_TRUE(outcome.questionnaire) << all_lines(outcome.findings);
  return all_lines(outcome.findings);
}

std::string error_in(const std::string& items, const std::string& more = "") {
  const ReadOutcome outcome = read_items(items, more);
  EXPECT_FALSE(outcome.questionnaire);
  for (const Finding& finding : outcome.findings) {
    if (finding.severity == Severity::error) return "[" + finding.feature + "] " + to_string(finding);
  }
  return "read";
}

Item item_of(const std::string& members, const std::string& more = "") {
  return *form_of(question(members), more).find("q");
}

std::string flattened_of(const std::string& items) {
  std::string lines;
  for (const Flattened& one : read_items(items).flattened) lines += one.link_id + ": " + one.what + "\n";
  return lines;
}

TEST(ReadBreadth, every_type_of_answer_is_read) {
  EXPECT_EQ(item_of("'type':'time'").type, ItemType::time);
  EXPECT_EQ(item_of("'type':'dateTime'").type, ItemType::date_time);
  EXPECT_EQ(item_of("'type':'url'").type, ItemType::url);
  EXPECT_EQ(item_of("'type':'open-choice','answerOption':[{'valueString':'a'}]").type, ItemType::open_choice);
  EXPECT_EQ(item_of("'type':'quantity'").type, ItemType::quantity);
}

TEST(ReadBreadth, a_question_that_repeats_says_how_often) {
  const Item item = item_of("'type':'string','repeats':true," +
                            extended(extension("questionnaire-minOccurs", "'valueInteger':2") + "," +
                                     extension("questionnaire-maxOccurs", "'valueInteger':3")));
  EXPECT_TRUE(item.repeats);
  EXPECT_EQ(refuse(item, Several{Value("a")})->code, "too-few-answers");
  EXPECT_EQ(refuse(item, Several{Value("a"), Value("b")}), std::nullopt);
  EXPECT_EQ(refuse(item, Several{Value("a"), Value("a")})->code, "too-many-answers");
  EXPECT_EQ(refuse(item, Several{Value("a"), Value("b"), Value("c"), Value("d")})->code, "too-many-answers");
  EXPECT_EQ(refuse(item, Value("a"))->code, "wrong-type") << "also one answer is a list";
  EXPECT_FALSE(item_of("'type':'boolean','repeats':true").repeats);
}

TEST(ReadBreadth, an_exclusive_option_stands_alone) {
  const Item item =
      item_of("'type':'choice','repeats':true,'answerOption':[{'valueString':'a'},{'valueString':'none'," +
              extended(extension("questionnaire-optionExclusive", "'valueBoolean':true")) + "}]");
  EXPECT_EQ(refuse(item, Several{Value("none")}), std::nullopt);
  EXPECT_EQ(refuse(item, Several{Value("a"), Value("none")})->code, "too-many-answers");
}

TEST(ReadBreadth, modifiers_of_fhir_itself_are_known) {
  const Item item =
      item_of("'type':'choice','repeats':true,'answerOption':[{'valueString':'none','modifierExtension':[" +
              extension("questionnaire-optionExclusive", "'valueBoolean':true") + "]}]");
  EXPECT_TRUE(item.options[0].exclusive);
}

TEST(ReadBreadth, an_open_choice_takes_an_option_or_words) {
  const Item item = item_of("'type':'open-choice','answerOption':[{'valueCoding':{'code':'a','display':'A'}}]");
  EXPECT_EQ(refuse(item, Value(Coding{"", "a"})), std::nullopt);
  EXPECT_EQ(refuse(item, Value("something else")), std::nullopt);
  EXPECT_EQ(refuse(item, Value(Coding{"", "b"}))->code, "not-an-option");
}

TEST(ReadBreadth, units_come_from_the_item_and_from_what_it_begins_with) {
  const std::string kilograms = "'valueCoding':{'system':'u','code':'kg','display':'kilograms'}";
  EXPECT_EQ(item_of("'type':'decimal'," + extended(extension("questionnaire-unit", kilograms))).unit, "kilograms");
  const Item weight = item_of("'type':'quantity'," + extended(extension("questionnaire-unitOption", kilograms) + "," +
                                                              extension("questionnaire-unitOption",
                                                                        "'valueCoding':{'system':'u','code':'lb'}")));
  ASSERT_EQ(weight.unit_options.size(), 2U);
  EXPECT_EQ(weight.unit_options[1].label, "lb");
  EXPECT_EQ(refuse(weight, Value(Quantity{*parse_decimal("70"), "kilograms", "u", "kg"})), std::nullopt);
  EXPECT_EQ(refuse(weight, Value(Quantity{*parse_decimal("70"), "stone", "u", "st"}))->code, "not-an-option");
  const Item height = item_of("'type':'quantity','initial':[{'valueQuantity':{'unit':'cm'}}]");
  EXPECT_EQ(height.unit, "cm");
  EXPECT_THAT(height.initial, IsEmpty()) << "a unit alone is no answer";
  EXPECT_THAT(error_in(question("'type':'quantity'," +
                                extended(extension("questionnaire-unitValueSet", "'valueCanonical':'http://units'")))),
              HasSubstr("[external value set] test.json:q:"));
}

TEST(ReadBreadth, limits_of_every_type_hold) {
  const auto limited = [](const std::string& type, const std::string& least, const std::string& most) {
    return item_of("'type':'" + type + "'," +
                   extended(extension("minValue", least) + "," + extension("maxValue", most)));
  };
  const Item time = limited("time", "'valueTime':'08:00:00'", "'valueTime':'17:30:00'");
  EXPECT_EQ(refuse(time, Value(Time{"07:59:59"}))->code, "value-out-of-range");
  EXPECT_EQ(refuse(time, Value(Time{"17:30:00"})), std::nullopt);
  const Item moment = limited("dateTime", "'valueDateTime':'2026-01-01T00:00:00Z'", "'valueDate':'2026-12-31'");
  EXPECT_EQ(refuse(moment, Value(DateTime{"2025-12-31T23:59:59Z"}))->code, "value-out-of-range");
  EXPECT_EQ(refuse(moment, Value(DateTime{"2026-01-01T02:00:00+02:00"})), std::nullopt);
  const Item month = limited("date", "'valueDate':'2026-02'", "'valueDate':'2026-02'");
  EXPECT_EQ(anteroom::to_string(*month.earliest), "2026-02-01");
  EXPECT_EQ(anteroom::to_string(*month.latest), "2026-02-28");
  const Item digits = item_of("'type':'decimal'," + extended(extension("maxDecimalPlaces", "'valueInteger':1")));
  EXPECT_EQ(refuse(digits, Value(*parse_decimal("1.55")))->code, "value-out-of-range");
  EXPECT_THAT(
      warnings_of(question("'type':'date'," +
                           extended("{'url':'http://hl7.org/fhir/StructureDefinition/maxValue','_valueDate':{" +
                                    extended(extension("cqf-calculatedValue", "'valueString':'today()'")) + "}}"))),
      HasSubstr("maxValue is computed"));
}

TEST(ReadBreadth, an_initial_value_is_kept_and_a_wrong_one_is_a_warning) {
  EXPECT_THAT(item_of("'type':'integer','initial':[{'valueInteger':3}]").initial, ElementsAre(Value(std::int64_t{3})));
  EXPECT_THAT(item_of("'type':'decimal','initial':[{'valueInteger':3}]").initial, ElementsAre(Value(Decimal{"3", 3})));
  const std::string options =
      "'answerOption':[{'valueCoding':{'system':'s','code':'a','display':'A'}},"
      "{'valueCoding':{'system':'s','code':'b','display':'B'},'initialSelected':true}]";
  EXPECT_THAT(item_of("'type':'choice'," + options).initial, ElementsAre(Value(Coding{"s", "b"})));
  EXPECT_THAT(warnings_of(question("'type':'integer','initial':[{'valueInteger':3},{'valueInteger':4}]")),
              HasSubstr("test.json:q: warning: its initial value is several"));
  EXPECT_THAT(error_in(question("'type':'integer','initial':[{'valueString':'x'}]," + hidden)),
              HasSubstr("nobody else gives this hidden question its answer"));
}

TEST(ReadBreadth, every_way_to_write_an_ordinal_is_read) {
  for (const std::string name : {"ordinalValue", "itemWeight", "questionnaire-ordinalValue", "iso21090-CO-value"}) {
    const Item item = item_of("'type':'choice','answerOption':[{'valueCoding':{'code':'a','display':'A'," +
                              extended(extension(name, "'valueDecimal':2")) + "}}]");
    EXPECT_EQ(item.options[0].ordinal, 2) << name;
    EXPECT_THAT(std::string(item.options[0].ordinal_url), HasSubstr(name));
  }
}

TEST(ReadBreadth, value_sets_in_the_file_are_read_with_their_code_systems) {
  const std::string contained =
      "'contained':[{'resourceType':'ValueSet','id':'v','url':'http://x/vs','compose':{'include':[{'system':'http://x/"
      "cs'}]}},{'resourceType':'CodeSystem','url':'http://x/cs','concept':[{'code':'a','display':'A'," +
      extended(extension("itemWeight", "'valueDecimal':4")) + "},{'code':'b','display':'B'}]}],";
  for (const std::string reference : {"#v", "http://x/vs", "http://x/vs|1.0"}) {
    const Item item = item_of("'type':'choice','answerValueSet':'" + reference + "'", contained);
    ASSERT_EQ(item.options.size(), 2U) << reference;
    EXPECT_EQ(item.options[0].ordinal, 4);
    EXPECT_EQ(item.options[1].label.original, "B");
  }
  EXPECT_EQ(item_of("'type':'choice','answerValueSet':'http://hl7.org/fhir/ValueSet/yesnodontknow'").options.size(),
            3U);
  EXPECT_THAT(error_in(question("'type':'choice','answerValueSet':'http://x/other'")),
              HasSubstr("[external value set] test.json:q: "));
  EXPECT_THAT(warnings_of(question("'type':'choice','answerValueSet':'http://x/other'," + hidden) +
                          ",{'linkId':'r','text':'R','type':'string'}"),
              HasSubstr("nobody chooses"));
}

TEST(ReadBreadth, a_repeating_group_becomes_copies_that_are_asked_for) {
  const Questionnaire form = form_of(
      "{'linkId':'g','text':'Medicine','type':'group','repeats':true," +
      extended(extension("questionnaire-maxOccurs", "'valueInteger':3")) +
      ",'item':[{'linkId':'name','text':'Name','type':'string'},{'linkId':'why','text':'Why','type':'string',"
      "'enableWhen':[{'question':'name','operator':'exists','answerBoolean':true}]}]},"
      "{'linkId':'after','text':'After','type':'string','enableWhen':[{'question':'name','operator':'=','answerString':"
      "'aspirin'}]}");
  const std::uint32_t two = 2;
  const LinkId second = copied_link_id("name", {&two, 1});
  const LinkId more = more_link_id("g", {&two, 1});
  ASSERT_NE(form.find(second), nullptr);
  EXPECT_EQ(base_link_id(second), "name");
  EXPECT_TRUE(form.find(more)->asks_for_copy);
  EXPECT_EQ(form.find(copied_link_id("g", {&two, 1}))->copy, 2U);
  EXPECT_EQ(form.questions().size(), 3 * 2 + 2 + 1U) << "three copies, two questions for another, one after them";

  EXPECT_FALSE(is_enabled(form, second, {}));
  EXPECT_TRUE(is_enabled(form, second, {{more, Value(true)}}));
  const Answers answers{{"name", Value("ibuprofen")}, {more, Value(true)}, {second, Value("aspirin")}};
  EXPECT_TRUE(is_enabled(form, copied_link_id("why", {&two, 1}), answers)) << "the condition means the same copy";
  EXPECT_TRUE(is_enabled(form, "after", answers)) << "from outside the answers of all copies count";
  EXPECT_FALSE(is_enabled(form, "after", {{"name", Value("ibuprofen")}, {second, Value("aspirin")}}))
      << "the answer of a copy that was taken back does not count";
}

TEST(ReadBreadth, groups_that_repeat_inside_each_other_keep_their_names_apart) {
  const Questionnaire form = form_of(
      "{'linkId':'o','text':'O','type':'group','repeats':true,'item':[{'linkId':'i','text':'I','type':'group',"
      "'repeats':true,'item':[{'linkId':'q','text':'Q','type':'string'}]}]}");
  const std::vector<std::uint32_t> outer_second{2, 1};
  const std::vector<std::uint32_t> inner_second{1, 2};
  EXPECT_NE(copied_link_id("q", outer_second), copied_link_id("q", inner_second));
  EXPECT_NE(form.find(copied_link_id("q", outer_second)), nullptr);
  EXPECT_NE(form.find(copied_link_id("q", inner_second)), nullptr);
  EXPECT_EQ(copied_link_id("q", std::vector<std::uint32_t>{1, 1}), "q");
}

TEST(ReadBreadth, what_is_untidy_but_clear_is_read_with_a_warning) {
  const std::string boolean = "'type':'boolean'";
  const std::string next = ",{'linkId':'r','text':'R','type':'string',";
  EXPECT_THAT(warnings_of(question(boolean + ",'required':'true'")), HasSubstr("required stands in quotes"));
  EXPECT_THAT(warnings_of(question(boolean + ",'prefix':null,'code':[],'initial':[]")), HasSubstr("is empty"));
  EXPECT_THAT(warnings_of("{'linkId':'d','text':'D','type':'display','required':true}," + question(boolean)),
              HasSubstr("cannot be required"));
  EXPECT_THAT(
      warnings_of("{'linkId':'p','text':'P','type':'choice','answerOption':[{'valueCoding':{'system':'s','code':"
                  "'a','display':'A'}}]}," +
                  question(boolean + ",'enableWhen':[{'question':'p','operator':'=','answerCoding':{'system':'s',"
                                     "'code':'b'}}]")),
      HasSubstr("never holds"));
  EXPECT_THAT(warnings_of("{'text':'D','type':'display'}," + question(boolean)), HasSubstr("it is called display-1"));
  EXPECT_THAT(warnings_of("{'text':'G','type':'group','item':[" + question(boolean) + "]}"),
              HasSubstr("a group at the top has no linkId; it is called group-1"));
  EXPECT_THAT(warnings_of(question(boolean) + ",{'linkId':'q','text':'D','type':'display'}"),
              HasSubstr("q: warning: the linkId stands twice; the second time it is a display, called display-1"));
  EXPECT_THAT(warnings_of(question("'type':'string','maxLength':'20'")), HasSubstr("maxLength stands in quotes"));
  EXPECT_THAT(warnings_of(question("'type':'coding','answerOption':[{'valueCoding':{'code':'a','display':'A'}}]")),
              HasSubstr("type coding is FHIR R5"));
  EXPECT_THAT(warnings_of(question("'type':'choice','option':[{'valueCoding':{'code':'a','display':'A'}}]")),
              HasSubstr("option is FHIR STU3"));
  EXPECT_THAT(warnings_of(question(boolean) + next + "'enableWhen':[{'question':'q','hasAnswer':true}]}"),
              HasSubstr("FHIR STU3"));
  EXPECT_THAT(warnings_of(question("'type':'choice','answerOption':[{'valueCoding':{'display':'A'}}]")),
              HasSubstr("has no code"));
  EXPECT_THAT(warnings_of(question("'type':'choice','answerOption':[{'valueInteger':1},{'valueInteger':1}]")),
              HasSubstr("stands twice"));
}

TEST(ReadBreadth, conditions_without_behaviour_are_read_only_where_one_sense_is_left) {
  const std::string choice = question(
      "'type':'choice','answerOption':[{'valueString':'a'},{'valueString':'b'},"
      "{'valueString':'c'}]");
  const auto depending = [&](const std::string& second, const std::string& first = "") {
    return (first.empty() ? choice : first) +
           ",{'linkId':'p','text':'P','type':'integer'},{'linkId':'r','text':'R','type':'string','enableWhen':[{"
           "'question':'q','operator':'=','answerString':'a'},{" +
           second + "}]}";
  };
  const std::string other = "'question':'q','operator':'=','answerString':'b'";
  EXPECT_EQ(form_of(depending(other)).find("r")->enable_behavior, EnableBehavior::any);
  EXPECT_THAT(error_in(depending("'question':'p','operator':'=','answerInteger':1")), HasSubstr("enableBehavior"));
  const std::string several = question(
      "'type':'choice','repeats':true,'answerOption':[{'valueString':'a'},"
      "{'valueString':'b'}]");
  EXPECT_THAT(error_in(depending(other, several)), HasSubstr("enableBehavior")) << "both may be chosen";
  EXPECT_EQ(form_of(depending("'question':'q','operator':'=','answerString':'a'")).find("r")->enable_when.size(), 1U);
}

TEST(ReadBreadth, formatted_text_is_read_as_words_where_there_are_no_others) {
  const std::string xhtml =
      "'_text':{" + extended(extension("rendering-xhtml", "'valueString':'<b>How</b> much?'")) + "}";
  EXPECT_EQ(form_of("{'linkId':'q','type':'string'," + xhtml + "}").find("q")->text.original, "How much?");
  EXPECT_EQ(form_of("{'linkId':'q','type':'string','text':'Plain'," + xhtml + "}").find("q")->text.original, "Plain");
}

TEST(ReadBreadth, no_question_is_without_words) {
  EXPECT_EQ(form_of("{'linkId':'q','type':'string','code':[{'code':'c','display':'Weight'}]}").find("q")->text.original,
            "Weight");
  EXPECT_EQ(form_of("{'linkId':'q','type':'string'}").find("q")->text.original, "q");
  EXPECT_EQ(form_of("{'linkId':'g','text':'Your name','type':'group','item':[{'linkId':'q','type':'string'}]}")
                .find("q")
                ->text.original,
            "")
      << "the group's text stands above it";
}

TEST(ReadBreadth, ways_to_show_a_question_are_flattened_and_said) {
  const std::string drop_down =
      extended(extension("questionnaire-itemControl", "'valueCodeableConcept':{'coding':[{'code':'drop-down'}]}"));
  EXPECT_EQ(flattened_of(question("'type':'choice','answerOption':[{'valueString':'a'}]," + drop_down)),
            "q: drop-down: the patient gets a list of its options\n");
  EXPECT_THAT(flattened_of("{'linkId':'g','type':'group','repeats':true,'item':[" + question("'type':'string'") + "]}"),
              HasSubstr("g: repeating group: asked up to 10 times"));
}

TEST(ReadBreadth, expressions_are_kept_and_other_languages_refused) {
  const auto expression = [](const std::string& name, const std::string& language, const std::string& text) {
    return "'extension':[{'url':'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-" + name +
           "','valueExpression':{'language':'" + language + "','expression':'" + text + "'}}]";
  };
  EXPECT_EQ(item_of("'type':'integer'," + expression("calculatedExpression", "text/fhirpath", "1 + 1")).calculated,
            "1 + 1");
  EXPECT_EQ(item_of("'type':'integer'," + expression("enableWhenExpression", "text/fhirpath", "1 = 1"))
                .enable_when_expression,
            "1 = 1");
  EXPECT_THAT(error_in(question("'type':'integer'," + expression("initialExpression", "text/cql", "X"))),
              HasSubstr("[CQL] test.json:q: "));
  EXPECT_THAT(warnings_of(question("'type':'integer'," + expression("initialExpression", "text/fhirpath", "%patient"))),
              HasSubstr("%patient"));
  EXPECT_THAT(error_in(question("'type':'integer'," + expression("calculatedExpression", "text/fhirpath", "%patient"))),
              HasSubstr("[expression] test.json:q: "));
}

// STU3 names HL7's tables otherwise; the options here are those that Anteroom knows by R4's name.
TEST(ReadBreadth, a_condition_on_a_table_of_hl7_is_met_under_its_name_of_before_r4) {
  const std::string asked =
      "{'linkId':'p','text':'P','type':'choice','answerValueSet':'http://hl7.org/fhir/ValueSet/yesnodontknow'},";
  const auto condition = [](const std::string& system) {
    return question("'type':'string','enableWhen':[{'question':'p','operator':'=','answerCoding':{'system':'" + system +
                    "','code':'Y'}}]");
  };
  EXPECT_THAT(warnings_of(asked + condition("http://hl7.org/fhir/v2/0136")),
              HasSubstr("names its system as before R4"));
  const Questionnaire form = form_of(asked + condition("http://hl7.org/fhir/v2/0136"));
  EXPECT_EQ(form.find("q")->enable_when[0].answer, form.find("p")->options[0].value);
  EXPECT_THAT(warnings_of(asked + condition("http://hl7.org/fhir/v2/0137")), HasSubstr("never holds"));
  const std::string own =
      "{'linkId':'p','text':'P','type':'choice','answerOption':[{'valueCoding':{'system':'http://hl7.org/fhir/v2/0136',"
      "'code':'Y','display':'Yes'}}]},";
  EXPECT_THAT(warnings_of(own + condition("http://hl7.org/fhir/v2/0136")), IsEmpty()) << "the form's own name stands";
}

// First class extensions, as some servers call them: the condition would be skipped without a word.
TEST(ReadBreadth, an_expression_written_as_a_member_is_refused) {
  EXPECT_EQ(error_in("{'linkId':'x','text':'X','type':'string','enableWhenExpression':{'language':'text/fhirpath',"
                     "'expression':'false'}}"),
            "[expression that is no extension] test.json:x: \"enableWhenExpression\" is no member of anything in FHIR; "
            "write it as the extension of that name");
}

TEST(ReadBreadth, an_expression_about_a_record_is_refused_by_the_name_of_the_record) {
  EXPECT_THAT(error_in("{'linkId':'x','text':'X','type':'string','extension':[{'url':'http://hl7.org/fhir/uv/"
                       "sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression','valueExpression':{"
                       "'language':'text/fhirpath','expression':'%Patient.gender.exists()'}}]}"),
              HasSubstr("it needs %Patient, which neither this form nor a kiosk has"));
}

TEST(ReadBreadth, every_refusal_names_the_item_and_what_is_missing) {
  EXPECT_THAT(error_in(question("'type':'attachment'")), HasSubstr("[attachment] test.json:q: "));
  EXPECT_THAT(error_in(question("'type':'reference'")), HasSubstr("[reference] test.json:q: "));
  EXPECT_THAT(error_in(question("'type':'string','modifierExtension':[{'url':'urn:x'}]")),
              HasSubstr("[modifierExtension] test.json:q: "));
  EXPECT_THAT(error_in(question("'type':'display','extension':[{'url':'http://hl7.org/fhir/uv/sdc/StructureDefinition/"
                                "sdc-questionnaire-subQuestionnaire','valueCanonical':'x'}]")),
              HasSubstr("[sub-form] test.json:q: "));
}

TEST(ReadBreadth, an_item_is_found_without_a_walk_also_after_a_move) {
  Questionnaire form = form_of(question("'type':'string'"));
  const Questionnaire copied = form;
  const Questionnaire moved = std::move(form);
  EXPECT_TRUE(moved.index.is_of(moved.items));
  EXPECT_FALSE(copied.index.is_of(copied.items)) << "the copy's index would point into the other form";
  EXPECT_EQ(moved.find("q"), &moved.items.front());
  EXPECT_EQ(copied.find("q"), &copied.items.front());
}

TEST(ReadBreadth, a_bundle_with_one_questionnaire_is_read_with_its_value_sets) {
  const std::string bundle =
      "{'resourceType':'Bundle','entry':[{'resource':{'resourceType':'ValueSet','url':'http://x/"
      "vs','compose':{'include'"
      ":[{'system':'s','concept':[{'code':'a','display':'A'}]}]}}},{'resource':" +
      form_text(question("'type':'choice','answerValueSet':'http://x/vs'")) + "}]}";
  const ReadOutcome outcome = read_questionnaire(json(bundle), "bundle.json");
  ASSERT_TRUE(outcome.questionnaire) << all_lines(outcome.findings);
  EXPECT_EQ(outcome.questionnaire->find("q")->options.size(), 1U);
}

}  // namespace
}  // namespace anteroom::forms
