// What a machine is and where it is found, as plain data.
#pragma once

#include <string>
#include <vector>

namespace anteroom::platform {

struct MachineFacts {
  std::string model;                   // "Raspberry Pi 4 Model B Rev 1.4"; empty when it does not say
  std::string serial;                  // as on the board; the machine id's beginning where it has none to show
  std::string system;                  // "Debian GNU/Linux 13 (trixie), Linux 6.12.48 aarch64"
  std::vector<std::string> addresses;  // IP, of every interface that is up and not the loopback
  std::string carrier = {};            // "carrier", "no-carrier" …, as systemd-networkd says; empty: nobody knows
  std::string zone = {};               // "CET, +0100"
  std::string slot = {};               // "a": which of an image's two systems runs; empty elsewhere
  std::string last_update = {};        // "2026-11-26 14:05: version 0.2.0 is installed; …"; empty: none
};

}  // namespace anteroom::platform
