// What stands in the file and was put there by no Anteroom of this version: it is said to be damage, and never read as
// something else.
#include "tests/platform/store/store_folder.h"

#include <format>
#include <gmock/gmock.h>

namespace anteroom::platform {
namespace {

using std::chrono::hours;

class StrangeContent : public StoreFolder {
 protected:
  // One row of everything.
  StrangeContent() {
    const auto start = store->start_visit(new_visit("KZ-1042"), noon, 4821);
    visit = start->id;
    alert = *store->raise_alert(visit, {AlertKind::come_now, "", "", noon});
    EXPECT_TRUE(store->see_alert(alert, noon));
    EXPECT_TRUE(store->count_delivery(alert, {{noon, AlertStepKind::delivered, ChannelKind::lamp}}));
    EXPECT_TRUE(store->keep_channel_test(ChannelKind::lamp, noon, ""));
    EXPECT_TRUE(store->keep_print(visit, "Rosa", PrintReason::first, noon));
    EXPECT_TRUE(store->add_staff("Rosa", StaffRole::nurse, "sealed"));
    EXPECT_TRUE(store->set_key_ring(testing::made_up_keys()));
  }
  // Sets it behind the store's back, whatever the schema says; the fault of the call then.
  template <class Call>
  Fault after(const std::string& change, Call call) {
    execute(("PRAGMA ignore_check_constraints = ON; " + change).c_str());
    const auto result = call();
    return result ? Fault::internal : result.error().fault;
  }

  std::unique_ptr<RecordStore> store = open();
  VisitId visit;
  AlertId alert;
};

TEST_F(StrangeContent, a_state_that_this_version_does_not_know_is_damage_in_every_column) {
  const auto look = [&] { return store->visit(visit); };
  for (const auto* column : {"state", "summary", "sex", "handout_state"}) {
    EXPECT_EQ(after(std::format("CREATE TABLE kept AS SELECT {0} AS word FROM visits; UPDATE visits SET {0} = 'paused'",
                                column),
                    look),
              Fault::corrupt)
        << column;
    execute(std::format("UPDATE visits SET {} = (SELECT word FROM kept); DROP TABLE kept", column).c_str());
    EXPECT_TRUE(look()) << column << " is itself again";
  }
  EXPECT_EQ(after("UPDATE visits SET state = 'paused', summary = 'lost'", look), Fault::corrupt) << "two at once";
  EXPECT_EQ(after("UPDATE prints SET reason = 'fun'", [&] { return store->prints_of(visit); }), Fault::corrupt);
  EXPECT_EQ(after("UPDATE staff SET role = 'owner'", [&] { return store->staff(); }), Fault::corrupt)
      << "nobody is a nurse because it is not known what they are";
}

TEST_F(StrangeContent, an_alert_of_another_kind_is_damage) {
  const auto steps = [&] { return store->alert_steps(alert); };
  const auto alerts = [&] { return store->alerts_of(visit); };
  EXPECT_EQ(after("UPDATE alert_steps SET channel = 'pigeon' WHERE channel <> ''", steps), Fault::corrupt);
  EXPECT_EQ(after("UPDATE alert_steps SET channel = 'lamp', kind = 'hoped'", steps), Fault::corrupt);
  EXPECT_EQ(after("UPDATE channel_tests SET channel = 'pigeon'", [&] { return store->channel_tests(); }),
            Fault::corrupt);
  EXPECT_EQ(after("UPDATE alerts SET action = 'nothing'", alerts), Fault::corrupt);
  EXPECT_EQ(after("UPDATE alerts SET action = 'none', state = 'forgotten'", alerts), Fault::corrupt);
  EXPECT_EQ(after("UPDATE alerts SET state = 'raised', kind = 'weather'", alerts), Fault::corrupt);
  EXPECT_EQ(after("UPDATE alerts SET kind = 'come_now'", alerts), Fault::internal) << "itself again";
}

TEST_F(StrangeContent, a_key_of_another_length_or_kind_is_damage) {
  const auto ring = [&] { return store->key_ring(); };
  EXPECT_EQ(after("UPDATE slots SET kind = 'badge' WHERE number = 1", ring), Fault::corrupt);
  EXPECT_EQ(after("UPDATE slots SET kind = 'passphrase', public_key = x'0102' WHERE number = 1", ring), Fault::corrupt);
  ASSERT_TRUE(store->set_key_ring(testing::made_up_keys()));
  EXPECT_EQ(after("UPDATE epochs SET public_key = zeroblob(33)", ring), Fault::corrupt);
}

TEST_F(StrangeContent, a_hash_of_another_length_is_damage_of_the_trail) {
  const std::string row =
      "INSERT INTO audit (number, wall, since_boot, boot_id, synchronised, actor, event, object, previous, mac)"
      " VALUES (1, 0, 0, '', 1, 'kiosk', '{}', '', zeroblob({}), zeroblob(32))";
  const auto trail = [&] { return store->audit_trail(); };
  EXPECT_EQ(after(std::vformat(row, std::make_format_args("started", "31")), trail), Fault::corrupt);
  EXPECT_EQ(after("DELETE FROM audit; " + std::vformat(row, std::make_format_args("slept", "32")), trail),
            Fault::corrupt);
  EXPECT_EQ(after("DELETE FROM audit; INSERT INTO audit_state VALUES (1, 4, x'01', zeroblob(32))", trail),
            Fault::corrupt);
}

TEST_F(StrangeContent, a_day_that_is_none_is_damage) {
  // The schema looks at the digits alone.
  EXPECT_EQ(after("INSERT INTO sound_test (id, passed_on, passed_by, device) VALUES (1, '2026-19-39', 'R', '')",
                  [&] { return store->sound_test(); }),
            Fault::corrupt);
  EXPECT_EQ(after("UPDATE visit_facts SET chart_as_of = '2026-02-30'", [&] { return store->visit(visit); }),
            Fault::corrupt);
}

TEST_F(StrangeContent, a_form_that_cannot_be_told_from_the_next_is_damage) {
  const auto look = [&] { return store->visits(noon, noon + hours{1}); };
  EXPECT_EQ(after("UPDATE visit_forms SET rule = 'a' || char(31) || 'b' WHERE position = 1", look), Fault::corrupt);
  EXPECT_EQ(after("UPDATE visit_forms SET rule = '', withheld = 10 WHERE position = 1", look), Fault::corrupt);
  EXPECT_EQ(after("UPDATE visit_forms SET withheld = 0", look), Fault::internal) << "itself again";
}

// As an earlier version kept them.
class VisitsInClear : public StoreFolder {};

TEST_F(VisitsInClear, with_a_birth_date_that_is_none_are_damage_and_stay) {
  const auto store = open_record_store(file(), right_key, OpenMode::create);
  ASSERT_TRUE(store);
  execute(
      "INSERT INTO visits (code, record_number, initials, birth_date, battery, started_by, created_at)"
      " VALUES ('0001', 'A-1', 'MO', '1951-02-30', 'intake', 'Rosa', 1000)");
  EXPECT_EQ(testing::seal_for(**store).error().fault, Fault::corrupt);
  execute("UPDATE visits SET birth_date = '1951-04-09' WHERE record_number = 'A-1'");
  ASSERT_TRUE(testing::seal_for(**store)) << "it had stayed in clear";
  (*store)->open_identities(identity_opener(testing::made_up_unlocked()));
  EXPECT_EQ((*store)->visit(VisitId{1})->facts.record_number, "A-1");
}

}  // namespace
}  // namespace anteroom::platform
