#include "forms/body_outline.h"
#include "tests/export/made_patients.h"
#include "tests/export/made_up_patients.h"
#include "tests/export/page_reading.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ostream>
#include <sstream>

namespace anteroom::exporting {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string long_words(int count, const std::string& word) {
  std::string text;
  for (int index = 0; index < count; ++index) text += word + std::to_string(index) + " ";
  return text;
}

// Everything longer than anybody would write it.
Summary patient_beyond_measure() {
  Summary summary = patient_in_distress();
  summary.clinic = long_words(6, "Interdisciplinary");
  summary.initials = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis";  // 60 letters, no space
  summary.kiosk = long_words(8, "corridor");
  summary.alerts.assign(30, {long_words(30, "acknowledged")});
  for (FormResult& result : summary.results) result.long_name = long_words(12, "instrument");
  summary.results[0].report.scores[0].label = "Schmerzintensitätsselbsteinschätzungsskalenmittelwert im Durchschnitt";
  summary.results[0].report.scores[1].value = std::string("a value in words that needs several lines of its column");
  for (int copy = 0; copy < 30; ++copy) summary.results.push_back(summary.results[2]);
  summary.answers[0].lines[0].answer = long_words(900, "answer");
  summary.answers[0].lines[1].question = std::string(3000, 'q');
  summary.withheld.assign(10, {"GAD-7", long_words(20, "reason")});
  return summary;
}

struct Case {
  std::string name;
  Summary summary;
  PageSize size;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const PageSize size : {PageSize::a4, PageSize::letter}) {
    const std::string paper = size == PageSize::a4 ? "a4" : "letter";
    all.push_back({"distress_" + paper, patient_in_distress(), size});
    all.push_back({"without_flags_" + paper, patient_without_flags(), size});
    all.push_back({"long_battery_" + paper, patient_with_a_long_battery(), size});
    all.push_back({"beyond_measure_" + paper, patient_beyond_measure(), size});
    all.push_back({"empty_" + paper, Summary{}, size});
    for (const MadePatient& patient : made_patients()) {
      std::string name = "made_" + patient.name + "_" + paper;
      std::ranges::replace(name, '-', '_');
      all.push_back({name, summary_of(patient), size});
    }
  }
  return all;
}

void PrintTo(const Case& one, std::ostream* stream) { *stream << one.name; }

class Layout : public testing::TestWithParam<Case> {
 protected:
  std::vector<Drawing> m_pages = pages_of(GetParam().summary, GetParam().size);
  PageFrame m_frame = page_frame(GetParam().size);
};

TEST_P(Layout, no_text_touches_another) {
  for (const Drawing& page : m_pages) {
    for (std::size_t one = 0; one < page.texts.size(); ++one) {
      const InkBox a = ink_of(page.texts[one]);
      for (std::size_t other = one + 1; other < page.texts.size(); ++other) {
        const InkBox b = ink_of(page.texts[other]);
        const bool apart =
            a.right <= b.left + 0.01 || b.right <= a.left + 0.01 || a.bottom <= b.top || b.bottom <= a.top;
        ASSERT_TRUE(apart) << page.texts[one].text << " | " << page.texts[other].text;
      }
    }
  }
}

TEST_P(Layout, everything_stands_inside_the_margins) {
  const double slack = 2;  // half of the thickest line
  const double left = m_frame.margin - slack;
  const double right = m_frame.width - m_frame.margin + slack;
  const double top = m_frame.margin - slack;
  const double bottom = m_frame.height - m_frame.margin + slack;
  for (const Drawing& page : m_pages) {
    for (const TextRun& text : page.texts) {
      const InkBox ink = ink_of(text);
      ASSERT_TRUE(ink.left >= left && ink.right <= right && ink.top >= top && ink.bottom <= bottom) << text.text;
    }
    for (const Stroke& line : page.strokes) {
      ASSERT_TRUE(std::min(line.x1, line.x2) >= left && std::max(line.x1, line.x2) <= right);
      ASSERT_TRUE(std::min(line.y1, line.y2) >= top && std::max(line.y1, line.y2) <= bottom);
    }
    for (const Fill& fill : page.fills) {
      ASSERT_TRUE(fill.x >= left && fill.x + fill.width <= right && fill.y >= top && fill.y + fill.height <= bottom);
    }
  }
}

TEST_P(Layout, white_text_always_stands_on_black) {
  for (const Drawing& page : m_pages) {
    for (const TextRun& text : page.texts) {
      if (text.ink == Ink::black) continue;
      const InkBox ink = ink_of(text);
      ASSERT_TRUE(std::ranges::any_of(page.fills, [&](const Fill& fill) {
        return fill.x <= ink.left && fill.y <= ink.top && fill.x + fill.width >= ink.right &&
               fill.y + fill.height >= ink.bottom;
      })) << text.text;
    }
  }
}

TEST_P(Layout, no_word_stands_on_a_line) {
  for (const Drawing& page : m_pages) {
    for (const TextRun& text : page.texts) {
      const InkBox ink = ink_of(text);
      for (const Stroke& line : page.strokes) {
        if (line.y1 != line.y2) continue;
        const bool beside = std::max(line.x1, line.x2) <= ink.left || std::min(line.x1, line.x2) >= ink.right;
        const double middle = (ink.top + ink.bottom) / 2;
        ASSERT_TRUE(beside || std::abs(line.y1 - middle) > text.size * 0.35) << text.text;
      }
    }
  }
}

TEST_P(Layout, every_page_says_whose_it_is_and_which_of_how_many) {
  for (std::size_t page = 0; page < m_pages.size(); ++page) {
    const std::string words = words_of(m_pages[page]);
    EXPECT_THAT(words, HasSubstr(GetParam().summary.record_number));
    EXPECT_THAT(words, HasSubstr("born " + to_string(GetParam().summary.birth_date)));
    EXPECT_THAT(words, HasSubstr("Page " + std::to_string(page + 1) + " of " + std::to_string(m_pages.size())));
  }
}

TEST_P(Layout, nothing_that_was_given_is_left_out) {
  const std::string page_words = words_of(m_pages);
  const auto expect_all_words_of = [&](const std::string& text) {
    std::istringstream stream(text);
    for (std::string word; stream >> word;) EXPECT_TRUE(page_words.contains(word)) << word;
  };
  const Summary& summary = GetParam().summary;
  for (const AlertLine& alert : summary.alerts) expect_all_words_of(alert.what);
  for (const FormResult& result : summary.results) {
    for (const forms::Score& score : result.report.scores) {
      // A long label gives way to the form's short name; a score beside the main one loses the words they share.
      const bool named = page_words.contains(score.label) || page_words.contains(result.short_name);
      EXPECT_TRUE(named || !score.printed) << score.label;
    }
  }
  for (const FormAnswers& form : summary.answers) {
    expect_all_words_of(form.title + " " + form.credit);
    for (const AnswerLine& line : form.lines) {
      // Letters that no font has are marked; a test of their own looks at them.
      if (!page_words.contains("\uFFFD")) expect_all_words_of(line.answer);
      if (line.question.contains(' ')) expect_all_words_of(line.question);  // a word longer than a line is broken
    }
  }
  const auto letters = [](const std::string& text) { return std::ranges::count(text, 'q'); };
  std::ptrdiff_t given = 0;
  for (const FormAnswers& form : summary.answers) {
    for (const AnswerLine& line : form.lines) given += letters(line.question);
  }
  EXPECT_GE(letters(page_words), given);
}

INSTANTIATE_TEST_SUITE_P(Pages, Layout, testing::ValuesIn(cases()), [](const auto& one) { return one.param.name; });

TEST(Summary, an_intake_fits_on_both_sides_of_one_sheet) {
  for (const PageSize size : {PageSize::a4, PageSize::letter}) {
    EXPECT_EQ(pages_of(patient_in_distress(), size).size(), 2U);
  }
}

TEST(Summary, a_first_side_that_holds_everything_announces_nothing) {
  for (const char* name :
       {"01-first-visit", "03-improving", "04-worsening", "05-item9-1", "07-item9-3", "12-substances"})
    EXPECT_THAT(words_of(pages_of(summary_of(made_patient(name)))[0]), Not(HasSubstr("continued on"))) << name;
}

TEST(Summary, rows_of_scores_take_the_room_that_the_page_would_leave_empty) {
  const Drawing page = pages_of(summary_of(made_patient("01-first-visit")))[0];
  constexpr double close = 19;  // of a page that is full
  EXPECT_GT(run_with(page, "GAD-7").baseline - run_with(page, "PHQ-9").baseline, close + 3);
}

// How far a spot lies from the nearest piece of a line.
double distance_from(const Spot& spot, const std::vector<Spot>& line) {
  double nearest = 1e9;
  for (std::size_t at = 0; at + 1 < line.size(); ++at) {
    const double x = line[at + 1].x - line[at].x;
    const double y = line[at + 1].y - line[at].y;
    const double length = x * x + y * y;
    const double along = length == 0 ? 0 : ((spot.x - line[at].x) * x + (spot.y - line[at].y) * y) / length;
    const double share = std::clamp(along, 0.0, 1.0);
    nearest = std::min(nearest, std::hypot(spot.x - line[at].x - share * x, spot.y - line[at].y - share * y));
  }
  return nearest;
}

TEST(BodyFigure, has_as_few_corners_as_look_the_same_on_paper) {
  Typefaces faces = page_faces();
  constexpr double height = 112;
  const Drawing figure = body_figure({}, height, faces);
  const forms::Outline& drawn = forms::body_outline().front.silhouette;
  const std::vector<Spot>& corners = figure.shapes.front().corners;
  EXPECT_LT(corners.size(), drawn.size());
  const double scale = height / forms::body_height;
  for (const forms::OutlinePoint& point : drawn) {
    const Spot spot{forms::body_half_width * scale + point.x * scale, point.y * scale};
    ASSERT_LT(distance_from(spot, corners), 0.25) << "a dot of an office printer";
  }
}

TEST(Summary, what_does_not_fit_is_announced_at_the_foot_of_the_page_before) {
  const std::vector<Drawing> pages = pages_of(patient_beyond_measure());
  ASSERT_GT(pages.size(), 2U);
  EXPECT_THAT(words_of(pages[0]), HasSubstr("continued on page 2"));
  EXPECT_THAT(words_of(pages_of(patient_in_distress())), Not(HasSubstr("continued")));
}

TEST(Summary, says_whether_the_visit_is_complete_in_a_way_that_cannot_be_missed) {
  EXPECT_EQ(run_with(pages_of(patient_in_distress())[0], "INCOMPLETE").ink, Ink::white);
  EXPECT_EQ(run_with(pages_of(patient_without_flags())[0], "COMPLETE").text, "COMPLETE");
}

TEST(Summary, the_age_is_that_on_the_day_of_the_visit) {
  Summary summary = patient_without_flags();
  summary.started = "2026-11-23 10:12";
  summary.birth_date = birth_date(1957, 11, 24);
  EXPECT_THAT(words_of(pages_of(summary)), HasSubstr("(68 years)"));
  summary.birth_date = birth_date(1957, 11, 23);
  EXPECT_THAT(words_of(pages_of(summary)), HasSubstr("(69 years)"));
}

TEST(Flags, stand_above_the_scores) {
  const Drawing page = pages_of(patient_in_distress())[0];
  EXPECT_LT(run_with(page, "SAFETY").baseline, run_with(page, "Scores").baseline);
  EXPECT_LT(run_with(page, "SAFETY").baseline, run_with(page, "Staff").baseline);
}

TEST(Flags, an_answer_that_was_changed_is_told_with_the_first_one) {
  EXPECT_THAT(
      words_of(pages_of(patient_in_distress())[0]),
      HasSubstr("First answered “More than half the days” at 2026-11-23 10:19, changed to “Several days” at 10:20"));
}

TEST(Flags, an_answer_that_was_taken_back_is_told_with_the_first_one) {
  Summary summary = patient_in_distress();
  summary.flags[0].raised.current_answer.clear();
  EXPECT_THAT(words_of(pages_of(summary)[0]), HasSubstr("changed to not answered at 10:20"));
}

TEST(Flags, an_answer_that_stayed_is_told_once) {
  Summary summary = patient_in_distress();
  summary.flags[0].raised.current_answer = summary.flags[0].raised.first_answer;
  EXPECT_THAT(words_of(pages_of(summary)[0]), HasSubstr("Answered “More than half the days” at 2026-11-23 10:19"));
  EXPECT_THAT(words_of(pages_of(summary)[0]), Not(HasSubstr("changed")));
}

TEST(Flags, the_action_and_who_was_told_stand_beside_the_flag) {
  const std::string words = words_of(pages_of(patient_in_distress())[0]);
  EXPECT_THAT(words, HasSubstr("Assess today, structured tool (C-SSRS or ASQ; choice of clinic)"));
  EXPECT_THAT(words, HasSubstr("acknowledged 10:23 by R. Meyer"));
}

TEST(Flags, what_staff_found_in_the_chart_stands_last_in_the_box_and_only_where_they_looked) {
  Summary summary = patient_in_distress();
  EXPECT_THAT(words_of(pages_of(summary)[0]), Not(HasSubstr("From chart")));
  summary.chart = "as of 2026-11-20: opioids 60 MME a day · benzodiazepine not available · naloxone no";
  const Drawing page = pages_of(summary)[0];
  EXPECT_THAT(words_of(page), HasSubstr("opioids 60 MME a day · benzodiazepine not available · naloxone no"));
  EXPECT_GT(run_with(page, "From chart").baseline, run_with(page, "SAFETY").baseline);
}

Summary with_chart_flags(Summary summary) {
  using enum forms::ChartFlagKind;
  summary.chart = "as of 2026-11-20: opioids 60 MME a day · benzodiazepine not available · naloxone no";
  summary.chart_flags = {{"opioid-item9", combined, "Opioid with item 9 positive", "60 MME a day", "Anteroom"},
                         {"high-dose", of_chart, "Opioid dose of 50 MME or more", "", "AHRQ"},
                         {"no-naloxone", of_chart, "No naloxone at 50 MME or more", "", "AHRQ"}};
  return summary;
}

TEST(Flags, what_the_chart_makes_of_an_answer_stands_after_safety_and_before_all_else) {
  Summary summary = with_chart_flags(patient_in_distress());
  summary.results[3].report.flags.push_back(
      {"other", forms::FlagLevel::attention, "/1", {}, "Something else", "Ask in person", ""});
  const Drawing page = pages_of(summary)[0];
  const double combined = run_with(page, "Opioid with item 9 positive").baseline;
  EXPECT_GT(combined, run_with(page, "acknowledged 10:23").baseline);
  EXPECT_GT(run_with(page, "Opioid dose of 50").baseline, combined);
  EXPECT_GT(run_with(page, "Something else").baseline, run_with(page, "opioids 60 MME").baseline);
}

TEST(Flags, a_combined_flag_is_white_on_black_and_a_dose_names_its_rule) {
  const Drawing page = pages_of(with_chart_flags(patient_without_flags()))[0];
  const TextRun label = run_with(page, "Combined");
  EXPECT_EQ(label.ink, Ink::white);
  EXPECT_TRUE(std::ranges::any_of(page.fills, [&](const Fill& fill) {
    const InkBox ink = ink_of(label);
    return fill.x <= ink.left && fill.y <= ink.top && fill.x + fill.width >= ink.right &&
           fill.y + fill.height >= ink.bottom;
  })) << "white needs black behind it";
  EXPECT_EQ(run_with(page, "Opioid with item 9 positive").face, Face::bold);
  EXPECT_EQ(run_with(page, "From chart").ink, Ink::black);
  const std::string words = words_of(page);
  EXPECT_THAT(words, HasSubstr("Opioid with item 9 positive. 60 MME a day From chart as of 2026-11-20:"));
  EXPECT_THAT(words,
              HasSubstr("naloxone no. Opioid dose of 50 MME or more (AHRQ). No naloxone at 50 MME or more (AHRQ)"));
  EXPECT_EQ(words.find("From chart"), words.rfind("From chart")) << "the chart stands once";
  EXPECT_THAT(words, Not(HasSubstr("No flags raised")));
  EXPECT_THAT(words, Not(HasSubstr("No notification is on record"))) << "no alert goes out for what the chart says";
}

// The box that is ticked has two strokes more.
TEST(Summary, who_helped_is_ticked_where_staff_said_it) {
  Summary summary = patient_in_distress();
  const std::size_t open = pages_of(summary)[0].strokes.size();
  summary.with_help = true;
  EXPECT_EQ(pages_of(summary)[0].strokes.size(), open + 2);
  summary.with_help = false;
  EXPECT_EQ(pages_of(summary)[0].strokes.size(), open + 2);
}

TEST(Flags, a_safety_flag_without_a_notification_says_so) {
  Summary summary = patient_in_distress();
  summary.alerts.clear();
  EXPECT_THAT(words_of(pages_of(summary)[0]), HasSubstr("No notification is on record. Tell the team now."));
}

TEST(Flags, a_safety_flag_of_the_report_is_shown_even_if_the_visit_did_not_raise_it) {
  Summary summary = patient_in_distress();
  summary.flags.clear();
  EXPECT_EQ(run_with(pages_of(summary)[0], "SAFETY").ink, Ink::white);
}

TEST(Flags, a_flag_that_was_raised_is_not_shown_a_second_time_from_the_report) {
  const std::string words = words_of(pages_of(patient_in_distress())[0]);
  EXPECT_EQ(words.find("SAFETY"), words.rfind("SAFETY"));
}

TEST(Flags, an_attention_flag_gives_its_title_and_action) {
  Summary summary = patient_without_flags();
  summary.results[3].report.flags = {
      {"item9-not-answered", forms::FlagLevel::attention, "/44260-8", {}, "Item 9 not answered", "Ask in person", ""}};
  const std::string words = words_of(pages_of(summary)[0]);
  EXPECT_THAT(words, HasSubstr("Item 9 not answered. Ask in person (PHQ-9)"));
  EXPECT_THAT(words, Not(HasSubstr("No flags raised")));
}

TEST(Flags, an_empty_box_promises_nothing) {
  EXPECT_THAT(words_of(pages_of(patient_without_flags())[0]), HasSubstr("No flags raised. Not a risk assessment."));
}

TEST(Flags, what_was_withheld_and_what_is_incomplete_is_named) {
  const std::string words = words_of(pages_of(patient_in_distress())[0]);
  EXPECT_THAT(words, HasSubstr("PHQ-9: 7 of 9 answered"));
  EXPECT_THAT(words, HasSubstr("GAD-7: the safety channel had not passed its self-test"));
  EXPECT_THAT(words, HasSubstr("Least pain is above worst pain: ask the patient (NRS)"));
}

}  // namespace
}  // namespace anteroom::exporting
