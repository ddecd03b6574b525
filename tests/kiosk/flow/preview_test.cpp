// Before a summary is printed: its first page, and how the printer is. And the slip with a visit's code.
#include "kiosk/flow/printing.h"
#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using platform::PrinterTrouble;
using platform::SummaryState;
using testing::KioskWorld;

VisitId open_finished_visit(KioskWorld& world) {
  const auto visit = world.begin({"nrs"});
  for (int question = 0; question < 4; ++question) world.answer(3);
  world.send(intent::Finish{});
  world.sign_in();
  world.send(intent::OpenVisit{visit.id});
  return visit.id;
}

bool says(const exporting::Preview& preview, std::string_view words) {
  return std::ranges::any_of(preview.pages, [&](const exporting::Drawing& page) {
    return std::ranges::any_of(page.texts, [&](const exporting::TextRun& run) { return run.text.contains(words); });
  });
}

TEST(Preview, shows_the_page_that_would_be_printed_and_notes_that_it_was_read) {
  KioskWorld world;
  const VisitId visit = open_finished_visit(world);
  world.send(intent::OpenPreview{});
  ASSERT_NE(world.staff_on<staff::Preview>(), nullptr);
  EXPECT_EQ(world.staff_on<staff::Preview>()->page, nullptr) << "made on a worker";
  world.work();
  const auto page = world.staff_on<staff::Preview>()->page;
  ASSERT_NE(page, nullptr);
  EXPECT_TRUE(says(*page, "10023-4")) << "whose it is";
  EXPECT_GE(page->pages.size(), 1U);
  EXPECT_GT(page->height, page->width);
  EXPECT_EQ(world.printer.submissions(), 0);
  EXPECT_EQ(world.row(visit).summary, SummaryState::not_printed);
  const auto entry = world.store->inner().audit_rows(1'000'000, 1)->front().entry;
  EXPECT_EQ(entry.event, platform::AuditEvent::record_opened);
  EXPECT_EQ(entry.object, std::format("visit {}", visit.value));
  EXPECT_EQ(entry.actor, "staff 1");
  world.send(intent::Back{});
  EXPECT_NE(world.staff_on<staff::VisitDetail>(), nullptr);
}

TEST(Preview, print_prints_and_leads_to_the_visit) {
  KioskWorld world;
  const VisitId visit = open_finished_visit(world);
  world.send(intent::OpenPreview{});
  world.work();
  world.send(intent::Print{});
  EXPECT_NE(world.staff_on<staff::VisitDetail>(), nullptr);
  world.work();
  world.pass(std::chrono::seconds{2});
  EXPECT_EQ(world.row(visit).summary, SummaryState::printed);
  EXPECT_EQ(world.printer.pages(), 1);
  world.send(intent::OpenPreview{});
  world.work();
  world.send(intent::Print{});
  ASSERT_NE(world.staff_on<staff::VisitDetail>(), nullptr);
  EXPECT_TRUE(world.staff_on<staff::VisitDetail>()->asking_why) << "a second sheet still needs a reason";
  EXPECT_EQ(world.printer.pages(), 1);
}

TEST(Preview, a_page_that_comes_after_they_left_is_dropped) {
  KioskWorld world;
  (void)open_finished_visit(world);
  world.send(intent::OpenPreview{});
  world.send(intent::SignOut{});
  world.work();
  EXPECT_NE(world.on<Welcome>(), nullptr);
}

TEST(Preview, only_of_a_visit_that_is_over) {
  KioskWorld world;
  const auto waiting = world.start_visit({"nrs"});
  world.sign_in();
  world.send(intent::OpenVisit{waiting.id});
  world.send(intent::OpenPreview{});
  EXPECT_EQ(world.staff_on<staff::Preview>(), nullptr);
}

TEST(PrinterState, is_asked_before_anything_is_sent_and_again_while_somebody_looks) {
  KioskWorld world;
  world.printer.run_into(PrinterTrouble::out_of_paper);
  (void)open_finished_visit(world);
  EXPECT_FALSE(world.state.printing.health);
  world.pass(std::chrono::milliseconds{100});
  ASSERT_TRUE(world.state.printing.health);
  EXPECT_FALSE(world.state.printing.health->ready);
  EXPECT_EQ(world.state.printing.health->trouble, PrinterTrouble::out_of_paper);
  EXPECT_EQ(world.printer.submissions(), 0) << "no paper for a question";
  world.printer.recover();
  world.pass(std::chrono::seconds{11});
  EXPECT_TRUE(world.state.printing.health->ready);
  world.send(intent::SignOut{});
  world.send(intent::Tick{});
  EXPECT_FALSE(world.state.printing.health) << "what it was helps nobody later";
}

TEST(PrinterState, is_asked_anew_once_a_page_is_out) {
  KioskWorld world;
  world.printer.run_into(PrinterTrouble::out_of_paper);
  const VisitId visit = open_finished_visit(world);
  world.pass(std::chrono::milliseconds{100});
  ASSERT_TRUE(world.state.printing.health);
  ASSERT_FALSE(world.state.printing.health->ready);
  world.printer.recover();
  world.send(intent::Print{});
  for (int second = 0; second < 20 && world.printer.pages() == 0; ++second) world.pass(std::chrono::seconds{1});
  world.pass(std::chrono::seconds{2});
  ASSERT_EQ(world.row(visit).summary, platform::SummaryState::printed);
  ASSERT_TRUE(world.state.printing.health);
  EXPECT_TRUE(world.state.printing.health->ready) << "what stood there before the page came out is old";
}

TEST(PrinterState, is_not_asked_where_nobody_can_print) {
  KioskWorld world;
  const auto waiting = world.start_visit({"nrs"});
  world.sign_in();
  world.pass(std::chrono::seconds{1});
  EXPECT_FALSE(world.state.printing.health);
  world.send(intent::OpenVisit{waiting.id});
  world.pass(std::chrono::seconds{1});
  EXPECT_FALSE(world.state.printing.health);
}

// ---- the slip with the code -----------------------------------------------------------------------------------------

platform::VisitRow created_visit(KioskWorld& world) {
  world.fill_new_visit("intake");
  const auto* created = world.staff_on<staff::VisitCreated>();
  EXPECT_NE(created, nullptr);
  return created == nullptr ? platform::VisitRow{} : created->row;
}

exporting::CodeSlip slip_of(const platform::VisitRow& row) {
  return {"Riverside", "Your visit code", row.code, "Touch Start.", {}};
}

TEST(CodeSlip, one_tap_prints_it_under_a_title_that_says_nothing) {
  KioskWorld world;
  const auto row = created_visit(world);
  world.send(intent::PrintCode{slip_of(row)});
  ASSERT_TRUE(world.state.printing.code_slip);
  EXPECT_EQ(world.state.printing.code_slip->second, SummaryState::printing);
  world.send(intent::PrintCode{slip_of(row)});
  world.work();
  world.pass(std::chrono::seconds{2});
  EXPECT_EQ(world.state.printing.code_slip->second, SummaryState::printed);
  EXPECT_EQ(world.printer.pages(), 1) << "two touches, one slip";
  EXPECT_EQ(world.printer.title(), "visit-code");
  EXPECT_NE(world.staff_on<staff::VisitCreated>(), nullptr) << "the code stays on the screen";
  EXPECT_EQ(world.row(row.id).summary, SummaryState::not_printed) << "the summary is another page";
}

TEST(CodeSlip, that_did_not_come_out_says_why_and_is_tried_again) {
  KioskWorld world;
  const auto row = created_visit(world);
  world.printer.run_into(PrinterTrouble::jam);
  world.send(intent::PrintCode{slip_of(row)});
  world.work();
  world.pass(world.config.printer.deadline + std::chrono::seconds{5});
  EXPECT_EQ(world.state.printing.code_slip->second, SummaryState::saved_not_printed);
  EXPECT_EQ((world.state.printing.why_not[{row.id, Printout::code}]), PrinterTrouble::jam);
  world.printer.recover();
  world.send(intent::PrintCode{slip_of(row)});
  world.work();
  world.pass(std::chrono::seconds{2});
  EXPECT_EQ(world.state.printing.code_slip->second, SummaryState::printed);
  EXPECT_EQ(world.printer.pages(), 1);
}

TEST(CodeSlip, goes_on_while_the_kiosk_is_handed_over) {
  KioskWorld world;
  const auto row = created_visit(world);
  world.send(intent::PrintCode{slip_of(row)});
  world.send(intent::StartNow{});
  EXPECT_NE(world.on<Patient>(), nullptr);
  world.pass(std::chrono::seconds{2});
  EXPECT_EQ(world.printer.pages(), 1);
}

}  // namespace
}  // namespace anteroom
