// A start that sets a damaged database aside is killed, or fails, in any of its calls of the kernel. The next start has
// the clinic's keys and people, and the damaged file and its log are somewhere as they were.
#include "tests/platform/store/store_folder.h"
#include "tests/support/child_process.h"
#include "tests/support/memory_folder.h"
#include "tests/support/torture.h"

#include <array>
#include <chrono>
#include <format>
#include <fstream>
#include <gmock/gmock.h>
#include <map>
#include <print>
#include <unistd.h>

namespace anteroom::platform {
namespace {

using anteroom::testing::ChildProcess;
using std::chrono::seconds;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Call {
  const char* name;
  bool is_sampled;  // there are many
};
constexpr std::array calls = {Call{"rename", false},   Call{"unlink", true},     Call{"fsync", false},
                              Call{"fdatasync", true}, Call{"ftruncate", false}, Call{"pwrite64", true},
                              Call{"pread64", true}};
constexpr std::array<const char*, 4> fates = {"signal=SIGKILL:when={}", "error=EIO:when={}", "error=EIO:when={}+",
                                              "error=ENOSPC:when={}"};

class CutShort : public ::testing::Test {
 protected:
  // A clinic with a visit in the file and one in the log; a whole check found damage.
  CutShort() {
    {
      const auto store = open_record_store(file(), right_key, OpenMode::create);
      if (!store) throw std::runtime_error(store.error().detail);
      testing::open_to(**store);
      EXPECT_TRUE((*store)->set_key_ring(testing::made_up_keys()));
      EXPECT_TRUE((*store)->add_staff("Rosa", StaffRole::nurse, "sealed"));
      EXPECT_TRUE((*store)->start_visit(new_visit("KZ-1"), noon, 1));
    }
    m_database = bytes_of(file());
    const auto store = open_record_store(file(), right_key, OpenMode::existing);
    testing::open_to(**store);
    EXPECT_TRUE((*store)->start_visit(new_visit("KZ-2"), noon, 2));
    m_log = bytes_of(log_of(file()));
  }

  [[nodiscard]] std::filesystem::path file() const { return m_folder.path() / "records.db"; }
  [[nodiscard]] static std::filesystem::path log_of(const std::filesystem::path& path) {
    return path.string() + "-wal";
  }
  [[nodiscard]] static std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  void damage() const {
    m_folder.empty();
    std::ofstream(file(), std::ios::binary) << m_database;
    std::ofstream(log_of(file()), std::ios::binary) << m_log;
    ASSERT_TRUE(note_damage(file()));
  }

  // A start with these options of strace.
  void start_under(const std::vector<std::string>& options) const {
    std::vector<std::string> command = {"strace", "-qq", "-y", "-o", m_trace};
    command.insert(command.end(), options.begin(), options.end());
    command.insert(command.end(), {ANTEROOM_BINARY_DIR "/bin/start_of_day", file()});
    // See failing_syscall_test.cpp.
    ChildProcess start(command, {.environment = {{"ASAN_OPTIONS", "detect_leaks=0"}, {"GCOV_PREFIX", m_beside.path()}},
                                 .kept_descriptors = {},
                                 .capture_output = false,
                                 .pipe_input = false,
                                 .log_file = "/dev/null"});
    static_cast<void>(start.wait(seconds{30}));
  }
  [[nodiscard]] std::vector<std::string> trace() const {
    std::vector<std::string> lines;
    std::ifstream stream(m_trace);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
  }

  // The damaged file lies as it was in its place or beside it, and its log by it or where the next start looks for it.
  void expect_damaged_file_is_whole() const {
    const auto aside = set_aside_databases(file());
    EXPECT_TRUE(bytes_of(aside.empty() ? file() : aside.front()) == m_database);
    const bool log_is_moved = !aside.empty() && std::filesystem::exists(log_of(aside.front()));
    EXPECT_TRUE(bytes_of(log_of(log_is_moved ? aside.front() : file())) == m_log);
  }

  void expect_the_next_start_has_all() const {
    const auto looked = set_aside_damaged(file(), right_key, noon + seconds{1});
    ASSERT_TRUE(looked) << looked.error().detail;
    if (*looked) {
      EXPECT_EQ((*looked)->keys_lost, "");
      EXPECT_TRUE(bytes_of((*looked)->file) == m_database);
    }
    const auto aside = set_aside_databases(file());
    ASSERT_THAT(aside, SizeIs(1));
    EXPECT_TRUE(bytes_of(aside.front()) == m_database);
    EXPECT_TRUE(bytes_of(log_of(aside.front())) == m_log);
    EXPECT_EQ(set_aside_damaged(file(), right_key, noon + seconds{2}).value(), std::nullopt) << "it is set aside once";
    const auto store = open_record_store(file(), right_key, OpenMode::existing);
    ASSERT_TRUE(store) << store.error().detail;
    const auto ring = (*store)->key_ring();
    ASSERT_TRUE(ring);
    EXPECT_THAT(ring->epochs, SizeIs(testing::made_up_keys().epochs.size()));
    EXPECT_THAT(ring->slots, SizeIs(testing::made_up_keys().slots.size()));
    EXPECT_THAT((*store)->staff().value(), SizeIs(1));
    EXPECT_THAT((*store)->visits(noon, noon + std::chrono::hours{1}).value(), IsEmpty());
    EXPECT_THAT(check_record_store(file(), right_key, CheckDepth::whole)->damage, IsEmpty());
    for (const auto& entry : std::filesystem::directory_iterator(m_folder.path())) {
      const std::string name = entry.path().filename();
      EXPECT_TRUE(!name.contains("fresh") && !name.contains("unfinished")) << name << " is left over";
    }
  }

  [[nodiscard]] const std::string& database() const { return m_database; }

 private:
  anteroom::testing::MemoryFolder m_folder;
  anteroom::testing::MemoryFolder m_beside;
  std::string m_trace = m_beside.path() / "trace";
  std::string m_database;
  std::string m_log;
};

TEST_F(CutShort, a_start_in_any_of_its_calls_costs_neither_keys_nor_people) {
  damage();
  start_under({"-e", "trace=rename,unlink,fsync,fdatasync,ftruncate,pwrite64,pread64"});
  std::map<std::string, int> counts;
  for (const std::string& line : trace()) ++counts[line.substr(0, line.find('('))];
  if (counts.empty() && geteuid() != 0) GTEST_SKIP() << "only root may trace here";
  expect_the_next_start_has_all();
  int runs = 0;
  int in_place = 0;
  int between = 0;
  for (const Call& call : calls) {
    const int count = counts[call.name];
    ASSERT_GT(count, 0) << call.name << ": the start never calls it";
    const int step = call.is_sampled && !anteroom::testing::is_tortured() ? std::max(1, count / 4) : 1;
    for (int number = 1 + (step - 1) / 2; number <= count; number += step) {
      for (const char* fate : fates) {
        const std::string injected =
            std::format("inject={}:{}", call.name, std::vformat(fate, std::make_format_args(number)));
        SCOPED_TRACE(injected);
        ASSERT_NO_FATAL_FAILURE(damage());
        start_under({"-e", std::format("trace={}", call.name), "-e", injected});
        ++runs;
        if (!std::filesystem::exists(file())) ++between;
        if (set_aside_databases(file()).empty()) ++in_place;
        expect_damaged_file_is_whole();
        expect_the_next_start_has_all();
        if (HasFailure()) return;
      }
    }
  }
  std::println(
      "set aside: {} starts killed or failed in one of {} renames, {} removals, {} syncs, {} writes, {} reads; the "
      "damaged file still in its place after {}, no database in its place after {}; keys and people there each time",
      runs, counts["rename"], counts["unlink"], counts["fsync"] + counts["fdatasync"], counts["pwrite64"],
      counts["pread64"], in_place, between);
  EXPECT_GT(in_place, 0);
  EXPECT_LT(in_place, runs);
  EXPECT_GT(between, 0);
}

// A kill shows no missing sync: the kernel keeps what was written.
TEST_F(CutShort, every_byte_of_the_fresh_database_is_synced_before_it_is_moved_and_every_move_before_the_next) {
  damage();
  start_under({"-e", "trace=rename,fsync,fdatasync,ftruncate,pwrite64"});
  if (trace().empty() && geteuid() != 0) GTEST_SKIP() << "only root may trace here";
  const std::string folder = std::format("<{}>", file().parent_path().string());
  bool fresh_is_synced = false;
  bool folder_is_synced = true;
  int renames = 0;
  for (const std::string& line : trace()) {
    const bool is_sync = line.starts_with("fsync") || line.starts_with("fdatasync");
    if (line.starts_with("rename")) {
      EXPECT_TRUE(fresh_is_synced) << line;
      EXPECT_TRUE(folder_is_synced) << line;
      folder_is_synced = false;
      ++renames;
    } else if (line.contains("records.db.unfinished>")) {
      fresh_is_synced = is_sync;
    } else if (is_sync && line.contains(folder)) {
      folder_is_synced = true;
    }
  }
  EXPECT_TRUE(folder_is_synced);
  EXPECT_EQ(renames, 4) << "the fresh one is whole, the damaged one, its log, the fresh one in its place";
}

// Made by hand: such a cut of such a damage.
TEST_F(CutShort, a_fresh_database_that_could_save_nothing_says_so_when_it_takes_its_place) {
  damage();
  {
    EXPECT_TRUE(open_record_store(file().string() + ".fresh-20261123-115900", right_key, OpenMode::create));
  }
  std::filesystem::rename(file(), file().string() + ".damaged-20261123-115900");
  EXPECT_EQ(set_aside_damaged(file(), key_of(0x11), noon).error().fault, Fault::wrong_key);
  const auto looked = set_aside_damaged(file(), right_key, noon);
  ASSERT_TRUE(looked && *looked);
  EXPECT_EQ((*looked)->file.filename(), "records.db.damaged-20261123-115900");
  EXPECT_NE((*looked)->keys_lost, "");
  EXPECT_NE((*looked)->audit_lost, "");
  EXPECT_TRUE(open_record_store(file(), right_key, OpenMode::existing));
}

TEST_F(CutShort, what_a_start_left_half_made_is_swept_away_beside_a_sound_database_too) {
  damage();
  std::filesystem::remove(file().string() + ".damage-found");
  for (const char* end : {".unfinished", ".unfinished-journal", ".fresh-20261123-115900"})
    std::ofstream(file().string() + end) << "half";
  EXPECT_EQ(set_aside_damaged(file(), right_key, noon).value(), std::nullopt);
  EXPECT_TRUE(bytes_of(file()) == database());
  EXPECT_TRUE(!std::filesystem::exists(file().string() + ".unfinished") &&
              !std::filesystem::exists(file().string() + ".unfinished-journal") &&
              !std::filesystem::exists(file().string() + ".fresh-20261123-115900"));
}

}  // namespace
}  // namespace anteroom::platform
