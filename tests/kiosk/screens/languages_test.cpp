// Who reads which language on which screen, looked at through what the screens show. Only a form that an interpreter
// reads out stands between words of another language.
#include "tests/support/finger.h"
#include "tests/support/shipped_words.h"

#include <filesystem>

namespace anteroom {
namespace {

using testing::Finger;
using testing::KioskWorld;

// What English and Spanish footers and headers say; a screen shows those of one of the two.
const std::vector<std::string> english = {"Back",     "Continue", "Ask staff", "Later",           "Staff",
                                          "Question", "Finish",   "Yes",       "Before you start"};
const std::vector<std::string> spanish = {"Atrás",    "Seguir",   "Pedir ayuda", "Más tarde",       "Personal",
                                          "Pregunta", "Terminar", "Sí",          "Antes de empezar"};

class Languages : public ::testing::Test {
 protected:
  void open(const std::vector<std::string>& languages) {
    m_world.services->languages = languages;
    const std::filesystem::path fonts = std::filesystem::path(ANTEROOM_SHARE_DIR) / "fonts";
    ui::UiOptions options;
    options.metrics = {{1280, 800}, 1280.0F / 217};
    options.fonts = {fonts / "screen-regular.ttf", fonts / "screen-bold.ttf", fonts / "screen-fallback.ttf",
                     fonts / "screen-fallback-bold.ttf"};
    words::Vocabulary vocabulary = testing::shipped_vocabulary(languages);
    options.letters = testing::letters_in(vocabulary.texts());
    auto made = ui::Ui::create(options);
    ASSERT_TRUE(made) << made.error().detail;
    m_ui = std::move(*made);
    m_app = std::make_unique<screens::App>(*m_world.services, std::move(m_world.state), std::move(vocabulary));
    m_finger = std::make_unique<Finger>(m_world, *m_ui, *m_app);
  }

  // In Spanish; its forms that do not speak it are done with an interpreter.
  std::string visit_with_interpreter() {
    platform::NewVisit visit{"10023-4", "AB", KioskWorld::birth_date, "screening", {"phq-2", "gad-2"}, {}, "R. Meyer"};
    visit.language = "es";
    visit.interpreted = {"gad-2"};
    auto row = m_world.store->start_visit(visit, m_world.clock.now(), m_world.random.below(10'000));
    EXPECT_TRUE(row);
    return row ? row->code : "";
  }
  void check_in(const std::string& code) {
    tap("start");
    m_finger->type(code);
    tap("continue");
    m_finger->type("05031957");
    tap("continue");
  }

  void tap(std::string_view id) {
    m_finger->tap(id);
    expect_one_language();
  }
  [[nodiscard]] bool says_one_of(const std::vector<std::string>& words) const {
    return std::ranges::any_of(m_finger->probe().texts, [&](const ui::TextRun& run) {
      return std::ranges::any_of(
          words, [&](const std::string& word) { return run.text == word || run.text.starts_with(word + " "); });
    });
  }
  void expect_one_language() const {
    EXPECT_FALSE(says_one_of(english) && says_one_of(spanish)) << m_finger->screen() << " mixes two languages";
    for (const ui::TextRun& run : m_finger->probe().texts) EXPECT_FALSE(run.unknown_letter) << run.text;
  }
  [[nodiscard]] bool in_spanish() const { return says_one_of(spanish); }
  [[nodiscard]] bool in_english() const { return says_one_of(english); }

  KioskWorld m_world;
  std::unique_ptr<ui::Ui> m_ui;
  std::unique_ptr<screens::App> m_app;
  std::unique_ptr<Finger> m_finger;
};

TEST_F(Languages, one_language_shows_no_choice) {
  open({"en"});
  EXPECT_TRUE(m_finger->sees("start"));
  EXPECT_FALSE(m_finger->sees("language:es"));
}

TEST_F(Languages, the_welcome_offers_the_others_in_their_own_names) {
  open({"en", "es", "vi"});
  EXPECT_FALSE(m_finger->sees("language:en")) << "it is on the screen already";
  EXPECT_TRUE(m_finger->reads("Español"));
  EXPECT_TRUE(m_finger->reads("Tiếng Việt"));
  tap("language:es");
  EXPECT_TRUE(m_finger->reads("Le damos la bienvenida"));
  EXPECT_TRUE(m_finger->reads("English"));
  EXPECT_FALSE(m_finger->sees("language:es"));
  tap("start");
  EXPECT_TRUE(in_spanish());
  tap("ask_staff");
  EXPECT_TRUE(m_finger->reads("Pregunte en la recepción"));
  tap("continue");
  EXPECT_EQ(m_finger->screen(), "patient.code") << "who asked for help goes on where they were";
  EXPECT_TRUE(in_spanish());
  m_finger->rest(std::chrono::seconds{180});
  EXPECT_TRUE(m_finger->reads("Welcome")) << "the next one is greeted in the clinic's own language";
}

TEST_F(Languages, staff_read_the_clinics_own_whatever_was_chosen) {
  open({"es", "en"});
  EXPECT_TRUE(m_finger->reads("Le damos la bienvenida"));
  tap("language:en");
  EXPECT_TRUE(m_finger->reads("Welcome"));
  tap("staff");
  EXPECT_TRUE(m_finger->reads("Abrir el día"));
}

TEST_F(Languages, round_a_form_that_is_interpreted_the_buttons_stay_in_the_patients_language) {
  open({"en", "es"});
  const std::string code = visit_with_interpreter();
  check_in(code);
  ASSERT_EQ(m_finger->screen(), "patient.briefing");
  EXPECT_TRUE(m_finger->reads("Antes de empezar"));
  EXPECT_TRUE(m_finger->reads("Algunas preguntas están en otro idioma")) << "so that nobody is surprised";
  EXPECT_FALSE(m_finger->reads("Worry")) << "no title that the patient cannot read";
  tap("continue");
  EXPECT_TRUE(m_finger->reads("Pregunta 1 de 4"));
  EXPECT_TRUE(m_finger->reads("Prefiero no contestar"));
  tap("option:0");
  tap("continue");
  tap("skip");
  EXPECT_TRUE(m_finger->reads("Pregunta 3 de 4"));
  EXPECT_TRUE(m_finger->reads("Prefiero no contestar"));
  EXPECT_TRUE(m_finger->reads("Pedir ayuda")) << "who reads no English must find help";
  tap("ask_staff");
  EXPECT_TRUE(in_spanish()) << "what is not about the form is in the patient's language";
  tap("continue");
  m_finger->rest(std::chrono::seconds{121});
  EXPECT_TRUE(m_finger->reads("¿Sigue ahí?"));
  tap("still_here");
  EXPECT_TRUE(in_spanish());
  tap("skip");
  tap("decline");
  ASSERT_EQ(m_finger->screen(), "patient.review");
  EXPECT_TRUE(m_finger->reads("Sus respuestas"));
  EXPECT_TRUE(m_finger->reads("Sin contestar")) << "a row speaks as its question";
  while (!m_finger->reads("You preferred not to answer") && m_finger->sees("more") &&
         m_finger->probe().find("more")->enabled)
    m_finger->tap("more");
  EXPECT_TRUE(m_finger->reads("Not answered"));
  EXPECT_TRUE(m_finger->reads("You preferred not to answer"));
  m_finger->tap("finish");
  EXPECT_TRUE(m_finger->reads("Gracias"));
  m_finger->rest(std::chrono::seconds{31});
  EXPECT_TRUE(m_finger->reads("Welcome"));
}

TEST_F(Languages, the_clinics_words_for_a_crisis_are_for_those_who_can_read_them) {
  m_world.config.safety.crisis_text = "Ring the red bell beside the door.";
  open({"en", "es"});
  platform::NewVisit visit{"10023-4", "AB", KioskWorld::birth_date, "intake", {"phq-9"}, {}, "R. Meyer"};
  for (const std::string language : {"es", "en"}) {
    visit.language = language;
    const auto row = m_world.store->start_visit(visit, m_world.clock.now(), m_world.random.below(10'000));
    ASSERT_TRUE(row);
    check_in(row->code);
    for (int screens = 0; screens < 20 && m_finger->screen() != "patient.form_after"; ++screens) {
      if (m_finger->sees("option:1")) tap("option:1");
      tap("continue");
    }
    ASSERT_EQ(m_finger->screen(), "patient.form_after");
    EXPECT_EQ(m_finger->reads("Ring the red bell"), language == "en");
    EXPECT_TRUE(m_finger->reads("988"));
    tap("continue");
    m_finger->tap("finish");
    m_finger->rest(std::chrono::seconds{31});
  }
}

}  // namespace
}  // namespace anteroom
