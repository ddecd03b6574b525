// A copy of everything for another device, as one file: encrypted, and opened by the recovery code alone. Nobody's
// secret is needed to make one.
#pragma once

#include "platform/config.h"
#include "platform/office.h"
#include "platform/store/record_store.h"
#include "platform/vault/vault.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

namespace anteroom::kiosk {

// A database that is in the way of nobody when it is done with, however that is.
class Scratch {
 public:
  explicit Scratch(std::filesystem::path path) : m_path(std::move(path)) { remove(); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { remove(); }
  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

 private:
  void remove() const {
    std::error_code ignored;
    for (const char* part : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(m_path.string() + part, ignored);
  }
  std::filesystem::path m_path;
};

// Where the copy of a backup from the screen lies while it is handed out.
[[nodiscard]] std::filesystem::path backup_copy_file(const platform::Config& config);

// What a file has to be, and no larger.
inline constexpr std::string_view backup_ending = ".backup";
inline constexpr std::size_t largest_backup = std::size_t{1} << 30U;

struct Restored {
  std::string passphrase;  // opens the day here; not kept
  std::string signer;      // of the kiosk that wrote the backup, as people compare it
};
// Onto a kiosk that is not set up, or whose secrets nobody has seen; seconds. `file`: its bytes; `name` it in what goes
// wrong. Faults: conflict where somebody can sign in, invalid_input for what is no backup or a code that was mistyped,
// denied for a code of another clinic, corrupt.
[[nodiscard]] Result<Restored> restore_backup(const platform::Config& config, std::string file, std::string_view name,
                                              std::string_view code, std::string actor);

struct MadeBackup {
  std::unique_ptr<platform::Backup> backup;
  std::int64_t visits = 0;
};
// The copy lies at `scratch` as long as the backup lives, and has been checked whole. From any thread with its own
// store. Fault::corrupt for a damaged one, no_space.
[[nodiscard]] Result<MadeBackup> make_backup(platform::RecordStore& store, const platform::Vault& vault,
                                             const std::filesystem::path& scratch);

}  // namespace anteroom::kiosk
