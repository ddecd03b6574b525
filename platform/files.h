// Files, as a port: a disk can be full, read-only or torn. Whole files only; the database does its own I/O.
#pragma once

#include "forms/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::platform {

class Files {
 public:
  virtual ~Files() = default;
  // Refuses files over `limit` bytes.
  [[nodiscard]] virtual Result<std::string> read(const std::filesystem::path& path,
                                                 std::size_t limit = 16U << 20U) const = 0;
  // All or nothing: written beside, synced, renamed. `mode` as chmod takes it (0600 for secrets).
  [[nodiscard]] virtual Result<void> write(const std::filesystem::path& path, std::string_view bytes,
                                           unsigned mode) = 0;
  // Names (not paths) in a folder, sorted; empty when there is no such folder.
  [[nodiscard]] virtual std::vector<std::string> list(const std::filesystem::path& folder) const = 0;
  [[nodiscard]] virtual bool exists(const std::filesystem::path& path) const = 0;
};

}  // namespace anteroom::platform
