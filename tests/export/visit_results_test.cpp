// From visits to what the page says: trends, gaps, thresholds, and who may want to know what.
#include "export/visit_results.h"

#include "export/summary_layout.h"
#include "tests/export/made_patients.h"
#include "tests/export/page_reading.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anteroom::exporting {
namespace {

using testing::HasSubstr;
using testing::Not;

Trend trend_of(const std::vector<std::pair<std::string, std::optional<double>>>& points) {
  Trend trend{
      .title = "Pain", .direction = forms::Direction::lower_is_better, .minimum = 0, .maximum = 10, .points = {}};
  for (const auto& [day, value] : points) trend.points.push_back({*parse_date(day), value});
  return trend;
}

// Lines between visits are the only ones so thick.
std::ptrdiff_t joined(const Trend& trend) {
  Typefaces faces = page_faces();
  const Drawing chart = trend_chart(trend, 120, faces);
  return std::ranges::count(chart.strokes, 1.2, &Stroke::thickness);
}

std::string facts_of(const Summary& summary, const std::string& discipline) {
  std::string all;
  for (const Pointer& pointer : summary.pointers) {
    if (!pointer.discipline.starts_with(discipline)) continue;
    for (const std::string& fact : pointer.facts) all += fact + " | ";
  }
  return all;
}

TEST(Trend, visits_at_the_planned_times_are_joined) {
  EXPECT_EQ(joined(trend_of({{"2025-11-24", 7}, {"2026-02-24", 6}, {"2026-05-24", 5}, {"2026-11-24", 4}})), 3);
}

TEST(Trend, a_planned_time_without_a_visit_is_a_gap) {
  EXPECT_EQ(joined(trend_of({{"2025-11-24", 7}, {"2026-05-24", 5}, {"2026-11-24", 4}})), 1) << "nothing at 3 months";
  EXPECT_EQ(joined(trend_of({{"2025-11-24", 7}, {"2026-11-24", 4}})), 0);
}

TEST(Trend, a_visit_without_the_score_is_a_gap) {
  EXPECT_EQ(joined(trend_of({{"2025-11-24", 7}, {"2026-02-24", std::nullopt}, {"2026-05-24", 5}})), 0);
}

TEST(Trend, a_baseline_older_than_the_year_stands_by_itself) {
  EXPECT_EQ(joined(trend_of({{"2021-11-24", 7}, {"2026-05-24", 5}, {"2026-11-24", 4}})), 1);
}

TEST(Trend, better_begins_where_the_instruments_own_rule_says) {
  const Summary summary = summary_of(made_patient("03-improving"));
  ASSERT_EQ(summary.trends.size(), 4U);
  EXPECT_EQ(summary.trends[0].title, "Pain on average");
  EXPECT_EQ(summary.trends[0].better_from, 4) << "from 7: 2 points would do, 30 per cent are 2.1";
  EXPECT_NEAR(*summary.trends[1].better_from, 5.1, 1e-9) << "PEG from 7.3: 30 per cent are 2.19";
  EXPECT_EQ(summary.trends[2].better_from, 9) << "PHQ-9 from 14: 5 points";
  EXPECT_FALSE(summary.trends[3].better_from) << "no threshold was published";
}

TEST(Trend, the_baseline_is_the_first_visit_and_stays_it) {
  const Summary summary = summary_of(made_patient("14-five-years"));
  for (const Trend& trend : summary.trends) EXPECT_EQ(to_string(trend.points.front().day), "2021-10-04");
  EXPECT_EQ(summary.first_visit, "2021-10-04");
}

TEST(Pointers, each_discipline_reads_what_concerns_it) {
  const Summary summary = summary_of(made_patient("12-substances"));
  EXPECT_THAT(facts_of(summary, "Physician"), HasSubstr("Pain on average 7 (moderate)"));
  EXPECT_THAT(facts_of(summary, "Psychologist"), HasSubstr("PHQ-9 14 (moderate)"));
  EXPECT_THAT(facts_of(summary, "Psychologist"),
              HasSubstr("Nearly every day: “Feeling tired or having little energy”"));
  EXPECT_THAT(facts_of(summary, "Physiotherapist"), HasSubstr("TSK-11 37 (high)"));
  EXPECT_THAT(facts_of(summary, "Physiotherapist"), HasSubstr("Jobs at home: I cannot do them now"));
  const std::string social = facts_of(summary, "Social work");
  EXPECT_THAT(social, HasSubstr("AUDIT-C 10 (positive)"));
  EXPECT_THAT(social, HasSubstr("Worries about money: Often"));
  EXPECT_THAT(social, HasSubstr("Work: I am on sick leave"));
  EXPECT_THAT(social, Not(HasSubstr("PHQ-9")));
  EXPECT_THAT(facts_of(summary, "Nurse"), HasSubstr("Sleep days 14"));
}

TEST(Pointers, single_answers_about_substances_are_nobodys) {
  const Summary summary = summary_of(made_patient("12-substances"));
  for (const Pointer& pointer : summary.pointers)
    EXPECT_THAT(facts_of(summary, pointer.discipline), Not(HasSubstr("drinks"))) << pointer.discipline;
}

TEST(Pointers, an_answer_that_was_never_given_is_no_fact) {
  const Summary summary = summary_of(made_patient("10-stopped-half-way"));
  EXPECT_THAT(facts_of(summary, "Psychologist"), HasSubstr("PHQ-9 incomplete 4/9"));
  EXPECT_THAT(facts_of(summary, "Social work"), testing::IsEmpty());
}

TEST(Pointers, a_new_area_of_pain_is_told_to_who_treats_it) {
  const Summary summary = summary_of(made_patient("13-a-year-with-gaps"));
  EXPECT_THAT(facts_of(summary, "Physician"), HasSubstr("New pain: Left shoulder"));
  EXPECT_THAT(facts_of(summary, "Psychologist"), Not(HasSubstr("New pain")));
}

TEST(Pointers, a_flag_of_the_chart_is_told_to_who_prescribes_who_treats_and_who_gives_naloxone) {
  const Summary summary = summary_of(made_patient("12-substances"));
  for (const char* reader : {"Physician", "Social work", "Nurse"})
    EXPECT_THAT(facts_of(summary, reader), HasSubstr("Opioid flag: see above")) << reader;
  for (const char* other : {"Psychologist", "Physiotherapist"})
    EXPECT_THAT(facts_of(summary, other), Not(HasSubstr("Opioid"))) << other;
}

TEST(Pointers, a_chart_that_raises_nothing_is_nobodys) {
  MadePatient patient = made_patient("12-substances");
  patient.chart->opioid_mme.reset();
  const Summary summary = summary_of(patient);
  EXPECT_THAT(summary.chart, HasSubstr("opioids not available"));
  for (const Pointer& pointer : summary.pointers)
    EXPECT_THAT(facts_of(summary, pointer.discipline), Not(HasSubstr("Opioid"))) << pointer.discipline;
}

TEST(History, a_slow_change_for_the_worse_is_a_flag_although_each_step_is_small) {
  const std::string words = words_of(pages_of(summary_of(made_patient("04-worsening"))).front());
  EXPECT_THAT(words, HasSubstr("since the first visit Pain on average from 7 to 9"));
}

TEST(History, an_earlier_visit_that_cannot_be_read_is_said) {
  Summary summary = summary_of(made_patient("03-improving"));
  summary.unreadable_visits = 1;
  EXPECT_THAT(words_of(pages_of(summary).front()), HasSubstr("1 earlier visit cannot be read"));
}

TEST(History, earlier_answers_to_the_question_that_raised_a_flag_stand_beside_it) {
  const Summary summary = summary_of(made_patient("09-item9-changed"));
  ASSERT_EQ(summary.flags.size(), 1U);
  ASSERT_EQ(summary.flags[0].earlier.size(), 1U);
  EXPECT_EQ(summary.flags[0].earlier[0].day, "2026-08-21");
  EXPECT_EQ(summary.flags[0].earlier[0].answer, "Not at all");
}

TEST(History, what_counts_as_a_change_stands_behind_the_answers_with_its_source) {
  const std::vector<Drawing> pages = pages_of(summary_of(made_patient("03-improving")));
  EXPECT_THAT(words_of(pages), HasSubstr("PHQ-9: at least 5 points (CamCOPS, COSRI)"));
}

}  // namespace
}  // namespace anteroom::exporting
