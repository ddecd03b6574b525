// The known faults of other people's copies of these instruments, each with a test that the shipped form has not got
// it.
#include "forms/json.h"
#include "tests/support/library_form.h"

#include <algorithm>
#include <array>
#include <set>

namespace anteroom::forms {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view loinc = "http://loinc.org";

const Questionnaire& form(std::string_view id) { return shipped(std::string(id)).form; }

const std::string& text_of(std::string_view id) { return shipped(std::string(id)).text; }

const std::string& words(const Questionnaire& form, std::string_view link_id) {
  return form.find(link_id)->text.original;
}

std::vector<std::string> labels(const Questionnaire& form, std::string_view link_id) {
  std::vector<std::string> all;
  for (const AnswerOption& option : form.find(link_id)->options) all.push_back(option.label.original);
  return all;
}

std::vector<std::string> codes(const Questionnaire& form, std::string_view link_id) {
  std::vector<std::string> all;
  for (const AnswerOption& option : form.find(link_id)->options) all.push_back(std::get<Coding>(option.value).code);
  return all;
}

bool asked(const Questionnaire& form, std::string_view link_id, const Answers& answers) {
  const auto questions = asked_questions(form, answers);
  return std::ranges::contains(questions, link_id, [](const Item* item) { return std::string_view(item->link_id); });
}

// ---- codes

// The last digit of a LOINC code is a check digit (Luhn). In answer codes the letters LA count as well, by an amount
// that depends on the number of digits only.
int check_digit(std::string_view digits) {
  int sum = 0;
  bool doubled = true;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, doubled = !doubled) {
    const int value = (*digit - '0') * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return (10 - sum % 10) % 10;
}

void expect_check_digit(std::string_view code) {
  const auto dash = code.find('-');
  ASSERT_EQ(dash, code.size() - 2) << code;
  const bool answer = code.starts_with("LA");
  const std::string_view digits = code.substr(answer ? 2 : 0, dash - (answer ? 2 : 0));
  const int letters = answer ? (digits.size() == 4 ? 5 : 2) : 0;
  EXPECT_EQ((check_digit(digits) + letters) % 10, code.back() - '0') << code;
}

TEST(Codes, of_loinc_have_their_check_digit) {
  std::set<std::string> all;
  for (const std::string& id : shipped_ids()) {
    const auto document = JsonDocument::parse(text_of(id));
    for (const Json code : document->root()["code"].elements()) all.insert(code["code"].text_or(""));
    const Questionnaire& questionnaire = form(id);
    for (const Item* question : questionnaire.questions()) {
      for (const Coding& code : question->codes) {
        if (code.system == loinc) all.insert(code.code);
      }
      for (const AnswerOption& option : question->options) {
        const auto* coding = std::get_if<Coding>(&option.value);
        if (coding != nullptr && coding->system == loinc) all.insert(coding->code);
      }
    }
  }
  EXPECT_EQ(all.size(), 56U);
  for (const std::string& code : all) expect_check_digit(code);
}

TEST(Codes, a_question_with_a_loinc_code_is_named_by_it) {
  for (const std::string& id : shipped_ids()) {
    const Questionnaire& questionnaire = form(id);
    for (const Item* question : questionnaire.questions()) {
      if (question->link_id.starts_with('/')) {
        EXPECT_EQ(question->codes, std::vector<Coding>{Coding(std::string(loinc), question->link_id.substr(1))}) << id;
      }
    }
  }
}

TEST(Codes, those_of_five_level_verbal_items_are_on_no_row_from_0_to_10) {
  for (const std::string& id : shipped_ids()) {
    for (const std::string_view wrong : {"75260-0", "75261-8", "75262-6"}) {
      EXPECT_THAT(text_of(id), Not(HasSubstr(wrong))) << id;
    }
  }
}

// ---- what may not be shipped

TEST(Traps, no_text_ships_of_an_instrument_that_needs_permission) {
  for (const std::string_view id :
       {"bpi-interference", "pcs", "isi", "odi", "pdi", "pseq-10", "pseq-2", "ort", "ort-oud", "csi", "paindetect",
        "dn4", "promis-global-10", "promis-pi-4a", "promis-sleep-4a", "tsk-13", "tsk-17", "taps-2"}) {
    EXPECT_FALSE(std::filesystem::exists(library_folder / id / "questionnaire.json")) << id;
  }
}

TEST(Traps, daily_life_takes_nothing_from_social_instruments_and_counts_nothing) {
  const Questionnaire& daily_life = form("daily-life");
  EXPECT_THAT(text_of("daily-life"), Not(HasSubstr(loinc)));
  EXPECT_THAT(daily_life.title.original, HasSubstr("not an instrument"));
  for (const Item* question : daily_life.questions()) {
    for (const AnswerOption& option : question->options) EXPECT_FALSE(option.ordinal);
  }
}

// ---- PHQ and GAD

TEST(Traps, each_question_of_the_phq_and_gad_stands_below_its_two_weeks) {
  for (const std::string_view id : {"phq-2", "phq-9", "gad-2", "gad-7"}) {
    const Questionnaire& questionnaire = form(id);
    for (const Item* question : questionnaire.questions()) {
      if (question->link_id == "/69722-7") continue;
      const auto stems = questionnaire.stems_of(question->link_id);
      ASSERT_EQ(stems.size(), 1U) << question->link_id;
      EXPECT_THAT(stems.front()->text.original, StartsWith("Over the last 2 weeks, how often have you been bothered"));
    }
  }
}

TEST(Traps, phq9_is_not_loincs_own_version) {
  const Questionnaire& phq9 = form("phq-9");
  EXPECT_THAT(words(phq9, "/44253-3"), EndsWith("restless that you have been moving around a lot more than usual"));
  EXPECT_THAT(words(phq9, "/44260-8"), Not(HasSubstr("dead,")));
  EXPECT_THAT(words(phq9, "/44260-8"), EndsWith("in some way"));
}

TEST(Traps, phq9_difficulty_is_not_summed_and_its_codes_are_not_in_order) {
  const Questionnaire& phq9 = form("phq-9");
  EXPECT_THAT(codes(phq9, "/69722-7"), ElementsAre("LA6572-7", "LA6573-5", "LA6575-0", "LA6574-3"));
  EXPECT_THAT(labels(phq9, "/69722-7"),
              ElementsAre("Not difficult at all", "Somewhat difficult", "Very difficult", "Extremely difficult"));
  for (const AnswerOption& option : phq9.find("/69722-7")->options) EXPECT_FALSE(option.ordinal);
}

TEST(Traps, spanish_is_the_official_text_and_gad7_has_none) {
  for (const std::string_view id : {"phq-2", "phq-9"}) {
    EXPECT_THAT(text_of(id), HasSubstr("Ningún día"));
    EXPECT_THAT(text_of(id), Not(HasSubstr("Nunca")));
  }
  for (const std::string_view id : {"gad-2", "gad-7"}) EXPECT_THAT(text_of(id), Not(HasSubstr("translation")));
}

TEST(Traps, gad7_has_spitzers_words_and_not_loincs) {
  const Questionnaire& gad7 = form("gad-7");
  EXPECT_EQ(words(gad7, "/68509-9"), "Not being able to stop or control worrying");
  EXPECT_EQ(words(gad7, "/69689-8"), "Becoming easily annoyed or irritable");
  EXPECT_EQ(gad7.questions().size(), 7U);
  for (const Item* question : gad7.questions()) {
    EXPECT_THAT(labels(gad7, question->link_id),
                ElementsAre("Not at all", "Several days", "More than half the days", "Nearly every day"));
    EXPECT_THAT(codes(gad7, question->link_id), ElementsAre("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"));
  }
}

// ---- pain and moving

TEST(Traps, peg_is_three_whole_numbers_from_0_to_10) {
  const Questionnaire& peg = form("peg");
  EXPECT_THAT(text_of("peg"), Not(HasSubstr("or more")));
  for (const Item* question : peg.questions()) {
    EXPECT_EQ(question->type, ItemType::integer);
    EXPECT_EQ(question->minimum, 0.0);
    EXPECT_EQ(question->maximum, 10.0);
    EXPECT_THAT(question->options, IsEmpty());
  }
}

TEST(Traps, tsk11_has_none_of_the_reversed_items_and_none_of_the_arabic_set) {
  const std::string text = text_of("tsk-11");
  EXPECT_EQ(form("tsk-11").questions().size(), 11U);
  for (const std::string_view other :
       {"relieved if I were to exercise", "does not mean it is dangerous", "better off if I were physically active",
        "I don't think it's actually dangerous", "injure myself accidentally", "not safe for a person"}) {
    EXPECT_THAT(text, Not(HasSubstr(other)));
  }
  EXPECT_THAT(file_text(library_folder / "tsk-11" / "scoring.json"), Not(HasSubstr("\"reverse\"")));
}

TEST(Traps, rmdq_asks_for_a_yes_or_no_about_today_at_each_of_24_sentences) {
  const Questionnaire& rmdq = form("rmdq");
  EXPECT_EQ(rmdq.questions().size(), 24U);
  for (const Item* question : rmdq.questions()) {
    EXPECT_EQ(question->type, ItemType::boolean);
    ASSERT_EQ(rmdq.stems_of(question->link_id).size(), 1U);
    EXPECT_THAT(rmdq.stems_of(question->link_id).front()->text.original, HasSubstr("today"));
    EXPECT_THAT(question->text.original, testing::AnyOf(HasSubstr("my back"), HasSubstr("My back")));
  }
}

TEST(Traps, pgic_names_its_starting_point_and_has_the_best_first) {
  const Questionnaire& pgic = form("pgic");
  EXPECT_THAT(words(pgic, "pgic"), StartsWith("Since your first visit to this clinic"));
  EXPECT_EQ(pgic.find("pgic")->options.front().label.original, "Very much improved");
  EXPECT_EQ(pgic.find("pgic")->options.front().ordinal, 1.0);
  EXPECT_EQ(pgic.find("pgic")->options[3].label.original, "No change");
  EXPECT_EQ(pgic.find("pgic")->options.back().ordinal, 7.0);
}

// ---- stress, confidence, days

TEST(Traps, dass21_stress_has_the_stress_items_and_neither_those_of_depression_nor_of_anxiety) {
  std::vector<std::string> ids;
  const Questionnaire& dass = form("dass-21-stress");
  for (const Item* question : dass.questions()) ids.push_back(question->link_id);
  EXPECT_THAT(ids, ElementsAre("dass21-1", "dass21-6", "dass21-8", "dass21-11", "dass21-12", "dass21-14", "dass21-18"));
  EXPECT_THAT(text_of("dass-21-stress"), Not(HasSubstr("meaningless")));
  EXPECT_THAT(dass.stems_of("dass21-1").front()->text.original, HasSubstr("over the past week"));
}

TEST(Traps, semcd6_begins_with_1_and_has_its_lost_word) {
  const Questionnaire& semcd = form("semcd-6");
  for (const Item* question : semcd.questions()) {
    EXPECT_EQ(question->minimum, 1.0);
    EXPECT_EQ(question->maximum, 10.0);
    EXPECT_TRUE(refuse(*question, Value(std::int64_t{0})));
    EXPECT_THAT(question->text.original, StartsWith("How confident do you feel that you can "));
  }
  EXPECT_THAT(words(semcd, "semcd-5"), HasSubstr("you can do the different tasks"));
}

TEST(Traps, days_are_0_to_30_and_never_the_codes_of_a_survey) {
  for (const std::string_view id : {"hrqol-4", "healthy-days-symptoms", "sleep-days"}) {
    const Questionnaire& questionnaire = form(id);
    for (const Item* question : questionnaire.questions()) {
      if (question->link_id == "hrqol-1") continue;
      for (const std::int64_t code : {31, 77, 88, 99, -1}) EXPECT_TRUE(refuse(*question, Value(code)));
      for (const std::int64_t days : {0, 30}) EXPECT_FALSE(refuse(*question, Value(days)));
      EXPECT_THAT(question->text.original, testing::ContainsRegex("past 30 days")) << question->link_id;
    }
  }
}

TEST(Traps, hrqol4_asks_for_lost_days_also_after_no_bad_days) {
  const Questionnaire& hrqol = form("hrqol-4");
  EXPECT_TRUE(asked(hrqol, "hrqol-4", {{"hrqol-2", Value(std::int64_t{0})}, {"hrqol-3", Value(std::int64_t{0})}}));
}

// ---- alcohol and other substances

Value answer_with(const Questionnaire& form, std::string_view link_id, std::string_view label) {
  for (const AnswerOption& option : form.find(link_id)->options) {
    if (option.label.original == label) return option.value;
  }
  ADD_FAILURE() << label;
  return false;
}

TEST(Traps, audit_c_asks_no_more_after_never_and_all_after_any_drink) {
  const Questionnaire& audit = form("audit-c");
  for (const std::string& label : labels(audit, "/68518-0")) {
    const Answers answers{{"/68518-0", answer_with(audit, "/68518-0", label)}};
    EXPECT_EQ(asked(audit, "/68519-8", answers), label != "Never") << label;
    EXPECT_EQ(asked(audit, "/68520-6", answers), label != "Never") << label;
  }
}

TEST(Traps, audit_c_reads_never_at_its_own_question) {
  const Questionnaire& audit = form("audit-c");
  EXPECT_EQ(codes(audit, "/68518-0").front(), "LA6270-8");
  EXPECT_EQ(codes(audit, "/68520-6").front(), "LA6270-8");
  // The others of the two lists differ, and each list counts from 0 to 4 by its own order.
  for (const std::string_view link_id : {"/68518-0", "/68519-8", "/68520-6"}) {
    double expected = 0;
    for (const AnswerOption& option : audit.find(link_id)->options) EXPECT_EQ(option.ordinal, expected++) << link_id;
    EXPECT_EQ(expected, 5);
  }
}

TEST(Traps, audit_c_is_bushs_and_not_the_vas_version) {
  EXPECT_EQ(words(form("audit-c"), "/68520-6"),
            "How often did you have 6 or more drinks on one occasion in the past year?");
  EXPECT_THAT(text_of("audit-c"), Not(HasSubstr("women")));
}

TEST(Traps, taps1_asks_men_and_women_about_their_own_number_of_drinks_under_no_code_of_one_sex) {
  const Questionnaire& taps = form("taps-1");
  EXPECT_THAT(words(taps, "taps1-alcohol"), HasSubstr("5 or more (women: 4 or more) drinks"));
  EXPECT_THAT(text_of("taps-1"), Not(HasSubstr("88037-7")));
  EXPECT_THAT(text_of("taps-1"), Not(HasSubstr("75889-6")));
  for (const Item* question : taps.questions()) {
    EXPECT_EQ(taps.stems_of(question->link_id).front()->text.original, "In the past 12 months, how often have you:");
    EXPECT_EQ(question->options.size(), 5U);
  }
}

TEST(Traps, the_drug_screen_is_a_number_of_times_with_no_explanation_added) {
  const Questionnaire& drug = form("drug-1");
  EXPECT_EQ(drug.find("/68524-8")->type, ItemType::integer);
  EXPECT_TRUE(refuse(*drug.find("/68524-8"), Value(std::int64_t{-1})));
  EXPECT_THAT(words(drug, "/68524-8"), EndsWith("for nonmedical reasons?"));
}

// ---- after the visit

TEST(Traps, care_is_the_text_of_2004_and_does_not_apply_counts_nothing) {
  const Questionnaire& care = form("care");
  EXPECT_THAT(care.copyright, StartsWith("© Stewart W Mercer 2004"));
  EXPECT_THAT(text_of("care"), Not(HasSubstr("sayings")));
  EXPECT_THAT(text_of("care"), Not(HasSubstr("introducing")));
  for (const Item* question : care.questions()) {
    EXPECT_EQ(care.stems_of(question->link_id).back()->text.original, "How was the doctor at …");
    EXPECT_EQ(question->options.back().label.original, "Does not apply");
    EXPECT_FALSE(question->options.back().ordinal);
    EXPECT_EQ(question->options.size(), 6U);
  }
}

// ---- body map, goals

TEST(Traps, the_body_map_is_19_areas_and_none_of_them_is_an_answer_that_stands_alone) {
  for (const std::string_view id : {"body-map", "fsq-2016"}) {
    const Questionnaire& map = form(id);
    const Item& areas = *map.find("areas");
    EXPECT_TRUE(areas.repeats);
    ASSERT_EQ(areas.options.size(), 20U);
    for (const AnswerOption& option : areas.options) {
      const bool none = std::get<Coding>(option.value).code == "none";
      EXPECT_EQ(option.exclusive, none) << option.label.original;
      EXPECT_FALSE(option.ordinal) << option.label.original;
    }
    EXPECT_THAT(areas.text.original, HasSubstr("past 7 days"));
  }
}

TEST(Traps, body_areas_are_alike_left_and_right) {
  const auto areas = codes(form("body-map"), "areas");
  int left = 0;
  for (const std::string& area : areas) {
    if (!area.ends_with("-l")) continue;
    ++left;
    EXPECT_TRUE(std::ranges::contains(areas, area.substr(0, area.size() - 1) + "r")) << area;
  }
  EXPECT_EQ(left, 7);
  for (const std::string_view axial : {"neck", "upperback", "lowerback", "chest", "abdomen"}) {
    EXPECT_TRUE(std::ranges::contains(areas, axial)) << axial;
  }
}

TEST(Traps, fsq_has_the_ranges_and_the_periods_of_2016) {
  const Questionnaire& fsq = form("fsq-2016");
  for (const std::string_view severity : {"fatigue", "unrefreshed", "cognitive"}) {
    EXPECT_EQ(fsq.find(severity)->options.size(), 4U);
    EXPECT_EQ(fsq.find(severity)->options.back().ordinal, 3.0);
    EXPECT_THAT(fsq.stems_of(severity).front()->text.original, HasSubstr("past 7 days"));
  }
  for (const std::string_view symptom : {"headache", "lowerAbdominal", "depression"}) {
    EXPECT_THAT(labels(fsq, symptom), ElementsAre("No", "Yes"));
    EXPECT_EQ(fsq.find(symptom)->options.back().ordinal, 1.0);
    EXPECT_THAT(fsq.stems_of(symptom).front()->text.original, HasSubstr("past 6 months"));
  }
  EXPECT_FALSE(refuse(*fsq.find("months"), Value(std::int64_t{240})));
}

TEST(Traps, goals_are_the_patients_words_and_an_order_without_numbers) {
  const Questionnaire& goals = form("goals");
  EXPECT_FALSE(refuse(*goals.find("goal"), Value(std::string(300, 'a'))));
  EXPECT_TRUE(refuse(*goals.find("goal"), Value(std::string(301, 'a'))));
  EXPECT_EQ(goals.find("expectations")->type, ItemType::open_choice);
  EXPECT_TRUE(goals.find("expectations")->repeats);
  for (const AnswerOption& option : goals.find("expectations")->options) EXPECT_FALSE(option.ordinal);
}

// ---- one answer for the same question in two forms

struct Twins {
  std::string_view in;
  std::string_view also_in;
  std::size_t questions;
};

std::string all_that_is_read(const Questionnaire& form, const Item& item) {
  std::string all = item.link_id;
  for (const Coding& code : item.codes) all += "|" + code.system + "|" + code.code;
  for (const Item* stem : form.stems_of(item.link_id)) all += "|" + stem->text.original + stem->text.in("es");
  all += "|" + item.text.original + item.text.in("es");
  for (const AnswerOption& option : item.options) {
    all += "|" + std::get<Coding>(option.value).code + option.label.original + option.label.in("es");
  }
  return all;
}

std::string recall_of(std::string_view id) {
  const auto document = JsonDocument::parse(file_text(library_folder / id / "scoring.json"));
  return document->root()["recall_period"].text_or("?");
}

TEST(Traps, an_answer_is_used_again_only_where_every_word_and_code_is_the_same) {
  for (const Twins& twins : {Twins{"phq-2", "phq-9", 2}, Twins{"gad-2", "gad-7", 2},
                             Twins{"sleep-days", "healthy-days-symptoms", 1}, Twins{"body-map", "fsq-2016", 1}}) {
    const Questionnaire& small = form(twins.in);
    const Questionnaire& large = form(twins.also_in);
    EXPECT_EQ(small.questions().size(), twins.questions);
    EXPECT_EQ(recall_of(twins.in), recall_of(twins.also_in));
    for (const Item* question : small.questions()) {
      const Item* twin = large.find(question->link_id);
      ASSERT_NE(twin, nullptr) << question->link_id;
      EXPECT_EQ(all_that_is_read(small, *question), all_that_is_read(large, *twin));
    }
  }
}

}  // namespace
}  // namespace anteroom::forms
