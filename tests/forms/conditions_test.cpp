// enableWhen as FHIR R4 words it, and what stands above a question.
#include "tests/forms/form_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace anteroom::forms {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string options =
    "'answerOption':[{'valueCoding':{'system':'s','code':'a','display':'A'}},{'valueCoding':{'system':'s','code':'b','"
    "display':'B'}}]";

// Whether an item with this one condition on the question `q` is enabled by the answer (none: skipped).
bool enabled_by(const std::string& question, const std::string& condition, std::optional<Answer> answer) {
  const Questionnaire form =
      form_of("{'linkId':'q','text':'Q'," + question +
              "},{'linkId':'x','text':'X','type':'boolean','enableWhen':[{'question':'q'," + condition + "}]}");
  Answers answers;
  if (answer) answers.emplace("q", *answer);
  return is_enabled(form, "x", answers);
}

std::vector<std::string> ids(const std::vector<const Item*>& items) {
  std::vector<std::string> found;
  for (const Item* item : items) found.push_back(item->link_id);
  return found;
}

Answer whole(std::int64_t number) { return Value(number); }
Answer coded(const std::string& code) { return Value(Coding{"s", code}); }
Answer day(const char* text) { return Value(*parse_date(text)); }
Answer number(const char* text) { return Value(*parse_decimal(text)); }

TEST(Conditions, exists_asks_whether_there_is_an_answer) {
  EXPECT_TRUE(enabled_by("'type':'integer'", "'operator':'exists','answerBoolean':true", whole(0)));
  EXPECT_FALSE(enabled_by("'type':'integer'", "'operator':'exists','answerBoolean':true", std::nullopt));
  EXPECT_FALSE(enabled_by("'type':'integer'", "'operator':'exists','answerBoolean':false", whole(0)));
  EXPECT_TRUE(enabled_by("'type':'integer'", "'operator':'exists','answerBoolean':false", std::nullopt));
}

TEST(Conditions, a_declined_answer_is_no_answer) {
  EXPECT_FALSE(enabled_by("'type':'integer'", "'operator':'exists','answerBoolean':true", Declined{}));
  EXPECT_TRUE(enabled_by("'type':'integer'", "'operator':'!=','answerInteger':3", Declined{}));
}

TEST(Conditions, equal_compares_every_kind_of_answer) {
  EXPECT_TRUE(enabled_by("'type':'boolean'", "'operator':'=','answerBoolean':true", Value(true)));
  EXPECT_FALSE(enabled_by("'type':'boolean'", "'operator':'=','answerBoolean':true", Value(false)));
  EXPECT_TRUE(enabled_by("'type':'integer'", "'operator':'=','answerInteger':3", whole(3)));
  EXPECT_TRUE(enabled_by("'type':'decimal'", "'operator':'=','answerDecimal':1.5", number("1.50")));
  EXPECT_TRUE(enabled_by("'type':'date'", "'operator':'=','answerDate':'2026-01-02'", day("2026-01-02")));
  EXPECT_TRUE(enabled_by("'type':'string'", "'operator':'=','answerString':'yes'", Value(std::string("yes"))));
  EXPECT_FALSE(enabled_by("'type':'string'", "'operator':'=','answerString':'yes'", Value(std::string("Yes"))));
  EXPECT_TRUE(
      enabled_by("'type':'choice'," + options, "'operator':'=','answerCoding':{'system':'s','code':'a'}", coded("a")));
  EXPECT_FALSE(
      enabled_by("'type':'choice'," + options, "'operator':'=','answerCoding':{'system':'s','code':'a'}", coded("b")));
  EXPECT_FALSE(enabled_by("'type':'integer'", "'operator':'=','answerInteger':3", std::nullopt));
}

// R4: "no answer has a value that is equal", which holds where there is no answer at all. R5 and some readers differ.
TEST(Conditions, not_equal_holds_without_an_answer_as_r4_words_it) {
  EXPECT_TRUE(enabled_by("'type':'integer'", "'operator':'!=','answerInteger':3", whole(4)));
  EXPECT_FALSE(enabled_by("'type':'integer'", "'operator':'!=','answerInteger':3", whole(3)));
  EXPECT_TRUE(enabled_by("'type':'integer'", "'operator':'!=','answerInteger':3", std::nullopt));
}

TEST(Conditions, the_four_orderings_hold_on_the_right_side_of_their_bound) {
  struct Case {
    const char* op;
    bool below, at, above;
  };
  for (const Case& wanted : {Case{">", false, false, true}, Case{"<", true, false, false},
                             Case{">=", false, true, true}, Case{"<=", true, true, false}}) {
    const std::string op = std::format("'operator':'{}',", wanted.op);
    EXPECT_EQ(enabled_by("'type':'integer'", op + "'answerInteger':5", whole(4)), wanted.below) << wanted.op;
    EXPECT_EQ(enabled_by("'type':'integer'", op + "'answerInteger':5", whole(5)), wanted.at) << wanted.op;
    EXPECT_EQ(enabled_by("'type':'integer'", op + "'answerInteger':5", whole(6)), wanted.above) << wanted.op;
    EXPECT_EQ(enabled_by("'type':'decimal'", op + "'answerDecimal':0.5", number("0.49")), wanted.below) << wanted.op;
    EXPECT_EQ(enabled_by("'type':'decimal'", op + "'answerDecimal':0.5", number("0.50")), wanted.at) << wanted.op;
    EXPECT_EQ(enabled_by("'type':'decimal'", op + "'answerDecimal':0.5", number("10")), wanted.above) << wanted.op;
    EXPECT_EQ(enabled_by("'type':'date'", op + "'answerDate':'2026-03-01'", day("2026-02-28")), wanted.below)
        << wanted.op;
    EXPECT_EQ(enabled_by("'type':'date'", op + "'answerDate':'2026-03-01'", day("2026-03-01")), wanted.at) << wanted.op;
    EXPECT_EQ(enabled_by("'type':'date'", op + "'answerDate':'2026-03-01'", day("2027-01-01")), wanted.above)
        << wanted.op;
    EXPECT_FALSE(enabled_by("'type':'integer'", op + "'answerInteger':5", std::nullopt)) << wanted.op;
  }
}

TEST(Conditions, all_needs_every_condition_and_any_needs_one) {
  const auto form = [](const std::string& behavior) {
    return form_of(
        "{'linkId':'p','text':'P','type':'boolean'},{'linkId':'q','text':'Q','type':'boolean'},"
        "{'linkId':'x','text':'X','type':'boolean','enableBehavior':'" +
        behavior +
        "','enableWhen':[{'question':'p','operator':'=','answerBoolean':true},{'question':'q','operator':'=','"
        "answerBoolean':true}]}");
  };
  const Answers one{{"p", Value(true)}};
  const Answers both{{"p", Value(true)}, {"q", Value(true)}};
  EXPECT_FALSE(is_enabled(form("all"), "x", one));
  EXPECT_TRUE(is_enabled(form("all"), "x", both));
  EXPECT_TRUE(is_enabled(form("any"), "x", one));
  EXPECT_FALSE(is_enabled(form("any"), "x", {}));
}

// a enables group g; inside it c; d depends on c; e depends on d.
Questionnaire chain() {
  return form_of(
      "{'linkId':'a','text':'A','type':'boolean'},"
      "{'linkId':'g','text':'G','type':'group','enableWhen':[{'question':'a','operator':'=','answerBoolean':true}],"
      " 'item':[{'linkId':'c','text':'C','type':'boolean','item':[{'linkId':'cc','text':'CC','type':'string'}]}]},"
      "{'linkId':'d','text':'D','type':'boolean','enableWhen':[{'question':'c','operator':'=','answerBoolean':true}]},"
      "{'linkId':'e','text':'E','type':'boolean','enableWhen':[{'question':'d','operator':'exists','answerBoolean':"
      "true}]}");
}

TEST(Conditions, a_disabled_group_disables_everything_below_it) {
  EXPECT_THAT(ids(asked_questions(chain(), {})), ElementsAre("a"));
  EXPECT_THAT(ids(asked_questions(chain(), {{"a", Value(true)}})), ElementsAre("a", "c", "cc"));
  EXPECT_FALSE(is_enabled(chain(), "cc", {}));
}

TEST(Conditions, the_answer_of_a_disabled_question_enables_nothing) {
  const Answers answers{{"a", Value(false)}, {"c", Value(true)}, {"d", Value(true)}, {"e", Value(true)}};
  EXPECT_THAT(ids(asked_questions(chain(), answers)), ElementsAre("a"));
  EXPECT_FALSE(is_enabled(chain(), "e", answers));
}

TEST(Conditions, answers_of_disabled_and_unknown_items_are_dropped_down_the_whole_chain) {
  const Answers answers{
      {"a", Value(false)}, {"c", Value(true)}, {"d", Value(true)}, {"e", Value(true)}, {"nobody", Value(true)}};
  EXPECT_EQ(enabled_answers(chain(), answers), (Answers{{"a", Value(false)}}));
  const Answers kept{{"a", Value(true)}, {"c", Value(true)}, {"d", Declined{}}};
  EXPECT_EQ(enabled_answers(chain(), kept), kept);
}

TEST(Conditions, an_unknown_item_is_not_enabled) { EXPECT_FALSE(is_enabled(chain(), "nobody", {})); }

// Without the single walk this form would take 2^400 steps.
TEST(Conditions, a_long_chain_of_conditions_costs_one_walk) {
  std::string items = "{'linkId':'q0','text':'Q','type':'boolean'},{'linkId':'q1','text':'Q','type':'boolean'}";
  for (int at = 2; at < 400; ++at) {
    items += std::format(
        ",{{'linkId':'q{}','text':'Q','type':'boolean','enableBehavior':'any','enableWhen':["
        "{{'question':'q{}','operator':'exists','answerBoolean':true}},{{'question':'q{}','operator':'exists','"
        "answerBoolean':true}}]}}",
        at, at - 1, at - 2);
  }
  const Questionnaire form = form_of(items);
  Answers answers;
  for (const Item* question : form.questions()) answers.emplace(question->link_id, Value(true));
  EXPECT_TRUE(is_enabled(form, "q399", answers));
  EXPECT_EQ(asked_questions(form, answers).size(), 400U);
}

TEST(Questionnaire, hidden_questions_exist_but_are_never_asked) {
  const Questionnaire form = form_of(
      "{'linkId':'a','text':'A','type':'boolean'},"
      "{'linkId':'h','text':'H','type':'group','extension':[{'url':'http://hl7.org/fhir/StructureDefinition/"
      "questionnaire-hidden',"
      "'valueBoolean':true}],'item':[{'linkId':'b','text':'B','type':'boolean'}]}");
  EXPECT_THAT(ids(form.questions()), ElementsAre("a", "b"));
  EXPECT_THAT(ids(asked_questions(form, {})), ElementsAre("a"));
  EXPECT_TRUE(is_enabled(form, "b", {}));
}

TEST(Questionnaire, the_stems_of_a_question_are_its_groups_and_the_displays_before_it) {
  const Questionnaire form = form_of(
      "{'linkId':'welcome','text':'Welcome','type':'display'},"
      "{'linkId':'a','text':'A','type':'boolean'},{'linkId':'b','text':'B','type':'boolean'},"
      "{'linkId':'new','text':'Now for sleep','type':'display'},"
      "{'linkId':'g','text':'How often','type':'group','item':["
      "  {'linkId':'hint','text':'Choose one','type':'display'},"
      "  {'linkId':'c','text':'C','type':'boolean','item':[{'linkId':'help','text':'Naps count','type':'display'}]}]},"
      "{'linkId':'d','text':'D','type':'boolean'}");
  EXPECT_THAT(ids(form.stems_of("a")), ElementsAre("welcome"));
  EXPECT_THAT(ids(form.stems_of("b")), ElementsAre("welcome"));
  EXPECT_THAT(ids(form.stems_of("c")), ElementsAre("new", "g", "hint", "help"));
  EXPECT_THAT(ids(form.stems_of("d")), IsEmpty());
  EXPECT_THAT(ids(form.stems_of("nobody")), IsEmpty());
}

std::string in_spanish(const std::string& key, const std::string& text) {
  return "'" + key +
         "':{'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/"
         "translation','extension':[{'url':'lang','valueCode':'es'},"
         "{'url':'content','valueString':'" +
         text + "'}]}]}";
}

TEST(Questionnaire, it_speaks_a_language_only_when_stem_question_and_every_option_do) {
  const auto form = [](bool stem, bool question, bool option) {
    return form_of("{'linkId':'g','type':'group','text':'Stem'" + (stem ? "," + in_spanish("_text", "Raíz") : "") +
                   ",'item':[{'linkId':'a','type':'choice','text':'Question'" +
                   (question ? "," + in_spanish("_text", "Pregunta") : "") +
                   ",'answerOption':[{'valueCoding':{'code':'n','display':'No'" +
                   (option ? "," + in_spanish("_display", "Nunca") : "") + "}}]}]}");
  };
  EXPECT_TRUE(form(true, true, true).speaks("es"));
  EXPECT_FALSE(form(false, true, true).speaks("es"));
  EXPECT_FALSE(form(true, false, true).speaks("es"));
  EXPECT_FALSE(form(true, true, false).speaks("es"));
  EXPECT_FALSE(form(true, true, true).speaks("de"));
  EXPECT_TRUE(form(false, false, false).speaks("en"));
  EXPECT_EQ(form(true, true, true).find("g")->text.in("es"), "Raíz");
  EXPECT_EQ(form(true, true, true).find("g")->text.in("de"), "Stem");
}

TEST(Questionnaire, a_form_in_american_english_speaks_english_but_not_the_other_way_round) {
  Questionnaire form = form_of("{'linkId':'a','text':'A','type':'boolean'}");
  form.language = "en-US";
  EXPECT_TRUE(form.speaks("en"));
  form.language = "en";
  EXPECT_FALSE(form.speaks("en-US"));
  EXPECT_FALSE(form.speaks("e"));
}

}  // namespace
}  // namespace anteroom::forms
