// The table of the rules: each threshold at, below and above, and every field of the chart blank.
#include "forms/chart_flags.h"

#include "tests/support/shipped_library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace anteroom::forms {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const FormId audit_c = "audit-c";
const FormId phq9 = "phq-9";
const LinkId item9 = "/44260-8";

Date day() { return parse_date("2026-11-20").value(); }

ChartFacts opioid(int dose) { return {.as_of = day(), .opioid_mme = dose}; }

Visit visit_of(const std::string& sex = "male") {
  VisitPlan plan;
  for (const FormId& id : {audit_c, phq9}) plan.forms.push_back({testing::shipped_library().form(id), {}, {}});
  plan.context = {{"sex", sex}};
  return Visit(std::move(plan));
}

void answer(Visit& visit, const FormId& form, const LinkId& link_id, int count) {
  for (const AnswerOption& option : visit.form(form)->questionnaire.find(link_id)->options) {
    if (option.ordinal == count) return visit.apply({form, link_id}, option.value, Instant{});
  }
  ADD_FAILURE() << form << " " << link_id << " has no option " << count;
}

// AUDIT-C with this sum.
Visit drinking(int sum, const std::string& sex) {
  Visit visit = visit_of(sex);
  for (const LinkId link_id : {"/68518-0", "/68519-8", "/68520-6"}) {
    const int here = std::min(sum, 4);
    answer(visit, audit_c, link_id, here);
    sum -= here;
  }
  return visit;
}

Visit with_item9(int count) {
  Visit visit = visit_of();
  answer(visit, phq9, item9, count);
  return visit;
}

std::vector<std::string> ids(const std::vector<ChartFlag>& flags) {
  std::vector<std::string> all;
  for (const ChartFlag& flag : flags) all.push_back(flag.id);
  return all;
}

std::vector<std::string> ids(const ChartFacts& chart, const Visit& visit = visit_of()) {
  return ids(chart_flags(chart, scores_of(visit)));
}

TEST(ChartFlags, a_dose_is_high_from_fifty_on) {
  EXPECT_THAT(ids(opioid(49)), IsEmpty());
  EXPECT_THAT(ids(opioid(50)), ElementsAre("high-dose"));
  EXPECT_THAT(ids(opioid(51)), ElementsAre("high-dose"));
}

TEST(ChartFlags, naloxone_is_missed_from_fifty_on_and_only_where_the_chart_says_no) {
  const auto with_naloxone = [](int dose, std::optional<bool> naloxone) {
    ChartFacts chart = opioid(dose);
    chart.naloxone = naloxone;
    return ids(chart);
  };
  EXPECT_THAT(with_naloxone(49, false), IsEmpty());
  EXPECT_THAT(with_naloxone(50, false), ElementsAre("high-dose", "no-naloxone"));
  EXPECT_THAT(with_naloxone(51, false), ElementsAre("high-dose", "no-naloxone"));
  EXPECT_THAT(with_naloxone(50, true), ElementsAre("high-dose"));
  EXPECT_THAT(with_naloxone(50, std::nullopt), ElementsAre("high-dose")) << "blank is not available, never none";
}

TEST(ChartFlags, a_benzodiazepine_counts_beside_any_dose_of_an_opioid) {
  const auto with_benzodiazepine = [](std::optional<int> dose, std::optional<bool> benzodiazepine) {
    return ids(ChartFacts{.as_of = day(), .opioid_mme = dose, .benzodiazepine = benzodiazepine});
  };
  EXPECT_THAT(with_benzodiazepine(0, true), IsEmpty()) << "no opioid";
  EXPECT_THAT(with_benzodiazepine(1, true), ElementsAre("opioid-benzodiazepine"));
  EXPECT_THAT(with_benzodiazepine(1, false), IsEmpty());
  EXPECT_THAT(with_benzodiazepine(1, std::nullopt), IsEmpty());
  EXPECT_THAT(with_benzodiazepine(std::nullopt, true), IsEmpty()) << "a blank dose is no opioid that anybody saw";
}

TEST(ChartFlags, alcohol_counts_from_the_cut_of_its_own_form) {
  EXPECT_THAT(ids(opioid(1), drinking(3, "male")), IsEmpty());
  EXPECT_THAT(ids(opioid(1), drinking(4, "male")), ElementsAre("opioid-audit-c"));
  EXPECT_THAT(ids(opioid(1), drinking(5, "male")), ElementsAre("opioid-audit-c"));
  EXPECT_THAT(ids(opioid(1), drinking(2, "female")), IsEmpty());
  EXPECT_THAT(ids(opioid(1), drinking(3, "female")), ElementsAre("opioid-audit-c"));
  EXPECT_THAT(ids(opioid(0), drinking(12, "male")), IsEmpty());
  EXPECT_THAT(ids(ChartFacts{}, drinking(12, "male")), IsEmpty());
}

TEST(ChartFlags, item_9_counts_from_several_days_on) {
  EXPECT_THAT(ids(opioid(1), with_item9(0)), IsEmpty());
  EXPECT_THAT(ids(opioid(1), with_item9(1)), ElementsAre("opioid-item9"));
  EXPECT_THAT(ids(opioid(1), with_item9(3)), ElementsAre("opioid-item9"));
  EXPECT_THAT(ids(opioid(0), with_item9(3)), IsEmpty());
  EXPECT_THAT(ids(ChartFacts{}, with_item9(3)), IsEmpty());
}

TEST(ChartFlags, item_9_that_was_changed_or_taken_back_still_counts) {
  Visit changed = with_item9(2);
  answer(changed, phq9, item9, 0);
  EXPECT_THAT(ids(opioid(1), changed), ElementsAre("opioid-item9"));
  Visit cleared = with_item9(2);
  cleared.clear({phq9, item9}, Instant{});
  EXPECT_THAT(ids(opioid(1), cleared), ElementsAre("opioid-item9"));
}

TEST(ChartFlags, nobody_who_answered_nothing_has_a_combined_flag) {
  Visit declined = visit_of();
  declined.apply({phq9, item9}, Declined{}, Instant{});
  EXPECT_THAT(ids(opioid(49), declined), IsEmpty());
  EXPECT_THAT(ids(opioid(49), visit_of()), IsEmpty());
}

TEST(ChartFlags, a_blank_chart_raises_nothing_whatever_was_answered) {
  Visit visit = drinking(12, "male");
  answer(visit, phq9, item9, 3);
  EXPECT_THAT(ids(ChartFacts{}, visit), IsEmpty());
  EXPECT_THAT(ids(ChartFacts{.as_of = day(), .naloxone = false}, visit), IsEmpty());
}

TEST(ChartFlags, what_is_combined_comes_first_each_by_itself) {
  Visit visit = drinking(10, "male");
  answer(visit, phq9, item9, 1);
  const auto flags = chart_flags({day(), 60, true, false}, scores_of(visit));
  EXPECT_THAT(ids(flags),
              ElementsAre("opioid-audit-c", "opioid-benzodiazepine", "opioid-item9", "high-dose", "no-naloxone"));
  for (std::size_t at = 0; at < flags.size(); ++at)
    EXPECT_EQ(flags[at].kind, at < 3 ? ChartFlagKind::combined : ChartFlagKind::of_chart) << flags[at].id;
}

TEST(ChartFlags, each_says_what_stands_in_the_chart_and_of_which_day) {
  const auto flags = chart_flags({day(), 60, true, false}, scores_of(drinking(10, "male")));
  ASSERT_EQ(flags.size(), 4U);
  EXPECT_EQ(flags[0].facts, "AUDIT-C 10; 60 MME a day, from chart as of 2026-11-20");
  EXPECT_EQ(flags[0].source, "Anteroom");
  EXPECT_EQ(flags[1].facts, "60 MME a day, from chart as of 2026-11-20");
  EXPECT_EQ(flags[1].source, "AHRQ");
  EXPECT_EQ(flags[2].title, "Opioid dose of 50 MME or more");
  EXPECT_EQ(flags[3].title, "No naloxone at 50 MME or more");
  EXPECT_EQ(flags[3].source, "AHRQ");
  ChartFacts undated = opioid(60);
  undated.as_of.reset();
  EXPECT_THAT(chart_flags(undated, scores_of(with_item9(1))).front().facts, HasSubstr("from chart, day not available"));
}

}  // namespace
}  // namespace anteroom::forms
