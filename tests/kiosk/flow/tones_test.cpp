// A letter joins what has been typed; a Vietnamese tone goes to its vowel.
#include "kiosk/flow/tones.h"

#include <gtest/gtest.h>
#include <string>

namespace anteroom::flow {
namespace {

constexpr char32_t acute = 0x0301;
constexpr char32_t grave = 0x0300;
constexpr char32_t dot = 0x0323;

std::string typed(const std::u32string& letters) {
  std::string text;
  for (const char32_t letter : letters) add_letter(text, letter);
  return text;
}

TEST(Tones, letters_of_any_length_are_appended) { EXPECT_EQ(typed(U"año ßł"), "año ßł"); }

TEST(Tones, a_tone_goes_to_the_vowel_before_it) {
  EXPECT_EQ(typed({U'm', U'a', acute}), "má");
  EXPECT_EQ(typed({U't', U'i', U'ê', acute, U'n', U'g'}), "tiếng");
  EXPECT_EQ(typed({U'V', U'i', U'ê', U't', dot}), "Việt") << "also at the end of the word";
  EXPECT_EQ(typed({U'Ư', grave}), "Ừ");
}

TEST(Tones, another_tone_takes_its_place_and_the_same_one_takes_it_away) {
  EXPECT_EQ(typed({U'a', acute, grave}), "à");
  EXPECT_EQ(typed({U'ơ', acute, acute}), "ơ");
}

TEST(Tones, a_tone_does_not_reach_into_the_word_before) {
  EXPECT_EQ(typed({U'b', U'a', U' ', acute}), "ba á");
  EXPECT_EQ(typed({acute}), "á");
}

}  // namespace
}  // namespace anteroom::flow
