// The disk is full, a real one: whoever is in the middle of a visit finishes it, and nobody begins another.
#include "tests/platform/store/sample_visit.h"
#include "tests/support/acknowledged_answers.h"
#include "tests/support/kiosk_keys.h"
#include "tests/support/memory_folder.h"

#include <format>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/mount.h>
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
