// A file that an earlier Anteroom wrote, opened by this one.
#include "platform/store/database.h"
#include "platform/store/migrations.h"
#include "tests/platform/store/store_folder.h"

#include <gmock/gmock.h>

namespace anteroom::platform {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Migration : public StoreFolder {
 protected:
  // Three visits of one patient and one of another, as schema 1 kept them.
  void write_first_schema() const {
    std::ofstream(file(), std::ios::binary).close();
    auto database = Database::open(file(), right_key);
    ASSERT_TRUE(database) << database.error().detail;
    ASSERT_TRUE(database->execute(migrations()[0]));
    const auto done = database->execute(
        "PRAGMA user_version = 1;"
        "INSERT INTO visits (code, record_number, initials, birth_date, battery, started_by, state, created_at, "
        "answered,"
        " asked, answers_committed) VALUES"
        " ('0001', 'A-1', 'MO', '1951-04-09', 'intake', 'Rosa', 'finished', 1000, 2, 9, 2),"
        " ('0002', 'A-1', 'MO', '1951-04-09', 'intake', 'Rosa', 'incomplete', 2000, 0, 9, 0),"
        " ('0003', 'A-1', 'MO', '1951-04-09', 'intake', 'Rosa', 'waiting', 3000, 0, 9, 0),"
        " ('0004', 'B-2', 'XY', '1960-01-02', 'intake', 'Rosa', 'finished', 4000, 0, 9, 0);"
        "INSERT INTO visit_forms VALUES (1, 1, 'nrs', 0), (1, 2, 'phq-9', 1);"
        "INSERT INTO alerts (visit, kind, form, link_id, at, state, acknowledged_by) VALUES"
        " (1, 'safety_answer', 'phq-9', '/i', 1150, 'acknowledged', 'Rosa');"
        "INSERT INTO answers VALUES (1, 1, 'nrs', '/a', '{\"i\":7}', 1100), (1, 2, 'nrs', '/b', '{\"i\":3}', 1200);");
    ASSERT_TRUE(done) << done.error().detail;
  }
};

TEST_F(Migration, a_file_of_the_first_schema_keeps_everything_it_holds) {
  write_first_schema();
  const auto store = open(OpenMode::existing);
  const auto visit = store->visit(VisitId{1});
  ASSERT_TRUE(visit) << visit.error().detail;
  EXPECT_EQ(visit->facts.record_number, "A-1");
  EXPECT_EQ(visit->state, VisitState::finished);
  EXPECT_THAT(visit->facts.forms, ElementsAre("nrs"));
  EXPECT_THAT(visit->facts.withheld, ElementsAre("phq-9"));
  EXPECT_THAT(visit->facts.unspoken, IsEmpty());
  EXPECT_THAT(visit->facts.rules, IsEmpty());
  EXPECT_EQ(visit->facts.sex, Sex::unknown) << "what was not asked is not known";
  EXPECT_EQ(visit->facts.language, "");
  EXPECT_THAT(*store->answers(VisitId{1}), SizeIs(2));
  ASSERT_THAT(*store->alerts_of(VisitId{1}), SizeIs(1));
  EXPECT_EQ(store->alerts_of(VisitId{1})->front().acknowledged_by, "Rosa");
  EXPECT_EQ(store->alerts_of(VisitId{1})->front().action, AlertAction::none) << "what nobody was asked is not known";
  EXPECT_EQ(check_record_store(file(), right_key)->schema_version, 13);
}

TEST_F(Migration, what_was_printed_before_was_first_printed_then_and_waits_for_scores) {
  write_first_schema();
  {
    auto database = Database::open(file(), right_key);
    ASSERT_TRUE(database && database->execute("UPDATE visits SET summary = 'printed', printed_at = 5000 WHERE id = 1"));
  }
  const auto store = open(OpenMode::existing);
  const Instant much_later{std::chrono::hours{1}};
  EXPECT_THAT(store->unscored_visits({}, 9).value(), ElementsAre(VisitId{1}));
  EXPECT_THAT(store->answers_removable(much_later, 9).value(), IsEmpty()) << "nothing stands for its answers yet";
  ASSERT_TRUE(store->keep_scores(VisitId{1}, "scores"));
  EXPECT_THAT(store->answers_removable(much_later, 9).value(), ElementsAre(VisitId{1}));
  EXPECT_THAT(store->answers_removable(Instant{std::chrono::milliseconds{5000}}, 9).value(), IsEmpty());
  ASSERT_TRUE(store->remove_answers(VisitId{1}, much_later));
  EXPECT_EQ(store->answers(VisitId{1}).error().fault, Fault::not_found);
}

TEST_F(Migration, visits_of_before_are_numbered_by_the_finished_ones) {
  write_first_schema();
  const auto store = open(OpenMode::existing);
  EXPECT_EQ(store->visit(VisitId{1})->number, 1);
  EXPECT_EQ(store->visit(VisitId{2})->number, 2);
  EXPECT_EQ(store->visit(VisitId{3})->number, 2) << "an incomplete visit does not count";
  EXPECT_EQ(store->visit(VisitId{4})->number, 1) << "neither does another patient's";
  EXPECT_EQ(store->start_visit(new_visit("A-1"), noon, 5)->number, 2);
}

}  // namespace
}  // namespace anteroom::platform
