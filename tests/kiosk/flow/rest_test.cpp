#include "kiosk/flow/safety.h"
#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::KioskWorld;

bool is_hidden(KioskWorld& world) {
  const auto* patient = world.on<Patient>();
  return patient != nullptr && std::holds_alternative<patient::Hidden>(patient->overlay);
}

const patient::Resting* resting(KioskWorld& world) {
  const auto* patient = world.on<Patient>();
  return patient == nullptr ? nullptr : std::get_if<patient::Resting>(&patient->overlay);
}

void rest(KioskWorld& world) {
  world.send(intent::Hide{});
  world.send(intent::Rest{});
}

void come_back(KioskWorld& world, std::string_view code, std::string_view birth_date = "05031957") {
  world.send(intent::Continue{});
  world.type(code);
  world.send(intent::Continue{});
  world.type(birth_date);
  world.send(intent::Continue{});
}

TEST(Hiding, covers_the_question_and_gives_it_back_as_it_was) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  world.send(intent::Choose{6});
  world.send(intent::Hide{});
  EXPECT_TRUE(is_hidden(world));
  world.send(intent::Choose{1});
  EXPECT_TRUE(is_hidden(world)) << "no touch reaches what is covered";
  world.send(intent::Continue{});
  EXPECT_FALSE(is_hidden(world));
  ASSERT_NE(world.patient_on<patient::Question>(), nullptr);
  EXPECT_EQ(world.patient_on<patient::Question>()->draft.chosen, 6);
}

TEST(Hiding, does_not_keep_a_visit_open_for_ever) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.send(intent::Hide{});
  world.pass(seconds{120 + 46});
  EXPECT_NE(world.on<Welcome>(), nullptr);
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::incomplete);
}

TEST(Hiding, does_not_swallow_an_answer_that_could_not_be_saved) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  world.store->set(testing::FailingStore::Mood::disk_full);
  world.answer(7);
  ASSERT_TRUE(std::holds_alternative<patient::Trouble>(world.on<Patient>()->overlay));
  world.send(intent::Hide{});
  world.store->set(testing::FailingStore::Mood::well);
  world.send(intent::TryAgain{});
  EXPECT_EQ(world.question(), "nrs/nrs-average");
}

TEST(Rest, waits_longer_than_idle_and_goes_on_with_code_and_birth_date) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.answer(7);
  const std::string question = world.question();
  rest(world);
  world.pass(minutes{14});
  ASSERT_NE(resting(world), nullptr) << "no warning, no end";
  come_back(world, visit.code);
  EXPECT_EQ(resting(world), nullptr);
  EXPECT_EQ(world.question(), question);
  EXPECT_EQ(world.rows(visit.id).size(), 1U);
  world.answer(8);
  EXPECT_EQ(world.rows(visit.id).size(), 2U);
}

TEST(Rest, ends_the_visit_as_incomplete_after_fifteen_minutes) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.answer(7);
  rest(world);
  world.pass(minutes{15} + seconds{1});
  EXPECT_NE(world.on<Welcome>(), nullptr);
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::incomplete);
  EXPECT_EQ(world.rows(visit.id).size(), 1U) << "what was answered stays";
}

TEST(Rest, opens_for_nobody_else) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  rest(world);
  const std::string wrong = visit.code == "0000" ? "0001" : "0000";
  come_back(world, wrong);
  ASSERT_NE(resting(world), nullptr);
  EXPECT_EQ(resting(world)->check_in->problem, CheckIn::Problem::no_match);
  world.send(intent::Back{});
  come_back(world, visit.code, "05031958");
  EXPECT_NE(resting(world), nullptr) << "the code alone opens nothing";
  for (int tries = 2; tries < 5; ++tries) {
    world.send(intent::Back{});
    come_back(world, wrong);
  }
  EXPECT_NE(world.on<AskAtDesk>(), nullptr) << "the fifth wrong try";
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::incomplete);
}

TEST(Rest, forgets_what_somebody_began_to_type_and_left) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  rest(world);
  world.send(intent::Continue{});
  world.type(visit.code);
  world.pass(seconds{121});
  ASSERT_NE(resting(world), nullptr);
  EXPECT_FALSE(resting(world)->check_in);
}

TEST(Rest, staff_can_be_called_and_the_answers_stay_covered) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  rest(world);
  world.send(intent::Continue{});
  world.type("12");
  world.send(intent::AskStaff{});
  ASSERT_NE(resting(world), nullptr);
  EXPECT_FALSE(resting(world)->check_in) << "what was typed is gone";
  ASSERT_TRUE(resting(world)->help);
  world.send(intent::AskStaff{});
  world.work();
  EXPECT_TRUE(is_delivered(world.state, *resting(world)->help));
  EXPECT_EQ(world.alerts(visit.id).size(), 1U);
  come_back(world, visit.code);
  EXPECT_EQ(resting(world), nullptr);
}

TEST(Rest, is_not_for_a_run_without_a_name) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  world.on<Patient>()->session->clinician = "Dr. Abel";
  rest(world);
  EXPECT_TRUE(is_hidden(world));
}

// ---- offered between two forms --------------------------------------------------------------------------------------

// 60 questions; those before each offer on the way to the review.
std::vector<std::size_t> offers_in(KioskWorld& world) {
  std::vector<std::size_t> offers;
  for (int screens = 0; screens < 120 && world.patient_on<patient::Review>() == nullptr; ++screens) {
    if (const auto* offer = world.patient_on<patient::RestOffer>()) {
      const auto asked = world.on<Patient>()->session->visit.asked();
      const auto next = std::ranges::find(asked, offer->next);
      EXPECT_NE((next - 1)->form, next->form) << "never within a form";
      offers.push_back(static_cast<std::size_t>(next - asked.begin()));
    }
    if (world.patient_on<patient::Question>() != nullptr) {
      world.send(intent::Skip{});
    } else {
      world.send(intent::Continue{});
    }
  }
  EXPECT_NE(world.patient_on<patient::Review>(), nullptr);
  return offers;
}

const std::vector<FormId> long_visit = {"nrs", "peg", "tsk-11", "gad-7", "semcd-6", "hrqol-4", "audit-c"};

// On the first offer of a long visit.
platform::VisitRow come_to_the_offer(KioskWorld& world) {
  auto visit = world.begin(long_visit);
  for (int questions = 0; questions < 40 && world.patient_on<patient::RestOffer>() == nullptr; ++questions)
    world.send(intent::Skip{});
  EXPECT_NE(world.patient_on<patient::RestOffer>(), nullptr);
  return visit;
}

TEST(RestOffer, comes_between_forms_at_most_once_in_twenty_questions_and_not_near_the_end) {
  KioskWorld world;
  (void)world.begin(long_visit);
  const std::size_t questions = world.on<Patient>()->session->visit.asked().size();
  const auto offers = offers_in(world);
  ASSERT_FALSE(offers.empty());
  std::size_t last = 0;
  for (const std::size_t offer : offers) {
    EXPECT_GE(offer, last + 20);
    EXPECT_GE(questions - offer, 5U);
    last = offer;
  }
}

TEST(RestOffer, is_not_made_in_a_short_visit_nor_without_a_name) {
  KioskWorld world;
  (void)world.begin({"nrs", "tsk-11", "peg"});
  ASSERT_LT(world.on<Patient>()->session->visit.asked().size(), 25U);
  EXPECT_TRUE(offers_in(world).empty());
  KioskWorld nameless;
  (void)nameless.begin(long_visit);
  nameless.on<Patient>()->session->clinician = "Dr. Abel";
  EXPECT_TRUE(offers_in(nameless).empty());
}

TEST(RestOffer, does_not_come_again_after_back) {
  KioskWorld world;
  (void)come_to_the_offer(world);
  world.send(intent::Back{});
  const std::string last = world.question();
  EXPECT_FALSE(last.empty());
  world.send(intent::Skip{});
  EXPECT_EQ(world.patient_on<patient::RestOffer>(), nullptr);
  EXPECT_NE(world.question(), last) << "straight into the next form";
}

TEST(RestOffer, a_rest_goes_on_with_the_next_form_after_code_and_birth_date) {
  KioskWorld world;
  const auto visit = come_to_the_offer(world);
  const FormId next = world.patient_on<patient::RestOffer>()->next.form;
  world.send(intent::Rest{});
  ASSERT_NE(resting(world), nullptr);
  EXPECT_EQ(world.log.count(platform::Event::visit_rests), 1);
  world.pass(minutes{14});
  come_back(world, visit.code);
  EXPECT_EQ(resting(world), nullptr);
  EXPECT_TRUE(world.question().starts_with(next + "/")) << world.question();
}

}  // namespace
}  // namespace anteroom
