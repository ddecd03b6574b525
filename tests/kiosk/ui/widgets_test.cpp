#include "tests/support/panel.h"

#include <algorithm>
#include <array>
#include <format>

namespace anteroom::ui {
namespace {

using std::chrono::milliseconds;
using testing::Panel;
using testing::PanelSize;
using testing::seven_inch;
using testing::seven_inch_upright;
using testing::ten_inch;

constexpr PageLabels pages{"More", "Less"};
constexpr std::string_view long_stem =
    "Moving or speaking so slowly that other people could have noticed? Or the opposite - being so fidgety or restless "
    "that you have been moving around a lot more than usual";
constexpr std::string_view preamble =
    "Over the last 2 weeks, how often have you been bothered by any of the following problems?";

constexpr Footer whole_footer{.ask_staff = FooterButton{"Ask staff"},
                              .back = FooterButton{"Back"},
                              .skip = FooterButton{"Skip"},
                              .decline = FooterButton{"Prefer not to answer"},
                              .next = FooterButton{"Continue"}};

// A question with four tiles; remembers what was chosen.
struct Tiles {
  std::string_view stem = "Feeling tired or having little energy";
  std::string_view instance = "one";
  std::array<std::string_view, 4> labels = {"Not at all", "Several days", "More than half the days",
                                            "Nearly every day"};
  std::optional<std::size_t> chosen = {};
  int taps = 0;

  void operator()(Ui& ui) {
    ui.begin_screen({.id = "patient.question", .instance = instance, .layout = Layout::question});
    ui.header({.clinic = "Riverside Pain Clinic", .progress = "Question 3 of 9", .step = 3, .of = 9});
    ui.question(preamble, stem, pages);
    std::array<Option, 4> options;
    for (std::size_t index = 0; index < 4; ++index) options[index] = {labels[index], chosen == index};
    if (const auto tapped = ui.choices(options)) {
      chosen = tapped;
      ++taps;
    }
    static_cast<void>(ui.footer(whole_footer));
    ui.end_screen();
  }
};

void expect_nothing_clipped(const Panel& panel) {
  for (const Mark& mark : panel.probe().marks) EXPECT_FALSE(mark.clipped) << mark.id;
  for (const TextRun& run : panel.probe().texts) EXPECT_FALSE(run.clipped) << run.text;
}

void expect_targets_large_and_apart(const Panel& panel, float least_mm, float gap_mm) {
  const std::vector<Mark>& marks = panel.probe().marks;
  for (const Mark& mark : marks) {
    if (mark.kind != MarkKind::target) continue;
    EXPECT_GE(panel.mm(mark.rect.w), least_mm) << mark.id;
    EXPECT_GE(panel.mm(mark.rect.h), least_mm) << mark.id;
    for (const Mark& other : marks) {
      if (&other == &mark || other.kind != MarkKind::target) continue;
      const float across = std::max(other.rect.x - mark.rect.right(), mark.rect.x - other.rect.right());
      const float down = std::max(other.rect.y - mark.rect.bottom(), mark.rect.y - other.rect.bottom());
      EXPECT_GE(panel.mm(std::max(across, down)), gap_mm) << mark.id << " and " << other.id;
    }
  }
}

TEST(Widgets, answers_are_at_least_20_mm_where_a_10_inch_panel_has_room) {
  Panel panel;
  Tiles tiles;
  panel.show(std::ref(tiles));
  for (int index = 0; index < 4; ++index) {
    const Mark* mark = panel.probe().find(std::format("option:{}", index));
    ASSERT_NE(mark, nullptr);
    EXPECT_GE(panel.mm(mark->rect.h), 20);
    EXPECT_GE(panel.mm(mark->rect.w), 20);
  }
  expect_targets_large_and_apart(panel, 16, 3);
  expect_nothing_clipped(panel);
}

TEST(Widgets, the_longest_item_of_phq_9_shows_whole_on_10_inches) {
  Panel panel;
  Tiles tiles{.stem = long_stem};
  panel.show(std::ref(tiles));
  EXPECT_EQ(panel.probe().find("more"), nullptr);
  expect_nothing_clipped(panel);
  expect_targets_large_and_apart(panel, 16, 3);
  std::string shown;
  for (const TextRun& run : panel.probe().texts) shown += run.text;
  EXPECT_TRUE(shown.contains(long_stem));
  EXPECT_TRUE(shown.contains(preamble));
}

TEST(Widgets, on_7_inches_a_long_item_is_read_whole_before_it_stands_above_its_answers) {
  Panel panel(seven_inch);
  Tiles tiles{.stem = long_stem};
  panel.show(std::ref(tiles));
  const auto shown = [&] {
    std::string all;
    for (const TextRun& run : panel.probe().texts) all += run.text;
    return all;
  };
  EXPECT_TRUE(shown().contains(preamble));
  EXPECT_TRUE(shown().contains(long_stem));
  EXPECT_EQ(panel.probe().find("option:0"), nullptr) << "nobody answers what they may not have read";
  panel.wait(milliseconds(400));
  EXPECT_TRUE(panel.tap("more", std::ref(tiles)));
  EXPECT_TRUE(shown().contains(long_stem));
  for (const char* id : {"option:0", "option:1", "option:2", "option:3"}) {
    const Mark* const option = panel.probe().find(id);
    ASSERT_NE(option, nullptr) << id;
    EXPECT_TRUE(option->enabled);
  }
  panel.wait(milliseconds(400));
  EXPECT_TRUE(panel.tap("back", std::ref(tiles)));
  EXPECT_EQ(panel.probe().find("option:0"), nullptr);
  EXPECT_TRUE(shown().contains(preamble)) << "it can be read again";
}

TEST(Widgets, on_7_inches_more_turns_through_every_word_of_a_long_item) {
  Panel panel(seven_inch);
  Tiles tiles{.stem = long_stem};
  panel.show(std::ref(tiles));
  std::string shown;
  for (int page = 0; page < 12 && panel.probe().find("more") != nullptr; ++page) {
    expect_nothing_clipped(panel);
    expect_targets_large_and_apart(panel, 16, 3);
    for (const TextRun& run : panel.probe().texts) shown += run.text + " ";
    panel.wait(milliseconds(400));
    EXPECT_TRUE(panel.tap("more", std::ref(tiles)));
  }
  for (const TextRun& run : panel.probe().texts) shown += run.text + " ";
  for (const std::string_view words : {"so slowly", "fidgety", "more than usual", "last 2 weeks", "problems?"}) {
    EXPECT_TRUE(shown.contains(words)) << words;
  }
  EXPECT_NE(panel.probe().find("option:3"), nullptr);
}

TEST(Widgets, long_labels_wrap_and_are_never_cut) {
  Panel panel;
  Tiles tiles;
  tiles.labels = {"I do it without any difficulty at all", "I do it, but it is a little difficult",
                  "I do it only with help from another person", "I cannot do it"};
  panel.show(std::ref(tiles));
  expect_nothing_clipped(panel);
  expect_targets_large_and_apart(panel, 16, 3);
}

TEST(Widgets, all_that_patients_read_has_capitals_of_4_8_mm) {
  Panel panel(ten_inch);
  Tiles tiles{.stem = long_stem};
  panel.show(std::ref(tiles));
  for (const TextRun& run : panel.probe().texts) EXPECT_GE(run.capital_height_mm, 4.8F) << run.text;
}

TEST(Widgets, smaller_letters_come_before_answers_out_of_sight_and_no_sooner) {
  struct Case {
    PanelSize panel;
    TextSize size;
    std::string_view stem;
    float least_mm;
    float most_mm;  // of the answers
  };
  for (const Case& one : {Case{ten_inch, TextSize::largest, long_stem, 3.7F, 6.5F},
                          Case{ten_inch, TextSize::largest, "How are you?", 6.3F, 9.0F},
                          Case{seven_inch, TextSize::large, long_stem, 3.7F, 4.9F},
                          Case{seven_inch, TextSize::medium, "How are you?", 4.7F, 5.0F}}) {
    Panel panel(one.panel, one.size);
    Tiles tiles{.stem = one.stem};
    panel.show(std::ref(tiles));
    panel.wait(milliseconds(400));
    if (panel.probe().find("more") != nullptr) {
      EXPECT_TRUE(panel.tap("more", std::ref(tiles)));
    }
    for (const char* id : {"option:0", "option:1", "option:2", "option:3"})
      EXPECT_NE(panel.probe().find(id), nullptr) << one.stem << id;
    EXPECT_EQ(panel.probe().find("list:more"), nullptr);
    const auto answer = std::ranges::find(panel.probe().texts, "Not at all", &TextRun::text);
    ASSERT_NE(answer, panel.probe().texts.end());
    EXPECT_GE(answer->capital_height_mm, one.least_mm) << one.stem;
    EXPECT_LE(answer->capital_height_mm, one.most_mm) << one.stem;
    expect_nothing_clipped(panel);
  }
}

TEST(Widgets, a_larger_text_size_is_larger_and_still_whole) {
  Panel panel(ten_inch, TextSize::large);
  Tiles tiles;
  panel.show(std::ref(tiles));
  for (const Mark& mark : panel.probe().marks) EXPECT_FALSE(mark.clipped) << mark.id;
  const auto stem =
      std::ranges::find_if(panel.probe().texts, [](const TextRun& run) { return run.text.contains("tired"); });
  ASSERT_NE(stem, panel.probe().texts.end());
  EXPECT_GE(stem->capital_height_mm, 6.4F);
}

TEST(Widgets, an_answer_is_taken_on_release_and_only_there) {
  Panel panel;
  Tiles tiles;
  panel.show(std::ref(tiles));
  panel.wait(milliseconds(300));
  const Rect first = panel.probe().find("option:0")->rect;
  panel.press(first.center(), std::ref(tiles));
  EXPECT_EQ(tiles.taps, 0);
  panel.slide({first.center().x, first.y - 40}, std::ref(tiles));
  EXPECT_FALSE(panel.release(std::ref(tiles)));
  EXPECT_EQ(tiles.taps, 0);
  EXPECT_TRUE(panel.tap("option:0", std::ref(tiles)));
  EXPECT_EQ(tiles.taps, 1);
  EXPECT_TRUE(panel.probe().find("option:0")->selected);
}

TEST(Widgets, choosing_moves_nothing) {
  Panel panel;
  Tiles tiles;
  panel.show(std::ref(tiles));
  const Probe before = panel.probe();
  tiles.chosen = 2;
  panel.show(std::ref(tiles));
  ASSERT_EQ(before.marks.size(), panel.probe().marks.size());
  for (std::size_t index = 0; index < before.marks.size(); ++index) {
    EXPECT_EQ(before.marks[index].rect, panel.probe().marks[index].rect) << before.marks[index].id;
  }
}

TEST(Widgets, the_footer_boxes_do_not_drift_by_a_pixel) {
  for (const PanelSize size : {ten_inch, seven_inch}) {
    Panel panel(size);
    const auto other = [](Layout layout) {
      return [layout](Ui& ui) {
        ui.begin_screen({.id = "other", .instance = "other", .layout = layout});
        ui.heading("Something else entirely");
        static_cast<void>(ui.footer(whole_footer));
        ui.end_screen();
      };
    };
    Tiles tiles;
    panel.show(std::ref(tiles));
    const Probe question = panel.probe();
    for (const Layout layout :
         {Layout::page, Layout::centered, Layout::keypad, Layout::keyboard, Layout::staff, Layout::question}) {
      panel.show(other(layout));
      for (const std::string_view id : {"back", "ask_staff", "skip", "decline", "continue"}) {
        ASSERT_NE(panel.probe().find(id), nullptr);
        EXPECT_EQ(panel.probe().find(id)->rect, question.find(id)->rect) << id;
      }
    }
  }
}

TEST(Widgets, eleven_numbers_stand_on_one_row_of_a_10_inch_panel) {
  Panel panel;
  std::optional<int> answer;
  const auto draw = [&](Ui& ui) {
    ui.begin_screen({.id = "patient.question", .instance = "nrs", .layout = Layout::question});
    ui.question({}, "Please rate your pain on average in the last 24 hours.", pages);
    if (const auto tapped = ui.number_row(
            {.low_anchor = "No pain", .high_anchor = "Pain as bad as you can imagine", .selected = answer})) {
      answer = tapped;
    }
    static_cast<void>(ui.footer(whole_footer));
    ui.end_screen();
  };
  panel.show(draw);
  expect_nothing_clipped(panel);
  expect_targets_large_and_apart(panel, 16, 3);
  EXPECT_EQ(panel.probe().find("option:0")->rect.y, panel.probe().find("option:10")->rect.y);
  panel.wait(milliseconds(300));
  EXPECT_TRUE(panel.tap("option:10", draw));
  EXPECT_EQ(answer, 10);
}

TEST(Widgets, a_number_row_that_starts_at_one_gives_the_number_not_the_index) {
  Panel panel;
  std::optional<int> answer;
  const auto draw = [&](Ui& ui) {
    ui.begin_screen({.id = "q", .layout = Layout::question});
    if (const auto tapped = ui.number_row({.low = 1, .high = 5})) answer = tapped;
    ui.end_screen();
  };
  panel.show(draw);
  panel.wait(milliseconds(300));
  panel.tap("option:0", draw);
  EXPECT_EQ(answer, 1);
}

TEST(Widgets, keys_type_and_shift_is_for_one_letter) {
  Panel panel;
  std::string typed;
  const auto draw = [&](Ui& ui) {
    ui.begin_screen({.id = "q", .layout = Layout::keyboard});
    ui.text_field({.id = "text", .value = typed});
    if (const auto key = ui.keyboard({.erase_label = "Erase", .space_label = "Space"})) {
      if (key->erase) {
        if (!typed.empty()) typed.pop_back();
      } else {
        typed += static_cast<char>(key->letter);
      }
    }
    static_cast<void>(ui.footer(whole_footer));
    ui.end_screen();
  };
  panel.show(draw);
  for (const char* key : {"key:shift", "key:h", "key:i", "key:space", "key:x", "key:erase", "key:digits", "key:4"}) {
    panel.wait(milliseconds(400));
    EXPECT_TRUE(panel.tap(key, draw)) << key;
  }
  EXPECT_EQ(typed, "Hi 4");
  expect_nothing_clipped(panel);
  expect_targets_large_and_apart(panel, 16, 3);
}

TEST(Widgets, a_full_field_takes_no_digit_but_can_be_erased) {
  Panel panel;
  const auto draw = [&](Ui& ui) {
    ui.begin_screen({.id = "q", .layout = Layout::keypad});
    static_cast<void>(ui.keypad({.enabled = false}));
    ui.end_screen();
  };
  panel.show(draw);
  EXPECT_FALSE(panel.probe().find("key:5")->enabled);
  EXPECT_TRUE(panel.probe().find("key:erase")->enabled);
}

TEST(Widgets, rows_that_do_not_fit_stand_on_the_next_page) {
  Panel panel;
  std::optional<std::size_t> opened;
  std::vector<std::string> ids;
  for (int row = 0; row < 12; ++row) ids.push_back(std::format("visit:{}", 1000 + row));
  const auto draw = [&](Ui& ui) {
    ui.begin_screen({.id = "nurse.visits", .layout = Layout::staff});
    ui.heading("Visits");
    std::vector<Row> rows;
    for (const std::string& id : ids) rows.push_back({.id = id, .title = id, .pill = "Finished"});
    if (const auto tapped = ui.list(rows, pages)) opened = tapped;
    ui.end_screen();
  };
  panel.show(draw);
  ASSERT_NE(panel.probe().find("visit:1000"), nullptr);
  EXPECT_EQ(panel.probe().find("visit:1011"), nullptr);
  EXPECT_FALSE(panel.probe().find("less")->enabled);
  for (int page = 0; page < 6 && panel.probe().find("visit:1011") == nullptr; ++page) {
    expect_nothing_clipped(panel);
    expect_targets_large_and_apart(panel, 16, 3);
    panel.wait(milliseconds(400));
    panel.tap("more", draw);
  }
  ASSERT_NE(panel.probe().find("visit:1011"), nullptr);
  EXPECT_FALSE(panel.probe().find("more")->enabled);
  panel.wait(milliseconds(400));
  panel.tap("visit:1011", draw);
  EXPECT_EQ(opened, 11U);
}

TEST(Widgets, a_list_of_staffs_opens_where_its_choice_is_and_stays_where_it_is_turned_to) {
  Panel panel(seven_inch);
  std::vector<std::string> ids;
  for (int row = 0; row < 10; ++row) ids.push_back(std::format("language:{}", row));
  const auto draw = [&](Ui& ui) {
    ui.begin_screen({.id = "nurse.new_visit", .layout = Layout::staff, .audience = Audience::staff});
    ui.heading("Which language does the patient read?");
    std::vector<Row> rows;
    for (const std::string& id : ids)
      rows.push_back({.id = id, .title = "A language of the patient's", .selected = id == ids.back()});
    static_cast<void>(ui.list(rows, pages));
    ui.end_screen();
  };
  panel.show(draw);
  ASSERT_NE(panel.probe().find("language:9"), nullptr);
  EXPECT_EQ(panel.probe().find("language:0"), nullptr);
  for (int page = 0; page < 6 && panel.probe().find("language:0") == nullptr; ++page) {
    panel.wait(milliseconds(400));
    panel.tap("less", draw);
  }
  ASSERT_NE(panel.probe().find("language:0"), nullptr);
  panel.show(draw);
  EXPECT_NE(panel.probe().find("language:0"), nullptr) << "nobody is taken back to it";
}

// A table of scores by day, as long as is asked for.
struct Scores {
  std::size_t forms = 3;
  std::vector<std::string> days{"2026-05-20", "2026-08-21", "2026-11-23"};
  std::vector<std::string> cells{"7.0", "–", "4.3"};
  std::size_t shown = 0;

  void operator()(Ui& ui) {
    ui.begin_screen({.id = "nurse.history", .layout = Layout::staff, .audience = Audience::staff, .pages = pages});
    std::vector<std::string> names;
    for (std::size_t form = 0; form < forms; ++form) names.push_back(std::format("Form {}", form));
    std::vector<TableRow> rows;
    for (const std::string& name : names) rows.push_back({.name = name, .cells = cells, .note = "no clear change"});
    shown = ui.table(days, rows);
    ui.end_screen();
  }
};

std::vector<Rect> places_of(const Panel& panel, std::string_view words) {
  std::vector<Rect> places;
  for (const TextRun& run : panel.probe().texts) {
    if (run.text == words) places.push_back(run.rect);
  }
  return places;
}

TEST(Table, each_number_stands_below_its_day) {
  Panel panel(ten_inch);
  panel.show(Scores{});
  expect_nothing_clipped(panel);
  for (const auto& [day, cell] : {std::pair{"2026-05-20", "7.0"}, {"2026-08-21", "–"}, {"2026-11-23", "4.3"}}) {
    const auto head = places_of(panel, day);
    const auto numbers = places_of(panel, cell);
    ASSERT_EQ(head.size(), 1U) << day;
    ASSERT_EQ(numbers.size(), 3U) << cell;
    for (const Rect& number : numbers) EXPECT_NEAR(number.right(), head[0].right(), 1.5F) << cell;
  }
}

TEST(Table, a_narrow_panel_shows_the_newest_columns_and_the_note_below) {
  Panel panel(seven_inch_upright);
  Scores scores{.days = {"2024-02-01", "2025-08-02", "2026-05-20", "2026-08-21", "2026-11-23"},
                .cells = {"8.0", "7.7", "7.0", "–", "4.3"}};
  panel.show(std::ref(scores));
  expect_nothing_clipped(panel);
  EXPECT_EQ(scores.shown, 3U);
  EXPECT_TRUE(places_of(panel, "2025-").empty());
  EXPECT_TRUE(places_of(panel, "7.7").empty());
  EXPECT_EQ(places_of(panel, "2026-").size(), 3U) << "a day is broken rather than left out";
  EXPECT_EQ(places_of(panel, "11-23").size(), 1U);
  const auto newest = places_of(panel, "4.3");
  const auto notes = places_of(panel, "no clear change");
  ASSERT_EQ(newest.size(), 3U);
  ASSERT_EQ(notes.size(), 3U);
  EXPECT_GT(notes[0].y, newest[0].y);
}

TEST(Table, a_further_page_has_the_days_again) {
  Panel panel(seven_inch);
  Scores scores{.forms = 30};
  panel.show(std::ref(scores));
  EXPECT_EQ(places_of(panel, "2026-11-23").size(), 1U);
  panel.wait(milliseconds(400));
  panel.tap("more", std::ref(scores));
  EXPECT_EQ(places_of(panel, "2026-11-23").size(), 1U);
  EXPECT_TRUE(places_of(panel, "Form 0").empty());
  expect_nothing_clipped(panel);
}

TEST(Widgets, what_leads_to_several_questions_is_read_once) {
  Panel panel(seven_inch);
  Tiles first{.stem = long_stem, .instance = "one"};
  Tiles second{.stem = long_stem, .instance = "two"};
  panel.show(std::ref(first));
  panel.wait(milliseconds(400));
  EXPECT_EQ(panel.probe().find("option:0"), nullptr);
  panel.tap("more", std::ref(first));
  EXPECT_NE(panel.probe().find("option:0"), nullptr);
  panel.show(std::ref(second));
  EXPECT_NE(panel.probe().find("option:0"), nullptr) << "it was read a moment ago";
  panel.ui().forget_shown();
  panel.show(std::ref(second));
  EXPECT_EQ(panel.probe().find("option:0"), nullptr) << "the next person has not read it";
}

TEST(Widgets, a_new_session_starts_with_the_settings_of_the_kiosk) {
  Panel panel;
  Tiles tiles;
  panel.ui().set_theme(Theme::dark);
  panel.ui().set_text_size(TextSize::largest);
  panel.show(std::ref(tiles));
  const unsigned fonts = panel.ui().font_generation();
  panel.ui().reset_session();
  EXPECT_TRUE(panel.probe().marks.empty());
  EXPECT_TRUE(panel.probe().texts.empty());
  panel.show(std::ref(tiles));
  EXPECT_EQ(panel.ui().theme(), Theme::light);
  EXPECT_EQ(panel.ui().text_size(), TextSize::medium);
  EXPECT_GT(panel.ui().font_generation(), fonts);
  for (const TextRun& run : panel.probe().texts) EXPECT_LT(run.capital_height_mm, 6);
}

TEST(Widgets, content_in_the_middle_settles_in_two_frames) {
  Panel panel;
  const auto draw = [](Ui& ui) {
    ui.begin_screen({.id = "patient.thanks", .layout = Layout::centered});
    ui.title("Thank you");
    ui.end_screen();
  };
  panel.show(draw);
  EXPECT_FALSE(panel.ui().unsettled());
  const Rect title = panel.probe().texts.front().rect;
  EXPECT_NEAR(title.center().x, 640, 2);
  EXPECT_NEAR(title.center().y, 400, 60);
}

}  // namespace
}  // namespace anteroom::ui
