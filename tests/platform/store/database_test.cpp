// One connection by itself: what it says when it cannot, and files from before the salt stood in the program.
#define SQLITE_HAS_CODEC  // the header shows sqlite3_key_v2 only then
#include "platform/store/database.h"

#include "platform/store/migrations.h"
#include "tests/platform/store/store_folder.h"

#include <format>
#include <gmock/gmock.h>
#include <sqlite3.h>

namespace anteroom::platform {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Connection : public StoreFolder {
 protected:
  [[nodiscard]] Database connect() const {
    auto database = Database::open(file(), right_key);
    if (!database) throw std::runtime_error(database.error().detail);
    return std::move(*database);
  }
};

TEST_F(Connection, the_same_words_twice_at_one_time_are_refused_and_the_first_go_on) {
  open().reset();
  Database database = connect();
  constexpr std::string_view two_rows = "SELECT 1 UNION SELECT 2";
  Statement first = database.query(two_rows);
  ASSERT_TRUE(first.next());
  Statement second = database.query(two_rows);
  EXPECT_FALSE(second.next());
  EXPECT_EQ(second.outcome().error().fault, Fault::internal);
  ASSERT_TRUE(first.next());
  EXPECT_EQ(first.integer(0), 2);
}

TEST_F(Connection, the_first_failure_of_a_statement_stays) {
  open().reset();
  Database database = connect();
  Statement row = database.query("SELECT 1");
  ASSERT_TRUE(row.next());
  row.fail(Fault::corrupt, "first");
  row.fail(Fault::conflict, "second");
  EXPECT_FALSE(row.next());
  EXPECT_EQ(row.outcome().error().fault, Fault::corrupt);
  EXPECT_EQ(row.outcome().error().detail, "first");
}

TEST_F(Connection, a_lock_that_administration_holds_too_long_is_said_and_the_call_succeeds_afterwards) {
  const auto kiosk = open();
  Database administration = connect();
  ASSERT_TRUE(administration.execute("BEGIN IMMEDIATE"));
  EXPECT_EQ(kiosk->start_visit(new_visit(), noon, 1).error().fault, Fault::unavailable);
  EXPECT_THAT(kiosk->visits(noon, noon + std::chrono::hours{1}).value(), IsEmpty()) << "reading goes on";
  ASSERT_TRUE(administration.execute("ROLLBACK"));
  EXPECT_TRUE(kiosk->start_visit(new_visit(), noon, 1));
}

TEST_F(Connection, what_cannot_be_opened_as_a_file_is_no_damage) {
  EXPECT_EQ(Database::open(folder(), right_key).error().fault, Fault::io);
  EXPECT_EQ(Database::fits(folder(), right_key).error().fault, Fault::io);
}

TEST_F(Connection, whether_a_key_fits_cannot_be_said_of_a_file_that_is_not_there) {
  EXPECT_EQ(Database::fits(folder() / "none.db", right_key).error().fault, Fault::io);
}

TEST_F(Connection, a_folder_that_is_none_is_no_place_for_a_store) {
  std::ofstream(folder() / "letter") << "x";
  const auto opened = open_record_store(folder() / "letter" / "records.db", right_key, OpenMode::create);
  EXPECT_EQ(opened.error().fault, Fault::io);
  EXPECT_THAT(opened.error().detail, HasSubstr("letter"));
}

// SQLCipher's own way, which the first version had: the salt in the file's first bytes.
class SaltInTheFile : public StoreFolder {
 protected:
  SaltInTheFile() {
    sqlite3* connection = nullptr;
    EXPECT_EQ(sqlite3_open(file().c_str(), &connection), SQLITE_OK);
    std::string key = "x'";
    for (const std::byte byte : right_key.bytes()) key += std::format("{:02x}", std::to_integer<unsigned>(byte));
    key += "'";
    EXPECT_EQ(sqlite3_key_v2(connection, "main", key.data(), static_cast<int>(key.size())), SQLITE_OK);
    for (const char* step : migrations())
      EXPECT_EQ(sqlite3_exec(connection, step, nullptr, nullptr, nullptr), SQLITE_OK);
    const std::string version = std::format("PRAGMA user_version = {}", migrations().size());
    EXPECT_EQ(sqlite3_exec(connection, version.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(connection);
    const auto store = open(OpenMode::existing);
    EXPECT_TRUE(store->set_key_ring(testing::made_up_keys()));
    EXPECT_TRUE(store->start_visit(new_visit(), noon, 1));
  }
};

TEST_F(SaltInTheFile, opens_as_any_other_and_with_its_own_key_alone) {
  EXPECT_THAT(open(OpenMode::existing)->visits(noon, noon + std::chrono::hours{1}).value(), SizeIs(1));
  EXPECT_EQ(open_record_store(file(), key_of(0x5b), OpenMode::existing).error().fault, Fault::wrong_key);
  EXPECT_EQ(check_record_store(file(), right_key, CheckDepth::whole)->visits, 1);
}

TEST_F(SaltInTheFile, is_set_aside_with_the_clinics_keys_taken_over) {
  ASSERT_TRUE(note_damage(file()));
  const auto looked = set_aside_damaged(file(), right_key, noon);
  ASSERT_TRUE(looked && *looked);
  EXPECT_EQ((*looked)->keys_lost, "");
  EXPECT_THAT(open(OpenMode::existing)->key_ring()->epochs, SizeIs(1));
}

TEST_F(SaltInTheFile, a_first_page_that_is_damaged_is_told_from_a_wrong_key) {
  {
    std::fstream stream(file(), std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(100);
    stream.write("rotten", 6);
  }
  EXPECT_EQ(set_aside_damaged(file(), key_of(0x5b), noon).error().fault, Fault::wrong_key);
  const auto looked = set_aside_damaged(file(), right_key, noon);
  ASSERT_TRUE(looked && *looked);
  EXPECT_THAT((*looked)->damage, HasSubstr("first page"));
}

}  // namespace
}  // namespace anteroom::platform
