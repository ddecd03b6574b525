// starved_store FILE ANSWERS STRIDE: a visit again and again, in which SQLite's every STRIDEth allocation fails in
// turn, once and from then on. Whatever was acknowledged has to be there afterwards. It prints one line of figures;
// anything lost is exit code 1. A program of its own, because SQLite takes another heap only before its first word.
#include "tests/platform/store/sample_visit.h"
#include "tests/support/acknowledged_answers.h"
#include "tests/support/kiosk_keys.h"

#include <cstdio>
#include <cstdlib>
#include <format>
#include <print>
#include <sqlite3.h>

using namespace anteroom;            // a program of its own
using namespace anteroom::platform;  // likewise

namespace {

enum class Hunger { none, once, for_ever };

sqlite3_mem_methods fed;
Hunger hunger = Hunger::none;
long until_failure = 0;
bool has_failed = false;
long failures = 0;

bool fails() {
  if (hunger == Hunger::none) return false;
  if (--until_failure > 0) return false;
  if (hunger == Hunger::once && has_failed) return false;
  has_failed = true;
  ++failures;
  return true;
}

void starve_from_the_start() {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &fed);
  sqlite3_mem_methods starved = fed;
  starved.xMalloc = [](int size) { return fails() ? nullptr : fed.xMalloc(size); };
  starved.xRealloc = [](void* memory, int size) { return fails() ? nullptr : fed.xRealloc(memory, size); };
  if (sqlite3_config(SQLITE_CONFIG_MALLOC, &starved) != SQLITE_OK) std::abort();
}

struct Shift {
  testing::AcknowledgedAnswers acknowledged;
  bool came_through = false;
};

void take_visit(RecordStore& store, int answers, Shift& shift) {
  if (!insist([&] { return testing::seal_for(store); })) return;
  const auto visit = insist([&] { return store.start_visit(new_visit(), noon, 17); });
  if (!visit) return;
  if (!insist([&] { return store.begin_visit(visit->id, noon); })) return;
  std::vector<AnswerRow> rows;
  for (int sequence = 1; sequence <= answers; ++sequence) {
    const AnswerRow row{sequence, "phq-9", std::format("/{}", sequence), std::string(629, '\x81'), noon};
    const auto alert =
        sequence == answers ? std::optional(NewAlert{AlertKind::safety_answer, "phq-9", "/9", noon}) : std::nullopt;
    const auto raised = insist([&] { return store.commit_answer(visit->id, row, answers, alert); });
    if (!raised) return;
    shift.acknowledged.answer(visit->id, row);
    rows.push_back(row);
    if (*raised) shift.acknowledged.alert(visit->id, **raised);
  }
  if (!insist([&] { return store.submit_visit(visit->id, testing::plain_response(rows), "scores", noon); })) return;
  shift.acknowledged.finished(visit->id);
  store.forget();
  shift.came_through = true;
}

Shift shift_without(long allocation, Hunger how, const char* file, int answers) {
  Shift shift;
  until_failure = allocation;
  has_failed = false;
  {
    // Opened while there is memory: SQLCipher 4.6.1 itself crashes when it finds none in the middle of making its
    // context (sqlcipherCodecAttach). A kiosk opens its store once, at the start, when there is nothing to lose.
    const auto store = open_record_store(file, right_key, OpenMode::existing);
    hunger = how;
    if (store) take_visit(**store, answers, shift);
    hunger = Hunger::none;
  }
  return shift;
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) return 64;
  const char* file = words[1];
  const int answers = std::atoi(words[2]);
  const int stride = std::atoi(words[3]);
  static_cast<void>(testing::made_up_vault());  // the vault is not what starves
  starve_from_the_start();
  if (!open_record_store(file, right_key, OpenMode::create)) return 65;
  long shifts = 0;
  long came_through = 0;
  int acknowledged = 0;
  long lost = 0;
  const auto check = [&](const Shift& shift) {
    ++shifts;
    came_through += shift.came_through ? 1 : 0;
    acknowledged += shift.acknowledged.answers();
    const auto store = open_record_store(file, right_key, OpenMode::existing);
    if (!store) {
      std::println("the store does not open any more: {}", store.error().detail);
      ++lost;
      return;
    }
    for (const std::string& loss : shift.acknowledged.losses_in(**store)) {
      std::println("{}", loss);
      ++lost;
    }
  };
  long allocation = 1;
  for (bool reached = true; reached; allocation += stride) {
    for (const Hunger how : {Hunger::once, Hunger::for_ever}) {
      check(shift_without(allocation, how, file, answers));
      reached = has_failed;
    }
  }
  const auto health = check_record_store(file, right_key, CheckDepth::whole);
  const bool sound = health && health->damage.empty();
  std::println(
      "allocations: {} in a visit of {} answers, {} visits starved at one of them, {} came through all the same, {} "
      "answers acknowledged; {} lost, the file is {}",
      allocation - stride, answers, shifts, came_through, acknowledged, lost, sound ? "sound" : "DAMAGED");
  return lost == 0 && sound ? 0 : 1;
}
