#include "export/csv.h"

#include "tests/export/made_patients.h"
#include "tests/support/shipped_library.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>

namespace anteroom::exporting {
namespace {

// RFC 4180, read by this test's own few lines.
std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t at = 0; at < csv.size(); ++at) {
    std::string& cell = rows.back().back();
    const char byte = csv[at];
    if (quoted) {
      if (byte != '"') {
        cell += byte;
      } else if (at + 1 < csv.size() && csv[at + 1] == '"') {
        cell += csv[++at];
      } else {
        quoted = false;
      }
    } else if (byte == '"') {
      quoted = true;
    } else if (byte == ',') {
      rows.back().emplace_back();
    } else if (byte == '\r' && csv[at + 1] == '\n') {
      ++at;
      rows.emplace_back(1, "");
    } else {
      cell += byte;
    }
  }
  rows.pop_back();
  return rows;
}

std::vector<const forms::Form*> intake_forms() {
  std::vector<const forms::Form*> forms;
  for (const char* id : {"nrs", "goals", "peg", "body-map", "tsk-11", "phq-9", "audit-c", "drug-1", "daily-life"})
    forms.push_back(testing::shipped_library().form(id));
  return forms;
}

// One visit's cells by the name of their column.
std::map<std::string, std::string> cells_of(const VisitRecord& record) {
  VisitTable table(intake_forms());
  table.add(record);
  const auto rows = rows_of(table.take());
  std::map<std::string, std::string> cells;
  if (rows.size() == 2) {
    for (std::size_t at = 0; at < rows[0].size(); ++at) cells[rows[0][at]] = rows[1].at(at);
  }
  return cells;
}

std::map<std::string, std::string> cells_of(const std::string& patient) {
  return cells_of(record_of(made_patient(patient)));
}

TEST(Csv, answers_are_the_numbers_that_they_count_and_scores_stand_beside_them) {
  auto cells = cells_of("03-improving");
  EXPECT_EQ(cells["nrs_nrs_average"], "3");
  EXPECT_EQ(cells["phq_9_44250_9"], "1");
  EXPECT_EQ(cells["phq_9_44255_8"], "0");
  EXPECT_EQ(cells["phq_9_score_total"], "3");
  EXPECT_EQ(cells["peg_score_total"], "4.0");
  EXPECT_EQ(cells["visit_number"], "4");
  EXPECT_EQ(cells["minutes"], "12");
  EXPECT_EQ(cells["finished"], "1");
}

TEST(Csv, what_is_missing_says_how) {
  auto skipped = cells_of("08-item9-skipped");
  EXPECT_EQ(skipped["phq_9_44260_8"], "SKIP");
  EXPECT_EQ(skipped["phq_9_score_total"], "INCO");
  auto declined = cells_of("11-prefers-not-to-answer");
  EXPECT_EQ(declined["phq_9_44260_8"], "DECL");
  auto follow_up = cells_of("03-improving");
  EXPECT_EQ(follow_up["audit_c_68518_0"], "NASK") << "the form was not in the visit";
  EXPECT_EQ(follow_up["audit_c_score_total"], "NASK");
  EXPECT_EQ(follow_up["body_map_areas___1"], "NASK");
  auto alone = cells_of("19-no-instruments");
  EXPECT_EQ(alone["goals_barrier"], "SKIP");
  for (const auto& [name, cell] : skipped) {
    EXPECT_TRUE(!cell.empty() || name == "language") << name;
  }
}

TEST(Csv, what_the_chart_said_stands_beside_it_and_what_it_did_not_say_is_no_no) {
  auto cells = cells_of("12-substances");
  EXPECT_EQ(cells["chart_as_of"], "2026-11-20");
  EXPECT_EQ(cells["chart_opioid_mme"], "60");
  EXPECT_EQ(cells["chart_benzodiazepine"], "1");
  EXPECT_EQ(cells["chart_naloxone"], "0");
  auto without = cells_of("03-improving");
  for (const char* name : {"chart_as_of", "chart_opioid_mme", "chart_benzodiazepine", "chart_naloxone"})
    EXPECT_EQ(without[name], "NAVL") << name;
}

TEST(Csv, scores_stay_where_the_answers_are_gone) {
  VisitRecord record = record_of(made_patient("08-item9-skipped"));
  auto before = cells_of(record);
  EXPECT_EQ(before["answers_kept"], "1");
  record.past.visit.reset();
  auto cells = cells_of(record);
  EXPECT_EQ(cells["answers_kept"], "0");
  EXPECT_EQ(cells["nrs_nrs_average"], "GONE");
  EXPECT_EQ(cells["phq_9_44260_8"], "GONE") << "whether it was skipped is an answer too";
  EXPECT_EQ(cells["nrs_score_nrs_average"], before["nrs_score_nrs_average"]);
  EXPECT_EQ(cells["phq_9_score_total"], "INCO");
  EXPECT_EQ(cells["safety_flags"], before["safety_flags"]);
  record = record_of(made_patient("03-improving"));
  record.past.visit.reset();
  EXPECT_EQ(cells_of(record)["audit_c_68518_0"], "NASK") << "the form was not in the visit";
}

TEST(Csv, a_score_by_another_version_is_named) {
  VisitRecord record = record_of(made_patient("03-improving"));
  EXPECT_EQ(cells_of(record)["other_versions"], "none");
  record.past.visit.reset();
  for (forms::ScoreReport& report : record.past.scores.reports) {
    if (report.form == "peg") report.scoring_version = "0.9";
    if (report.form == "phq-9") report.version = "0.1";
  }
  const std::string named = cells_of(record)["other_versions"];
  EXPECT_THAT(named, ::testing::HasSubstr("phq-9 0.1 (rules "));
  EXPECT_THAT(named, ::testing::HasSubstr("(rules 0.9)"));
  EXPECT_THAT(named, ::testing::Not(::testing::HasSubstr("nrs")));
}

TEST(Csv, several_choices_have_a_column_each_and_their_order_one_more) {
  auto cells = cells_of("01-first-visit");
  EXPECT_EQ(cells["body_map_areas___17"], "1") << "lower back, the seventeenth";
  EXPECT_EQ(cells["body_map_areas___1"], "0");
  EXPECT_EQ(cells["goals_expectations_order"], "5 3 2");
}

TEST(Csv, a_text_that_a_spreadsheet_would_run_is_only_text) {
  EXPECT_EQ(csv_text("=1+1"), "'=1+1");
  EXPECT_EQ(csv_text("-5 kg"), "'-5 kg");
  EXPECT_EQ(csv_text("to walk"), "to walk");
  CsvTable table;
  table.add_row({"a,b", "say \"no\"", "two\nlines", "plain"});
  EXPECT_EQ(table.take(), "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",plain\r\n");
}

TEST(Csv, the_codebook_has_a_line_for_every_column_and_18_columns) {
  VisitTable table(intake_forms());
  const auto book = rows_of(table.codebook());
  const auto visits = rows_of(table.take());
  std::set<std::string> variables;
  for (const auto& row : book) {
    EXPECT_EQ(row.size(), 18U) << row[0];
    EXPECT_TRUE(variables.insert(row[0]).second) << row[0] << " stands twice";
  }
  for (const std::string& column : visits[0]) {
    const std::string variable = column.substr(0, column.find("___"));
    EXPECT_TRUE(variables.contains(variable)) << column;
  }
  EXPECT_EQ(book[1][6].contains("DECL preferred not to answer"), true);
  EXPECT_EQ(book[1][6].contains("GONE asked, and the answers were removed"), true);
}

TEST(Csv, the_codebook_tells_what_a_number_means_and_what_leads_to_a_person) {
  VisitTable table(intake_forms());
  const auto book = rows_of(table.codebook());
  const auto line = [&](const std::string& name) {
    const auto found = std::ranges::find(book, name, [](const auto& row) { return row[0]; });
    return found == book.end() ? std::vector<std::string>(18) : *found;
  };
  EXPECT_EQ(line("phq_9_44250_9")[5],
            "0, Not at all | 1, Several days | 2, More than half the days | 3, Nearly every day");
  EXPECT_EQ(line("chart_opioid_mme")[7], "integer");
  EXPECT_EQ(line("chart_opioid_mme")[9], "9999");
  EXPECT_EQ(line("chart_naloxone")[3], "yesno");
  EXPECT_EQ(line("chart_as_of")[7], "date_ymd");
  EXPECT_EQ(line("record_number")[10], "y");
  EXPECT_EQ(line("birth_date")[10], "y");
  EXPECT_EQ(line("battery")[10], "");
  EXPECT_THAT(line("phq_9_score_total")[17], ::testing::HasSubstr("44261-6"));
  EXPECT_EQ(line("phq_9_score_total")[9], "27");
}

TEST(Csv, names_are_what_redcap_takes) {
  EXPECT_EQ(csv_name("phq-9_/44250-9"), "phq_9_44250_9");
  EXPECT_EQ(csv_name("9 lives!"), "q9_lives");
  EXPECT_EQ(csv_name(""), "q");
}

}  // namespace
}  // namespace anteroom::exporting
