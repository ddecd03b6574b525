// A folder in memory for tests that open thousands of files and need no disk under them; a sync costs nothing there.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace anteroom::testing {

class MemoryFolder {
 public:
  MemoryFolder() {
    const std::filesystem::path memory = "/dev/shm";
    std::string pattern =
        ((std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path()) / "anteroom-XXXXXX")
            .string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    m_path = pattern;
  }
  ~MemoryFolder() { std::filesystem::remove_all(m_path); }
  MemoryFolder(const MemoryFolder&) = delete;
  MemoryFolder& operator=(const MemoryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
  void empty() const {
    for (const auto& entry : std::filesystem::directory_iterator(m_path)) std::filesystem::remove_all(entry);
  }

 private:
  std::filesystem::path m_path;
};

}  // namespace anteroom::testing
