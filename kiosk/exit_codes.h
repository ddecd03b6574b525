// Exit codes of the command line, as sysexits(3) names them.
#pragma once

#include "forms/base/result.h"

namespace anteroom::kiosk {

constexpr int exit_ok = 0;
constexpr int exit_usage = 64;
constexpr int exit_bad_data = 65;
constexpr int exit_no_input = 66;
constexpr int exit_unavailable = 69;
constexpr int exit_software = 70;
constexpr int exit_cannot_create = 73;
constexpr int exit_io = 74;
constexpr int exit_no_permission = 77;
constexpr int exit_config = 78;

[[nodiscard]] constexpr int exit_code_of(Fault fault) {
  switch (fault) {
    case Fault::invalid_input:
    case Fault::unsupported:
    case Fault::corrupt: return exit_bad_data;
    case Fault::not_found: return exit_no_input;
    case Fault::conflict: return exit_cannot_create;
    case Fault::denied:
    case Fault::locked_out:
    case Fault::wrong_key: return exit_no_permission;
    case Fault::cipher_missing:
    case Fault::unavailable:
    case Fault::timed_out: return exit_unavailable;
    case Fault::no_space:
    case Fault::io: return exit_io;
    case Fault::internal: return exit_software;
  }
  return exit_software;
}

// Settings that are there and wrong are EX_CONFIG; settings that are not there are a missing file.
[[nodiscard]] constexpr int exit_code_of_config(Fault fault) {
  return fault == Fault::invalid_input ? exit_config : exit_code_of(fault);
}

}  // namespace anteroom::kiosk
