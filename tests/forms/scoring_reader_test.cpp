// scoring.json is a closed language: what it does not mean exactly is refused, with its place.
#include "tests/support/library_form.h"

#include <gtest/gtest.h>

namespace anteroom::forms {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

// Three questions: a and b score 1 to 4, c has no number.
const Questionnaire& small_form() {
  static const Questionnaire form = [] {
    const auto choice = [](const char* id, bool scored) {
      std::string options;
      for (const char* code : {"1", "2", "3", "4"}) {
        const std::string ordinal =
            scored
                ? std::string(
                      R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":)") +
                      code + "}],"
                : "";
        options += std::string(options.empty() ? "" : ",") + R"({"valueCoding":{)" + ordinal +
                   R"("system":"urn:x","code":")" + code + R"(","display":")" + code + R"("}})";
      }
      return std::string(R"({"linkId":")") + id + R"(","type":"choice","text":"?","answerOption":[)" + options + "]}";
    };
    auto outcome = read_questionnaire(
        R"({"resourceType":"Questionnaire","id":"small","version":"1","status":"active","language":"en","title":"S","item":[)" +
            choice("a", true) + "," + choice("b", true) + "," + choice("c", false) + "]}",
        "questionnaire.json");
    for (const Finding& finding : outcome.findings) ADD_FAILURE() << to_string(finding);
    return outcome.questionnaire.value_or(Questionnaire{});
  }();
  return form;
}

const std::string good = R"({"form":"small","version":"1","sources":{"S":"a paper"},
 "scores":[{"id":"total","label":"T","verb":"sum","items":["a","b"],"minimum":2,"maximum":8,"direction":"lower_is_better",
   "source":"S","missing":{"allowed":0,"source":"S"},
   "bands":[{"from":2,"to":4,"name":"low","source":"S"},{"from":5,"to":8,"name":"high","source":"S"}]}],
 "flags":[{"id":"f","level":"safety","item":"a","raised_by":"answer","source":"S",
   "grades":[{"at_least":3,"title":"t","action":"x"},{"at_least":4,"title":"t4","action":"x"}]}],
 "warnings":[{"id":"w","item":"a","above":"b","message":"m","source":"S"}],
 "changes":[{"scores":["total"],"points":2,"percent":30,"source":"S"}]})";

std::string with(std::string_view old_text, std::string_view new_text) {
  std::string json = good;
  const auto at = json.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  return json.replace(at, old_text.size(), new_text);
}

std::vector<std::string> findings_of(std::string_view json) {
  ScoringRules rules;
  std::vector<std::string> found;
  for (const Finding& finding : ScoringRules::read(json, "scoring.json", small_form(), rules))
    found.push_back(to_string(finding));
  return found;
}

struct Mistake {
  const char* name;
  const char* old_text;
  const char* new_text;
  const char* finding;
};

void PrintTo(const Mistake& mistake, std::ostream* stream) { *stream << mistake.name; }

class ScoringMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(ScoringMistakes, are_refused_with_their_place) {
  const Mistake& mistake = GetParam();
  EXPECT_THAT(findings_of(with(mistake.old_text, mistake.new_text)), Contains(HasSubstr(mistake.finding)));
}

INSTANTIATE_TEST_SUITE_P(
    ScoringReader, ScoringMistakes,
    testing::Values(
        Mistake{"unknown_verb", R"("verb":"sum")", R"("verb":"script")", "scores[0].verb: \"script\" is no verb"},
        Mistake{"unknown_link_id", R"("items":["a","b"])", R"("items":["a","z"])",
                ":z: scores[0].items[1]: the Questionnaire has no item"},
        Mistake{"item_without_number", R"("items":["a","b"])", R"("items":["a","c"])",
                ":c: scores[0].items[1]: the item scores no number"},
        Mistake{"item_twice", R"("items":["a","b"])", R"("items":["a","a"])", ":a: scores[0].items[1]: stands twice"},
        Mistake{"score_without_source", R"("source":"S","missing")", R"("missing")", "scores[0]: has no source"},
        Mistake{"missing_rule_without_source", R"({"allowed":0,"source":"S"})", R"({"allowed":0})",
                "scores[0].missing: has no source"},
        Mistake{"no_missing_rule", R"("missing":{"allowed":0,"source":"S"},)", "",
                "scores[0]: says nothing about missing answers"},
        Mistake{"sum_with_missing_items", R"("allowed":0)", R"("allowed":1)", "a skipped item would count as 0"},
        Mistake{"band_without_source", R"("name":"low","source":"S")", R"("name":"low")",
                "scores[0].bands[0]: has no source"},
        Mistake{"unknown_source", R"("name":"low","source":"S")", R"("name":"low","source":"X")",
                "scores[0].bands[0].source: \"X\" is not one of"},
        Mistake{"gap_between_bands", R"({"from":5)", R"({"from":6)",
                "scores[0].bands: band 2 begins at 6 and not at 5"},
        Mistake{"overlapping_bands", R"({"from":5)", R"({"from":4)",
                "scores[0].bands: band 2 begins at 4 and not at 5"},
        Mistake{"bands_begin_late", R"("from":2)", R"("from":3)", "scores[0].bands: band 1 begins at 3 and not at 2"},
        Mistake{"bands_end_early", R"("to":8)", R"("to":7)", "scores[0].bands: the last band ends at 7 and not at 8"},
        Mistake{"wrong_range", R"("maximum":8)", R"("maximum":9)", "scores[0]: goes from 2 to 8 by its items"},
        Mistake{"wrong_direction", "lower_is_better", "down", "scores[0].direction: must be lower_is_better"},
        Mistake{"unknown_key", R"("label":"T")", R"("label":"T","lable":"T")", "scores[0]: unknown key \"lable\""},
        Mistake{"flag_without_source", R"("raised_by":"answer","source":"S")", R"("raised_by":"answer")",
                "flags[0]: has no source"},
        Mistake{"unknown_level", R"("level":"safety")", R"("level":"red")",
                "flags[0].level: must be safety or attention"},
        Mistake{"falling_grades", R"("at_least":4)", R"("at_least":3)", "flags[0].grades: must rise"},
        Mistake{"flag_on_unknown_item", R"("item":"a","raised_by")", R"("item":"z","raised_by")",
                ":z: flags[0].item: the Questionnaire has no item"},
        Mistake{"warning_without_source", R"("message":"m","source":"S")", R"("message":"m")",
                "warnings[0]: has no source"},
        Mistake{"patient_asked_with_an_unknown_answer", R"("message":"m")",
                R"("message":"m","patient_message":"{a} {z}?")", "warnings[0].patient_message: names in {} a question"},
        Mistake{"unless_nothing", R"("above":"b",)", R"("above":"b","unless":["v"],)",
                "warnings[0].unless: must name warnings above"},
        Mistake{"change_without_source", R"("percent":30,"source":"S")", R"("percent":30)",
                "changes[0]: has no source"},
        Mistake{"change_of_unknown_score", R"("scores":["total"])", R"("scores":["toal"])",
                "changes[0].scores: there is no score \"toal\""},
        Mistake{"change_without_points", R"("points":2,)", "", "changes[0].points: must be a number"},
        Mistake{"change_of_zero_points", R"("points":2,)", R"("points":0,)", "changes[0].points: must be above 0"},
        Mistake{"absurd_percent", R"("percent":30)", R"("percent":100000)",
                "changes[0].percent: must be above 0 and at most 1000"},
        Mistake{"other_form", R"("form":"small")", R"("form":"large")", "form: must be the Questionnaire's id"},
        Mistake{"no_version", R"("version":"1",)", "", "version: must be a text"},
        Mistake{"empty_citation", R"("a paper")", R"("")", "sources: \"S\" has no citation"},
        Mistake{"too_many_decimals", R"("points":2,)", R"("points":2.00001,)", "changes[0].points: must be a number"}),
    [](const auto& mistake) { return std::string(mistake.param.name); });

TEST(ScoringReader, what_is_right_is_read) { EXPECT_THAT(findings_of(good), IsEmpty()); }

TEST(ScoringReader, wrong_json_leaves_the_rules_as_they_were) {
  ScoringRules rules = library_form("phq-9").rules;
  EXPECT_FALSE(ScoringRules::read("{", "scoring.json", small_form(), rules).empty());
  EXPECT_FALSE(ScoringRules::read("[]", "scoring.json", small_form(), rules).empty());
  EXPECT_TRUE(rules.raises_safety_flags());
}

Answers small_answers(const char* a, const char* b) {
  return {{"a", Value(Coding{"urn:x", a})}, {"b", Value(Coding{"urn:x", b})}};
}

ScoreReport score_small(const std::string& json, const Answers& answers) {
  ScoringRules rules;
  for (const Finding& finding : ScoringRules::read(json, "scoring.json", small_form(), rules))
    ADD_FAILURE() << to_string(finding);
  return rules.score(small_form(), answers);
}

TEST(ScoringReader, a_reversed_item_is_counted_from_the_other_end) {
  const std::string json = with(R"("minimum":2)", R"("reverse":{"items":["b"],"from":5,"source":"S"},"minimum":2)");
  EXPECT_EQ(score_small(json, small_answers("1", "4")).scores.front().value, ScoreValue(Number(2, 0)));
  EXPECT_EQ(score_small(json, small_answers("4", "1")).scores.front().value, ScoreValue(Number(8, 0)));
  const Score partial = score_small(json, {{"b", Value(Coding{"urn:x", "1"})}}).scores.front();
  EXPECT_EQ(partial.partial_sum, 4);
  EXPECT_THAT(findings_of(with(R"("minimum":2)", R"("reverse":{"items":["b"],"from":4,"source":"S"},"minimum":2)")),
              Contains(HasSubstr(":b: scores[0].reverse.from: must be the item's lowest and highest number together")));
  EXPECT_THAT(findings_of(with(R"("minimum":2)", R"("reverse":{"items":["b"],"from":5},"minimum":2)")),
              Contains(HasSubstr("scores[0].reverse: has no source")));
}

std::string with_scores(std::string_view scores) {
  return R"({"form":"small","version":"1","sources":{"S":"a paper"},"scores":[)" + std::string(scores) + "]}";
}

TEST(ScoringReader, a_count_counts_the_items_that_reach_their_threshold) {
  const std::string json = with_scores(
      R"({"id":"n","label":"N","verb":"count","at_least":{"a":3,"b":2},"minimum":0,"maximum":2,"direction":"none",
          "source":"S","missing":{"allowed":0,"source":"S"}})");
  EXPECT_EQ(score_small(json, small_answers("3", "1")).scores.front().value, ScoreValue(Number(1, 0)));
  EXPECT_EQ(score_small(json, small_answers("2", "1")).scores.front().value, ScoreValue(Number(0, 0)));
  EXPECT_EQ(score_small(json, small_answers("3", "2")).scores.front().value, ScoreValue(Number(2, 0)));
  EXPECT_EQ(score_small(json, {{"a", Value(Coding{"urn:x", "4"})}}).scores.front().value, ScoreValue(std::monostate{}));
}

TEST(ScoringReader, a_mean_may_allow_missing_items_where_its_source_does) {
  const std::string json = with_scores(
      R"({"id":"m","label":"M","verb":"mean","items":["a","b"],"decimals":0,"minimum":1,"maximum":4,"direction":"none",
          "source":"S","missing":{"allowed":1,"source":"S"}})");
  const Score half = score_small(json, small_answers("1", "2")).scores.front();
  EXPECT_EQ(half.value, ScoreValue(Number(2, 0))) << "1.5, half up";
  const Score one = score_small(json, {{"a", Value(Coding{"urn:x", "3"})}, {"b", Declined{}}}).scores.front();
  EXPECT_EQ(one.value, ScoreValue(Number(3, 0)));
  EXPECT_FALSE(one.complete);
  EXPECT_EQ(one.answered, 1);
}

TEST(ScoringReader, a_pattern_must_end_with_an_outcome_that_always_holds) {
  const auto pattern = [](std::string_view outcomes) {
    return with_scores(R"({"id":"p","label":"P","verb":"pattern","counts":{"n":{"a":2,"b":2}},"outcomes":)" +
                       std::string(outcomes) + R"(,"source":"S","missing":{"allowed":0,"source":"S"}})");
  };
  const std::string good_pattern = pattern(R"([{"value":"both","where":{"n":2}},{"value":"not","where":{}}])");
  EXPECT_EQ(score_small(good_pattern, small_answers("2", "2")).scores.front().value, ScoreValue("both"));
  EXPECT_EQ(score_small(good_pattern, small_answers("2", "1")).scores.front().value, ScoreValue("not"));
  for (const char* outcomes : {R"([])", R"([{"value":"both","where":{"n":2}}])",
                               R"([{"value":"not","where":{}},{"value":"both","where":{"n":2}}])"}) {
    EXPECT_THAT(findings_of(pattern(outcomes)), Contains(HasSubstr("scores[0].outcomes: the last one"))) << outcomes;
  }
  EXPECT_THAT(findings_of(pattern(R"([{"value":"x","where":{"m":2}},{"value":"not","where":{}}])")),
              Contains(HasSubstr("there is no count of this name")));
  EXPECT_THAT(findings_of(pattern(R"([{"value":"x","where":{"n":3}},{"value":"not","where":{}}])")),
              Contains(HasSubstr("must be a whole number from 1 to 2")));
}

}  // namespace
}  // namespace anteroom::forms
