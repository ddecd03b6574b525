// A copy under another key, and who visits are of on another device; staff who come, forget their PIN and leave.
#include "platform/vault/audit.h"
#include "tests/platform/store/store_folder.h"
#include "tests/support/hand_clock.h"
#include "tests/support/repeating_random.h"

#include <gmock/gmock.h>

namespace anteroom::platform {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class MovedStore : public StoreFolder {
 protected:
  [[nodiscard]] std::filesystem::path copy() const { return folder() / "copy.db"; }
};

TEST_F(MovedStore, a_copy_opens_with_its_own_key_alone_and_holds_everything) {
  const auto store = open();
  const auto visit = store->start_visit(new_visit("KZ-1042"), noon, 1);
  ASSERT_TRUE(store->begin_visit(visit->id, noon));
  ASSERT_TRUE(store->commit_answer(visit->id, {1, "nrs", "worst", "sealed", noon}, 1, {}));
  ASSERT_TRUE(store->submit_visit(visit->id, {"all", 1}, "scores", noon));
  const SecretKey other = testing::key_full_of(0x42);
  ASSERT_TRUE(store->copy_to(copy(), other));
  EXPECT_EQ(store->copy_to(copy(), other).error().fault, Fault::conflict) << "nothing is written over";
  EXPECT_FALSE(store->copy_to(folder() / "nowhere" / "copy.db", other));
  EXPECT_TRUE(store->start_visit(new_visit(), noon, 2)) << "the kiosk goes on";
  EXPECT_EQ(open_record_store(copy(), right_key, OpenMode::beside).error().fault, Fault::wrong_key);
  const auto moved = open_record_store(copy(), other, OpenMode::beside);
  ASSERT_TRUE(moved) << moved.error().detail;
  testing::open_to(**moved);
  EXPECT_EQ((*moved)->visit(visit->id)->facts.record_number, "KZ-1042");
  EXPECT_EQ((*moved)->scores(visit->id).value(), "scores");
  EXPECT_EQ(check_record_store(copy(), other, CheckDepth::whole)->visits, 1);
}

TEST_F(MovedStore, on_another_device_a_patient_is_found_again_by_its_keys) {
  const auto store = open();
  const auto visit = store->start_visit(new_visit("KZ-1042"), noon, 1);
  store->open_identities({});
  EXPECT_EQ(store->reseal_identities().error().fault, Fault::conflict) << "the day is closed";
  testing::RepeatingRandom random;
  const SecretKey device = testing::key_full_of(0x44);
  const auto ring = make_key_ring(device, testing::made_up_passphrase, testing::key_full_of(9), Instant{}, random,
                                  testing::cheap_guesses);
  const auto vault = Vault::create(device, *ring);
  ASSERT_TRUE(vault);
  store->open_identities(identity_opener(testing::made_up_unlocked()));
  ASSERT_TRUE(store->keep_identities(identity_sealer(*vault)));
  EXPECT_THAT(store->visits_of("KZ-1042").value(), IsEmpty()) << "the old device's hash";
  ASSERT_TRUE(store->reseal_identities());
  store->open_identities(identity_opener(*vault->unlock(testing::made_up_passphrase)));
  ASSERT_THAT(store->visits_of("KZ-1042").value(), SizeIs(1));
  EXPECT_EQ(store->visit(visit->id)->facts.record_number, "KZ-1042");
}

TEST_F(MovedStore, who_a_visit_is_of_is_damage_where_it_does_not_open) {
  const auto store = open();
  const auto visit = store->start_visit(new_visit("KZ-1042"), noon, 1);
  store->open_identities([](std::string_view, std::string_view) -> Result<std::string> { return std::string("x"); });
  EXPECT_EQ(store->visit(visit->id).error().fault, Fault::corrupt);
  EXPECT_EQ(store->reseal_identities().error().fault, Fault::corrupt);
}

TEST_F(MovedStore, devices_that_were_taken_over_stand_on_the_ring) {
  const auto store = open();
  KeyRing ring = testing::made_up_keys();
  FormerDevice former{{}, "signed"};
  former.signer.fill(std::byte{5});
  ring.former_devices = {former};
  ASSERT_TRUE(store->set_key_ring(ring));
  ASSERT_THAT(store->key_ring()->former_devices, SizeIs(1));
  EXPECT_EQ(store->key_ring()->former_devices[0].signer, former.signer);
  EXPECT_EQ(store->key_ring()->former_devices[0].signature, "signed");
  ring.former_devices.push_back(former);
  EXPECT_FALSE(store->set_key_ring(ring)) << "the same one twice";
  EXPECT_THAT(store->key_ring()->former_devices, SizeIs(1)) << "all of it or nothing";
}

TEST_F(MovedStore, a_new_pin_forgets_wrong_tries_and_who_left_is_gone_for_good) {
  const auto store = open();
  testing::HandClock clock;
  testing::RepeatingRandom random;
  store->keep_audit(audit_pen(clock));
  const auto start = new_audit_start(testing::made_up_vault(), 1, random);
  ASSERT_TRUE(store->begin_audit(start->start, start->first_key));
  const auto rosa = store->add_staff("Rosa", StaffRole::nurse, "pin 1");
  ASSERT_TRUE(store->count_sign_in(*rosa, noon));
  EXPECT_EQ(store->set_pin("Rosa", "").error().fault, Fault::invalid_input);
  EXPECT_EQ(store->set_pin("Ben", "pin 2").error().fault, Fault::not_found);
  ASSERT_TRUE(store->set_pin("Rosa", "pin 2"));
  const StaffRow row = store->staff()->front();
  EXPECT_EQ(row.sealed_pin, "pin 2");
  EXPECT_EQ(row.failed_attempts, 0);
  EXPECT_EQ(row.last_failure, std::nullopt);
  EXPECT_EQ(store->audit_rows(1'000'000, 1)->front().entry.event, AuditEvent::pin_changed);
  EXPECT_EQ(store->remove_staff("Ben").error().fault, Fault::not_found);
  ASSERT_TRUE(store->remove_staff("Rosa"));
  EXPECT_THAT(store->staff().value(), IsEmpty());
  EXPECT_EQ(store->audit_rows(1'000'000, 1)->front().entry.object, std::format("staff {}", *rosa));
  EXPECT_NE(store->add_staff("Rosa", StaffRole::nurse, "pin 3").value(), *rosa) << "a number is never given twice";
}

TEST_F(MovedStore, ten_thousand_open_visits_leave_no_code) {
  const auto store = open();
  execute(
      "INSERT INTO visits (code, record_number, initials, birth_date, battery, started_by, created_at)"
      " SELECT printf('%04d', value), '', '', '', 'intake', 'Rosa', 0 FROM (WITH RECURSIVE n(value) AS"
      " (VALUES(0) UNION ALL SELECT value + 1 FROM n WHERE value < 9999) SELECT value FROM n)");
  EXPECT_EQ(store->start_visit(new_visit(), noon, 1).error().fault, Fault::conflict);
  execute("UPDATE visits SET state = 'cancelled' WHERE code = '4821'");
  EXPECT_EQ(store->start_visit(new_visit(), noon, 1)->code, "4821");
}

TEST_F(MovedStore, what_no_form_sends_is_refused) {
  const auto store = open();
  EXPECT_EQ(store->add_after_visit({"care", "1", "", "2026-11", "sealed"}).error().fault, Fault::invalid_input);
  NewVisit visit = new_visit();
  visit.rules = {{"nrs", "{\n}"}};
  EXPECT_EQ(store->start_visit(visit, noon, 1).error().fault, Fault::invalid_input);
  visit = new_visit();
  visit.language = "es_MX";
  EXPECT_EQ(store->start_visit(visit, noon, 1).error().fault, Fault::invalid_input);
}

TEST_F(MovedStore, a_visit_that_lost_a_row_is_not_submitted_as_if_it_were_whole) {
  auto store = open();
  const VisitId visit = store->start_visit(new_visit(), noon, 1)->id;
  ASSERT_TRUE(store->begin_visit(visit, noon));
  for (int row = 1; row <= 2; ++row) ASSERT_TRUE(store->commit_answer(visit, {row, "nrs", "worst", "s", noon}, 1, {}));
  execute("DELETE FROM answers WHERE sequence = 1");
  EXPECT_EQ(store->submit_visit(visit, {"all", 2}, "scores", noon).error().fault, Fault::corrupt);
  EXPECT_EQ(store->visit(visit)->state, VisitState::in_progress) << "nothing of it happened";
  EXPECT_EQ(store->scores(visit).value(), std::nullopt);
}

TEST_F(MovedStore, a_page_of_which_nobody_knows_is_no_event_of_the_trail) {
  const auto store = open();
  testing::HandClock clock;
  testing::RepeatingRandom random;
  store->keep_audit(audit_pen(clock));
  const auto start = new_audit_start(testing::made_up_vault(), 1, random);
  ASSERT_TRUE(store->begin_audit(start->start, start->first_key));
  EXPECT_EQ(store->begin_audit(start->start, start->first_key).error().fault, Fault::conflict) << "it went on since";
  const VisitId visit = store->start_visit(new_visit(), noon, 1)->id;
  const auto entries = store->audit_trail()->rows.size();
  ASSERT_TRUE(store->set_summary(visit, SummaryState::unclear, 3, std::nullopt));
  ASSERT_TRUE(store->set_summary(visit, SummaryState::not_printed, std::nullopt, std::nullopt));
  EXPECT_EQ(store->audit_trail()->rows.size(), entries);
  ASSERT_TRUE(store->set_summary(visit, SummaryState::saved_not_printed, 3, std::nullopt));
  EXPECT_EQ(store->audit_rows(1'000'000, 1)->front().entry.event, AuditEvent::not_printed);
}

}  // namespace
}  // namespace anteroom::platform
