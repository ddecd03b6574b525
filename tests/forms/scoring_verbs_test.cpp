// The verbs beyond sums: what each promises, and what the reader refuses of it.
#include "forms/bare_form.h"
#include "tests/support/library_form.h"

#include <algorithm>
#include <format>
#include <gtest/gtest.h>

namespace anteroom::forms {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Three items from 0 to 10 without a word of text, and these scores.
std::string rules_json(std::string_view scores, std::string_view more = "") {
  return std::format(R"({{"form":"three","version":"1","sources":{{"S":"a paper"}},
    "items":[{{"link_ids":["a","b","c"],"type":"integer","minimum":0,"maximum":10}}],"scores":[{}]{}}})",
                     scores, more);
}

// A score made of the items a, b, c.
std::string base(std::string_view id, std::string_view verb, std::string_view more) {
  return std::format(R"({{"id":"{}","label":"L","verb":"{}","source":"S",{}}})", id, verb, more);
}

const std::string sum_of_all =
    base("sum", "sum",
         R"("items":["a","b","c"],"minimum":0,"maximum":30,"direction":"none","missing":{"allowed":0,"source":"S"})");

std::vector<std::string> findings_of(const std::string& json) {
  const auto bare = read_bare_form(json, "scoring.json");
  std::vector<std::string> found;
  for (const Finding& finding : bare.findings) found.push_back(to_string(finding));
  if (!bare.questionnaire) return found;
  ScoringRules rules;
  for (const Finding& finding : ScoringRules::read(json, "scoring.json", *bare.questionnaire, rules))
    found.push_back(to_string(finding));
  return found;
}

ScoreReport report_of(const std::string& json, const Answers& answers, const Context& context = {}) {
  const auto bare = read_bare_form(json, "scoring.json");
  EXPECT_TRUE(bare.questionnaire);
  if (!bare.questionnaire) return {};
  ScoringRules rules;
  for (const Finding& finding : ScoringRules::read(json, "scoring.json", *bare.questionnaire, rules))
    ADD_FAILURE() << to_string(finding);
  return rules.score(*bare.questionnaire, answers, context);
}

Answers given(std::initializer_list<std::pair<const char*, std::int64_t>> numbers) {
  Answers answers;
  for (const auto& [link_id, number] : numbers) answers.emplace(link_id, Value(number));
  return answers;
}

const ScoreValue no_value = std::monostate{};

TEST(ScoringVerbs, a_table_gives_no_number_that_it_does_not_hold) {
  const std::string json = rules_json(
      base("t", "table",
           R"("of":"sum","rows":{"1":40.5,"3":42.0},"decimals":1,"minimum":40.5,"maximum":42,"direction":"none")") +
      "," + sum_of_all);
  EXPECT_EQ(report_of(json, given({{"a", 1}, {"b", 0}, {"c", 0}})).scores.front().value, ScoreValue(Number(40.5, 1)));
  const Score absent = report_of(json, given({{"a", 1}, {"b", 1}, {"c", 0}})).scores.front();
  EXPECT_EQ(absent.value, no_value);
  EXPECT_TRUE(absent.complete);
  EXPECT_EQ(absent.note, "no verified value for this sum");
}

TEST(ScoringVerbs, criteria_are_true_false_or_still_open) {
  const std::string items = R"("minimum":0,"maximum":10,"direction":"none","missing":{"allowed":0,"source":"S"})";
  const std::string json = rules_json(
      base("x", "value", R"("items":["a"],)" + items) + "," + base("y", "value", R"("items":["b"],)" + items) + "," +
      base("met", "criteria", R"("any":[{"x":{"from":7},"y":{"from":5}},{"x":{"from":4,"to":6},"y":{"from":9}}])"));
  const auto met = [&](const Answers& answers) { return report_of(json, answers).scores.back().value; };
  EXPECT_EQ(met(given({{"a", 7}, {"b", 5}})), ScoreValue(true));
  EXPECT_EQ(met(given({{"a", 6}, {"b", 5}})), ScoreValue(false));
  EXPECT_EQ(met(given({{"a", 3}})), ScoreValue(false)) << "whatever b is";
  EXPECT_EQ(met(given({{"a", 7}})), no_value) << "b decides";
  EXPECT_EQ(met({}), no_value);
}

TEST(ScoringVerbs, a_score_cannot_be_made_of_itself) {
  const std::string ring = base("p", "add", R"("of":["q"],"minimum":0,"maximum":1,"direction":"none")") + "," +
                           base("q", "add", R"("of":["p"],"minimum":0,"maximum":1,"direction":"none")");
  EXPECT_THAT(findings_of(rules_json(ring)), Contains(HasSubstr("scores[0]: is made of itself")));
}

TEST(ScoringVerbs, weights_must_name_every_item_and_the_range_must_follow) {
  const auto weighted = [](std::string_view weights, int maximum) {
    return rules_json(base("w", "sum",
                           std::format(R"("items":["a","b"],"weights":{},"minimum":0,"maximum":{},"direction":"none",
                                          "missing":{{"allowed":0,"source":"S"}})",
                                       weights, maximum)));
  };
  EXPECT_EQ(report_of(weighted(R"({"a":2,"b":3})", 50), given({{"a", 1}, {"b", 1}})).scores.front().value,
            ScoreValue(Number(5, 0)));
  EXPECT_THAT(findings_of(weighted(R"({"a":2})", 50)), Contains(HasSubstr("must name every item")));
  EXPECT_THAT(findings_of(weighted(R"({"a":2,"b":3})", 51)), Contains(HasSubstr("goes from 0 to 50")));
}

TEST(ScoringVerbs, recoding_leaves_no_answer_between_two_ranges) {
  const auto recoded = [](std::string_view ranges) {
    return rules_json(base("r", "sum",
                           std::format(R"("items":["a"],"recode":{{"item":"a","ranges":[{}],"source":"S"}},"minimum":1,
                                          "maximum":2,"direction":"none","missing":{{"allowed":0,"source":"S"}})",
                                       ranges)));
  };
  EXPECT_THAT(findings_of(recoded(R"({"from":0,"to":4,"value":2},{"from":5,"to":10,"value":1})")), IsEmpty());
  EXPECT_THAT(findings_of(recoded(R"({"from":0,"to":4,"value":2},{"from":6,"to":10,"value":1})")),
              Contains(HasSubstr("must begin at 5")));
  EXPECT_THAT(findings_of(recoded(R"({"from":0,"to":4,"value":2},{"from":5,"to":9,"value":1})")),
              Contains(HasSubstr("must end at the item's highest number, 10")));
}

// A question that takes several of the options p, q, r, s.
Questionnaire form_of_options() {
  Questionnaire form;
  form.id = "three";
  Item item;
  item.link_id = "areas";
  item.type = ItemType::choice;
  item.repeats = true;
  for (const char* code : {"p", "q", "r", "s"}) {
    item.options.own().emplace_back().value = Coding{"urn:x", code};
  }
  form.items.push_back(std::move(item));
  return form;
}

std::vector<Score> scores_of_options(std::string_view scores, const Answers& answers) {
  const Questionnaire form = form_of_options();
  ScoringRules rules;
  const std::string json =
      std::format(R"({{"form":"three","version":"1","sources":{{"S":"a paper"}},"scores":[{}]}})", scores);
  for (const Finding& finding : ScoringRules::read(json, "scoring.json", form, rules))
    ADD_FAILURE() << to_string(finding);
  return rules.score(form, answers).scores;
}

TEST(ScoringVerbs, options_count_one_by_one_and_groups_once) {
  const std::string missing = R"("direction":"none","missing":{"allowed":0,"source":"S"})";
  const std::string scores =
      base("n", "choices", R"("item":"areas","options":["p","q","r"],"minimum":0,"maximum":3,)" + missing) + "," +
      base("g", "groups",
           R"("item":"areas","groups":{"left":["p","q"],"right":["r"]},"minimum":0,"maximum":2,)" + missing);
  const auto chosen = [](std::initializer_list<const char*> codes) {
    Several several;
    for (const char* code : codes) several.emplace_back(Coding{"urn:x", code});
    return Answers{{"areas", several}};
  };
  const auto both = scores_of_options(scores, chosen({"p", "q", "s"}));
  EXPECT_EQ(both.front().value, ScoreValue(Number(2, 0))) << "s is none of its options";
  EXPECT_EQ(both.back().value, ScoreValue(Number(1, 0)));
  const auto none = scores_of_options(scores, chosen({"s"}));
  EXPECT_EQ(none.front().value, ScoreValue(Number(0, 0)));
  EXPECT_TRUE(none.front().complete);
  EXPECT_EQ(scores_of_options(scores, {}).front().value, no_value) << "no answer is not none";
  EXPECT_EQ(scores_of_options(scores, {{"areas", Declined{}}}).front().value, no_value);
}

TEST(ScoringVerbs, only_an_answer_raises_a_safety_flag) {
  const std::string flags = R"(,"flags":[{"id":"f","level":"safety","score":"sum","raised_by":"score","source":"S",
                                         "grades":[{"at_least":3,"title":"t","action":"x"}]}])";
  EXPECT_THAT(findings_of(rules_json(sum_of_all, flags)), Contains(HasSubstr("flags[0].level: a safety flag")));
}

TEST(ScoringVerbs, a_key_of_another_verb_is_refused) {
  EXPECT_THAT(findings_of(rules_json(base("m", "missing", R"("items":["a"],"times":2)"))),
              Contains(HasSubstr("scores[0]: unknown key \"times\"")));
}

// --- change between two reports ---

ScoreReport gad_7(int first, int second) {
  ScoreReport report;
  report.form = "gad-7";
  report.version = "1.0.0";
  report.scoring_version = "1";
  Score total;
  total.id = "total";
  total.value = Number(first + second, 0);
  report.scores.push_back(total);
  return report;
}

TEST(ScoringChange, two_reports_of_one_version_are_compared) {
  const auto change = library_form("gad-7").rules.change(gad_7(8, 6), gad_7(5, 5));
  ASSERT_TRUE(change);
  EXPECT_EQ(change->delta, -4);
  EXPECT_EQ(change->verdict, Verdict::better);
}

TEST(ScoringChange, different_versions_are_not_comparable) {
  const ScoringRules& rules = library_form("gad-7").rules;
  ScoreReport other = gad_7(5, 5);
  other.version = "2";
  EXPECT_EQ(rules.change(gad_7(8, 6), other).error().fault, Fault::unsupported);
  EXPECT_THAT(rules.change(gad_7(8, 6), other).error().detail, HasSubstr("not comparable"));
  other = gad_7(5, 5);
  other.scoring_version = "2";
  EXPECT_EQ(rules.change(gad_7(8, 6), other).error().fault, Fault::unsupported);
  other = gad_7(5, 5);
  other.form = "phq-9";
  EXPECT_EQ(rules.change(gad_7(8, 6), other).error().fault, Fault::unsupported);
}

TEST(ScoringChange, a_score_that_is_absent_has_no_change) {
  ScoreReport other = gad_7(5, 5);
  other.scores.front().value = std::monostate{};
  EXPECT_EQ(library_form("gad-7").rules.change(gad_7(8, 6), other).error().fault, Fault::not_found);
}

// --- forms without a text of ours ---

Questionnaire site_form(std::string_view item) {
  auto outcome = read_questionnaire(
      std::format(R"({{"resourceType":"Questionnaire","id":"three","status":"active","version":"7","title":"T",
        "language":"en","item":[{{"linkId":"a","text":"A","type":"integer","extension":[
          {{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0}},
          {{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":10}}]}},{}]}})",
                  item),
      "site.json");
  for (const Finding& finding : outcome.findings) ADD_FAILURE() << to_string(finding);
  return outcome.questionnaire.value_or(Questionnaire{});
}

std::vector<std::string> compared(std::string_view items, std::string_view item) {
  const auto bare = read_bare_form(
      std::format(
          R"({{"form":"three","version":"1","items":[{{"link_ids":["a"],"type":"integer","minimum":0,"maximum":10}},{}]}})",
          items),
      "scoring.json");
  EXPECT_TRUE(bare.questionnaire);
  std::vector<std::string> found;
  if (!bare.questionnaire) return found;
  for (const Finding& finding : compare_with_bare_form(site_form(item), *bare.questionnaire, "site.json"))
    found.push_back(to_string(finding));
  return found;
}

constexpr std::string_view zero_or_one = R"({"link_ids":["b"],"type":"integer","minimum":0,"maximum":1})";
constexpr std::string_view yes_or_no = R"({"link_ids":["b"],"type":"boolean"})";
constexpr std::string_view two_options = R"({"linkId":"b","text":"B","type":"choice","answerOption":[
  {"valueCoding":{"system":"urn:x","code":"n","display":"No","extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":0}]}},
  {"valueCoding":{"system":"urn:x","code":"y","display":"Yes","extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":1}]}}]})";
constexpr std::string_view boolean_item = R"({"linkId":"b","text":"B","type":"boolean"})";
constexpr std::string_view other_item = R"({"linkId":"z","text":"Z","type":"boolean"})";

TEST(BareForm, a_site_s_form_with_the_same_numbers_is_taken) {
  EXPECT_THAT(compared(zero_or_one, two_options), IsEmpty());
  EXPECT_THAT(compared(yes_or_no, two_options), IsEmpty());
  EXPECT_THAT(compared(yes_or_no, boolean_item), IsEmpty());
}

TEST(BareForm, a_site_s_form_with_other_numbers_or_without_a_question_is_refused) {
  EXPECT_THAT(compared(zero_or_one, other_item), ElementsAre(HasSubstr("site.json:b: is missing")));
  EXPECT_THAT(compared(zero_or_one, boolean_item), ElementsAre(HasSubstr("b: must take a whole number from 0 to 1")));
  EXPECT_THAT(compared(R"({"link_ids":["b"],"type":"integer","minimum":0,"maximum":2})", two_options),
              ElementsAre(HasSubstr("b: must take a whole number from 0 to 2")));
}

TEST(BareForm, what_it_says_of_its_items_must_be_whole) {
  EXPECT_THAT(findings_of(R"({"form":"three","version":"1","items":[]})"), Contains(HasSubstr("items must be a list")));
  EXPECT_THAT(findings_of(R"({"form":"three","version":"1","items":[{"link_ids":["a","a"],"type":"boolean"}]})"),
              Contains(HasSubstr("a: items: stands twice")));
  EXPECT_THAT(findings_of(R"({"form":"three","version":"1","items":[{"link_ids":["a"],"type":"integer"}]})"),
              Contains(HasSubstr("minimum must be a whole number")));
  EXPECT_THAT(findings_of(R"({"form":"three","version":"1","items":[{"link_ids":["a"],"type":"text"}]})"),
              Contains(HasSubstr("type must be integer or boolean")));
}

}  // namespace
}  // namespace anteroom::forms
