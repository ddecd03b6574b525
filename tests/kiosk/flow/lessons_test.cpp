#include "kiosk/flow/lessons.h"

#include "kiosk/flow/safety.h"
#include "tests/support/kiosk_world.h"

#include <gmock/gmock.h>

namespace anteroom {
namespace {

using namespace flow;
using platform::SummaryState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::KioskWorld;

// On the thanks screen of a visit.
VisitId finish(KioskWorld& world) {
  const auto visit = world.begin({"nrs"});
  for (int question = 0; question < 4; ++question) world.answer(3);
  world.send(intent::Finish{});
  EXPECT_NE(world.on<Thanks>(), nullptr);
  return visit.id;
}

VisitId open(KioskWorld& world) {
  const VisitId visit = finish(world);
  world.send(intent::OpenLessons{});
  EXPECT_NE(world.on<Lessons>(), nullptr);
  return visit;
}

TEST(Lessons, are_three_pages_with_a_way_back_and_an_end) {
  KioskWorld world;
  (void)open(world);
  world.send(intent::Continue{});
  world.send(intent::Continue{});
  EXPECT_EQ(world.on<Lessons>()->page, 2U);
  world.send(intent::Back{});
  EXPECT_EQ(world.on<Lessons>()->page, 1U);
  world.send(intent::Back{});
  world.send(intent::Back{});
  EXPECT_NE(world.on<Thanks>(), nullptr);
  world.send(intent::OpenLessons{});
  for (int page = 0; page < 3; ++page) world.send(intent::Continue{});
  EXPECT_NE(world.on<Thanks>(), nullptr) << "a first screen would look as if all of it began anew";
  world.send(intent::Continue{});
  EXPECT_NE(world.on<Welcome>(), nullptr);
}

// Who was told that somebody would like to talk with them must not find that denied, and nobody else must read it.
TEST(Lessons, lead_back_to_what_is_true_for_everybody) {
  for (const bool to_the_end : {true, false}) {
    KioskWorld world;
    (void)finish(world);
    EXPECT_FALSE(world.on<Thanks>()->was_left);
    world.on<Thanks>()->is_awaited = true;
    world.send(intent::OpenLessons{});
    if (to_the_end) {
      for (int page = 0; page < 3; ++page) world.send(intent::Continue{});
    } else {
      world.send(intent::Back{});
    }
    ASSERT_NE(world.on<Thanks>(), nullptr);
    EXPECT_FALSE(world.on<Thanks>()->is_awaited);
    EXPECT_TRUE(world.on<Thanks>()->was_left);
  }
}

TEST(Lessons, are_not_offered_where_the_clinic_does_not_want_them_or_nobody_is_named) {
  KioskWorld world;
  world.config.clinic.lessons = false;
  (void)finish(world);
  world.send(intent::OpenLessons{});
  EXPECT_EQ(world.on<Lessons>(), nullptr);
  world.config.clinic.lessons = true;
  EXPECT_TRUE(offers_lessons(Thanks{VisitId{1}, false}, *world.services));
  EXPECT_FALSE(offers_lessons(Thanks{VisitId{0}, true}, *world.services));
}

TEST(Thanks, somebody_can_still_be_called_once_the_answers_are_in) {
  KioskWorld world;
  const VisitId visit = finish(world);
  world.send(intent::AskStaff{});
  ASSERT_NE(world.on<Thanks>(), nullptr);
  ASSERT_TRUE(world.on<Thanks>()->help);
  EXPECT_FALSE(is_delivered(world.state, *world.on<Thanks>()->help));
  world.send(intent::AskStaff{});
  world.work();
  EXPECT_TRUE(is_delivered(world.state, *world.on<Thanks>()->help));
  ASSERT_EQ(world.alerts(visit).size(), 1U) << "once is enough";
  EXPECT_EQ(world.alerts(visit)[0].facts.kind, platform::AlertKind::ask_staff);
  ASSERT_EQ(world.channel.delivered().size(), 1U);
  EXPECT_EQ(world.channel.delivered()[0].visit_code, world.row(visit).code);
}

TEST(Thanks, a_store_in_trouble_keeps_nobody_from_coming) {
  KioskWorld world;
  (void)finish(world);
  world.store->set(testing::FailingStore::Mood::disk_full);
  world.send(intent::AskStaff{});
  world.work();
  EXPECT_EQ(world.channel.delivered().size(), 1U);
}

TEST(Lessons, who_needs_somebody_there_is_told_on_the_last_screen) {
  KioskWorld world;
  const VisitId visit = open(world);
  world.send(intent::AskStaff{});
  ASSERT_NE(world.on<Thanks>(), nullptr);
  EXPECT_TRUE(world.on<Thanks>()->help);
  EXPECT_EQ(world.alerts(visit).size(), 1U);
}

TEST(Lessons, are_left_when_nobody_touches_them) {
  KioskWorld world;
  (void)open(world);
  world.pass(std::chrono::seconds{119});
  EXPECT_NE(world.on<Lessons>(), nullptr);
  world.pass(std::chrono::seconds{2});
  EXPECT_NE(world.on<Welcome>(), nullptr);
}

TEST(Lessons, what_shall_be_printed_is_kept_with_the_visit) {
  KioskWorld world;
  const VisitId visit = open(world);
  world.send(intent::ToggleHandout{});
  world.send(intent::Continue{});
  world.send(intent::ToggleHandout{});
  EXPECT_THAT(world.row(visit).handout, ElementsAre("how-pain-works", "pacing"));
  world.send(intent::ToggleHandout{});
  EXPECT_THAT(world.row(visit).handout, ElementsAre("how-pain-works"));
  world.send(intent::Back{});
  world.send(intent::Back{});
  world.send(intent::OpenLessons{});
  EXPECT_THAT(world.on<Lessons>()->handout, ElementsAre("how-pain-works")) << "also after a look at the thanks";
  world.store->set(testing::FailingStore::Mood::disk_full);
  world.send(intent::ToggleHandout{});
  EXPECT_THAT(world.on<Lessons>()->handout, ElementsAre("how-pain-works")) << "the button shows what is stored";
}

// The visit's detail before a nurse, its handout wanted.
VisitId open_detail(KioskWorld& world) {
  const VisitId visit = open(world);
  world.send(intent::ToggleHandout{});
  world.sign_in();
  world.send(intent::OpenVisit{visit});
  return visit;
}

const intent::PrintHandout sheet{{"Riverside Pain Clinic", {{"Pacing", {"A little, often."}}}, "Ask us.", {}}};

TEST(Lessons, the_handout_is_printed_for_the_nurse_and_the_summary_stays_what_it_is) {
  KioskWorld world;
  const VisitId visit = open_detail(world);
  world.send(sheet);
  EXPECT_EQ(world.row(visit).handout_state, SummaryState::printing);
  world.send(sheet);
  world.work();
  world.pass(std::chrono::seconds{2});
  EXPECT_EQ(world.row(visit).handout_state, SummaryState::printed);
  EXPECT_EQ(world.printer.pages(), 1) << "a second touch while it is under way prints nothing";
  EXPECT_EQ(world.printer.title(), "handout");
  EXPECT_EQ(world.row(visit).summary, SummaryState::not_printed);
  EXPECT_TRUE(world.state.printing.runs.empty());
}

TEST(Lessons, summary_and_handout_can_be_under_way_at_once) {
  KioskWorld world;
  const VisitId visit = open_detail(world);
  world.send(intent::Print{});
  world.send(sheet);
  world.work();
  world.pass(std::chrono::seconds{2});
  EXPECT_EQ(world.row(visit).summary, SummaryState::printed);
  EXPECT_EQ(world.row(visit).handout_state, SummaryState::printed);
  EXPECT_EQ(world.printer.pages(), 2);
}

TEST(Lessons, a_handout_that_does_not_come_out_is_taken_back) {
  KioskWorld world;
  const VisitId visit = open_detail(world);
  world.printer.run_into(platform::PrinterTrouble::jam);
  world.send(sheet);
  world.work();
  world.pass(std::chrono::seconds{65});
  EXPECT_EQ(world.row(visit).handout_state, SummaryState::saved_not_printed);
  EXPECT_EQ(world.printer.cancellations(), 1);
  EXPECT_EQ(world.row(visit).summary, SummaryState::not_printed);
}

TEST(Lessons, a_handout_is_not_sent_before_the_disk_knows_of_it) {
  KioskWorld world;
  const VisitId visit = open_detail(world);
  world.store->set(testing::FailingStore::Mood::disk_full);
  world.send(sheet);
  world.work();
  EXPECT_EQ(world.printer.submissions(), 0);
  EXPECT_EQ(world.row(visit).handout_state, SummaryState::not_printed);
}

TEST(Lessons, a_visit_without_a_chosen_page_has_no_handout) {
  KioskWorld world;
  const VisitId visit = finish(world);
  world.sign_in();
  world.send(intent::OpenVisit{visit});
  world.send(sheet);
  world.work();
  EXPECT_EQ(world.printer.submissions(), 0);
  EXPECT_THAT(world.row(visit).handout, IsEmpty());
}

}  // namespace
}  // namespace anteroom
