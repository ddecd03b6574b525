#include "platform/printer_alert_channel.h"

#include "tests/support/hand_clock.h"
#include "tests/support/memory_printer.h"

#include <gtest/gtest.h>

namespace anteroom::testing {
namespace {

using namespace std::chrono_literals;
using platform::AlertMessage;
using platform::PrinterAlertChannel;
using platform::PrinterTrouble;

const AlertMessage message{.kiosk = "Kiosk 2", .visit_code = "4821", .minute = "2026-11-23 14:05", .urgent = false};

std::vector<std::byte> bytes_of(std::string_view text) {
  const auto* first = reinterpret_cast<const std::byte*>(text.data());
  return {first, first + text.size()};
}

Result<std::vector<std::byte>> draw(const AlertMessage& drawn) { return bytes_of("slip " + drawn.visit_code); }

class SlipChannel : public ::testing::Test {
 protected:
  PrinterAlertChannel channel(PrinterAlertChannel::DrawSlip draw_slip = draw) {
    return {printer, clock, std::move(draw_slip), 60s, [this](std::chrono::milliseconds time) {
              clock.pass(time);
              ++pauses;
              if (at_pause) at_pause();
            }};
  }
  MemoryPrinter printer;
  HandClock clock;
  int pauses = 0;
  std::function<void()> at_pause;
};

TEST_F(SlipChannel, the_slip_comes_out_and_counts_as_delivered) {
  EXPECT_TRUE(channel().deliver(message));
  EXPECT_EQ(printer.pages(), 1);
  EXPECT_EQ(printer.documents().at(0), bytes_of("slip 4821"));
  EXPECT_EQ(printer.title(), "alert-slip");
}

TEST_F(SlipChannel, a_slip_that_does_not_come_out_is_taken_back_with_the_reason) {
  printer.run_into(PrinterTrouble::out_of_paper);
  const auto outcome = channel().deliver(message);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().fault, Fault::timed_out);
  EXPECT_TRUE(outcome.error().detail.contains("no paper")) << outcome.error().detail;
  EXPECT_EQ(printer.cancellations(), 1);
  printer.recover();
  EXPECT_EQ(printer.pages(), 0) << "an old slip surprises nobody";
  EXPECT_EQ(pauses, 240) << "60 s, four questions a second";
}

TEST_F(SlipChannel, a_refill_within_the_deadline_delivers) {
  printer.run_into(PrinterTrouble::out_of_paper);
  at_pause = [&] {
    if (pauses == 20) printer.recover();
  };
  EXPECT_TRUE(channel().deliver(message));
  EXPECT_EQ(printer.pages(), 1);
  EXPECT_EQ(printer.cancellations(), 0);
}

TEST_F(SlipChannel, a_slip_of_unknown_fate_is_not_delivered) {
  printer.run_into(PrinterTrouble::away);
  at_pause = [&] { printer.lose_jobs(); };
  const auto outcome = channel().deliver(message);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().fault, Fault::unavailable);
}

TEST_F(SlipChannel, what_cannot_be_drawn_or_sent_says_why) {
  const auto undrawn = channel([](const AlertMessage&) -> Result<std::vector<std::byte>> {
                         return failure(Fault::unsupported, "no such letter");
                       }).deliver(message);
  ASSERT_FALSE(undrawn);
  EXPECT_EQ(undrawn.error().fault, Fault::unsupported);
  EXPECT_EQ(printer.submissions(), 0);
  printer.refuse(Fault::unavailable);
  EXPECT_FALSE(channel().deliver(message));
}

TEST_F(SlipChannel, the_self_test_asks_the_printer_without_paper) {
  EXPECT_TRUE(channel().self_test());
  printer.run_into(PrinterTrouble::away);
  const auto outcome = channel().self_test();
  ASSERT_FALSE(outcome);
  EXPECT_TRUE(outcome.error().detail.contains("does not answer")) << outcome.error().detail;
  EXPECT_EQ(printer.submissions(), 0);
}

}  // namespace
}  // namespace anteroom::testing
