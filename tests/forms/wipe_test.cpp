#include "forms/base/wipe.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string_view>

namespace anteroom {
namespace {

// All bytes that the string holds, the ones behind its end too.
bool is_zero(const std::string& text) {
  return std::ranges::all_of(std::string_view(text.data(), text.capacity()), [](char byte) { return byte == '\0'; });
}

TEST(Wipe, leaves_nothing_of_a_long_text) {
  std::string text(300, 'x');
  wipe(text);
  EXPECT_TRUE(text.empty());
  text.reserve(300);
  EXPECT_TRUE(is_zero(text));
}

TEST(Wipe, leaves_nothing_behind_the_end_of_a_text_that_was_cut_or_moved) {
  std::string text = "1234567";
  text.resize(2);
  wipe(text);
  EXPECT_TRUE(is_zero(text));
  std::string moved = "7654321";
  const std::string taken = std::move(moved);
  wipe(moved);  // NOLINT(bugprone-use-after-move): what a move leaves is the point
  EXPECT_TRUE(is_zero(moved));
  EXPECT_EQ(taken, "7654321");
}

}  // namespace
}  // namespace anteroom
