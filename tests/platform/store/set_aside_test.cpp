// A damaged database is moved out of the way as it is, and the kiosk goes on with a fresh one and the same keys.
#include "platform/store/database.h"
#include "platform/store/migrations.h"
#include "platform/vault/vault.h"
#include "tests/platform/store/sample_visit.h"
#include "tests/support/kiosk_keys.h"
#include "tests/support/memory_folder.h"
#include "tests/support/repeating_random.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <format>
#include <fstream>
#include <gmock/gmock.h>
#include <print>
#include <sys/mount.h>
#include <unistd.h>

namespace anteroom::platform {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::size_t page = 4096;

class Damaged : public ::testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path file() const { return m_folder.path() / "records.db"; }
  [[nodiscard]] static std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  [[nodiscard]] std::unique_ptr<RecordStore> open() const {
    auto store = open_record_store(file(), right_key, OpenMode::create);
    if (!store) throw std::runtime_error(store.error().detail);
    anteroom::testing::open_to(**store);
    return std::move(*store);
  }
  // A clinic's keys, a nurse and some visits.
  void fill(int visits = 3) const {
    anteroom::testing::RepeatingRandom random;
    const auto ring = make_key_ring(key_of(1), "six words of a made up clinic", key_of(2), noon, random,
                                    {.operations = 1, .memory_bytes = 8192});
    const auto store = open();
    ASSERT_TRUE(ring && store->set_key_ring(*ring));
    ASSERT_TRUE(store->add_staff("Rosa", StaffRole::nurse, "sealed"));
    for (int count = 0; count < visits; ++count) {
      const auto visit = store->start_visit(new_visit(), noon, static_cast<std::uint32_t>(count));
      ASSERT_TRUE(visit);
      ASSERT_TRUE(store->begin_visit(visit->id, noon));
      for (int sequence = 1; sequence <= 20; ++sequence)
        ASSERT_TRUE(
            store->commit_answer(visit->id, {sequence, "peg", "/1", std::string(629, '\x80'), noon}, 20, std::nullopt));
      ASSERT_TRUE(store->end_visit(visit->id, VisitState::finished, noon));
    }
  }
  // `count` pages from `first`, counted from 1.
  void ruin(std::size_t first, std::size_t count = 1) const {
    std::fstream stream(file(), std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(static_cast<std::streamoff>((first - 1) * page + 100));
    for (std::size_t number = 0; number < count; ++number) {
      stream.write("rotten", 6);
      stream.seekp(static_cast<std::streamoff>((first + number) * page + 100));
    }
  }
  [[nodiscard]] std::size_t first_page_of(std::string_view table) const {
    auto database = Database::open(file(), right_key);
    Statement row = database->query("SELECT rootpage FROM sqlite_schema WHERE name = ?", {table});
    return row.next() ? static_cast<std::size_t>(row.integer(0)) : 0;
  }
  [[nodiscard]] std::size_t pages() const { return std::filesystem::file_size(file()) / page; }
  [[nodiscard]] Result<std::optional<SetAside>> look() const { return set_aside_damaged(file(), right_key, noon); }

 private:
  anteroom::testing::MemoryFolder m_folder;
};

TEST_F(Damaged, a_sound_database_stays_where_it_is) {
  EXPECT_EQ(look().value(), std::nullopt) << "there is none yet";
  fill();
  const std::string before = bytes_of(file());
  EXPECT_FALSE(look().value());
  EXPECT_EQ(bytes_of(file()) == before, true);
  EXPECT_THAT(set_aside_databases(file()), IsEmpty());
}

TEST_F(Damaged, a_log_that_was_not_moved_into_the_file_is_no_damage_and_stays) {
  fill();
  const std::string database = bytes_of(file());
  {
    const auto store = open();
    ASSERT_TRUE(store->start_visit(new_visit("KZ-1"), noon, 9));
    std::ofstream(file().string() + ".copy", std::ios::binary) << bytes_of(file().string() + "-wal");
  }
  std::ofstream(file(), std::ios::binary) << database;
  std::filesystem::rename(file().string() + ".copy", file().string() + "-wal");
  EXPECT_FALSE(look().value());
  EXPECT_THAT(*open()->visits(noon, noon + std::chrono::hours{1}), SizeIs(4));
}

TEST_F(Damaged, it_is_set_aside_as_it_is_and_a_fresh_one_has_the_clinics_keys) {
  fill();
  // The newest answers: the last leaf of a file that only grows.
  ruin(pages() - 3, 4);
  std::ofstream(file().string() + "-wal", std::ios::binary) << "what was left of a log";
  const std::string rotten = bytes_of(file());
  const auto looked = look();
  ASSERT_TRUE(looked) << looked.error().detail;
  ASSERT_TRUE(*looked) << "the damage was not seen";
  const SetAside& aside = **looked;
  EXPECT_EQ(aside.file.filename(), "records.db.damaged-20261123-120000");
  EXPECT_TRUE(bytes_of(aside.file) == rotten) << "nothing of it was changed";
  EXPECT_TRUE(std::filesystem::exists(aside.file.string() + "-wal"));
  EXPECT_EQ(aside.keys_lost, "");
  EXPECT_THAT(set_aside_databases(file()), SizeIs(1));

  const auto store = open();
  EXPECT_THAT(*store->visits(noon, noon + std::chrono::hours{1}), IsEmpty());
  EXPECT_THAT(*store->staff(), SizeIs(1));
  const auto vault = Vault::create(key_of(1), *store->key_ring());
  ASSERT_TRUE(vault) << vault.error().detail;
  EXPECT_TRUE(vault->unlock("six words of a made up clinic")) << "the day opens with the same words";
  EXPECT_TRUE(store->start_visit(new_visit(), noon, 1));
}

TEST_F(Damaged, a_first_page_that_is_damaged_is_told_from_a_wrong_key) {
  fill();
  const auto refused = set_aside_damaged(file(), key_of(0x11), noon);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::wrong_key);
  EXPECT_THAT(set_aside_databases(file()), IsEmpty()) << "a file of another key is never moved";

  ruin(1);
  const auto looked = look();
  ASSERT_TRUE(looked) << looked.error().detail;
  ASSERT_TRUE(*looked);
  EXPECT_THAT((*looked)->damage, HasSubstr("first page"));
  EXPECT_NE((*looked)->keys_lost, "") << "nothing can be read of it, and that is said";
  EXPECT_THAT(open()->key_ring()->epochs, IsEmpty());
}

TEST_F(Damaged, a_visit_with_fewer_answers_than_were_committed_is_damage) {
  fill();
  {
    auto database = Database::open(file(), right_key);
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->run("DELETE FROM answers WHERE visit = 2 AND sequence = 7"));
  }
  const auto looked = look();
  ASSERT_TRUE(looked && *looked);
  EXPECT_THAT((*looked)->damage, HasSubstr("1 visits"));
  EXPECT_EQ((*looked)->keys_lost, "");
}

TEST_F(Damaged, what_the_whole_check_found_is_acted_on_at_the_next_start) {
  fill();
  EXPECT_FALSE(damage_is_noted(file()));
  ASSERT_TRUE(note_damage(file()));
  EXPECT_TRUE(damage_is_noted(file()));
  const auto looked = look();
  ASSERT_TRUE(looked && *looked);
  EXPECT_FALSE(damage_is_noted(file())) << "once";
  EXPECT_FALSE(look().value());
}

TEST_F(Damaged, what_a_check_found_is_not_noted_where_nothing_can_be_written) {
  EXPECT_EQ(note_damage(file().parent_path() / "none" / "records.db").error().fault, Fault::io);
  EXPECT_FALSE(damage_is_noted(file()));
}

TEST_F(Damaged, an_empty_file_is_no_damage) {
  std::ofstream(file(), std::ios::binary).close();
  EXPECT_EQ(look().value(), std::nullopt);
  EXPECT_TRUE(std::filesystem::exists(file()));
}

TEST_F(Damaged, nothing_that_was_set_aside_is_written_over) {
  fill();
  ASSERT_TRUE(note_damage(file()));
  ASSERT_TRUE(look().value());
  const std::string first = bytes_of(set_aside_databases(file()).front());
  ASSERT_TRUE(note_damage(file()));
  EXPECT_EQ(look().error().fault, Fault::conflict) << "the clock has not moved on, or was put back";
  EXPECT_TRUE(damage_is_noted(file())) << "the next start looks again";
  EXPECT_TRUE(bytes_of(set_aside_databases(file()).front()) == first);
  ASSERT_TRUE(set_aside_damaged(file(), right_key, noon + std::chrono::seconds{1}).value());
  std::ofstream(set_aside_databases(file()).front().string() + "-shm") << "no database";
  EXPECT_THAT(set_aside_databases(file()), SizeIs(2));
  EXPECT_THAT(set_aside_databases(file().parent_path() / "none" / "records.db"), IsEmpty());
}

TEST_F(Damaged, what_has_no_name_to_be_moved_to_stays_where_it_is) {
  fill();
  ASSERT_TRUE(note_damage(file()));
  std::ofstream(file().string() + "-wal", std::ios::binary) << "what was left of a log";
  const std::string before = bytes_of(file());
  const std::filesystem::path in_the_way = file().string() + ".damaged-20261123-120000-wal";
  std::filesystem::create_directory(in_the_way);
  EXPECT_EQ(look().error().fault, Fault::conflict);
  EXPECT_TRUE(bytes_of(file()) == before);
  EXPECT_EQ(bytes_of(file().string() + "-wal"), "what was left of a log");
  EXPECT_TRUE(damage_is_noted(file()));
  std::filesystem::remove(in_the_way);
  EXPECT_TRUE(look().value()) << "and goes when it can";
}

TEST_F(Damaged, a_database_that_the_kernel_holds_in_its_place_stays) {
  fill();
  ASSERT_TRUE(note_damage(file()));
  // What is mounted cannot be renamed.
  if (geteuid() != 0) GTEST_SKIP() << "only root can mount; inside ./dev everybody is root, so it runs there";
  ASSERT_EQ(mount(file().c_str(), file().c_str(), nullptr, MS_BIND, nullptr), 0) << strerror(errno);
  const auto looked = look();
  umount2(file().c_str(), MNT_DETACH);
  ASSERT_FALSE(looked);
  EXPECT_EQ(looked.error().fault, Fault::io);
  EXPECT_THAT(set_aside_databases(file()), IsEmpty());
  EXPECT_THAT(*open()->visits(noon, noon + std::chrono::hours{1}), SizeIs(3));
}

TEST_F(Damaged, an_audit_trail_that_cannot_be_read_costs_neither_keys_nor_people) {
  fill();
  ruin(first_page_of("audit"));
  const auto looked = look();
  ASSERT_TRUE(looked && *looked);
  EXPECT_EQ((*looked)->keys_lost, "");
  EXPECT_NE((*looked)->audit_lost, "");
  const auto store = open();
  EXPECT_THAT(store->key_ring()->epochs, SizeIs(1));
  EXPECT_THAT(*store->staff(), SizeIs(1));
  EXPECT_THAT(store->audit_trail()->rows, IsEmpty());
}

TEST_F(Damaged, of_keys_and_people_all_are_taken_over_or_none) {
  fill();
  ruin(first_page_of("staff"));
  const auto looked = look();
  ASSERT_TRUE(looked && *looked);
  EXPECT_NE((*looked)->keys_lost, "");
  EXPECT_EQ((*looked)->keys_lost, (*looked)->audit_lost);
  EXPECT_THAT(open()->key_ring()->epochs, IsEmpty()) << "keys without people are half a clinic";
}

TEST_F(Damaged, a_database_that_never_had_keys_gives_none_and_that_is_said) {
  open().reset();
  ASSERT_TRUE(note_damage(file()));
  const auto looked = look();
  ASSERT_TRUE(looked && *looked);
  EXPECT_THAT((*looked)->keys_lost, HasSubstr("none"));
}

TEST_F(Damaged, a_file_of_the_first_version_is_looked_through_too_and_gives_its_keys_to_no_other_version) {
  std::ofstream(file(), std::ios::binary).close();
  {
    auto database = Database::open(file(), right_key);
    ASSERT_TRUE(database && database->execute(migrations()[0]));
    ASSERT_TRUE(database->execute(
        "PRAGMA user_version = 1;"
        "INSERT INTO visits (code, record_number, initials, birth_date, battery, started_by, state, created_at,"
        " answers_committed) VALUES ('0001', 'A-1', 'MO', '1951-04-09', 'intake', 'Rosa', 'finished', 1000, 1);"
        "INSERT INTO answers VALUES (1, 1, 'nrs', '/a', '7', 1100);"));
  }
  EXPECT_EQ(look().value(), std::nullopt) << "it is sound";
  {
    auto database = Database::open(file(), right_key);
    ASSERT_TRUE(database && database->execute("DELETE FROM answers"));
  }
  const auto looked = look();
  ASSERT_TRUE(looked && *looked);
  EXPECT_THAT((*looked)->damage, HasSubstr("1 visits"));
  EXPECT_THAT((*looked)->keys_lost, HasSubstr("another version"));
}

TEST_F(Damaged, a_running_kiosk_keeps_its_database) {
  fill();
  const auto kiosk = open();
  ASSERT_TRUE(note_damage(file()));
  EXPECT_EQ(look().error().fault, Fault::conflict);
}

TEST_F(Damaged, answers_that_were_removed_are_not_missing) {
  fill();
  {
    const auto store = open();
    const auto visit = store->start_visit(new_visit(), noon, 9);
    ASSERT_TRUE(store->begin_visit(visit->id, noon));
    ASSERT_TRUE(store->commit_answer(visit->id, {1, "nrs", "worst", "sealed", noon}, 1, {}));
    ASSERT_TRUE(store->submit_visit(visit->id, {"sealed", 1}, "scores", noon));
    ASSERT_TRUE(store->remove_answers(visit->id, noon));
  }
  const auto looked = look();
  ASSERT_TRUE(looked) << looked.error().detail;
  EXPECT_FALSE(*looked);
}

TEST_F(Damaged, looking_takes_no_longer_for_a_large_file) {
  fill();
  {
    auto database = Database::open(file(), right_key);
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->execute(
        "INSERT INTO visits (code, record_number, initials, birth_date, battery, started_by, state, created_at,"
        " answers_committed) SELECT '0000', 'KZ-' || value, 'MO', '1951-04-09', 'intake', 'Rosa', 'finished', value, 2"
        " FROM (WITH RECURSIVE n(value) AS (VALUES(1) UNION ALL SELECT value + 1 FROM n WHERE value < 20000)"
        " SELECT value FROM n);"
        "INSERT INTO answers (visit, sequence, form, link_id, payload, at) SELECT id, s, 'peg', '/1', randomblob(629), "
        "0"
        " FROM visits, (SELECT 1 AS s UNION SELECT 2) WHERE id > 3;"));
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto looked = look();
  const auto took = std::chrono::steady_clock::now() - begin;
  ASSERT_TRUE(looked) << looked.error().detail;
  EXPECT_FALSE(*looked);
  std::println("start: {} MiB looked through in {} ms", std::filesystem::file_size(file()) >> 20U,
               std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
}

}  // namespace
}  // namespace anteroom::platform
