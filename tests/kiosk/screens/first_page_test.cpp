// What staff must not have to turn a page for, on a panel of 7 inches and in every language.
#include "tests/kiosk/screens/pages.h"
#include "tests/support/shipped_words.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <set>

namespace anteroom {
namespace {

using flow::OpenDay;
using testing::Page;

using Names = std::set<std::string, std::less<>>;

std::vector<Page> pages_named(const Names& names, const words::Words& words) {
  std::vector<Page> found;
  for (Page& page : testing::pages(words)) {
    if (names.contains(page.name)) found.push_back(std::move(page));
  }
  EXPECT_EQ(found.size(), names.size());
  return found;
}

using Look = std::function<void(const ui::Probe& probe, const Page& page, const words::Words& words)>;

// Each page, at rest, on both small panels and in every language.
void look_at(const std::function<std::vector<Page>(const words::Words&)>& pages, const Look& look) {
  for (const char* language : {"en", "es", "fr", "de", "pl", "vi"}) {
    const words::Words words = testing::shipped_words(language);
    for (const testing::PanelSize& panel : testing::panel_sizes) {
      if (!panel.name.starts_with("7-inch")) continue;
      SCOPED_TRACE(std::string(panel.name) + " " + language);
      const auto ui = ui::Ui::create(testing::page_options(panel, words)).value();
      for (const Page& page : pages(words)) {
        testing::tap_through(*ui, page, words);
        look(ui->probe(), page, words);
      }
    }
  }
}

bool reads(const ui::Probe& probe, std::string_view words) {
  return std::ranges::any_of(probe.texts, [&](const ui::TextRun& run) { return run.text.contains(words); });
}

// The others show what is said before their keys.
std::vector<Page> pages_with_keys(const words::Words& words) {
  std::vector<Page> pages = pages_named({"open-day", "open-day-wrong", "open-day-checking", "find", "find-nothing",
                                         "new-initials", "new-record-number", "keys-proof"},
                                        words);
  for (const OpenDay::Problem problem : {OpenDay::Problem::no_such_word, OpenDay::Problem::unavailable})
    pages.push_back(
        {.name = "open-day-refused",
         .view = screens::OpenDayView{.done = 2, .of = 6, .letters = "xq", .offered = {}, .problem = problem}});
  pages.push_back(
      {.name = "open-day-whole", .view = screens::OpenDayView{.done = 6, .of = 6, .letters = {}, .offered = {}}});
  return pages;
}

TEST(FirstPage, what_was_typed_wrong_is_said_beside_the_keys) {
  look_at(pages_with_keys, [](const ui::Probe& probe, const Page& page, const words::Words&) {
    EXPECT_EQ(probe.find("more"), nullptr) << page.name;
    for (const ui::TextRun& run : probe.texts) EXPECT_FALSE(run.clipped) << page.name << ": " << run.text;
  });
}

TEST(FirstPage, a_code_stands_beside_what_is_done_with_it) {
  look_at([](const words::Words& words) { return pages_named({"created", "created-slip-jammed"}, words); },
          [](const ui::Probe& probe, const Page& page, const words::Words& words) {
            EXPECT_TRUE(reads(probe, words.say("The patient types this code and their birth date."))) << page.name;
            EXPECT_NE(probe.find("code:4821"), nullptr) << page.name;
            EXPECT_NE(probe.find("start_now"), nullptr) << page.name;
          });
}

TEST(FirstPage, a_kiosk_that_is_not_ready_says_why) {
  look_at([](const words::Words& words) { return pages_named({"start-trouble"}, words); },
          [](const ui::Probe& probe, const Page&, const words::Words&) { EXPECT_TRUE(reads(probe, "kiosk.name")); });
}

TEST(FirstPage, what_was_refused_is_not_offered_again) {
  look_at(
      [](const words::Words& words) {
        return pages_named({"delete-nobody", "delete-in-use", "person-not-removed"}, words);
      },
      [](const ui::Probe& probe, const Page& page, const words::Words&) {
        EXPECT_EQ(probe.find("delete"), nullptr) << page.name;
        const ui::Mark* remove = probe.find("remove");
        EXPECT_TRUE(remove == nullptr || !remove->enabled) << page.name;
      });
  look_at([](const words::Words& words) { return pages_named({"person-name-taken"}, words); },
          [](const ui::Probe& probe, const Page& page, const words::Words&) {
            EXPECT_FALSE(probe.find("continue")->enabled) << page.name;
          });
}

TEST(FirstPage, what_a_ranking_is_told_stands_beside_it) {
  look_at([](const words::Words& words) { return pages_named({"ranked"}, words); },
          [](const ui::Probe& probe, const Page& page, const words::Words& words) {
            // Where none of those in the order stands it says how many there are.
            const bool has_one = std::ranges::any_of(
                probe.marks, [](const ui::Mark& mark) { return mark.selected && mark.id.starts_with("option:"); });
            EXPECT_EQ(reads(probe, words.say("Touch one again to take it away.")), has_one) << page.name;
            EXPECT_TRUE(has_one || reads(probe, "2")) << page.name;
          });
}

}  // namespace
}  // namespace anteroom
