// Where a form stands: what its expressions enable and compute, what is dropped, and that it always settles.
#include "forms/standing.h"

#include "forms/expressions.h"
#include "tests/forms/form_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anteroom::forms {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Finds an item to change it; a form under construction in a test.
Item& item_in(std::vector<Item>& items, std::string_view link_id) {
  for (Item& item : items) {
    if (item.link_id == link_id) return item;
    try {
      return item_in(item.items, link_id);
    } catch (const std::out_of_range&) {
    }
  }
  throw std::out_of_range(std::string(link_id));
}

// Three choices that count 0 to 2, then whatever the test adds.
std::string question(const std::string& link_id, const std::string& more = "") {
  std::string options;
  for (int number = 0; number < 3; ++number) {
    options += std::format(
        "{}{{'extension':[{{'url':'http://hl7.org/fhir/StructureDefinition/ordinalValue','valueDecimal':{}}}],"
        "'valueCoding':{{'system':'urn:x','code':'c{}','display':'{} days'}}}}",
        number == 0 ? "" : ",", number, number, number);
  }
  return std::format("{{'linkId':'{}','text':'How often?','type':'choice','answerOption':[{}]{}}}", link_id, options,
                     more);
}

std::string plain_item(const std::string& link_id, const std::string& type, const std::string& more = "") {
  return std::format("{{'linkId':'{}','text':'What?','type':'{}'{}}}", link_id, type, more);
}

Answer code(std::string_view name) { return Value(Coding{"urn:x", std::string(name)}); }
Answer whole(std::int64_t number) { return Value(number); }

class StandingTest : public testing::Test {
 protected:
  void read(const std::string& items) { m_form = form_of(items); }
  Item& item(std::string_view link_id) { return item_in(m_form.items, link_id); }
  void calculate(std::string_view link_id, std::string expression) {
    item(link_id).calculated = std::move(expression);
    item(link_id).read_only = true;
  }
  Standing stand_with(const Answers& given, const Day& day = {}) {
    const auto findings = prepare_expressions(m_form, "test.json");
    EXPECT_EQ(all_lines(findings), "");
    return stand(m_form, given, day);
  }
  std::string refused() { return all_lines(prepare_expressions(m_form, "test.json")); }

  static std::string shown(const Standing& standing, std::string_view link_id) {
    const auto found = standing.answers.find(link_id);
    return found == standing.answers.end() ? "none" : to_json(found->second);
  }
  static std::string warnings_of(const Standing& standing) {
    std::string lines;
    for (const StandingWarning& warning : standing.warnings) lines += warning.link_id + ": " + warning.message + "\n";
    return lines;
  }

  Questionnaire m_form;
};

TEST_F(StandingTest, a_total_is_the_sum_of_what_the_options_count) {
  read(question("a") + "," + question("b") + "," + plain_item("total", "decimal"));
  calculate("total", "%resource.item.answer.value.ordinal().sum()");
  EXPECT_EQ(shown(stand_with({{"a", code("c1")}, {"b", code("c2")}}), "total"), R"({"d":"3"})");
  EXPECT_EQ(shown(stand_with({{"a", code("c1")}}), "total"), R"({"d":"1"})");
  EXPECT_EQ(shown(stand_with({}), "total"), "none") << "nothing answered is no total, not 0";
  EXPECT_EQ(shown(stand_with({{"a", Declined{}}}), "total"), "none");
}

TEST_F(StandingTest, computed_answers_may_depend_on_each_other_in_any_order) {
  read(plain_item("last", "integer") + "," + plain_item("middle", "integer") + "," + plain_item("first", "integer") +
       "," + plain_item("n", "integer"));
  calculate("last", "%resource.item.where(linkId='middle').answer.value + 1");
  calculate("middle", "%resource.item.where(linkId='first').answer.value + 1");
  calculate("first", "%resource.item.where(linkId='n').answer.value + 1");
  const Standing standing = stand_with({{"n", whole(1)}});
  EXPECT_EQ(shown(standing, "last"), R"({"i":4})");
  EXPECT_THAT(standing.warnings, IsEmpty());
  EXPECT_EQ(standing.computed.size(), 3U);
  EXPECT_EQ(standing.given.size(), 1U);
}

TEST_F(StandingTest, a_computed_answer_replaces_a_given_one_where_nobody_may_answer) {
  read(plain_item("n", "integer") + "," + plain_item("locked", "integer") + "," + plain_item("open", "integer"));
  calculate("locked", "%resource.item.where(linkId='n').answer.value * 2");
  item("open").calculated = "%resource.item.where(linkId='n').answer.value * 2";
  const Standing standing = stand_with({{"n", whole(2)}, {"locked", whole(9)}, {"open", whole(9)}});
  EXPECT_EQ(shown(standing, "locked"), R"({"i":4})");
  EXPECT_EQ(shown(standing, "open"), R"({"i":9})") << "the patient's own answer stands";
  EXPECT_EQ(shown(stand_with({{"n", whole(2)}}), "open"), R"({"i":4})");
  EXPECT_EQ(shown(stand_with({{"locked", whole(9)}}), "locked"), "none") << "also by none";
}

TEST_F(StandingTest, an_expression_enables_and_what_it_disables_is_dropped) {
  read(plain_item("n", "integer") + "," + plain_item("more", "string") + "," + plain_item("after", "boolean"));
  item("more").enable_when_expression = "%resource.item.where(linkId='n').answer.value > 3";
  const Standing on = stand_with({{"n", whole(4)}, {"more", Value(std::string("x"))}});
  EXPECT_THAT(on.enabled, ElementsAre("n", "more", "after"));
  EXPECT_EQ(on.asked.size(), 3U);
  const Standing off = stand_with({{"n", whole(3)}, {"more", Value(std::string("x"))}});
  EXPECT_THAT(off.enabled, ElementsAre("n", "after"));
  EXPECT_FALSE(off.answers.contains("more"));
  EXPECT_FALSE(stand_with({{"more", Value(std::string("x"))}}).answers.contains("more")) << "unknown is not true";
}

TEST_F(StandingTest, a_computed_answer_goes_when_its_item_is_disabled) {
  read(plain_item("on", "boolean") +
       ",{'linkId':'g','type':'group','enableWhen':[{'question':'on','operator':'=',"
       "'answerBoolean':true}],'item':[" +
       plain_item("n", "integer") + "," + plain_item("twice", "integer") + "]}," + plain_item("sum", "integer"));
  calculate("twice", "%resource.repeat(item).where(linkId='n').answer.value * 2");
  calculate("sum", "%resource.repeat(item).where(linkId='n' or linkId='twice').answer.value.sum()");
  const Answers given{{"on", Value(true)}, {"n", whole(5)}};
  EXPECT_EQ(shown(stand_with(given), "sum"), R"({"i":15})");
  const Standing off = stand_with({{"on", Value(false)}, {"n", whole(5)}});
  EXPECT_FALSE(off.computed.contains("twice"));
  EXPECT_EQ(shown(off, "sum"), "none");
  EXPECT_EQ(off.given.size(), 1U);
}

TEST_F(StandingTest, variables_are_known_from_where_they_stand_downwards) {
  read(plain_item("kg", "decimal") + "," + plain_item("cm", "decimal") + ",{'linkId':'g','type':'group','item':[" +
       plain_item("bmi", "decimal") + "]}");
  m_form.variables = {{"kg", "%resource.item.where(linkId='kg').answer.value"},
                      {"m", "%resource.item.where(linkId='cm').answer.value / 100"}};
  item("g").variables = {{"square", "%m.power(2)"}};
  calculate("bmi", "(%kg / %square).round(1)");
  const auto decimal = [](std::string_view text) { return Answer(Value(*parse_decimal(text))); };
  EXPECT_EQ(shown(stand_with({{"kg", decimal("70.5")}, {"cm", decimal("175")}}), "bmi"), R"({"d":"23"})");
  EXPECT_EQ(shown(stand_with({{"kg", decimal("70.5")}}), "bmi"), "none");
}

TEST_F(StandingTest, an_expression_looks_from_its_own_item) {
  read("{'linkId':'g','type':'group','item':[" + plain_item("n", "integer") + "," + plain_item("twice", "integer") +
       "]}");
  item("g").variables = {{"n", "item.where(linkId='n').answer.value"}};
  calculate("twice", "%n * 2");
  EXPECT_EQ(shown(stand_with({{"n", whole(4)}}), "twice"), R"({"i":8})");
  calculate("twice", "%qitem.type.length() + %context.linkId.length()");
  EXPECT_EQ(shown(stand_with({}), "twice"), R"({"i":12})") << "integer, twice";
}

TEST_F(StandingTest, the_questionnaire_can_be_asked) {
  read(question("a") + "," + question("risk"));
  m_form.variables = {{"options", "%questionnaire.item.where(linkId='risk').answerOption.value"}};
  calculate("risk", "iif(%resource.item.where(linkId='a').answer.value.code = 'c2', %options.where(code='c1'), {})");
  EXPECT_EQ(shown(stand_with({{"a", code("c2")}}), "risk"), R"({"c":"c1","s":"urn:x"})");
  EXPECT_EQ(shown(stand_with({{"a", code("c1")}}), "risk"), "none");
}

TEST_F(StandingTest, what_does_not_fit_the_item_is_no_answer_and_a_warning) {
  read(plain_item("n", "integer") + "," + plain_item("whole", "integer") + "," + plain_item("yes", "boolean") + "," +
       question("coded") + "," + plain_item("words", "string"));
  calculate("whole", "%resource.item.where(linkId='n').answer.value / 2");
  calculate("yes", "1");
  calculate("coded", "'c7'");
  calculate("words", "('a' | 'b')");
  const Standing standing = stand_with({{"n", whole(3)}});
  EXPECT_EQ(shown(standing, "whole"), "none") << "1.5 is not rounded behind anybody's back";
  EXPECT_EQ(standing.computed.size(), 0U);
  EXPECT_EQ(standing.warnings.size(), 4U);
  EXPECT_THAT(warnings_of(standing), HasSubstr("words: calculatedExpression: the expression found several values"));
  EXPECT_EQ(shown(stand_with({{"n", whole(4)}}), "whole"), R"({"i":2})");
}

TEST_F(StandingTest, an_expression_that_fails_gives_no_answer_and_a_warning_without_the_answer) {
  read(plain_item("n", "string") + "," + plain_item("sum", "integer") + "," + plain_item("more", "boolean"));
  calculate("sum", "%resource.item.where(linkId='n').answer.value + 1");
  item("more").enable_when_expression = "%resource.item.where(linkId='n').answer.value > 1";
  const Standing standing = stand_with({{"n", Value(std::string("secret"))}});
  EXPECT_EQ(shown(standing, "sum"), "none");
  EXPECT_THAT(standing.enabled, ElementsAre("n", "sum"));
  EXPECT_THAT(warnings_of(standing), HasSubstr("sum: calculatedExpression at 47: these two values"));
  EXPECT_THAT(warnings_of(standing), Not(HasSubstr("secret")));
}

TEST_F(StandingTest, items_that_never_settle_are_named_and_have_no_answer) {
  read(plain_item("a", "integer") + "," + plain_item("b", "integer") + "," + plain_item("c", "integer") + "," +
       plain_item("fine", "integer"));
  calculate("a", "iif(%resource.item.where(linkId='b').answer.exists(), {}, 1)");
  calculate("b", "%resource.item.where(linkId='a').answer.value");
  calculate("fine", "1 + 1");
  const Standing standing = stand_with({});
  EXPECT_FALSE(standing.answers.contains("a"));
  EXPECT_FALSE(standing.answers.contains("b"));
  EXPECT_EQ(shown(standing, "fine"), R"({"i":2})");
  EXPECT_THAT(warnings_of(standing), HasSubstr("a: its expression and those it depends on never settle"));
  EXPECT_THAT(warnings_of(standing), HasSubstr("b: its expression"));
}

TEST_F(StandingTest, a_question_that_disables_itself_is_not_asked) {
  read(plain_item("a", "boolean") + "," + plain_item("b", "boolean"));
  item("a").enable_when_expression = "%resource.item.where(linkId='a').answer.empty()";
  const Standing standing = stand_with({{"a", Value(true)}, {"b", Value(true)}});
  EXPECT_THAT(standing.enabled, ElementsAre("b"));
  EXPECT_THAT(warnings_of(standing), HasSubstr("a: its expression"));
}

TEST_F(StandingTest, a_counter_that_counts_itself_ends) {
  read(plain_item("a", "integer"));
  calculate("a", "iif(%resource.item.answer.value.empty(), 0, %resource.item.answer.value + 1)");
  const Standing standing = stand_with({});
  EXPECT_FALSE(standing.answers.contains("a"));
  EXPECT_EQ(standing.warnings.size(), 1U);
}

TEST_F(StandingTest, hidden_initial_values_are_answers_and_visible_ones_are_proposals) {
  read(plain_item("h", "boolean") + "," + plain_item("v", "integer") + "," +
       plain_item("next", "integer", ",'enableWhen':[{'question':'h','operator':'=','answerBoolean':true}]"));
  item("h").hidden = true;
  item("h").initial = {Value(true)};
  item("v").initial = {Value(std::int64_t{5})};
  const Standing standing = stand_with({});
  EXPECT_EQ(shown(standing, "h"), R"({"b":true})");
  EXPECT_THAT(standing.enabled, ElementsAre("h", "v", "next"));
  EXPECT_EQ(shown(standing, "v"), "none");
  EXPECT_EQ(to_json(standing.proposals.at("v")), R"({"i":5})");
  EXPECT_TRUE(stand_with({{"v", whole(6)}}).proposals.empty());
  EXPECT_THAT(stand_with({{"h", Value(false)}}).enabled, ElementsAre("h", "v"));
  EXPECT_TRUE(is_enabled(m_form, "next", {}));
  EXPECT_EQ(enabled_answers(m_form, {}).size(), 1U);
}

TEST_F(StandingTest, a_proposal_may_be_computed_from_the_day_that_the_caller_says) {
  read(plain_item("when", "date"));
  item("when").initial_expression = "today()";
  const Standing dayless = stand_with({});
  EXPECT_TRUE(dayless.proposals.empty());
  EXPECT_THAT(warnings_of(dayless), HasSubstr("today() has no value here"));
  const Standing standing = stand_with({}, {.today = fhirpath::parse_moment("2026-11-23"), .now = {}});
  EXPECT_EQ(to_json(standing.proposals.at("when")), R"({"date":"2026-11-23"})");
  EXPECT_THAT(standing.warnings, IsEmpty());
}

TEST_F(StandingTest, what_a_form_cannot_reckon_is_refused_when_it_is_read) {
  read(plain_item("a", "integer") + "," + plain_item("b", "integer"));
  item("a").calculated = "%resource.birthDate";
  item("b").calculated = "1 + resolve()";
  EXPECT_THAT(refused(), HasSubstr("test.json:a: calculatedExpression cannot be used: at 11: a form and its answers "
                                   "have no element birthDate"));
  EXPECT_THAT(refused(), HasSubstr("test.json:b: calculatedExpression cannot be used: at 5: the function resolve()"));
  item("a").calculated = "%patient.birthDate";
  EXPECT_THAT(refused(), HasSubstr("test.json:a: calculatedExpression cannot be used: it needs %patient, which"));
}

TEST_F(StandingTest, a_variable_that_nobody_needs_does_no_harm) {
  read(plain_item("a", "integer"));
  m_form.variables = {{"record", "%patient.name"}, {"name", "%record.text"}};
  calculate("a", "1");
  EXPECT_EQ(refused(), "");
  calculate("a", "%name.length()");
  EXPECT_THAT(refused(), HasSubstr("it needs %name: it needs %record: it needs %patient"));
  calculate("a", "1");
  item("a").initial_expression = "%name.length()";
  EXPECT_THAT(refused(), HasSubstr("a: warning: initialExpression cannot be used and is left out"));
}

TEST_F(StandingTest, a_form_without_expressions_prepares_nothing) {
  read(plain_item("a", "integer"));
  EXPECT_EQ(refused(), "");
  EXPECT_EQ(m_form.expressions, nullptr);
  EXPECT_THAT(stand(m_form, {{"a", whole(1)}, {"unknown", whole(2)}}).answers, testing::SizeIs(1));
}

TEST_F(StandingTest, endless_expressions_cost_a_bounded_time) {
  read(plain_item("n", "integer") + "," + plain_item("a", "integer") + "," + plain_item("b", "integer"));
  calculate("a", "1.repeat($this + 1).count()");
  calculate("b", "2.repeat($this + 1).count()");
  const Standing standing = stand_with({});
  EXPECT_THAT(standing.computed, IsEmpty());
  EXPECT_THAT(warnings_of(standing), HasSubstr("too many steps"));
}

}  // namespace
}  // namespace anteroom::forms
