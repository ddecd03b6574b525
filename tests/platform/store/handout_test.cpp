// The pages about pain that a patient wants printed.
#include "tests/platform/store/store_folder.h"

#include <gmock/gmock.h>

namespace anteroom::platform {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Handouts : public StoreFolder {};

TEST_F(Handouts, are_kept_with_the_visit_and_taken_back) {
  const auto store = open();
  const auto visit = store->start_visit(new_visit(), noon, 1)->id;
  EXPECT_THAT(store->visit(visit)->handout, IsEmpty());
  ASSERT_TRUE(store->set_handout(visit, {"pacing", "your-team"}));
  EXPECT_THAT(store->visit(visit)->handout, ElementsAre("pacing", "your-team"));
  ASSERT_TRUE(store->set_handout(visit, {}));
  EXPECT_THAT(store->visit(visit)->handout, IsEmpty());
  EXPECT_FALSE(store->set_handout(VisitId{99}, {"pacing"}));
  EXPECT_FALSE(store->set_handout(visit, {"anything a patient could write: 7"})) << "ids and nothing else";
}

TEST_F(Handouts, a_sheet_that_was_on_its_way_when_the_power_went_is_one_to_look_for) {
  auto store = open();
  const auto visit = store->start_visit(new_visit(), noon, 1)->id;
  EXPECT_EQ(store->visit(visit)->handout_state, SummaryState::not_printed);
  ASSERT_TRUE(store->set_handout_state(visit, SummaryState::printing));
  store.reset();
  store = open(OpenMode::existing);
  EXPECT_EQ(store->visit(visit)->handout_state, SummaryState::unclear);
  EXPECT_EQ(store->visit(visit)->summary, SummaryState::not_printed);
  ASSERT_TRUE(store->set_handout_state(visit, SummaryState::printed));
  EXPECT_EQ(store->visit(visit)->handout_state, SummaryState::printed);
}

}  // namespace
}  // namespace anteroom::platform
