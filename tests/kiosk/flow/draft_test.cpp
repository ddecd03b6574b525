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
  EXPECT_TRUE(choose(item, draft, 0));
  EXPECT_EQ(answer_of(item, draft), forms::Answer{forms::Value{std::int64_t{1}}});
  EXPECT_TRUE(choose(item, draft, 5));
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

TEST(Draft, a_number_that_was_given_before_is_typed_anew) {
  const forms::Item item = item_of(forms::ItemType::integer);
  Draft draft = typed(item, "20");
  draft.is_stored = true;
  type(item, draft, '1');
  EXPECT_EQ(draft.typed, "1");
  type(item, draft, '4');
  EXPECT_EQ(draft.typed, "14");
  draft.is_stored = true;
  erase(item, draft);
  type(item, draft, '2');
  EXPECT_EQ(draft.typed, "12") << "whoever erases wants to keep the rest";
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
  tiles.options.own().resize(3);
  for (std::size_t index = 0; index < tiles.options.size(); ++index) {
    tiles.options.own()[index].value = forms::Coding{"s", std::to_string(index)};
  }
  const std::vector<std::pair<forms::Item, forms::Value>> cases = {
      {tiles, forms::Coding{"s", "2"}},
      {row_from(0, 10), std::int64_t{10}},
      {item_of(forms::ItemType::boolean), false},
      {item_of(forms::ItemType::integer), std::int64_t{-12}},
      {item_of(forms::ItemType::decimal), forms::Decimal{"0.70", 0.7}},
      {item_of(forms::ItemType::date), Date{std::chrono::year{1957}, std::chrono::March, std::chrono::day{5}}},
      {item_of(forms::ItemType::text), std::string("a word")},
      {item_of(forms::ItemType::time), forms::Time{"09:15:00"}},
      {item_of(forms::ItemType::date_time), forms::DateTime{"2024-03-05T23:59:00"}},
      {item_of(forms::ItemType::date_time), forms::DateTime{"2024-03-05"}},
  };
  for (const auto& [item, value] : cases) {
    EXPECT_EQ(answer_of(item, draft_of(item, value)), forms::Answer{value});
    EXPECT_TRUE(draft_of(item, forms::Declined{}).is_empty());
  }
}

forms::Item several_of(int count) {
  forms::Item item = item_of(forms::ItemType::choice);
  item.repeats = true;
  for (int index = 0; index < count; ++index) {
    item.options.own().emplace_back().value = forms::Coding{"s", std::to_string(index)};
  }
  return item;
}

TEST(Draft, one_of_several_that_stands_alone_drives_out_the_others_and_is_driven_out) {
  forms::Item item = several_of(4);
  item.options.own()[3].exclusive = true;
  Draft draft;
  for (const int option : {2, 0, 3}) EXPECT_TRUE(choose(item, draft, option));
  EXPECT_EQ(draft.picked, (std::vector{3}));
  EXPECT_TRUE(choose(item, draft, 1));
  EXPECT_EQ(draft.picked, (std::vector{1}));
}

TEST(Draft, what_stands_alone_may_be_chosen_when_no_more_may) {
  forms::Item item = several_of(3);
  item.options.own()[2].exclusive = true;
  item.max_occurs = 1;
  Draft draft;
  for (const int option : {0, 1, 2}) EXPECT_TRUE(choose(item, draft, option));
  EXPECT_EQ(draft.picked, (std::vector{2}));
  item.max_occurs = 2;
  draft.picked = {0, 1};
  EXPECT_TRUE(choose(item, draft, 2));
  EXPECT_EQ(draft.picked, (std::vector{2}));
}

TEST(Draft, one_too_many_changes_nothing) {
  forms::Item item = several_of(3);
  item.max_occurs = 2;
  Draft draft;
  EXPECT_TRUE(choose(item, draft, 0));
  EXPECT_TRUE(choose(item, draft, 1));
  EXPECT_FALSE(choose(item, draft, 2));
  EXPECT_EQ(draft.picked, (std::vector{0, 1}));
}

// Chest and neck, and none of them.
forms::Item body_map() {
  forms::Item item = item_of(forms::ItemType::choice);
  item.repeats = true;
  item.body_map = true;
  for (const char* code : {"chest", "neck", "none"}) {
    item.options.own().emplace_back().value = forms::Coding{"urn:anteroom:code:body-area", code};
  }
  item.options.own().back().exclusive = true;
  return item;
}

TEST(Draft, areas_are_chosen_on_a_body_where_the_form_says_so_and_it_has_them_all) {
  EXPECT_EQ(answer_kind(body_map()), AnswerKind::body_map);
  forms::Item item = body_map();
  item.body_map = false;
  EXPECT_EQ(answer_kind(item), AnswerKind::several) << "not asked for";
  item = body_map();
  item.options.own().back().exclusive = false;
  EXPECT_EQ(answer_kind(item), AnswerKind::several) << "\"none\" is on no body and does not stand alone";
  item = body_map();
  item.options.own()[1] = item.options[0];
  EXPECT_EQ(answer_kind(item), AnswerKind::several) << "one place for two answers";
  item = body_map();
  item.options.own().erase(item.options.begin(), item.options.begin() + 2);
  EXPECT_EQ(answer_kind(item), AnswerKind::several) << "no area at all";
  item = body_map();
  item.type = forms::ItemType::open_choice;
  EXPECT_EQ(answer_kind(item), AnswerKind::several) << "own words have no place on it";
  item = body_map();
  item.ranked = true;
  EXPECT_EQ(answer_kind(item), AnswerKind::ranked);
  item = body_map();
  item.repeats = false;
  EXPECT_EQ(answer_kind(item), AnswerKind::tiles);
}

TEST(Draft, a_body_is_answered_as_several_are) {
  const forms::Item item = body_map();
  Draft draft;
  EXPECT_FALSE(can_continue(item, draft));
  EXPECT_TRUE(choose(item, draft, 1));
  EXPECT_TRUE(choose(item, draft, 0));
  EXPECT_TRUE(can_continue(item, draft));
  const auto answer = answer_of(item, draft);
  EXPECT_EQ(answer, (forms::Answer{forms::Several{item.options[1].value, item.options[0].value}}));
  EXPECT_EQ(draft_of(item, *answer).picked, (std::vector<int>{1, 0}));
  EXPECT_TRUE(choose(item, draft, 2));
  EXPECT_EQ(draft.picked, std::vector<int>{2}) << "none of them stands alone";
}

TEST(Draft, several_answers_show_themselves_again) {
  const forms::Item item = several_of(4);
  const forms::Answer answer = forms::Several{forms::Coding{"s", "2"}, forms::Coding{"s", "0"}};
  EXPECT_EQ(answer_of(item, draft_of(item, answer)), answer);
}

TEST(Draft, noon_and_midnight_are_told_apart) {
  const forms::Item item = item_of(forms::ItemType::time);
  const auto time = [&](std::string_view keys, std::optional<int> half) {
    Draft draft = typed(item, keys);
    draft.chosen = half;
    const auto answer = answer_of(item, draft);
    return answer ? std::get<forms::Time>(std::get<forms::Value>(*answer)).text : "";
  };
  EXPECT_EQ(time("1230", 0), "00:30:00");
  EXPECT_EQ(time("1230", 1), "12:30:00");
  EXPECT_EQ(time("0030", std::nullopt), "00:30:00");
  EXPECT_EQ(time("1415", std::nullopt), "14:15:00");
  EXPECT_EQ(time("915", 1), "21:15:00");
  EXPECT_EQ(time("0915", std::nullopt), "") << "morning or evening";
  EXPECT_EQ(time("1260", 1), "");
  EXPECT_EQ(time("2400", std::nullopt), "");
}

TEST(Draft, where_a_clock_counts_24_hours_the_hour_leaves_no_doubt) {
  const forms::Item item = item_of(forms::ItemType::time);
  const auto time = [&](std::string_view keys) {
    Draft draft = typed(item, keys);
    draft.half_days = false;
    EXPECT_EQ(can_continue(item, draft), keys.size() == 4) << keys;
    const auto answer = answer_of(item, draft);
    return answer ? std::get<forms::Time>(std::get<forms::Value>(*answer)).text : "";
  };
  EXPECT_EQ(time("0030"), "00:30:00");
  EXPECT_EQ(time("0915"), "09:15:00");
  EXPECT_EQ(time("1230"), "12:30:00");
  EXPECT_EQ(time("2359"), "23:59:00");
  EXPECT_EQ(time("2400"), "");
  EXPECT_EQ(time("123"), "");
}

TEST(Draft, a_number_is_stored_as_fhir_writes_it) {
  const forms::Item item = item_of(forms::ItemType::decimal);
  EXPECT_EQ(answer_of(item, typed(item, "007.50")), forms::Answer(forms::Value{forms::Decimal{"7.50", 7.5}}));
}

TEST(Draft, the_letters_of_a_text_are_counted_and_not_its_bytes) {
  EXPECT_EQ(letters_in("Müdigkeit"), 9U);
  forms::Item item = item_of(forms::ItemType::string);
  item.max_length = 4;
  EXPECT_EQ(typed(item, "walking").typed, "walk");
}

TEST(Draft, a_wiped_draft_is_empty) {
  Draft draft{.chosen = 1, .picked = {1}, .typed = "x", .lines = {std::string("y")}, .writing = true};
  draft.wipe();
  EXPECT_TRUE(draft.is_empty());
  EXPECT_FALSE(draft.writing);
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
