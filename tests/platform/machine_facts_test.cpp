// What the kernel and the board say of themselves, read from folders as a Raspberry Pi has them.
#include "platform/linux/plugged_devices.h"
#include "platform/linux/this_machine.h"
#include "tests/support/memory_folder.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace anteroom::platform {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class MachineFolders : public ::testing::Test {
 protected:
  void write(const std::filesystem::path& file, const std::string& text) const {
    std::filesystem::create_directories((m_folder.path() / file).parent_path());
    std::ofstream(m_folder.path() / file) << text;
  }
  void device(const std::string& event, const std::string& name, const std::string& properties,
              const std::string& keys) const {
    write(event + "/device/name", name + "\n");
    write(event + "/device/properties", properties + "\n");
    write(event + "/device/capabilities/key", keys + "\n");
  }

  testing::MemoryFolder m_folder;
};

// The bitmaps are those of real devices: BTN_TOUCH is bit 330, in the sixth word from the right.
TEST_F(MachineFolders, a_touch_screen_is_touched_where_it_acts) {
  EXPECT_THAT(touch_screens(m_folder.path()), IsEmpty());
  device("event0", "Power Button", "0", "10000000000000 0");
  device("event1", "USB Mouse", "0", "1f0000 0 0 0 0");
  device("event2", "Touchpad", "5", "e520 10000 0 0 0 0");
  EXPECT_THAT(touch_screens(m_folder.path()), IsEmpty());
  device("event3", "Goodix Capacitive TouchScreen", "2", "400 0 0 0 0 0");
  device("mouse0", "Goodix Capacitive TouchScreen", "2", "400 0 0 0 0 0");
  device("event4", "FT5406 memory based driver", "2", "400 0 0 0 0 0");
  EXPECT_THAT(touch_screens(m_folder.path()),
              ElementsAre("FT5406 memory based driver", "Goodix Capacitive TouchScreen"));
}

TEST_F(MachineFolders, a_blocked_usb_device_is_named_as_the_settings_would_allow_it) {
  for (const auto& [name, authorized] : {std::pair{"usb1", "1"}, {"1-1", "1"}, {"1-2", "0"}, {"1-2:1.0", "0"}}) {
    const std::filesystem::path device = name;
    write(device / "authorized", std::string(authorized) + "\n");
    write(device / "idVendor", "0eef\n");
    write(device / "idProduct", "0001\n");
    write(device / "manufacturer", "eGalax\n");
    write(device / "product", "Touch\n");
  }
  EXPECT_THAT(blocked_usb_devices(m_folder.path()), ElementsAre("0eef:0001 eGalax Touch"));
  EXPECT_THAT(blocked_usb_devices(m_folder.path() / "none"), IsEmpty());
}

TEST_F(MachineFolders, a_raspberry_pi_says_its_model_and_its_serial_number) {
  write("etc/machine-id", "0123456789abcdef0123456789abcdef\n");
  write("etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n");
  EXPECT_EQ(this_machine(m_folder.path()).serial, "01234567") << "a board without a number of its own";
  write("proc/device-tree/model", std::string("Raspberry Pi 4 Model B Rev 1.4\0", 31));
  write("proc/device-tree/serial-number", std::string("10000000a1b2c3d4\0", 17));
  const MachineFacts facts = this_machine(m_folder.path());
  EXPECT_EQ(facts.model, "Raspberry Pi 4 Model B Rev 1.4");
  EXPECT_EQ(facts.serial, "10000000a1b2c3d4");
  EXPECT_THAT(facts.system, StartsWith("Debian GNU/Linux 13 (trixie), Linux "));
}

TEST_F(MachineFolders, a_device_says_its_system_its_cable_and_what_became_of_the_last_update) {
  const MachineFacts bare = this_machine(m_folder.path());
  EXPECT_EQ(bare.slot + bare.last_update + bare.carrier, "");
  EXPECT_THAT(bare.zone, ::testing::MatchesRegex(".+, [+-][0-9]+"));
  write("run/anteroom-settings/slot", "b\n");
  write("run/anteroom-settings/update", "2026-11-26 14:05: version 0.2.0 is installed\n");
  write("run/systemd/netif/state", "OPER_STATE=routable\nCARRIER_STATE=no-carrier\n");
  const MachineFacts facts = this_machine(m_folder.path());
  EXPECT_EQ(facts.slot, "b");
  EXPECT_EQ(facts.last_update, "2026-11-26 14:05: version 0.2.0 is installed");
  EXPECT_EQ(facts.carrier, "no-carrier");
}

TEST_F(MachineFolders, a_restart_is_asked_for_where_somebody_looks) {
  EXPECT_FALSE(may_ask_for_restart(m_folder.path()));
  EXPECT_FALSE(ask_for_restart(m_folder.path()));
  std::filesystem::create_directories(m_folder.path() / "run/anteroom-restart");
  EXPECT_TRUE(may_ask_for_restart(m_folder.path()));
  EXPECT_TRUE(ask_for_restart(m_folder.path()));
  EXPECT_TRUE(std::filesystem::exists(m_folder.path() / "run/anteroom-restart/wanted"));
}

// As the kiosk's unit runs: without a network, and so without an interface that it could ask.
TEST_F(MachineFolders, a_program_without_a_network_finds_the_machines_address_in_its_lease) {
  write("run/systemd/netif/leases/2", "# This is private data.\nADDRESS=192.0.2.17\nNETMASK=255.255.255.0\n");
  const auto looks = [&] {
    constexpr int cannot_look = 77;
    if (unshare(CLONE_NEWNET) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) _exit(cannot_look);
    const auto found = this_machine(m_folder.path()).addresses;
    _exit(found == std::vector<std::string>{"192.0.2.17"} ? 0 : 1);
  };
  const pid_t child = fork();
  if (child == 0) looks();
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77 && geteuid() != 0)
    GTEST_SKIP() << "only root may be sure of a network namespace; inside ./dev everybody is root, so it runs there";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace anteroom::platform
