// One byte of the file is another one, wherever it lies: either that is said, or everything that was stored is still
// read as it was stored. Never another answer.
#include "tests/platform/store/store_folder.h"
#include "tests/support/memory_folder.h"
#include "tests/support/torture.h"

#include <algorithm>
#include <format>
#include <gmock/gmock.h>
#include <print>
#include <random>

namespace anteroom::platform {
namespace {

constexpr std::size_t page = 4096;
constexpr int visits = 6;
constexpr int answers_a_visit = 40;

std::string payload(std::mt19937& random) {
  std::string bytes(629, '\0');
  std::ranges::generate(bytes, [&] { return static_cast<char>(random()); });
  return bytes;
}

// Everything that the store tells, as text that compares; the first failure instead.
Result<std::string> told(RecordStore& store) {
  std::string all;
  const auto listed = store.visits(noon - std::chrono::hours{24}, noon + std::chrono::hours{24});
  if (!listed) return std::unexpected(listed.error());
  for (const VisitRow& row : *listed) {
    all += std::format("{} {} {} {} {} {} {} {}\n", row.id.value, row.code, row.facts.record_number, row.facts.initials,
                       anteroom::to_string(row.facts.birth_date), row.answered, row.asked, static_cast<int>(row.state));
    for (const std::string& form : row.facts.forms) all += form + ' ';
    const auto rows = store.answers(row.id);
    if (!rows) return std::unexpected(rows.error());
    for (const AnswerRow& answer : *rows)
      all += std::format("{} {} {} {}\n", answer.sequence, answer.form, answer.link_id, answer.payload);
    const auto alerts = store.alerts_of(row.id);
    if (!alerts) return std::unexpected(alerts.error());
    for (const AlertRow& alert : *alerts) all += std::format("{} {}\n", alert.id.value, alert.facts.link_id);
  }
  const auto people = store.staff();
  if (!people) return std::unexpected(people.error());
  for (const StaffRow& person : *people)
    all += std::format("{} {} {}\n", person.name, person.sealed_pin, person.failed_attempts);
  const auto ring = store.key_ring();
  if (!ring) return std::unexpected(ring.error());
  for (const Epoch& epoch : ring->epochs) all += epoch.signature;
  return all;
}

void take_visits(RecordStore& store) {
  std::mt19937 random(4821);  // NOLINT(bugprone-random-generator-seed): the same answers in every run
  ASSERT_TRUE(testing::seal_for(store));
  ASSERT_TRUE(store.add_staff("Rosa", StaffRole::nurse, "$argon2id$made-up"));
  ASSERT_TRUE(
      store.set_key_ring({.epochs = {{.number = 1, .public_key = {}, .made_at = noon, .signature = payload(random)}},
                          .slots = {},
                          .shares = {}}));
  for (int count = 0; count < visits; ++count) {
    const auto visit = store.start_visit(new_visit(std::format("KZ-{}", count)), noon, 4000);
    ASSERT_TRUE(visit);
    ASSERT_TRUE(store.begin_visit(visit->id, noon));
    for (int sequence = 1; sequence <= answers_a_visit; ++sequence) {
      const AnswerRow row{sequence, "phq-9", std::format("/{}", sequence), payload(random), noon};
      const auto alert =
          sequence == 9 ? std::optional(NewAlert{AlertKind::safety_answer, "phq-9", row.link_id, noon}) : std::nullopt;
      ASSERT_TRUE(store.commit_answer(visit->id, row, answers_a_visit, alert));
    }
    ASSERT_TRUE(store.end_visit(visit->id, VisitState::finished, noon));
  }
}

class BitRot : public ::testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path file() const { return m_folder.path() / "anteroom.db"; }
  [[nodiscard]] std::string bytes_of(const std::filesystem::path& path) const {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  void put(const std::filesystem::path& path, const std::string& bytes) const {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  [[nodiscard]] Result<std::string> tell() const {
    auto store = open_record_store(file(), right_key, OpenMode::existing);
    if (!store) return std::unexpected(store.error());
    return told(**store);
  }

  anteroom::testing::MemoryFolder m_folder;
};

TEST_F(BitRot, one_changed_byte_is_seen_or_harms_nothing_on_every_page) {
  {
    const auto store = open_record_store(file(), right_key, OpenMode::create);
    ASSERT_TRUE(store) << store.error().detail;
    ASSERT_NO_FATAL_FAILURE(take_visits(**store));
  }
  const auto truth = tell();
  ASSERT_TRUE(truth) << truth.error().detail;
  const std::string sound = bytes_of(file());
  const std::size_t pages = sound.size() / page;
  const auto changes = static_cast<std::size_t>(anteroom::testing::tortured(1000));
  ASSERT_GT(changes, pages) << "every page is changed at least once";
  std::mt19937 random(77);  // NOLINT(bugprone-random-generator-seed): the same bytes in every run
  std::size_t seen = 0;
  std::size_t harmless = 0;
  for (std::size_t change = 0; change < changes; ++change) {
    const std::size_t at = change % pages * page + random() % page;
    std::string rotten = sound;
    rotten[at] = static_cast<char>(rotten[at] ^ static_cast<char>(1 + random() % 255));
    m_folder.empty();
    put(file(), rotten);
    const auto read = tell();
    if (!read) {
      ++seen;
      EXPECT_TRUE(read.error().fault == Fault::corrupt || read.error().fault == Fault::wrong_key)
          << "byte " << at << ": " << read.error().detail;
    } else {
      ++harmless;
      ASSERT_TRUE(*read == *truth) << "byte " << at << " of page " << at / page + 1 << " changed what is read";
    }
  }
  std::println("bit rot: {} single bytes changed on {} pages: {} seen, {} harmless, 0 wrong answers", changes, pages,
               seen, harmless);
  EXPECT_GT(seen, changes * 7 / 10) << "the file was not read as a whole";
}

// The log's own sum covers every frame: from a changed one on it counts as never written, and what is left is the visit
// as it was a moment before. No other answer is read, and no visit has fewer answers than it says.
TEST_F(BitRot, a_changed_byte_in_the_log_leaves_an_earlier_moment_and_nothing_else) {
  std::vector<std::string> truth;
  std::string database;
  std::string log;
  VisitId id;
  {
    const auto store = open_record_store(file(), right_key, OpenMode::create);
    ASSERT_TRUE(store) << store.error().detail;
    ASSERT_TRUE(testing::seal_for(**store));
    const auto visit = (*store)->start_visit(new_visit(), noon, 4000);
    ASSERT_TRUE(visit);
    id = visit->id;
    ASSERT_TRUE((*store)->begin_visit(id, noon));
    std::mt19937 random(4821);  // NOLINT(bugprone-random-generator-seed): the same answers in every run
    for (int sequence = 1; sequence <= answers_a_visit; ++sequence) {
      truth.push_back(payload(random));
      ASSERT_TRUE((*store)->commit_answer(id, {sequence, "phq-9", "/1", truth.back(), noon}, 40, std::nullopt));
    }
    database = bytes_of(file());
    log = bytes_of(file().string() + "-wal");
  }
  std::mt19937 random(78);  // NOLINT(bugprone-random-generator-seed): likewise
  const int changes = anteroom::testing::tortured(200);
  std::size_t answers = 0;
  for (int change = 0; change < changes; ++change) {
    std::string rotten = log;
    const std::size_t at = random() % rotten.size();
    rotten[at] = static_cast<char>(rotten[at] ^ static_cast<char>(1 + random() % 255));
    m_folder.empty();
    put(file(), database);
    put(file().string() + "-wal", rotten);
    const auto store = open_record_store(file(), right_key, OpenMode::existing);
    ASSERT_TRUE(store) << store.error().detail;
    const auto rows = (*store)->answers(id);
    if (!rows) {
      ASSERT_EQ(rows.error().fault, Fault::not_found) << "byte " << at << ": " << rows.error().detail;
      continue;
    }
    for (const AnswerRow& row : *rows)
      ASSERT_TRUE(row.payload == truth[static_cast<std::size_t>(row.sequence) - 1]) << "byte " << at << " of the log";
    answers += rows->size();
  }
  const std::size_t all = static_cast<std::size_t>(changes) * truth.size();
  std::println("bit rot in the log: {} single bytes changed: {} of {} answers are still read, 0 wrong ones", changes,
               answers, all);
  EXPECT_LT(answers, all) << "no changed byte was noticed";
  EXPECT_GT(answers, all / 4);
}

}  // namespace
}  // namespace anteroom::platform
