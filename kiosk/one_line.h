// Text that a file chose, such as a linkId or a form's name, made safe to print: it moves no terminal's cursor and
// begins no line of its own.
#pragma once

#include <algorithm>
#include <string>

namespace anteroom::kiosk {

[[nodiscard]] inline std::string one_line(std::string text) {
  std::ranges::replace_if(text, [](unsigned char letter) { return letter < 0x20 || letter == 0x7F; }, ' ');
  return text;
}

}  // namespace anteroom::kiosk
