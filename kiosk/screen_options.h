// The window as this program opens it, whatever it shows there: its fonts, letters, colours and size.
#pragma once

#include "kiosk/commands.h"
#include "kiosk/window/window.h"
#include "platform/config.h"

#include <string>

namespace anteroom::kiosk {

[[nodiscard]] ui::FontFiles screen_fonts();
// The whole screen.
[[nodiscard]] window::WindowOptions screen_options(const platform::Config& config, std::u32string letters);
// As the command line wants it.
[[nodiscard]] window::WindowOptions screen_options(const platform::Config& config, std::u32string letters,
                                                   const RunOptions& options);

}  // namespace anteroom::kiosk
