// Answers of every kind that need more than four tiles: lists, pages, ranks, lines and what stands beside the keys.
#include "tests/support/panel.h"

#include <algorithm>
#include <array>
#include <format>
#include <set>

namespace anteroom::ui {
namespace {

using std::chrono::milliseconds;
using testing::Panel;
using testing::PanelSize;
using testing::seven_inch;
using testing::ten_inch;

constexpr PanelSize fifteen_inch{1920, 1080, 344};
constexpr PanelSize ten_inch_portrait{800, 1280, 136};
constexpr std::array every_size = {TextSize::small, TextSize::medium, TextSize::large, TextSize::largest};

std::string page_words(std::size_t page, std::size_t of) { return std::format("Page {} of {}", page, of); }
const ListWords words{"More", "Up", page_words};
constexpr Footer whole_footer{.ask_staff = FooterButton{"Ask staff"},
                              .back = FooterButton{"Back"},
                              .skip = FooterButton{"Skip"},
                              .decline = FooterButton{"Prefer not to answer"},
                              .next = FooterButton{"Continue"}};

constexpr std::array<std::string_view, 20> areas = {
    "Left jaw",        "Right jaw",       "Left shoulder",   "Right shoulder",  "Left upper arm",
    "Right upper arm", "Left lower arm",  "Right lower arm", "Left hip",        "Right hip",
    "Left upper leg",  "Right upper leg", "Left lower leg",  "Right lower leg", "Neck",
    "Upper back",      "Lower back",      "Chest",           "Abdomen",         "None of these areas"};

// A question with a list of answers; remembers what was tapped.
struct List {
  std::vector<std::string> labels;
  ChoiceMark shape = ChoiceMark::several;
  bool in_pairs = false;
  std::string_view stem = "In which of these areas have you had pain during the last 7 days?";
  std::string_view hint = "You can choose more than one.";
  std::vector<std::size_t> chosen = {};
  bool seen_all = false;

  void operator()(Ui& ui) {
    ui.begin_screen({.id = "patient.question", .instance = stem, .layout = Layout::question});
    ui.header({.clinic = "Riverside Pain Clinic", .progress = "Question 3 of 9", .step = 3, .of = 9});
    ui.question({}, stem, {"More", "Less"});
    std::vector<Option> options;
    for (std::size_t index = 0; index < labels.size(); ++index) {
      const auto at = std::ranges::find(chosen, index);
      options.push_back({.label = labels[index],
                         .selected = at != chosen.end(),
                         .rank = at != chosen.end() ? static_cast<int>(at - chosen.begin()) + 1 : 0});
    }
    const Chosen touched = ui.choices({.options = options,
                                       .shape = shape,
                                       .in_pairs = in_pairs,
                                       .hint = hint,
                                       .hint_tone = Tone::neutral,
                                       .words = words});
    if (touched.tapped) chosen.push_back(*touched.tapped);
    seen_all = touched.seen_all;
    static_cast<void>(ui.footer(whole_footer));
    ui.end_screen();
  }
};

List body_areas() {
  List list;
  list.labels.assign(areas.begin(), areas.end());
  list.in_pairs = true;
  return list;
}

void expect_good(const Panel& panel, std::string_view where) {
  for (const Mark& mark : panel.probe().marks) EXPECT_FALSE(mark.clipped) << mark.id << " " << where;
  for (const TextRun& run : panel.probe().texts) EXPECT_FALSE(run.clipped) << run.text << " " << where;
  const std::vector<Mark>& marks = panel.probe().marks;
  for (const Mark& mark : marks) {
    if (mark.kind != MarkKind::target) continue;
    EXPECT_GE(panel.mm(mark.rect.w), 16) << mark.id << " " << where;
    EXPECT_GE(panel.mm(mark.rect.h), 16) << mark.id << " " << where;
    for (const Mark& other : marks) {
      if (&other == &mark || other.kind != MarkKind::target) continue;
      const float across = std::max(other.rect.x - mark.rect.right(), mark.rect.x - other.rect.right());
      const float down = std::max(other.rect.y - mark.rect.bottom(), mark.rect.y - other.rect.bottom());
      EXPECT_GE(panel.mm(std::max(across, down)), 3) << mark.id << " and " << other.id << " " << where;
    }
  }
}

std::string size_name(TextSize size) { return std::format("text size {}", static_cast<int>(size)); }

// Turns through the list; the options that were seen.
template <class Draw>
std::set<std::string> turn_through(Panel& panel, Draw& draw, std::string_view where) {
  std::set<std::string> seen;
  for (int page = 0; page < 60; ++page) {
    expect_good(panel, where);
    for (const Mark& mark : panel.probe().marks) {
      if (mark.id.starts_with("option:") || mark.id.starts_with("remove:") || mark.id == "add") seen.insert(mark.id);
    }
    const Mark* more = panel.probe().find("list:more");
    if (more == nullptr || !more->enabled) break;
    panel.wait(milliseconds(400));
    panel.tap("list:more", std::ref(draw));
  }
  return seen;
}

TEST(Choices, nineteen_areas_and_none_are_reached_and_whole_at_every_text_size) {
  for (const PanelSize size : {ten_inch, fifteen_inch, ten_inch_portrait}) {
    for (const TextSize text : every_size) {
      if (size.width_mm < 140 && text == TextSize::largest) continue;  // upright panels: a later issue
      Panel panel(size, text);
      List list = body_areas();
      panel.show(std::ref(list));
      EXPECT_EQ(turn_through(panel, list, std::format("{} px, {}", size.width, size_name(text))).size(), areas.size());
      EXPECT_TRUE(list.seen_all);
    }
  }
}

TEST(Choices, fifteen_inches_show_all_areas_at_once) {
  Panel panel(fifteen_inch);
  List list = body_areas();
  panel.show(std::ref(list));
  EXPECT_EQ(panel.probe().find("list:more"), nullptr);
  EXPECT_NE(panel.probe().find("option:19"), nullptr);
}

TEST(Choices, left_and_right_stand_side_by_side) {
  for (const PanelSize size : {ten_inch, fifteen_inch, ten_inch_portrait}) {
    Panel panel(size);
    List list = body_areas();
    panel.show(std::ref(list));
    for (int area = 0; area < 14; area += 2) {
      const Mark* left = panel.probe().find(std::format("option:{}", area));
      const Mark* right = panel.probe().find(std::format("option:{}", area + 1));
      if (left == nullptr && right == nullptr) continue;  // on a further page
      ASSERT_NE(left, nullptr) << area;
      ASSERT_NE(right, nullptr) << area;
      EXPECT_EQ(left->rect.y, right->rect.y);
      EXPECT_LT(left->rect.x, right->rect.x);
    }
  }
}

TEST(Choices, more_is_the_loud_button_until_every_page_was_seen) {
  Panel panel;
  List list = body_areas();
  panel.show(std::ref(list));
  ASSERT_NE(panel.probe().find("list:more"), nullptr);
  EXPECT_FALSE(list.seen_all);
  EXPECT_FALSE(panel.probe().find("list:less")->enabled);
  EXPECT_NE(panel.probe().find("list:page:1:4"), nullptr) << "the page is said";
  panel.wait(milliseconds(400));
  panel.tap("list:more", std::ref(list));
  EXPECT_FALSE(list.seen_all);
  for (int page = 0; page < 2; ++page) {
    panel.wait(milliseconds(400));
    panel.tap("list:more", std::ref(list));
  }
  EXPECT_TRUE(list.seen_all);
  EXPECT_FALSE(panel.probe().find("list:more")->enabled);
  panel.wait(milliseconds(400));
  panel.tap("list:less", std::ref(list));
  EXPECT_TRUE(list.seen_all) << "what was seen stays seen";
}

TEST(Choices, a_long_list_for_one_answer_opens_at_the_answer) {
  Panel panel;
  List list{.labels = {}, .shape = ChoiceMark::one, .hint = {}};
  for (int number = 0; number < 40; ++number) list.labels.push_back(std::format("Country {}", number));
  list.chosen = {33};
  panel.show(std::ref(list));
  ASSERT_NE(panel.probe().find("option:33"), nullptr);
  EXPECT_TRUE(panel.probe().find("option:33")->selected);
  EXPECT_EQ(panel.probe().find("option:0"), nullptr);
}

TEST(Choices, a_page_of_a_list_begins_where_its_pager_does) {
  std::vector<std::string> countries;
  for (int country = 0; country < 40; ++country) countries.push_back(std::format("Country number {}", country));
  std::vector<Option> options;
  for (const std::string& country : countries) options.push_back({.label = country});
  Panel panel(ten_inch);
  panel.show([&](Ui& ui) {
    ui.begin_screen({.id = "patient.question", .instance = "countries", .layout = Layout::question});
    ui.question({}, "In which country were you born?", {"More", "Up"});
    (void)ui.choices({.options = options, .words = {"More", "Up", {}}});
    (void)ui.footer(whole_footer);
    ui.end_screen();
  });
  EXPECT_NEAR(panel.probe().find("option:0")->rect.y, panel.probe().find("list:less")->rect.y, 4);
}

TEST(Choices, the_paging_buttons_do_not_move) {
  Panel panel;
  List list = body_areas();
  panel.show(std::ref(list));
  const Rect more = panel.probe().find("list:more")->rect;
  list.hint = "You can choose up to 3. Touch one again to take it away.";
  panel.show(std::ref(list));
  panel.wait(milliseconds(400));
  panel.tap("list:more", std::ref(list));
  EXPECT_EQ(panel.probe().find("list:more")->rect, more);
}

TEST(Choices, answers_that_a_small_panel_cannot_hold_turn_pages_and_are_never_cut) {
  Panel panel(seven_inch);
  List list{.labels = {}, .shape = ChoiceMark::one, .hint = {}};
  for (int number = 0; number < 4; ++number) {
    list.labels.push_back(std::format("An answer {} with so many words that four of these leave no room", number));
  }
  panel.show(std::ref(list));
  EXPECT_EQ(turn_through(panel, list, "seven inches").size(), 4U);
}

TEST(Choices, what_was_ranked_shows_its_place) {
  Panel panel;
  List list{.labels = {"A diagnosis", "Help in coping", "A reduction in pain", "A cure"}, .shape = ChoiceMark::ranked};
  list.chosen = {2, 0};
  panel.show(std::ref(list));
  expect_good(panel, "ranked");
  EXPECT_TRUE(panel.probe().find("option:2")->selected);
  EXPECT_EQ(std::ranges::count(panel.probe().texts, "1", &TextRun::text), 1);
  EXPECT_EQ(std::ranges::count(panel.probe().texts, "2", &TextRun::text), 1);
  EXPECT_EQ(std::ranges::count(panel.probe().texts, "3", &TextRun::text), 0);
}

// ---- keys with something beside them ----

struct Amount {
  std::string typed = "72";
  std::vector<std::string> units = {"kg", "lb"};
  std::optional<std::size_t> unit = {};

  void operator()(Ui& ui) {
    ui.begin_screen({.id = "patient.question", .instance = "amount", .layout = Layout::question});
    ui.header({.clinic = "Riverside Pain Clinic", .progress = "Question 3 of 9", .step = 3, .of = 9});
    ui.question({}, "How much do you weigh?", {"More", "Less"});
    ui.text_field({.id = "answer", .value = typed, .suffix = units.size() == 1 ? std::string_view(units[0]) : ""});
    std::vector<Option> options;
    if (units.size() > 1) {
      for (std::size_t index = 0; index < units.size(); ++index) {
        options.push_back({.label = units[index], .selected = unit == index});
      }
    }
    const auto key = ui.keypad({.point = true, .erase_label = "Erase", .beside = {.options = options}});
    if (key && key->choice) unit = key->choice;
    if (key && !key->choice && !key->erase) typed += static_cast<char>(key->letter);
    static_cast<void>(ui.footer(whole_footer));
    ui.end_screen();
  }
};

TEST(Choices, a_unit_is_chosen_beside_the_keys) {
  for (const PanelSize size : {ten_inch, fifteen_inch, ten_inch_portrait}) {
    for (const TextSize text : every_size) {
      Panel panel(size, text);
      Amount amount;
      panel.show(std::ref(amount));
      expect_good(panel, std::format("{} px, {}", size.width, size_name(text)));
      panel.wait(milliseconds(400));
      panel.tap("option:1", std::ref(amount));
      EXPECT_EQ(amount.unit, 1U);
      panel.wait(milliseconds(400));
      panel.tap("key:5", std::ref(amount));
      EXPECT_EQ(amount.typed, "725");
    }
  }
}

TEST(Choices, one_unit_stands_in_the_field) {
  Panel panel;
  Amount amount{.units = {"hours a week"}};
  panel.show(std::ref(amount));
  EXPECT_EQ(panel.probe().find("option:0"), nullptr);
  EXPECT_TRUE(std::ranges::any_of(panel.probe().texts, [](const TextRun& run) { return run.text == "hours a week"; }));
  expect_good(panel, "one unit");
}

TEST(Choices, the_half_of_the_day_is_chosen_beside_the_keys) {
  static constexpr std::array<std::size_t, 2> groups = {2, 2};
  static constexpr std::array<std::string_view, 2> hints = {"Hour", "Minute"};
  for (const PanelSize size : {ten_inch, fifteen_inch}) {
    for (const TextSize text : every_size) {
      Panel panel(size, text);
      const auto draw = [](Ui& ui) {
        ui.begin_screen({.id = "q", .instance = "moment", .layout = Layout::question});
        ui.header({.clinic = "Riverside Pain Clinic", .progress = "Question 3 of 9", .step = 3, .of = 9});
        ui.question({}, "At what time do you usually go to bed on a working day?", {"More", "Less"});
        ui.digit_field({.id = "answer", .digits = "103", .groups = groups, .group_hints = hints});
        const std::array<Option, 2> halves = {Option{.label = "AM", .id = "am"},
                                              Option{.label = "PM", .selected = true, .id = "pm"}};
        static_cast<void>(ui.keypad({.erase_label = "Erase", .beside = {.options = halves}}));
        static_cast<void>(ui.footer(whole_footer));
        ui.end_screen();
      };
      panel.show(draw);
      expect_good(panel, std::format("{} px, {}", size.width, size_name(text)));
      EXPECT_NE(panel.probe().find("pm"), nullptr);
    }
  }
}

// ---- lines ----

struct Medicines {
  std::vector<std::string> lines;
  bool can_add = true;
  LineTouch last = {};

  void operator()(Ui& ui) {
    ui.begin_screen({.id = "patient.question", .instance = "medicines", .layout = Layout::question});
    ui.header({.clinic = "Riverside Pain Clinic", .progress = "Question 3 of 9", .step = 3, .of = 9});
    ui.question({}, "Which medicines do you take for your pain?", {"More", "Less"});
    const LineTouch touch = ui.lines({.lines = lines,
                                      .add_label = can_add ? "Add another" : "",
                                      .remove_label = "Remove",
                                      .hint = "One on each line.",
                                      .hint_tone = Tone::neutral,
                                      .words = words});
    if (touch.add || touch.remove) last = touch;
    static_cast<void>(ui.footer(whole_footer));
    ui.end_screen();
  }
};

TEST(Lines, each_can_be_removed_and_another_added) {
  Panel panel;
  Medicines medicines{.lines = {"Ibuprofen 400 mg", "Amitriptyline"}};
  panel.show(std::ref(medicines));
  expect_good(panel, "two lines");
  panel.wait(milliseconds(400));
  panel.tap("remove:1", std::ref(medicines));
  EXPECT_EQ(medicines.last.remove, 1U);
  panel.wait(milliseconds(400));
  panel.tap("add", std::ref(medicines));
  EXPECT_TRUE(medicines.last.add);
  medicines.can_add = false;
  panel.show(std::ref(medicines));
  EXPECT_EQ(panel.probe().find("add"), nullptr);
}

TEST(Lines, many_turn_pages_and_open_where_one_is_added) {
  for (const PanelSize size : {ten_inch, fifteen_inch}) {
    for (const TextSize text : every_size) {
      Panel panel(size, text);
      Medicines medicines;
      for (int line = 0; line < 12; ++line) medicines.lines.push_back(std::format("Medicine {} twice a day", line));
      panel.show(std::ref(medicines));
      EXPECT_NE(panel.probe().find("add"), nullptr);
      while (panel.probe().find("list:less") != nullptr && panel.probe().find("list:less")->enabled) {
        panel.wait(milliseconds(400));
        panel.tap("list:less", std::ref(medicines));
      }
      EXPECT_EQ(turn_through(panel, medicines, size_name(text)).size(), 13U);
    }
  }
}

TEST(Lines, a_line_of_eighty_letters_is_whole_at_every_text_size) {
  for (const PanelSize size : {ten_inch, fifteen_inch}) {
    for (const TextSize text : every_size) {
      Panel panel(size, text);
      Medicines medicines{
          .lines = {"Slow release tablets in the morning and two drops of the other before going to bed"}};
      panel.show(std::ref(medicines));
      expect_good(panel, size_name(text));
    }
  }
}

TEST(Lines, a_long_text_gets_the_lines_that_the_panel_has_room_for) {
  const auto lines_of = [](PanelSize size) {
    Panel panel(size);
    const auto draw = [](Ui& ui) {
      ui.begin_screen({.id = "q", .instance = "text", .layout = Layout::question});
      ui.question({}, "What would you like to do again?", {"More", "Less"});
      ui.text_field({.id = "answer",
                     .value = "I would like to walk to the shop and back without having to sit down on the way, and to "
                              "sleep through the night again",
                     .suffix = "115 of 300",
                     .most_lines = 4});
      static_cast<void>(ui.keyboard({.erase_label = "Erase", .space_label = "Space"}));
      static_cast<void>(ui.footer(whole_footer));
      ui.end_screen();
    };
    panel.show(draw);
    expect_good(panel, "text");
    return panel.mm(panel.probe().find("field:answer")->rect.h);
  };
  EXPECT_GT(lines_of(fifteen_inch), 30);
  EXPECT_GE(lines_of(ten_inch), 14);
}

}  // namespace
}  // namespace anteroom::ui
