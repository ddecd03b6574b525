// A drawing that answers are chosen on, on every panel: what it shows, what a touch means, and the list beside it.

#include "tests/support/doll.h"
#include "tests/support/panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <set>

namespace anteroom::ui {
namespace {

using std::chrono::milliseconds;
using testing::box;
using testing::doll;
using testing::Panel;
using testing::PanelSize;
using testing::seven_inch;
using testing::ten_inch;

constexpr PanelSize fifteen_inch{1920, 1080, 344};
constexpr PanelSize ten_inch_portrait{800, 1280, 136};
constexpr PanelSize seven_inch_portrait{480, 800, 93};
constexpr std::array every_panel = {fifteen_inch, ten_inch, ten_inch_portrait, seven_inch, seven_inch_portrait};
constexpr std::array every_size = {TextSize::small, TextSize::medium, TextSize::large, TextSize::largest};

std::string page_words(std::size_t page, std::size_t of) { return std::format("Page {} of {}", page, of); }
constexpr Footer whole_footer{.ask_staff = FooterButton{"Ask staff"},
                              .back = FooterButton{"Back"},
                              .skip = FooterButton{"Skip"},
                              .decline = FooterButton{"Prefer not to answer"},
                              .next = FooterButton{"Continue"}};

// The question about the doll; keeps what was chosen as a screen does.
struct Doll {
  std::vector<std::string> labels = {"Right arm", "Left arm", "Chest",        "Back",
                                     "Right leg", "Left leg", "None of these"};
  std::vector<std::string_view> parts = {"arm-1", "arm-2", "chest", "back", "leg-1", "leg-2", ""};
  std::string stem = "In which of these areas have you had pain during the past 7 days? Choose every area that hurt.";
  std::vector<std::size_t> chosen = {};
  bool seen_all = false;
  Figure figure = doll();

  void operator()(Ui& ui) {
    ui.begin_screen({.id = "patient.question", .instance = stem, .layout = Layout::question});
    ui.header({.clinic = "Riverside Pain Clinic", .progress = "Question 3 of 9", .step = 3, .of = 9});
    ui.question({}, stem, {"More", "Less"});
    std::vector<Option> options;
    for (std::size_t index = 0; index < labels.size(); ++index) {
      options.push_back({.label = labels[index], .selected = std::ranges::contains(chosen, index)});
    }
    std::vector<std::string> told;
    if (!chosen.empty()) {
      std::string words = std::format("{} chosen: ", chosen.size());
      for (const std::size_t option : chosen) words += labels[option] + ", ";
      told.push_back(words);
    }
    told.push_back(std::format("{} chosen", chosen.size()));
    const FigureTouch touch = ui.figure_choices({.figure = &figure,
                                                 .choices = {.options = options,
                                                             .shape = ChoiceMark::several,
                                                             .in_pairs = false,
                                                             .hint = "You can choose more than one.",
                                                             .hint_tone = Tone::neutral,
                                                             .words = {"More", "Up", page_words}},
                                                 .parts = parts,
                                                 .told = told,
                                                 .can_undo = !chosen.empty(),
                                                 .words = testing::doll_words});
    seen_all = touch.chosen.seen_all;
    if (touch.undo) chosen.pop_back();
    if (const auto tapped = touch.chosen.tapped) {
      if (std::erase(chosen, *tapped) == 0) chosen.push_back(*tapped);
    }
    static_cast<void>(ui.footer(whole_footer));
    ui.end_screen();
  }
};

void expect_good(const Panel& panel, const std::string& where) {
  const std::vector<Mark>& marks = panel.probe().marks;
  for (const Mark& mark : marks) EXPECT_FALSE(mark.clipped) << mark.id << " " << where;
  for (const TextRun& run : panel.probe().texts) EXPECT_FALSE(run.clipped) << run.text << " " << where;
  for (const Mark& mark : marks) {
    if (mark.kind == MarkKind::part) {
      EXPECT_GT(panel.mm(mark.rect.w), 4) << mark.id << " " << where;
      EXPECT_GT(panel.mm(mark.rect.h), 4) << mark.id << " " << where;
    }
    if (mark.kind != MarkKind::target) continue;
    EXPECT_GE(panel.mm(mark.rect.w), 15.9F) << mark.id << " " << where;
    EXPECT_GE(panel.mm(mark.rect.h), 15.9F) << mark.id << " " << where;
    for (const Mark& other : marks) {
      if (&other == &mark || other.kind == MarkKind::state) continue;
      const float across = std::max(other.rect.x - mark.rect.right(), mark.rect.x - other.rect.right());
      const float down = std::max(other.rect.y - mark.rect.bottom(), mark.rect.y - other.rect.bottom());
      EXPECT_GE(panel.mm(std::max(across, down)), 1.9F) << mark.id << " and " << other.id << " " << where;
    }
  }
}

void tap(Panel& panel, Doll& question, std::string_view id) {
  panel.wait(milliseconds(400));
  panel.tap(id, std::ref(question));
}

bool sees(const Panel& panel, std::string_view id) { return panel.probe().find(id) != nullptr; }

const Mark& mark_of(const Panel& panel, std::string_view id) {
  static const Mark none;
  const Mark* mark = panel.probe().find(id);
  EXPECT_NE(mark, nullptr) << id << " is not on the screen";
  return mark == nullptr ? none : *mark;
}

bool reads(const Panel& panel, std::string_view words) {
  return std::ranges::any_of(panel.probe().texts, [&](const TextRun& run) { return run.text.contains(words); });
}

// The options on all pages of the drawing; ends on the last.
std::set<std::string> turn_through(Panel& panel, Doll& question, const std::string& where) {
  std::set<std::string> seen;
  for (int page = 0; page < 30; ++page) {
    expect_good(panel, where);
    for (const Mark& mark : panel.probe().marks) {
      if (mark.id.starts_with("option:")) seen.insert(mark.id);
    }
    const Mark* more = panel.probe().find("list:more");
    if (more == nullptr || !more->enabled) break;
    tap(panel, question, "list:more");
  }
  return seen;
}

// ---- geometry ----

TEST(Shape, a_hollow_outline_is_filled_without_its_hollow) {
  for (const bool the_other_way_round : {false, true}) {
    std::vector<Point> letter_c = {{0, 0}, {30, 0}, {30, 10}, {10, 10}, {10, 20}, {30, 20}, {30, 30}, {0, 30}};
    if (the_other_way_round) std::ranges::reverse(letter_c);
    const Shape shape = shape_of(letter_c);
    const auto covers = [&](Point point) {
      return std::ranges::any_of(shape.triangles, [&](const auto& corners) {
        const std::array triangle = {shape.outline[corners[0]], shape.outline[corners[1]], shape.outline[corners[2]]};
        return contains(triangle, point);
      });
    };
    EXPECT_TRUE(covers({5.1F, 15.3F}));
    EXPECT_TRUE(covers({20.3F, 4.1F}));
    EXPECT_TRUE(covers({25.2F, 26.7F}));
    EXPECT_FALSE(covers({20.3F, 15.2F})) << "the hollow";
    EXPECT_EQ(shape.triangles.size(), 6U);
  }
}

TEST(Shape, knows_inside_and_how_far) {
  const std::vector<Point> square = box(0, 0, 10, 10);
  EXPECT_TRUE(contains(square, {5, 5}));
  EXPECT_FALSE(contains(square, {11, 5}));
  EXPECT_FLOAT_EQ(distance(square, {5, 5}), 0);
  EXPECT_FLOAT_EQ(distance(square, {13, 14}), 5);
  EXPECT_EQ(centroid(square), (Point{5, 5}));
  EXPECT_EQ(bounds(square), (Rect{0, 0, 10, 10}));
}

// A roof on a post: words beside it have room by what stands at their own height alone.
TEST(Shape, reaches_as_far_as_it_does_between_two_heights) {
  const std::vector<Point> outline = {{10, 0}, {40, 30}, {12, 30}, {12, 90}, {8, 90}, {8, 30}, {-20, 30}};
  EXPECT_FLOAT_EQ(half_width(outline, 10, 0, 90), 30);
  EXPECT_FLOAT_EQ(half_width(outline, 10, 0, 10), 10) << "on the way down the roof";
  EXPECT_FLOAT_EQ(half_width(outline, 10, 10, 20), 20);
  EXPECT_FLOAT_EQ(half_width(outline, 10, 40, 60), 2) << "no corner lies there";
  EXPECT_FLOAT_EQ(half_width(outline, 10, 95, 99), 0);
  EXPECT_FLOAT_EQ(half_width(outline, 0, 40, 60), 12) << "from another middle";
  const std::vector<Point> funnel = {{0, 0}, {20, 0}, {10, 10}};
  EXPECT_FLOAT_EQ(half_width(funnel, 10, 5, 10), 5) << "what is wider lies above";
}

TEST(Shape, the_nearest_offered_part_within_reach_is_meant) {
  const Figure figure = doll();
  const FigureView& front = figure.views[0];
  const auto all = [](const FigurePart&) { return true; };
  const auto name = [&](Point point, const auto& offered) {
    const auto found = part_at(figure, front, point, 30, offered);
    return found ? front.parts[*found].name : "nothing";
  };
  EXPECT_EQ(name({0, 500}, all), "chest");
  EXPECT_EQ(name({188, 500}, all), "chest");
  EXPECT_EQ(name({194, 500}, all), "arm-2");
  EXPECT_EQ(name({0, 50}, all), "nothing") << "in the body, and too far from any part";
  EXPECT_EQ(name({0, 150}, all), "chest");
  EXPECT_EQ(name({375, 500}, all), "arm-2") << "beside the body";
  EXPECT_EQ(name({385, 500}, all), "nothing");
  EXPECT_EQ(name({0, 500}, [](const FigurePart& each) { return each.name == "arm-1"; }), "arm-1");
}

// ---- on the screen ----

TEST(FigureChoices, every_answer_is_reached_and_nothing_is_cut_on_any_panel) {
  for (const PanelSize size : every_panel) {
    for (const TextSize text : every_size) {
      // Small panels: what is larger than medium is for a later issue, drawn or not.
      if (size.width_mm < 160 && text > TextSize::medium) continue;
      Panel panel(size, text);
      Doll question;
      panel.show(std::ref(question));
      const std::string where = std::format("{} px, text {}", size.width, static_cast<int>(text));
      EXPECT_EQ(turn_through(panel, question, where).size(), 7U) << where;
      EXPECT_TRUE(question.seen_all) << where;
    }
  }
}

TEST(FigureChoices, the_drawing_stands_on_every_panel_in_medium_text) {
  for (const PanelSize size : every_panel) {
    Panel panel(size);
    Doll question;
    panel.show(std::ref(question));
    // Upright on 7 inches the drawing leaves no room for the whole question: the list comes first, and leads to it.
    const bool list_first = size.width == seven_inch_portrait.width;
    EXPECT_EQ(sees(panel, "body:figure"), list_first) << size.width;
    if (list_first) tap(panel, question, "body:figure");
    EXPECT_TRUE(sees(panel, "body:list")) << size.width;
    ASSERT_TRUE(sees(panel, "option:0")) << size.width;
    EXPECT_EQ(mark_of(panel, "option:0").kind, MarkKind::part);
    EXPECT_EQ(mark_of(panel, "option:6").kind, MarkKind::target) << "what is no part has a tile";
    EXPECT_TRUE(reads(panel, "Front") && reads(panel, "Right") && reads(panel, "Left"));
  }
}

TEST(FigureChoices, a_panel_without_room_for_it_has_the_list) {
  Panel panel({.width = 800, .height = 360, .width_mm = 155});
  Doll question;
  panel.show(std::ref(question));
  EXPECT_FALSE(sees(panel, "body:list"));
  EXPECT_FALSE(sees(panel, "body:figure"));
  ASSERT_TRUE(sees(panel, "option:0"));
  EXPECT_EQ(mark_of(panel, "option:0").kind, MarkKind::target);
}

TEST(FigureChoices, another_text_size_is_measured_anew) {
  Panel panel(ten_inch);
  Doll question;
  panel.show(std::ref(question));
  EXPECT_FALSE(sees(panel, "letters:smaller"));
  panel.ui().set_text_size(TextSize::largest);
  panel.show(std::ref(question));
  EXPECT_TRUE(sees(panel, "letters:smaller")) << "the drawing stays, in letters that leave it room";
  EXPECT_TRUE(sees(panel, "body:list"));
  panel.ui().set_text_size(TextSize::medium);
  panel.show(std::ref(question));
  EXPECT_FALSE(sees(panel, "letters:smaller"));
  expect_good(panel, "medium again");
}

TEST(FigureChoices, a_large_panel_shows_all_of_it_and_a_smaller_one_halves) {
  Panel large(fifteen_inch);
  Doll question;
  large.show(std::ref(question));
  EXPECT_FALSE(sees(large, "list:more"));
  EXPECT_TRUE(question.seen_all);
  EXPECT_TRUE(sees(large, "option:4") && sees(large, "option:3"));

  Panel panel(ten_inch);
  Doll halves;
  panel.show(std::ref(halves));
  EXPECT_FALSE(halves.seen_all);
  EXPECT_FALSE(sees(panel, "option:4")) << "a leg";
  EXPECT_TRUE(sees(panel, "list:page:1:2"));
  tap(panel, halves, "list:more");
  EXPECT_TRUE(sees(panel, "option:4"));
  EXPECT_TRUE(halves.seen_all);
  EXPECT_TRUE(sees(panel, "list:page:2:2"));
  tap(panel, halves, "list:less");
  EXPECT_TRUE(sees(panel, "option:0"));
  EXPECT_TRUE(halves.seen_all) << "what was seen stays seen";
}

TEST(FigureChoices, the_button_to_the_other_half_stays_in_its_place) {
  Panel panel;
  Doll question;
  panel.show(std::ref(question));
  const Rect place = mark_of(panel, "list:more").rect;
  tap(panel, question, "list:more");
  EXPECT_EQ(mark_of(panel, "list:less").rect, place);
}

TEST(FigureChoices, a_touch_chooses_another_takes_away_and_undo_takes_the_last) {
  Panel panel;
  Doll question;
  panel.show(std::ref(question));
  EXPECT_FALSE(mark_of(panel, "body:undo").enabled) << "nothing to undo";
  tap(panel, question, "option:2");
  tap(panel, question, "option:0");
  EXPECT_EQ(question.chosen, (std::vector<std::size_t>{2, 0}));
  EXPECT_TRUE(mark_of(panel, "option:0").selected);
  EXPECT_TRUE(reads(panel, "2 chosen: Chest, Right arm"));
  tap(panel, question, "body:undo");
  EXPECT_EQ(question.chosen, (std::vector<std::size_t>{2}));
  tap(panel, question, "option:2");
  EXPECT_TRUE(question.chosen.empty());
}

TEST(FigureChoices, a_touch_beside_a_part_means_the_nearest) {
  Panel panel;
  Doll question;
  panel.show(std::ref(question));
  const Rect arm = mark_of(panel, "option:0").rect;
  panel.wait(milliseconds(400));
  panel.press({arm.x - 1, arm.center().y}, std::ref(question));
  EXPECT_TRUE(panel.release(std::ref(question)));
  EXPECT_EQ(question.chosen, (std::vector<std::size_t>{0}));
}

TEST(FigureChoices, a_touch_of_the_hand_means_the_arm_and_never_takes_it_away) {
  Panel panel;
  Doll question;
  panel.show(std::ref(question));
  const Rect arm = mark_of(panel, "option:0").rect;
  const Point hand{arm.center().x, arm.bottom() + arm.h * 0.14F};  // the arm is 500 long, the hand 100 more
  for (int touch = 0; touch < 2; ++touch) {
    panel.wait(milliseconds(400));
    panel.press(hand, std::ref(question));
    static_cast<void>(panel.release(std::ref(question)));
    EXPECT_EQ(question.chosen, (std::vector<std::size_t>{0})) << touch;
  }
}

TEST(FigureChoices, the_finger_reads_what_it_would_choose_and_may_slide_off) {
  Panel panel;
  Doll question;
  panel.show(std::ref(question));
  panel.wait(milliseconds(400));
  panel.press(mark_of(panel, "option:2").rect.center(), std::ref(question));
  panel.press(mark_of(panel, "option:2").rect.center(), std::ref(question));
  EXPECT_TRUE(std::ranges::any_of(panel.probe().texts, [](const TextRun& run) { return run.text == "Chest"; }));
  panel.slide(mark_of(panel, "option:1").rect.center(), std::ref(question));
  EXPECT_FALSE(panel.release(std::ref(question)));
  EXPECT_TRUE(question.chosen.empty());
}

TEST(FigureChoices, many_chosen_are_told_in_the_words_that_fit) {
  Panel panel;
  Doll question{.chosen = {0, 1, 2, 3, 4, 5}};
  question.labels = {
      "The whole of the right arm", "The whole of the left arm", "The front of the chest", "The back of the chest",
      "The whole of the right leg", "The whole of the left leg", "None of these"};
  panel.show(std::ref(question));
  expect_good(panel, "six");
  EXPECT_TRUE(reads(panel, "6 chosen"));
  EXPECT_FALSE(reads(panel, "6 chosen: "));
}

// ---- the list ----

TEST(FigureChoices, the_list_has_the_same_answers_and_the_way_back) {
  for (const PanelSize size : {fifteen_inch, ten_inch, ten_inch_portrait, seven_inch, seven_inch_portrait}) {
    Panel panel(size);
    Doll question{.chosen = {0}};
    panel.show(std::ref(question));
    if (sees(panel, "body:list")) tap(panel, question, "body:list");
    const std::string where = std::format("the list on {} px", size.width);
    EXPECT_FALSE(sees(panel, "body:list")) << where;
    EXPECT_EQ(mark_of(panel, "option:0").kind, MarkKind::target) << where;
    EXPECT_TRUE(mark_of(panel, "option:0").selected) << where;
    EXPECT_EQ(turn_through(panel, question, where).size(), 7U);
    tap(panel, question, "body:figure");
    EXPECT_EQ(mark_of(panel, "option:0").kind, MarkKind::part) << where;
    EXPECT_TRUE(question.seen_all) << "all was seen as a list";
  }
}

TEST(FigureChoices, who_wants_a_list_gets_one_until_they_leave) {
  Panel panel;
  Doll question;
  panel.show(std::ref(question));
  tap(panel, question, "body:list");
  Doll next{.stem = "And where today?"};
  panel.show(std::ref(next));
  EXPECT_TRUE(sees(panel, "body:figure"));
  panel.ui().reset_session();
  panel.show(std::ref(next));
  EXPECT_TRUE(sees(panel, "body:list")) << "the next patient sees the drawing";
}

TEST(FigureChoices, only_what_is_asked_for_is_offered) {
  Panel panel;
  Doll question;
  question.labels = {"Back", "None of these"};
  question.parts = {"back", ""};
  panel.show(std::ref(question));
  EXPECT_EQ(turn_through(panel, question, "back").size(), 2U);
  EXPECT_FALSE(reads(panel, "Front")) << "nothing can be chosen there";
  const auto at = [&](std::string_view words) {
    return std::ranges::find(panel.probe().texts, words, &TextRun::text)->rect.x;
  };
  EXPECT_LT(at("Left"), at("Right")) << "as seen from the back";
}

}  // namespace
}  // namespace anteroom::ui
