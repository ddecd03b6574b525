// The kiosk's sign of life: only a presented frame and a store that answers give it.
#include "kiosk/heartbeat.h"

#include "tests/support/kiosk_world.h"

#include <gtest/gtest.h>

namespace anteroom::kiosk {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class HeartbeatTest : public ::testing::Test {
 protected:
  [[nodiscard]] Heartbeat beating(milliseconds interval) {
    return {m_world.clock,
            *m_world.store,
            interval,
            {.ready = [this] { ++m_ready; },
             .alive = [this] { ++m_alive; },
             .tell = [this](const platform::StoreFigures&) { ++m_told; }}};
  }

  testing::KioskWorld m_world;
  int m_ready = 0;
  int m_alive = 0;
  int m_told = 0;
};

TEST_F(HeartbeatTest, beats_once_a_minute_and_only_after_a_frame) {
  Heartbeat heart = beating(minutes{1});
  EXPECT_TRUE(heart.is_due());
  EXPECT_EQ(m_ready, 0) << "nothing was presented yet";
  heart.presented();
  EXPECT_EQ(m_ready, 1);
  EXPECT_EQ(m_alive, 1);
  EXPECT_FALSE(heart.is_due());
  EXPECT_EQ(heart.wait(), minutes{1});
  for (int second = 0; second < 59; ++second) {
    m_world.clock.pass(seconds{1});
    heart.presented();
  }
  EXPECT_EQ(m_alive, 1) << "frames alone beat no faster";
  m_world.clock.pass(seconds{1});
  EXPECT_EQ(heart.wait(), milliseconds{0});
  heart.presented();
  EXPECT_EQ(m_alive, 2);
  EXPECT_EQ(m_told, 2);
  EXPECT_EQ(m_ready, 1);
}

TEST_F(HeartbeatTest, falls_silent_with_a_store_that_does_not_answer) {
  Heartbeat heart = beating(minutes{1});
  m_world.store->set(testing::FailingStore::Mood::dead);
  heart.presented();
  EXPECT_EQ(m_ready + m_alive + m_told, 0);
  m_world.store->set(testing::FailingStore::Mood::well);
  heart.presented();
  EXPECT_EQ(m_alive, 0) << "a minute later";
  m_world.clock.pass(minutes{1});
  heart.presented();
  EXPECT_EQ(m_ready, 1);
  EXPECT_EQ(m_alive, 1);
}

TEST_F(HeartbeatTest, a_kiosk_that_nobody_listens_to_sleeps_for_ever) {
  Heartbeat heart = beating(milliseconds::max());
  heart.presented();
  EXPECT_EQ(m_ready, 1);
  EXPECT_EQ(m_alive + m_told, 0);
  EXPECT_EQ(heart.wait(), milliseconds::max());
  EXPECT_FALSE(heart.is_due());
}

}  // namespace
}  // namespace anteroom::kiosk
