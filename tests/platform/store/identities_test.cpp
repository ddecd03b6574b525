// Who a visit is of: in no column in clear, told on an open day only, and compared without being told.
#include "platform/store/database.h"
#include "tests/platform/store/store_folder.h"

#include <algorithm>

namespace anteroom::platform {
namespace {

using std::chrono::hours;

class Identities : public StoreFolder {
 protected:
  static constexpr Date born{std::chrono::year{1951}, std::chrono::April, std::chrono::day{9}};

  // Every value of every visit, as bytes.
  [[nodiscard]] std::string everything_kept() const {
    auto database = Database::open(file(), right_key);
    EXPECT_TRUE(database);
    Statement rows = database->query("SELECT * FROM visits");
    std::string all;
    while (rows.next()) {
      for (int column = 0; column < 40; ++column) all += rows.blob(column) + '\n';
    }
    return all;
  }
};

TEST_F(Identities, stand_nowhere_in_clear) {
  auto store = open();
  ASSERT_TRUE(store->start_visit(new_visit("KZ-1042"), noon, 1));
  store.reset();
  const std::string kept = everything_kept();
  EXPECT_TRUE(kept.contains("intake")) << "what is in clear is seen";
  for (const char* clear : {"KZ-1042", "1042", "MO", "1951"}) EXPECT_FALSE(kept.contains(clear)) << clear;
}

TEST_F(Identities, are_told_while_the_day_is_open_and_not_before_or_after) {
  const auto store = open();
  const auto visit = store->start_visit(new_visit("KZ-1042"), noon, 1);
  EXPECT_EQ(visit->facts.record_number, "KZ-1042");
  EXPECT_EQ(visit->facts.initials, "MO");
  EXPECT_EQ(visit->facts.birth_date, born);
  store->open_identities({});
  const auto closed = store->visit(visit->id);
  EXPECT_EQ(closed->facts.record_number, "");
  EXPECT_EQ(closed->facts.initials, "");
  EXPECT_FALSE(closed->facts.birth_date.ok());
  EXPECT_EQ(closed->facts.battery, "intake");
  testing::open_to(*store);
  EXPECT_EQ(store->visits(noon, noon + hours{1})->front().facts.initials, "MO");
}

TEST_F(Identities, a_birth_date_is_compared_while_the_day_is_closed) {
  const auto store = open();
  const auto visit = store->start_visit(new_visit(), noon, 1);
  store->open_identities({});
  EXPECT_TRUE(*store->is_born_on(visit->id, born));
  EXPECT_FALSE(*store->is_born_on(visit->id, born.year() / born.month() / std::chrono::day{10}));
  EXPECT_EQ(store->is_born_on(VisitId{77}, born).error().fault, Fault::not_found);
}

TEST_F(Identities, a_patient_is_found_again_and_their_visits_are_counted_by_hash) {
  const auto store = open();
  const auto first = store->start_visit(new_visit("KZ-1042"), noon, 1);
  ASSERT_TRUE(store->begin_visit(first->id, noon) && store->end_visit(first->id, VisitState::finished, noon));
  store->open_identities({});
  ASSERT_TRUE(store->start_visit(new_visit("KZ-1043"), noon, 2));
  const auto second = store->start_visit(new_visit("KZ-1042"), noon + hours{1}, 3);
  EXPECT_EQ(second->number, 2);
  const auto visits = store->visits_of("KZ-1042");
  ASSERT_EQ(visits->size(), 2U);
  EXPECT_EQ(visits->front().id, first->id);
  EXPECT_EQ(visits->back().id, second->id);
  EXPECT_TRUE(store->visits_of("KZ-104")->empty());
}

TEST_F(Identities, two_patients_of_one_birthday_do_not_look_alike) {
  auto store = open();
  ASSERT_TRUE(store->start_visit(new_visit("KZ-1042"), noon, 1) && store->start_visit(new_visit("KZ-1043"), noon, 2));
  store.reset();
  auto database = Database::open(file(), right_key);
  Statement rows = database->query("SELECT birth_index FROM visits");
  ASSERT_TRUE(rows.next());
  const std::string first = rows.blob(0);
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(first.size(), 32U);
  EXPECT_NE(first, rows.blob(0));
}

TEST_F(Identities, one_that_was_put_in_anothers_row_opens_nothing) {
  auto store = open();
  const auto mine = store->start_visit(new_visit("KZ-1042"), noon, 1);
  ASSERT_TRUE(store->start_visit(new_visit("KZ-1043"), noon, 2));
  store.reset();
  {
    auto database = Database::open(file(), right_key);
    ASSERT_TRUE(database->run("UPDATE visits SET identity = (SELECT identity FROM visits WHERE id = 2) WHERE id = 1"));
  }
  EXPECT_EQ(open()->visit(mine->id).error().fault, Fault::corrupt);
}

TEST_F(Identities, no_visit_starts_without_something_to_seal_with) {
  const auto store = open_record_store(file(), right_key, OpenMode::create);
  EXPECT_EQ((*store)->start_visit(new_visit(), noon, 1).error().fault, Fault::conflict);
  EXPECT_EQ((*store)->visits_of("KZ-1042").error().fault, Fault::conflict) << "nor is one found";
  EXPECT_EQ((*store)->is_born_on(VisitId{1}, born).error().fault, Fault::conflict) << "nor compared";
}

TEST_F(Identities, a_visit_that_cannot_be_sealed_does_not_start) {
  const auto store = open();
  const auto no_sealer = IdentitySealer{.seal = [](std::string_view, std::string_view) -> Result<std::string> {
                                          return failure(Fault::unavailable, "no");
                                        },
                                        .index = [](std::string_view) { return BlindIndex{}; }};
  const VisitId kept = store->start_visit(new_visit("KZ-1042"), noon, 1)->id;
  ASSERT_TRUE(store->keep_identities(no_sealer));
  EXPECT_EQ(store->start_visit(new_visit("KZ-1043"), noon, 2).error().fault, Fault::unavailable);
  EXPECT_EQ(store->reseal_identities().error().fault, Fault::unavailable);
  EXPECT_EQ(store->visits(noon, noon + hours{1})->size(), 1U) << "nothing of it was kept";
  EXPECT_EQ(store->visit(kept)->facts.record_number, "KZ-1042") << "and who was sealed before is still told";
}

TEST_F(Identities, what_was_kept_in_clear_stays_until_it_can_be_sealed) {
  const auto store = open_record_store(file(), right_key, OpenMode::create);
  execute(
      "INSERT INTO visits (code, record_number, initials, birth_date, battery, started_by, created_at)"
      " VALUES ('0001', 'KZ-1042', 'MO', '1951-04-09', 'intake', 'Rosa', 1000)");
  (*store)->open_identities(identity_opener(testing::made_up_unlocked()));
  EXPECT_EQ((*store)->visit(VisitId{1})->facts.record_number, "") << "nothing was sealed, so nothing is told";
  EXPECT_EQ((*store)
                ->keep_identities({.seal = [](std::string_view, std::string_view) -> Result<std::string> {
                                     return failure(Fault::unavailable, "no");
                                   },
                                   .index = [](std::string_view) { return BlindIndex{}; }})
                .error()
                .fault,
            Fault::unavailable);
  EXPECT_TRUE(everything_kept().contains("KZ-1042"));
  ASSERT_TRUE(testing::seal_for(**store));
  EXPECT_FALSE(everything_kept().contains("KZ-1042"));
  EXPECT_EQ((*store)->visit(VisitId{1})->facts.record_number, "KZ-1042");
}

}  // namespace
}  // namespace anteroom::platform
