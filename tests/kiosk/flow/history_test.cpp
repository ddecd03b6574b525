// What a patient's earlier visits bring to today's page, and what they wrote to their own sheet.
#include "kiosk/flow/history.h"

#include "kiosk/flow/printing.h"
#include "tests/export/pdf_file.h"
#include "tests/support/kiosk_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace anteroom::flow {
namespace {

using ::testing::IsEmpty;
using testing::KioskWorld;
using ::testing::SizeIs;

// A finished visit of four questions about pain, each answered with the same number.
platform::VisitRow pain_visit(KioskWorld& world, const std::string& record_number, int number) {
  auto started = world.store->start_visit(
      {record_number, "AB", KioskWorld::birth_date, "intake", {"nrs"}, {}, "R. Meyer"}, world.clock.now(), 7);
  EXPECT_TRUE(started);
  world.check_in(started->code);
  world.send(intent::Continue{});
  for (int question = 0; question < 4; ++question) world.answer(number);
  world.send(intent::Finish{});
  world.send(intent::Continue{});
  world.pass(std::chrono::hours{24 * 30});
  world.open_day();  // the one before has closed by itself; a page is made on an open one
  return world.row(started->id);
}

TEST(History, the_same_patients_visits_before_this_one_oldest_first) {
  KioskWorld world;
  (void)pain_visit(world, "10023-4", 8);
  (void)pain_visit(world, "99999-9", 1);
  (void)pain_visit(world, "10023-4", 6);
  const platform::VisitRow today = pain_visit(world, "10023-4", 3);
  (void)pain_visit(world, "10023-4", 2);  // later than the one on the page
  const auto history = earlier_visits(today, *testing::made_up_unlocked(), *world.services);
  ASSERT_TRUE(history) << history.error().detail;
  EXPECT_EQ(history->unreadable, 0);
  ASSERT_THAT(history->visits, SizeIs(2));
  const auto average = [](const exporting::EarlierVisit& one) {
    return std::get<forms::Number>(one.past.scores.reports.at(0).scores.at(0).value).value;
  };
  EXPECT_EQ(average(history->visits[0]), 8);
  EXPECT_EQ(average(history->visits[1]), 6);
  EXPECT_LT(history->visits[0].day, history->visits[1].day);
}

TEST(History, the_page_tells_what_changed_since_the_last_visit) {
  KioskWorld world;
  (void)pain_visit(world, "10023-4", 8);
  const platform::VisitRow today = pain_visit(world, "10023-4", 3);
  const auto summary = summary_of(today, *testing::made_up_unlocked(), *world.services);
  ASSERT_TRUE(summary) << summary.error().detail;
  ASSERT_THAT(summary->results, SizeIs(1));
  const auto last = summary->results[0].last.find("nrs-average");
  ASSERT_NE(last, summary->results[0].last.end());
  EXPECT_EQ(last->second.value, "8");
  EXPECT_EQ(last->second.change->verdict, forms::Verdict::better);
  ASSERT_THAT(summary->trends, SizeIs(1));
  EXPECT_EQ(summary->trends[0].better_from, 5) << "30 per cent of 8 are 2.4 points, so 5 is the first whole number";
}

TEST(History, a_record_number_with_another_birth_date_is_another_person) {
  KioskWorld world;
  platform::VisitRow today = pain_visit(world, "10023-4", 3);
  (void)pain_visit(world, "10023-4", 8);
  today = pain_visit(world, "10023-4", 3);
  today.facts.birth_date = Date{std::chrono::year{1960}, std::chrono::May, std::chrono::day{1}};
  const auto history = earlier_visits(today, *testing::made_up_unlocked(), *world.services);
  ASSERT_TRUE(history);
  EXPECT_THAT(history->visits, IsEmpty());
}

TEST(OwnSheet, begins_with_what_the_patient_wrote_and_has_no_score) {
  KioskWorld world;
  const platform::VisitRow row = world.start_visit({"goals", "nrs"});
  ASSERT_TRUE(world.store->begin_visit(row.id, world.clock.now()));
  const auto answer = [&](int sequence, const std::string& form, const std::string& link_id,
                          const forms::Value& value) {
    const auto sealed = world.vault.seal(forms::to_json(value), platform::place_of_answer(row.id, sequence));
    ASSERT_TRUE(sealed);
    ASSERT_TRUE(world.store->commit_answer(row.id, {sequence, form, link_id, *sealed, world.clock.now()}, 7, {}));
  };
  answer(1, "goals", "barrier", std::string("The stairs"));
  answer(2, "goals", "goal", std::string("To dance at the wedding"));
  answer(3, "nrs", "nrs-average", std::int64_t{9});
  ASSERT_TRUE(world.store->end_visit(row.id, platform::VisitState::finished, world.clock.now()));
  world.sign_in();
  const exporting::Handout chosen{"Riverside Pain Clinic", {{"Pacing", {"A little, often."}}}, "Ask us.", {}};
  ASSERT_TRUE(print_handout(world.state, row.id, chosen, *world.services));
  world.work();
  ASSERT_THAT(world.printer.documents(), SizeIs(1));
  const exporting::PdfFile file{Result<std::vector<std::byte>>(world.printer.documents().front())};
  const std::string text = file.asked("pdftotext -raw", "-");
  EXPECT_EQ(
      text,
      "Riverside Pain Clinic\nWhat matters to you\nTo dance at the wedding\nThe stairs\nPacing\nA little, often.\n"
      "Ask us.\n\f");
}

}  // namespace
}  // namespace anteroom::flow
