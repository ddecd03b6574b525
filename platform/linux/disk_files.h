// Whole files on the real disk. A write is all or nothing, also through a power cut.
#pragma once

#include "platform/files.h"

namespace anteroom::platform {

class DiskFiles final : public Files {
 public:
  [[nodiscard]] Result<std::string> read(const std::filesystem::path& path,
                                         std::size_t limit = 16U << 20U) const override;
  [[nodiscard]] Result<void> write(const std::filesystem::path& path, std::string_view bytes, unsigned mode) override;
  // Without what is being written.
  [[nodiscard]] std::vector<std::string> list(const std::filesystem::path& folder) const override;
  [[nodiscard]] bool exists(const std::filesystem::path& path) const override;
};

}  // namespace anteroom::platform
