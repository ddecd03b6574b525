// A visit that opens forms, a language that not all forms speak, and the questions that nobody is named by.
#include "kiosk/flow/tailoring.h"

#include "kiosk/flow/after_visit.h"
#include "kiosk/flow/summary_of.h"
#include "tests/support/kiosk_world.h"

#include <gmock/gmock.h>

namespace anteroom {
namespace {

using namespace flow;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::KioskWorld;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

platform::VisitRow created(KioskWorld& world) {
  const auto* screen = world.staff_on<staff::VisitCreated>();
  EXPECT_NE(screen, nullptr);
  return screen == nullptr ? platform::VisitRow{} : screen->row;
}

void enter(KioskWorld& world, const platform::VisitRow& row) {
  world.send(intent::SignOut{});
  world.check_in(row.code);
  world.send(intent::Continue{});
}

void skip_to(KioskWorld& world, const std::string& form) {
  for (int step = 0; step < 200 && !world.question().starts_with(form + "/"); ++step) {
    if (world.patient_on<patient::FormNotice>() != nullptr || world.patient_on<patient::RestOffer>() != nullptr) {
      world.send(intent::Continue{});
    } else {
      world.send(intent::Skip{});
    }
  }
}

TEST(Tailoring, age_is_whole_years_on_the_day) {
  using namespace std::chrono;
  const Date birth_date{year{1957}, March, day{5}};
  EXPECT_EQ(age_on(Date{year{2026}, March, day{4}}, birth_date), 68);
  EXPECT_EQ(age_on(Date{year{2026}, March, day{5}}, birth_date), 69);
}

TEST(Tailoring, one_language_of_the_kiosk_asks_no_question_about_it) {
  KioskWorld world;
  world.fill_new_visit("follow-up");
  const auto row = created(world);
  EXPECT_EQ(row.facts.language, "en");
  EXPECT_THAT(row.facts.unspoken, IsEmpty());
  EXPECT_THAT(row.facts.interpreted, IsEmpty());
  EXPECT_EQ(row.facts.rules.size(), 3U) << "pgic, phq-9 and gad-7 open by a rule that stays with the visit";
}

TEST(Tailoring, forms_that_do_not_speak_the_language_are_left_out_or_done_with_an_interpreter) {
  for (const bool interpreter : {false, true}) {
    KioskWorld world;
    world.services->languages = {"en", "es"};
    world.fill_new_visit("screening");
    ASSERT_EQ(world.staff_on<staff::NewVisitForm>()->field, staff::NewVisitForm::Field::language);
    world.send(intent::Continue{});
    ASSERT_EQ(world.staff_on<staff::NewVisitForm>()->field, staff::NewVisitForm::Field::language)
        << "chosen, not assumed";
    world.send(intent::PickLanguage{"es"});
    world.send(intent::Continue{});
    ASSERT_EQ(world.staff_on<staff::NewVisitForm>()->field, staff::NewVisitForm::Field::unspoken);
    world.send(intent::PickUnspoken{interpreter});
    world.send(intent::Continue{});
    world.add_nothing();
    const auto row = created(world);
    EXPECT_EQ(row.facts.language, "es");
    if (interpreter) {
      EXPECT_THAT(row.facts.forms, ElementsAre("phq-2", "gad-2", "nrs"));
      EXPECT_THAT(row.facts.interpreted, UnorderedElementsAre("gad-2", "nrs"));
    } else {
      EXPECT_THAT(row.facts.forms, ElementsAre("phq-2"));
      EXPECT_THAT(row.facts.unspoken, UnorderedElementsAre("gad-2", "nrs"));
    }
    enter(world, row);
    const auto& visit = world.on<Patient>()->session->visit;
    EXPECT_EQ(visit.language("phq-2"), "es");
    if (interpreter) {
      EXPECT_EQ(visit.language("nrs"), "en") << "never a screen in two languages";
    }
  }
}

TEST(Tailoring, a_visit_of_which_no_form_is_left_is_refused_and_nothing_is_lost) {
  KioskWorld world;
  world.services->languages = {"en", "es"};
  world.channel.break_down();
  world.pass(std::chrono::hours{2});
  world.fill_new_visit("intake");
  world.send(intent::PickLanguage{"es"});
  world.send(intent::Continue{});
  world.send(intent::PickUnspoken{false});
  world.send(intent::Continue{});
  world.add_nothing();
  const auto* form = world.staff_on<staff::NewVisitForm>();
  ASSERT_NE(form, nullptr) << "of the intake PHQ-9 alone speaks Spanish, and nobody would hear of its item 9";
  EXPECT_EQ(form->problem, staff::NewVisitForm::Problem::nothing_asked);
  // The way out that the screen names.
  world.send(intent::Back{});
  world.send(intent::PickUnspoken{true});
  world.send(intent::Continue{});
  world.add_nothing();
  EXPECT_THAT(created(world).facts.forms, Not(IsEmpty()));
}

TEST(Tailoring, a_second_visit_is_asked_what_changed_since_the_first) {
  KioskWorld world;
  world.fill_new_visit("follow-up");
  const auto first = created(world);
  enter(world, first);
  EXPECT_EQ(world.question().substr(0, 4), "nrs/");
  ASSERT_TRUE(world.store->end_visit(first.id, platform::VisitState::finished, world.clock.now()));
  world.fill_new_visit("follow-up");
  const auto second = created(world);
  EXPECT_EQ(second.number, 2);
  enter(world, second);
  EXPECT_EQ(world.question().substr(0, 5), "pgic/");
}

TEST(Tailoring, an_opened_form_is_the_same_after_a_restart_and_on_the_summary) {
  KioskWorld world;
  world.fill_new_visit("follow-up");
  const auto row = created(world);
  enter(world, row);
  skip_to(world, "phq-2");
  world.answer(1);
  world.answer(1);
  EXPECT_NE(world.patient_on<patient::FormNotice>(), nullptr) << "PHQ-9 opened, with its own first sentence";
  world.send(intent::Continue{});
  EXPECT_EQ(world.question(), "phq-9//44259-0") << "its first two questions are answered";
  const auto again = visit_of(world.row(row.id), world.rows(row.id), *world.services);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->is_open("phq-9"));
  EXPECT_FALSE(again->is_open("gad-7"));
}

TEST(Tailoring, what_a_change_in_the_review_opens_is_asked_before_the_review_comes_back) {
  KioskWorld world;
  world.fill_new_visit("screening");
  world.send(intent::Continue{});
  const auto row = world.store->start_visit({"10023-4",
                                             "AB",
                                             KioskWorld::birth_date,
                                             "follow-up",
                                             {"gad-2", "gad-7"},
                                             {},
                                             "R. Meyer",
                                             platform::Sex::male,
                                             "en",
                                             {},
                                             {},
                                             {{"gad-7", R"({"when":[{"score":"gad-2","at_least":3}]})"}}},
                                            world.clock.now(), 77);
  ASSERT_TRUE(row);
  enter(world, *row);
  world.answer(0);
  world.answer(0);
  ASSERT_NE(world.patient_on<patient::Review>(), nullptr);
  world.send(intent::Edit{{"gad-2", "/69725-0"}});
  world.answer(3);
  EXPECT_EQ(world.question(), "gad-7//69733-4");
  for (int question = 0; question < 5; ++question) world.answer(1);
  ASSERT_NE(world.patient_on<patient::Review>(), nullptr);
  world.send(intent::Edit{{"gad-2", "/69725-0"}});
  world.answer(0);
  ASSERT_NE(world.patient_on<patient::Review>(), nullptr);
  EXPECT_EQ(world.on<Patient>()->session->visit.asked().size(), 2U) << "closed again, its answers dropped";
}

TEST(AfterVisit, it_is_offered_only_where_the_settings_name_a_clinician) {
  KioskWorld world;
  world.sign_in();
  world.send(intent::AfterVisit{});
  EXPECT_EQ(world.staff_on<staff::PickClinician>(), nullptr);
  EXPECT_EQ(after_visit_battery(*world.services), nullptr);
}

// The patient's first question after a consultation with the second clinician.
void hand_over(KioskWorld& world) {
  world.config.clinic.clinicians = {"Dr. Abel", "Dr. Zed"};
  world.sign_in();
  world.send(intent::AfterVisit{});
  ASSERT_NE(world.staff_on<staff::PickClinician>(), nullptr);
  world.send(intent::PickPerson{1});
  ASSERT_NE(world.patient_on<patient::Briefing>(), nullptr) << "staff are signed out";
  world.send(intent::Continue{});
}

TEST(AfterVisit, nothing_is_stored_before_the_end_and_one_row_without_a_name_after_it) {
  KioskWorld world;
  hand_over(world);
  const int commits = world.store->commits();
  for (int question = 0; question < 10; ++question) world.answer(4);
  ASSERT_NE(world.patient_on<patient::Review>(), nullptr);
  EXPECT_THAT(*world.store->count_after_visits("care"), IsEmpty());
  world.send(intent::Finish{});
  EXPECT_NE(world.on<Thanks>(), nullptr);
  const auto counts = world.store->count_after_visits("care");
  ASSERT_EQ(counts->size(), 1U);
  EXPECT_EQ(counts->front().clinician, "Dr. Zed");
  EXPECT_EQ(world.store->commits(), commits) << "no row of a visit";
}

TEST(AfterVisit, left_unfinished_nothing_of_it_stays) {
  KioskWorld world;
  hand_over(world);
  world.answer(4);
  world.pass(std::chrono::minutes{5});
  EXPECT_NE(world.on<Welcome>(), nullptr);
  EXPECT_THAT(*world.store->count_after_visits("care"), IsEmpty());
}

TEST(AfterVisit, asking_for_staff_names_nobody) {
  KioskWorld world;
  hand_over(world);
  world.send(intent::AskStaff{});
  world.work();
  EXPECT_THAT(*world.store->open_alerts(), IsEmpty());
  EXPECT_NE(std::get_if<patient::StaffAsked>(&world.on<Patient>()->overlay), nullptr);
}

}  // namespace
}  // namespace anteroom
