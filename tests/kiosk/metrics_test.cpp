// The figures for the node exporter, and what leaves in a support bundle.
#include "kiosk/metrics.h"

#include "kiosk/redaction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>
#include <vector>

namespace anteroom::kiosk {
namespace {

using std::chrono::hours;
using ::testing::HasSubstr;
using ::testing::Not;

const Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + hours{12};

Metrics of_a_day() {
  return {.up = true,
          .version = "0.1.0",
          .commit = "a1b2c3",
          .schema = 10,
          .forms = 22,
          .written_at = noon,
          .last_finished = noon - hours{2},
          .unprinted_since = noon - hours{1},
          .printer_ready = false,
          .database_bytes = 4096,
          .locked_pins = 1};
}

TEST(Metrics, are_what_the_node_exporter_reads) {
  const std::string text = metrics_text(of_a_day());
  // Each figure with its help and type, as the text format wants it, and a newline at the end.
  static const std::regex block(
      R"((# HELP (anteroom_[a-z_]+) [^\n]+\n# TYPE \2 gauge\n\2(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? [0-9]+\n)+)");
  EXPECT_TRUE(std::regex_match(text, block)) << text;
  EXPECT_THAT(text, HasSubstr("\nanteroom_up 1\n"));
  EXPECT_THAT(text, HasSubstr("\nanteroom_info{version=\"0.1.0\",commit=\"a1b2c3\",schema=\"10\",forms=\"22\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("\nanteroom_last_visit_finished_timestamp_seconds 1795428000\n"));
  EXPECT_THAT(text, HasSubstr("\nanteroom_print_queue_age_seconds 3600\n"));
  EXPECT_THAT(text, HasSubstr("\nanteroom_printer_ready 0\n"));
  EXPECT_THAT(text, HasSubstr("\nanteroom_database_bytes 4096\n"));
  EXPECT_THAT(text, HasSubstr("\nanteroom_locked_pins 1\n"));
}

TEST(Metrics, what_is_not_known_is_left_out_and_an_empty_queue_is_no_age) {
  Metrics metrics = of_a_day();
  metrics.up = false;
  metrics.last_finished.reset();
  metrics.printer_ready.reset();
  metrics.unprinted_since = noon + hours{1};  // the clock was set back
  const std::string text = metrics_text(metrics);
  EXPECT_THAT(text, HasSubstr("\nanteroom_up 0\n"));
  EXPECT_THAT(text, Not(HasSubstr("printer_ready")));
  EXPECT_THAT(text, Not(HasSubstr("last_visit")));
  EXPECT_THAT(text, HasSubstr("\nanteroom_print_queue_age_seconds 0\n"));
}

TEST(Redaction, names_that_are_known_go_wherever_they_stand) {
  const std::vector<std::string> names{"R. Meyer", "", "R. Meyer-Klein"};
  EXPECT_EQ(without("ok aloud by R. Meyer-Klein, R. Meyer", names), "ok aloud by [removed], [removed]");
  EXPECT_EQ(without("nothing", {}), "nothing");
}

TEST(Redaction, of_another_programs_line_quotes_and_numbers_go) {
  EXPECT_EQ(without_particulars("Job 7 \"Erika Muster\" of 'em' printed"), "Job 7 \"…\" of \"…\" printed");
  EXPECT_EQ(without_particulars("record 10023-4, born 1957-03-05, pin 483 920, tel. 555/12 34"),
            "record #, born #, pin #, tel. #");
  EXPECT_EQ(without_particulars("(II) modeset(0): Output HDMI-1 connected, 3 modes"),
            "(II) modeset(0): Output HDMI-1 connected, 3 modes");
}

}  // namespace
}  // namespace anteroom::kiosk
