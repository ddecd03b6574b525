// Owns the line that a test's player reads after a frame: ids and boxes, never a text that a patient sees.
#pragma once

#include "kiosk/ui/probe.h"

#include <cstdint>
#include <string>

namespace anteroom::window {

// "screen":"patient.question","marks":[{"id":"continue","x":1,"y":2,"w":3,"h":4,"enabled":true}, …]
[[nodiscard]] std::string marks_of(const ui::Probe& probe);
// The same with its frame number, ready to be written.
[[nodiscard]] std::string marks_line(std::uint64_t frame, const std::string& marks);

}  // namespace anteroom::window
