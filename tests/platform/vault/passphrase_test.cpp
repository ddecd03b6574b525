// Six words of a list that everybody has, found after a few letters.
#include "platform/vault/passphrase.h"

#include "tests/support/repeating_random.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <ranges>
#include <set>

namespace anteroom::platform {
namespace {

std::string shipped_text() {
  std::ifstream file(std::filesystem::path(ANTEROOM_SHARE_DIR) / "passphrase-words.txt");
  return {std::istreambuf_iterator<char>(file), {}};
}

const WordList& shipped() {
  static const WordList list = *WordList::read(shipped_text());
  return list;
}

std::vector<std::string> words_of(std::string_view passphrase) {
  std::vector<std::string> words;
  for (const auto word : std::views::split(passphrase, ' ')) words.emplace_back(std::string_view(word));
  return words;
}

TEST(Passphrase, has_six_words_of_the_list_and_is_another_each_time) {
  testing::RepeatingRandom random;
  std::set<std::string> passphrases;
  std::set<std::string> seen;
  for (int time = 0; time < 500; ++time) {
    const std::string passphrase = shipped().make_passphrase(random);
    const auto words = words_of(passphrase);
    ASSERT_EQ(words.size(), 6U);
    for (const std::string& word : words) {
      EXPECT_TRUE(shipped().contains(word)) << word;
      seen.insert(word);
    }
    passphrases.insert(passphrase);
  }
  EXPECT_EQ(passphrases.size(), 500U);
  EXPECT_GT(seen.size(), 2300U) << "of 7,772 words 3,000 draws meet about 2,490";
}

TEST(Passphrase, what_the_keys_cannot_type_is_no_word) {
  const auto list = WordList::read(shipped_text() + "\n\nabacus{\nabacus`\nabacusé\nabacus-like\n");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->beginning_with("", 10'000), shipped().beginning_with("", 10'000));
}

TEST(Passphrase, words_are_offered_in_order_and_no_more_than_asked) {
  EXPECT_THAT(shipped().beginning_with("aba", 3), ::testing::ElementsAre("abacus"));
  EXPECT_THAT(shipped().beginning_with("abd", 2), ::testing::ElementsAre("abdomen", "abdominal"));
  EXPECT_THAT(shipped().beginning_with("zzz", 3), ::testing::IsEmpty());
  EXPECT_THAT(shipped().beginning_with("", 3).size(), 3U);
  EXPECT_FALSE(shipped().contains("aba"));
}

// Of a list whose words need more letters than three to be told apart; three words are offered at a time.
TEST(Passphrase, six_words_take_less_than_thirty_taps) {
  testing::RepeatingRandom random;
  std::size_t taps = 0;
  constexpr std::size_t times = 300;
  for (std::size_t time = 0; time < times; ++time) {
    for (const std::string& word : words_of(shipped().make_passphrase(random))) {
      std::size_t letters = 1;
      while (!std::ranges::contains(shipped().beginning_with(std::string_view(word).substr(0, letters), 3), word)) {
        ASSERT_LT(letters, word.size()) << word << " is never offered";
        ++letters;
      }
      taps += letters + 1;
    }
  }
  EXPECT_LT(taps / times, 30U);
}

TEST(Passphrase, a_list_that_is_too_short_makes_none) {
  EXPECT_EQ(WordList::read("11111\tabacus\n11112\tabdomen\n").error().fault, Fault::corrupt);
  EXPECT_EQ(WordList::read("").error().fault, Fault::corrupt);
  std::string cut = shipped_text();
  cut.resize(cut.size() / 2);
  EXPECT_FALSE(WordList::read(cut));
}

}  // namespace
}  // namespace anteroom::platform
