// A wrong PIN and a wrong birth date are counted before they are checked: a power cut between the two, or at any other
// moment, gives nobody a try back.
#include "platform/vault/sign_in.h"
#include "tests/platform/store/sample_visit.h"
#include "tests/support/kiosk_keys.h"
#include "tests/support/memory_folder.h"
#include "tests/support/recording_disk.h"
#include "tests/support/torture.h"

#include <gtest/gtest.h>
#include <print>

namespace anteroom::platform {
namespace {

using anteroom::testing::MemoryFolder;
using anteroom::testing::RecordingDisk;
using anteroom::testing::Synchronous;

constexpr int tries = 12;

struct Counted {
  std::size_t after = 0;  // operations of the disk
  int sign_ins = 0;
  int check_ins = 0;
};

TEST(CountedTries, are_never_refunded_by_a_power_cut) {
  const MemoryFolder before;
  const MemoryFolder after;
  RecordingDisk disk(Synchronous::full);
  std::vector<Counted> counted;
  std::int64_t nurse = 0;
  VisitId visit;
  std::size_t set_up = 0;
  {
    const auto store = open_record_store(before.path() / "records.db", right_key, OpenMode::create);
    ASSERT_TRUE(store) << store.error().detail;
    anteroom::testing::open_to(**store);
    nurse = (*store)->add_staff("Rosa", StaffRole::nurse, "sealed").value_or(0);
    visit = (*store)->start_visit(new_visit(), noon, 7).value_or(VisitRow{}).id;
    set_up = disk.operations();
    for (int attempt = 1; attempt <= tries; ++attempt) {
      ASSERT_EQ((*store)->count_sign_in(nurse, noon).value_or(StaffRow{}).failed_attempts, attempt);
      ASSERT_EQ((*store)->count_check_in(visit).value_or(0), attempt);
      counted.push_back({disk.operations(), attempt, attempt});
    }
    disk.stop();
  }
  std::mt19937 random(91);  // NOLINT(bugprone-random-generator-seed): the same cuts in every run
  const int images = anteroom::testing::tortured(120);
  for (int image = 0; image < images; ++image) {
    const std::size_t at = set_up + random() % (disk.operations() - set_up + 1);
    disk.cut_power_after(at, random, after.path());
    Counted told;
    for (const Counted& each : counted) {
      if (each.after <= at) told = each;
    }
    const auto store = open_record_store(after.path() / "records.db", right_key, OpenMode::existing);
    ASSERT_TRUE(store) << store.error().detail;
    const auto people = (*store)->staff();
    ASSERT_TRUE(people);
    ASSERT_EQ(people->size(), 1U);
    // One more is on its way and may have arrived.
    const int failed = people->front().failed_attempts;
    ASSERT_TRUE(failed == told.sign_ins || failed == told.sign_ins + 1) << failed << " of " << told.sign_ins;
    ASSERT_GE(delay_after(failed).wait, delay_after(told.sign_ins).wait * (delay_after(failed).locked ? 0 : 1));
    ASSERT_GE(delay_after(failed).locked, delay_after(told.sign_ins).locked);
    const int checked = (*store)->count_check_in(visit).value_or(0) - 1;
    ASSERT_TRUE(checked == told.check_ins || checked == told.check_ins + 1) << checked << " of " << told.check_ins;
  }
  std::println("counted tries: {} power cuts, 0 tries refunded", images);
}

}  // namespace
}  // namespace anteroom::platform
