// Which letters the screen must be able to draw: those of the loaded questionnaires and of the clinic's own settings.
#pragma once

#include "forms/library.h"
#include "platform/config.h"

#include <string>

namespace anteroom::kiosk {

[[nodiscard]] std::u32string letters_of(const forms::Library& library, const platform::Config& config);

}  // namespace anteroom::kiosk
