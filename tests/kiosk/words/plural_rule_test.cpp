#include "kiosk/words/plural_rule.h"

#include <format>
#include <gmock/gmock.h>
#include <vector>

namespace anteroom::words {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::size_t> forms_of(std::string_view header, const std::vector<unsigned long>& numbers) {
  const auto rule = PluralRule::parse(header);
  EXPECT_TRUE(rule) << rule.error().detail;
  std::vector<std::size_t> forms;
  for (const unsigned long number : numbers) forms.push_back(rule ? rule->form(number) : 99);
  return forms;
}

// What the expression makes of n, below nine.
std::size_t value_of(std::string_view expression, unsigned long n) {
  const auto rule = PluralRule::parse(std::format("nplurals=8; plural=({}) % 8;", expression));
  EXPECT_TRUE(rule) << expression;
  return rule ? rule->form(n) : 99;
}

std::string refusal_of(std::string_view header) {
  const auto rule = PluralRule::parse(header);
  EXPECT_FALSE(rule) << header;
  return rule ? "" : rule.error().detail;
}

TEST(PluralRule, the_rules_of_languages_near_and_far) {
  const std::vector<unsigned long> numbers = {0, 1, 2, 4, 5, 11, 12, 21, 22, 25, 101, 111, 112, 122};
  EXPECT_THAT(forms_of("nplurals=1; plural=0;", numbers), ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(forms_of("nplurals=2; plural=(n != 1);", numbers), ElementsAre(1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
  EXPECT_THAT(forms_of("nplurals=2; plural=(n > 1);", numbers), ElementsAre(0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
  EXPECT_THAT(
      forms_of("nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);", numbers),
      ElementsAre(2, 0, 1, 1, 2, 2, 2, 2, 1, 2, 2, 2, 2, 1));
  EXPECT_THAT(forms_of("nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? "
                       "4 : 5;",
                       numbers),
              ElementsAre(0, 1, 2, 3, 3, 4, 4, 4, 4, 4, 5, 4, 4, 4));
}

TEST(PluralRule, reckons_as_c_does) {
  EXPECT_EQ(value_of("1 + 2 * 3", 0), 7U);
  EXPECT_EQ(value_of("(1 + 1) * 3", 0), 6U);
  EXPECT_EQ(value_of("7 - 2 - 1", 0), 4U) << "from the left";
  EXPECT_EQ(value_of("9 / 2 % 3", 0), 1U);
  EXPECT_EQ(value_of("!n", 0), 1U);
  EXPECT_EQ(value_of("!!n", 5), 1U);
  EXPECT_EQ(value_of("n < 3 == 1", 2), 1U);
  EXPECT_EQ(value_of("1 || 0 && 0", 0), 1U) << "and before or";
  EXPECT_EQ(value_of("n ? 1 ? 2 : 3 : 4", 1), 2U);
  EXPECT_EQ(value_of("n ? 1 ? 2 : 3 : 4", 0), 4U);
  EXPECT_EQ(value_of("n != 0 && 6 / n == 3", 0), 0U) << "what is not asked for may divide by zero";
  EXPECT_EQ(value_of("n == 0 || 6 % n == 0", 0), 1U);
  EXPECT_EQ(value_of("n ? 6 / n : 5", 0), 5U);
}

TEST(PluralRule, what_gives_some_number_no_form_is_refused) {
  EXPECT_THAT(refusal_of(""), HasSubstr("nplurals"));
  EXPECT_THAT(refusal_of("nplurals=0; plural=0;"), HasSubstr("nplurals"));
  EXPECT_THAT(refusal_of("nplurals=9; plural=0;"), HasSubstr("nplurals"));
  EXPECT_THAT(refusal_of("nplurals=2; plural=n;"), HasSubstr("gives 2 the form 2"));
  EXPECT_THAT(refusal_of("nplurals=2; plural=1 / n;"), HasSubstr("cannot be reckoned"));
  for (const char* broken :
       {"", "n +", "(n", "n)", "n ? 1", "n ? 1 :", "m", "n n", "1 = 1", "9999999999", "~n", "-1"}) {
    EXPECT_THAT(refusal_of(std::format("nplurals=2; plural={};", broken)), HasSubstr("cannot be reckoned")) << broken;
  }
  EXPECT_THAT(refusal_of("nplurals=2; plural=" + std::string(200, '(') + "n" + std::string(200, ')')),
              HasSubstr("cannot be reckoned"));
  EXPECT_THAT(refusal_of("nplurals=2; plural=" + std::string(600, '1')), HasSubstr("too long"));
}

TEST(PluralRule, a_number_that_nobody_tried_still_gets_a_form) {
  const auto rule = PluralRule::parse("nplurals=2; plural=n > 1000 ? n : 0;");
  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->form(5000), 1U);
}

}  // namespace
}  // namespace anteroom::words
