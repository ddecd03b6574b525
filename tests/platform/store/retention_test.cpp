// What is deleted leaves nothing behind, and the audit trail can still be checked.
#include "platform/store/migrations.h"
#include "platform/vault/audit.h"
#include "tests/platform/store/store_folder.h"
#include "tests/support/hand_clock.h"
#include "tests/support/repeating_random.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <sqlite3.h>

namespace anteroom::platform {
namespace {

using testing::HandClock;
using ::testing::IsEmpty;
using testing::made_up_unlocked;
using testing::made_up_vault;

class RetentionTest : public StoreFolder {
 protected:
  void begin_audit(RecordStore& store, std::int64_t first) {
    testing::RepeatingRandom random;
    const auto start = new_audit_start(made_up_vault(), first, random);
    ASSERT_TRUE(start);
    ASSERT_TRUE(store.begin_audit(start->start, start->first_key));
  }
  std::unique_ptr<RecordStore> audited() {
    auto store = open();
    store->keep_audit(audit_pen(m_clock));
    begin_audit(*store, 1);
    return store;
  }
  // With an answer, an alert that was acknowledged, facts of the chart and a print.
  VisitId whole_visit(RecordStore& store, Instant at, std::uint32_t seed) {
    NewVisit visit = new_visit();
    visit.chart = {.as_of = Date{std::chrono::year{2026}, std::chrono::May, std::chrono::day{1}}, .opioid_mme = 90};
    const auto row = store.start_visit(visit, at, seed);
    EXPECT_TRUE(row) << row.error().detail;
    EXPECT_TRUE(store.begin_visit(row->id, at));
    const auto alert = store.commit_answer(row->id, {1, "phq-9", "9", "sealed", at}, 1,
                                           NewAlert{AlertKind::safety_answer, "phq-9", "9", at});
    EXPECT_TRUE(alert && *alert);
    EXPECT_TRUE(store.see_alert(**alert, at));
    EXPECT_TRUE(store.acknowledge_alert(**alert, "R. Meyer", AlertAction::seen, at));
    EXPECT_TRUE(store.end_visit(row->id, VisitState::finished, at));
    EXPECT_TRUE(store.keep_print(row->id, "R. Meyer", PrintReason::first, at));
    return row->id;
  }

  HandClock m_clock;
};

TEST_F(RetentionTest, a_deleted_visit_leaves_no_row_and_its_code_is_free) {
  const auto store = audited();
  const VisitId gone = whole_visit(*store, noon, 1);
  const VisitId stays = whole_visit(*store, noon, 2);
  const auto alert = store->alerts_of(gone)->at(0).id;
  ASSERT_TRUE(store->delete_visit(gone, "staff 2"));
  EXPECT_EQ(store->visit(gone).error().fault, Fault::not_found);
  EXPECT_EQ(store->answers(gone).error().fault, Fault::not_found);
  EXPECT_THAT(store->alerts_of(gone).value(), IsEmpty());
  EXPECT_THAT(store->alert_steps(alert).value(), IsEmpty());
  EXPECT_THAT(store->prints_of(gone).value(), IsEmpty());
  EXPECT_EQ(store->answers(stays)->size(), 1U);
  EXPECT_EQ(store->alert_steps(store->alerts_of(stays)->at(0).id)->size(), 2U);
  const auto health = check_record_store(file(), right_key, CheckDepth::whole);
  ASSERT_TRUE(health);
  EXPECT_EQ(health->visits, 1);
  EXPECT_EQ(health->answers, 1);
  EXPECT_THAT(health->damage, IsEmpty());
  const auto entry = store->audit_rows(1'000'000, 1)->front().entry;
  EXPECT_EQ(entry.event, AuditEvent::deleted);
  EXPECT_EQ(entry.object, std::format("visit {}, staff 2", gone.value));
  EXPECT_EQ(store->delete_visit(gone, "").error().fault, Fault::not_found);
  EXPECT_NE(whole_visit(*store, noon, 3), gone) << "a number is never given twice";
}

TEST_F(RetentionTest, a_visit_from_before_the_clock_was_set_is_as_old_as_those_after_it) {
  const auto store = audited();
  NewVisit unknown = new_visit();
  unknown.time_verified = false;
  const VisitId first = store->start_visit(unknown, Instant{}, 1)->id;
  ASSERT_TRUE(store->end_visit(first, VisitState::cancelled, Instant{}));
  EXPECT_THAT(store->deletable_before(noon, 10).value(), IsEmpty()) << "1970 is what the clock said, not when it was";
  const VisitId second = whole_visit(*store, noon, 2);
  EXPECT_THAT(store->deletable_before(noon, 10).value(), IsEmpty());
  EXPECT_THAT(store->deletable_before(noon + std::chrono::hours{1}, 10).value(), ::testing::ElementsAre(first, second));
}

TEST_F(RetentionTest, what_is_under_way_stays) {
  const auto store = audited();
  const auto waiting = store->start_visit(new_visit(), noon, 1);
  EXPECT_EQ(store->delete_visit(waiting->id, "").error().fault, Fault::conflict);
  const VisitId visit = whole_visit(*store, noon, 2);
  ASSERT_TRUE(store->set_summary(visit, SummaryState::printing, 7, std::nullopt));
  EXPECT_EQ(store->delete_visit(visit, "").error().fault, Fault::conflict);
  EXPECT_THAT(store->deletable_before(noon + std::chrono::hours{1}, 9).value(), IsEmpty());
  ASSERT_TRUE(store->set_summary(visit, SummaryState::printed, 7, noon));
  ASSERT_TRUE(store->raise_alert(visit, {AlertKind::come_now, "", "", noon}));
  EXPECT_EQ(store->delete_visit(visit, "").error().fault, Fault::conflict);
  EXPECT_THAT(store->deletable_before(noon + std::chrono::hours{1}, 9).value(), IsEmpty());
}

TEST_F(RetentionTest, the_old_ones_are_found_oldest_first_and_no_more_than_asked_for) {
  const auto store = audited();
  std::vector<VisitId> visits;
  for (std::uint32_t seed = 0; seed < 4; ++seed)
    visits.push_back(whole_visit(*store, noon + std::chrono::hours{seed}, seed));
  EXPECT_EQ(store->deletable_before(noon + std::chrono::hours{3}, 2).value(),
            (std::vector<VisitId>{visits[0], visits[1]}));
  EXPECT_EQ(store->deletable_before(noon + std::chrono::hours{3}, 9)->size(), 3U) << "not the one at that moment";
}

// delete_visit finds them by it.
TEST(Schema, a_table_that_has_a_visit_says_so_by_a_foreign_key) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(":memory:", &database), SQLITE_OK);
  for (const char* const sql : migrations())
    ASSERT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
  std::vector<std::string> silent;
  const auto add = [](void* list, int, char** values, char**) {
    static_cast<std::vector<std::string>*>(list)->emplace_back(values[0]);
    return 0;
  };
  ASSERT_EQ(sqlite3_exec(database,
                         "SELECT m.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c"
                         " WHERE m.type = 'table' AND c.name IN ('visit', 'visit_id') AND NOT EXISTS"
                         " (SELECT 1 FROM pragma_foreign_key_list(m.name) AS f WHERE f.\"table\" = 'visits'"
                         " AND f.\"from\" = c.name)",
                         add, &silent, nullptr),
            SQLITE_OK);
  EXPECT_THAT(silent, IsEmpty());
  sqlite3_close(database);
}

TEST_F(RetentionTest, the_oldest_part_of_the_trail_goes_and_the_rest_is_checked_all_the_same) {
  const auto store = audited();
  for (int entry = 0; entry < 5; ++entry) ASSERT_TRUE(store->note(AuditEvent::day_opened, {}));
  const AuditAnchor early = anchor_of(store->audit_trail()->state);
  m_clock.pass(std::chrono::days{100});
  begin_audit(*store, 7);
  ASSERT_TRUE(store->note(AuditEvent::day_opened, {}));
  EXPECT_EQ(*store->delete_audit_before(m_clock.now() - std::chrono::days{101}), 0) << "not all of it is so old";
  EXPECT_EQ(store->audit_trail()->rows.size(), 8U);
  EXPECT_EQ(*store->delete_audit_before(m_clock.now() - std::chrono::days{1}), 6);
  const AuditTrail trail = *store->audit_trail();
  ASSERT_EQ(trail.rows.size(), 3U);
  EXPECT_EQ(trail.rows.front().number, 7);
  EXPECT_EQ(trail.rows.back().entry.object, "entries 1-6");
  EXPECT_EQ(trail.starts.size(), 1U);
  const auto unlocked = made_up_unlocked();
  EXPECT_FALSE(check_audit(trail, *unlocked, anchor_of(trail.state)));
  const auto printed = check_audit(trail, *unlocked, early);
  ASSERT_TRUE(printed);
  EXPECT_EQ(printed->number, 6) << "the mark on paper is of an entry that is gone";
  EXPECT_EQ(*store->delete_audit_before(m_clock.now() - std::chrono::days{1}), 0) << "it is gone already";
}

TEST_F(RetentionTest, a_beginning_that_somebody_cut_off_is_found) {
  const auto store = audited();
  for (int entry = 0; entry < 5; ++entry) ASSERT_TRUE(store->note(AuditEvent::day_opened, {}));
  begin_audit(*store, 7);
  ASSERT_TRUE(store->note(AuditEvent::deleted, "visit 3"));
  AuditTrail trail = *store->audit_trail();
  trail.rows.erase(trail.rows.begin(), trail.rows.begin() + 6);
  trail.starts.erase(trail.starts.begin());
  const auto fault = check_audit(trail, *made_up_unlocked(), std::nullopt);
  ASSERT_TRUE(fault) << "nothing in the trail says that it was deleted";
  EXPECT_EQ(fault->number, 1);
}

TEST_F(RetentionTest, the_last_run_is_kept) {
  const auto store = open();
  EXPECT_EQ(*store->retention_run(), std::nullopt);
  ASSERT_TRUE(store->keep_retention_run({noon, 3, 0}));
  ASSERT_TRUE(store->keep_retention_run({noon + std::chrono::hours{24}, 1, 1042}));
  const auto run = store->retention_run();
  ASSERT_TRUE(run && *run);
  EXPECT_EQ((*run)->at, noon + std::chrono::hours{24});
  EXPECT_EQ((*run)->visits, 1);
  EXPECT_EQ((*run)->entries, 1042);
}

}  // namespace
}  // namespace anteroom::platform
