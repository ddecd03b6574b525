// Which letters the screen must be able to draw: those of the loaded questionnaires, of the clinic's own settings and
// of the kiosk's words in the languages that are loaded, and of a page that is looked at before it is printed. No
// others: each costs memory in every size of text.
#pragma once

#include "forms/library.h"
#include "kiosk/words/words.h"
#include "platform/config.h"

#include <string>

namespace anteroom::kiosk {

[[nodiscard]] std::u32string letters_of(const forms::Library& library, const platform::Config& config,
                                        const words::Vocabulary& vocabulary);

}  // namespace anteroom::kiosk
