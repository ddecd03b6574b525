// What the whole screen shows instead of a black one when the kiosk cannot start: what is wrong, where, what would be
// right, and by what address, serial number and version this kiosk is found.
#pragma once

#include "kiosk/commands.h"
#include "platform/config.h"

#include <functional>
#include <string>
#include <vector>

namespace anteroom::kiosk {

struct StartTrouble {
  std::vector<std::string> faults;
  platform::Config config;  // as far as it could be read
  int exit_code = 0;
  std::function<bool()> is_over;  // asked once a minute
};

// Stays until the trouble is over or the program is told to stop; returns the trouble's exit code, so that the service
// manager starts the kiosk again. Returns at once where there is no display to show it on.
int show_start_trouble(const RunOptions& options, const StartTrouble& trouble);

}  // namespace anteroom::kiosk
