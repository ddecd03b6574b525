// The first start of a device: the secrets that `admin init` makes, or that come with a backup from a stick, on the
// screen instead of a terminal, once, until somebody says that they are written down. It keeps none of them.
#pragma once

#include "kiosk/commands.h"
#include "platform/config.h"
#include "platform/stick.h"

#include <functional>
#include <string>

namespace anteroom::kiosk {

struct FirstSecrets {
  std::string name;  // of the first charge nurse; empty where a backup brought its own people and recovery code
  std::string pin;
  std::string passphrase;
  std::string recovery_code;
};

// What a device can begin with, each on a worker.
struct Beginnings {
  std::function<Result<FirstSecrets>()> make;
  // A file of the stick, and the code as it was typed.
  std::function<Result<FirstSecrets>(const std::string& file, const std::string& code)> restore;
  platform::Stick& stick;
};

// Asks for a touch, begins, shows what that gave. A backup that cannot be restored is said, and asked for again. True
// once somebody has said, on a second screen, that it is written down; false when the program was told to stop before.
// unavailable without a display, and `make`'s own error, which is not shown here: the kiosk that starts next says on
// its screen what is wrong.
[[nodiscard]] Result<bool> show_first_set_up(const platform::Config& config, const RunOptions& options,
                                             const Beginnings& beginnings);

}  // namespace anteroom::kiosk
