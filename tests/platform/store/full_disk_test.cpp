// The disk is full, a real one: whoever is in the middle of a visit finishes it, and nobody begins another.
#include "platform/store/disk_reserve.h"
#include "tests/platform/store/sample_visit.h"
#include "tests/support/acknowledged_answers.h"
#include "tests/support/kiosk_keys.h"
#include "tests/support/memory_folder.h"

#include <csignal>
#include <format>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace anteroom::platform {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::uintmax_t reserve = std::uintmax_t{2} << 20U;

// A disk of 8 MiB.
class FullDisk : public ::testing::Test {
 protected:
  void SetUp() override {
    m_mounted = mount("anteroom-test", m_folder.path().c_str(), "tmpfs", 0, "size=8m") == 0;
    if (!m_mounted && geteuid() != 0) GTEST_SKIP() << "a small disk can be mounted by root only";
    ASSERT_TRUE(m_mounted) << "root could not mount a small disk";
  }
  void TearDown() override {
    if (m_mounted) umount2(m_folder.path().c_str(), MNT_DETACH);
  }

  [[nodiscard]] std::filesystem::path file() const { return m_folder.path() / "records.db"; }
  [[nodiscard]] std::filesystem::path reserve_file() const { return m_folder.path() / "records.db.reserve"; }
  [[nodiscard]] const std::filesystem::path& folder() const { return m_folder.path(); }
  [[nodiscard]] std::filesystem::path filler() const { return m_folder.path() / "photographs"; }
  [[nodiscard]] std::uintmax_t room() const { return std::filesystem::space(m_folder.path()).available; }

  [[nodiscard]] std::unique_ptr<RecordStore> open(std::uintmax_t kept) const {
    auto store = open_record_store(file(), right_key, OpenMode::create, kept);
    if (!store) throw std::runtime_error(store.error().detail);
    anteroom::testing::open_to(**store);
    return std::move(*store);
  }
  void fill_all_but(std::uintmax_t left) const {
    std::ofstream stream(filler(), std::ios::binary | std::ios::app);
    const std::string block(4096, 'x');
    while (room() > left && stream.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
    }
  }
  // How many of 40 answers were taken.
  static int answers_taken(RecordStore& store, VisitId id, anteroom::testing::AcknowledgedAnswers& acknowledged) {
    for (int sequence = 1; sequence <= 40; ++sequence) {
      const AnswerRow row{sequence, "phq-9", "/1", std::string(629, '\x80'), noon};
      if (!store.commit_answer(id, row, 40, std::nullopt)) return sequence - 1;
      acknowledged.answer(id, row);
    }
    return 40;
  }

 private:
  anteroom::testing::MemoryFolder m_folder;
  bool m_mounted = false;
};

TEST_F(FullDisk, a_running_visit_finishes_from_the_reserve_and_no_other_begins) {
  anteroom::testing::AcknowledgedAnswers acknowledged;
  {
    const auto store = open(reserve);
    EXPECT_EQ(std::filesystem::file_size(reserve_file()), reserve);
    const auto visit = store->start_visit(new_visit(), noon, 1);
    ASSERT_TRUE(visit) << visit.error().detail;
    fill_all_but(0);
    ASSERT_TRUE(store->begin_visit(visit->id, noon));
    EXPECT_EQ(answers_taken(*store, visit->id, acknowledged), 40);
    ASSERT_TRUE(store->end_visit(visit->id, VisitState::finished, noon));
    acknowledged.finished(visit->id);
    EXPECT_FALSE(std::filesystem::exists(reserve_file())) << "what was kept has been given";

    const auto next = store->start_visit(new_visit(), noon, 2);
    ASSERT_FALSE(next);
    EXPECT_EQ(next.error().fault, Fault::no_space);
    EXPECT_THAT(next.error().detail, HasSubstr("2 MiB"));
    EXPECT_THAT(acknowledged.losses_in(*store), IsEmpty());

    std::filesystem::remove(filler());
    EXPECT_TRUE(store->start_visit(new_visit(), noon, 2)) << "room was made";
    EXPECT_EQ(std::filesystem::file_size(reserve_file()), reserve) << "and the reserve is back";
  }
  const auto health = check_record_store(file(), right_key, CheckDepth::whole);
  ASSERT_TRUE(health) << health.error().detail;
  EXPECT_THAT(health->damage, IsEmpty());
}

TEST_F(FullDisk, below_the_reserve_no_visit_begins_long_before_it_is_full) {
  const auto store = open(reserve);
  fill_all_but(reserve - 100'000);
  EXPECT_EQ(store->start_visit(new_visit(), noon, 1).error().fault, Fault::no_space);
  std::filesystem::remove(filler());
  fill_all_but(reserve + 100'000);
  EXPECT_TRUE(store->start_visit(new_visit(), noon, 1));
}

// Otherwise the first test would prove nothing.
TEST_F(FullDisk, without_a_reserve_the_visit_stops) {
  const auto store = open(0);
  const auto visit = store->start_visit(new_visit(), noon, 1);
  ASSERT_TRUE(visit);
  ASSERT_TRUE(store->begin_visit(visit->id, noon));
  fill_all_but(0);
  anteroom::testing::AcknowledgedAnswers acknowledged;
  EXPECT_LT(answers_taken(*store, visit->id, acknowledged), 40);
  EXPECT_THAT(acknowledged.losses_in(*store), IsEmpty()) << "what was acknowledged is there all the same";
}

TEST_F(FullDisk, what_staff_do_beside_visits_goes_on_from_the_reserve_too) {
  const auto store = open(reserve);
  const auto visit = store->start_visit(new_visit(), noon, 1);
  ASSERT_TRUE(visit);
  fill_all_but(0);
  int marks = 0;
  while (std::filesystem::exists(reserve_file()) && marks < 1000)
    ASSERT_TRUE(store->mark_visit(visit->id, ++marks % 2 == 0)) << "after " << marks << " marks";
  ASSERT_LT(marks, 1000) << "the reserve was never needed";
  EXPECT_EQ(store->visit(visit->id)->marked, marks % 2 == 0);
  fill_all_but(0);
  Result<void> marked;
  // Rows that need room, which a mark in the place of another soon does not.
  for (int more = 0; marked && more < 4000; ++more)
    marked = store->keep_print(visit->id, std::string(3000, 'R'), PrintReason::lost, noon);
  ASSERT_FALSE(marked) << "it is given once";
  EXPECT_EQ(marked.error().fault, Fault::no_space);
}

TEST_F(FullDisk, administration_beside_a_kiosk_takes_nothing_of_its_reserve) {
  const auto kiosk = open(reserve);
  fill_all_but(0);
  const auto beside = open_record_store(file(), right_key, OpenMode::beside);
  ASSERT_TRUE(beside) << beside.error().detail;
  Result<void> kept;
  for (int test = 0; kept && test < 1000; ++test) kept = (*beside)->keep_channel_test(ChannelKind::lamp, noon, "");
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().fault, Fault::no_space);
  EXPECT_EQ((*beside)->raise_alert({}, {AlertKind::storage_trouble, "", "", noon}).error().fault, Fault::no_space);
  EXPECT_EQ(std::filesystem::file_size(reserve_file()), reserve);
}

TEST_F(FullDisk, a_start_on_a_full_disk_says_that_it_is_full) {
  open(0).reset();
  fill_all_but(0);
  const auto opened = open_record_store(file(), right_key, OpenMode::existing);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, Fault::no_space) << opened.error().detail;
  // No room for another name either.
  struct statvfs disk{};
  ASSERT_EQ(statvfs(folder().c_str(), &disk), 0);
  const std::string full = std::format("size=8m,nr_inodes={}", disk.f_files - disk.f_ffree);
  ASSERT_EQ(mount(nullptr, folder().c_str(), nullptr, MS_REMOUNT, full.c_str()), 0) << full;
  EXPECT_EQ(open_record_store(folder() / "other.db", right_key, OpenMode::create).error().fault, Fault::no_space);
}

TEST_F(FullDisk, a_reserve_that_cannot_be_kept_is_none_and_no_visit_starts) {
  {
    // Where a folder stands in its place.
    std::filesystem::create_directory(reserve_file());
    DiskReserve kept(reserve_file(), reserve);
    EXPECT_EQ(kept.room().error().fault, Fault::no_space);
    EXPECT_TRUE(kept.give()) << "an empty one gives way";
    EXPECT_TRUE(kept.room());
    EXPECT_TRUE(kept.give());
    EXPECT_FALSE(kept.give()) << "once";
  }
  EXPECT_EQ(DiskReserve(folder() / "none" / "reserve", reserve).room().error().fault, Fault::no_space);
  // Where a file may not be so large.
  rlimit usual{};
  getrlimit(RLIMIT_FSIZE, &usual);
  const rlimit smaller{.rlim_cur = reserve / 2, .rlim_max = usual.rlim_max};
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &smaller), 0);
  DiskReserve too_large(reserve_file(), reserve);
  const bool is_there = std::filesystem::exists(reserve_file());
  const bool has_room = too_large.room().has_value();
  setrlimit(RLIMIT_FSIZE, &usual);
  std::signal(SIGXFSZ, before);
  EXPECT_FALSE(is_there) << "half a reserve is none, and takes no room";
  EXPECT_FALSE(has_room);
  EXPECT_TRUE(too_large.room()) << "and it is made when it can be";
  EXPECT_EQ(std::filesystem::file_size(reserve_file()), reserve);
}

TEST_F(FullDisk, a_reserve_of_another_size_is_made_anew) {
  {
    const auto store = open(reserve);
  }
  {
    const auto store = open(reserve / 2);
  }
  EXPECT_EQ(std::filesystem::file_size(reserve_file()), reserve / 2);
  const auto larger = open(reserve);
  EXPECT_EQ(std::filesystem::file_size(reserve_file()), reserve);
}

}  // namespace
}  // namespace anteroom::platform
