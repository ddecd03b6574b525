// A disk that remembers what SQLite wrote and when it synced, and can then show what a power cut at any moment would
// have left: whatever was synced, and of the rest some writes, none, some sectors, the later before the earlier, or
// garbage. It lies under the cipher, so what it sees is ciphertext.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace anteroom::testing {

// What every `PRAGMA synchronous = FULL` becomes while the disk records.
enum class Synchronous { full, normal, off };

class RecordingDisk {
 public:
  // From now on SQLite's default disk; one at a time. Real syncs are left out: it is the record that says what was
  // synced.
  explicit RecordingDisk(Synchronous synchronous);
  ~RecordingDisk();
  RecordingDisk(const RecordingDisk&) = delete;
  RecordingDisk& operator=(const RecordingDisk&) = delete;

  // SQLite's own disk again; the record stays.
  void stop();

  // How many operations there were.
  [[nodiscard]] std::size_t operations() const { return m_operations.size(); }
  [[nodiscard]] std::size_t syncs() const;

  // Writes the files that a power cut after so many operations left into `folder`, which is emptied.
  void cut_power_after(std::size_t operations, std::mt19937& random, const std::filesystem::path& folder) const;

  // For the functions that SQLite calls.
  struct Operation {
    enum class Kind { create, write, truncate, sync, remove };
    Kind kind = Kind::write;
    std::string file;  // its name without the folder
    std::size_t offset = 0;
    std::string bytes = {};
  };
  void note(Operation operation) { m_operations.push_back(std::move(operation)); }
  [[nodiscard]] Synchronous synchronous() const { return m_synchronous; }

 private:
  struct Layer;
  Synchronous m_synchronous;
  std::vector<Operation> m_operations;
  std::unique_ptr<Layer> m_layer;
};

}  // namespace anteroom::testing
