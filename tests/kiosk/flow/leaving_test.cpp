// Who has chosen an answer and touches Skip, "Prefer not to answer" or, in the review, Back is asked first.
#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using testing::FailingStore;
using testing::KioskWorld;

const patient::Question& question(KioskWorld& world) { return *world.patient_on<patient::Question>(); }

TEST(Leaving, an_answer_that_is_chosen_is_not_skipped_without_a_question) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  const std::string first = world.question();
  world.send(intent::Choose{4});
  world.send(intent::Skip{});
  ASSERT_EQ(world.question(), first);
  EXPECT_TRUE(question(world).leaving);
  world.send(intent::Back{});
  EXPECT_FALSE(question(world).leaving);
  EXPECT_EQ(question(world).draft.chosen, 4) << "kept";
  world.send(intent::Skip{});
  world.send(intent::Continue{});
  EXPECT_NE(world.question(), first);
  EXPECT_TRUE(world.rows(visit.id).empty());
}

TEST(Leaving, nor_is_one_that_is_stored_declined_without_a_question) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  world.answer(7);
  world.send(intent::Back{});
  world.send(intent::Decline{});
  EXPECT_EQ(world.rows(visit.id).size(), 1U);
  ASSERT_TRUE(question(world).leaving);
  world.send(intent::Continue{});
  ASSERT_EQ(world.rows(visit.id).size(), 2U);
  EXPECT_EQ(world.rows(visit.id).back().payload, forms::to_json(forms::Declined{}));
}

TEST(Leaving, nothing_is_asked_of_who_has_chosen_nothing) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  const std::string first = world.question();
  world.send(intent::Decline{});
  EXPECT_NE(world.question(), first);
}

TEST(Leaving, it_is_tried_again_after_the_store_was_in_trouble) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  const std::string first = world.question();
  world.send(intent::Choose{4});
  world.send(intent::Decline{});
  world.store->set(FailingStore::Mood::disk_full);
  world.send(intent::Continue{});
  EXPECT_TRUE(std::holds_alternative<patient::Trouble>(world.on<Patient>()->overlay));
  EXPECT_TRUE(world.rows(visit.id).empty());
  world.store->set(FailingStore::Mood::well);
  world.send(intent::TryAgain{});
  EXPECT_NE(world.question(), first);
  EXPECT_EQ(world.rows(visit.id).size(), 1U);
}

TEST(Leaving, a_change_that_is_cancelled_leaves_the_answer_as_it_was) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  const forms::Place first = question(world).place;
  for (int asked = 0; asked < 4; ++asked) world.answer(3);
  world.send(intent::Edit{first});
  world.send(intent::Choose{9});
  world.send(intent::Back{});
  ASSERT_NE(world.patient_on<patient::Review>(), nullptr);
  EXPECT_EQ(world.rows(visit.id).size(), 4U);
  world.send(intent::Edit{first});
  EXPECT_EQ(question(world).draft.chosen, 3) << "as the review says";
}

TEST(Leaving, a_first_answer_from_the_review_is_not_dropped_by_back_without_a_question) {
  KioskWorld world;
  (void)world.begin({"nrs"});
  const forms::Place first = question(world).place;
  world.send(intent::Skip{});
  for (int asked = 0; asked < 3; ++asked) world.answer(3);
  world.send(intent::Edit{first});
  world.send(intent::Choose{9});
  world.send(intent::Back{});
  ASSERT_NE(world.patient_on<patient::Question>(), nullptr);
  EXPECT_TRUE(question(world).leaving);
  world.send(intent::Continue{});
  ASSERT_NE(world.patient_on<patient::Review>(), nullptr);
  world.send(intent::Edit{first});
  EXPECT_TRUE(question(world).draft.is_empty());
}

}  // namespace
}  // namespace anteroom
