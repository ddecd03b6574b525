// How a command asks for a secret: on the terminal without showing it, or from an open descriptor; never from an
// argument or the environment, where others could read it.
#pragma once

#include "forms/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace anteroom::platform {

// One line without its end. Fault::unavailable when there is no terminal and no descriptor, invalid_input when nothing
// came or the line is longer than a secret can be (1,000 bytes).
[[nodiscard]] Result<std::string> read_secret(std::string_view prompt, std::optional<int> descriptor);

}  // namespace anteroom::platform
