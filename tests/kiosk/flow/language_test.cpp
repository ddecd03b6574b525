// Which language whoever stands at the kiosk is spoken to in, and when it is forgotten.
#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using testing::KioskWorld;

class Language : public ::testing::Test {
 protected:
  Language() { m_world.services->languages = {"en", "es", "fr"}; }

  platform::VisitRow visit_in(const std::string& language) {
    platform::NewVisit visit{"10023-4", "AB", KioskWorld::birth_date, "screening", {"phq-2"}, {}, "R. Meyer"};
    visit.language = language;
    auto row = m_world.store->start_visit(visit, m_world.clock.now(), m_world.random.below(10'000));
    EXPECT_TRUE(row);
    return row ? *row : platform::VisitRow{};
  }
  [[nodiscard]] const std::string& language() const { return m_world.state.language; }

  KioskWorld m_world;
};

TEST_F(Language, the_clinics_own_until_somebody_chooses) {
  EXPECT_EQ(language(), "");
  m_world.send(intent::PickLanguage{"es"});
  EXPECT_EQ(language(), "es");
  EXPECT_NE(m_world.on<Welcome>(), nullptr);
  m_world.send(intent::PickLanguage{"pl"});
  EXPECT_EQ(language(), "es") << "the clinic does not offer it";
}

TEST_F(Language, what_was_chosen_holds_through_check_in_and_back) {
  m_world.send(intent::PickLanguage{"es"});
  m_world.send(intent::Start{});
  EXPECT_EQ(language(), "es");
  m_world.send(intent::Back{});
  ASSERT_NE(m_world.on<Welcome>(), nullptr);
  EXPECT_EQ(language(), "es") << "the same person is still there";
}

TEST_F(Language, the_visits_language_wins_and_goes_with_the_patient) {
  const auto row = visit_in("fr");
  m_world.send(intent::PickLanguage{"es"});
  m_world.check_in(row.code);
  EXPECT_EQ(language(), "fr");
  m_world.send(intent::Continue{});
  m_world.answer(0);
  m_world.answer(0);
  m_world.send(intent::Finish{});
  ASSERT_NE(m_world.on<Thanks>(), nullptr);
  EXPECT_EQ(language(), "fr") << "thanked in it, too";
  m_world.send(intent::Continue{});
  EXPECT_EQ(language(), "");
}

TEST_F(Language, a_visit_in_a_language_that_is_no_longer_offered_is_in_the_clinics_own) {
  const auto row = visit_in("vi");
  m_world.send(intent::PickLanguage{"es"});
  m_world.check_in(row.code);
  EXPECT_EQ(language(), "");
}

TEST_F(Language, whoever_stops_or_falls_silent_takes_it_along) {
  const auto row = visit_in("fr");
  m_world.check_in(row.code);
  m_world.pass(std::chrono::minutes{5});
  ASSERT_NE(m_world.on<Welcome>(), nullptr);
  EXPECT_EQ(language(), "");

  m_world.send(intent::PickLanguage{"es"});
  m_world.send(intent::Start{});
  m_world.clock.pass(std::chrono::seconds{121});
  m_world.send(intent::Tick{});
  ASSERT_NE(m_world.on<Welcome>(), nullptr);
  EXPECT_EQ(language(), "") << "left on the code screen, forgotten with it";
}

TEST_F(Language, a_welcome_that_was_left_in_another_language_returns_to_the_clinics_own) {
  m_world.send(intent::PickLanguage{"es"});
  m_world.pass(std::chrono::seconds{59});
  EXPECT_EQ(language(), "es");
  m_world.pass(std::chrono::seconds{2});
  EXPECT_EQ(language(), "");
  EXPECT_EQ(next_tick(m_world.state, *m_world.services) > m_world.clock.since_boot() + std::chrono::seconds{60}, true)
      << "and the kiosk sleeps again";
}

TEST_F(Language, staff_leave_none_behind) {
  m_world.send(intent::PickLanguage{"es"});
  m_world.send(intent::OpenStaff{});
  m_world.send(intent::Back{});
  ASSERT_NE(m_world.on<Welcome>(), nullptr);
  EXPECT_EQ(language(), "");
}

TEST_F(Language, questions_after_a_visit_are_in_the_clinics_own_where_the_form_has_it) {
  m_world.config.clinic.clinicians = {"Dr. Abel"};
  m_world.sign_in();
  m_world.send(intent::AfterVisit{});
  m_world.send(intent::PickPerson{0});
  ASSERT_NE(m_world.on<Patient>(), nullptr);
  EXPECT_EQ(m_world.on<Patient>()->session->visit.language("care"), "en");
  EXPECT_EQ(language(), "");
}

}  // namespace
}  // namespace anteroom
