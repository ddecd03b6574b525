#include "forms/base/letter_set.h"

#include <gtest/gtest.h>

namespace anteroom {
namespace {

TEST(LetterSet, has_each_letter_once_and_in_the_order_of_their_numbers) {
  LetterSet letters;
  letters.add("Tiếng Việt");
  letters.add(U"zażółć");
  letters.add("Việt");
  EXPECT_EQ(letters.all(), U" TVagintzóćłżếệ");
}

TEST(LetterSet, goes_up_to_the_last_letter_of_unicode) {
  LetterSet letters;
  letters.add("\xF4\x8F\xBF\xBF");
  letters.add(U"\U0001F600");
  EXPECT_EQ(letters.all(), U"\U0001F600\U0010FFFF");
}

TEST(LetterSet, passes_over_what_is_no_utf_8) {
  LetterSet letters;
  letters.add("a\xC3(\xFF\xED\xA0\x80z");
  EXPECT_EQ(letters.all(), U"(az");
}

TEST(LetterSet, is_empty_until_something_is_added) { EXPECT_TRUE(LetterSet().all().empty()); }

}  // namespace
}  // namespace anteroom
