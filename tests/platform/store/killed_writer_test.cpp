// Promise 1: an answer that was acknowledged is never lost to a crash. A SIGKILL cannot show a missing sync, because
// the kernel keeps what was written; that takes a crash-simulating file system layer.
#include "tests/platform/store/store_folder.h"
#include "tests/support/acknowledged_answers.h"
#include "tests/support/child_process.h"

#include <charconv>
#include <gmock/gmock.h>
#include <random>
#include <ranges>
#include <signal.h>
#include <thread>

namespace anteroom::platform {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;
using ::testing::IsEmpty;

constexpr int kills = 200;
constexpr int kills_a_file = 20;

std::int64_t number_of(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void note(const std::string& line, anteroom::testing::AcknowledgedAnswers& acknowledged) {
  std::vector<std::string> words;
  for (const auto word : std::views::split(line, '\t')) words.emplace_back(std::string_view(word));
  ASSERT_GE(words.size(), 2U) << line;
  const VisitId visit{number_of(words[1])};
  if (words[0] == "answer") {
    ASSERT_EQ(words.size(), 5U) << line;
    acknowledged.answer(visit, {static_cast<int>(number_of(words[2])), "phq-9", words[3], words[4], noon});
  } else if (words[0] == "alert") {
    acknowledged.alert(visit, AlertId{number_of(words.at(2))});
  } else {
    acknowledged.finished(visit);
  }
}

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
      note(*read, acknowledged);
    }
    std::this_thread::sleep_for(delay);
    writer.send(SIGKILL);
    ASSERT_EQ(writer.wait(seconds{30}), 128 + SIGKILL) << bytes()["writer.log"];
    while (const auto read = writer.read_line(seconds{1})) note(*read, acknowledged);
  }
};

TEST_F(KilledWriter, no_acknowledged_answer_is_lost_in_200_kills) {
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
  EXPECT_GT(answers, 10 * kills) << "the kills came too early to prove anything";
  EXPECT_GT(alerts, 0);
}

}  // namespace
}  // namespace anteroom::platform
