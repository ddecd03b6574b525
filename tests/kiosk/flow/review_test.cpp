// What the review shows, and the ways through it.
#include "tests/support/kiosk_world.h"

#include <algorithm>

namespace anteroom {
namespace {

using namespace flow;
using testing::KioskWorld;

TEST(Review, of_many_answers_begins_with_their_forms_and_leads_back_to_them) {
  KioskWorld world;
  (void)world.begin({"nrs", "peg", "phq-9"});
  while (world.patient_on<patient::Review>() == nullptr) {
    world.send(intent::Continue{});
    world.send(intent::Skip{});
  }
  const auto part = [&] { return world.on<Patient>()->session->review; };
  world.send(intent::ShowAnswers{});
  ASSERT_EQ(part(), ReviewPart::forms);
  world.send(intent::OpenForm{"peg"});
  ASSERT_EQ(part(), ReviewPart::one_form);
  EXPECT_EQ(world.on<Patient>()->session->reviewed, "peg");
  const auto asked = world.on<Patient>()->session->visit.asked();
  world.send(intent::Edit{*std::ranges::find(asked, "peg", &forms::Place::form)});
  ASSERT_NE(world.patient_on<patient::Question>(), nullptr);
  world.answer(2);
  EXPECT_EQ(part(), ReviewPart::one_form) << "whoever changed an answer is where they were";
  world.send(intent::Continue{});
  EXPECT_EQ(part(), ReviewPart::forms);
  world.send(intent::OpenForm{"no-such-form"});
  EXPECT_EQ(part(), ReviewPart::forms);
  world.send(intent::Back{});
  EXPECT_EQ(part(), ReviewPart::overview);
}

TEST(Review, begins_again_once_the_last_missing_answer_was_given) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  const forms::Place first = world.patient_on<patient::Question>()->place;
  world.send(intent::Skip{});
  for (int asked = 0; asked < 3; ++asked) world.answer(3);
  world.send(intent::ShowUnanswered{});
  world.send(intent::Edit{first});
  world.answer(3);
  ASSERT_NE(world.patient_on<patient::Review>(), nullptr);
  world.send(intent::Back{});
  EXPECT_NE(world.patient_on<patient::Question>(), nullptr) << "before the review, and no touch that does nothing";
}

TEST(Review, of_few_answers_shows_them_at_once) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  for (int asked = 0; asked < 4; ++asked) world.answer(3);
  world.send(intent::ShowAnswers{});
  EXPECT_EQ(world.on<Patient>()->session->review, ReviewPart::all);
}

}  // namespace
}  // namespace anteroom
