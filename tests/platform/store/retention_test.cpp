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

// ---- answers before their visit -------------------------------------------------------------------------------------

// Submitted with one answer, at the moment of its making, and printed then.
VisitId printed_visit(RecordStore& store, Instant at, std::uint32_t seed, NewVisit visit = new_visit()) {
  const auto row = store.start_visit(visit, at, seed);
  EXPECT_TRUE(row && store.begin_visit(row->id, at));
  EXPECT_TRUE(store.commit_answer(row->id, {1, "nrs", "worst", "sealed answer", at}, 1, {}));
  EXPECT_TRUE(store.submit_visit(row->id, {"sealed answers", 1}, "sealed scores", at));
  EXPECT_TRUE(store.set_summary(row->id, SummaryState::printed, 3, at));
  return row->id;
}

const Instant later = noon + std::chrono::hours{1};

TEST_F(RetentionTest, answers_go_and_the_visit_with_its_scores_stays) {
  const auto store = audited();
  const VisitId visit = printed_visit(*store, noon, 1);
  const VisitId other = printed_visit(*store, noon, 2);
  ASSERT_TRUE(store->remove_answers(visit, later));
  EXPECT_EQ(store->answers(visit).error().fault, Fault::not_found);
  EXPECT_EQ(store->response(visit).value(), std::nullopt);
  EXPECT_EQ(store->scores(visit).value(), "sealed scores");
  const auto row = store->visit(visit);
  EXPECT_EQ(row->answers_removed_at, later);
  EXPECT_EQ(row->state, VisitState::finished);
  EXPECT_EQ(store->response(other).value()->payload, "sealed answers");
  EXPECT_EQ(store->visit(other)->answers_removed_at, std::nullopt);
  const auto entry = store->audit_rows(1'000'000, 1)->front().entry;
  EXPECT_EQ(entry.event, AuditEvent::answers_removed);
  EXPECT_EQ(entry.object, std::format("visit {}", visit.value));
  EXPECT_EQ(store->remove_answers(visit, later).error().fault, Fault::conflict) << "they are gone already";
  const auto health = check_record_store(file(), right_key, CheckDepth::whole);
  EXPECT_EQ(health->visits, 2);
  EXPECT_EQ(health->answers, 1);
  EXPECT_THAT(health->damage, IsEmpty());
}

TEST_F(RetentionTest, answers_that_nothing_stands_for_stay) {
  const auto store = audited();
  const VisitId unscored = whole_visit(*store, noon, 1);
  EXPECT_EQ(store->remove_answers(unscored, later).error().fault, Fault::conflict);
  EXPECT_EQ(store->answers(unscored)->size(), 1U);
  ASSERT_TRUE(store->keep_scores(unscored, "sealed scores"));
  ASSERT_TRUE(store->raise_alert(unscored, {AlertKind::come_now, "", "", noon}));
  EXPECT_EQ(store->remove_answers(unscored, later).error().fault, Fault::conflict) << "somebody has to see to it";
  const VisitId printing = printed_visit(*store, noon, 2);
  ASSERT_TRUE(store->set_summary(printing, SummaryState::printing, 4, std::nullopt));
  EXPECT_EQ(store->remove_answers(printing, later).error().fault, Fault::conflict) << "its page is being made";
  EXPECT_EQ(store->remove_answers(VisitId{99}, later).error().fault, Fault::conflict);
}

TEST_F(RetentionTest, answers_are_old_by_the_first_print_of_the_page) {
  using std::chrono::hours;
  const auto store = audited();
  const VisitId twice = printed_visit(*store, noon, 1);
  ASSERT_TRUE(store->set_summary(twice, SummaryState::printing, 4, std::nullopt));
  ASSERT_TRUE(store->set_summary(twice, SummaryState::printed, 4, noon + hours{9}));
  const VisitId failed_again = printed_visit(*store, noon, 2);
  ASSERT_TRUE(store->set_summary(failed_again, SummaryState::saved_not_printed, 5, std::nullopt));
  const VisitId never = printed_visit(*store, noon, 3);  // is printed below, and late
  const VisitId unprinted = [&] {
    const auto row = store->start_visit(new_visit(), noon, 4);
    EXPECT_TRUE(store->begin_visit(row->id, noon));
    EXPECT_TRUE(store->commit_answer(row->id, {1, "nrs", "worst", "sealed", noon}, 1, {}));
    EXPECT_TRUE(store->submit_visit(row->id, {"sealed answers", 1}, "sealed scores", noon));
    return row->id;
  }();
  ASSERT_TRUE(store->remove_answers(never, later));
  const VisitId unscored = whole_visit(*store, noon, 5);
  ASSERT_TRUE(store->set_summary(unscored, SummaryState::printed, 6, noon));
  EXPECT_THAT(store->answers_removable(noon, 9).value(), IsEmpty()) << "not those of that very moment";
  EXPECT_THAT(store->answers_removable(later, 9).value(), ::testing::ElementsAre(twice, failed_again));
  EXPECT_THAT(store->answers_removable(later, 1).value(), ::testing::ElementsAre(twice));
  ASSERT_TRUE(store->set_summary(unprinted, SummaryState::printed, 7, noon + hours{20}));
  EXPECT_THAT(store->answers_removable(noon + hours{20}, 9)->size(), 2U);
  EXPECT_THAT(store->answers_removable(noon + hours{21}, 9)->size(), 3U);
}

TEST_F(RetentionTest, a_clock_that_was_wrong_when_the_page_came_out_removes_nothing_early) {
  const auto store = audited();
  const VisitId visit = printed_visit(*store, noon, 1);
  EXPECT_THAT(store->answers_removable(noon, 9).value(), IsEmpty());
  const VisitId woken_in_1970 = [&] {
    const auto row = store->start_visit(new_visit(), noon, 2);
    EXPECT_TRUE(store->begin_visit(row->id, noon));
    EXPECT_TRUE(store->commit_answer(row->id, {1, "nrs", "worst", "sealed", noon}, 1, {}));
    EXPECT_TRUE(store->submit_visit(row->id, {"sealed answers", 1}, "sealed scores", noon));
    EXPECT_TRUE(store->set_summary(row->id, SummaryState::printed, 3, Instant{}));
    return row->id;
  }();
  EXPECT_THAT(store->answers_removable(noon, 9).value(), IsEmpty()) << "it cannot have been printed before it was made";
  NewVisit unknown = new_visit();
  unknown.time_verified = false;
  const VisitId of_unknown_time = printed_visit(*store, Instant{}, 3, unknown);
  EXPECT_THAT(store->answers_removable(later, 9).value(), ::testing::ElementsAre(visit, woken_in_1970));
  const VisitId next = printed_visit(*store, noon, 4);
  EXPECT_THAT(store->answers_removable(later, 9).value(),
              ::testing::ElementsAre(visit, woken_in_1970, of_unknown_time, next));
}

TEST_F(RetentionTest, a_visit_without_scores_is_found_and_one_that_goes_on_loses_them) {
  const auto store = audited();
  const VisitId finished = whole_visit(*store, noon, 1);
  (void)printed_visit(*store, noon, 2);
  const auto cut_short = store->start_visit(new_visit(), noon, 3);
  ASSERT_TRUE(store->begin_visit(cut_short->id, noon));
  ASSERT_TRUE(store->commit_answer(cut_short->id, {1, "nrs", "worst", "sealed", noon}, 1, {}));
  EXPECT_EQ(store->keep_scores(cut_short->id, "scores").error().fault, Fault::conflict) << "it is not over";
  ASSERT_TRUE(store->end_visit(cut_short->id, VisitState::incomplete, noon));
  const auto unanswered = store->start_visit(new_visit(), noon, 4);
  ASSERT_TRUE(store->end_visit(unanswered->id, VisitState::cancelled, noon));
  EXPECT_THAT(store->unscored_visits({}, 9).value(), ::testing::ElementsAre(finished, cut_short->id));
  EXPECT_THAT(store->unscored_visits({}, 1).value(), ::testing::ElementsAre(finished));
  EXPECT_THAT(store->unscored_visits(finished, 9).value(), ::testing::ElementsAre(cut_short->id));
  ASSERT_TRUE(store->keep_scores(cut_short->id, "scores"));
  ASSERT_TRUE(store->keep_scores(cut_short->id, "other scores"));
  EXPECT_EQ(store->scores(cut_short->id).value(), "other scores");
  EXPECT_THAT(store->unscored_visits({}, 9).value(), ::testing::ElementsAre(finished));
  ASSERT_TRUE(store->resume_visit(cut_short->id));
  EXPECT_EQ(store->scores(cut_short->id).value(), std::nullopt) << "more is answered now";
  ASSERT_TRUE(store->end_visit(cut_short->id, VisitState::incomplete, noon));
  ASSERT_TRUE(store->keep_scores(cut_short->id, "scores"));
  ASSERT_TRUE(store->remove_answers(cut_short->id, later));
  EXPECT_EQ(store->resume_visit(cut_short->id).error().fault, Fault::conflict) << "there is nothing to go on from";
  EXPECT_THAT(store->unscored_visits({}, 9).value(), ::testing::ElementsAre(finished));
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
  ASSERT_TRUE(store->keep_retention_run({noon + std::chrono::hours{24}, 1, 1042, 7}));
  const auto run = store->retention_run();
  ASSERT_TRUE(run && *run);
  EXPECT_EQ((*run)->at, noon + std::chrono::hours{24});
  EXPECT_EQ((*run)->visits, 1);
  EXPECT_EQ((*run)->entries, 1042);
  EXPECT_EQ((*run)->answers, 7);
}

}  // namespace
}  // namespace anteroom::platform
