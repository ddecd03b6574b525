// Every kind of question that is chosen from, answered by taps on what the screen shows, down to the row in the store.
#include "tests/support/kinds.h"

namespace anteroom {
namespace {

using testing::Kinds;

TEST_F(Kinds, several_areas_are_stored_in_the_order_of_touching) {
  open("areas");
  choose("option:16");
  choose("option:4");
  choose("option:0");
  choose("option:0");  // and away again
  see_the_end();
  EXPECT_TRUE(m_finger->reads("2 chosen"));
  tap("continue");
  EXPECT_EQ(stored("areas"), json(forms::Several{code("lowerback"), code("hip-l")}));
}

TEST_F(Kinds, areas_are_touched_on_a_body_and_the_last_one_is_undone) {
  open("areas");
  ASSERT_TRUE(m_finger->sees("body:undo"));
  EXPECT_TRUE(m_finger->reads("Front"));
  choose("option:16");
  choose("option:2");
  EXPECT_TRUE(m_finger->reads("2 chosen")) << "the names wait until there is room for them";
  EXPECT_TRUE(m_finger->reads("Next, touch “Legs”"));
  tap("body:undo");
  EXPECT_TRUE(m_finger->reads("1 chosen: Lower back"));
  see_the_end();
  tap("continue");
  EXPECT_EQ(stored("areas"), json(forms::Several{code("lowerback")}));
}

TEST_F(Kinds, the_left_arm_is_at_the_right_of_the_picture_from_the_front) {
  open("areas", ui::TextSize::medium, {1920, 1080}, 344);
  const ui::Rect left = m_finger->probe().find("option:0")->rect;  // jaws are seen from the front only
  const ui::Rect right = m_finger->probe().find("option:7")->rect;
  EXPECT_GT(left.x, right.right());
}

TEST_F(Kinds, the_body_and_the_list_have_the_same_answers) {
  open("areas");
  choose("option:17");
  tap("body:list");
  EXPECT_FALSE(m_finger->reads("Front"));
  choose("option:4");
  tap("body:figure");
  EXPECT_TRUE(m_finger->reads("2 chosen"));
  see_the_end();
  EXPECT_TRUE(m_finger->reads("2 chosen: Left hip or buttock, Chest"));
  tap("continue");
  EXPECT_EQ(stored("areas"), json(forms::Several{code("chest"), code("hip-l")}));
}

TEST_F(Kinds, none_of_these_clears_the_others_and_they_clear_it) {
  open("areas");
  choose("option:16");
  choose("option:4");
  choose("option:19");
  EXPECT_TRUE(m_finger->reads("No longer chosen: Lower back, Left hip or buttock")) << "nothing goes unseen";
  tap("body:undo");
  EXPECT_TRUE(m_finger->reads("2 chosen"));
  choose("option:19");
  tap("option:19");
  EXPECT_TRUE(m_finger->reads("2 chosen")) << "the same touch again is the way back too";
  choose("option:19");
  tap("continue");
  EXPECT_EQ(stored("areas"), json(forms::Several{code("none")}));
  EXPECT_EQ(at(), "kinds/expectations");
  tap("back");
  choose("option:2");
  see_the_end();
  tap("continue");
  EXPECT_EQ(stored("areas"), json(forms::Several{code("upperarm-l")}));
}

TEST_F(Kinds, a_list_is_seen_to_its_end_before_it_is_answered) {
  open("areas");
  tap("option:0");
  EXPECT_FALSE(enabled("continue"));
  see_the_end();
  EXPECT_TRUE(enabled("continue"));
}

TEST_F(Kinds, nothing_chosen_is_no_answer) {
  open("areas");
  see_the_end();
  EXPECT_FALSE(enabled("continue"));
  tap("skip");
  EXPECT_EQ(stored("areas"), "nothing");
}

TEST_F(Kinds, back_keeps_what_was_chosen_of_several) {
  open("expectations");
  tap("option:3");
  tap("back");
  choose("option:14");
  see_the_end();
  tap("continue");
  EXPECT_TRUE(m_finger->probe().find("option:3")->selected);
}

TEST_F(Kinds, what_matters_most_stands_first) {
  open("expectations");
  tap("option:2");
  tap("option:0");
  tap("option:4");
  tap("option:2");  // away; the others move up
  tap("option:2");  // and last again
  tap("continue");
  EXPECT_EQ(stored("expectations"), json(forms::Several{code("diagnosis"), code("activities"), code("less-pain")}));
}

TEST_F(Kinds, own_words_take_their_place_in_the_order) {
  open("expectations");
  tap("option:1");
  tap("option:other");
  EXPECT_FALSE(enabled("continue"));
  type("sleep again");
  tap("continue");
  EXPECT_EQ(at(), "kinds/expectations");
  EXPECT_TRUE(m_finger->reads("Something else: sleep again"));
  tap("continue");
  EXPECT_EQ(stored("expectations"), json(forms::Several{code("coping"), std::string("sleep again")}));
}

TEST_F(Kinds, own_words_are_seen_in_the_list_that_they_were_written_for) {
  open("expectations", ui::TextSize::largest, {800, 480}, 154);
  choose("option:other");
  EXPECT_FALSE(m_finger->sees("skip")) << "would it leave out these words, or the whole list?";
  EXPECT_FALSE(m_finger->sees("decline"));
  type("rest");
  tap("continue");
  EXPECT_TRUE(m_finger->reads("Something else: rest"));
  EXPECT_TRUE(enabled("continue"));
  EXPECT_TRUE(m_finger->sees("skip"));
}

TEST_F(Kinds, who_leaves_out_an_answer_is_asked_and_may_keep_it) {
  open("two");
  tap("option:1");
  tap("skip");
  EXPECT_EQ(m_finger->screen(), "patient.leave_out");
  tap("keep");
  EXPECT_TRUE(m_finger->probe().find("option:1")->selected);
  tap("decline");
  tap("leave_out");
  EXPECT_EQ(stored("two"), forms::to_json(forms::Declined{}));
}

TEST_F(Kinds, no_more_can_be_chosen_than_the_form_wants) {
  open("two");
  EXPECT_TRUE(m_finger->reads("You can choose up to 2."));
  tap("option:0");
  tap("option:1");
  tap("option:2");
  EXPECT_FALSE(m_finger->probe().find("option:2")->selected);
  EXPECT_TRUE(m_finger->reads("Touch one again to take it away."));
  tap("option:0");
  tap("option:2");
  tap("continue");
  EXPECT_EQ(stored("two"), json(forms::Several{code("rest"), code("walking")}));
}

TEST_F(Kinds, one_answer_in_own_words_goes_on_at_once) {
  open("work");
  tap("option:other");
  type("i help my son");
  tap("continue");
  EXPECT_EQ(stored("work"), json(forms::Value{std::string("i help my son")}));
  EXPECT_EQ(at(), "kinds/country");
}

TEST_F(Kinds, back_closes_the_keys_over_a_list) {
  open("work");
  tap("option:1");
  tap("option:other");
  type("x");
  tap("back");
  EXPECT_EQ(at(), "kinds/work");
  EXPECT_TRUE(m_finger->probe().find("option:1")->selected);
  tap("continue");
  EXPECT_EQ(stored("work"), json(code("retired")));
}

TEST_F(Kinds, own_words_that_are_erased_are_no_answer) {
  open("work");
  tap("option:other");
  type("ab");
  tap("continue");
  tap("back");
  tap("option:other");
  type("");
  tap("key:erase");
  tap("key:erase");
  tap("continue");
  EXPECT_EQ(at(), "kinds/work");
  EXPECT_FALSE(enabled("continue"));
  tap("skip");
  EXPECT_EQ(stored("work"), "");
}

TEST_F(Kinds, a_long_list_is_answered_on_any_page) {
  open("country");
  choose("option:33");
  EXPECT_TRUE(enabled("continue")) << "one answer is whole wherever it stands";
  tap("continue");
  EXPECT_EQ(stored("country"), json(code("c33")));
}

TEST_F(Kinds, a_long_list_says_on_every_page_what_was_chosen) {
  open("country");
  EXPECT_FALSE(m_finger->reads("Chosen"));
  tap("option:1");
  tap("list:more");
  EXPECT_TRUE(m_finger->reads("Chosen:"));
}

TEST_F(Kinds, another_one_is_asked_for_in_plain_words) {
  open("another");
  EXPECT_TRUE(m_finger->reads("Would you like to add another?"));
  tap("no");
  tap("continue");
  EXPECT_EQ(stored("another"), json(forms::Value{false}));
}

TEST_F(Kinds, the_review_reads_several_answers_in_words) {
  open("areas");
  for (const char* area : {"option:14", "option:16", "option:4"}) choose(area);
  see_the_end();
  tap("continue");
  tap("option:2");
  tap("option:0");
  tap("continue");
  for (int question = 0; question < 13; ++question) tap("skip");
  ASSERT_EQ(m_finger->screen(), "patient.review");
  tap("answers");
  for (const std::string_view words :
       {"Neck; Lower back; Left hip or buttock", "1.\u00A0A reduction in pain; 2.\u00A0A diagnosis", "Not answered"}) {
    while (!m_finger->reads(words) && enabled("more")) tap("more");
    EXPECT_TRUE(m_finger->reads(words)) << words;
  }
  while (!m_finger->sees("edit:kinds/page") && enabled("more")) tap("more");
  tap("edit:kinds/page");
  EXPECT_EQ(m_finger->screen(), "patient.change");
  type("a");
  tap("continue");
  EXPECT_EQ(m_finger->screen(), "patient.review");
}

TEST_F(Kinds, the_review_writes_days_and_times_as_people_do) {
  open("bedtime");
  type("1030");
  tap("pm");
  tap("continue");
  type("05032024");
  tap("continue");
  type("0015");
  tap("continue");
  while (m_finger->screen() != "patient.review") tap("skip");
  tap("answers");
  for (const std::string_view words : {"10:30 PM", "5 March 2024, 12:15 AM"}) {
    while (!m_finger->reads(words) && enabled("more")) tap("more");
    EXPECT_TRUE(m_finger->reads(words)) << words;
  }
}

// ---- nothing is cut, at any size ----

class EverySize : public Kinds, public ::testing::WithParamInterface<std::tuple<int, ui::TextSize>> {
 protected:
  void expect_good(std::string_view where) const {
    for (const ui::Mark& mark : m_finger->probe().marks) EXPECT_FALSE(mark.clipped) << mark.id << " of " << where;
    for (const ui::TextRun& run : m_finger->probe().texts) EXPECT_FALSE(run.clipped) << run.text << " of " << where;
  }
};

TEST_P(EverySize, every_question_is_whole_on_every_page) {
  const auto [width, text] = GetParam();
  const ui::Size size = width == 1280 ? ui::Size{1280, 800} : ui::Size{1920, 1080};
  open("areas", text, size, width == 1280 ? 217 : 344);
  for (const forms::Item& item : m_form.questionnaire.items) {
    EXPECT_EQ(at(), "kinds/" + item.link_id);
    expect_good(item.link_id);
    while (enabled("list:more")) {
      tap("list:more");
      expect_good(item.link_id);
    }
    if (m_finger->sees("option:other")) {
      tap("option:other");
      expect_good(item.link_id + " other");
      tap("back");
    }
    if (HasFatalFailure()) return;
    tap("skip");
  }
  EXPECT_EQ(m_finger->screen(), "patient.review");
  expect_good("review");
  tap("answers");
  expect_good("answers");
}

TEST_P(EverySize, the_longest_text_is_read_again_whole_in_the_review) {
  const auto [width, text] = GetParam();
  open("another", text, width == 1280 ? ui::Size{1280, 800} : ui::Size{1920, 1080}, width == 1280 ? 217 : 344);
  flow::Session& session = *std::get<flow::Patient>(m_app->state().screen).session;
  std::string words;
  while (words.size() < 290) words += "walk to the shop ";
  session.visit.apply({"kinds", "goal"}, forms::Value{words}, m_world.clock.now());
  session.visit.apply(
      {"kinds", "areas"},
      forms::Several{code("jaw-l"), code("jaw-r"), code("shoulder-l"), code("shoulder-r"), code("hip-l"), code("neck")},
      m_world.clock.now());
  tap("skip");
  ASSERT_EQ(m_finger->screen(), "patient.review");
  tap("answers");
  for (int page = 0; page < 60; ++page) {
    expect_good("review");
    if (!enabled("more")) break;
    tap("more");
  }
  EXPECT_FALSE(enabled("more"));
}

std::string size_name(const ::testing::TestParamInfo<std::tuple<int, ui::TextSize>>& each) {
  static constexpr std::array text_sizes = {"small", "medium", "large", "largest"};
  return std::format("{}_{}", std::get<0>(each.param),
                     text_sizes.at(static_cast<std::size_t>(std::get<1>(each.param))));
}

INSTANTIATE_TEST_SUITE_P(Panels, EverySize,
                         ::testing::Combine(::testing::Values(1280, 1920),
                                            ::testing::Values(ui::TextSize::small, ui::TextSize::medium,
                                                              ui::TextSize::large, ui::TextSize::largest)),
                         size_name);

}  // namespace
}  // namespace anteroom
