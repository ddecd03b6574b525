// What this machine is and where it is found: for a screen that asks for help, and for whoever gives it.
#pragma once

#include "platform/machine_facts.h"

#include <filesystem>

namespace anteroom::platform {

// `root` stands before each file that is read. Addresses are this machine's; where this program is kept from seeing
// any, those that systemd-networkd was given by DHCP.
[[nodiscard]] MachineFacts this_machine(const std::filesystem::path& root = "/");

// Has the machine started again, as soon as whoever runs it sees that this is asked for: a kiosk may not do it itself.
// False where nobody looks. `root` as above.
[[nodiscard]] bool may_ask_for_restart(const std::filesystem::path& root = "/");
[[nodiscard]] bool ask_for_restart(const std::filesystem::path& root = "/");

}  // namespace anteroom::platform
