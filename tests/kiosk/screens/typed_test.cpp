// Every kind of question that is typed, answered by taps on its keys, down to the row in the store.
#include "tests/support/kinds.h"

namespace anteroom {
namespace {

using testing::Kinds;

TEST_F(Kinds, a_time_knows_its_half_of_the_day) {
  open("bedtime");
  type("1030");
  EXPECT_FALSE(enabled("continue")) << "morning or evening is not said yet";
  tap("pm");
  tap("continue");
  EXPECT_EQ(stored("bedtime"), json(forms::Value{forms::Time{"22:30:00"}}));
  tap("back");
  EXPECT_TRUE(m_finger->probe().find("pm")->selected);
}

TEST_F(Kinds, a_time_that_no_clock_shows_is_refused_in_words) {
  open("bedtime");
  type("2375");
  tap("continue");
  EXPECT_EQ(stored("bedtime"), "nothing");
  EXPECT_TRUE(m_finger->reads("No such time."));
}

TEST_F(Kinds, a_day_is_enough_where_the_time_is_not_known) {
  open("began");
  type("05032024");
  tap("continue");
  EXPECT_EQ(at(), "kinds/began/time");
  tap("continue");
  EXPECT_EQ(stored("began"), json(forms::Value{forms::DateTime{"2024-03-05"}}));
}

TEST_F(Kinds, a_day_is_read_as_people_read_it_once_it_is_whole) {
  open("began");
  type("0503202");
  EXPECT_TRUE(m_finger->reads("Month"));
  EXPECT_FALSE(m_finger->reads("March"));
  type("4");
  EXPECT_TRUE(m_finger->reads("5 March 2024"));
  tap("continue");
  EXPECT_TRUE(m_finger->reads("5 March 2024.")) << "the time is asked for of that day";
}

TEST_F(Kinds, a_day_that_does_not_exist_is_typed_anew) {
  open("began");
  type("31022024");
  tap("continue");
  EXPECT_TRUE(m_finger->reads("No such"));
  type("05032024");
  tap("continue");
  tap("continue");
  EXPECT_EQ(stored("began"), json(forms::Value{forms::DateTime{"2024-03-05"}}));
}

TEST_F(Kinds, a_day_and_its_time_make_one_answer) {
  open("began");
  type("05032024");
  tap("continue");
  type("915");
  tap("am");
  tap("back");
  EXPECT_EQ(at(), "kinds/began");
  tap("continue");
  tap("continue");
  EXPECT_EQ(stored("began"), json(forms::Value{forms::DateTime{"2024-03-05T09:15:00"}}));
}

TEST_F(Kinds, a_quantity_needs_its_unit) {
  open("weight");
  type("165");
  EXPECT_FALSE(enabled("continue"));
  tap("unit:1");
  tap("continue");
  EXPECT_EQ(stored("weight"),
            json(forms::Value{forms::Quantity{{"165", 165}, "lb", "http://unitsofmeasure.org", "[lb_av]"}}));
}

TEST_F(Kinds, a_number_stands_beside_its_unit_and_keeps_its_decimals) {
  open("hours");
  EXPECT_TRUE(m_finger->reads("hours"));
  tap("key:6");
  tap("key:point");
  tap("key:5");
  tap("key:5");
  tap("continue");
  EXPECT_EQ(stored("hours"), json(forms::Value{forms::Decimal{"6.5", 6.5}}));
}

TEST_F(Kinds, lines_are_added_removed_and_stored_in_order) {
  open("medicines");
  type("ibuprofen");
  tap("continue");
  EXPECT_EQ(at(), "kinds/medicines/lines");
  tap("add");
  type("paracetamol");
  tap("continue");
  tap("add");
  type("tea");
  tap("back");
  EXPECT_FALSE(m_finger->reads("tea"));
  tap("remove:0");
  tap("add");
  type("warmth");
  tap("continue");
  tap("continue");
  EXPECT_EQ(stored("medicines"), json(forms::Several{std::string("paracetamol"), std::string("warmth")}));
}

TEST_F(Kinds, no_more_lines_than_the_form_wants) {
  open("doses");
  type("2");
  tap("continue");
  tap("add");
  type("1");
  tap("continue");
  EXPECT_FALSE(m_finger->sees("add"));
  tap("continue");
  EXPECT_EQ(stored("doses"), json(forms::Several{std::int64_t{2}, std::int64_t{1}}));
}

TEST_F(Kinds, a_text_says_how_many_letters_are_left_once_it_matters) {
  open("medicines");
  type("paracetamol in the morning and at night");  // 39 of 80
  EXPECT_FALSE(m_finger->reads("left"));
  type(" a");
  EXPECT_TRUE(m_finger->reads("39 letters left"));
}

TEST_F(Kinds, a_long_text_is_read_while_it_is_written) {
  open("goal");
  EXPECT_TRUE(m_finger->reads("What are your most important activity goals?"));
  type("walk to the shop and back without a rest");
  type(" and play with my grandchildren again");
  EXPECT_TRUE(m_finger->sees("key:w"));
  EXPECT_TRUE(m_finger->reads("alk to the shop"));
  EXPECT_TRUE(m_finger->reads("again"));
  tap("keys:close");
  EXPECT_TRUE(m_finger->reads("What are your most important activity goals?"));
  EXPECT_TRUE(m_finger->reads("alk to the shop"));
}

TEST_F(Kinds, a_text_is_stored_as_it_was_written) {
  open("goal");
  type("walk the dog");
  tap("continue");
  EXPECT_EQ(stored("goal"), json(forms::Value{std::string("walk the dog")}));
}

TEST_F(Kinds, an_internet_address_can_be_typed) {
  open("page");
  type("a");
  tap("key:digits");
  for (const char* key : {"key:colon", "key:slash", "key:point", "key:4"}) tap(key);
  tap("continue");
  EXPECT_EQ(stored("page"), json(forms::Value{std::string("a:/.4")}));
}

TEST_F(Kinds, a_proposal_says_what_it_is_until_it_is_answered) {
  open("hand");
  EXPECT_TRUE(m_finger->reads("This was filled in for you."));
  tap("option:0");
  EXPECT_FALSE(m_finger->reads("This was filled in for you."));
  tap("continue");
  tap("back");
  EXPECT_FALSE(m_finger->reads("This was filled in for you."));
}

TEST_F(Kinds, a_proposal_is_shown_and_becomes_an_answer_only_on_continue) {
  open("hand");
  EXPECT_TRUE(m_finger->probe().find("option:1")->selected);
  EXPECT_EQ(stored("hand"), "nothing");
  tap("skip");
  EXPECT_EQ(stored("hand"), "nothing") << "a proposal that was skipped is no answer";
  tap("back");
  tap("continue");
  EXPECT_EQ(stored("hand"), json(code("right")));
}

}  // namespace
}  // namespace anteroom
