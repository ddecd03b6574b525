// The audit trail as the charge nurse reads it.
#include "kiosk/flow/local_day.h"
#include "kiosk/flow/staff_log.h"
#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using platform::AuditEvent;
using platform::StaffRole;
using testing::KioskWorld;
using Check = staff::AuditLog::Check;

void open_log(KioskWorld& world, StaffRole role = StaffRole::charge_nurse) {
  world.sign_in();
  world.on<Staff>()->role = role;
  world.send(intent::OpenLog{});
}

TEST(Log, shows_the_day_newest_first_and_that_the_chain_holds) {
  KioskWorld world;
  ASSERT_TRUE(world.store->inner().note(AuditEvent::day_opened, ""));
  const auto row = world.start_visit();
  open_log(world);
  auto* log = world.staff_on<staff::AuditLog>();
  ASSERT_NE(log, nullptr);
  EXPECT_EQ(log->day, world.clock.local_date(world.clock.now()));
  ASSERT_EQ(log->entries.size(), 3U);
  EXPECT_EQ(log->entries[0].event, AuditEvent::visit_started);
  EXPECT_EQ(log->entries[0].object, std::format("visit {}", row.id.value));
  EXPECT_EQ(log->entries[2].event, AuditEvent::chain_begun);
  for (const platform::AuditEntry& entry : log->entries) {
    EXPECT_FALSE(entry.object.contains("10023")) << "who the visit is of is in no entry";
    EXPECT_FALSE(entry.object.contains(row.code));
  }
  EXPECT_EQ(log->codes[std::format("visit {}", row.id.value)], row.code) << "it is known by its code on the screen";
  EXPECT_EQ(log->check, Check::under_way);
  world.pass(std::chrono::milliseconds{20});
  log = world.staff_on<staff::AuditLog>();
  EXPECT_EQ(log->check, Check::holds);
  EXPECT_EQ(log->checked, 3);
}

TEST(Log, a_long_chain_is_checked_in_parts) {
  KioskWorld world;
  for (int entry = 0; entry < 1200; ++entry) ASSERT_TRUE(world.store->inner().note(AuditEvent::started, ""));
  open_log(world);
  world.send(intent::Tick{});
  EXPECT_EQ(world.staff_on<staff::AuditLog>()->check, Check::under_way);
  EXPECT_EQ(world.staff_on<staff::AuditLog>()->checked, 500);
  EXPECT_EQ(next_tick(world.state, *world.services), Milliseconds{0}) << "the next part is due at once";
  world.pass(std::chrono::milliseconds{20});
  EXPECT_EQ(world.staff_on<staff::AuditLog>()->check, Check::holds);
  EXPECT_EQ(world.staff_on<staff::AuditLog>()->checked, 1201);
}

TEST(Log, says_at_which_entry_the_chain_was_changed) {
  KioskWorld world;
  ASSERT_TRUE(world.store->inner().note(AuditEvent::started, ""));
  // Somebody who has the file and not the key of this entry.
  platform::AuditPen pen = platform::audit_pen(world.clock);
  const auto honest = pen.link;
  pen.link = [&](platform::AuditState& state, platform::AuditEntry entry) {
    platform::AuditRow row = honest(state, std::move(entry));
    row.mac.front() ^= std::byte{1};
    return row;
  };
  world.store->inner().keep_audit(pen);
  ASSERT_TRUE(world.store->inner().note(AuditEvent::day_opened, ""));
  world.store->inner().keep_audit(platform::audit_pen(world.clock));
  ASSERT_TRUE(world.store->inner().note(AuditEvent::day_closed, ""));
  open_log(world);
  world.pass(std::chrono::milliseconds{20});
  const auto* log = world.staff_on<staff::AuditLog>();
  EXPECT_EQ(log->check, Check::broken);
  ASSERT_TRUE(log->fault);
  EXPECT_EQ(log->fault->number, 3);
}

TEST(Log, turns_to_the_days_that_have_entries) {
  KioskWorld world;
  const Date first = world.clock.local_date(world.clock.now());
  world.clock.pass(std::chrono::hours{72});
  ASSERT_TRUE(world.store->inner().note(AuditEvent::day_opened, ""));
  const Date last = world.clock.local_date(world.clock.now());
  open_log(world);
  EXPECT_FALSE(world.staff_on<staff::AuditLog>()->later);
  world.send(intent::TurnLog{intent::TurnLog::To::later});
  EXPECT_EQ(world.staff_on<staff::AuditLog>()->day, last) << "there is none";
  world.send(intent::TurnLog{intent::TurnLog::To::earlier});
  EXPECT_EQ(world.staff_on<staff::AuditLog>()->day, first) << "past two days without entries";
  ASSERT_EQ(world.staff_on<staff::AuditLog>()->entries.size(), 1U);
  EXPECT_FALSE(world.staff_on<staff::AuditLog>()->earlier);
  world.send(intent::TurnLog{intent::TurnLog::To::later});
  EXPECT_EQ(world.staff_on<staff::AuditLog>()->day, last);
  EXPECT_EQ(world.staff_on<staff::AuditLog>()->entries.front().event, AuditEvent::day_opened);
}

TEST(Log, is_chosen_by_kind_and_left_by_back) {
  KioskWorld world;
  open_log(world);
  world.send(intent::OpenFilter{});
  EXPECT_TRUE(world.staff_on<staff::AuditLog>()->choosing);
  world.send(intent::PickLog{intent::LogShown::alerts});
  EXPECT_FALSE(world.staff_on<staff::AuditLog>()->choosing);
  EXPECT_EQ(world.staff_on<staff::AuditLog>()->shown, intent::LogShown::alerts);
  EXPECT_TRUE(is_shown(AuditEvent::alert_escalated, intent::LogShown::alerts));
  EXPECT_FALSE(is_shown(AuditEvent::alert_escalated, intent::LogShown::printing));
  EXPECT_TRUE(is_shown(AuditEvent::pin_tried, intent::LogShown::sign_ins));
  EXPECT_TRUE(is_shown(AuditEvent::not_printed, intent::LogShown::printing));
  EXPECT_TRUE(is_shown(AuditEvent::deleted, intent::LogShown::visits));
  EXPECT_TRUE(is_shown(AuditEvent::answers_removed, intent::LogShown::visits));
  EXPECT_TRUE(is_shown(AuditEvent::disk_low, intent::LogShown::all));
  EXPECT_FALSE(is_shown(AuditEvent::disk_low, intent::LogShown::visits));
  world.send(intent::Back{});
  EXPECT_NE(world.staff_on<staff::VisitList>(), nullptr);
}

TEST(Log, is_refused_to_a_nurse_and_to_it) {
  for (const StaffRole role : {StaffRole::nurse, StaffRole::it}) {
    KioskWorld world;
    open_log(world, role);
    EXPECT_EQ(world.staff_on<staff::AuditLog>(), nullptr);
    staff::AuditLog log;
    world.on<Staff>()->step = std::move(log);
    world.send(intent::TurnLog{intent::TurnLog::To::earlier});
    world.send(intent::PickLog{intent::LogShown::alerts});
    EXPECT_EQ(world.staff_on<staff::AuditLog>()->shown, intent::LogShown::all);
  }
}

TEST(Log, a_store_that_does_not_answer_is_trouble_and_a_check_that_fails_says_so) {
  KioskWorld world;
  open_log(world);
  world.store->set(testing::FailingStore::Mood::dead);
  world.send(intent::Tick{});
  EXPECT_EQ(world.staff_on<staff::AuditLog>()->check, Check::unavailable);
  world.send(intent::TurnLog{intent::TurnLog::To::later});
  world.on<Staff>()->step = staff::VisitList{};
  world.send(intent::OpenLog{});
  EXPECT_NE(world.staff_on<staff::Trouble>(), nullptr);
}

TEST(LocalDay, has_the_moment_and_only_this_day) {
  KioskWorld world;
  const Instant now = world.clock.now();
  const LocalDay day = local_day(now, world.clock);
  EXPECT_LE(day.from, now);
  EXPECT_GT(day.to, now);
  EXPECT_EQ(world.clock.local_date(day.from), world.clock.local_date(now));
  EXPECT_NE(world.clock.local_date(day.from - std::chrono::milliseconds{1}), world.clock.local_date(now));
  EXPECT_NE(world.clock.local_date(day.to), world.clock.local_date(now));
  EXPECT_EQ(world.clock.local_date(day.to - std::chrono::milliseconds{1}), world.clock.local_date(now));
}

}  // namespace
}  // namespace anteroom
