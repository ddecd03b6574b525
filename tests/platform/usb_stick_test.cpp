// A stick as the kernel shows it: devices from a folder that looks like /sys, the file system a real one (tmpfs) that
// is mounted for the test and found in the kernel's own list of mounts.
#include "platform/linux/usb_stick.h"

#include "tests/support/memory_folder.h"

#include <csignal>
#include <filesystem>
#include <format>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace anteroom::platform {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr std::string_view allowed = "0951:1666:E0D55EA5";

class UsbSticks : public ::testing::Test {
 protected:
  void SetUp() override {
    // Mounts of its own; who is not root gets them as the root of a namespace.
    if (unshare(CLONE_NEWNS | (geteuid() == 0 ? 0 : CLONE_NEWUSER)) != 0) {
      ASSERT_NE(geteuid(), 0U) << "root may not mount here";
      GTEST_SKIP() << "this machine lets nobody but root mount";
    }
    fs::create_directories(folder());
    fs::create_directories(places().blocks);
    fs::create_directories(places().devices);
  }
  void TearDown() override { unmount(); }

  [[nodiscard]] StickPlaces places() const {
    return {.devices = m_folder.path() / "usb",
            .blocks = m_folder.path() / "block",
            .mounts = "/proc/self/mountinfo",
            .link = m_folder.path() / "link",
            .folder = m_folder.path() / "automount"};
  }
  [[nodiscard]] fs::path folder() const { return m_folder.path() / "the stick"; }
  [[nodiscard]] UsbStick stick() const { return UsbStick({"0eef:0001", std::string(allowed)}, places()); }

  void write(const fs::path& file, const std::string& text) const {
    fs::create_directories((m_folder.path() / file).parent_path());
    std::ofstream(m_folder.path() / file) << text;
  }
  // A stick with one partition, whose file system has this number.
  void plug(const std::string& disk, const std::string& serial, const std::string& number, bool read_only = false) {
    const fs::path device = fs::path("sys") / disk / "1-1";
    write(device / "idVendor", "0951\n");
    write(device / "idProduct", "1666\n");
    write(device / "serial", serial + "\n");
    const fs::path block = device / "1-1:1.0/host0/target0/block" / disk;
    write(block / "dev", "8:16\n");
    write(block / "size", "61440000\n");
    write(block / "ro", read_only ? "1\n" : "0\n");
    write(block / (disk + "1") / "partition", "1\n");
    write(block / (disk + "1") / "dev", number + "\n");
    fs::create_directory_symlink(m_folder.path() / block, places().blocks / disk);
  }
  // Mounts it; the number of what is there then.
  [[nodiscard]] std::string mount_it(const std::string& size, unsigned long flags = 0) const {
    EXPECT_EQ(::mount("none", folder().c_str(), "tmpfs", flags, ("size=" + size).c_str()), 0) << errno;
    struct stat facts{};
    EXPECT_EQ(::stat(folder().c_str(), &facts), 0);
    return std::format("{}:{}", major(facts.st_dev), minor(facts.st_dev));
  }
  void unmount() const { ::umount2(folder().c_str(), MNT_DETACH); }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder())) found.push_back(entry.path().filename());
    std::ranges::sort(found);
    return found;
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::ifstream stream(folder() / name);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  testing::MemoryFolder m_folder;
};

TEST_F(UsbSticks, a_disk_of_the_machine_is_no_stick) {
  write("sys/pci/block/sda/dev", "8:0\n");
  write("sys/pci/block/sda/size", "1000\n");
  fs::create_directory_symlink(m_folder.path() / "sys/pci/block/sda", places().blocks / "sda");
  EXPECT_EQ(stick().look(), StickState::none);
}

TEST_F(UsbSticks, a_card_reader_without_a_card_is_no_stick) {
  plug("sdb", "E0D55EA5", "8:17");
  write("block/sdb/size", "0\n");
  EXPECT_EQ(stick().look(), StickState::none);
}

TEST_F(UsbSticks, one_that_the_settings_do_not_name_is_not_allowed_even_where_it_is_mounted) {
  plug("sdb", "ANOTHER", mount_it("4m"));
  EXPECT_EQ(stick().look(), StickState::not_allowed);
  EXPECT_EQ(stick().write({{"visit.pdf", "page"}}).error().fault, Fault::denied);
  EXPECT_THAT(names(), IsEmpty());
}

// On a kiosk the kernel does not use it at all: it has no disk, and says what it is in its descriptors.
TEST_F(UsbSticks, one_that_is_blocked_is_told_by_its_descriptors) {
  const std::string device{"\x12\x01\x00\x02\x00\x00\x00\x40\x51\x09\x66\x16\x00\x01\x01\x02\x03\x01", 18};
  const std::string config{"\x09\x02\x20\x00\x01\x01\x00\x80\x32", 9};
  const std::string keyboard{"\x09\x04\x00\x00\x01\x03\x01\x01\x00", 9};
  const std::string storage{"\x09\x04\x00\x00\x02\x08\x06\x50\x00", 9};
  write("usb/1-2/authorized", "0\n");
  write("usb/1-2/descriptors", device + config + keyboard);
  EXPECT_EQ(stick().look(), StickState::none);
  write("usb/1-2/descriptors", device + config + storage);
  EXPECT_EQ(stick().look(), StickState::not_allowed);
  write("usb/1-2/authorized", "1\n");
  EXPECT_EQ(stick().look(), StickState::none);
}

TEST_F(UsbSticks, without_a_file_system_it_cannot_be_used) {
  plug("sdb", "E0D55EA5", "8:17");
  EXPECT_EQ(stick().look(), StickState::unreadable);
  EXPECT_EQ(stick().write({{"visit.pdf", "page"}}).error().fault, Fault::unavailable);
}

TEST_F(UsbSticks, of_two_nobody_could_say_which_is_meant) {
  plug("sdb", "E0D55EA5", mount_it("4m"));
  plug("sdc", "E0D55EA5", "8:33");
  EXPECT_EQ(stick().look(), StickState::several);
}

TEST_F(UsbSticks, a_read_only_one_is_told_apart) {
  plug("sdb", "E0D55EA5", mount_it("4m", MS_RDONLY));
  EXPECT_EQ(stick().look(), StickState::read_only);
  EXPECT_EQ(stick().write({{"visit.pdf", "page"}}).error().fault, Fault::denied);
}

TEST_F(UsbSticks, one_with_its_switch_on_lock_is_read_only) {
  plug("sdb", "E0D55EA5", mount_it("4m"), true);
  EXPECT_EQ(stick().look(), StickState::read_only);
}

TEST_F(UsbSticks, a_full_one_is_told_before_anything_is_tried) {
  plug("sdb", "E0D55EA5", mount_it("512k"));
  EXPECT_EQ(stick().look(), StickState::full);
}

TEST_F(UsbSticks, files_come_whole_under_their_names_for_their_owner) {
  plug("sdb", "E0D55EA5", mount_it("4m"));
  ASSERT_EQ(stick().look(), StickState::ready);
  const auto written = stick().write({{"codebook.csv", "a,b\r\n"}, {"visits.csv", std::string(1'000'000, 'x')}});
  ASSERT_TRUE(written) << written.error().detail;
  EXPECT_THAT(*written, ElementsAre("codebook.csv", "visits.csv"));
  EXPECT_THAT(names(), ElementsAre("codebook.csv", "visits.csv"));
  EXPECT_EQ(text("codebook.csv"), "a,b\r\n");
  EXPECT_EQ(text("visits.csv").size(), 1'000'000U);
  struct stat facts{};
  ASSERT_EQ(::stat((folder() / "visits.csv").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
}

TEST_F(UsbSticks, nothing_is_written_over_and_a_pair_keeps_one_number) {
  plug("sdb", "E0D55EA5", mount_it("4m"));
  std::ofstream(folder() / "visits.csv") << "of yesterday";
  const auto written = stick().write({{"codebook.csv", "a"}, {"visits.csv", "b"}});
  ASSERT_TRUE(written);
  EXPECT_THAT(*written, ElementsAre("codebook-2.csv", "visits-2.csv"));
  EXPECT_EQ(text("visits.csv"), "of yesterday");
  EXPECT_THAT(*stick().write({{"codebook.csv", "c"}, {"visits.csv", "d"}}),
              ElementsAre("codebook-3.csv", "visits-3.csv"));
}

TEST_F(UsbSticks, with_too_little_room_nothing_stays) {
  plug("sdb", "E0D55EA5", mount_it("2m"));
  EXPECT_EQ(stick().write({{"visits.csv", std::string(3U << 20U, 'x')}}).error().fault, Fault::no_space);
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(UsbSticks, what_is_on_it_is_listed_by_its_ending_and_read_whole) {
  EXPECT_EQ(stick().names(".backup").error().fault, Fault::unavailable);
  plug("sdb", "E0D55EA5", mount_it("4m"));
  std::ofstream(folder() / "b.backup") << "two";
  std::ofstream(folder() / "a.backup") << "one";
  std::ofstream(folder() / "visits.csv") << "a,b";
  fs::create_directory(folder() / "old.backup");
  EXPECT_THAT(*stick().names(".backup"), ElementsAre("a.backup", "b.backup"));
  EXPECT_EQ(stick().read("b.backup", 3), "two");
  EXPECT_EQ(stick().read("b.backup", 2).error().fault, Fault::invalid_input);
  EXPECT_EQ(stick().read("c.backup", 3).error().fault, Fault::not_found);
  EXPECT_EQ(stick().read("../the stick/a.backup", 3).error().fault, Fault::not_found);
}

TEST_F(UsbSticks, what_a_pulled_one_kept_of_a_file_goes_with_the_next) {
  plug("sdb", "E0D55EA5", mount_it("4m"));
  std::ofstream(folder() / ".anteroom-0.part") << "half of yesterday's";
  std::ofstream(folder() / ".anteroom-7.part") << "half of yesterday's";
  ASSERT_TRUE(stick().write({{"visit.pdf", "page"}}));
  EXPECT_THAT(names(), ElementsAre("visit.pdf"));
}

TEST_F(UsbSticks, what_fails_in_the_middle_leaves_no_file) {
  plug("sdb", "E0D55EA5", mount_it("8m"));
  // The first file is whole, the second breaks off at a megabyte.
  (void)std::signal(SIGXFSZ, SIG_IGN);
  struct rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const struct rlimit short_files{1U << 20U, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &short_files), 0);
  const auto written = stick().write({{"codebook.csv", "a"}, {"visits.csv", std::string(2U << 20U, 'x')}});
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().fault, Fault::io);
  EXPECT_THAT(names(), IsEmpty()) << "also not the first of a pair";
}

TEST_F(UsbSticks, one_that_was_pulled_out_meanwhile_is_not_written_to) {
  plug("sdb", "E0D55EA5", mount_it("4m"));
  UsbStick there = stick();
  ASSERT_EQ(there.look(), StickState::ready);
  unmount();
  fs::remove(places().blocks / "sdb");
  EXPECT_EQ(there.write({{"visit.pdf", "page"}}).error().fault, Fault::unavailable);
  EXPECT_THAT(names(), IsEmpty()) << "the folder is one of the machine's own disk now";
}

TEST_F(UsbSticks, a_file_system_that_is_mounted_elsewhere_than_at_its_root_is_not_taken) {
  const std::string number = mount_it("4m");
  plug("sdb", "E0D55EA5", number);
  fs::create_directory(folder() / "inner");
  const fs::path bound = m_folder.path() / "bound";
  fs::create_directory(bound);
  ASSERT_EQ(::mount((folder() / "inner").c_str(), bound.c_str(), nullptr, MS_BIND, nullptr), 0);
  unmount();
  EXPECT_EQ(stick().look(), StickState::unreadable);
  ::umount2(bound.c_str(), MNT_DETACH);
}

}  // namespace
}  // namespace anteroom::platform
