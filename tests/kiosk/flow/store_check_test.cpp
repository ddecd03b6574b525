// The daily look through the whole database.
#include "kiosk/flow/store_check.h"

#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using testing::KioskWorld;

std::size_t storage_alerts(KioskWorld& world) {
  const auto open = world.store->inner().open_alerts();
  EXPECT_TRUE(open);
  return static_cast<std::size_t>(
      std::ranges::count(*open, platform::AlertKind::storage_trouble, [](const auto& row) { return row.facts.kind; }));
}

std::ptrdiff_t integrity_failures(KioskWorld& world) {
  const auto rows = world.store->inner().audit_rows(1'000'000, 10'000);
  EXPECT_TRUE(rows);
  return std::ranges::count(*rows, platform::AuditEvent::integrity_failure,
                            [](const auto& row) { return row.entry.event; });
}

TEST(StoreCheck, comes_once_a_day_and_says_nothing_of_a_sound_database) {
  KioskWorld world;
  world.pass(std::chrono::minutes{59});
  EXPECT_EQ(world.store_examinations, 0);
  world.pass(std::chrono::minutes{2});
  EXPECT_EQ(world.store_examinations, 1);
  world.pass(std::chrono::hours{23});
  EXPECT_EQ(world.store_examinations, 1);
  world.pass(std::chrono::hours{2});
  EXPECT_EQ(world.store_examinations, 2);
  EXPECT_EQ(storage_alerts(world), 0U);
  EXPECT_EQ(integrity_failures(world), 0);
}

TEST(StoreCheck, waits_until_nobody_is_at_the_kiosk) {
  KioskWorld world;
  world.clock.pass(std::chrono::hours{2});
  world.send(intent::Start{});
  world.send(intent::Tick{});
  EXPECT_TRUE(!world.state.store_check.under_way);
  world.pass(std::chrono::minutes{9});
  EXPECT_EQ(world.store_examinations, 0) << "somebody was there nine minutes ago";
  world.pass(std::chrono::minutes{20});
  EXPECT_EQ(world.store_examinations, 1);
}

TEST(StoreCheck, calls_staff_for_damage_and_leaves_it_in_the_trail) {
  KioskWorld world;
  world.damage = std::vector<std::string>{"page 7 fails its check"};
  world.pass(std::chrono::minutes{61});
  EXPECT_EQ(storage_alerts(world), 1U);
  EXPECT_EQ(integrity_failures(world), 1);
  EXPECT_EQ(world.log.count(platform::Event::store_damaged), 1);
}

TEST(StoreCheck, that_could_not_be_made_is_no_damage) {
  KioskWorld world;
  world.damage = failure(Fault::io, "the disk does not answer");
  world.pass(std::chrono::minutes{61});
  EXPECT_EQ(storage_alerts(world), 0U);
  EXPECT_EQ(integrity_failures(world), 0);
  world.damage = std::vector<std::string>{};
  world.pass(std::chrono::hours{25});
  EXPECT_EQ(world.store_examinations, 2) << "and is made again";
}

}  // namespace
}  // namespace anteroom
