// The device key as a file that only its owner may read. Whoever has the file and the database can read the answers;
// a key that is bound to the board, and sealing, come on top of this.
#pragma once

#include "platform/files.h"
#include "platform/keys.h"
#include "platform/random.h"

namespace anteroom::platform {

class FileKeys {
 public:
  explicit FileKeys(std::filesystem::path path) : m_path(std::move(path)) {}

  // Once, at provisioning. Fault::conflict when there is one already: a second key would make every record unreadable.
  [[nodiscard]] Result<void> create(Files& files, Random& random) const;
  // Fault::not_found without a file, denied when others may read it, corrupt when it has not 32 bytes.
  [[nodiscard]] Result<SecretKey> device_key(const Files& files) const;

 private:
  std::filesystem::path m_path;
};

}  // namespace anteroom::platform
