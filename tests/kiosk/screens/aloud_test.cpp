// Spoken equals shown: what is read of every screen is what stands on it, no more and no less; and who it is read to.
#include "tests/kiosk/screens/pages.h"
#include "tests/support/finger.h"
#include "tests/support/shipped_words.h"

#include <gmock/gmock.h>
#include <map>

namespace anteroom {
namespace {

using ::testing::ElementsAre;
using testing::Finger;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::KioskWorld;
using ::testing::Not;
using testing::Page;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<std::string> parts_of(std::string_view spoken) {
  std::vector<std::string> parts;
  while (!spoken.empty()) {
    const std::size_t end = std::min(spoken.find("\n\n"), spoken.size());
    parts.emplace_back(spoken.substr(0, end));
    spoken.remove_prefix(std::min(spoken.size(), end + 2));
  }
  return parts;
}

// Draws the page until it is settled.
const ui::Probe& shown(ui::Ui& ui, const Page& page, const words::Words& words) {
  testing::tap_through(ui, page, words);
  static std::chrono::milliseconds now{0};
  for (int frame = 0; frame < ui::most_frames_to_rest; ++frame) {
    ui.begin_frame({{-1, -1}, false, now += std::chrono::milliseconds{400}});
    testing::draw_page(ui, page, words);
    ui.end_frame();
    if (!ui.unsettled()) break;
  }
  return ui.probe();
}

// Keys by their own marks, apart from what the screen says of its texts.
bool is_on_a_key(const ui::TextRun& run, const ui::Probe& probe) {
  return std::ranges::any_of(probe.marks, [&](const ui::Mark& mark) {
    return mark.id.starts_with("key:") && mark.rect.contains(run.rect.center());
  });
}

TEST(SpokenWords, are_every_visible_text_of_every_screen_once) {
  for (const char* language : {"en", "vi"}) {
    const words::Words words = testing::shipped_words(language);
    for (const testing::PanelSize& panel : {testing::panel_sizes[2], testing::panel_sizes[3]}) {
      const auto ui = ui::Ui::create(testing::page_options(panel, words));
      ASSERT_TRUE(ui) << ui.error().detail;
      for (const Page& page : testing::read_aloud(testing::pages(words))) {
        SCOPED_TRACE(page.name);
        const ui::Probe& probe = shown(**ui, page, words);
        std::map<std::string, int> visible;
        for (const ui::TextRun& run : probe.texts) {
          if (!run.text.empty() && !is_on_a_key(run, probe)) ++visible[run.text];
        }
        std::map<std::string, int> spoken;
        for (const std::string& part : parts_of(screens::spoken_words(probe))) ++spoken[part];
        EXPECT_EQ(spoken, visible);
        EXPECT_THAT(spoken, Not(IsEmpty()));
      }
    }
  }
}

std::vector<std::string> spoken_of(std::string_view name) {
  const words::Words words = testing::shipped_words("en");
  const auto ui = ui::Ui::create(testing::page_options(testing::panel_sizes[2], words));
  for (const Page& page : testing::read_aloud(testing::pages(words))) {
    if (page.name == name) return parts_of(screens::spoken_words(shown(**ui, page, words)));
  }
  ADD_FAILURE() << "no page " << name;
  return {};
}

TEST(SpokenWords, come_in_the_order_in_which_they_are_read) {
  EXPECT_THAT(spoken_of("tiles"),
              ElementsAre("Question 24 of 28",
                          "Over the last 2 weeks, how often have you been bothered by any of the following problems?",
                          StartsWith("Feeling bad about yourself"), "Not at all", "Several days",
                          "More than half the days", "Nearly every day", "Back", "Ask staff", "Later",
                          "Prefer not to answer", "Continue", "Riverside Pain Clinic"));
  EXPECT_THAT(spoken_of("row"),
              ElementsAre("Question 6 of 28", StartsWith("What number best describes"), "Does not interfere", "0", "1",
                          "2", "3", "4", "5", "6", "7", "8", "9", "10", "Completely interferes", "Back", "Ask staff",
                          "Later", "Prefer not to answer", "Continue", "Riverside Pain Clinic"));
  // A row of a list from its beginning, although its end is drawn first.
  const auto review = spoken_of("review");
  ASSERT_GT(review.size(), 7U);
  EXPECT_THAT(
      std::vector(review.begin(), review.begin() + 7),
      ElementsAre(StartsWith("Page 1 of"), "Your answers", StartsWith("Touch an answer"),
                  "1 question has no answer: show it", "Your pain", "How would you rate your pain right now?", "7"));
}

TEST(SpokenWords, leave_the_keys_out) {
  const auto words = spoken_of("text");
  EXPECT_THAT(words, Not(::testing::Contains("q")));
  EXPECT_THAT(words, ::testing::Contains("What would you like to do again?"));
}

// ---- the button -----------------------------------------------------------------------------------------------------

class Aloud : public ::testing::Test {
 protected:
  // Headphones in the settings, and the sound test passed unless told otherwise.
  void open(bool is_tested = true) {
    m_world.config.audio.headphones = true;
    if (is_tested) {
      const platform::SoundTest passed{m_world.clock.local_date(m_world.clock.now()), "R. Meyer", ""};
      EXPECT_TRUE(m_world.store->set_sound_test(passed));
    }
    m_world.services->languages = {"en", "es"};
    open(flow::start(*m_world.services));
  }
  void open(flow::State state) {
    auto made = ui::Ui::create(testing::page_options(testing::panel_sizes[2], {}));
    ASSERT_TRUE(made) << made.error().detail;
    m_ui = std::move(*made);
    m_app =
        std::make_unique<screens::App>(*m_world.services, std::move(state), testing::shipped_vocabulary({"en", "es"}));
    m_finger = std::make_unique<Finger>(m_world, *m_ui, *m_app);
  }
  // On the first question of a form.
  void begin(const std::string& language = "", const FormId& form = "nrs") {
    open();
    const auto row = m_world.store->start_visit({.record_number = "1",
                                                 .initials = "AB",
                                                 .birth_date = KioskWorld::birth_date,
                                                 .battery = "intake",
                                                 .forms = {form},
                                                 .withheld = {},
                                                 .started_by = "R. Meyer",
                                                 .language = language},
                                                m_world.clock.now(), 4821);
    ASSERT_TRUE(row);
    finger().tap("start");
    finger().type(row->code);
    finger().tap("continue");
    finger().type("05031957");
    finger().tap("continue");
    finger().tap("continue");
    ASSERT_EQ(finger().screen(), "patient.question");
  }

  [[nodiscard]] KioskWorld& world() { return m_world; }
  [[nodiscard]] Finger& finger() { return *m_finger; }
  [[nodiscard]] bool is_speaking() { return m_world.speech.speaking().value_or(false); }
  [[nodiscard]] const testing::MemorySpeech::Said& last_said() const { return m_world.speech.said().back(); }

 private:
  KioskWorld m_world;
  std::unique_ptr<ui::Ui> m_ui;
  std::unique_ptr<screens::App> m_app;
  std::unique_ptr<Finger> m_finger;
};

TEST_F(Aloud, is_offered_only_with_headphones_that_staff_have_tested) {
  open(false);
  EXPECT_FALSE(finger().sees("aloud"));
}

TEST_F(Aloud, reads_what_is_shown_and_stops_when_touched_again) {
  begin();
  finger().tap("aloud");
  EXPECT_TRUE(is_speaking());
  EXPECT_EQ(last_said().text, screens::spoken_words(finger().probe()));
  EXPECT_THAT(last_said().text, HasSubstr("pain"));
  EXPECT_EQ(last_said().language, "en");
  finger().tap("aloud");
  EXPECT_FALSE(is_speaking());
  finger().tap("aloud");
  EXPECT_TRUE(is_speaking());
  world().speech.come_to_the_end();
  finger().rest();
  finger().tap("aloud");
  EXPECT_THAT(world().speech.said(), SizeIs(3)) << "after the end a touch begins anew";
  finger().tap("option:3");
  EXPECT_TRUE(is_speaking()) << "to choose does not interrupt who listens";
}

TEST_F(Aloud, falls_silent_when_the_screen_is_left_hidden_or_covered) {
  begin();
  for (const auto& [away, back] : std::vector<std::pair<const char*, const char*>>{
           {"hide", "go_on"}, {"ask_staff", "continue"}, {"reading", "continue"}, {"back", "continue"}}) {
    finger().tap("aloud");
    ASSERT_TRUE(is_speaking()) << away;
    finger().tap(away);
    EXPECT_FALSE(is_speaking()) << away;
    finger().tap(back);
  }
  finger().tap("option:3");
  finger().tap("aloud");
  finger().tap("continue");
  EXPECT_FALSE(is_speaking()) << "another question";
}

TEST_F(Aloud, who_listens_is_not_idle_and_who_has_heard_all_is) {
  begin();
  finger().tap("aloud");
  finger().rest(std::chrono::seconds{130});
  EXPECT_EQ(finger().screen(), "patient.question");
  EXPECT_TRUE(is_speaking());
  world().speech.come_to_the_end();
  finger().rest(std::chrono::seconds{121});
  EXPECT_EQ(finger().screen(), "patient.still_here");
  finger().tap("aloud");
  EXPECT_THAT(last_said().text, HasSubstr("Are you still there?"));
}

TEST_F(Aloud, speaks_the_language_of_the_form) {
  begin("es", "phq-2");
  finger().tap("aloud");
  EXPECT_EQ(last_said().language, "es");
  EXPECT_THAT(last_said().text, HasSubstr("Poco"));
}

TEST_F(Aloud, is_as_fast_and_loud_as_the_patient_wants_and_the_next_one_begins_anew) {
  open();
  finger().tap("reading");
  const auto page_on = [&] {
    if (!finger().sees("pace:2")) finger().tap("more");
  };
  page_on();
  finger().tap("pace:2");
  if (!finger().sees("loudness:0")) finger().tap("more");
  finger().tap("loudness:0");
  finger().tap("continue");
  finger().tap("aloud");
  const auto chosen = last_said();
  finger().tap("aloud");
  finger().tap("start");
  finger().tap("back");
  finger().tap("aloud");
  EXPECT_GT(chosen.words_per_minute, last_said().words_per_minute);
  EXPECT_LT(chosen.volume, last_said().volume);
}

TEST_F(Aloud, is_not_offered_any_more_when_nothing_can_be_said) {
  begin();
  finger().tap("aloud");
  world().speech.break_down();
  finger().rest();
  EXPECT_FALSE(finger().sees("aloud"));
  EXPECT_EQ(world().log.count(platform::Event::speech_failed), 1);
  EXPECT_EQ(world().log.count(platform::Event::sound_test_lost), 1);
  EXPECT_FALSE(world().store->sound_test().value().has_value()) << "without sound nobody knows of the headphones";
}

TEST_F(Aloud, a_voice_that_is_missing_says_nothing_of_the_headphones) {
  begin();
  finger().tap("aloud");
  world().speech.break_down(Fault::unsupported);
  finger().rest();
  EXPECT_TRUE(finger().sees("aloud"));
  world().speech.go_missing();
  finger().tap("aloud");
  EXPECT_FALSE(finger().sees("aloud")) << "the whole program is";
}

TEST_F(Aloud, the_sound_test_says_its_sentence_as_loud_as_can_be) {
  world().config.audio.headphones = true;
  flow::State state = flow::start(*world().services);
  state.screen = flow::Staff{1, "R. Meyer", flow::staff::VisitList{}};
  open(std::move(state));
  finger().tap("sound_test");
  ASSERT_EQ(finger().screen(), "nurse.sound_test");
  EXPECT_FALSE(finger().probe().find("heard")->enabled) << "nothing has been played yet";
  finger().tap("play");
  ASSERT_TRUE(is_speaking());
  EXPECT_TRUE(finger().reads(last_said().text));
  const int loudest = last_said().volume;
  finger().tap("heard");
  EXPECT_EQ(finger().screen(), "nurse.sound_test");
  EXPECT_FALSE(is_speaking());
  EXPECT_TRUE(finger().reads("R. Meyer"));
  finger().tap("back");
  finger().tap("sign_out");
  ASSERT_TRUE(finger().sees("aloud")) << "from now on";
  finger().tap("aloud");
  EXPECT_LT(last_said().volume, loudest);
  EXPECT_EQ(world().log.count(platform::Event::sound_test_passed), 1);
}

}  // namespace
}  // namespace anteroom
