// What IT do at a kiosk without a terminal: look at it and try it. Who may, what is written down, and what they read.
#include "tests/support/kiosk_world.h"

#include <gmock/gmock.h>

namespace anteroom {
namespace {

using namespace flow;
using intent::Tool;
using platform::AuditEvent;
using platform::Check;
using platform::Condition;
using platform::StaffRole;
using platform::SummaryState;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using testing::KioskWorld;

void sign_in_it(KioskWorld& world) {
  world.open_day();
  world.state.screen = Staff{3, "T. Okafor", staff::Machine{}, StaffRole::it};
  world.state.last_touch = world.clock.since_boot();
}

std::vector<std::string> tested(KioskWorld& world) {
  std::vector<std::string> entries;
  const auto trail = world.store->inner().audit_trail();
  EXPECT_TRUE(trail);
  for (const platform::AuditRow& row : trail->rows) {
    if (row.entry.event == AuditEvent::tested) entries.push_back(row.entry.actor + ": " + row.entry.object);
  }
  return entries;
}

TEST(Machine, it_read_what_doctor_says_the_worst_first) {
  KioskWorld world;
  world.checks = {{"clock", Condition::good, "set"},
                  {"printer", Condition::broken, "away"},
                  {"words", Condition::reminder, "not reviewed"}};
  sign_in_it(world);
  world.jobs.hold();
  world.send(intent::OpenTool{Tool::checks});
  ASSERT_NE(world.staff_on<staff::Checks>(), nullptr);
  EXPECT_TRUE(world.staff_on<staff::Checks>()->under_way);
  world.jobs.let_go();
  world.work();
  EXPECT_FALSE(world.staff_on<staff::Checks>()->under_way);
  EXPECT_THAT(world.staff_on<staff::Checks>()->checks,
              ElementsAre(Field(&Check::name, "printer"), Field(&Check::name, "words"), Field(&Check::name, "clock")));
}

TEST(Machine, checks_are_made_again_and_come_to_nobody_who_has_left) {
  KioskWorld world;
  sign_in_it(world);
  world.send(intent::OpenTool{Tool::checks});
  world.work();
  world.checks = {{"disk", Condition::broken, "full"}};
  world.send(intent::TryAgain{});
  EXPECT_TRUE(world.staff_on<staff::Checks>()->under_way);
  world.work();
  EXPECT_THAT(world.staff_on<staff::Checks>()->checks, ElementsAre(Field(&Check::name, "disk")));
  world.send(intent::TryAgain{});
  world.send(intent::Back{});
  world.work();
  EXPECT_NE(world.staff_on<staff::Machine>(), nullptr);
}

exporting::TestPage test_page() {
  exporting::TestPage page;
  page.title = "Test page";
  return page;
}

TEST(Machine, a_test_page_is_printed_and_written_down) {
  KioskWorld world;
  sign_in_it(world);
  world.send(intent::OpenTool{Tool::printer_test});
  world.send(intent::PrintTestPage{test_page()});
  world.send(intent::PrintTestPage{test_page()});
  EXPECT_EQ(world.state.printing.test_page, SummaryState::printing);
  for (int second = 0; second < 5; ++second) world.pass(std::chrono::seconds{1});
  EXPECT_EQ(world.state.printing.test_page, SummaryState::printed);
  EXPECT_EQ(world.printer.pages(), 1) << "the second touch came while it was under way";
  EXPECT_THAT(tested(world), ElementsAre("staff 3: printer"));
}

TEST(Machine, a_test_page_that_does_not_come_out_says_why_and_is_forgotten_by_the_next_one) {
  KioskWorld world;
  world.printer.run_into(platform::PrinterTrouble::out_of_paper);
  sign_in_it(world);
  world.send(intent::OpenTool{Tool::printer_test});
  world.send(intent::PrintTestPage{test_page()});
  for (int minute = 0; minute < 4 && world.state.printing.test_page == SummaryState::printing; ++minute) {
    world.pass(std::chrono::minutes{1});
    world.send(intent::Touched{});
  }
  EXPECT_EQ(world.state.printing.test_page, SummaryState::saved_not_printed);
  EXPECT_EQ((world.state.printing.why_not[{VisitId{}, Printout::test}]), platform::PrinterTrouble::out_of_paper);
  EXPECT_EQ(world.printer.pages(), 0);
  sign_in_it(world);
  world.send(intent::OpenTool{Tool::printer_test});
  EXPECT_EQ(world.state.printing.test_page, std::nullopt);
}

TEST(Machine, every_way_of_an_alert_is_tried_at_a_touch_and_says_what_is_wrong) {
  KioskWorld world;
  testing::RemoteAlertChannel lamp(platform::ChannelKind::lamp);
  world.channels.push_back(&lamp);
  world.restart();
  sign_in_it(world);
  lamp.break_down();
  world.send(intent::OpenTool{Tool::alert_test});
  world.alert_jobs.hold();
  world.send(intent::TestAlerts{});
  EXPECT_TRUE(world.state.safety.channels[0].testing && world.state.safety.channels[1].testing);
  world.alert_jobs.let_go();
  world.work();
  EXPECT_TRUE(world.state.safety.channels[0].passed_at);
  EXPECT_EQ(world.state.safety.channels[0].fault, "");
  EXPECT_FALSE(world.state.safety.channels[1].passed_at);
  EXPECT_NE(world.state.safety.channels[1].fault, "");
  EXPECT_THAT(tested(world), ElementsAre("staff 3: alerts"));
}

TEST(Machine, nobody_but_it_reaches_any_of_it) {
  for (const StaffRole role : {StaffRole::nurse, StaffRole::charge_nurse}) {
    KioskWorld world;
    world.sign_in();
    std::get<Staff>(world.state.screen).role = role;
    for (const Tool tool :
         {Tool::checks, Tool::printer_test, Tool::alert_test, Tool::keys, Tool::backup, Tool::support, Tool::about}) {
      world.send(intent::OpenTool{tool});
      EXPECT_NE(world.staff_on<staff::VisitList>(), nullptr);
    }
    // Wherever they stand.
    std::get<Staff>(world.state.screen).step = staff::Machine{};
    world.send(intent::OpenTool{Tool::checks});
    EXPECT_NE(world.staff_on<staff::Machine>(), nullptr);
    std::get<Staff>(world.state.screen).step = staff::PrinterTest{};
    world.send(intent::PrintTestPage{});
    std::get<Staff>(world.state.screen).step = staff::AlertTest{};
    world.send(intent::TestAlerts{});
    EXPECT_EQ(world.jobs.settle() + world.alert_jobs.settle(), 0U);
    EXPECT_THAT(tested(world), IsEmpty());
  }
}

TEST(Machine, who_touches_nothing_is_signed_out_of_any_of_it) {
  KioskWorld world;
  sign_in_it(world);
  world.send(intent::OpenTool{Tool::checks});
  world.pass(std::chrono::minutes{3});
  EXPECT_NE(world.on<Welcome>(), nullptr);
}

TEST(Machine, starts_again_once_it_was_asked_twice_and_the_trail_says_who) {
  KioskWorld world;
  sign_in_it(world);
  world.send(intent::OpenTool{Tool::about});
  world.send(intent::Continue{});
  world.send(intent::Restart{});
  world.send(intent::Back{});
  ASSERT_NE(world.staff_on<staff::About>(), nullptr) << "back to what it was";
  world.send(intent::Continue{});
  EXPECT_EQ(world.restarts, 0);
  world.send(intent::Restart{});
  world.send(intent::Continue{});
  world.send(intent::Continue{});
  EXPECT_EQ(world.restarts, 1);
  EXPECT_EQ(world.staff_on<staff::About>()->stage, staff::About::Stage::restarting);
  const auto trail = world.store->inner().audit_trail();
  ASSERT_TRUE(trail);
  EXPECT_EQ(trail->rows.back().entry.event, AuditEvent::restarted);
  EXPECT_EQ(trail->rows.back().entry.actor, "staff 3");
}

TEST(Machine, that_nobody_starts_again_says_so) {
  KioskWorld world;
  world.can_restart = false;
  sign_in_it(world);
  world.send(intent::OpenTool{Tool::about});
  world.send(intent::Restart{});
  world.send(intent::Continue{});
  EXPECT_EQ(world.staff_on<staff::About>()->stage, staff::About::Stage::not_restarted);
  world.services->restart_machine = nullptr;
  world.send(intent::Back{});
  world.send(intent::Restart{});
  EXPECT_EQ(world.staff_on<staff::About>()->stage, staff::About::Stage::reading)
      << "where it cannot there is no button";
}

}  // namespace
}  // namespace anteroom
