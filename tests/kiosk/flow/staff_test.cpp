#include "platform/vault/sign_in.h"
#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using std::chrono::seconds;
using testing::KioskWorld;

constexpr std::string_view pin = "274951";

void open_pin(KioskWorld& world) {
  ASSERT_TRUE(
      world.store->inner().add_staff("R. Meyer", platform::StaffRole::nurse, testing::sealed_pin(pin, "R. Meyer")));
  world.open_day();
  world.send(intent::OpenStaff{});
  world.send(intent::PickPerson{0});
}

void try_pin(KioskWorld& world, std::string_view digits) {
  world.type(digits);
  world.send(intent::Continue{});
  world.work();
}

int failures(KioskWorld& world) { return world.store->inner().staff().value().front().failed_attempts; }

TEST(Staff, the_right_pin_signs_in_and_clears_the_count) {
  KioskWorld world;
  open_pin(world);
  try_pin(world, pin);
  ASSERT_NE(world.on<Staff>(), nullptr);
  EXPECT_EQ(world.on<Staff>()->name, "R. Meyer");
  EXPECT_NE(world.staff_on<staff::VisitList>(), nullptr);
  EXPECT_EQ(failures(world), 0);
}

TEST(Staff, a_try_is_counted_on_disk_before_the_pin_is_checked) {
  KioskWorld world;
  open_pin(world);
  world.type("111111");
  world.send(intent::Continue{});
  EXPECT_TRUE(world.on<EnterPin>()->checking);
  EXPECT_EQ(failures(world), 1) << "the worker has not even begun";
  world.work();
  EXPECT_EQ(world.on<EnterPin>()->problem, EnterPin::Problem::wrong);
  EXPECT_TRUE(world.on<EnterPin>()->pin.empty());
}

TEST(Staff, the_sixth_try_has_to_wait_and_waiting_is_not_counted) {
  KioskWorld world;
  open_pin(world);
  for (int attempt = 0; attempt < 5; ++attempt) try_pin(world, "111111");
  EXPECT_EQ(world.on<EnterPin>()->problem, EnterPin::Problem::wait);
  try_pin(world, pin);
  EXPECT_EQ(world.on<Staff>(), nullptr) << "even the right one waits";
  EXPECT_EQ(failures(world), 5);
  world.clock.pass(platform::delay_after(5).wait + seconds{1});
  try_pin(world, pin);
  EXPECT_NE(world.on<Staff>(), nullptr);
}

TEST(Staff, pulling_the_plug_refunds_neither_tries_nor_waiting) {
  KioskWorld world;
  open_pin(world);
  for (int attempt = 0; attempt < 5; ++attempt) try_pin(world, "111111");
  world.clock.pass(seconds{3600});
  world.restart();
  world.open_day();
  world.send(intent::OpenStaff{});
  world.send(intent::PickPerson{0});
  try_pin(world, pin);
  ASSERT_NE(world.on<EnterPin>(), nullptr);
  EXPECT_EQ(world.on<EnterPin>()->problem, EnterPin::Problem::wait);
}

TEST(Staff, ten_wrong_tries_lock) {
  KioskWorld world;
  open_pin(world);
  for (int attempt = 0; attempt < 10; ++attempt) {
    ASSERT_NE(world.on<EnterPin>(), nullptr);
    try_pin(world, "111111");
    world.clock.pass(platform::delay_after(failures(world)).wait + seconds{1});
  }
  try_pin(world, pin);
  ASSERT_NE(world.on<EnterPin>(), nullptr);
  EXPECT_EQ(world.on<EnterPin>()->problem, EnterPin::Problem::locked);
  EXPECT_EQ(failures(world), 10);
}

TEST(Staff, a_new_visit_gets_a_code_that_the_patient_can_use) {
  KioskWorld world;
  world.sign_in();
  world.send(intent::NewVisit{});
  world.type("mrn-77.1/;");
  world.send(intent::Continue{});
  world.type("ab1cdefg");
  world.send(intent::Continue{});
  world.type("05031957");
  world.send(intent::Continue{});
  world.send(intent::Continue{});
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->field, staff::NewVisitForm::Field::sex) << "nothing is assumed";
  world.send(intent::PickSex{platform::Sex::female});
  world.send(intent::Continue{});
  ASSERT_NE(world.staff_on<staff::NewVisitForm>(), nullptr);
  world.send(intent::PickBattery{"intake"});
  world.send(intent::Continue{});
  ASSERT_NE(world.staff_on<staff::VisitCreated>(), nullptr);
  const auto row = world.staff_on<staff::VisitCreated>()->row;
  EXPECT_EQ(row.facts.record_number, "MRN-77.1");
  EXPECT_EQ(row.facts.initials, "ABCD");
  EXPECT_EQ(row.facts.started_by, "R. Meyer");
  EXPECT_EQ(row.facts.sex, platform::Sex::female);
  EXPECT_EQ(row.facts.language, "en");
  EXPECT_EQ(row.number, 1);
  EXPECT_EQ(row.code.size(), 4U);
  world.send(intent::Continue{});
  ASSERT_EQ(world.staff_on<staff::VisitList>()->visits.size(), 1U);
  world.send(intent::SignOut{});
  world.check_in(row.code);
  EXPECT_NE(world.patient_on<patient::Briefing>(), nullptr);
}

TEST(Staff, a_birth_date_in_the_future_is_refused) {
  KioskWorld world;
  world.sign_in();
  world.send(intent::NewVisit{});
  world.type("1");
  world.send(intent::Continue{});
  world.type("A");
  world.send(intent::Continue{});
  world.type("24112026");
  world.send(intent::Continue{});
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->field, staff::NewVisitForm::Field::birth_date);
  EXPECT_EQ(world.staff_on<staff::NewVisitForm>()->problem, staff::NewVisitForm::Problem::no_such_day);
}

TEST(Staff, the_list_shows_today_only_and_every_open_alert) {
  KioskWorld world;
  const auto yesterday = world.begin({"nrs"});
  world.send(intent::AskStaff{});
  world.work();
  world.clock.pass(std::chrono::hours{24});
  const auto today = world.start_visit();
  world.sign_in();
  world.send(intent::NewVisit{});
  world.send(intent::Back{});
  const auto* list = world.staff_on<staff::VisitList>();
  ASSERT_NE(list, nullptr);
  ASSERT_EQ(list->visits.size(), 1U);
  EXPECT_EQ(list->visits[0].id, today.id);
  ASSERT_EQ(list->alerts.size(), 1U);
  EXPECT_EQ(list->alerts[0].visit, yesterday.id);
}

TEST(Staff, marking_is_a_toggle_that_is_kept) {
  KioskWorld world;
  const auto visit = world.start_visit();
  world.sign_in();
  world.send(intent::OpenVisit{visit.id});
  world.send(intent::Mark{});
  EXPECT_TRUE(world.row(visit.id).marked);
  world.send(intent::Mark{});
  EXPECT_FALSE(world.row(visit.id).marked);
}

TEST(Staff, cancelling_asks_first) {
  KioskWorld world;
  const auto visit = world.start_visit();
  world.sign_in();
  world.send(intent::OpenVisit{visit.id});
  world.send(intent::CancelVisit{});
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::waiting);
  world.send(intent::ConfirmCancel{intent::Reply::no});
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::waiting);
  world.send(intent::CancelVisit{});
  world.send(intent::ConfirmCancel{intent::Reply::yes});
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::cancelled);
}

TEST(Staff, a_store_in_trouble_says_so_and_recovers) {
  KioskWorld world;
  const auto visit = world.start_visit();
  world.sign_in();
  world.store->set(testing::FailingStore::Mood::dead);
  world.send(intent::OpenVisit{visit.id});
  EXPECT_NE(world.staff_on<staff::Trouble>(), nullptr);
  world.store->set(testing::FailingStore::Mood::well);
  world.send(intent::TryAgain{});
  EXPECT_NE(world.staff_on<staff::VisitList>(), nullptr);
}

}  // namespace
}  // namespace anteroom
