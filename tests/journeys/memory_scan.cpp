#include "tests/journeys/memory_scan.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <format>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <unistd.h>

namespace anteroom::journeys {
namespace {

namespace fs = std::filesystem;

// Looks for all needles in one pass. Four bytes of each needle are hashed into a table of bits: nearly every place in a
// memory is dismissed by that alone.
class Seeker {
 public:
  explicit Seeker(const std::vector<std::string>& needles) : m_bits(std::size_t{1} << table_bits) {
    for (const std::string& needle : needles) {
      for (const std::size_t width : {1U, 2U, 4U}) {
        std::string wide;
        for (const char letter : needle) wide.append(1, letter).append(width - 1, '\0');
        m_bits[slot(wide.data())] = true;
        m_patterns[word(wide.data())].push_back({needle, wide});
        m_longest = std::max(m_longest, wide.size());
      }
    }
  }

  [[nodiscard]] std::size_t longest() const { return m_longest; }

  // Needles that begin before `end`.
  void seek(std::string_view bytes, std::size_t end, const std::string& where, MemoryScan& scan) const {
    for (std::size_t at = 0; at < end && at + sizeof(std::uint32_t) <= bytes.size(); ++at) {
      if (!m_bits[slot(bytes.data() + at)]) continue;
      const auto found = m_patterns.find(word(bytes.data() + at));
      if (found == m_patterns.end()) continue;
      for (const Pattern& pattern : found->second) {
        if (bytes.substr(at, pattern.bytes.size()) != pattern.bytes) continue;
        ++scan.counts[pattern.needle];
        const std::size_t from = at < 48 ? 0 : at - 48;
        std::string around(bytes.substr(from, at - from + pattern.bytes.size() + 48));
        std::ranges::replace_if(around, [](char byte) { return byte < ' ' || byte > '~'; }, '.');
        scan.sightings.push_back({pattern.needle, where, std::move(around)});
      }
    }
  }

 private:
  struct Pattern {
    std::string needle;
    std::string bytes;
  };
  static constexpr unsigned table_bits = 22;

  static std::uint32_t word(const char* at) {
    std::uint32_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
  }
  static std::size_t slot(const char* at) { return (word(at) * 0x9E3779B1U) >> (32U - table_bits); }

  std::vector<bool> m_bits;
  std::map<std::uint32_t, std::vector<Pattern>> m_patterns;
  std::size_t m_longest = 0;
};

int open_memory(pid_t process) { return open(std::format("/proc/{}/mem", process).c_str(), O_RDONLY | O_CLOEXEC); }

}  // namespace

bool can_read_memory(pid_t process) {
  const int memory = open_memory(process);
  if (memory >= 0) close(memory);
  return memory >= 0;
}

MemoryScan scan_memory(pid_t process, const std::vector<std::string>& needles) {
  const Seeker seeker(needles);
  MemoryScan scan;
  const int memory = open_memory(process);
  if (memory < 0) throw std::runtime_error("the kiosk's memory cannot be read");
  std::ifstream maps(std::format("/proc/{}/maps", process));
  std::vector<char> buffer(std::size_t{4} << 20U);
  for (std::string line; std::getline(maps, line);) {
    unsigned long begin = 0;
    unsigned long end = 0;
    char mode[5] = {};
    int name = 0;
    if (std::sscanf(line.c_str(), "%lx-%lx %4s %*s %*s %*s %n", &begin, &end, mode, &name) < 3) continue;
    if (mode[0] != 'r' || mode[1] != 'w') continue;
    const std::string named = name > 0 ? line.substr(static_cast<std::size_t>(name)) : "";
    const std::string where = std::format("{} {}", named.empty() ? "anonymous" : named, mode);
    for (unsigned long at = begin; at < end;) {
      const std::size_t wanted = std::min<std::size_t>(buffer.size(), end - at);
      const ssize_t count = pread(memory, buffer.data(), wanted, static_cast<off_t>(at));
      if (count <= 0) break;  // a device's memory, or gone since
      const auto size = static_cast<std::size_t>(count);
      // The last bytes of a piece are read again with the next one, so that no needle is cut in two.
      const bool last = at + size >= end;
      const std::size_t step = last || size <= seeker.longest() ? size : size - seeker.longest();
      seeker.seek({buffer.data(), size}, step, where, scan);
      scan.bytes += step;
      at += step;
    }
  }
  close(memory);
  return scan;
}

MemoryScan scan_files(const fs::path& folder, const std::vector<std::string>& needles,
                      const std::vector<fs::path>& except, fs::file_time_type since) {
  const Seeker seeker(needles);
  MemoryScan scan;
  std::error_code gone;
  for (fs::recursive_directory_iterator each(folder, fs::directory_options::skip_permission_denied, gone), end;
       each != end && !gone; each.increment(gone)) {
    std::error_code unreadable;
    if (std::ranges::contains(except, each->path())) {
      each.disable_recursion_pending();
      continue;
    }
    if (!each->is_regular_file(unreadable) || each->last_write_time(unreadable) < since || unreadable) continue;
    std::ifstream stream(each->path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    seeker.seek(bytes, bytes.size(), each->path().string(), scan);
    scan.bytes += bytes.size();
  }
  return scan;
}

}  // namespace anteroom::journeys
