#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using testing::FailingStore;
using testing::KioskWorld;

patient::Overlay& overlay(KioskWorld& world) { return world.on<Patient>()->overlay; }

TEST(Visit, a_choice_alone_is_neither_stored_nor_followed_by_the_next_question) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  const std::string first = world.question();
  world.send(intent::Choose{7});
  EXPECT_EQ(world.question(), first);
  EXPECT_TRUE(world.rows(visit.id).empty());
}

TEST(Visit, the_next_question_shows_only_after_the_answer_is_on_disk) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  const std::string first = world.question();
  world.answer(7);
  EXPECT_NE(world.question(), first);
  ASSERT_EQ(world.rows(visit.id).size(), 1U);
  EXPECT_EQ(world.rows(visit.id)[0].payload, forms::to_json(forms::Value{std::int64_t{7}}));
}

TEST(Visit, a_full_disk_keeps_question_and_choice_and_tries_again) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  const std::string first = world.question();
  world.store->set(FailingStore::Mood::disk_full);
  world.answer(7);
  EXPECT_TRUE(std::holds_alternative<patient::Trouble>(overlay(world)));
  EXPECT_EQ(world.question(), first);
  EXPECT_EQ(world.patient_on<patient::Question>()->draft.chosen, 7);
  world.store->set(FailingStore::Mood::well);
  world.send(intent::TryAgain{});
  EXPECT_TRUE(std::holds_alternative<std::monostate>(overlay(world)));
  EXPECT_NE(world.question(), first);
  EXPECT_EQ(world.rows(visit.id).size(), 1U);
}

TEST(Visit, continue_without_a_choice_does_nothing) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  const std::string first = world.question();
  world.send(intent::Continue{});
  EXPECT_EQ(world.question(), first);
  EXPECT_TRUE(world.rows(visit.id).empty());
}

TEST(Visit, skip_leaves_no_answer) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.send(intent::Skip{});
  EXPECT_TRUE(world.rows(visit.id).empty());
}

TEST(Visit, skipping_an_answered_question_clears_it_and_keeps_the_older_row) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.answer(7);
  world.send(intent::Back{});
  world.send(intent::Skip{});
  world.send(intent::Continue{});  // leave it out
  const auto rows = world.rows(visit.id);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_FALSE(rows[0].payload.empty());
  EXPECT_TRUE(rows[1].payload.empty());
  world.send(intent::Back{});
  EXPECT_TRUE(world.patient_on<patient::Question>()->draft.is_empty());
}

TEST(Visit, prefer_not_to_answer_is_stored_as_itself) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.send(intent::Decline{});
  ASSERT_EQ(world.rows(visit.id).size(), 1U);
  EXPECT_EQ(world.rows(visit.id)[0].payload, forms::to_json(forms::Declined{}));
}

TEST(Visit, back_loses_neither_a_stored_answer_nor_a_choice) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  world.answer(7);
  world.send(intent::Choose{4});
  world.send(intent::Back{});
  EXPECT_EQ(world.patient_on<patient::Question>()->draft.chosen, 7);
  world.send(intent::Continue{});
  EXPECT_EQ(world.patient_on<patient::Question>()->draft.chosen, 4);
}

TEST(Visit, continuing_with_the_same_answer_writes_no_second_row) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.answer(7);
  world.send(intent::Back{});
  world.send(intent::Continue{});
  EXPECT_EQ(world.rows(visit.id).size(), 1U);
}

TEST(Visit, a_change_from_the_review_keeps_every_version_and_returns_there) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  const forms::Place first = world.patient_on<patient::Question>()->place;
  for (int question = 0; question < 4; ++question) world.answer(3);
  ASSERT_NE(world.patient_on<patient::Review>(), nullptr);
  world.send(intent::Edit{first});
  ASSERT_NE(world.patient_on<patient::Question>(), nullptr);
  EXPECT_EQ(world.patient_on<patient::Question>()->draft.chosen, 3);
  world.answer(9);
  EXPECT_NE(world.patient_on<patient::Review>(), nullptr);
  const auto rows = world.rows(visit.id);
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows.back().sequence, 5);
  EXPECT_EQ(rows.front().link_id, rows.back().link_id);
  EXPECT_EQ(world.row(visit.id).answered, 4) << "a changed answer is one answer";
}

TEST(Visit, finishing_ends_it_on_disk_and_forgets_the_patient) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  for (int question = 0; question < 4; ++question) world.answer(3);
  world.send(intent::Finish{});
  EXPECT_NE(world.on<Thanks>(), nullptr);
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::finished);
  world.pass(std::chrono::seconds{31});
  EXPECT_NE(world.on<Welcome>(), nullptr);
  world.check_in(visit.code);
  EXPECT_NE(world.on<CheckIn>(), nullptr) << "the code opens nothing any more";
}

TEST(Visit, finishing_waits_for_the_disk) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  for (int question = 0; question < 4; ++question) world.answer(3);
  world.store->set(FailingStore::Mood::disk_full);
  world.send(intent::Finish{});
  EXPECT_TRUE(std::holds_alternative<patient::Trouble>(overlay(world)));
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::in_progress);
  world.store->set(FailingStore::Mood::well);
  world.send(intent::TryAgain{});
  EXPECT_NE(world.on<Thanks>(), nullptr);
}

TEST(Visit, the_whole_intake_has_28_questions_in_the_batterys_order) {
  KioskWorld world;
  const auto visit = world.begin();
  std::vector<FormId> order;
  int questions = 0;
  while (world.patient_on<patient::Review>() == nullptr && questions < 100) {
    if (const auto* question = world.patient_on<patient::Question>()) {
      if (order.empty() || order.back() != question->place.form) order.push_back(question->place.form);
      world.answer(0);
      ++questions;
    } else {
      world.send(intent::Continue{});  // the notice
    }
  }
  EXPECT_EQ(questions, 28);
  EXPECT_EQ(order, (std::vector<FormId>{"nrs", "peg", "tsk-11", "phq-9"}));
  EXPECT_EQ(world.rows(visit.id).size(), 28U);
  EXPECT_EQ(world.row(visit.id).asked, 28);
}

TEST(Visit, a_notice_comes_before_its_form_and_back_goes_through_it) {
  KioskWorld world;
  (void)world.begin({"nrs", "phq-9"});
  for (int question = 0; question < 4; ++question) world.answer(3);
  ASSERT_NE(world.patient_on<patient::FormNotice>(), nullptr);
  world.send(intent::Continue{});
  EXPECT_TRUE(world.question().starts_with("phq-9/"));
  world.send(intent::Back{});
  EXPECT_NE(world.patient_on<patient::FormNotice>(), nullptr);
  world.send(intent::Back{});
  EXPECT_TRUE(world.question().starts_with("nrs/"));
}

// ---- answers that do not seem to fit together ----

// nrs asks for now, average, worst, least.
TEST(Visit, answers_that_do_not_fit_together_are_asked_about_once_and_kept) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  for (const int pain : {5, 5, 4}) world.answer(pain);
  ASSERT_NE(world.patient_on<patient::Check>(), nullptr) << "average above worst";
  EXPECT_EQ(world.patient_on<patient::Check>()->warning.id, "average>worst");
  world.send(intent::Continue{});
  EXPECT_EQ(world.question(), "nrs/nrs-least");
  world.send(intent::Back{});
  world.send(intent::Continue{});
  EXPECT_EQ(world.question(), "nrs/nrs-least") << "never asked twice";
  EXPECT_EQ(world.rows(visit.id).size(), 3U) << "nothing is corrected";
}

TEST(Visit, answers_that_fit_together_are_never_asked_about) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  for (const int pain : {0, 4, 4, 4}) world.answer(pain);
  EXPECT_NE(world.patient_on<patient::Review>(), nullptr);
}

TEST(Visit, what_is_told_at_once_is_asked_about_once) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  for (const int pain : {5, 4, 6, 9}) world.answer(pain);
  ASSERT_NE(world.patient_on<patient::Check>(), nullptr);
  EXPECT_EQ(world.patient_on<patient::Check>()->warning.id, "least>worst");
  world.send(intent::Continue{});
  EXPECT_NE(world.patient_on<patient::Review>(), nullptr);
}

TEST(Visit, change_my_answers_leads_to_the_first_of_them_and_on) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  for (const int pain : {5, 5, 4}) world.answer(pain);
  world.send(intent::ChangeAnswers{});
  EXPECT_EQ(world.question(), "nrs/nrs-average");
  EXPECT_EQ(world.patient_on<patient::Question>()->draft.chosen, 5);
  world.answer(3);
  EXPECT_EQ(world.question(), "nrs/nrs-worst");
  world.send(intent::Continue{});
  EXPECT_EQ(world.question(), "nrs/nrs-least");
  EXPECT_EQ(world.rows(visit.id).size(), 4U);
}

TEST(Visit, a_change_in_the_review_is_asked_about_too_and_returns_there) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  for (const int pain : {5, 4, 6, 2}) world.answer(pain);
  world.send(intent::Edit{{"nrs", "nrs-least"}});
  world.answer(7);
  ASSERT_NE(world.patient_on<patient::Check>(), nullptr);
  world.send(intent::Continue{});
  EXPECT_NE(world.patient_on<patient::Review>(), nullptr);
}

// A form of which the first question waits for the second, and the second for nobody.
TEST(Visit, a_question_that_a_later_one_opens_is_asked_before_the_review) {
  forms::Library library;
  const auto findings = library.add_form(
      {"ahead",
       R"({"resourceType":"Questionnaire","id":"ahead","version":"1","title":"Ahead","status":"active","language":"en",
           "item":[{"linkId":"early","text":"Early?","type":"boolean",
             "enableWhen":[{"question":"late","operator":"=","answerBoolean":true}]},
            {"linkId":"late","text":"Late?","type":"boolean"},{"linkId":"last","text":"Last?","type":"boolean"}]})",
       ""});
  ASSERT_NE(library.form("ahead"), nullptr) << findings.size();
  KioskWorld world(library);
  world.begin({"ahead"});
  EXPECT_EQ(world.question(), "ahead/late");
  world.answer(0);
  EXPECT_EQ(world.question(), "ahead/last") << "what comes next is not broken into";
  world.answer(0);
  EXPECT_EQ(world.question(), "ahead/early");
  world.answer(0);
  EXPECT_NE(world.patient_on<patient::Review>(), nullptr);
  EXPECT_EQ(world.on<Patient>()->session->visit.asked().size(), 3U);
}

TEST(Visit, asking_staff_raises_an_alert_and_keeps_the_question) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.send(intent::Choose{5});
  world.send(intent::AskStaff{});
  EXPECT_TRUE(std::holds_alternative<patient::StaffAsked>(overlay(world)));
  world.work();
  ASSERT_EQ(world.channel.delivered().size(), 1U);
  EXPECT_EQ(world.channel.delivered()[0].visit_code, visit.code);
  EXPECT_FALSE(world.channel.delivered()[0].urgent);
  world.send(intent::Continue{});
  EXPECT_EQ(world.patient_on<patient::Question>()->draft.chosen, 5);
}

TEST(Visit, asking_staff_ten_times_in_a_row_prints_one_slip) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  for (int touch = 0; touch < 10; ++touch) {
    world.send(intent::AskStaff{});
    world.send(intent::Continue{});
  }
  world.work();
  EXPECT_EQ(world.channel.delivered().size(), 1U);
}

}  // namespace
}  // namespace anteroom
