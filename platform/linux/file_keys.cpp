#include "platform/linux/file_keys.h"

#include <algorithm>
#include <format>
#include <sys/stat.h>
#include <unistd.h>

namespace anteroom::platform {

Result<void> FileKeys::create(Files& files, Random& random) const {
  if (files.exists(m_path)) {
    return failure(Fault::conflict,
                   std::format("{} exists already; a new key would make its records unreadable", m_path.string()));
  }
  std::string bytes(SecretKey::size, '\0');
  random.fill(std::as_writable_bytes(std::span(bytes)));
  auto written = files.write(m_path, bytes, 0600);
  std::ranges::fill(bytes, '\0');
  return written;
}

Result<SecretKey> FileKeys::device_key(const Files& files) const {
  struct stat about{};
  if (::stat(m_path.c_str(), &about) == 0) {
    if ((about.st_mode & 077U) != 0) {
      return failure(Fault::denied,
                     std::format("others may read {}; remedy: chmod 600 {}", m_path.string(), m_path.string()));
    }
    if (about.st_uid != ::geteuid()) {
      return failure(Fault::denied,
                     std::format("{} belongs to another user; remedy: run as its owner", m_path.string()));
    }
  }
  auto bytes = files.read(m_path, 4096);
  if (!bytes) {
    if (bytes.error().fault == Fault::not_found) {
      return failure(Fault::not_found,
                     std::format("there is no device key {}; remedy: anteroom admin init", m_path.string()));
    }
    return std::unexpected(bytes.error());
  }
  if (bytes->size() != SecretKey::size) {
    return failure(Fault::corrupt, std::format("{} has {} bytes, not {}; remedy: restore it from a backup",
                                               m_path.string(), bytes->size(), SecretKey::size));
  }
  std::array<std::byte, SecretKey::size> key{};
  std::ranges::transform(*bytes, key.begin(), [](char byte) { return static_cast<std::byte>(byte); });
  SecretKey secret(key);
  std::ranges::fill(key, std::byte{0});
  std::ranges::fill(*bytes, '\0');
  return secret;
}

}  // namespace anteroom::platform
