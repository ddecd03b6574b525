// The page of each made patient, read back by another program and held against numbers that this test reckons itself
// from the patient's answers: no scoring rule, no threshold and no word of it comes from the product.
#include "tests/export/made_patients.h"

#include "tests/export/pdf_file.h"
#include "tests/support/png_picture.h"

#include <cmath>
#include <format>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>
#include <optional>
#include <ostream>
#include <regex>
#include <set>

namespace anteroom::exporting {
namespace {

using testing::HasSubstr;
using testing::Not;

// Poppler's layout mode keeps what stands in one line in one line.
std::string page_text(const MadePatient& patient, int page = 1) {
  return PdfFile(summary_pdf(summary_of(patient), patient.size, page_fonts()))
      .asked(std::format("pdftotext -layout -f {} -l {}", page, page), "-");
}

bool is_whole(const std::string& signs) { return !signs.empty() && signs.find_first_of("-d") == std::string::npos; }
int sum(const std::string& signs) {
  return std::accumulate(signs.begin(), signs.end(), 0, [](int all, char sign) { return all + (sign - '0'); });
}
std::string one_decimal(double value) { return std::format("{:.1f}", value); }

// The tables of the instruments, typed anew from their papers.
std::string phq9_band(int score) {
  return score < 5    ? "minimal"
         : score < 10 ? "mild"
         : score < 15 ? "moderate"
         : score < 20 ? "moderately severe"
                      : "severe";
}
std::string gad7_band(int score) {
  return score < 5 ? "minimal" : score < 10 ? "mild" : score < 15 ? "moderate" : "severe";
}
std::string pain_band(int score) {
  return score == 0 ? "no pain" : score < 6 ? "mild" : score < 8 ? "moderate" : "severe";
}

// What lower scores mean by a threshold in points and, for getting better, in per cent.
std::string verdict(double before, double now, double points, double percent) {
  const double gain = std::round((before - now) * 10) / 10;
  if (gain <= -points) return "worse";
  const bool enough = before == 0 || gain / before * 100 >= percent - 1e-9;
  return gain >= points && enough ? "better" : "no clear change";
}

struct Expected {
  std::string name;
  std::string value;
  std::string range;
  std::string band;
  std::string answered;
};

std::vector<Expected> expected_rows(const MadeVisit& visit) {
  std::vector<Expected> rows;
  if (is_whole(visit.nrs)) {
    const int average = visit.nrs[1] - '0';
    rows.push_back({"Pain on average", std::to_string(average), "0–10", pain_band(average), "1 of 1"});
  }
  if (is_whole(visit.peg)) rows.push_back({"PEG", one_decimal(sum(visit.peg) / 3.0), "0–10", "no bands", "3 of 3"});
  if (is_whole(visit.phq9)) {
    std::string item_scores = visit.phq9;
    if (visit.item9_later) item_scores[8] = *visit.item9_later;
    rows.push_back({"PHQ-9", std::to_string(sum(item_scores)), "0–27", phq9_band(sum(item_scores)), "9 of 9"});
  }
  if (is_whole(visit.gad7))
    rows.push_back({"GAD-7", std::to_string(sum(visit.gad7)), "0–21", gad7_band(sum(visit.gad7)), "7 of 7"});
  if (is_whole(visit.tsk)) rows.push_back({"TSK-11", std::to_string(sum(visit.tsk)), "11–44", "", "11 of 11"});
  if (is_whole(visit.semcd))
    rows.push_back({"SEMCD-6", one_decimal(sum(visit.semcd) / 6.0), "1–10", "no bands", "6 of 6"});
  return rows;
}

std::string escaped(const std::string& text) {
  return std::regex_replace(text, std::regex(R"([.^$|()\[\]{}*+?\\])"), R"(\$&)");
}

class MadePatients : public testing::TestWithParam<MadePatient> {};

TEST_P(MadePatients, every_score_stands_on_the_first_page_as_the_answers_make_it) {
  const std::string text = page_text(GetParam());
  for (const Expected& row : expected_rows(GetParam().visits.back())) {
    const std::string pattern = std::format(R"({}\s+{}\s*of {}.*?{}[^\n]*?{})", escaped(row.name), escaped(row.value),
                                            row.range, escaped(row.band), row.answered);
    EXPECT_TRUE(std::regex_search(text, std::regex(pattern))) << pattern << "\n" << text;
  }
}

TEST_P(MadePatients, what_is_incomplete_is_never_a_number) {
  const MadeVisit& today = GetParam().visits.back();
  const std::string text = page_text(GetParam());
  const auto expect_missing = [&](const std::string& name, const std::string& signs, std::size_t of) {
    if (signs.empty() || is_whole(signs)) return;
    const auto answered =
        static_cast<std::size_t>(std::ranges::count_if(signs, [](char sign) { return sign != '-' && sign != 'd'; }));
    const std::string words = answered == 0 ? "not answered" : std::format("incomplete {}/{}", answered, of);
    EXPECT_TRUE(std::regex_search(text, std::regex(escaped(name) + R"(\s+)" + words))) << name << "\n" << text;
  };
  expect_missing("PHQ-9", today.phq9, 9);
  expect_missing("PEG", today.peg, 3);
  expect_missing("TSK-11", today.tsk, 11);
}

TEST_P(MadePatients, item_9_is_a_flag_for_every_answer_above_not_at_all) {
  const MadeVisit& today = GetParam().visits.back();
  const std::string text = page_text(GetParam());
  const char item9 = today.phq9.empty() ? '0' : today.phq9[8];
  if (item9 == '0' || today.phq9.empty()) {
    EXPECT_THAT(text, Not(HasSubstr("SAFETY")));
    return;
  }
  if (item9 == '-' || item9 == 'd') {
    EXPECT_THAT(text, Not(HasSubstr("SAFETY")));
    EXPECT_THAT(text, HasSubstr("Item 9 not answered"));
    return;
  }
  static const std::array<const char*, 4> words = {"Not at all", "Several days", "More than half the days",
                                                   "Nearly every day"};
  EXPECT_THAT(text, HasSubstr(item9 == '1' ? "SAFETY – item 9 positive" : "SAFETY – item 9 positive (frequent)"));
  EXPECT_THAT(text, HasSubstr(std::format("“{}”", words.at(static_cast<std::size_t>(item9 - '0')))));
  if (today.item9_later) {
    EXPECT_THAT(text, HasSubstr("changed to “Not at all”"));
  }
  EXPECT_EQ(text.contains("(frequent)"), item9 != '1');
}

TEST_P(MadePatients, an_opioid_of_the_chart_is_told_beside_todays_answers) {
  const MadePatient& patient = GetParam();
  const MadeVisit& today = patient.visits.back();
  const ChartFacts chart = patient.chart.value_or(ChartFacts{});
  const std::string words = words_of(pages_of(summary_of(patient), patient.size));
  const int dose = chart.opioid_mme.value_or(0);
  const bool drinks = is_whole(today.audit_c) && sum(today.audit_c) >= (patient.sex == "male" ? 4 : 3);
  const bool thoughts = today.phq9.size() == 9 && today.phq9[8] >= '1' && today.phq9[8] <= '3';
  EXPECT_EQ(words.contains("Opioid with AUDIT-C positive"), dose > 0 && drinks);
  EXPECT_EQ(words.contains("Opioid with benzodiazepine"), dose > 0 && chart.benzodiazepine == true);
  EXPECT_EQ(words.contains("Opioid with item 9 positive"), dose > 0 && thoughts);
  EXPECT_EQ(words.contains("Opioid dose of 50 MME or more"), dose >= 50);
  EXPECT_EQ(words.contains("No naloxone at 50 MME or more"), dose >= 50 && chart.naloxone == false);
  EXPECT_EQ(words.contains("From chart"), patient.chart.has_value());
}

TEST_P(MadePatients, a_change_is_told_by_the_instruments_own_threshold) {
  const MadePatient& patient = GetParam();
  if (patient.visits.size() < 2) return;
  const MadeVisit& today = patient.visits.back();
  const std::string text = page_text(patient);
  const auto last_with = [&](auto member) -> const MadeVisit* {
    for (std::size_t at = patient.visits.size() - 1; at-- > 0;) {
      if (is_whole(patient.visits[at].*member)) return &patient.visits[at];
    }
    return nullptr;
  };
  const auto expect_change = [&](const std::string& name, const std::string& before, const std::string& day,
                                 double delta, const std::string& words) {
    const std::string sign = delta < 0 ? "−" : delta > 0 ? "\\+" : "";
    std::string size = std::format("{:.1f}", std::abs(delta));
    if (size.ends_with(".0")) size.resize(size.size() - 2);
    const std::string row = std::format(R"({}\s+[^\n]*of {}\s+)", escaped(name), R"(\d+)") + escaped(before) +
                            R"((?:\s+\d{4}-\d\d-\d\d)?\s+)" + sign + escaped(size);
    std::smatch match;
    ASSERT_TRUE(std::regex_search(text, match, std::regex(row))) << row << "\n" << text;
    // The day and the verdict stand under it, or beside it where the page is full.
    const std::string below = match.suffix().str().substr(0, 420);
    EXPECT_THAT(match.str() + below, HasSubstr(day)) << name;
    EXPECT_THAT(below, HasSubstr(words)) << name << "\n" << below;
  };
  if (const MadeVisit* before = last_with(&MadeVisit::phq9); before != nullptr && is_whole(today.phq9)) {
    std::string now = today.phq9;
    if (today.item9_later) now[8] = *today.item9_later;
    const int change = sum(now) - sum(before->phq9);
    expect_change("PHQ-9", std::to_string(sum(before->phq9)), before->day, change,
                  verdict(sum(before->phq9), sum(now), 5, 0));
  }
  if (const MadeVisit* before = last_with(&MadeVisit::tsk); before != nullptr && is_whole(today.tsk)) {
    expect_change("TSK-11", std::to_string(sum(before->tsk)), before->day, sum(today.tsk) - sum(before->tsk),
                  verdict(sum(before->tsk), sum(today.tsk), 4, 0));
  }
  if (const MadeVisit* before = last_with(&MadeVisit::nrs); before != nullptr && is_whole(today.nrs)) {
    const int then = before->nrs[1] - '0';
    const int now = today.nrs[1] - '0';
    expect_change("Pain on average", std::to_string(then), before->day, now - then, verdict(then, now, 2, 30));
  }
  if (const MadeVisit* before = last_with(&MadeVisit::peg); before != nullptr && is_whole(today.peg)) {
    const double then = std::round(sum(before->peg) / 3.0 * 10) / 10;
    const double now = std::round(sum(today.peg) / 3.0 * 10) / 10;
    expect_change("PEG", one_decimal(then), before->day, std::round((now - then) * 10) / 10, verdict(then, now, 1, 30));
  }
}

TEST_P(MadePatients, the_areas_that_hurt_are_named_and_new_ones_as_new) {
  const MadePatient& patient = GetParam();
  const MadeVisit& today = patient.visits.back();
  if (!today.areas) return;
  const Summary summary = summary_of(patient);
  const std::string words = words_of(pages_of(summary, patient.size));
  EXPECT_THAT(words, HasSubstr(std::format("{} of 19 areas", today.areas->size())));
  const MadeVisit* before = nullptr;
  for (std::size_t at = patient.visits.size() - 1; at-- > 0 && before == nullptr;) {
    if (patient.visits[at].areas) before = &patient.visits[at];
  }
  if (before == nullptr) {
    EXPECT_THAT(words, Not(HasSubstr("New (striped)")));
    return;
  }
  std::set<std::string> fresh(today.areas->begin(), today.areas->end());
  for (const std::string& code : *before->areas) fresh.erase(code);
  EXPECT_EQ(summary.body_map->new_areas.size(), fresh.size());
  for (const BodyPart& area : summary.body_map->new_areas) EXPECT_TRUE(fresh.contains(area.code)) << area.code;
  EXPECT_EQ(words.contains("New (striped)"), !fresh.empty());
}

TEST_P(MadePatients, every_answer_stands_in_words_on_the_pages_behind) {
  const MadePatient& patient = GetParam();
  const std::string all =
      PdfFile(summary_pdf(summary_of(patient), patient.size, page_fonts())).asked("pdftotext -raw", "-");
  const MadeVisit& today = patient.visits.back();
  const auto count = [&](const std::string& words) {
    std::size_t found = 0;
    for (auto at = all.find(words); at != std::string::npos; at = all.find(words, at + 1)) ++found;
    return found;
  };
  const auto signs = today.nrs + today.peg + today.tsk + today.phq9 + today.gad7 + today.semcd + today.audit_c;
  const auto declined = static_cast<std::size_t>(std::ranges::count(signs, 'd'));
  EXPECT_GE(count("preferred not to answer"), declined);
}

TEST_P(MadePatients, reads_as_it_did) { expect_golden(GetParam().name + ".txt", page_text(GetParam())); }

TEST_P(MadePatients, four_programs_open_it_without_a_word) {
  expect_four_programs_open(PdfFile(summary_pdf(summary_of(GetParam()), GetParam().size, page_fonts())));
}

TEST_P(MadePatients, the_same_visit_gives_the_same_bytes) {
  const auto first = summary_pdf(summary_of(GetParam()), GetParam().size, page_fonts());
  const auto second = summary_pdf(summary_of(GetParam()), GetParam().size, page_fonts());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
}

// Kilobytes of 1000: the smaller of the two that people mean.
TEST_P(MadePatients, all_pages_together_take_thirty_kilobytes_of_latin_and_sixty_with_more_letters) {
  const auto pdf = summary_pdf(summary_of(GetParam()), GetParam().size, page_fonts());
  ASSERT_TRUE(pdf);
  const bool has_noto = PdfFile(pdf).asked("pdffonts").contains("NotoSans");
  EXPECT_EQ(has_noto, GetParam().name.starts_with("17-") || GetParam().name.starts_with("20-"));
  EXPECT_LE(pdf->size(), has_noto ? 60'000U : 30'000U);
}

// Everything that the first page is for stands there, or there is a pointer in its place.
TEST_P(MadePatients, the_first_page_has_every_part_or_says_where_it_is) {
  const MadePatient& patient = GetParam();
  const Summary summary = summary_of(patient);
  const std::vector<Drawing> pages = pages_of(summary, patient.size);
  const std::string first = words_of(pages[0]);
  std::vector<std::string> parts = {"Flags", "Read by", "Item 9 = 0 does not exclude risk"};
  if (!summary.own_words.empty()) parts.emplace_back("What matters to the patient");
  if (!summary.results.empty()) parts.emplace_back("Scores");
  if (!summary.trends.empty()) parts.emplace_back("Since the first visit");
  if (summary.body_map) parts.emplace_back("Where it hurts");
  for (const std::string& part : parts) EXPECT_THAT(first, HasSubstr(part));
  const bool is_overfull = patient.name.starts_with("15-") || patient.name.starts_with("18-");
  EXPECT_EQ(first.contains("Where it hurts, who may want to know on page 2"), is_overfull);
  EXPECT_EQ(first.contains("Who may want to know"), !is_overfull && !summary.pointers.empty());
  if (is_overfull) {
    EXPECT_THAT(words_of(pages[1]), HasSubstr("Physician"));
  }
}

INSTANTIATE_TEST_SUITE_P(All, MadePatients, testing::ValuesIn(made_patients()), [](const auto& one) {
  std::string name = one.param.name;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(FullPage, lets_the_lines_over_time_go_over_first_and_says_so) {
  Summary summary = summary_of(made_patient("09-item9-changed"));
  for (int line = 0; line < 3; ++line) summary.own_words.push_back({"More", "What somebody wrote beside it"});
  const std::vector<Drawing> pages = pages_of(summary);
  EXPECT_THAT(words_of(pages[0]), HasSubstr("Since the first visit lines on page 2"));
  EXPECT_THAT(words_of(pages[0]), Not(HasSubstr("Months since")));
  EXPECT_THAT(words_of(pages[0]), HasSubstr("Who may want to know"));
  EXPECT_THAT(words_of(pages[1]), HasSubstr("Months since 2026-08-21"));
}

std::string facts_for(const std::string& patient, const std::string& discipline) {
  const Summary summary = summary_of(made_patient(patient));
  const auto found = std::ranges::find(summary.pointers, discipline, &Pointer::discipline);
  std::string all;
  for (const std::string& fact : found->facts) all += fact + "\n";
  return all;
}

TEST(Pointers, name_a_few_of_many_new_areas_and_send_a_reader_back_for_a_long_text) {
  const std::string facts = facts_for("15-everything-is-long", "Physiotherapist");
  EXPECT_THAT(facts, HasSubstr("New pain: Left jaw, Left shoulder, Left upper arm, Left lower arm and 11 more\n"));
  EXPECT_THAT(facts, HasSubstr("In the way of the goal: see above\n"));
  EXPECT_THAT(facts_for("04-worsening", "Physiotherapist"),
              HasSubstr("New pain: Right shoulder, Right hip or buttock, Upper back\n"));
}

TEST(Pointers, tell_a_question_once_that_two_forms_ask) {
  const std::string facts = facts_for("18-fifteen-instruments", "Psychologist");
  const auto first = facts.find("Little interest");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(facts.find("Little interest", first + 1), std::string::npos);
  EXPECT_THAT(facts, HasSubstr("PHQ-9 20 (severe)\nNearly every day: “Trouble falling"));
}

// Three pages as a picture: what no text tells, such as a chart that lost its line or a figure that lost its head.
class Pictures : public testing::TestWithParam<std::string> {};

TEST_P(Pictures, look_as_they_did) {
  const MadePatient& patient = made_patient(GetParam());
  const PdfFile file(summary_pdf(summary_of(patient), patient.size, page_fonts()));
  const std::filesystem::path made = std::filesystem::path(testing::TempDir()) / ("anteroom-" + GetParam() + ".png");
  std::string without_suffix = made.string();
  without_suffix.resize(without_suffix.size() - 4);
  EXPECT_EQ(file.asked("pdftoppm -r 60 -f 1 -l 1 -singlefile -gray -png", "'" + without_suffix + "'"), "");
  expect_golden_picture("tests/export/golden/" + GetParam() + ".png", made);
  std::filesystem::remove(made);
}

INSTANTIATE_TEST_SUITE_P(Three, Pictures,
                         testing::Values("04-worsening", "13-a-year-with-gaps", "02-first-visit-letter-paper"),
                         [](const auto& one) {
                           std::string name = one.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace anteroom::exporting
