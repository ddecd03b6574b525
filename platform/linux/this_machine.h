// What this machine is and where it is found: for a screen that asks for help, and for whoever gives it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace anteroom::platform {

struct MachineFacts {
  std::string model;                   // "Raspberry Pi 4 Model B Rev 1.4"; empty when it does not say
  std::string serial;                  // as on the board; the machine id's beginning where it has none to show
  std::string system;                  // "Debian GNU/Linux 13 (trixie), Linux 6.12.48 aarch64"
  std::vector<std::string> addresses;  // IP, of every interface that is up and not the loopback
};

// `root` stands before each file that is read. Addresses are this machine's; where this program is kept from seeing
// any, those that systemd-networkd was given by DHCP.
[[nodiscard]] MachineFacts this_machine(const std::filesystem::path& root = "/");

}  // namespace anteroom::platform
