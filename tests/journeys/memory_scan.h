// What stands readable in the memory of another process or in files: every writable mapping, as UTF-8, UTF-16 and
// UTF-32.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace anteroom::journeys {

struct Sighting {
  std::string needle;
  std::string where;   // "[heap]", "[stack]", "anonymous", a file's path
  std::string around;  // the bytes before and behind, unprintable ones as dots
};

struct MemoryScan {
  std::vector<Sighting> sightings;
  std::map<std::string, std::size_t> counts;  // by needle
  std::size_t bytes = 0;                      // that were looked at
};

// True when this process may read the memory of that one.
[[nodiscard]] bool can_read_memory(pid_t process);
// Needles are ASCII of at least six bytes; upper and lower case are different.
[[nodiscard]] MemoryScan scan_memory(pid_t process, const std::vector<std::string>& needles);
// Every file below the folder that was changed since `since`, but for the folders named in `except`.
[[nodiscard]] MemoryScan scan_files(const std::filesystem::path& folder, const std::vector<std::string>& needles,
                                    const std::vector<std::filesystem::path>& except,
                                    std::filesystem::file_time_type since = std::filesystem::file_time_type::min());

}  // namespace anteroom::journeys
