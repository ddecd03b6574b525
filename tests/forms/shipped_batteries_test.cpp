// The batteries as they are shipped, run on the shipped forms.
#include "forms/visit.h"
#include "tests/support/library_form.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anteroom::forms {
namespace {

const Library& shipped() {
  static const Library library = [] {
    Library read;
    std::vector<std::filesystem::path> batteries;
    for (const auto& entry : std::filesystem::directory_iterator(library_folder)) {
      if (!std::filesystem::exists(entry.path() / "questionnaire.json")) continue;
      const bool scored = std::filesystem::exists(entry.path() / "scoring.json");
      for (const Finding& finding :
           read.add_form({entry.path().filename(), file_text(entry.path() / "questionnaire.json"),
                          scored ? file_text(entry.path() / "scoring.json") : std::string()}))
        ADD_FAILURE() << to_string(finding);
    }
    for (const auto& entry : std::filesystem::directory_iterator(library_folder / "batteries")) {
      for (const Finding& finding : read.add_battery(file_text(entry.path()), entry.path().filename().string()))
        ADD_FAILURE() << to_string(finding);
    }
    return read;
  }();
  return library;
}

Visit run(const std::string& id, const Context& context) {
  const Battery* battery = shipped().battery(id);
  if (battery == nullptr) throw std::runtime_error(id + " is not in the library");
  VisitPlan plan{{}, context};
  for (const BatteryForm& entry : battery->forms) plan.forms.push_back({shipped().form(entry.form), {}, entry.when});
  return Visit(std::move(plan));
}

// Answers a choice by what it counts.
void answer(Visit& visit, const Place& place, double ordinal) {
  for (const AnswerOption& option : visit.item(place).options) {
    if (option.ordinal == ordinal) return visit.apply(place, option.value, Instant{});
  }
  FAIL() << place.link_id << " has no option that counts " << ordinal;
}

auto asked_of(const Visit& visit, const std::string& form) {
  return std::ranges::count(visit.asked(), form, &Place::form);
}

const Context second_visit{{"visit", "2"}, {"sex", "unknown"}, {"age", "60"}};

TEST(ShippedBatteries, all_four_are_there) {
  for (const char* id : {"intake", "follow-up", "screening", "after-visit"}) {
    ASSERT_NE(shipped().battery(id), nullptr) << id;
    EXPECT_FALSE(run(id, second_visit).asked().empty());
  }
  EXPECT_EQ(shipped().battery("after-visit")->kind, BatteryKind::anonymous);
  EXPECT_EQ(shipped().battery("follow-up")->minutes, 6);
}

TEST(ShippedBatteries, care_is_asked_anonymously_only) {
  for (const Battery* battery : shipped().batteries()) {
    EXPECT_EQ(std::ranges::contains(battery->forms, "care", &BatteryForm::form),
              battery->kind == BatteryKind::anonymous)
        << battery->id;
  }
}

TEST(ShippedBatteries, the_first_visit_is_not_asked_what_changed) {
  EXPECT_FALSE(run("follow-up", {{"visit", "1"}}).is_open("pgic"));
  EXPECT_TRUE(run("follow-up", second_visit).is_open("pgic"));
}

TEST(ShippedBatteries, phq_2_at_two_opens_phq_9_and_its_two_questions_are_not_asked_again) {
  Visit visit = run("follow-up", second_visit);
  answer(visit, {"phq-2", "/44250-9"}, 1);
  answer(visit, {"phq-2", "/44255-8"}, 0);
  EXPECT_FALSE(visit.is_open("phq-9"));
  answer(visit, {"phq-2", "/44255-8"}, 1);
  ASSERT_TRUE(visit.is_open("phq-9"));
  EXPECT_EQ(asked_of(visit, "phq-9"), 8) << "seven items and the difficulty";
  EXPECT_EQ(visit.progress({"phq-9", "/44250-9"}), Progress::answered);
  for (const Place& place : std::vector<Place>(visit.asked())) {
    if (place.form == "phq-9" && place.link_id != "/69722-7") answer(visit, place, 0);
  }
  for (const ScoreReport& report : visit.reports()) {
    if (report.form != "phq-9") continue;
    EXPECT_EQ(std::get<Number>(report.scores.front().value).value, 2);
  }
}

TEST(ShippedBatteries, gad_2_at_three_opens_gad_7_and_its_two_questions_are_not_asked_again) {
  Visit visit = run("follow-up", second_visit);
  answer(visit, {"gad-2", "/69725-0"}, 2);
  answer(visit, {"gad-2", "/68509-9"}, 0);
  EXPECT_FALSE(visit.is_open("gad-7"));
  answer(visit, {"gad-2", "/68509-9"}, 1);
  ASSERT_TRUE(visit.is_open("gad-7"));
  EXPECT_EQ(asked_of(visit, "gad-7"), 5);
}

TEST(ShippedBatteries, taps_leaves_alcohol_to_audit_c) {
  const Visit visit({shipped().form("audit-c"), shipped().form("taps-1")});
  ASSERT_EQ(visit.left_out("taps-1").size(), 1U);
  EXPECT_EQ(visit.left_out("taps-1").front().say, "see AUDIT-C");
  EXPECT_EQ(asked_of(visit, "taps-1"), 3);
  Visit answered = visit;
  for (const Place& place : visit.asked()) answer(answered, place, 0);
  const auto reports = answered.reports();
  ASSERT_EQ(reports.size(), 2U);
  EXPECT_TRUE(reports[1].scores.front().complete) << "what is left out is not missing";
  EXPECT_EQ(asked_of(Visit({shipped().form("taps-1")}), "taps-1"), 4);
}

}  // namespace
}  // namespace anteroom::forms
