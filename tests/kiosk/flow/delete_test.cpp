// A visit is deleted by two people, and old ones by the kiosk itself.
#include "kiosk/flow/retention.h"
#include "platform/vault/sign_in.h"
#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using platform::AuditEvent;
using platform::StaffRole;
using testing::KioskWorld;
using Stage = staff::DeleteVisit::Stage;
using Problem = staff::DeleteVisit::Problem;

constexpr std::string_view pin = "274951";

platform::VisitRow finished_visit(KioskWorld& world) {
  const auto row = world.begin({"nrs"});
  for (int question = 0; question < 4; ++question) world.answer(3);
  world.send(intent::Finish{});
  EXPECT_EQ(world.row(row.id).state, platform::VisitState::finished);
  world.state.screen = Welcome{};
  return world.row(row.id);
}

std::int64_t add(KioskWorld& world, const std::string& name, StaffRole role) {
  return world.store->inner().add_staff(name, role, testing::sealed_pin(pin, name)).value();
}

// Signed in, the visit opened, and asked to be deleted.
void ask_to_delete(KioskWorld& world, VisitId visit, std::int64_t who, StaffRole role) {
  world.open_day();
  world.state.screen = Staff{who, "first", staff::VisitList{}, role};
  world.send(intent::OpenVisit{visit});
  world.send(intent::DeleteVisit{});
}

void agree(KioskWorld& world, int person, std::string_view digits) {
  world.send(intent::Continue{});
  world.send(intent::PickPerson{person});
  world.type(digits);
  world.send(intent::Continue{});
  world.work();
}

std::vector<platform::AuditEntry> deletions(KioskWorld& world) {
  std::vector<platform::AuditEntry> found;
  const platform::AuditTrail trail = *world.store->inner().audit_trail();
  for (const auto& row : trail.rows)
    if (row.entry.event == AuditEvent::deleted) found.push_back(row.entry);
  return found;
}

TEST(DeleteVisit, takes_a_second_person_with_their_own_pin_and_is_audited_with_both) {
  KioskWorld world;
  const auto row = finished_visit(world);
  const auto nurse = add(world, "A. Nurse", StaffRole::nurse);
  const auto charge = add(world, "C. Charge", StaffRole::charge_nurse);
  ask_to_delete(world, row.id, nurse, StaffRole::nurse);
  ASSERT_NE(world.staff_on<staff::DeleteVisit>(), nullptr);
  EXPECT_TRUE(world.store->inner().visit(row.id)) << "asking deletes nothing";
  world.send(intent::Continue{});
  EXPECT_TRUE(world.store->inner().visit(row.id)) << "the warning deletes nothing";
  world.send(intent::Back{});
  agree(world, 0, pin);
  EXPECT_NE(world.staff_on<staff::VisitList>(), nullptr);
  EXPECT_FALSE(world.store->inner().visit(row.id));
  const auto entries = deletions(world);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].actor, std::format("staff {}", nurse));
  EXPECT_EQ(entries[0].object, std::format("visit {}, staff {}", row.id.value, charge));
}

TEST(DeleteVisit, a_wrong_pin_is_counted_and_deletes_nothing) {
  KioskWorld world;
  const auto row = finished_visit(world);
  const auto nurse = add(world, "A. Nurse", StaffRole::nurse);
  (void)add(world, "C. Charge", StaffRole::charge_nurse);
  ask_to_delete(world, row.id, nurse, StaffRole::nurse);
  agree(world, 0, "111111");
  ASSERT_NE(world.staff_on<staff::DeleteVisit>(), nullptr);
  EXPECT_EQ(world.staff_on<staff::DeleteVisit>()->pin.problem, EnterPin::Problem::wrong);
  EXPECT_EQ(world.store->inner().staff().value().at(1).failed_attempts, 1);
  EXPECT_TRUE(world.store->inner().visit(row.id));
  world.type(pin);
  world.send(intent::Continue{});
  EXPECT_EQ(world.store->inner().staff().value().at(1).failed_attempts, 2) << "counted before it is looked at";
  EXPECT_TRUE(world.store->inner().visit(row.id)) << "the worker has not even begun";
  world.work();
  EXPECT_FALSE(world.store->inner().visit(row.id));
}

TEST(DeleteVisit, nobody_agrees_with_themselves_two_nurses_are_not_enough_and_it_never_counts) {
  KioskWorld world;
  const auto row = finished_visit(world);
  const auto nurse = add(world, "A. Nurse", StaffRole::nurse);
  (void)add(world, "B. Nurse", StaffRole::nurse);
  (void)add(world, "T. Okafor", StaffRole::it);
  ask_to_delete(world, row.id, nurse, StaffRole::nurse);
  EXPECT_EQ(world.staff_on<staff::DeleteVisit>()->problem, Problem::nobody);
  world.send(intent::Continue{});
  EXPECT_EQ(world.staff_on<staff::DeleteVisit>()->stage, Stage::warning);
  const auto charge = add(world, "C. Charge", StaffRole::charge_nurse);
  ask_to_delete(world, row.id, charge, StaffRole::charge_nurse);
  const auto& people = world.staff_on<staff::DeleteVisit>()->people;
  ASSERT_EQ(people.size(), 2U) << "a charge nurse may be joined by any nurse";
  for (const auto& person : people) EXPECT_EQ(person.role, StaffRole::nurse);
}

TEST(DeleteVisit, back_leads_back_step_by_step_and_forgets_the_pin) {
  KioskWorld world;
  const auto row = finished_visit(world);
  const auto nurse = add(world, "A. Nurse", StaffRole::nurse);
  (void)add(world, "C. Charge", StaffRole::charge_nurse);
  ask_to_delete(world, row.id, nurse, StaffRole::nurse);
  world.send(intent::Continue{});
  world.send(intent::PickPerson{0});
  world.type("27495");
  world.send(intent::Back{});
  EXPECT_EQ(world.staff_on<staff::DeleteVisit>()->stage, Stage::person);
  EXPECT_TRUE(world.staff_on<staff::DeleteVisit>()->pin.pin.empty());
  world.send(intent::Back{});
  world.send(intent::Back{});
  EXPECT_NE(world.staff_on<staff::VisitDetail>(), nullptr);
}

TEST(DeleteVisit, a_visit_with_an_open_alert_or_under_way_stays) {
  KioskWorld world;
  const auto row = finished_visit(world);
  const auto alert =
      world.store->inner().raise_alert(row.id, {platform::AlertKind::come_now, "", "", world.clock.now()});
  ASSERT_TRUE(alert);
  const auto nurse = add(world, "A. Nurse", StaffRole::nurse);
  (void)add(world, "C. Charge", StaffRole::charge_nurse);
  ask_to_delete(world, row.id, nurse, StaffRole::nurse);
  agree(world, 0, pin);
  ASSERT_NE(world.staff_on<staff::DeleteVisit>(), nullptr);
  EXPECT_EQ(world.staff_on<staff::DeleteVisit>()->problem, Problem::alert);
  EXPECT_TRUE(world.store->inner().visit(row.id));
  EXPECT_TRUE(deletions(world).empty());
  const auto waiting = world.start_visit({"nrs"});
  ask_to_delete(world, waiting.id, nurse, StaffRole::nurse);
  EXPECT_NE(world.staff_on<staff::VisitDetail>(), nullptr) << "a visit that waits is cancelled, not deleted";
}

TEST(DeleteVisit, says_that_the_patients_own_sheet_is_being_printed) {
  KioskWorld world;
  const auto row = finished_visit(world);
  const auto nurse = add(world, "A. Nurse", StaffRole::nurse);
  (void)add(world, "C. Charge", StaffRole::charge_nurse);
  ask_to_delete(world, row.id, nurse, StaffRole::nurse);
  ASSERT_TRUE(world.store->inner().set_handout_state(row.id, platform::SummaryState::printing));
  agree(world, 0, pin);
  ASSERT_NE(world.staff_on<staff::DeleteVisit>(), nullptr);
  EXPECT_EQ(world.staff_on<staff::DeleteVisit>()->problem, Problem::printing);
}

TEST(DeleteVisit, says_that_the_summary_is_being_printed) {
  KioskWorld world;
  const auto row = finished_visit(world);
  const auto nurse = add(world, "A. Nurse", StaffRole::nurse);
  (void)add(world, "C. Charge", StaffRole::charge_nurse);
  ask_to_delete(world, row.id, nurse, StaffRole::nurse);
  ASSERT_TRUE(world.store->inner().set_summary(row.id, platform::SummaryState::printing, 1, {}));
  agree(world, 0, pin);
  ASSERT_NE(world.staff_on<staff::DeleteVisit>(), nullptr);
  EXPECT_EQ(world.staff_on<staff::DeleteVisit>()->problem, Problem::printing);
  EXPECT_TRUE(world.store->inner().visit(row.id));
}

TEST(DeleteVisit, is_refused_to_it) {
  KioskWorld world;
  const auto row = finished_visit(world);
  const auto it = add(world, "T. Okafor", StaffRole::it);
  (void)add(world, "C. Charge", StaffRole::charge_nurse);
  world.open_day();
  world.state.screen = Staff{it, "T. Okafor", staff::VisitDetail{.row = row, .alerts = {}}, StaffRole::it};
  world.send(intent::DeleteVisit{});
  EXPECT_EQ(world.staff_on<staff::DeleteVisit>(), nullptr);
}

// ---- retention ------------------------------------------------------------------------------------------------------

TEST(Retention, counts_calendar_months) {
  using namespace std::chrono;
  const Instant leap = sys_days{2028y / February / 29} + hours{3};
  EXPECT_EQ(months_before(leap, 12), Instant{sys_days{2027y / February / 28} + hours{3}});
  EXPECT_EQ(months_before(leap, 24), Instant{sys_days{2026y / February / 28} + hours{3}});
  EXPECT_EQ(months_before(sys_days{2026y / March / 31}, 1), Instant{sys_days{2026y / February / 28}});
}

TEST(Retention, deletes_what_is_older_than_the_rule_and_says_so) {
  KioskWorld world;
  const auto old = finished_visit(world);
  world.clock.pass(std::chrono::days{400});
  const auto young = finished_visit(world);
  world.clock.pass(std::chrono::days{400});
  world.pass(std::chrono::seconds{5});
  EXPECT_FALSE(world.store->inner().visit(old.id)) << "two years and more";
  EXPECT_TRUE(world.store->inner().visit(young.id));
  const auto entries = deletions(world);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].actor, "kiosk");
  EXPECT_EQ(entries[0].object, std::format("visit {}", old.id.value));
  const auto run = world.store->inner().retention_run();
  ASSERT_TRUE(run && *run);
  EXPECT_EQ((*run)->visits, 1);
}

TEST(Retention, many_are_deleted_in_parts_and_all_of_them_counted) {
  KioskWorld world;
  for (int visit = 0; visit < 12; ++visit) {
    const auto row = world.start_visit({"nrs"});
    ASSERT_TRUE(world.store->inner().end_visit(row.id, platform::VisitState::cancelled, world.clock.now()));
  }
  world.clock.pass(std::chrono::days{800});
  world.send(intent::Tick{});
  EXPECT_EQ(deletions(world).size(), 5U) << "no frame waits for more";
  world.pass(std::chrono::seconds{1});
  EXPECT_EQ(deletions(world).size(), 12U);
  EXPECT_EQ((*world.store->inner().retention_run())->visits, 12);
}

TEST(Retention, never_by_a_clock_that_nobody_has_set) {
  KioskWorld world;
  const auto old = finished_visit(world);
  const auto last = (*world.store->inner().retention_run())->at;
  world.clock.lose_time_server();
  world.clock.pass(std::chrono::days{4000});
  world.pass(std::chrono::seconds{5});
  EXPECT_TRUE(world.store->inner().visit(old.id));
  EXPECT_EQ((*world.store->inner().retention_run())->at, last) << "nor does it say that it was looked for";
}

TEST(Retention, waits_while_somebody_stands_at_the_kiosk_and_comes_once_a_day) {
  KioskWorld world;
  const auto old = finished_visit(world);
  world.clock.pass(std::chrono::days{800});
  world.state.screen = CheckIn{};
  world.send(intent::Touched{});
  world.send(intent::Tick{});
  EXPECT_TRUE(world.store->inner().visit(old.id));
  world.state.screen = Welcome{};
  world.pass(std::chrono::seconds{1});
  EXPECT_FALSE(world.store->inner().visit(old.id));
  const auto first = (*world.store->inner().retention_run())->at;
  world.restart();
  world.pass(std::chrono::hours{1});
  EXPECT_EQ((*world.store->inner().retention_run())->at, first) << "today's is done, also after another start";
  world.pass(std::chrono::hours{25});
  EXPECT_GT((*world.store->inner().retention_run())->at, first);
}

TEST(Retention, a_disk_that_takes_nothing_is_tried_again) {
  KioskWorld world;
  const auto old = finished_visit(world);
  world.clock.pass(std::chrono::days{800});
  world.store->set(testing::FailingStore::Mood::disk_full);
  world.pass(std::chrono::seconds{1});
  world.store->set(testing::FailingStore::Mood::well);
  EXPECT_TRUE(world.store->inner().visit(old.id));
  world.pass(std::chrono::minutes{61});
  EXPECT_FALSE(world.store->inner().visit(old.id));
}

}  // namespace
}  // namespace anteroom
