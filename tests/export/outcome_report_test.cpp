#include "export/outcome_report.h"

#include "tests/export/made_patients.h"
#include "tests/export/pdf_file.h"
#include "tests/support/shipped_library.h"

#include <format>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anteroom::exporting {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const Date first_day = *parse_date("2026-01-01");
const Date last_day = *parse_date("2026-12-31");

// A visit in which somebody answered the four questions about pain, average as given.
OutcomeVisit visit(int patient, const std::string& day, char average, int minutes = 10) {
  const MadePatient made{
      .name = "x", .record_number = std::to_string(patient), .initials = "A", .birth_date = "1957-12-14", .visits = {}};
  MadeVisit answers;
  answers.day = day;
  answers.nrs = std::string{average, average, average, average};
  OutcomeVisit outcome;
  outcome.patient = std::to_string(patient);
  outcome.day = *parse_date(day);
  outcome.finished = true;
  outcome.minutes = minutes;
  outcome.reports = run_visit(made, answers, 1).reports();
  return outcome;
}

OutcomeReport report_of(const std::vector<OutcomeVisit>& visits, const CareAnswers& care = {}) {
  OutcomeReport report = outcome_report(
      visits, first_day, last_day, [](std::string_view id) { return testing::shipped_library().form(id); }, care);
  report.clinic = "Riverside Pain Clinic";
  report.made = "2027-01-04 09:00";
  return report;
}

TEST(OutcomeReport, means_stand_where_the_planned_times_are) {
  std::vector<OutcomeVisit> visits;
  for (int patient = 0; patient < 5; ++patient) {
    visits.push_back(visit(patient, "2026-01-10", '8'));
    visits.push_back(visit(patient, "2026-04-10", static_cast<char>('2' + patient)));  // 2 3 4 5 6
  }
  const OutcomeReport report = report_of(visits);
  ASSERT_EQ(report.scores.size(), 1U);
  const ScoreOutcome& pain = report.scores[0];
  EXPECT_EQ(pain.label, "Pain on average");
  EXPECT_EQ(pain.at[0].patients, 5);
  EXPECT_DOUBLE_EQ(*pain.at[0].value, 8);
  EXPECT_DOUBLE_EQ(*pain.at[1].value, 4);
  EXPECT_EQ(pain.at[2].patients, 0);
  EXPECT_FALSE(pain.at[2].value);
  EXPECT_EQ(report.visits, 10);
  EXPECT_EQ(report.patients, 5);
  EXPECT_DOUBLE_EQ(*report.median_minutes, 10);
}

TEST(OutcomeReport, a_limit_for_typing_errors_is_no_range) {
  const MadePatient made{.name = "x", .record_number = "1", .initials = "A", .birth_date = "1957-12-14", .visits = {}};
  MadeVisit answers;
  answers.day = "2026-01-10";
  answers.nrs = "5555";
  answers.drug_times = 0;
  OutcomeVisit outcome = visit(1, answers.day, '5');
  outcome.reports = run_visit(made, answers, 1).reports();
  const OutcomeReport report = report_of({outcome});
  ASSERT_EQ(report.scores.size(), 2U);
  EXPECT_EQ(report.scores[0].range, "0–10, lower is better");
  EXPECT_EQ(report.scores[1].range, "lower is better");
}

TEST(OutcomeReport, a_baseline_before_the_period_is_compared_with_but_not_counted_in_it) {
  std::vector<OutcomeVisit> visits;
  for (int patient = 0; patient < 6; ++patient) {
    visits.push_back(visit(patient, "2025-09-01", '8'));
    visits.push_back(visit(patient, "2026-03-01", '4'));
  }
  const ScoreOutcome pain = report_of(visits).scores.at(0);
  EXPECT_EQ(pain.at[0].patients, 0);
  EXPECT_EQ(pain.at[2].patients, 6);
  EXPECT_EQ(pain.compared, 6);
  EXPECT_EQ(pain.better, 6) << "8 to 4 is 4 points and 50 per cent";
}

TEST(OutcomeReport, what_other_rules_scored_is_left_out_and_counted) {
  std::vector<OutcomeVisit> visits;
  for (int patient = 0; patient < 6; ++patient) {
    visits.push_back(visit(patient, "2026-01-10", '8'));
    visits.back().reports.at(0).scoring_version = "0.9";
    visits.push_back(visit(patient, "2026-04-10", '4'));
  }
  const OutcomeReport report = report_of(visits);
  const ScoreOutcome pain = report.scores.at(0);
  EXPECT_EQ(pain.at[0].patients, 6);
  EXPECT_EQ(pain.at[1].patients, 0) << "another rule made it";
  EXPECT_EQ(pain.compared, 0);
  EXPECT_EQ(pain.left_out, 6);
  EXPECT_THAT(outcome_csv(report), HasSubstr("other version,Pain on average,,,6"));
  const PdfFile file{outcome_pdf(report, PageSize::a4, page_fonts())};
  EXPECT_THAT(file.asked("pdftotext -layout", "-"), HasSubstr("6 values by another version than the patient’s first"));
  EXPECT_EQ(report_of({visit(1, "2026-01-10", '8')}).scores.at(0).left_out, 0);
}

TEST(OutcomeReport, fewer_than_five_are_nobody_to_speak_of) {
  std::vector<OutcomeVisit> visits;
  for (int patient = 0; patient < 4; ++patient) visits.push_back(visit(patient, "2026-01-10", '8'));
  OutcomeReport report = report_of(visits);
  EXPECT_FALSE(report.visits);
  EXPECT_FALSE(report.scores.at(0).at[0].value);
  EXPECT_FALSE(report.median_minutes);
  visits.push_back(visit(4, "2026-01-10", '8'));
  report = report_of(visits);
  EXPECT_EQ(report.visits, 5);
  EXPECT_TRUE(report.scores.at(0).at[0].value);
}

TEST(OutcomeReport, what_would_give_a_hidden_number_away_is_hidden_with_it) {
  EXPECT_THAT(without_small_cells({20, 3, 7}), ElementsAre(Count(20), Count(), Count()));
  EXPECT_THAT(without_small_cells({20, 3, 2}), ElementsAre(Count(20), Count(), Count()));
  EXPECT_THAT(without_small_cells({20, 0, 7}), ElementsAre(Count(20), Count(0), Count(7)));
  EXPECT_THAT(without_small_cells({20, 4, 0}), ElementsAre(Count(), Count(), Count(0)));
  EXPECT_THAT(without_small_cells({5, 5}), ElementsAre(Count(5), Count(5)));
}

TEST(OutcomeReport, a_completion_rate_with_few_on_one_side_is_not_told) {
  std::vector<OutcomeVisit> visits;
  for (int patient = 0; patient < 20; ++patient) visits.push_back(visit(patient, "2026-01-10", '8'));
  visits[0].finished = visits[1].finished = false;
  EXPECT_FALSE(report_of(visits).finished);
  for (int patient = 2; patient < 6; ++patient) visits[static_cast<std::size_t>(patient)].finished = false;
  EXPECT_EQ(report_of(visits).finished, 14);
}

TEST(OutcomeReport, alerts_tell_how_long_they_waited) {
  std::vector<OutcomeVisit> visits;
  for (int patient = 0; patient < 6; ++patient) {
    visits.push_back(visit(patient, "2026-01-10", '8'));
    visits.back().alerts.push_back({true, Instant{}, Instant{std::chrono::minutes{patient + 1}}});
    visits.back().alerts.push_back({false, Instant{}, std::nullopt});  // asked for staff: no safety alert
  }
  const OutcomeReport report = report_of(visits);
  EXPECT_EQ(report.alerts, 6);
  EXPECT_DOUBLE_EQ(*report.median_alert_minutes, 3.5);
  EXPECT_EQ(report.unacknowledged, 0);
}

TEST(OutcomeReport, consultations_are_told_from_25_answers_on) {
  CareAnswers care{std::vector<double>(24, 40.0), "10-50"};
  EXPECT_FALSE(report_of({}, care).care.mean);
  care.scores.push_back(40);
  EXPECT_DOUBLE_EQ(*report_of({}, care).care.mean, 40);
}

TEST(OutcomeReport, pages_and_table_say_the_same_and_nothing_about_anybody) {
  std::vector<OutcomeVisit> visits;
  for (int patient = 4471; patient < 4477; ++patient) {
    visits.push_back(visit(patient, "2026-01-10", '8'));
    visits.push_back(visit(patient, "2026-07-10", '5'));
  }
  const OutcomeReport report = report_of(visits, {std::vector<double>(30, 41.5), "10-50"});
  const PdfFile file(outcome_pdf(report, PageSize::a4, page_fonts()));
  const std::string text = file.asked("pdftotext -layout", "-");
  EXPECT_THAT(text, HasSubstr("8.0 (6)"));
  EXPECT_THAT(text, HasSubstr("5.0 (6)"));
  EXPECT_THAT(text, HasSubstr("41.5 of 10-50, 30 answers"));
  EXPECT_THAT(text, HasSubstr("100 %"));
  expect_four_programs_open(file);
  const std::string csv = outcome_csv(report);
  EXPECT_THAT(csv, HasSubstr("mean,Pain on average,Baseline,6,8.00\r\n"));
  EXPECT_THAT(csv, HasSubstr("change,Pain on average,better,6,6\r\n"));
  EXPECT_THAT(csv, HasSubstr("care,mean,,30,41.50\r\n"));
  for (const char* secret : {"447", "1957", "2026-01-10", "2026-07-10"}) {
    EXPECT_THAT(text, Not(HasSubstr(secret)));
    EXPECT_THAT(csv, Not(HasSubstr(secret)));
  }
}

}  // namespace
}  // namespace anteroom::exporting
