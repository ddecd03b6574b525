// Any write, sync, truncation or removal of a whole visit fails at the kernel, once or for ever, or the program dies in
// it: nothing that was acknowledged is lost. strace makes it fail, so that nothing of ours or of SQLite's knows.
#include "tests/platform/store/acknowledgement_lines.h"
#include "tests/support/child_process.h"
#include "tests/support/memory_folder.h"
#include "tests/support/torture.h"

#include <array>
#include <format>
#include <fstream>
#include <gmock/gmock.h>
#include <map>
#include <print>
#include <signal.h>
#include <unistd.h>

namespace anteroom::platform {
namespace {

using anteroom::testing::AcknowledgedAnswers;
using anteroom::testing::ChildProcess;
using std::chrono::seconds;
using ::testing::IsEmpty;

constexpr std::array<const char*, 4> calls = {"pwrite64", "fdatasync", "ftruncate", "unlink"};
constexpr std::array<const char*, 4> fates = {"signal=SIGKILL:when={}", "error=EIO:when={}", "error=EIO:when={}+",
                                              "error=ENOSPC:when={}"};

class FailingSyscalls : public ::testing::Test {
 protected:
  [[nodiscard]] std::string file() const { return m_folder.path() / "anteroom.db"; }

  // A visit by a writer with these options of strace; what it acknowledged. SQLite syncs by fsync where it has no
  // fdatasync.
  AcknowledgedAnswers write_under(const std::vector<std::string>& options) {
    m_folder.empty();
    {
      const auto provisioned = open_record_store(file(), right_key, OpenMode::create);
    }
    std::vector<std::string> command = {"strace", "-qq", "-o", m_trace};
    command.insert(command.end(), options.begin(), options.end());
    command.insert(command.end(), {ANTEROOM_BINARY_DIR "/bin/visit_writer", file(), "17", "1"});
    // The leak sanitizer traces too, and one program has one tracer. What ./dev coverage counts in the writer would be
    // torn by the same faults.
    ChildProcess writer(command, {.environment = {{"ASAN_OPTIONS", "detect_leaks=0"}, {"GCOV_PREFIX", m_beside.path()}},
                                  .kept_descriptors = {},
                                  .capture_output = true,
                                  .pipe_input = false,
                                  .log_file = "/dev/null"});
    AcknowledgedAnswers acknowledged;
    while (const auto line = writer.read_line(seconds{30})) note_acknowledgement(*line, acknowledged);
    static_cast<void>(writer.wait(seconds{30}));
    return acknowledged;
  }

  // How often a visit makes each call.
  std::map<std::string, int> count_calls() {
    write_under({"-e", "trace=pwrite64,fdatasync,ftruncate,unlink"});
    std::map<std::string, int> counts;
    std::ifstream trace(m_trace);
    for (std::string line; std::getline(trace, line);) ++counts[line.substr(0, line.find('('))];
    return counts;
  }

 private:
  anteroom::testing::MemoryFolder m_folder;
  anteroom::testing::MemoryFolder m_beside;
  std::string m_trace = m_beside.path() / "trace";
};

TEST_F(FailingSyscalls, lose_no_acknowledged_answer) {
  auto counts = count_calls();
  if (counts.empty() && geteuid() != 0) GTEST_SKIP() << "only root may trace here";
  ASSERT_FALSE(counts.empty()) << "strace traced nothing";
  int runs = 0;
  int acknowledged = 0;
  for (const char* call : calls) {
    const int count = counts[call];
    ASSERT_GT(count, 0) << call << ": the visit never calls it";
    const int step = anteroom::testing::is_tortured() ? 1 : std::max(1, count / 10);
    for (int number = 1 + (step - 1) / 2; number <= count; number += step) {
      for (const char* fate : fates) {
        const std::string injected =
            std::format("inject={}:{}", call, std::vformat(fate, std::make_format_args(number)));
        const AcknowledgedAnswers told = write_under({"-e", std::format("trace={}", call), "-e", injected});
        ++runs;
        acknowledged += told.answers();
        const auto store = open_record_store(file(), right_key, OpenMode::existing);
        ASSERT_TRUE(store) << injected << ": " << store.error().detail;
        ASSERT_THAT(told.losses_in(**store), IsEmpty()) << injected;
        const auto health = check_record_store(file(), right_key, CheckDepth::whole);
        ASSERT_TRUE(health) << injected << ": " << health.error().detail;
        ASSERT_THAT(health->damage, IsEmpty()) << injected;
      }
    }
  }
  std::println(
      "syscalls: {} writes, {} syncs, {} truncations, {} removals in a visit; {} runs with one of them killed, "
      "EIO once, EIO for ever or ENOSPC; {} answers acknowledged, 0 lost",
      counts["pwrite64"], counts["fdatasync"], counts["ftruncate"], counts["unlink"], runs, acknowledged);
  EXPECT_GT(acknowledged, runs) << "the calls failed too early to prove anything";
}

}  // namespace
}  // namespace anteroom::platform
