#include "platform/linux/disk_files.h"
#include "platform/linux/file_keys.h"
#include "tests/support/repeating_random.h"

#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace anteroom::platform {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Folder : public ::testing::Test {
 protected:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "anteroom-files-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) ADD_FAILURE() << "no temporary folder";
    folder = pattern;
  }
  ~Folder() override { std::filesystem::remove_all(folder); }

  static unsigned mode_of(const std::filesystem::path& path) {
    struct stat facts{};
    EXPECT_EQ(stat(path.c_str(), &facts), 0);
    return facts.st_mode & 07777U;
  }

  std::filesystem::path folder;
};

class DiskFilesTest : public Folder {
 protected:
  DiskFiles files;
};

TEST_F(DiskFilesTest, what_was_written_is_read_back_with_its_mode) {
  const std::string bytes("a\0b\n\xff", 5);
  ASSERT_TRUE(files.write(folder / "a", bytes, 0640));
  EXPECT_EQ(files.read(folder / "a").value_or(""), bytes);
  EXPECT_EQ(mode_of(folder / "a"), 0640U);
  EXPECT_TRUE(files.exists(folder / "a"));
  ASSERT_TRUE(files.write(folder / "a", "", 0600));
  EXPECT_EQ(files.read(folder / "a").value_or("x"), "");
  EXPECT_EQ(mode_of(folder / "a"), 0600U);
}

TEST_F(DiskFilesTest, a_large_file_is_read_whole_and_a_larger_one_refused) {
  const std::string bytes(300'000, 'x');
  ASSERT_TRUE(files.write(folder / "a", bytes, 0600));
  EXPECT_EQ(files.read(folder / "a", bytes.size()).value_or("").size(), bytes.size());
  EXPECT_EQ(files.read(folder / "a", bytes.size() - 1).error().fault, Fault::invalid_input);
}

TEST_F(DiskFilesTest, a_file_that_reports_no_size_is_read_too) {
  // As in /proc, where a reader that trusts the size gets one byte.
  EXPECT_THAT(files.read("/proc/self/status").value_or(""), HasSubstr("Threads:"));
}

TEST_F(DiskFilesTest, a_write_that_fails_leaves_the_old_file_and_nothing_else) {
  ASSERT_TRUE(files.write(folder / "a", "old", 0600));
  std::filesystem::create_directory(folder / "a.new");  // in the way of what is written beside
  std::ofstream(folder / "a.new" / "x") << "x";
  EXPECT_FALSE(files.write(folder / "a", "new", 0600));
  EXPECT_EQ(files.read(folder / "a").value_or(""), "old");
  EXPECT_FALSE(files.write(folder / "no such folder" / "a", "new", 0600));
}

TEST_F(DiskFilesTest, what_a_crash_left_half_written_is_neither_listed_nor_in_the_way) {
  std::ofstream(folder / "a.new") << "half";
  EXPECT_THAT(files.list(folder), IsEmpty());
  ASSERT_TRUE(files.write(folder / "a", "whole", 0600));
  EXPECT_EQ(files.read(folder / "a").value_or(""), "whole");
  EXPECT_FALSE(std::filesystem::exists(folder / "a.new"));
}

TEST_F(DiskFilesTest, names_are_listed_sorted) {
  for (const char* name : {"b", "c", "a"}) ASSERT_TRUE(files.write(folder / name, "", 0600));
  EXPECT_THAT(files.list(folder), ElementsAre("a", "b", "c"));
  EXPECT_THAT(files.list(folder / "none"), IsEmpty());
}

TEST_F(DiskFilesTest, what_is_no_file_is_refused) {
  EXPECT_EQ(files.read(folder / "none").error().fault, Fault::not_found);
  EXPECT_EQ(files.read(folder).error().fault, Fault::invalid_input);
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(files.read(folder / "pipe").error().fault, Fault::invalid_input) << "and it did not wait for a writer";
}

class DeviceKeyFile : public Folder {
 protected:
  DeviceKeyFile() { EXPECT_TRUE(key_file().create(files, random)); }
  [[nodiscard]] FileKeys key_file() const { return FileKeys(path); }
  [[nodiscard]] Error refusal() const {
    const auto key = key_file().device_key(files);
    return key ? Error{Fault::internal, "it was not refused"} : key.error();
  }

  DiskFiles files;
  std::filesystem::path path = folder / "device.key";
  testing::RepeatingRandom random;
};

TEST_F(DeviceKeyFile, a_key_is_made_once_and_read_back) {
  const auto key = key_file().device_key(files);
  ASSERT_TRUE(key) << key.error().detail;
  testing::RepeatingRandom again;
  std::array<std::byte, SecretKey::size> expected{};
  again.fill(expected);
  EXPECT_EQ(key->bytes(), expected);
  EXPECT_EQ(mode_of(path), 0600U);
}

TEST_F(DeviceKeyFile, a_key_is_never_written_over) {
  const auto before = key_file().device_key(files);
  EXPECT_EQ(key_file().create(files, random).error().fault, Fault::conflict);
  EXPECT_EQ(key_file().device_key(files)->bytes(), before->bytes());
}

TEST_F(DeviceKeyFile, a_key_that_others_may_have_read_is_refused) {
  for (const unsigned mode : {0640U, 0604U, 0660U, 0644U}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    EXPECT_EQ(refusal().fault, Fault::denied);
    EXPECT_THAT(refusal().detail, HasSubstr("chmod 600"));
  }
}

TEST_F(DeviceKeyFile, a_key_of_another_user_is_refused) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  ASSERT_EQ(chown(path.c_str(), 65534, 65534), 0);
  EXPECT_EQ(refusal().fault, Fault::denied);
  EXPECT_THAT(refusal().detail, HasSubstr("owner"));
}

TEST_F(DeviceKeyFile, a_key_of_another_size_is_refused) {
  for (const std::size_t size : {0U, 31U, 33U}) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << std::string(size, 'k');
    EXPECT_EQ(refusal().fault, Fault::corrupt);
    EXPECT_THAT(refusal().detail, HasSubstr("backup"));
  }
}

TEST_F(DeviceKeyFile, an_absent_key_names_the_command_that_makes_it) {
  std::filesystem::remove(path);
  EXPECT_EQ(refusal().fault, Fault::not_found);
  EXPECT_THAT(refusal().detail, HasSubstr("anteroom admin init"));
}

}  // namespace
}  // namespace anteroom::platform
