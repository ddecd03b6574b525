#include "platform/store/database.h"
#include "tests/platform/store/store_folder.h"
#include "tests/support/child_process.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

namespace anteroom::platform {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Not;
using ::testing::SizeIs;

class Opening : public StoreFolder {
 protected:
  // A store with one finished visit, closed.
  VisitId store_with_a_visit() {
    const auto store = open();
    const auto id = store->start_visit(new_visit(), noon, 1)->id;
    EXPECT_TRUE(store->begin_visit(id, noon));
    EXPECT_TRUE(store->commit_answer(id, {1, "phq-9", "/a", "{\"i\":2}", noon}, 9, std::nullopt));
    EXPECT_TRUE(store->end_visit(id, VisitState::finished, noon));
    return id;
  }
  [[nodiscard]] Error refusal(const SecretKey& key = right_key, OpenMode mode = OpenMode::existing) const {
    const auto store = open_record_store(file(), key, mode);
    return store ? Error{Fault::internal, "it was not refused"} : store.error();
  }
  void write(const std::string& content) const { std::ofstream(file(), std::ios::binary | std::ios::trunc) << content; }
  // The files as a crash leaves them: with a write-ahead log that holds the newest commits.
  void crash() {
    const auto store = open();
    ASSERT_TRUE(store->start_visit(new_visit(), noon, 7));
    const auto files = bytes();
    for (const auto& [name, content] : files) {
      std::ofstream(folder() / ("kept-" + name), std::ios::binary) << content;
    }
  }
  void restore_crash() const {
    for (const auto& [name, content] : bytes()) {
      if (name.starts_with("kept-")) std::filesystem::rename(folder() / name, folder() / name.substr(5));
    }
  }
};

TEST_F(Opening, a_wrong_key_is_refused_and_every_byte_left_as_it_was) {
  store_with_a_visit();
  const auto before = bytes();
  ASSERT_THAT(before, SizeIs(1)) << "a closed store is one file";
  for (const OpenMode mode : {OpenMode::existing, OpenMode::create, OpenMode::beside}) {
    const Error error = refusal(key_of(0x5b), mode);
    EXPECT_EQ(error.fault, Fault::wrong_key);
    EXPECT_THAT(error.detail, HasSubstr("key file"));
    EXPECT_EQ(bytes(), before);
  }
  EXPECT_EQ(check_record_store(file(), key_of(0x5b)).error().fault, Fault::wrong_key);
  EXPECT_EQ(bytes(), before);
}

TEST_F(Opening, a_wrong_key_after_a_crash_leaves_the_write_ahead_log_too) {
  crash();
  restore_crash();
  const auto before = bytes();
  ASSERT_GT(before.at("anteroom.db-wal").size(), 0U);
  EXPECT_EQ(refusal(key_of(0x5b)).fault, Fault::wrong_key);
  const auto after = bytes();
  EXPECT_EQ(after.at("anteroom.db"), before.at("anteroom.db"));
  EXPECT_EQ(after.at("anteroom.db-wal"), before.at("anteroom.db-wal"));
  EXPECT_EQ(open(OpenMode::existing)->open_visit_by_code("0007")->facts.record_number, new_visit().record_number);
}

TEST_F(Opening, a_refusal_says_nothing_on_standard_error) {
  store_with_a_visit();
  ::testing::internal::CaptureStderr();
  ::testing::internal::CaptureStdout();
  static_cast<void>(refusal(key_of(0x5b)));
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
}

TEST_F(Opening, a_file_that_is_not_encrypted_is_refused_untouched) {
  std::string plain("SQLite format 3\0", 16);
  plain.resize(4096);
  write(plain);
  const auto before = bytes();
  const Error error = refusal();
  EXPECT_EQ(error.fault, Fault::wrong_key);
  EXPECT_THAT(error.detail, HasSubstr("not encrypted"));
  EXPECT_EQ(bytes(), before);
}

TEST_F(Opening, a_file_of_garbage_is_refused_untouched) {
  write(std::string(10'000, 'g'));
  const auto before = bytes();
  EXPECT_EQ(refusal().fault, Fault::wrong_key);
  EXPECT_EQ(bytes(), before);
}

TEST_F(Opening, a_newer_schema_is_refused_untouched) {
  store_with_a_visit();
  execute("PRAGMA user_version = 99");
  const auto before = bytes();
  const Error error = refusal();
  EXPECT_EQ(error.fault, Fault::unsupported);
  EXPECT_THAT(error.detail, HasSubstr("schema 99"));
  EXPECT_EQ(bytes(), before);
}

TEST_F(Opening, an_absent_or_empty_file_is_made_only_when_told_to) {
  EXPECT_EQ(refusal().fault, Fault::not_found);
  EXPECT_THAT(bytes(), IsEmpty());
  write("");
  EXPECT_EQ(refusal().fault, Fault::not_found) << "a crash in the middle of provisioning";
  EXPECT_EQ(check_record_store(file(), right_key).error().fault, Fault::not_found);
  EXPECT_TRUE(open_record_store(file(), right_key, OpenMode::create));
  EXPECT_TRUE(open_record_store(file(), right_key, OpenMode::existing));
  EXPECT_EQ(open_record_store(folder() / "none" / "anteroom.db", right_key, OpenMode::create).error().fault,
            Fault::not_found);
}

TEST_F(Opening, only_the_owner_can_read_the_files) {
  const auto store = open();
  ASSERT_TRUE(store->start_visit(new_visit(), noon, 1));
  const auto files = bytes();
  EXPECT_THAT(files, Contains(Key("anteroom.db-wal")));
  for (const auto& [name, content] : files) {
    struct stat facts{};
    ASSERT_EQ(stat((folder() / name).c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0600U) << name;
  }
}

TEST_F(Opening, no_answer_and_no_name_stands_in_the_files_in_clear) {
  const std::string canary = "CANARY-vormittags-im-Garten-4821";
  const auto store = open();
  NewVisit visit = new_visit("CANARY-RECORD-1042");
  visit.started_by = canary;
  const auto id = store->start_visit(visit, noon, 1)->id;
  ASSERT_TRUE(store->begin_visit(id, noon));
  for (int sequence = 1; sequence <= 60; ++sequence) {
    ASSERT_TRUE(store->commit_answer(id, {sequence, "phq-9", "/a", canary, noon}, 9, std::nullopt));
  }
  const auto files = bytes();
  EXPECT_GT(files.at("anteroom.db-wal").size(), 4096U * 60);
  for (const auto& [name, content] : files) {
    for (const auto* text : {"CANARY", "vormittags", "SQLite format", "answers", "phq-9"}) {
      EXPECT_THAT(content, Not(HasSubstr(text))) << name;
    }
  }
}

TEST_F(Opening, one_kiosk_has_the_folder_and_administration_goes_beside_it) {
  auto kiosk = open();
  const auto id = kiosk->start_visit(new_visit(), noon, 1)->id;
  ASSERT_TRUE(kiosk->begin_visit(id, noon));
  EXPECT_EQ(refusal().fault, Fault::conflict);
  EXPECT_THAT(refusal().detail, HasSubstr("stop that one"));
  const auto beside = open_record_store(file(), right_key, OpenMode::beside);
  ASSERT_TRUE(beside) << beside.error().detail;
  ASSERT_TRUE((*beside)->add_staff("Rosa", StaffRole::nurse, "verifier"));
  EXPECT_EQ(kiosk->staff()->size(), 1U);
  EXPECT_TRUE(check_record_store(file(), right_key));
  EXPECT_EQ(kiosk->visit(id)->state, VisitState::in_progress) << "nobody settled what is under way";
  kiosk.reset();
  EXPECT_TRUE(open_record_store(file(), right_key, OpenMode::existing));
}

TEST_F(Opening, a_lost_row_is_seen) {
  const VisitId id = store_with_a_visit();
  execute("DELETE FROM answers");
  const auto answers = open(OpenMode::existing)->answers(id);
  ASSERT_FALSE(answers);
  EXPECT_EQ(answers.error().fault, Fault::corrupt);
  EXPECT_THAT(answers.error().detail, HasSubstr("some were lost"));
}

TEST_F(Opening, a_gap_is_seen_although_the_count_is_right) {
  const auto id = store_with_a_visit();
  execute("UPDATE visits SET answers_committed = 2; INSERT INTO answers VALUES (1, 3, 'phq-9', '/b', x'31', 0)");
  EXPECT_EQ(open(OpenMode::existing)->answers(id).error().fault, Fault::corrupt);
}

TEST_F(Opening, a_health_check_reports_and_changes_nothing) {
  store_with_a_visit();
  const auto before = bytes();
  const auto health = check_record_store(file(), right_key, CheckDepth::whole);
  ASSERT_TRUE(health) << health.error().detail;
  EXPECT_THAT(health->cipher_version, HasSubstr("4."));
  EXPECT_EQ(health->schema_version, 13);
  EXPECT_EQ(health->visits, 1);
  EXPECT_EQ(health->answers, 1);
  EXPECT_THAT(health->damage, IsEmpty());
  EXPECT_EQ(bytes(), before);
}

TEST_F(Opening, one_changed_byte_is_found_on_any_page) {
  store_with_a_visit();
  const std::string whole = bytes().at("anteroom.db");
  ASSERT_GT(whole.size(), 8U * 4096);
  for (std::size_t page = 0; page < whole.size() / 4096; ++page) {
    std::string damaged = whole;
    damaged[page * 4096 + 100] ^= 0x20;
    write(damaged);
    const auto health = check_record_store(file(), right_key, CheckDepth::whole);
    // As damage: an error of another kind would be taken for a check that could not be made.
    ASSERT_TRUE(health) << "page " << page + 1 << ": " << health.error().detail;
    EXPECT_FALSE(health->damage.empty()) << "page " << page + 1;
  }
}

TEST_F(Opening, pages_that_open_and_do_not_belong_together_are_damage_too) {
  store_with_a_visit();
  execute(
      "CREATE TABLE odd (word TEXT CHECK (word <> 'odd')); PRAGMA ignore_check_constraints = ON;"
      "INSERT INTO odd VALUES ('odd')");
  const auto health = check_record_store(file(), right_key, CheckDepth::whole);
  ASSERT_TRUE(health) << health.error().detail;
  EXPECT_THAT(health->damage, SizeIs(1));
  EXPECT_EQ(health->visits, 1);
  EXPECT_THAT(check_record_store(file(), right_key, CheckDepth::quick)->damage, IsEmpty()) << "nobody looked";
}

TEST_F(Opening, a_library_that_cannot_encrypt_is_refused) {
  // Plain SQLite in front of SQLCipher, as a careless link line would have it.
  anteroom::testing::ChildProcess writer(
      {ANTEROOM_BINARY_DIR "/bin/visit_writer", file(), "1"},
      {.environment = {{"LD_PRELOAD", "libsqlite3.so.0"}, {"ASAN_OPTIONS", "verify_asan_link_order=0"}},
       .kept_descriptors = {},
       .capture_output = true,
       .pipe_input = false,
       .log_file = folder() / "writer.log"});
  EXPECT_EQ(writer.wait(std::chrono::seconds{30}), 1);
  EXPECT_THAT(bytes()["writer.log"], HasSubstr("cannot encrypt"));
  EXPECT_EQ(bytes()["anteroom.db"], "");
}

TEST_F(Opening, plain_sqlite_is_not_in_the_process) {
  const auto store = open();
  std::ifstream stream("/proc/self/maps");
  const std::string maps(std::istreambuf_iterator<char>(stream), {});
  EXPECT_THAT(maps, HasSubstr("libsqlcipher"));
  EXPECT_THAT(maps, Not(HasSubstr("libsqlite3")));
}

}  // namespace
}  // namespace anteroom::platform
