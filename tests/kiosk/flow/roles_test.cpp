// Who may do what: the screens hide it, the flow refuses it.
#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using platform::StaffRole;
using testing::KioskWorld;

// A visit with an answer, over.
platform::VisitRow finished_visit(KioskWorld& world) {
  const auto row = world.begin({"nrs"});
  world.answer(3);
  world.send(intent::Finish{});
  if (world.row(row.id).state == platform::VisitState::in_progress) {
    EXPECT_TRUE(world.store->inner().end_visit(row.id, platform::VisitState::finished, world.clock.now()));
  }
  world.state.screen = Welcome{};
  return world.row(row.id);
}

void sign_in_as(KioskWorld& world, StaffRole role) {
  constexpr std::string_view pin = "274951";
  ASSERT_TRUE(world.store->inner().add_staff("T. Okafor", role, testing::sealed_pin(pin, "T. Okafor")));
  world.open_day();
  world.send(intent::OpenStaff{});
  world.send(intent::PickPerson{0});
  world.type(pin);
  world.send(intent::Continue{});
  world.work();
  ASSERT_NE(world.on<Staff>(), nullptr);
}

// Everything that staff may touch about a patient.
std::vector<Intent> about_patients(VisitId visit) {
  return {intent::OpenVisit{visit},
          intent::NewVisit{},
          intent::OpenFind{},
          intent::Type{U'1'},
          intent::Continue{},
          intent::OpenFilter{},
          intent::PickFilter{intent::Shown::to_print},
          intent::Print{},
          intent::Reprint{platform::PrintReason::lost},
          intent::PrintHandout{},
          intent::PageCameOut{intent::Reply::yes},
          intent::Mark{},
          intent::CorrectVisit{},
          intent::CancelVisit{},
          intent::ConfirmCancel{intent::Reply::yes},
          intent::StartNow{},
          intent::AfterVisit{},
          intent::OpenExport{},
          intent::PickPerson{0}};
}

TEST(Roles, it_signs_in_to_the_machine_and_sees_no_visit) {
  KioskWorld world;
  const auto row = finished_visit(world);
  sign_in_as(world, StaffRole::it);
  ASSERT_NE(world.staff_on<staff::Machine>(), nullptr);
  for (const Intent& intent : about_patients(row.id)) {
    world.send(intent);
    ASSERT_NE(world.staff_on<staff::Machine>(), nullptr) << "intent " << intent.index();
  }
  EXPECT_EQ(world.jobs.settle(), 0U) << "nothing was sent";
}

TEST(Roles, it_is_refused_on_whatever_screen_they_stand) {
  KioskWorld world;
  const auto row = finished_visit(world);
  sign_in_as(world, StaffRole::it);
  const auto stands_on = [&](staff::Step step) { std::get<Staff>(world.state.screen).step = std::move(step); };
  for (const Intent& intent : about_patients(row.id)) {
    stands_on(staff::VisitDetail{.row = row, .alerts = {}});
    world.send(intent);
    stands_on(staff::VisitDetail{.row = row, .alerts = {}, .asking_why = true});
    world.send(intent);
    stands_on(staff::VisitList{{row}, {}});
    world.send(intent);
    EXPECT_NE(world.staff_on<staff::VisitList>(), nullptr) << "intent " << intent.index();
    stands_on(staff::History{.visits = {row}, .scored = {}, .lines = {}});
    world.send(intent);
    EXPECT_NE(world.staff_on<staff::History>(), nullptr) << "intent " << intent.index();
    staff::Find find;
    find.typed = "10023-4";
    stands_on(std::move(find));
    world.send(intent);
    EXPECT_NE(world.staff_on<staff::Find>(), nullptr) << "intent " << intent.index();
    world.work();
  }
  EXPECT_EQ(world.printer.pages(), 0);
  EXPECT_TRUE(world.store->inner().prints_of(row.id).value().empty());
  const auto after = world.row(row.id);
  EXPECT_EQ(after.state, row.state);
  EXPECT_EQ(after.summary, row.summary);
  EXPECT_FALSE(after.marked);
  world.send(intent::Back{});
  EXPECT_NE(world.staff_on<staff::Machine>(), nullptr) << "and Back leads to the machine";
}

TEST(Roles, it_answers_the_kiosks_own_trouble_and_no_patients_alert) {
  KioskWorld world;
  const auto row = finished_visit(world);
  const auto of_patient =
      world.store->inner().raise_alert(row.id, {platform::AlertKind::come_now, "", "", world.clock.now()});
  const auto of_kiosk =
      world.store->inner().raise_alert(VisitId{0}, {platform::AlertKind::printer_trouble, "", "", world.clock.now()});
  ASSERT_TRUE(of_patient && of_kiosk);
  sign_in_as(world, StaffRole::it);
  ASSERT_NE(world.staff_on<staff::Machine>(), nullptr);
  ASSERT_EQ(world.staff_on<staff::Machine>()->alerts.size(), 1U);
  EXPECT_EQ(world.staff_on<staff::Machine>()->alerts.front().id, *of_kiosk);
  world.send(intent::OpenAlert{*of_patient});
  EXPECT_NE(world.staff_on<staff::Machine>(), nullptr);
  world.send(intent::OpenAlert{*of_kiosk});
  ASSERT_NE(world.staff_on<staff::AlertDetail>(), nullptr);
  world.send(intent::Acknowledge{platform::AlertAction::seen});
  ASSERT_NE(world.staff_on<staff::Machine>(), nullptr);
  EXPECT_TRUE(world.staff_on<staff::Machine>()->alerts.empty());
  EXPECT_EQ(world.store->inner().open_alerts().value().front().id, *of_patient) << "still waits for a nurse";
}

TEST(Roles, it_stands_on_the_machine_after_a_sound_test_and_after_trouble) {
  KioskWorld world;
  world.config.audio.headphones = true;
  sign_in_as(world, StaffRole::it);
  world.send(intent::OpenSoundTest{});
  ASSERT_NE(world.staff_on<staff::SoundTest>(), nullptr);
  world.send(intent::Back{});
  EXPECT_NE(world.staff_on<staff::Machine>(), nullptr);
  std::get<Staff>(world.state.screen).step = staff::Trouble{};
  world.send(intent::TryAgain{});
  EXPECT_NE(world.staff_on<staff::Machine>(), nullptr);
}

TEST(Roles, nurse_and_charge_nurse_see_the_day_and_print) {
  for (const StaffRole role : {StaffRole::nurse, StaffRole::charge_nurse}) {
    KioskWorld world;
    const auto row = finished_visit(world);
    sign_in_as(world, role);
    ASSERT_NE(world.staff_on<staff::VisitList>(), nullptr);
    EXPECT_EQ(world.on<Staff>()->role, role);
    world.send(intent::OpenVisit{row.id});
    world.send(intent::Print{});
    world.pass(std::chrono::seconds{5});
    EXPECT_EQ(world.printer.pages(), 1);
  }
}

}  // namespace
}  // namespace anteroom
