// Promise 1: an answer that was acknowledged is never lost to a crash. A SIGKILL cannot show a missing sync, because
// the kernel keeps what was written; that takes a crash-simulating file system layer.
#include "tests/platform/store/acknowledgement_lines.h"
#include "tests/platform/store/store_folder.h"
#include "tests/support/acknowledged_answers.h"
#include "tests/support/child_process.h"
#include "tests/support/torture.h"

#include <gmock/gmock.h>
#include <print>
#include <random>
#include <signal.h>
#include <thread>

namespace anteroom::platform {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;
using ::testing::IsEmpty;

const int kills = anteroom::testing::tortured(200);
constexpr int kills_a_file = 20;

class KilledWriter : public StoreFolder {
 protected:
  // Starts a writer, kills it soon after its `lines`th acknowledgement and notes all that it acknowledged.
  void kill_after(int lines, microseconds delay, int seed, anteroom::testing::AcknowledgedAnswers& acknowledged) {
    anteroom::testing::ChildProcess writer({ANTEROOM_BINARY_DIR "/bin/visit_writer", file(), std::to_string(seed)},
                                           {.environment = {},
                                            .kept_descriptors = {},
                                            .capture_output = true,
                                            .pipe_input = false,
                                            .log_file = folder() / "writer.log"});
    for (int line = 0; line < lines; ++line) {
      const auto read = writer.read_line(seconds{30});
      ASSERT_TRUE(read) << "the writer stopped by itself: " << bytes()["writer.log"];
      note_acknowledgement(*read, acknowledged);
    }
    std::this_thread::sleep_for(delay);
    writer.send(SIGKILL);
    ASSERT_EQ(writer.wait(seconds{30}), 128 + SIGKILL) << bytes()["writer.log"];
    while (const auto read = writer.read_line(seconds{1})) note_acknowledgement(*read, acknowledged);
  }
};

TEST_F(KilledWriter, no_acknowledged_answer_is_lost) {
  std::mt19937 random(4821);  // NOLINT(bugprone-random-generator-seed): the same moments in every run
  int answers = 0;
  int alerts = 0;
  for (int file_number = 0; file_number < kills / kills_a_file; ++file_number) {
    for (const auto& [name, content] : bytes()) std::filesystem::remove(folder() / name);
    anteroom::testing::AcknowledgedAnswers acknowledged;
    for (int kill = 0; kill < kills_a_file; ++kill) {
      // One in eight hits a start: opening, migrating, recovering.
      const int lines = random() % 8 == 0 ? 0 : static_cast<int>(random() % 45);
      const microseconds delay{random() % (lines == 0 ? 20'000 : 2'000)};
      ASSERT_NO_FATAL_FAILURE(kill_after(lines, delay, static_cast<int>(random() % 10'000), acknowledged));
      if (!std::filesystem::exists(file())) continue;  // killed before it was made
      const auto store = open();
      store->open_identities({});  // the writer sealed them to keys of its own
      ASSERT_THAT(acknowledged.losses_in(*store), IsEmpty()) << "kill " << kill << " of file " << file_number;
      const auto health = check_record_store(file(), right_key, CheckDepth::whole);
      ASSERT_TRUE(health) << health.error().detail;
      ASSERT_THAT(health->damage, IsEmpty());
    }
    answers += acknowledged.answers();
    alerts += acknowledged.alerts();
  }
  std::println("kills: {} writers killed, {} answers and {} alerts acknowledged, 0 lost", kills, answers, alerts);
  EXPECT_GT(answers, 10 * kills) << "the kills came too early to prove anything";
  EXPECT_GT(alerts, 0);
}

}  // namespace
}  // namespace anteroom::platform
