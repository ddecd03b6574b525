#include "kiosk/flow/printing.h"

#include "tests/support/kiosk_world.h"

namespace anteroom {
namespace {

using namespace flow;
using platform::PrinterTrouble;
using platform::SummaryState;
using testing::FailingStore;
using testing::KioskWorld;

// A finished visit, its detail open before a signed-in nurse.
VisitId finished_visit(KioskWorld& world) {
  const auto visit = world.begin({"nrs"});
  for (int question = 0; question < 4; ++question) world.answer(3);
  world.send(intent::Finish{});
  world.sign_in();
  world.send(intent::OpenVisit{visit.id});
  return visit.id;
}

SummaryState summary(KioskWorld& world, VisitId visit) { return world.row(visit).summary; }

TEST(Printing, says_printed_only_when_the_printer_has_said_so) {
  KioskWorld world;
  const VisitId visit = finished_visit(world);
  world.send(intent::Print{});
  EXPECT_EQ(summary(world, visit), SummaryState::printing);
  world.work();
  EXPECT_EQ(summary(world, visit), SummaryState::printing) << "submitted is not printed";
  world.pass(std::chrono::seconds{1});
  EXPECT_EQ(summary(world, visit), SummaryState::printed);
  EXPECT_EQ(world.printer.pages(), 1);
  EXPECT_TRUE(world.row(visit).printed_at);
  EXPECT_EQ(world.staff_on<staff::VisitDetail>()->row.summary, SummaryState::printed) << "the open screen follows";
}

TEST(Printing, sends_a_pdf_with_a_title_that_names_nobody) {
  KioskWorld world;
  (void)finished_visit(world);
  world.send(intent::Print{});
  world.work();
  ASSERT_EQ(world.printer.documents().size(), 1U);
  const auto& bytes = world.printer.documents()[0];
  ASSERT_GT(bytes.size(), 4U);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(bytes.data()), 4), "%PDF");
  EXPECT_EQ(world.printer.title(), "visit-summary");
}

TEST(Printing, touching_print_twice_sends_one_job) {
  KioskWorld world;
  (void)finished_visit(world);
  world.printer.run_into(PrinterTrouble::out_of_paper);
  world.send(intent::Print{});
  world.send(intent::Print{});
  world.work();
  world.send(intent::Print{});
  world.work();
  EXPECT_EQ(world.printer.submissions(), 1);
}

TEST(Printing, out_of_paper_is_saved_not_printed_and_prints_once_when_asked_again) {
  KioskWorld world;
  const VisitId visit = finished_visit(world);
  world.printer.run_into(PrinterTrouble::out_of_paper);
  world.send(intent::Print{});
  world.work();
  world.pass(std::chrono::seconds{58});
  EXPECT_EQ(summary(world, visit), SummaryState::printing);
  world.pass(std::chrono::seconds{5});
  EXPECT_EQ(summary(world, visit), SummaryState::saved_not_printed);
  EXPECT_EQ(world.state.printing.why_not.at({visit, Printout::summary}), PrinterTrouble::out_of_paper);
  world.printer.recover();
  EXPECT_EQ(world.printer.pages(), 0) << "the job was taken back: it does not come out by itself";
  world.send(intent::Print{});
  world.work();
  world.pass(std::chrono::seconds{2});
  EXPECT_EQ(summary(world, visit), SummaryState::printed);
  EXPECT_EQ(world.printer.pages(), 1);
}

TEST(Printing, a_page_that_came_out_in_the_last_second_is_printed_and_not_taken_back) {
  KioskWorld world;
  const VisitId visit = finished_visit(world);
  world.printer.run_into(PrinterTrouble::out_of_paper);
  world.send(intent::Print{});
  world.work();
  world.pass(std::chrono::milliseconds{59'500});
  world.printer.recover();
  world.clock.pass(std::chrono::seconds{1});
  world.send(intent::Tick{});
  world.work();
  EXPECT_EQ(summary(world, visit), SummaryState::printed);
  EXPECT_EQ(world.printer.cancellations(), 0);
  EXPECT_EQ(world.printer.pages(), 1);
}

TEST(Printing, a_printer_that_refuses_is_saved_not_printed_at_once) {
  KioskWorld world;
  const VisitId visit = finished_visit(world);
  world.printer.refuse(Fault::unavailable);
  world.send(intent::Print{});
  world.work();
  EXPECT_EQ(summary(world, visit), SummaryState::saved_not_printed);
  EXPECT_EQ(world.state.printing.why_not.at({visit, Printout::summary}), PrinterTrouble::away);
}

TEST(Printing, a_job_that_nobody_can_take_back_asks_staff) {
  KioskWorld world;
  const VisitId visit = finished_visit(world);
  world.printer.run_into(PrinterTrouble::away);
  world.printer.keep_jobs();
  world.send(intent::Print{});
  world.work();
  world.pass(std::chrono::seconds{80});
  EXPECT_EQ(summary(world, visit), SummaryState::unclear);
  world.send(intent::Print{});
  world.work();
  EXPECT_EQ(world.printer.submissions(), 1) << "nothing prints while a page may be in the tray";
}

TEST(Printing, a_job_that_the_spooler_forgot_asks_staff) {
  KioskWorld world;
  const VisitId visit = finished_visit(world);
  world.send(intent::Print{});
  world.work();
  world.printer.lose_jobs();
  world.pass(std::chrono::seconds{1});
  EXPECT_EQ(summary(world, visit), SummaryState::unclear);
}

TEST(Printing, a_restart_while_printing_asks_staff_and_their_word_counts) {
  for (const auto reply : {intent::Reply::yes, intent::Reply::no}) {
    KioskWorld world;
    const VisitId visit = finished_visit(world);
    world.printer.run_into(PrinterTrouble::out_of_paper);
    world.send(intent::Print{});
    world.work();
    world.restart();
    EXPECT_EQ(summary(world, visit), SummaryState::unclear);
    world.pass(std::chrono::minutes{5});
    EXPECT_EQ(world.printer.submissions(), 1) << "never again by itself";
    world.sign_in();
    world.send(intent::OpenVisit{visit});
    world.send(intent::PageCameOut{reply});
    if (reply == intent::Reply::yes) {
      EXPECT_EQ(summary(world, visit), SummaryState::printed);
      continue;
    }
    EXPECT_EQ(summary(world, visit), SummaryState::saved_not_printed);
    world.send(intent::Print{});
    world.work();
    EXPECT_EQ(world.printer.cancellations(), 1) << "the job of before is taken back first";
    world.printer.recover();
    world.pass(std::chrono::seconds{2});
    EXPECT_EQ(world.printer.pages(), 1);
    EXPECT_EQ(summary(world, visit), SummaryState::printed);
  }
}

TEST(Printing, nothing_is_sent_when_the_disk_does_not_take_the_note_of_it) {
  KioskWorld world;
  (void)finished_visit(world);
  world.store->set(FailingStore::Mood::disk_full);
  world.send(intent::Print{});
  world.work();
  EXPECT_EQ(world.printer.submissions(), 0);
  EXPECT_NE(world.staff_on<staff::Trouble>(), nullptr);
}

TEST(Printing, printed_is_written_again_until_the_disk_takes_it) {
  KioskWorld world;
  const VisitId visit = finished_visit(world);
  world.send(intent::Print{});
  world.work();
  world.store->set(FailingStore::Mood::disk_full);
  world.pass(std::chrono::seconds{3});
  EXPECT_EQ(summary(world, visit), SummaryState::printing);
  world.store->set(FailingStore::Mood::well);
  world.pass(std::chrono::seconds{2});
  EXPECT_EQ(summary(world, visit), SummaryState::printed);
  EXPECT_EQ(world.printer.pages(), 1);
}

TEST(Printing, goes_on_while_nobody_is_signed_in) {
  KioskWorld world;
  const VisitId visit = finished_visit(world);
  world.send(intent::Print{});
  world.send(intent::SignOut{});
  world.work();
  world.pass(std::chrono::seconds{2});
  EXPECT_EQ(summary(world, visit), SummaryState::printed);
}

TEST(Printing, a_visit_that_still_runs_is_not_printed) {
  KioskWorld world;
  const auto visit = world.start_visit();
  world.sign_in();
  world.send(intent::OpenVisit{visit.id});
  world.send(intent::Print{});
  world.work();
  EXPECT_EQ(world.printer.submissions(), 0);
}

// Printed once.
VisitId printed_visit(KioskWorld& world) {
  const VisitId visit = finished_visit(world);
  world.send(intent::Print{});
  world.work();
  world.pass(std::chrono::seconds{2});
  EXPECT_EQ(summary(world, visit), SummaryState::printed);
  return visit;
}

TEST(Printing, a_second_sheet_needs_a_reason_which_is_kept_with_the_name) {
  KioskWorld world;
  const VisitId visit = printed_visit(world);
  world.send(intent::Print{});
  world.work();
  EXPECT_TRUE(world.staff_on<staff::VisitDetail>()->asking_why);
  EXPECT_EQ(world.printer.submissions(), 1) << "asked first";
  world.send(intent::Back{});
  EXPECT_FALSE(world.staff_on<staff::VisitDetail>()->asking_why);
  world.send(intent::Reprint{platform::PrintReason::lost});
  world.work();
  EXPECT_EQ(world.printer.submissions(), 1) << "a reason that nobody was asked for prints nothing";
  world.send(intent::Print{});
  world.send(intent::Reprint{platform::PrintReason::lost});
  world.work();
  world.pass(std::chrono::seconds{2});
  EXPECT_EQ(world.printer.pages(), 2);
  const auto prints = world.store->inner().prints_of(visit);
  ASSERT_EQ(prints->size(), 2U);
  EXPECT_EQ((*prints)[0].reason, platform::PrintReason::first);
  EXPECT_EQ((*prints)[1].reason, platform::PrintReason::lost);
  EXPECT_EQ((*prints)[1].person, "R. Meyer");
}

TEST(Printing, one_person_prints_so_many_a_day_and_again_the_next) {
  KioskWorld world;
  world.config.prints_a_day = 1;
  const VisitId visit = printed_visit(world);
  world.send(intent::Print{});
  world.send(intent::Reprint{platform::PrintReason::unreadable});
  world.work();
  ASSERT_NE(world.staff_on<staff::VisitDetail>(), nullptr);
  EXPECT_TRUE(world.staff_on<staff::VisitDetail>()->too_many);
  EXPECT_EQ(world.printer.submissions(), 1);
  world.clock.pass(std::chrono::hours{24});
  world.sign_in();
  world.send(intent::OpenVisit{visit});
  world.send(intent::Print{});
  world.send(intent::Reprint{platform::PrintReason::unreadable});
  world.work();
  EXPECT_EQ(world.printer.submissions(), 2);
}

TEST(Printing, a_print_that_cannot_be_kept_is_not_sent) {
  KioskWorld world;
  (void)finished_visit(world);
  world.store->set(FailingStore::Mood::disk_full);
  world.send(intent::Print{});
  world.work();
  EXPECT_EQ(world.printer.submissions(), 0);
}

}  // namespace
}  // namespace anteroom
