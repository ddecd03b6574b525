// A power cut takes what was not synced: all of it, a part, the middle of a sector. Whatever was acknowledged is there
// afterwards, and the same cuts do lose answers as soon as the store syncs less than it does.
#include "tests/platform/store/store_folder.h"
#include "tests/support/acknowledged_answers.h"
#include "tests/support/memory_folder.h"
#include "tests/support/recording_disk.h"
#include "tests/support/torture.h"

#include <format>
#include <functional>
#include <gmock/gmock.h>
#include <print>

namespace anteroom::platform {
namespace {

using anteroom::testing::AcknowledgedAnswers;
using anteroom::testing::RecordingDisk;
using anteroom::testing::Synchronous;
using ::testing::IsEmpty;

constexpr int answers_a_visit = 40;

// What somebody was told, and after how many operations of the disk.
struct Acknowledgement {
  std::size_t after;
  std::function<void(AcknowledgedAnswers&)> note;
};

// An answer as long as a sealed one, and as little to be compressed or guessed.
std::string payload(std::mt19937& random) {
  std::string bytes(629, '\0');
  std::ranges::generate(bytes, [&] { return static_cast<char>(random()); });
  return bytes;
}

class PowerCuts : public StoreFolder {
 protected:
  struct Record {
    explicit Record(Synchronous synchronous) : disk(synchronous) {}
    RecordingDisk disk;
    std::vector<Acknowledgement> acknowledgements;
    std::size_t set_up = 0;  // operations until the file was a store
  };

  // Provisioning and a visit, the store closed and opened again, and visits until the log was moved into the file.
  std::unique_ptr<Record> record(Synchronous synchronous) {
    auto made = std::make_unique<Record>(synchronous);
    std::mt19937 random(4821);  // NOLINT(bugprone-random-generator-seed): the same answers in every run
    {
      const auto store = open();
      made->set_up = made->disk.operations();
      take_visit(*store, *made, random);
    }
    const auto store = open();
    for (int visit = 0; visit < 8; ++visit) take_visit(*store, *made, random);
    made->disk.stop();
    return made;
  }

  struct Tally {
    int images = 0;
    int losing = 0;
    std::string first_loss;
  };
  Tally cut(const Record& record, int images) {
    const std::filesystem::path& place = m_after.path();
    std::mt19937 random(1604);  // NOLINT(bugprone-random-generator-seed): the same cuts in every run
    Tally tally;
    for (; tally.images < images; ++tally.images) {
      const std::size_t at = random() % (record.disk.operations() + 1);
      record.disk.cut_power_after(at, random, place);
      AcknowledgedAnswers acknowledged;
      for (const Acknowledgement& each : record.acknowledgements) {
        if (each.after <= at) each.note(acknowledged);
      }
      const std::string loss = loss_in(place / "anteroom.db", acknowledged, at < record.set_up);
      if (loss.empty()) continue;
      if (tally.losing++ == 0) tally.first_loss = std::format("image {}, operation {}: {}", tally.images, at, loss);
    }
    return tally;
  }

 private:
  anteroom::testing::MemoryFolder m_after;

  void take_visit(RecordStore& store, Record& record, std::mt19937& random) const {
    const auto acknowledge = [&](std::function<void(AcknowledgedAnswers&)> note) {
      record.acknowledgements.push_back({record.disk.operations(), std::move(note)});
    };
    ASSERT_TRUE(testing::seal_for(store));
    const auto visit = store.start_visit(new_visit(), noon, static_cast<std::uint32_t>(random()));
    ASSERT_TRUE(visit) << visit.error().detail;
    const VisitId id = visit->id;
    ASSERT_TRUE(store.begin_visit(id, noon));
    std::vector<AnswerRow> answers;
    for (int sequence = 1; sequence <= answers_a_visit; ++sequence) {
      const AnswerRow row{sequence, "phq-9", std::format("/{}", random() % 30), payload(random), noon};
      const auto alert =
          sequence == 35 ? std::optional(NewAlert{AlertKind::safety_answer, "phq-9", row.link_id, noon}) : std::nullopt;
      const auto raised = store.commit_answer(id, row, answers_a_visit, alert);
      ASSERT_TRUE(raised) << raised.error().detail;
      acknowledge([=](AcknowledgedAnswers& told) { told.answer(id, row); });
      answers.push_back(row);
      if (*raised) acknowledge([=](AcknowledgedAnswers& told) { told.alert(id, **raised); });
    }
    ASSERT_TRUE(store.submit_visit(id, testing::plain_response(answers), "scores", noon));
    acknowledge([=](AcknowledgedAnswers& told) { told.finished(id); });
  }

  // Empty when nothing is lost and nothing is wrong.
  static std::string loss_in(const std::filesystem::path& file, const AcknowledgedAnswers& acknowledged,
                             bool before_set_up) {
    {
      const auto store = open_record_store(file, right_key, before_set_up ? OpenMode::create : OpenMode::existing);
      if (!store) return store.error().detail;
      const auto losses = acknowledged.losses_in(**store);
      if (!losses.empty()) return losses.front();
    }
    const auto health = check_record_store(file, right_key, CheckDepth::whole);
    if (!health) return health.error().detail;
    return health->damage.empty() ? "" : health->damage.front();
  }
};

TEST_F(PowerCuts, lose_no_acknowledged_answer_and_damage_nothing) {
  const auto recorded = record(Synchronous::full);
  const Tally tally = cut(*recorded, anteroom::testing::tortured(400));
  std::println("power cuts: {} images of {} disk operations with {} syncs, {} answers acknowledged; {} images lost one",
               tally.images, recorded->disk.operations(), recorded->disk.syncs(), 9 * answers_a_visit, tally.losing);
  EXPECT_EQ(tally.losing, 0) << tally.first_loss;
}

// The cipher's salt stands in the file's first bytes, outside of what the log can give back to SQLite.
TEST_F(PowerCuts, a_first_page_that_was_torn_while_the_log_was_moved_into_the_file_costs_nothing) {
  AcknowledgedAnswers acknowledged;
  std::map<std::string, std::string> left;
  {
    const auto store = open();
    const auto visit = store->start_visit(new_visit(), noon, 7);
    ASSERT_TRUE(visit);
    ASSERT_TRUE(store->begin_visit(visit->id, noon));
    const AnswerRow row{1, "phq-9", "/1", "sealed", noon};
    ASSERT_TRUE(store->commit_answer(visit->id, row, 1, std::nullopt));
    acknowledged.answer(visit->id, row);
    left = bytes();
  }
  left["anteroom.db"].replace(0, 512, std::string(512, '\x5f'));
  for (const char* name : {"anteroom.db", "anteroom.db-wal"})
    std::ofstream(folder() / name, std::ios::binary) << left[name];
  const auto store = open(OpenMode::existing);
  EXPECT_THAT(acknowledged.losses_in(*store), IsEmpty());
}

// Otherwise the first test would prove nothing.
TEST_F(PowerCuts, do_lose_answers_as_soon_as_the_store_syncs_less) {
  for (const auto& [synchronous, name] : {std::pair{Synchronous::normal, "NORMAL"}, {Synchronous::off, "OFF"}}) {
    for (const auto& [file, content] : bytes()) std::filesystem::remove(folder() / file);
    const auto recorded = record(synchronous);
    const Tally tally = cut(*recorded, 60);
    std::println("power cuts with synchronous={}: {} images, {} syncs; {} images lost an answer or are damaged", name,
                 tally.images, recorded->disk.syncs(), tally.losing);
    EXPECT_GT(tally.losing, tally.images / 4) << name;
  }
}

}  // namespace
}  // namespace anteroom::platform
