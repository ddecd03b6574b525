// visit_writer FILE SEED [VISITS]: takes scripted visits one after the other, as a kiosk would, and prints each thing
// on standard output once the store has acknowledged it. What fails is tried again as people would, then it gives up.
// Without a number of visits it goes on until it is killed.
#include "tests/platform/store/sample_visit.h"
#include "tests/support/kiosk_keys.h"
#include "tests/support/plain_response.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <format>
#include <random>
#include <unistd.h>

using namespace anteroom;            // a program of its own
using namespace anteroom::platform;  // likewise

namespace {

// One write, so that a line is there as a whole or not at all.
void acknowledge(const std::string& line) {
  if (write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(1);
}

template <class Call>
auto ask(Call call) {
  auto result = insist(call);
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().detail.c_str());
    std::exit(1);  // not _exit: what it walked through is counted
  }
  if constexpr (!std::is_void_v<typename decltype(result)::value_type>) return std::move(*result);
}

constexpr int answers_a_visit = 40;

void take_visit(RecordStore& store, std::mt19937& random) {
  const VisitRow visit =
      ask([&] { return store.start_visit(new_visit(), noon, static_cast<std::uint32_t>(random())); });
  ask([&] { return store.begin_visit(visit.id, noon); });
  std::vector<AnswerRow> answers;
  for (int sequence = 1; sequence <= answers_a_visit; ++sequence) {
    // Some are changed later, some are cleared, texts are as long as people write them.
    const std::string link_id = std::format("/{}", random() % 30);
    const std::string payload =
        random() % 8 == 0
            ? ""
            : std::format("{{\"t\":\"{}\"}}", std::string(random() % 400, static_cast<char>('a' + random() % 26)));
    const bool alarming = sequence == 35;
    const auto alert =
        alarming ? std::optional(NewAlert{AlertKind::safety_answer, "phq-9", link_id, noon}) : std::nullopt;
    const AnswerRow row{sequence, "phq-9", link_id, payload, noon};
    const auto raised = ask([&] { return store.commit_answer(visit.id, row, 40, alert); });
    answers.push_back(row);
    acknowledge(std::format("answer\t{}\t{}\t{}\t{}\n", visit.id.value, sequence, link_id, payload));
    if (raised) acknowledge(std::format("alert\t{}\t{}\n", visit.id.value, raised->value));
  }
  ask([&] { return store.submit_visit(visit.id, testing::plain_response(answers), "scores", noon); });
  acknowledge(std::format("finished\t{}\n", visit.id.value));
}

}  // namespace

int main(int count, char** words) {
  if (count != 3 && count != 4) return 64;
  std::mt19937 random(static_cast<std::mt19937::result_type>(std::atoi(words[2])));
  const auto store = ask([&] { return open_record_store(words[1], right_key, OpenMode::create); });
  ask([&] { return testing::seal_for(*store); });
  const int visits = count == 4 ? std::atoi(words[3]) : 0;
  for (int visit = 0; count == 3 || visit < visits; ++visit) take_visit(*store, random);
}
