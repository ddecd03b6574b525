// Every shipped form proves itself by its worked examples, and the runner that reads them can fail.
#include "forms/scoring_examples.h"
#include "tests/support/library_form.h"

#include <gtest/gtest.h>

namespace anteroom::forms {
namespace {

class Examples : public testing::TestWithParam<std::string> {};

TEST_P(Examples, all_come_out_as_worked) {
  const LibraryForm& form = library_form(GetParam());
  const auto outcome = run_examples(file_text(library_folder / GetParam() / "examples.json"),
                                    GetParam() + "/examples.json", form.questionnaire, form.rules);
  for (const Finding& finding : outcome.findings) ADD_FAILURE() << to_string(finding);
  EXPECT_GE(outcome.examples, 10);
}

INSTANTIATE_TEST_SUITE_P(Library, Examples, testing::ValuesIn(scored_folders()), [](const auto& form) {
  std::string name = form.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(ExamplesRunner, finds_the_forms) {
  EXPECT_THAT(scored_folders(), testing::IsSupersetOf({"nrs", "peg", "phq-9", "tsk-11"}));
}

struct WrongExample {
  const char* name;
  const char* answers;
  const char* expected;
  const char* finding;
};

void PrintTo(const WrongExample& example, std::ostream* stream) { *stream << example.name; }

class WrongExamples : public testing::TestWithParam<WrongExample> {};

TEST_P(WrongExamples, are_found) {
  const WrongExample& wrong = GetParam();
  const std::string json = std::string(R"([{"instrument":"PEG","id":"x","source":"s","answers":)") + wrong.answers +
                           R"(,"expected":)" + wrong.expected + "}]";
  const LibraryForm& peg = library_form("peg");
  const auto outcome = run_examples(json, "examples.json", peg.questionnaire, peg.rules);
  ASSERT_EQ(outcome.findings.size(), 1U);
  EXPECT_THAT(to_string(outcome.findings.front()), testing::HasSubstr(wrong.finding));
}

constexpr const char* whole = R"({"/75893-8":6,"/91145-3":7,"/91146-1":4})";
constexpr const char* part = R"({"/75893-8":6})";
constexpr const char* outside = R"({"/75893-8":11})";

INSTANTIATE_TEST_SUITE_P(
    ExamplesRunner, WrongExamples,
    testing::Values(WrongExample{"score", whole, R"({"score":5.6})", "score is 5.7, but 5.6 is expected"},
                    WrongExample{"null_score", whole, R"({"score":null})", "score is 5.7, but null"},
                    WrongExample{"number_for_null", part, R"({"score":0})", "score is null, but 0"},
                    WrongExample{"band", whole, R"({"band":"mild"})", "band is null, but \"mild\""},
                    WrongExample{"complete", part, R"({"complete":true})", "complete is false, but true"},
                    WrongExample{"answered", part, R"({"answered":2})", "answered is 1, but 2"},
                    WrongExample{"partial_sum", part, R"({"partialSum":7})", "partialSum is 6, but 7"},
                    WrongExample{"flags", part, R"({"flags":["f"]})", "flags is [], but [\"f\"]"},
                    WrongExample{"actions", part, R"({"actions":["a"]})", "actions is [], but [\"a\"]"},
                    WrongExample{"warnings", part, R"({"warnings":["w"]})", "warnings is [], but [\"w\"]"},
                    WrongExample{"item9", part, R"({"item9":1})", "item9 is null, but 1"},
                    WrongExample{"other_score", whole, R"({"sum":16})", "sum is 17, but 16"},
                    WrongExample{"unknown_score", whole, R"({"summ":17})", "there is no score \"summ\""},
                    WrongExample{"not_refused", whole, R"({"error":"e"})", "it is not refused"},
                    WrongExample{"refused", outside, R"({"score":5})", "is refused at /75893-8"},
                    WrongExample{"refused_elsewhere", outside, R"({"error":"e","linkId":"/91145-3"})",
                                 "is refused at /75893-8 and not at"},
                    WrongExample{"nothing", whole, "{}", "expects nothing"}),
    [](const auto& example) { return std::string(example.param.name); });

std::vector<Finding> findings_of(std::string_view json) {
  const LibraryForm& peg = library_form("peg");
  return run_examples(json, "examples.json", peg.questionnaire, peg.rules).findings;
}

TEST(ExamplesRunner, finds_a_wrong_change) {
  const auto change = [](std::string_view expected) {
    return findings_of(
               std::string(
                   R"([{"instrument":"PEG change","id":"x","source":"s","answers":{"baseline":7.0,"current":4.9},"expected":)") +
               std::string(expected) + "}]")
        .size();
  };
  EXPECT_EQ(change(R"({"delta":-2.1,"percentChange":-30.0,"verdict":"better","category":"prose"})"), 0U);
  EXPECT_EQ(change(R"({"delta":-2.2})"), 1U);
  EXPECT_EQ(change(R"({"percentChange":null})"), 1U);
  EXPECT_EQ(change(R"({"verdict":"worse"})"), 1U);
  EXPECT_EQ(change(R"({"rule":"?"})"), 1U);
  EXPECT_EQ(change(R"({"note":"?"})"), 1U);
  EXPECT_EQ(change(R"({"ruel":"?"})"), 1U);
}

TEST(ExamplesRunner, wants_an_id_a_source_and_no_twins) {
  EXPECT_EQ(findings_of("[]").size(), 1U);
  EXPECT_EQ(findings_of("{").size(), 1U);
  EXPECT_EQ(findings_of(R"([{"source":"s","answers":{},"expected":{"score":null}}])").size(), 1U);
  EXPECT_EQ(findings_of(R"([{"id":"x","answers":{},"expected":{"score":null}}])").size(), 1U);
  EXPECT_EQ(findings_of(R"([{"id":"x","source":"s","answers":{},"expected":{"score":null}},
                            {"id":"x","source":"s","answers":{},"expected":{"score":null}}])")
                .size(),
            1U);
}

}  // namespace
}  // namespace anteroom::forms
