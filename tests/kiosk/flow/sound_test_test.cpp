#include "kiosk/flow/sound_test.h"

#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using Where = intent::HeardSound::Where;
using Outcome = staff::SoundTest::Outcome;
using platform::Event;
using testing::KioskWorld;

std::optional<platform::SoundTest> stored(KioskWorld& world) {
  auto test = world.store->inner().sound_test();
  EXPECT_TRUE(test);
  return test.value_or(std::nullopt);
}

void open(KioskWorld& world) {
  world.config.audio.headphones = true;
  world.sign_in();
  world.send(intent::OpenSoundTest{});
  ASSERT_NE(world.staff_on<staff::SoundTest>(), nullptr);
}

void pass(KioskWorld& world) {
  open(world);
  world.send(intent::PlaySound{});
  world.send(intent::HeardSound{Where::headphones_only});
}

TEST(SoundTest, is_there_only_with_headphones_in_the_settings) {
  KioskWorld world;
  world.sign_in();
  world.send(intent::OpenSoundTest{});
  EXPECT_EQ(world.staff_on<staff::SoundTest>(), nullptr);
  EXPECT_FALSE(can_read_aloud(world.state, *world.services));
}

TEST(SoundTest, is_passed_by_who_heard_it_in_the_headphones_only) {
  KioskWorld world;
  pass(world);
  EXPECT_TRUE(can_read_aloud(world.state, *world.services));
  EXPECT_EQ(world.staff_on<staff::SoundTest>()->outcome, Outcome::passed);
  ASSERT_TRUE(stored(world));
  EXPECT_EQ(stored(world)->passed_by, "R. Meyer");
  EXPECT_EQ(stored(world)->passed_on, world.clock.local_date(world.clock.now()));
  EXPECT_EQ(world.log.count(Event::sound_test_passed), 1);
  world.restart();
  EXPECT_TRUE(can_read_aloud(world.state, *world.services)) << "it outlives the program";
}

TEST(SoundTest, nobody_passes_it_without_having_listened) {
  KioskWorld world;
  open(world);
  world.send(intent::HeardSound{Where::headphones_only});
  EXPECT_FALSE(can_read_aloud(world.state, *world.services));
  EXPECT_FALSE(stored(world));
}

TEST(SoundTest, a_loudspeaker_takes_away_what_was_passed) {
  KioskWorld world;
  pass(world);
  world.send(intent::PlaySound{});
  world.send(intent::HeardSound{Where::elsewhere});
  EXPECT_FALSE(can_read_aloud(world.state, *world.services));
  EXPECT_FALSE(stored(world));
  EXPECT_EQ(world.staff_on<staff::SoundTest>()->outcome, Outcome::failed);
  EXPECT_EQ(world.log.count(Event::sound_test_failed), 1);
}

TEST(SoundTest, other_settings_take_it_away_at_the_next_start) {
  KioskWorld world;
  pass(world);
  world.config.audio.device = "plughw:1";
  world.restart();
  EXPECT_FALSE(can_read_aloud(world.state, *world.services));
  EXPECT_FALSE(stored(world));
  EXPECT_EQ(world.log.count(Event::sound_test_lost), 1);
  pass(world);
  world.config.audio.headphones = false;
  world.restart();
  world.config.audio.headphones = true;
  world.restart();
  EXPECT_FALSE(can_read_aloud(world.state, *world.services)) << "also for a while without headphones";
}

TEST(SoundTest, what_cannot_be_stored_is_not_passed) {
  KioskWorld world;
  open(world);
  world.send(intent::PlaySound{});
  world.store->set(testing::FailingStore::Mood::disk_full);
  world.send(intent::HeardSound{Where::headphones_only});
  EXPECT_FALSE(can_read_aloud(world.state, *world.services));
  EXPECT_NE(world.staff_on<staff::Trouble>(), nullptr);
}

TEST(SoundTest, that_nothing_was_said_shows_and_asks_to_play_again) {
  KioskWorld world;
  open(world);
  world.send(intent::PlaySound{});
  world.send(intent::SpeechFailed{Fault::not_found});
  EXPECT_EQ(world.staff_on<staff::SoundTest>()->outcome, Outcome::not_said);
  world.send(intent::HeardSound{Where::headphones_only});
  EXPECT_FALSE(can_read_aloud(world.state, *world.services)) << "nothing can have been heard";
}

}  // namespace
}  // namespace anteroom
