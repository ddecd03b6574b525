// What the kernel says in one line of a file of its own.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

namespace anteroom::platform {

// Empty where there is no such file. The device tree ends its texts with a zero byte, which is no part of them.
[[nodiscard]] inline std::string kernel_line(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  line.erase(std::ranges::find(line, '\0'), line.end());
  return line;
}

}  // namespace anteroom::platform
