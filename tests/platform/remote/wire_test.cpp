// How values stand on a line: what went in comes out, and whatever else is refused.
#include "platform/remote/parts.h"
#include "tests/platform/store/sample_visit.h"

#include <gtest/gtest.h>
#include <random>

namespace anteroom::platform::wire {
namespace {

template <class Value>
std::string written(const Value& value) {
  Writer writer;
  put(writer, value);
  return writer.take();
}

template <class Value>
std::optional<Value> read(std::string_view bytes) {
  Reader reader(bytes);
  Value value{};
  get(reader, value);
  return reader.is_whole() ? std::optional(std::move(value)) : std::nullopt;
}

// Comes out as it went in: written again it is the same bytes.
template <class Value>
void expect_kept(const Value& value) {
  const std::string bytes = written(value);
  const auto back = read<Value>(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(written(*back), bytes);
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) EXPECT_FALSE(read<Value>(bytes.substr(0, cut))) << cut;
  EXPECT_FALSE(read<Value>(bytes + '\0')) << "something stands behind it";
}

VisitRow full_row() {
  VisitRow row{.id = VisitId{12},
               .code = "4821",
               .facts = new_visit(),
               .state = VisitState::incomplete,
               .summary = SummaryState::unclear,
               .created_at = noon,
               .begun_at = noon,
               .finished_at = std::nullopt,
               .answered = 3,
               .asked = 9,
               .print_job = 7,
               .printed_at = noon,
               .marked = true,
               .number = 2};
  row.facts.withheld = {"phq-9"};
  row.facts.rules = {{"peg", "{}"}, {"nrs", ""}};
  row.facts.chart = {.as_of = row.facts.birth_date, .opioid_mme = 90, .benzodiazepine = false};
  row.handout = {"pacing", "sleep"};
  return row;
}

TEST(Wire, a_visit_comes_out_as_it_went_in) {
  const VisitRow row = full_row();
  expect_kept(row);
  const auto back = read<VisitRow>(written(row));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->code, "4821");
  EXPECT_EQ(back->facts.record_number, "KZ-1042");
  EXPECT_EQ(back->facts.birth_date, row.facts.birth_date);
  EXPECT_EQ(back->facts.rules, row.facts.rules);
  EXPECT_EQ(back->facts.chart.opioid_mme, 90);
  EXPECT_EQ(back->facts.chart.benzodiazepine, false);
  EXPECT_FALSE(back->facts.chart.naloxone);
  EXPECT_EQ(back->created_at, noon);
  EXPECT_FALSE(back->finished_at);
  EXPECT_EQ(back->summary, SummaryState::unclear);
  EXPECT_EQ(back->handout, row.handout);
}

TEST(Wire, the_rest_comes_out_as_it_went_in) {
  expect_kept(AlertRow{.id = AlertId{4},
                       .visit = VisitId{2},
                       .visit_code = "0007",
                       .facts = {AlertKind::storage_trouble, "phq-9", "/44250-9", noon},
                       .state = AlertState::seen,
                       .attempts = 2,
                       .delivered_at = noon,
                       .acknowledged_at = {},
                       .acknowledged_by = "R. Meyer"});
  expect_kept(std::vector<AlertStep>{{noon, AlertStepKind::escalated, ChannelKind::mail, ""},
                                     {noon, AlertStepKind::acknowledged, {}, "R. Meyer"}});
  expect_kept(AuditRow{
      .number = 9,
      .entry = {{noon, std::chrono::milliseconds{5}, "boot", true}, "staff 3", AuditEvent::not_exported, "visit 12"},
      .previous = {},
      .mac = {}});
  expect_kept(StaffRow{.id = 3,
                       .name = "R. Meyer",
                       .role = StaffRole::it,
                       .sealed_pin = std::string("\0\1", 2),
                       .failed_attempts = 2,
                       .last_failure = noon});
  expect_kept(Result<std::vector<VisitRow>>{{full_row(), full_row()}});
  expect_kept(Result<void>{});
  expect_kept(Result<std::optional<RetentionRun>>{RetentionRun{noon, 1, 2, 3}});
  expect_kept(AlertMessage{.kiosk = "Kiosk 2", .visit_code = "4821", .subject = AlertSubject::storage});
  expect_kept(std::int64_t{-1});
  expect_kept(Date{});  // of no calendar: as a row says it while the day is closed
}

TEST(Wire, a_failure_travels_as_it_is) {
  const auto back = read<Result<int>>(written(Result<int>(failure(Fault::no_space, "the disk is full"))));
  ASSERT_TRUE(back && !*back);
  EXPECT_EQ(back->error().fault, Fault::no_space);
  EXPECT_EQ(back->error().detail, "the disk is full");
}

TEST(Wire, what_nobody_would_write_is_refused) {
  EXPECT_FALSE(read<bool>("\2"));
  EXPECT_FALSE(read<StaffRole>("\3"));
  EXPECT_TRUE(read<StaffRole>("\2"));
  EXPECT_FALSE(
      read<std::string>(std::string_view("\xff\xff\xff\xff"
                                         "a",
                                         5)))
      << "longer than what is there";
  EXPECT_FALSE(read<std::vector<std::string>>(std::string_view("\xff\xff\xff\x7f", 4))) << "more than what is there";
  EXPECT_FALSE(read<Instant>(std::string_view("\xff\xff\xff\xff\xff\xff\xff\x7f", 8))) << "of no year that is written";
  const std::string twice = written(FormRules{{"a", ""}});
  EXPECT_FALSE(read<FormRules>(std::string("\2\0\0\0", 4) + twice.substr(4) + twice.substr(4)));
}

// Each byte of a visit, changed to each of several others: refused, or something that is written as it was read.
TEST(Wire, one_value_has_one_form) {
  const std::string bytes = written(full_row());
  int refused = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int change : {1, 2, 0x40, 0x80, 0xff}) {
      std::string other = bytes;
      other[at] = static_cast<char>(other[at] ^ change);
      const auto back = read<VisitRow>(other);
      if (!back) {
        ++refused;
      } else {
        EXPECT_EQ(written(*back), other) << at;
      }
    }
  }
  EXPECT_GT(refused, 200);
}

}  // namespace
}  // namespace anteroom::platform::wire
