// The pages about pain, by their ids in the store, and what a touch does on them. What they say is the screens' part.
#pragma once

#include "kiosk/flow/screens.h"

#include <array>
#include <string_view>

namespace anteroom::flow {

inline constexpr std::array<std::string_view, 3> lesson_ids{"how-pain-works", "pacing", "your-team"};

// Somebody with a name has finished, and the clinic offers them.
[[nodiscard]] bool offers_lessons(const Thanks& thanks, const Services& services);

}  // namespace anteroom::flow
