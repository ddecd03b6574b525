// The order in which the backups of a stick are offered.
#pragma once

#include <string>
#include <vector>

namespace anteroom::kiosk {

// By the day in each name ("anteroom-kiosk-1-2026-11-25.backup"); those without one come last.
void put_newest_first(std::vector<std::string>& files);

}  // namespace anteroom::kiosk
