// What staff take away on a stick: who may, what is written down before, what they are told, and what stands on it.
#include "kiosk/flow/export_contents.h"
#include "kiosk/flow/staff_export.h"
#include "tests/support/kiosk_world.h"

#include <gmock/gmock.h>

namespace anteroom {
namespace {

using namespace flow;
using intent::ExportKind;
using intent::Span;
using platform::AuditEvent;
using platform::StaffRole;
using platform::StickState;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Key;
using testing::KioskWorld;
using ::testing::StartsWith;
using Stage = staff::Export::Stage;
using Problem = staff::Export::Problem;

// Four questions about pain, answered, and over.
platform::VisitRow finished_visit(KioskWorld& world) {
  const auto row = world.begin({"nrs"});
  for (int question = 0; question < 4; ++question) world.answer(3);
  world.send(intent::Finish{});
  world.state.screen = Welcome{};
  EXPECT_EQ(world.row(row.id).state, platform::VisitState::finished);
  return world.row(row.id);
}

void stand_on(KioskWorld& world, staff::Step step, StaffRole role = StaffRole::nurse) {
  world.open_day();
  world.state.screen = Staff{3, "R. Meyer", std::move(step), role};
  world.state.last_touch = world.clock.since_boot();
}

// On the export's screen, with the stick looked at.
void open_export(KioskWorld& world, const platform::VisitRow& row) {
  stand_on(world, staff::VisitDetail{.row = row, .alerts = {}});
  world.send(intent::OpenExport{});
  ASSERT_NE(world.staff_on<staff::Export>(), nullptr);
  world.pass(stick_poll);
}
void open_period(KioskWorld& world) {
  stand_on(world, staff::VisitList{}, StaffRole::charge_nurse);
  world.send(intent::OpenExport{});
  ASSERT_NE(world.staff_on<staff::Export>(), nullptr);
  world.send(intent::OpenSpans{});
  world.send(intent::PickSpan{Span::this_year});
  world.pass(stick_poll);
}

std::vector<std::string> written_down(KioskWorld& world, AuditEvent event) {
  std::vector<std::string> entries;
  const auto trail = world.store->inner().audit_trail();
  EXPECT_TRUE(trail);
  for (const platform::AuditRow& row : trail->rows) {
    if (row.entry.event == event) entries.push_back(row.entry.actor + ": " + row.entry.object);
  }
  return entries;
}

// Frames go by until nothing is left to do.
void run(KioskWorld& world) {
  for (int frames = 0; frames < 50 && world.state.export_run; ++frames) {
    world.send(intent::Tick{});
    world.work();
  }
}

TEST(Export, a_visit_leaves_as_a_page_named_by_its_code_and_the_day) {
  KioskWorld world;
  const auto row = finished_visit(world);
  world.stick.become(StickState::ready);
  open_export(world, row);
  world.send(intent::Continue{});
  ASSERT_EQ(world.staff_on<staff::Export>()->stage, Stage::working);
  EXPECT_THAT(written_down(world, AuditEvent::exported),
              ElementsAre(std::format("staff 3: summary, visit {}", row.id.value)))
      << "before anything is written";
  EXPECT_EQ(world.stick.writes(), 0);
  run(world);
  const auto* done = world.staff_on<staff::Export>();
  ASSERT_EQ(done->stage, Stage::done);
  const std::string name =
      std::format("summary-{}-{}.pdf", row.code, to_string(world.clock.local_date(world.clock.now())));
  EXPECT_THAT(done->files, ElementsAre(name));
  ASSERT_THAT(world.stick.files(), ElementsAre(Key(name)));
  EXPECT_THAT(world.stick.files().at(name), StartsWith("%PDF-"));
  EXPECT_THAT(written_down(world, AuditEvent::not_exported), IsEmpty());
  world.send(intent::Continue{});
  EXPECT_NE(world.staff_on<staff::VisitDetail>(), nullptr);
}

TEST(Export, a_visit_leaves_as_fhir_when_that_was_chosen) {
  KioskWorld world;
  const auto row = finished_visit(world);
  world.stick.become(StickState::ready);
  open_export(world, row);
  world.send(intent::ChangeExportKind{});
  world.send(intent::Continue{});
  run(world);
  ASSERT_EQ(world.stick.files().size(), 1U);
  EXPECT_THAT(world.stick.files().begin()->first, StartsWith("visit-" + row.code + "-20"));
  EXPECT_THAT(world.stick.files().begin()->second, HasSubstr(R"("resourceType":"Bundle")"));
}

TEST(Export, a_period_leaves_as_a_table_with_its_codebook) {
  KioskWorld world;
  finished_visit(world);
  finished_visit(world);
  (void)world.start_visit({"nrs"});  // waits: no answers, not in the table
  world.stick.become(StickState::ready);
  open_period(world);
  const auto period = world.staff_on<staff::Export>()->period;
  world.send(intent::Continue{});
  ASSERT_EQ(world.staff_on<staff::Export>()->stage, Stage::working);
  EXPECT_THAT(
      written_down(world, AuditEvent::exported),
      ElementsAre(std::format("staff 3: csv, visits 2, {} – {}", to_string(period.from), to_string(period.to))));
  run(world);
  ASSERT_EQ(world.staff_on<staff::Export>()->stage, Stage::done);
  const std::string day = to_string(world.clock.local_date(world.clock.now()));
  ASSERT_THAT(world.stick.files(), ElementsAre(Key("codebook-" + day + ".csv"), Key("visits-" + day + ".csv")));
  const std::string& table = world.stick.files().at("visits-" + day + ".csv");
  EXPECT_EQ(std::ranges::count(table, '\n'), 3) << "a head and two visits";
  EXPECT_THAT(table, HasSubstr("10023-4,AB,1957-03-05,"));
}

TEST(Export, the_report_of_a_period_has_a_page_and_a_table) {
  KioskWorld world;
  finished_visit(world);
  world.stick.become(StickState::ready);
  open_period(world);
  world.send(intent::ChangeExportKind{});
  world.send(intent::Continue{});
  run(world);
  const std::string day = to_string(world.clock.local_date(world.clock.now()));
  ASSERT_THAT(world.stick.files(), ElementsAre(Key("outcome-" + day + ".csv"), Key("outcome-" + day + ".pdf")));
  EXPECT_THAT(world.stick.files().at("outcome-" + day + ".csv"), HasSubstr("visits,visits,,,< 5"));
}

TEST(Export, nothing_begins_without_a_stick_that_is_ready) {
  KioskWorld world;
  const auto row = finished_visit(world);
  open_export(world, row);
  for (const StickState state : {StickState::none, StickState::several, StickState::not_allowed, StickState::unreadable,
                                 StickState::read_only, StickState::full}) {
    world.stick.become(state);
    world.pass(stick_poll);
    EXPECT_EQ(world.state.stick.state, state);
    world.send(intent::Continue{});
    EXPECT_EQ(world.staff_on<staff::Export>()->stage, Stage::choosing);
  }
  EXPECT_THAT(written_down(world, AuditEvent::exported), IsEmpty());
  EXPECT_EQ(world.stick.writes(), 0);
}

TEST(Export, what_cannot_be_written_down_does_not_leave) {
  KioskWorld world;
  const auto row = finished_visit(world);
  world.stick.become(StickState::ready);
  open_export(world, row);
  world.store->set(testing::FailingStore::Mood::disk_full);
  world.send(intent::Continue{});
  EXPECT_EQ(world.staff_on<staff::Export>()->problem, Problem::store);
  world.work();
  EXPECT_EQ(world.stick.writes(), 0);
}

TEST(Export, a_stick_that_is_pulled_out_is_told_and_the_trail_takes_it_back) {
  KioskWorld world;
  const auto row = finished_visit(world);
  world.stick.become(StickState::ready);
  open_export(world, row);
  world.stick.fail(Fault::io);
  world.send(intent::Continue{});
  run(world);
  EXPECT_EQ(world.staff_on<staff::Export>()->stage, Stage::choosing);
  EXPECT_EQ(world.staff_on<staff::Export>()->problem, Problem::failed);
  EXPECT_THAT(written_down(world, AuditEvent::not_exported),
              ElementsAre(std::format("kiosk: summary, visit {}", row.id.value)));
  // Once it is back, it goes on from here.
  world.stick.fail({});
  world.pass(stick_poll);
  world.send(intent::Continue{});
  run(world);
  EXPECT_EQ(world.staff_on<staff::Export>()->stage, Stage::done);
}

TEST(Export, a_stick_without_room_is_told_apart) {
  KioskWorld world;
  const auto row = finished_visit(world);
  world.stick.become(StickState::ready);
  open_export(world, row);
  world.stick.fail(Fault::no_space);
  world.send(intent::Continue{});
  run(world);
  EXPECT_EQ(world.staff_on<staff::Export>()->problem, Problem::no_room);
}

TEST(Export, a_period_without_a_visit_that_ended_leaves_nothing) {
  KioskWorld world;
  world.stick.become(StickState::ready);
  open_period(world);
  world.send(intent::Continue{});
  EXPECT_EQ(world.staff_on<staff::Export>()->problem, Problem::no_visit);
  EXPECT_THAT(written_down(world, AuditEvent::exported), IsEmpty());
}

TEST(Export, who_stops_or_leaves_while_visits_are_read_takes_nothing) {
  for (const bool stops : {true, false}) {
    KioskWorld world;
    finished_visit(world);
    world.stick.become(StickState::ready);
    open_period(world);
    world.send(intent::Continue{});
    world.send(stops ? Intent(intent::Back{}) : intent::SignOut{});
    run(world);
    EXPECT_EQ(world.stick.writes(), 0);
    EXPECT_THAT(written_down(world, AuditEvent::not_exported), ElementsAre(HasSubstr("csv, visits 1, ")));
    EXPECT_EQ(world.staff_on<staff::Export>() != nullptr, stops);
  }
}

TEST(Export, what_is_being_written_is_written_to_its_end_and_tells_nobody_else) {
  KioskWorld world;
  const auto row = finished_visit(world);
  world.stick.become(StickState::ready);
  open_export(world, row);
  world.send(intent::Continue{});
  world.send(intent::Back{});
  EXPECT_EQ(world.staff_on<staff::Export>()->stage, Stage::working);
  world.send(intent::SignOut{});
  // Somebody else comes before the worker is done.
  stand_on(world, staff::VisitDetail{.row = row, .alerts = {}});
  world.send(intent::OpenExport{});
  run(world);
  EXPECT_EQ(world.stick.writes(), 1);
  EXPECT_EQ(world.staff_on<staff::Export>()->stage, Stage::choosing);
}

TEST(Export, visits_of_a_period_are_the_charge_nurses_and_it_take_nothing) {
  KioskWorld world;
  const auto row = finished_visit(world);
  world.stick.become(StickState::ready);
  stand_on(world, staff::VisitList{}, StaffRole::nurse);
  world.send(intent::OpenExport{});
  EXPECT_EQ(world.staff_on<staff::Export>(), nullptr);
  // Also where the screen stands already.
  staff::Step period = export_of_period(*world.services);
  std::get<staff::Export>(period).period = period_of(Span::this_year, world.clock.local_date(world.clock.now()));
  stand_on(world, std::move(period), StaffRole::nurse);
  world.pass(stick_poll);
  world.send(intent::Continue{});
  EXPECT_EQ(world.staff_on<staff::Export>()->stage, Stage::choosing);
  for (const Intent& intent : {Intent(intent::OpenExport{}), Intent(intent::Continue{})}) {
    stand_on(world, export_of(row), StaffRole::it);
    world.pass(stick_poll);
    world.send(intent);
    EXPECT_EQ(world.staff_on<staff::Export>()->stage, Stage::choosing);
  }
  EXPECT_THAT(written_down(world, AuditEvent::exported), IsEmpty());
}

TEST(Export, a_visit_that_is_not_over_does_not_leave) {
  KioskWorld world;
  stand_on(world, staff::VisitDetail{.row = world.start_visit({"nrs"}), .alerts = {}});
  world.send(intent::OpenExport{});
  EXPECT_EQ(world.staff_on<staff::Export>(), nullptr);
}

TEST(Export, periods_are_whole_months_and_years_by_the_calendar) {
  using namespace std::chrono_literals;
  const Date day{2026y, std::chrono::January, 15d};
  const auto words = [&](Span span) {
    const auto period = period_of(span, day);
    return to_string(period.from) + " " + to_string(period.to);
  };
  EXPECT_EQ(words(Span::last_month), "2025-12-01 2025-12-31");
  EXPECT_EQ(words(Span::last_three_months), "2025-10-01 2025-12-31");
  EXPECT_EQ(words(Span::this_year), "2026-01-01 2026-01-15");
  EXPECT_EQ(words(Span::last_year), "2025-01-01 2025-12-31");
}

TEST(Export, other_dates_are_typed_and_have_to_be_a_period_that_has_begun) {
  KioskWorld world;
  open_period(world);
  world.send(intent::OpenSpans{});
  world.send(intent::PickSpan{Span::other});
  const auto* leaving = world.staff_on<staff::Export>();
  ASSERT_EQ(leaving->stage, Stage::from);
  const auto problem = [&] { return world.staff_on<staff::Export>()->problem; };
  world.type("31022020");
  world.send(intent::Continue{});
  EXPECT_EQ(problem(), Problem::no_such_day);
  world.type("01032020");  // anew
  world.send(intent::Continue{});
  ASSERT_EQ(world.staff_on<staff::Export>()->stage, Stage::to);
  world.type("29022020");
  world.send(intent::Continue{});
  EXPECT_EQ(problem(), Problem::no_such_day) << "before the first";
  for (int digit = 0; digit < 8; ++digit) world.send(intent::Erase{});
  world.type("02042020");
  world.send(intent::Continue{});
  leaving = world.staff_on<staff::Export>();
  EXPECT_EQ(leaving->stage, Stage::choosing);
  EXPECT_EQ(leaving->span, Span::other);
  EXPECT_EQ(to_string(leaving->period.from), "2020-03-01");
  EXPECT_EQ(to_string(leaving->period.to), "2020-04-02");
}

TEST(Export, nobody_looks_for_a_stick_where_nobody_exports) {
  KioskWorld world;
  const auto row = finished_visit(world);
  open_export(world, row);
  EXPECT_GT(world.stick.looks(), 0);
  world.send(intent::Back{});
  const int before = world.stick.looks();
  world.pass(std::chrono::seconds{10});
  EXPECT_EQ(world.stick.looks(), before);
  EXPECT_FALSE(world.state.stick.state) << "what it was helps nobody later";
}

}  // namespace
}  // namespace anteroom
