// Every statement fails once while a store is opened, looked through, copied or set aside. That is said, it is never
// taken for damage, and a file that is sound stays where it is.
#include "platform/vault/audit.h"
#include "tests/platform/store/statement_fuse.h"
#include "tests/platform/store/store_folder.h"
#include "tests/support/hand_clock.h"
#include "tests/support/repeating_random.h"
#include "tests/support/torture.h"

#include <gmock/gmock.h>
#include <print>

namespace anteroom::platform {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::StatementFuse;

class FailingOpening : public StoreFolder {
 protected:
  FailingOpening() {
    const auto store = open();
    const auto visit = store->start_visit(new_visit("KZ-1042"), noon, 1);
    EXPECT_TRUE(visit && store->begin_visit(visit->id, noon));
    EXPECT_TRUE(store->commit_answer(visit->id, {1, "phq-9", "9", "sealed", noon}, 1, {}));
    EXPECT_TRUE(store->set_key_ring(testing::made_up_keys()));
    EXPECT_TRUE(store->add_staff("Rosa", StaffRole::nurse, "sealed"));
    testing::RepeatingRandom random;
    store->keep_audit(audit_pen(m_clock));
    const auto start = new_audit_start(testing::made_up_vault(), 1, random);
    EXPECT_TRUE(store->begin_audit(start->start, start->first_key));
  }
  void say(const char* what) const {
    std::println("statements: {} failed while {}, each once; each was said", m_fuse.failures(), what);
  }

  StatementFuse m_fuse;
  testing::HandClock m_clock;
};

TEST_F(FailingOpening, a_store_opens_whole_or_not_at_all) {
  const auto opened = m_fuse.insist("open_record_store", [&] {
    return open_record_store(file(), right_key, OpenMode::existing, 0, audit_pen(m_clock));
  });
  testing::open_to(**opened);
  EXPECT_THAT((*opened)->answers(VisitId{1}).value(), SizeIs(1));
  EXPECT_EQ((*opened)->visit(VisitId{1})->state, VisitState::incomplete) << "what a crash left was settled";
  EXPECT_EQ((*opened)->audit_trail()->rows.back().entry.event, AuditEvent::visit_incomplete);
  EXPECT_GT(m_fuse.failures(), 6);
  say("a store was opened");
}

TEST_F(FailingOpening, a_new_store_is_made_whole_or_made_again) {
  const auto made =
      m_fuse.insist("a new store", [&] { return open_record_store(folder() / "new.db", right_key, OpenMode::create); });
  testing::open_to(**made);
  EXPECT_TRUE((*made)->start_visit(new_visit(), noon, 1));
  EXPECT_GT(m_fuse.failures(), 20) << "every migration";
  say("a store was made");
}

TEST_F(FailingOpening, a_look_that_fails_is_no_damage) {
  const auto health =
      m_fuse.insist("check_record_store", [&] { return check_record_store(file(), right_key, CheckDepth::whole); });
  EXPECT_THAT(health->damage, IsEmpty());
  EXPECT_GT(m_fuse.failures(), 6);
  say("health was looked at");
}

TEST_F(FailingOpening, a_copy_that_fails_is_said_and_the_store_still_knows_its_visits) {
  const std::filesystem::path copy = folder() / "copy.db";
  const SecretKey other = testing::key_full_of(0x42);
  int failures = 0;
  for (bool blown = true; blown; failures += blown ? 1 : 0) {
    ASSERT_LT(failures, 200) << "there is no end";
    std::filesystem::remove(copy);
    const auto store = open(OpenMode::existing);
    StatementFuse::lay(failures + 1);
    const auto copied = store->copy_to(copy, other);
    blown = StatementFuse::has_blown();
    StatementFuse::lay(0);
    EXPECT_EQ(copied.has_value(), !blown) << "statement " << failures + 1;
    EXPECT_EQ(store->raise_alert(VisitId{99}, {AlertKind::come_now, "", "", noon}).error_or({}).fault, Fault::conflict)
        << "no alert for a visit that is none, also after statement " << failures + 1 << " failed";
  }
  EXPECT_EQ(check_record_store(copy, other, CheckDepth::whole)->answers, 1);
  std::println("statements: {} failed while a copy was made, each once; each was said", failures);
  EXPECT_GT(failures, 5);
}

TEST_F(FailingOpening, a_damaged_database_is_there_as_it_was_whatever_fails) {
  const std::string damaged = bytes().at("anteroom.db");
  int failures = 0;
  int came_through = 0;
  int statement = 1;
  for (bool blown = true; blown; statement += anteroom::testing::is_tortured() ? 1 : 7) {
    ASSERT_LT(statement, 1000) << "there is no end";
    for (const auto& [name, content] : bytes()) std::filesystem::remove(folder() / name);
    std::ofstream(file(), std::ios::binary) << damaged;
    ASSERT_TRUE(note_damage(file()));
    StatementFuse::lay(statement);
    const auto aside = set_aside_damaged(file(), right_key, noon);
    blown = StatementFuse::has_blown();
    StatementFuse::lay(0);
    const auto moved = set_aside_databases(file());
    EXPECT_TRUE(bytes().at(moved.empty() ? "anteroom.db" : moved.front().filename().string()) == damaged)
        << "statement " << statement;
    const bool is_whole = aside && *aside && (*aside)->keys_lost.empty() && (*aside)->audit_lost.empty();
    EXPECT_TRUE(is_whole || blown);
    failures += blown ? 1 : 0;
    came_through += is_whole && blown ? 1 : 0;
  }
  EXPECT_LE(came_through, 1) << "the damaged file is attached in two ways, so one of them may fail";
  EXPECT_THAT(open(OpenMode::existing)->key_ring()->epochs, SizeIs(1));
  EXPECT_THAT(open(OpenMode::existing)->audit_trail()->rows, SizeIs(1));
  std::println("statements: {} failed while a damaged file was set aside, each once; the file was there each time",
               failures);
  EXPECT_GT(failures, 30);
}

TEST_F(FailingOpening, a_sound_database_is_not_set_aside_because_a_look_failed) {
  const auto looked = m_fuse.insist("set_aside_damaged", [&] { return set_aside_damaged(file(), right_key, noon); });
  EXPECT_FALSE(*looked);
  EXPECT_THAT(set_aside_databases(file()), IsEmpty());
  EXPECT_GT(m_fuse.failures(), 40);
  say("a sound file was looked through");
}

}  // namespace
}  // namespace anteroom::platform
