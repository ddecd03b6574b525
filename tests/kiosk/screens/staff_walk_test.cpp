// What a charge nurse and IT touch besides a nurse's day: log, preview, the slip with a code, deleting. By names,
// without a window.
#include "kiosk/screens/nurse/preview.h"
#include "kiosk/screens/nurse/views.h"
#include "tests/support/finger.h"

namespace anteroom {
namespace {

using namespace flow;
using platform::StaffRole;
using testing::Finger;
using testing::KioskWorld;

constexpr std::string_view pin = "274951";

class StaffWalk : public ::testing::Test {
 protected:
  // A panel of 10 inches unless another is given.
  explicit StaffWalk(ui::Metrics metrics = {{1280, 800}, 1280.0F / 217}) {
    const std::filesystem::path fonts = std::filesystem::path(ANTEROOM_SHARE_DIR) / "fonts";
    ui::UiOptions options;
    options.metrics = metrics;
    options.fonts = {fonts / "screen-regular.ttf", fonts / "screen-bold.ttf", fonts / "screen-fallback.ttf"};
    m_ui = ui::Ui::create(options).value();
    m_nurse = add("A. Nurse", StaffRole::nurse);
    m_charge = add("C. Charge", StaffRole::charge_nurse);
  }

  std::int64_t add(const std::string& name, StaffRole role) {
    return m_world.store->inner().add_staff(name, role, testing::sealed_pin(pin, name)).value();
  }
  platform::VisitRow finished_visit() {
    const auto row = m_world.begin({"nrs"});
    for (int question = 0; question < 4; ++question) m_world.answer(3);
    m_world.send(intent::Finish{});
    return row;
  }
  // Signed in on the first page of their role.
  void open(StaffRole role) {
    m_world.open_day();
    m_world.state.screen = Staff{role == StaffRole::charge_nurse ? m_charge : m_nurse, "C. Charge",
                                 role == StaffRole::it ? staff::Step(staff::Machine{}) : staff::VisitList{}, role};
    if (role != StaffRole::it) {
      m_world.send(intent::OpenFilter{});
      m_world.send(intent::PickFilter{intent::Shown::all});
    }
    start();
  }
  void open_on(staff::Step step) {
    m_world.open_day();
    m_world.state.screen = Staff{m_nurse, "A. Nurse", std::move(step)};
    start();
  }
  void start() {
    m_app = std::make_unique<screens::App>(*m_world.services, std::move(m_world.state));
    m_finger.emplace(m_world, *m_ui, *m_app);
  }
  KioskWorld& world() { return m_world; }
  Finger& finger() { return *m_finger; }

 private:
  KioskWorld m_world;
  std::unique_ptr<ui::Ui> m_ui;
  std::int64_t m_nurse = 0;
  std::int64_t m_charge = 0;
  std::unique_ptr<screens::App> m_app;
  std::optional<Finger> m_finger;
};

TEST_F(StaffWalk, the_log_is_read_in_plain_words) {
  const auto row = finished_visit();
  open(StaffRole::charge_nurse);
  finger().tap("log");
  ASSERT_EQ(finger().screen(), "nurse.log");
  EXPECT_TRUE(finger().reads("The log is whole"));
  EXPECT_TRUE(finger().reads("patient · finished · visit\u00A0" + row.code)) << "as it stands in the list of visits";
  EXPECT_TRUE(finger().reads("added to the staff · C. Charge"));
  EXPECT_FALSE(finger().reads("10023-4"));
  EXPECT_FALSE(finger().probe().find("log:earlier")->enabled) << "the first day";
  finger().tap("filter");
  ASSERT_EQ(finger().screen(), "nurse.log_filter");
  finger().tap("log:3");
  ASSERT_EQ(finger().screen(), "nurse.log");
  EXPECT_TRUE(finger().reads("added to the staff"));
  EXPECT_FALSE(finger().reads("finished"));
  finger().tap("back");
  EXPECT_EQ(finger().screen(), "nurse.visits");
}

TEST_F(StaffWalk, a_list_that_leaves_visits_out_says_so_and_how_to_see_them) {
  const auto row = finished_visit();
  open(StaffRole::nurse);
  EXPECT_EQ(finger().probe().find("filter")->label, "Filter");
  EXPECT_FALSE(finger().probe().find("filter")->selected);
  finger().tap("filter");
  finger().tap("show:1");
  EXPECT_EQ(finger().probe().find("filter")->label, "Filter: Waiting");
  EXPECT_TRUE(finger().probe().find("filter")->selected);
  EXPECT_TRUE(finger().reads("No visit of today is under “Waiting”"));
  EXPECT_FALSE(finger().reads("Waiting · ")) << "nobody is waiting, least of all who is signed in";
  finger().tap("filter");
  finger().tap("show:0");
  EXPECT_TRUE(finger().sees("visit:" + row.code));
}

TEST_F(StaffWalk, a_nurse_has_no_log) {
  open(StaffRole::nurse);
  EXPECT_FALSE(finger().sees("log"));
}

TEST_F(StaffWalk, it_see_the_kiosk_and_no_visit) {
  const auto row = finished_visit();
  open(StaffRole::it);
  ASSERT_EQ(finger().screen(), "it.machine");
  EXPECT_TRUE(finger().reads("nothing waits for you"));
  EXPECT_FALSE(finger().reads(row.code));
  finger().tap("sign_out");
  EXPECT_EQ(finger().screen(), "patient.welcome");
}

TEST_F(StaffWalk, it_look_at_the_kiosk_and_try_printer_and_alerts) {
  world().config.printer.queue = "office";
  world().checks = {{"printer", platform::Condition::broken, "office: away"}};
  open(StaffRole::it);
  finger().tap("tool:checks");
  ASSERT_EQ(finger().screen(), "it.checks");
  EXPECT_TRUE(finger().reads("Broken: printer office. Away."));
  world().checks = {};
  finger().tap("try_again");
  EXPECT_TRUE(finger().reads("Nothing is broken."));
  finger().tap("back");
  finger().tap("tool:printer");
  ASSERT_EQ(finger().screen(), "it.printer_test");
  finger().tap("print");
  finger().rest(std::chrono::seconds{3});
  EXPECT_TRUE(finger().reads("The test page was printed."));
  EXPECT_EQ(world().printer.pages(), 1);
  finger().tap("back");
  finger().tap("tool:alerts");
  ASSERT_EQ(finger().screen(), "it.alert_test");
  finger().tap("test");
  EXPECT_TRUE(finger().reads("works. Last tried at"));
  finger().tap("back");
  EXPECT_EQ(finger().screen(), "it.machine");
}

TEST_F(StaffWalk, the_page_and_the_printer_are_seen_before_print_is_touched) {
  const auto row = finished_visit();
  world().printer.run_into(platform::PrinterTrouble::out_of_paper);
  open(StaffRole::nurse);
  finger().tap("visit:" + row.code);
  EXPECT_TRUE(finger().reads("The printer is out of paper."));
  while (!finger().sees("preview")) finger().tap("more");
  finger().tap("preview");
  ASSERT_EQ(finger().screen(), "nurse.preview");
  ASSERT_TRUE(finger().sees("page"));
  EXPECT_TRUE(finger().reads("The printer is out of paper."));
  int parts = 1;
  for (; parts < 9 && finger().sees("more") && finger().probe().find("more")->enabled; ++parts) {
    finger().tap("more");
    EXPECT_TRUE(finger().sees("page"));
  }
  EXPECT_GE(parts, 2) << "the page is higher than the panel, and all of it can be reached";
  world().printer.recover();
  finger().rest(std::chrono::seconds{11});
  finger().tap("print");
  finger().rest(std::chrono::seconds{3});
  EXPECT_EQ(finger().screen(), "nurse.visit");
  EXPECT_TRUE(finger().sees("summary:printed"));
}

TEST_F(StaffWalk, the_code_is_printed_by_one_tap_and_a_jam_is_said) {
  world().fill_new_visit("intake");
  auto created = *world().staff_on<staff::VisitCreated>();
  world().printer.run_into(platform::PrinterTrouble::jam);
  open_on(std::move(created));
  ASSERT_EQ(finger().screen(), "nurse.visit_created");
  finger().tap("print_code");
  EXPECT_FALSE(finger().probe().find("print_code")->enabled) << "one is on its way";
  finger().rest(world().config.printer.deadline + std::chrono::seconds{5});
  EXPECT_TRUE(finger().reads("Paper is stuck in the printer."));
  world().printer.recover();
  finger().tap("print_code");
  finger().rest(std::chrono::seconds{3});
  EXPECT_TRUE(finger().reads("The slip with the code was printed."));
  EXPECT_EQ(world().printer.pages(), 1);
}

TEST_F(StaffWalk, a_visit_is_deleted_by_two) {
  const auto row = finished_visit();
  open(StaffRole::nurse);
  finger().tap("visit:" + row.code);
  while (!finger().sees("delete_visit")) finger().tap("more");
  finger().tap("delete_visit");
  ASSERT_EQ(finger().screen(), "nurse.delete_visit");
  finger().tap("delete");
  ASSERT_EQ(finger().screen(), "nurse.delete_visit.person");
  EXPECT_TRUE(finger().reads("C. Charge"));
  EXPECT_FALSE(finger().reads("A. Nurse"));
  finger().tap("staff:0");
  ASSERT_EQ(finger().screen(), "nurse.pin");
  finger().type(pin);
  finger().tap("continue");
  EXPECT_EQ(finger().screen(), "nurse.visits");
  EXPECT_FALSE(world().store->inner().visit(row.id));
}

TEST_F(StaffWalk, a_visit_is_taken_away_on_a_stick) {
  const auto row = finished_visit();
  open(StaffRole::nurse);
  EXPECT_FALSE(finger().sees("export")) << "visits of a period are the charge nurse's";
  finger().tap("visit:" + row.code);
  while (!finger().sees("export")) finger().tap("more");
  finger().tap("export");
  ASSERT_EQ(finger().screen(), "nurse.export");
  finger().rest(std::chrono::seconds{2});
  EXPECT_TRUE(finger().reads("There is no USB stick."));
  EXPECT_FALSE(finger().probe().find("export")->enabled);
  EXPECT_FALSE(finger().reads("not encrypted")) << "there is nothing yet to keep";
  world().stick.become(platform::StickState::ready);
  finger().rest(std::chrono::seconds{2});
  EXPECT_TRUE(finger().reads("The stick is ready."));
  EXPECT_TRUE(finger().reads("The answers on the stick are not encrypted"));
  finger().tap("export");
  finger().rest(std::chrono::seconds{1});
  ASSERT_EQ(finger().screen(), "nurse.export.done");
  EXPECT_TRUE(finger().reads("You may take the stick out now."));
  EXPECT_TRUE(finger().reads("summary-" + row.code));
  finger().tap("continue");
  EXPECT_EQ(finger().screen(), "nurse.visit");
}

TEST_F(StaffWalk, the_visits_of_a_period_are_taken_away_by_a_charge_nurse) {
  finished_visit();
  open(StaffRole::charge_nurse);
  while (!finger().sees("export")) finger().tap("more");
  finger().tap("export");
  ASSERT_EQ(finger().screen(), "nurse.export");
  world().stick.become(platform::StickState::ready);
  finger().rest(std::chrono::seconds{2});
  finger().tap("export");
  EXPECT_TRUE(finger().reads("No visit ended in this period.")) << "last month";
  while (!finger().sees("period")) finger().tap("more");
  finger().tap("period");
  ASSERT_EQ(finger().screen(), "nurse.export.period");
  while (!finger().sees("span:2")) finger().tap("more");
  finger().tap("span:2");
  finger().tap("export");
  finger().rest(std::chrono::seconds{2});
  ASSERT_EQ(finger().screen(), "nurse.export.done");
  EXPECT_TRUE(finger().reads("codebook-20"));
  EXPECT_TRUE(finger().reads("visits-20"));
}

class StaffWalkOnASmallPanel : public StaffWalk {
 protected:
  StaffWalkOnASmallPanel() : StaffWalk({{800, 480}, 800.0F / 155}) {}
};

TEST_F(StaffWalkOnASmallPanel, every_page_says_whose_visit_it_is) {
  const auto row = finished_visit();
  open(StaffRole::nurse);
  finger().tap("visit:" + row.code);
  const std::string whose = std::format("Visit {} · {}", row.code, row.facts.initials);
  EXPECT_TRUE(finger().reads(whose));
  ASSERT_TRUE(finger().sees("more"));
  for (int page = 2; finger().probe().find("more")->enabled; ++page) {
    finger().tap("more");
    EXPECT_TRUE(finger().reads(whose)) << page;
  }
  while (!finger().sees("export")) finger().tap("less");
}

TEST_F(StaffWalkOnASmallPanel, a_visit_is_found_without_turning_the_pages_of_all) {
  for (int visit = 0; visit < 6; ++visit) (void)finished_visit();
  open(StaffRole::nurse);
  ASSERT_TRUE(finger().sees("more")) << "the visits need more than a page";
  finger().tap("find");
  EXPECT_EQ(finger().screen(), "nurse.find");
}

TEST_F(StaffWalkOnASmallPanel, nothing_is_deleted_before_every_consequence_was_on_the_screen) {
  const auto row = finished_visit();
  open(StaffRole::nurse);
  finger().tap("visit:" + row.code);
  while (!finger().sees("delete_visit")) finger().tap("more");
  finger().tap("delete_visit");
  ASSERT_EQ(finger().screen(), "nurse.delete_visit");
  ASSERT_TRUE(finger().sees("more"));
  for (int page = 2; finger().probe().find("more")->enabled; ++page) {
    EXPECT_FALSE(finger().probe().find("delete")->enabled) << page;
    finger().tap("more");
  }
  EXPECT_TRUE(finger().probe().find("delete")->enabled);
}

TEST(OpenDay, keys_stand_still_on_an_upright_panel_when_words_are_offered) {
  const std::filesystem::path fonts = std::filesystem::path(ANTEROOM_SHARE_DIR) / "fonts";
  ui::UiOptions options;
  options.metrics = {{800, 1280}, 800.0F / 136};
  options.fonts = {fonts / "screen-regular.ttf", fonts / "screen-bold.ttf", fonts / "screen-fallback.ttf"};
  const auto ui = ui::Ui::create(options).value();
  const words::Words english;
  const screens::Chrome chrome{.clinic = "Clinic", .staff_light = false, .words = english};
  const auto top_of_a = [&](const screens::OpenDayView& view) {
    for (int frame = 0; frame < ui::most_frames_to_rest; ++frame) {
      ui->begin_frame({});
      (void)screens::draw(*ui, view, chrome);
      ui->end_frame();
    }
    return ui->probe().find("key:a")->rect.y;
  };
  const float before = top_of_a({.done = 1, .of = 6, .letters = "", .offered = {}});
  EXPECT_EQ(top_of_a({.done = 1, .of = 6, .letters = "lil", .offered = {"lilac", "lily"}}), before);
}

TEST(Sheet, has_every_mark_of_the_page) {
  exporting::Preview preview;
  preview.width = 595;
  preview.height = 842;
  exporting::Drawing& page = preview.pages.emplace_back();
  page.fills.push_back({1, 2, 3, 4});
  page.strokes.push_back({1, 2, 3, 4, 0.5, 2, exporting::Ink::white});
  page.shapes.push_back({{{1, 1}, {2, 1}, {2, 2}}, 0.7, false});
  page.texts.push_back({10, 20, exporting::Face::bold, 9.5, exporting::Ink::white, "PEG 6.3", 40});
  const ui::Sheet sheet = screens::sheet_of(preview, page);
  EXPECT_EQ(sheet.size.w, 595);
  EXPECT_EQ(sheet.size.h, 842);
  ASSERT_EQ(sheet.fills.size(), 1U);
  EXPECT_EQ(sheet.fills[0].h, 4);
  ASSERT_EQ(sheet.lines.size(), 1U);
  EXPECT_EQ(sheet.lines[0].to.y, 4);
  EXPECT_EQ(sheet.lines[0].dash, 2);
  EXPECT_TRUE(sheet.lines[0].white);
  ASSERT_EQ(sheet.shapes.size(), 1U);
  EXPECT_EQ(sheet.shapes[0].corners.size(), 3U);
  EXPECT_FALSE(sheet.shapes[0].closed);
  ASSERT_EQ(sheet.texts.size(), 1U);
  EXPECT_EQ(sheet.texts[0].text, "PEG 6.3");
  EXPECT_EQ(sheet.texts[0].width, 40);
  EXPECT_TRUE(sheet.texts[0].bold);
  EXPECT_TRUE(sheet.texts[0].white);
}

}  // namespace
}  // namespace anteroom
