// The first start of a device: the secrets that `admin init` makes, on the screen instead of a terminal, once, until
// somebody says that they are written down. It keeps none of them.
#pragma once

#include "kiosk/commands.h"
#include "platform/config.h"

#include <functional>
#include <string>

namespace anteroom::kiosk {

struct FirstSecrets {
  std::string name;  // of the first charge nurse
  std::string pin;
  std::string passphrase;
  std::string recovery_code;
};

// Asks for a touch, calls `make` on a worker, shows what it gave. True once somebody has said, on a second screen, that
// it is written down; false when the program was told to stop before. unavailable without a display, and `make`'s own
// error, which is not shown here: the kiosk that starts next says on its screen what is wrong.
[[nodiscard]] Result<bool> show_first_set_up(const platform::Config& config, const RunOptions& options,
                                             const std::function<Result<FirstSecrets>()>& make);

}  // namespace anteroom::kiosk
