// The sound test that counts: at most one, and it outlives the program.
#include "tests/platform/store/store_folder.h"

namespace anteroom::platform {
namespace {

constexpr Date today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{25}};

class SoundTests : public StoreFolder {};

TEST_F(SoundTests, the_last_one_is_kept_replaced_and_lost) {
  {
    const auto store = open();
    EXPECT_FALSE(store->sound_test().value().has_value());
    ASSERT_TRUE(store->set_sound_test(SoundTest{today, "R. Meyer", "plughw:1"}));
  }
  const auto store = open(OpenMode::existing);
  auto test = store->sound_test();
  ASSERT_TRUE(test && *test) << "kept over a start of the program";
  EXPECT_EQ((*test)->passed_on, today);
  EXPECT_EQ((*test)->passed_by, "R. Meyer");
  EXPECT_EQ((*test)->device, "plughw:1");
  ASSERT_TRUE(store->set_sound_test(SoundTest{today, "T. Okafor", ""}));
  test = store->sound_test();
  ASSERT_TRUE(test && *test);
  EXPECT_EQ((*test)->passed_by, "T. Okafor");
  ASSERT_TRUE(store->set_sound_test(std::nullopt));
  ASSERT_TRUE(store->set_sound_test(std::nullopt)) << "there is none to lose, and that is well";
  EXPECT_FALSE(store->sound_test().value().has_value());
}

}  // namespace
}  // namespace anteroom::platform
