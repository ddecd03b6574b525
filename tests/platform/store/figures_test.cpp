// What a machine's overseers may know of the visits.
#include "tests/platform/store/sample_visit.h"
#include "tests/platform/store/store_folder.h"

namespace anteroom::platform {
namespace {

using std::chrono::days;
using std::chrono::hours;

class Figures : public StoreFolder {
 protected:
  static VisitId finished(RecordStore& store, Instant created, Instant at) {
    const auto visit = store.start_visit(new_visit(), created, 1);
    EXPECT_TRUE(visit && store.begin_visit(visit->id, created));
    EXPECT_TRUE(store.end_visit(visit->id, VisitState::finished, at));
    return visit->id;
  }
};

TEST_F(Figures, the_newest_finished_visit_and_the_oldest_summary_that_waits) {
  const auto store = open();
  const Instant since = noon - days{7};
  EXPECT_FALSE(store->figures(since).value().last_finished);
  EXPECT_FALSE(store->figures(since).value().unprinted_since);

  const VisitId forgotten = finished(*store, noon - days{8}, noon - days{8} + hours{1});
  ASSERT_TRUE(store->set_summary(forgotten, SummaryState::saved_not_printed, std::nullopt, std::nullopt));
  const VisitId first = finished(*store, noon, noon + hours{1});
  const VisitId second = finished(*store, noon, noon + hours{2});
  ASSERT_TRUE(store->start_visit(new_visit("KZ-1043"), noon + hours{3}, 1));
  EXPECT_EQ(store->figures(since)->last_finished, noon + hours{2}) << "the one that has begun is none";
  EXPECT_FALSE(store->figures(since)->unprinted_since) << "nobody has asked for a page of this week";

  ASSERT_TRUE(store->set_summary(second, SummaryState::saved_not_printed, std::nullopt, std::nullopt));
  EXPECT_EQ(store->figures(since)->unprinted_since, noon + hours{2});
  ASSERT_TRUE(store->set_summary(first, SummaryState::printing, 4, std::nullopt));
  EXPECT_EQ(store->figures(since)->unprinted_since, noon + hours{1});
  ASSERT_TRUE(store->set_summary(first, SummaryState::printed, 4, noon + hours{5}));
  ASSERT_TRUE(store->set_summary(second, SummaryState::printed, 5, noon + hours{5}));
  EXPECT_FALSE(store->figures(since)->unprinted_since);
}

}  // namespace
}  // namespace anteroom::platform
