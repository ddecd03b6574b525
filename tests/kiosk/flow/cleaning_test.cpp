// Wiping the glass touches everything: for half a minute none of it counts.
#include "tests/support/kiosk_world.h"

#include <gtest/gtest.h>

namespace anteroom::flow {
namespace {

using testing::KioskWorld;
using namespace std::chrono_literals;

TEST(CleaningTest, no_touch_means_anything_for_half_a_minute) {
  KioskWorld world;
  world.open_day();
  world.send(intent::OpenStaff{});
  world.send(intent::Clean{});
  ASSERT_NE(world.on<Cleaning>(), nullptr);
  for (int wipe = 0; wipe < 29; ++wipe) {
    world.send(intent::Back{});
    world.send(intent::Continue{});
    world.send(intent::Start{});
    world.send(intent::OpenStaff{});
    world.send(intent::Touched{});
    world.pass(1s);
    ASSERT_NE(world.on<Cleaning>(), nullptr) << "after " << wipe + 1 << " s";
  }
  world.pass(2s);
  EXPECT_NE(world.on<Welcome>(), nullptr);
  EXPECT_TRUE(world.state.day) << "the day stays open";
}

}  // namespace
}  // namespace anteroom::flow
