#include "kiosk/flow/draft.h"

#include <gtest/gtest.h>

namespace anteroom::flow {
namespace {

forms::Item item_of(forms::ItemType type) {
  forms::Item item;
  item.type = type;
  return item;
}

forms::Item row_from(double low, double high) {
  forms::Item item = item_of(forms::ItemType::integer);
  item.minimum = low;
  item.maximum = high;
  return item;
}

Draft typed(const forms::Item& item, std::string_view keys) {
  Draft draft;
  for (const char key : keys) type(item, draft, key);
  return draft;
}

TEST(Draft, a_row_is_for_at_most_eleven_numbers) {
  EXPECT_EQ(answer_kind(row_from(0, 10)), AnswerKind::row);
  EXPECT_EQ(answer_kind(row_from(1, 11)), AnswerKind::row);
  EXPECT_EQ(answer_kind(row_from(0, 11)), AnswerKind::number);
  EXPECT_EQ(answer_kind(item_of(forms::ItemType::integer)), AnswerKind::number);
}

TEST(Draft, a_row_counts_from_its_lowest_number) {
  const forms::Item item = row_from(1, 5);
  Draft draft;
  choose(item, draft, 0);
  EXPECT_EQ(answer_of(item, draft), forms::Answer{forms::Value{std::int64_t{1}}});
  choose(item, draft, 5);
  EXPECT_EQ(draft.chosen, 0) << "there is no sixth";
}

TEST(Draft, an_empty_draft_is_no_answer_and_never_zero) {
  for (const auto type : {forms::ItemType::boolean, forms::ItemType::integer, forms::ItemType::decimal,
                          forms::ItemType::date, forms::ItemType::string, forms::ItemType::text}) {
    EXPECT_FALSE(answer_of(item_of(type), Draft{}));
  }
  EXPECT_FALSE(answer_of(row_from(0, 10), Draft{}));
}

TEST(Draft, a_decimal_keeps_its_digits) {
  const forms::Item item = item_of(forms::ItemType::decimal);
  EXPECT_EQ(answer_of(item, typed(item, "1.50")), forms::Answer(forms::Value{forms::Decimal{"1.50", 1.5}}));
  EXPECT_FALSE(answer_of(item, typed(item, "1.")));
  EXPECT_EQ(typed(item, "..1.5.2a").typed, "1.52");
}

TEST(Draft, an_integer_takes_digits_only) {
  const forms::Item item = item_of(forms::ItemType::integer);
  EXPECT_EQ(typed(item, "1.2a3").typed, "123");
}

TEST(Draft, a_date_is_day_month_year_and_must_exist) {
  const forms::Item item = item_of(forms::ItemType::date);
  EXPECT_EQ(answer_of(item, typed(item, "290220241")),
            forms::Answer(forms::Value{Date{std::chrono::year{2024}, std::chrono::February, std::chrono::day{29}}}));
  EXPECT_FALSE(answer_of(item, typed(item, "29022023")));
  EXPECT_FALSE(answer_of(item, typed(item, "2902202")));
}

TEST(Draft, blanks_alone_are_no_text) {
  const forms::Item item = item_of(forms::ItemType::text);
  EXPECT_FALSE(answer_of(item, typed(item, "   ")));
  EXPECT_EQ(answer_of(item, typed(item, " walk the dog ")), forms::Answer(forms::Value{std::string("walk the dog")}));
}

TEST(Draft, every_kind_shows_its_stored_answer_again) {
  forms::Item tiles = item_of(forms::ItemType::choice);
  tiles.options.resize(3);
  for (std::size_t index = 0; index < tiles.options.size(); ++index) {
    tiles.options[index].value = forms::Coding{"s", std::to_string(index)};
  }
  const std::vector<std::pair<forms::Item, forms::Value>> cases = {
      {tiles, forms::Coding{"s", "2"}},
      {row_from(0, 10), std::int64_t{10}},
      {item_of(forms::ItemType::boolean), false},
      {item_of(forms::ItemType::integer), std::int64_t{-12}},
      {item_of(forms::ItemType::decimal), forms::Decimal{"0.70", 0.7}},
      {item_of(forms::ItemType::date), Date{std::chrono::year{1957}, std::chrono::March, std::chrono::day{5}}},
      {item_of(forms::ItemType::text), std::string("a word")},
  };
  for (const auto& [item, value] : cases) {
    EXPECT_EQ(answer_of(item, draft_of(item, value)), forms::Answer{value});
    EXPECT_TRUE(draft_of(item, forms::Declined{}).is_empty());
  }
}

TEST(Draft, wiping_overwrites_the_characters) {
  std::string secret = "a birth date that is longer than the small buffer";
  const char* at = secret.data();
  const std::size_t size = secret.size();
  wipe(secret);
  EXPECT_TRUE(secret.empty());
  for (std::size_t index = 0; index < size; ++index) EXPECT_EQ(at[index], '\0');
}

}  // namespace
}  // namespace anteroom::flow
