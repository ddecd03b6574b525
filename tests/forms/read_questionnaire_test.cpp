#include "forms/read_questionnaire.h"

#include "tests/forms/form_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace anteroom::forms {
namespace {

using ::testing::Eq;
using ::testing::HasSubstr;

const std::string yes_or_no = "{'linkId':'q','text':'Q','type':'boolean'}";

std::string extension(const std::string& name, const std::string& value) {
  return "{'url':'http://hl7.org/fhir/StructureDefinition/" + name + "'," + value + "}";
}

// The first error, as `anteroom forms check` prints it; "read" when there is none.
std::string first_error(const ReadOutcome& outcome) {
  EXPECT_EQ(outcome.questionnaire.has_value(), std::ranges::none_of(outcome.findings, [](const Finding& finding) {
              return finding.severity == Severity::error;
            }));
  for (const Finding& finding : outcome.findings) {
    if (finding.severity == Severity::error) return to_string(finding);
  }
  return "read";
}

std::string first_error_in(const std::string& items, const std::string& more = "") {
  return first_error(read_items(items, more));
}

std::string question(const std::string& members) { return "{'linkId':'q','text':'Q'," + members + "}"; }

TEST(ReadQuestionnaire, every_supported_type_is_read) {
  const Questionnaire form = form_of(
      "{'linkId':'g','text':'G','type':'group','item':[{'linkId':'d','text':'D','type':'display'},"
      "{'linkId':'b','text':'B','type':'boolean'},{'linkId':'n','text':'N','type':'decimal'},{'linkId':'i','text':'I','"
      "type':'integer'},"
      "{'linkId':'t','text':'T','type':'date'},{'linkId':'s','text':'S','type':'string'},{'linkId':'x','text':'X','"
      "type':'text'},"
      "{'linkId':'c','text':'C','type':'choice','answerOption':[{'valueString':'One'}]}]}");
  EXPECT_EQ(form.find("g")->type, ItemType::group);
  EXPECT_EQ(form.find("d")->type, ItemType::display);
  EXPECT_EQ(form.find("b")->type, ItemType::boolean);
  EXPECT_EQ(form.find("n")->type, ItemType::decimal);
  EXPECT_EQ(form.find("i")->type, ItemType::integer);
  EXPECT_EQ(form.find("t")->type, ItemType::date);
  EXPECT_EQ(form.find("s")->type, ItemType::string);
  EXPECT_EQ(form.find("x")->type, ItemType::text);
  EXPECT_EQ(form.find("c")->type, ItemType::choice);
  EXPECT_EQ(form.questions().size(), 7U);
}

TEST(ReadQuestionnaire, head_and_item_members_are_read) {
  const Questionnaire form = form_of(
      "{'linkId':'q','prefix':'1.','text':'Q','type':'string','required':true,'maxLength':20,'code':[{'system':'http://"
      "loinc.org',"
      "'code':'1-8'}],'extension':[" +
          extension("minLength", "'valueInteger':2") + "]}",
      "'url':'urn:x','copyright':'free',");
  EXPECT_EQ(form.id, "test");
  EXPECT_EQ(form.url, "urn:x");
  EXPECT_EQ(form.version, "1");
  EXPECT_EQ(form.title.original, "Test");
  EXPECT_EQ(form.copyright, "free");
  const Item& item = *form.find("q");
  EXPECT_EQ(item.prefix, "1.");
  EXPECT_TRUE(item.required);
  EXPECT_EQ(item.min_length, 2U);
  EXPECT_EQ(item.max_length, 20U);
  EXPECT_EQ(item.codes, (std::vector<Coding>{{"http://loinc.org", "1-8"}}));
}

TEST(ReadQuestionnaire, limits_of_numbers_and_dates_are_read) {
  const Questionnaire form = form_of(
      "{'linkId':'i','text':'I','type':'integer','extension':[" + extension("minValue", "'valueInteger':0") + "," +
      extension("maxValue", "'valueInteger':10") + "]},{'linkId':'d','text':'D','type':'date','extension':[" +
      extension("minValue", "'valueDate':'1900-01-01'") + "," + extension("maxValue", "'valueDate':'2026-12-31'") +
      "]}");
  EXPECT_EQ(form.find("i")->minimum, 0.0);
  EXPECT_EQ(form.find("i")->maximum, 10.0);
  EXPECT_EQ(form.find("d")->earliest, parse_date("1900-01-01"));
  EXPECT_EQ(form.find("d")->latest, parse_date("2026-12-31"));
}

TEST(ReadQuestionnaire, options_of_every_kind_are_read_with_their_prefix_and_ordinal) {
  const std::string ordinal = extension("ordinalValue", "'valueDecimal':3");
  const Questionnaire form =
      form_of("{'linkId':'c','text':'C','type':'choice','answerOption':[{'extension':[" + ordinal + "," +
              extension("questionnaire-optionPrefix", "'valueString':'a)'") +
              "],'valueCoding':{'system':'s','code':'x','display':'On the "
              "option'}},{'valueCoding':{'code':'y','display':'On the "
              "coding','extension':[" +
              ordinal + "]}},{'valueInteger':5},{'valueString':'Words'},{'valueDate':'2026-01-02'}]}");
  const auto& options = form.find("c")->options;
  ASSERT_EQ(options.size(), 5U);
  EXPECT_EQ(options[0].prefix, "a)");
  EXPECT_EQ(options[0].ordinal, 3.0);
  EXPECT_EQ(options[1].ordinal, 3.0);
  EXPECT_EQ(options[2].value, Value(std::int64_t{5}));
  EXPECT_EQ(options[2].label.original, "5");
  EXPECT_FALSE(options[2].ordinal);
  EXPECT_EQ(options[3].value, Value(std::string("Words")));
  EXPECT_EQ(options[4].label.original, "2026-01-02");
}

std::string two_questions_with(const std::string& first, const std::string& second) {
  return "{'linkId':'one','text':'1','type':'choice','answerOption':[" + first +
         "]},{'linkId':'two','text':'2','type':'choice','answerOption':[" + second + "]}";
}

TEST(ReadQuestionnaire, questions_that_list_the_same_options_share_them_and_others_do_not) {
  const std::string never = "{'valueCoding':{'system':'s','code':'0','display':'Never'}}";
  const std::string no = "{'valueCoding':{'system':'s','code':'0','display':'No'}}";
  const Questionnaire same = form_of(two_questions_with(never, never));
  EXPECT_EQ(&same.find("one")->options.front(), &same.find("two")->options.front());
  const Questionnaire other = form_of(two_questions_with(never, no));
  EXPECT_EQ(other.find("one")->options.front().label.original, "Never");
  EXPECT_EQ(other.find("two")->options.front().label.original, "No");
}

TEST(ReadQuestionnaire, what_is_wrong_with_options_is_said_of_every_question_that_has_them) {
  const std::string unlabelled = "{'valueCoding':{'system':'s','code':'0'}}";
  const ReadOutcome outcome = read_items(two_questions_with(unlabelled, unlabelled));
  for (const std::string_view link_id : {"one", "two"}) {
    EXPECT_TRUE(std::ranges::any_of(outcome.findings, [&](const Finding& finding) {
      return finding.link_id == link_id && finding.message.contains("no display");
    })) << link_id;
  }
}

TEST(ReadQuestionnaire, the_same_list_under_another_type_is_judged_anew) {
  const std::string coded = "'answerOption':[{'valueCoding':{'system':'s','code':'0','display':'Never'}}]}";
  EXPECT_THAT(first_error_in("{'linkId':'one','text':'1','type':'choice'," + coded +
                             ",{'linkId':'two','text':'2','type':'integer'," + coded),
              HasSubstr("two: an answerOption has valueCoding"));
}

TEST(OptionList, whoever_changes_a_list_changes_nobody_else_s) {
  AnswerOption one;
  one.label.original = "One";
  const OptionList given{one};
  OptionList taken = given;
  EXPECT_EQ(&taken.front(), &given.front());
  taken.own().front().label.original = "Uno";
  EXPECT_EQ(given.front().label.original, "One");
  EXPECT_EQ(taken.front().label.original, "Uno");
  EXPECT_TRUE(OptionList().empty());
}

TEST(ReadQuestionnaire, a_contained_value_set_gives_the_options) {
  const Questionnaire composed =
      form_of(question("'type':'choice','answerValueSet':'#v'"),
              "'contained':[{'resourceType':'ValueSet','id':'v','compose':{'include':[{'system':'s','concept':[{'code':"
              "'a','display':'A',"
              "'designation':[{'language':'es','value':'Á'},{'language':'es','use':{'code':'short'},'value':'no'}],'"
              "extension':[" +
                  extension("valueset-ordinalValue", "'valueDecimal':1") + "]},{'code':'b','display':'B'}]}]}}],");
  const auto& options = composed.find("q")->options;
  ASSERT_EQ(options.size(), 2U);
  EXPECT_EQ(options[0].value, Value(Coding{"s", "a"}));
  EXPECT_EQ(options[0].ordinal, 1.0);
  EXPECT_EQ(options[0].label.in("es"), "Á");
  const Questionnaire expanded =
      form_of(question("'type':'choice','answerValueSet':'#v'"),
              "'contained':[{'resourceType':'ValueSet','id':'v','expansion':{'total':3,'contains':[{'abstract':true,'"
              "display':'Heading',"
              "'contains':[{'system':'s','code':'a','display':'A'}]},{'system':'s','code':'b','display':'B'}]}}],");
  EXPECT_EQ(expanded.find("q")->options.size(), 2U);
}

TEST(ReadQuestionnaire, lower_and_upper_displays_become_the_anchors_of_their_row) {
  const auto control = [](const std::string& code) {
    return "'extension':[" +
           extension("questionnaire-itemControl", "'valueCodeableConcept':{'coding':[{'code':'" + code + "'}]}") + "]";
  };
  const Questionnaire form =
      form_of(question("'type':'integer','item':[{'linkId':'l','text':'No pain','type':'display'," + control("lower") +
                       "},{'linkId':'u','text':'Worst','type':'display'," + control("upper") +
                       "},{'linkId':'h','text':'Help','type':'display'," + control("help") + "}]"));
  EXPECT_EQ(form.find("q")->low_anchor.original, "No pain");
  EXPECT_EQ(form.find("q")->high_anchor.original, "Worst");
  EXPECT_EQ(form.find("l"), nullptr);
  EXPECT_NE(form.find("h"), nullptr) << "help stays a display below its question";
}

TEST(ReadQuestionnaire, the_item_control_ranked_makes_the_order_of_the_answers_count) {
  const std::string options = "'type':'choice','answerOption':[{'valueString':'a'},{'valueString':'b'}]";
  const std::string control =
      ",'extension':[" +
      extension("questionnaire-itemControl", "'valueCodeableConcept':{'coding':[{'code':'ranked'}]}") + "]";
  EXPECT_TRUE(form_of(question(options + control)).find("q")->ranked);
  EXPECT_FALSE(form_of(question(options)).find("q")->ranked);
}

TEST(ReadQuestionnaire, a_type_it_cannot_ask_is_refused_with_a_remedy) {
  EXPECT_EQ(first_error_in(question("'required':true,'type':'attachment'")),
            "test.json:q: type \"attachment\" is not supported; remove the item");
  for (const auto* type : {"attachment", "reference", "question"}) {
    EXPECT_THAT(first_error_in(question(std::format("'required':true,'type':'{}'", type))),
                HasSubstr("test.json:q: type "))
        << type;
  }
  EXPECT_THAT(first_error_in(question("'type':'colour'")), HasSubstr("does not exist in FHIR R4"));
  EXPECT_THAT(first_error_in("{'linkId':'q','text':'Q'}"), HasSubstr("type is missing"));
}

struct Refused {
  std::string members;
  std::string message;
};

TEST(ReadQuestionnaire, what_would_change_the_meaning_of_an_item_is_refused) {
  const std::string hidden = "'extension':[" + extension("questionnaire-hidden", "'valueBoolean':true") + "]";
  const std::string sdc = "'extension':[{'url':'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";
  for (const Refused& wanted : std::vector<Refused>{
           {"'type':'date','initial':[{'valueDate':'soon'}]," + hidden, "its initial value cannot be used"},
           {"'type':'boolean','modifierExtension':[{'url':'urn:x','valueBoolean':true}]",
            "modifierExtension \"urn:x\""},
           {"'type':'boolean'," + sdc + "enableWhenExpression','valueExpression':{}}]", "has no expression"},
           {"'type':'integer'," + sdc +
                "calculatedExpression','valueExpression':{'language':'text/cql','expression':'Age'}}]",
            "written in CQL"},
           {"'type':'integer'," + sdc +
                "calculatedExpression','valueExpression':{'language':'application/x-fhir-query','expression':'P'}}]",
            "asks a server"},
           {"'type':'integer'," + sdc +
                "calculatedExpression','valueExpression':{'language':'text/fhirpath','expression':'%patient'}}]",
            "%patient"},
           {"'type':'choice'," + sdc + "answerExpression','valueExpression':{}}]", "answerExpression is not supported"},
           {"'type':'display'," + sdc + "subQuestionnaire','valueCanonical':'x'}]",
            "subQuestionnaire is not supported"},
           {"'type':'integer','answerConstraint':'optionsOrType','answerOption':[{'valueInteger':1}]",
            "answerConstraint"},
       }) {
    const std::string error = first_error_in(question(wanted.members));
    EXPECT_THAT(error, HasSubstr(wanted.message));
    EXPECT_THAT(error, HasSubstr("test.json:q: "));
  }
}

TEST(ReadQuestionnaire, an_option_without_a_number_is_warned_of_unless_it_says_why_there_is_none) {
  const auto findings_with = [](const std::string& system) {
    const std::string counting = "{'valueCoding':{'code':'1','display':'Poor','extension':[" +
                                 extension("ordinalValue", "'valueDecimal':1") + "]}}";
    return all_lines(read_items(question("'type':'choice','answerOption':[" + counting + ",{'valueCoding':{'system':'" +
                                         system + "','code':'not-applicable','display':'Does not apply'}}]"))
                         .findings);
  };
  EXPECT_THAT(findings_with("s"), HasSubstr("1 of 2 options have an ordinal value"));
  EXPECT_EQ(findings_with("http://terminology.hl7.org/CodeSystem/data-absent-reason"), "");
  EXPECT_EQ(findings_with("http://terminology.hl7.org/CodeSystem/v3-NullFlavor"), "");
}

TEST(ReadQuestionnaire, options_that_cannot_be_right_are_refused) {
  const std::string a = "{'valueCoding':{'system':'s','code':'a','display':'A'}}";
  const auto with_ordinals = [](const std::string& extensions) {
    return "'type':'choice','answerOption':[{'valueCoding':{'code':'a','display':'A','extension':[" + extensions +
           "]}}]";
  };
  const auto value_set = [](const std::string& body) {
    return "'contained':[{'resourceType':'ValueSet','id':'v'," + body + "}],";
  };
  const std::string by_value_set = question("'type':'choice','answerValueSet':'#v'");
  EXPECT_THAT(first_error_in(question("'required':true,'type':'choice'")), HasSubstr("a choice needs options"));
  EXPECT_THAT(first_error_in(question("'required':true,'type':'choice','answerOption':[]")),
              HasSubstr("a choice needs options"));
  EXPECT_THAT(first_error_in(question("'type':'choice','answerOption':[" + a +
                                      ",{'valueCoding':{'system':'s','code':'a','display':'B'}}]")),
              HasSubstr("stands twice"));
  EXPECT_THAT(first_error_in(question("'type':'choice','answerOption':[{}]")), HasSubstr("has no value"));
  EXPECT_THAT(first_error_in(question("'type':'choice','answerOption':[{'valueReference':{}}]")),
              HasSubstr("valueReference is not supported"));
  EXPECT_THAT(first_error_in(question("'type':'choice','answerOption':[{'valueInteger':1,'valueString':'x'}]")),
              HasSubstr("keep one"));
  EXPECT_THAT(first_error_in(question("'type':'integer','answerOption':[{'valueString':'x'}]")),
              HasSubstr("cannot hold"));
  EXPECT_THAT(first_error_in(question(with_ordinals(extension("ordinalValue", "'valueDecimal':1") + "," +
                                                    extension("ordinalValue", "'valueDecimal':2")))),
              HasSubstr("two different ordinal values"));
  EXPECT_THAT(first_error_in(question(with_ordinals(extension("ordinalValue", "'valueString':'1'")))),
              HasSubstr("must be a number"));
  EXPECT_THAT(first_error_in(question("'type':'choice','answerValueSet':'http://example.org/vs'")),
              HasSubstr("a kiosk is offline"));
  EXPECT_THAT(first_error_in(by_value_set), HasSubstr("is not among the value sets"));
  EXPECT_THAT(first_error_in(by_value_set, value_set("'compose':{'include':[{'system':'s'}]}")),
              HasSubstr("terminology server"));
  EXPECT_THAT(
      first_error_in(by_value_set,
                     value_set("'compose':{'include':[{'system':'s','filter':[{}],'concept':[{'code':'a'}]}]}")),
      HasSubstr("terminology server"));
  EXPECT_THAT(
      first_error_in(by_value_set,
                     value_set("'compose':{'exclude':[{}],'include':[{'system':'s','concept':[{'code':'a'}]}]}")),
      HasSubstr("excludes"));
  EXPECT_THAT(first_error_in(by_value_set, value_set("'expansion':{'total':9,'contains':[{'system':'s','code':'a'}]}")),
              HasSubstr("1 of 9"));
  EXPECT_THAT(first_error_in(question("'type':'choice','answerValueSet':'#v','answerOption':[" + a + "]")),
              HasSubstr("keep one"));
}

TEST(ReadQuestionnaire, limits_that_no_answer_meets_are_refused) {
  const auto limits = [](const std::string& type, const std::string& low, const std::string& high) {
    return question("'type':'" + type + "','extension':[" + extension("minValue", low) + "," +
                    extension("maxValue", high) + "]");
  };
  EXPECT_THAT(first_error_in(limits("integer", "'valueInteger':5", "'valueInteger':4")),
              HasSubstr("minValue is above maxValue"));
  EXPECT_THAT(first_error_in(limits("date", "'valueDate':'2026-01-02'", "'valueDate':'2026-01-01'")),
              HasSubstr("minValue is above maxValue"));
  EXPECT_THAT(first_error_in(limits("integer", "'valueDate':'2026-01-02'", "'valueInteger':4")),
              HasSubstr("does not fit"));
  EXPECT_THAT(first_error_in(limits("integer", "'valueQuantity':{}", "'valueInteger':4")),
              HasSubstr("minValue has no value"));
  EXPECT_THAT(first_error_in(question("'type':'string','maxLength':1,'extension':[" +
                                      extension("minLength", "'valueInteger':2") + "]")),
              HasSubstr("minLength is above maxLength"));
  EXPECT_THAT(first_error_in(question("'type':'string','maxLength':-1")), HasSubstr("maxLength must be"));
  EXPECT_THAT(first_error_in(question("'type':'string','maxLength':0")), HasSubstr("maxLength is 0"));
}

TEST(ReadQuestionnaire, conditions_that_cannot_work_are_refused) {
  const std::string first =
      "{'linkId':'p','text':'P','type':'choice','answerOption':[{'valueCoding':{'system':'s','code':'a','display':'A'}}"
      "]},"
      "{'linkId':'s','text':'S','type':'string'},{'linkId':'n','text':'N','type':'integer'},{'linkId':'d','text':'D','"
      "type':'display'},";
  const auto when = [&](const std::string& condition) {
    return first_error_in(first + question("'type':'boolean','enableWhen':[{" + condition + "}]"));
  };
  EXPECT_THAT(when("'question':'nobody','operator':'exists','answerBoolean':true"),
              HasSubstr("test.json:q: enableWhen names \"nobody\""));
  EXPECT_THAT(when("'question':'q','operator':'exists','answerBoolean':true"), HasSubstr("lead back to this item"));
  EXPECT_THAT(when("'question':'d','operator':'exists','answerBoolean':true"), HasSubstr("has no answer"));
  EXPECT_THAT(when("'operator':'exists','answerBoolean':true"), HasSubstr("names no question"));
  EXPECT_THAT(when("'question':'n','operator':'~','answerInteger':1"), HasSubstr("operator \"~\" does not exist"));
  EXPECT_THAT(when("'question':'n','hasAnswer':true"), Eq("read"));
  EXPECT_THAT(when("'question':'n','operator':'='"), HasSubstr("no answer to compare with"));
  EXPECT_THAT(when("'question':'n','operator':'exists','answerInteger':1"), HasSubstr("answerBoolean only"));
  EXPECT_THAT(when("'question':'n','operator':'=','answerString':'1'"), HasSubstr("not of the kind"));
  EXPECT_THAT(when("'question':'n','operator':'=','answerQuantity':{}"),
              HasSubstr("answerQuantity must have a number"));
  EXPECT_THAT(when("'question':'s','operator':'>','answerString':'a'"), HasSubstr("have no order"));
  EXPECT_THAT(when("'question':'p','operator':'>','answerCoding':{'system':'s','code':'a'}"),
              HasSubstr("have no order"));
  EXPECT_EQ(when("'question':'p','operator':'=','answerCoding':{'system':'s','code':'b'}"), "read") << "never holds";
  EXPECT_EQ(when("'question':'p','operator':'=','answerCoding':{'system':'other','code':'a'}"), "read");
  EXPECT_EQ(when("'question':'p','operator':'=','answerCoding':{'code':'a'}"), "read") << "its system is clear";
  const std::string two =
      "'enableWhen':[{'question':'n','operator':'exists','answerBoolean':true},{'question':'s','operator':'exists','"
      "answerBoolean':true}]";
  EXPECT_THAT(first_error_in(first + question("'type':'boolean'," + two)), HasSubstr("several enableWhen need"));
  EXPECT_THAT(first_error_in(first + question("'type':'boolean','enableBehavior':'some'," + two)),
              HasSubstr("use all or any"));
}

TEST(ReadQuestionnaire, link_ids_are_needed_and_stand_once) {
  EXPECT_THAT(first_error_in("{'text':'Q','type':'boolean'}"), HasSubstr("an item at the top has no linkId"));
  EXPECT_THAT(
      first_error_in("{'linkId':'g','type':'group','text':'G','item':[{'linkId':'','text':'Q','type':'boolean'}]}"),
      HasSubstr("test.json:g: an item below this one has no linkId"));
  EXPECT_THAT(first_error_in(yes_or_no + "," + yes_or_no), HasSubstr("test.json:q: the linkId stands twice"));
}

TEST(ReadQuestionnaire, a_key_that_stands_twice_is_refused_where_it_stands) {
  EXPECT_EQ(first_error_in(question("'type':'boolean','type':'integer'")),
            "test.json:q: the key \"type\" stands twice in one object; remove one of them");
  EXPECT_THAT(first_error_in(yes_or_no, "'status':'draft',"), HasSubstr("the key \"status\""));
}

TEST(ReadQuestionnaire, what_is_no_questionnaire_is_refused) {
  const auto error_of = [](const std::string& text) { return first_error(read_questionnaire(text, "x.json")); };
  EXPECT_EQ(error_of(json("{'resourceType':'Patient'}")),
            "x.json:: resourceType is \"Patient\", not \"Questionnaire\"");
  EXPECT_THAT(error_of("{}"), HasSubstr("not a FHIR resource"));
  EXPECT_THAT(error_of("[]"), HasSubstr("not a FHIR resource"));
  EXPECT_THAT(error_of(""), HasSubstr("not valid JSON"));
  EXPECT_THAT(error_of("{\n  \"a\": }"), HasSubstr("line 2, column 8"));
  EXPECT_THAT(error_of(json("{'resourceType':'Questionnaire','title':'\xff'}")), HasSubstr("not valid JSON"));
  EXPECT_THAT(first_error_in(""), HasSubstr("there is no question"));
  EXPECT_THAT(first_error_in(yes_or_no, "'implicitRules':'urn:x',"), HasSubstr("implicitRules"));
  EXPECT_THAT(first_error_in(yes_or_no, "'modifierExtension':[{'url':'urn:y'}],"),
              HasSubstr("modifierExtension \"urn:y\""));
}

TEST(ReadQuestionnaire, untidy_but_clear_files_are_read_with_a_warning) {
  const auto warned = [](const ReadOutcome& outcome, const std::string& message) {
    EXPECT_TRUE(outcome.questionnaire) << all_lines(outcome.findings);
    EXPECT_THAT(all_lines(outcome.findings), HasSubstr("warning: " + message));
  };
  const auto bare = read_questionnaire(json("{'resourceType':'Questionnaire','item':[" + yes_or_no + "]}"),
                                       "mood/questionnaire.json");
  warned(bare, "status is missing");
  warned(bare, "language is missing");
  warned(bare, "title is missing");
  warned(bare, "id is missing; \"mood\" is taken");
  warned(bare, "version is missing");
  warned(read_items(question("'type':'boolean','required':'true'")), "required stands in quotes");
  EXPECT_TRUE(read_items(question("'type':'boolean','required':'true'")).questionnaire->find("q")->required);
  warned(read_items("{'linkId':'d','text':'D','type':'display','required':true}," + yes_or_no),
         "a display cannot be required");
  warned(read_items("{'linkId':'q','type':'boolean'}"), "the question has no text");
  warned(read_items(yes_or_no + ",{'linkId':'end','text':'Thanks','type':'display'}"),
         "no question follows this display");
  warned(read_items(question("'type':'choice','answerOption':[{'valueCoding':{'code':'a'}}]")),
         "the option \"a\" has no display");
  warned(read_items(question("'type':'string','extension':[" + extension("regex", "'valueString':'x'") + "]")),
         "regex is not checked");
  EXPECT_TRUE(
      read_items(question("'type':'boolean','enableWhen':[],'code':[],'answerOption':[],'item':[]")).questionnaire);
  EXPECT_TRUE(read_questionnaire("\xEF\xBB\xBF" + form_text(yes_or_no), "bom.json").questionnaire);
}

TEST(ReadQuestionnaire, a_tidy_form_has_no_finding) { EXPECT_EQ(all_lines(read_items(yes_or_no).findings), ""); }

TEST(ReadQuestionnaire, every_form_of_the_library_is_read_without_a_finding) {
  int read = 0;
  for (const auto& folder : std::filesystem::directory_iterator(library_folder())) {
    if (!std::filesystem::exists(folder.path() / "questionnaire.json")) continue;
    const auto outcome =
        read_questionnaire(text_of_file(folder.path() / "questionnaire.json"), folder.path().filename().string());
    EXPECT_TRUE(outcome.questionnaire) << all_lines(outcome.findings);
    EXPECT_EQ(all_lines(outcome.findings), "");
    ++read;
  }
  EXPECT_GE(read, 4);
}

}  // namespace
}  // namespace anteroom::forms
