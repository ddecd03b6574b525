// The proof that the worked examples prove something: whatever is changed in a scoring.json, the reader refuses it or
// an example comes out otherwise. A survivor is a number that nobody would miss: add the example that misses it.
#include "forms/json.h"
#include "forms/scoring_examples.h"
#include "tests/mutation/mutant.h"
#include "tests/support/library_form.h"

#include <algorithm>
#include <format>
#include <gtest/gtest.h>
#include <set>
#include <utility>

namespace anteroom::mutation {
namespace {

using forms::file_text;
using forms::library_folder;

bool has_error(const std::vector<forms::Finding>& findings) {
  return std::ranges::contains(findings, forms::Severity::error, &forms::Finding::severity);
}

// A form with its examples taken apart, so that a mutant needs only the one that kills it.
class Prey {
 public:
  explicit Prey(const std::string& folder)
      : m_scoring(file_text(library_folder / folder / "scoring.json")),
        m_form(forms::library_form(folder).questionnaire),
        m_is_bare(!std::filesystem::exists(library_folder / folder / "questionnaire.json")) {
    const std::string examples = file_text(library_folder / folder / "examples.json");
    const auto document = forms::JsonDocument::parse(examples);
    for (const forms::Json example : document->root().elements()) m_examples.push_back("[" + example.written() + "]");
  }

  [[nodiscard]] const std::string& scoring() const { return m_scoring; }

  [[nodiscard]] bool notices(const std::string& scoring) {
    forms::ScoringRules rules;
    if (!m_is_bare) {
      if (has_error(forms::ScoringRules::read(scoring, "scoring.json", m_form, rules))) return true;
      return an_example_fails(m_form, rules);
    }
    const auto bare = forms::read_bare_form(scoring, "scoring.json");
    if (!bare.questionnaire ||
        has_error(forms::ScoringRules::read(scoring, "scoring.json", *bare.questionnaire, rules)))
      return true;
    return an_example_fails(*bare.questionnaire, rules);
  }

 private:
  // What killed one mutant often kills the next, so it is asked first.
  bool an_example_fails(const forms::Questionnaire& form, const forms::ScoringRules& rules) {
    const auto fails = [&](const std::string& example) {
      return has_error(forms::run_examples(example, "examples.json", form, rules).findings);
    };
    const auto killer = std::ranges::find_if(m_examples, fails);
    if (killer == m_examples.end()) return false;
    std::rotate(m_examples.begin(), killer, killer + 1);
    return true;
  }

  std::string m_scoring;
  forms::Questionnaire m_form;
  bool m_is_bare;
  std::vector<std::string> m_examples;
};

// Changes that no set of answers can show, each with its reason. Four regions with pain are at least four areas with
// pain, so the published lower end of the second fibromyalgia rule says nothing more; and 7 areas with 9 symptoms meet
// the first rule anyway, so its upper end does not either. The rule stands as it was published.
const std::set<std::pair<std::string, std::string>> indistinguishable = {
    {"fsq-2016", "scores[4].any[1].wpi: left out"},
    {"fsq-2016", "scores[4].any[1].wpi.from: 4 becomes 3"},
    {"fsq-2016", "scores[4].any[1].wpi.to: left out"},
    {"fsq-2016", "scores[4].any[1].wpi.to: 6 becomes 7"},
};

class Mutation : public testing::TestWithParam<std::string> {};

TEST_P(Mutation, no_fault_in_the_scoring_stays_unnoticed) {
  Prey prey(GetParam());
  ASSERT_FALSE(prey.notices(prey.scoring())) << "the scoring itself must be right";
  int survivors = 0;
  int number = 0;
  while (const auto one = mutant(prey.scoring(), number)) {
    ++number;
    if (prey.notices(one->json) || indistinguishable.contains({GetParam(), one->what})) continue;
    ++survivors;
    ADD_FAILURE() << GetParam() << " survives: " << one->what;
  }
  EXPECT_GT(number, 20);
  RecordProperty("mutants", number);
  std::cout << std::format("{}: {} mutants, {} survivors\n", GetParam(), number, survivors);
}

INSTANTIATE_TEST_SUITE_P(Library, Mutation, testing::ValuesIn(forms::scored_folders()), [](const auto& form) {
  std::string name = form.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(Mutant, is_one_fault_and_nothing_else) {
  EXPECT_EQ(mutant(R"({"a":1})", 0)->json, "{}");
  EXPECT_EQ(mutant(R"({"a":1})", 1)->json, R"({"a":2})");
  EXPECT_EQ(mutant(R"({"a":1})", 2)->json, R"({"a":0})");
  EXPECT_EQ(mutant(R"({"a":[0.5]})", 2)->json, R"({"a":[0.6]})");
  EXPECT_FALSE(mutant(R"({"a":1})", 3));
  EXPECT_FALSE(mutant(R"({"label":"words"})", 0)) << "prose";
}

}  // namespace
}  // namespace anteroom::mutation
