// The languages that the kiosk's own words exist in. A patient is offered a language only when both the kiosk and the
// forms speak it, so that no screen ever mixes two. The one place to add one.
#pragma once

#include <string>
#include <vector>

namespace anteroom {

[[nodiscard]] inline std::vector<std::string> interface_languages() { return {"en"}; }

}  // namespace anteroom
