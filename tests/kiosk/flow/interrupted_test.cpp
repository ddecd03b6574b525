// A visit that was cut short, and goes on with somebody of the staff beside the patient; and a form that changed
// between.
#include "tests/support/kiosk_world.h"

#include <gmock/gmock.h>

namespace anteroom {
namespace {

using namespace flow;
using ::testing::Contains;
using ::testing::Field;
using ::testing::IsEmpty;
using testing::KioskWorld;
using ::testing::SizeIs;

// Three questions answered, then the power was cut.
platform::VisitRow interrupted(KioskWorld& world) {
  const platform::VisitRow row = world.begin({"nrs", "phq-9"});
  world.answer(3);
  world.send(intent::Skip{});
  world.answer(5);
  world.restart();
  return row;
}

void open_visit(KioskWorld& world, VisitId visit) {
  world.sign_in();
  world.send(intent::OpenVisit{visit});
  ASSERT_NE(world.staff_on<staff::VisitDetail>(), nullptr);
}

TEST(Interrupted, a_signed_in_person_lets_the_patient_go_on_with_the_answers_that_were_kept) {
  KioskWorld world;
  const auto visit = interrupted(world);
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::incomplete);
  open_visit(world, visit.id);
  world.send(intent::StartNow{});
  const auto* patient = world.on<Patient>();
  ASSERT_NE(patient, nullptr);
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::in_progress);
  EXPECT_EQ(world.question(), "nrs/" + patient->session->visit.asked()[3].link_id) << "behind the last answer";
  world.answer(7);
  EXPECT_THAT(world.rows(visit.id), SizeIs(3)) << "a question that was skipped has no row";
}

TEST(Interrupted, what_was_answered_before_and_after_becomes_one_response) {
  KioskWorld world;
  const auto visit = interrupted(world);
  open_visit(world, visit.id);
  world.send(intent::StartNow{});
  world.answer(7);
  for (int step = 0; step < 40 && world.patient_on<patient::Review>() == nullptr; ++step) {
    if (world.patient_on<patient::Question>() != nullptr) {
      world.send(intent::Skip{});
    } else {
      world.send(intent::Continue{});
    }
  }
  ASSERT_NE(world.patient_on<patient::Review>(), nullptr) << world.question();
  world.send(intent::Finish{});
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::finished);
  const auto response = world.store->inner().response(visit.id);
  ASSERT_TRUE(response && *response);
  EXPECT_EQ((*response)->answers, 3);
  const auto rows = world.rows(visit.id);
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_EQ(rows[0].payload, forms::to_json(forms::Value{std::int64_t{3}}));
  EXPECT_EQ(rows[2].payload, forms::to_json(forms::Value{std::int64_t{7}}));
  EXPECT_EQ(rows[2].sequence, 3);
}

TEST(Interrupted, nobody_goes_on_without_staff_or_on_another_day) {
  KioskWorld world;
  const auto visit = interrupted(world);
  world.check_in(visit.code, "06031957");
  EXPECT_EQ(world.on<AskAtDesk>(), nullptr) << "another birth date learns nothing";
  world.send(intent::Back{});
  world.check_in(visit.code);
  const auto* desk = world.on<AskAtDesk>();
  ASSERT_NE(desk, nullptr);
  EXPECT_EQ(desk->reason, AskAtDesk::Reason::interrupted);
  world.send(intent::Continue{});
  world.clock.pass(std::chrono::hours{24});
  world.sign_in();
  auto& staff = *world.on<Staff>();
  staff.step = staff::VisitDetail{world.row(visit.id), {}};
  world.send(intent::StartNow{});
  EXPECT_EQ(world.on<Patient>(), nullptr);
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::incomplete);
}

TEST(Interrupted, answers_to_another_version_of_a_form_are_neither_scored_nor_lost) {
  KioskWorld world;
  const auto visit = world.begin({"nrs"});
  for (int question = 0; question < 4; ++question) world.answer(3);
  world.send(intent::Finish{});
  EXPECT_THAT(world.row(visit.id).facts.versions,
              Contains(Field(&std::pair<const std::string, std::string>::first, "nrs")));
  ASSERT_TRUE(world.store->inner().set_form_versions(visit.id, {{"nrs", "0.9"}}));
  world.open_day();
  const auto summary = summary_of(world.row(visit.id), *testing::made_up_unlocked(), *world.services);
  ASSERT_TRUE(summary) << summary.error().detail;
  EXPECT_THAT(summary->results, IsEmpty());
  ASSERT_THAT(summary->withheld, SizeIs(1));
  EXPECT_THAT(summary->withheld[0].reason, ::testing::HasSubstr("version 0.9"));
  EXPECT_THAT(world.rows(visit.id), SizeIs(4));
}

}  // namespace
}  // namespace anteroom
