#include "platform/linux/disk_files.h"

#include "platform/linux/descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <format>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace anteroom::platform {
namespace {

// What a file is called while it is being written.
constexpr std::string_view beside_suffix = ".new";

std::unexpected<Error> failed(const std::filesystem::path& path, const char* what) {
  const int reason = errno;
  Fault fault = Fault::io;
  if (reason == ENOENT || reason == ENOTDIR) fault = Fault::not_found;
  if (reason == EACCES || reason == EPERM) fault = Fault::denied;
  if (reason == ENOSPC || reason == EDQUOT) fault = Fault::no_space;
  return failure(fault,
                 std::format("{} cannot be {}: {}", path.string(), what, std::generic_category().message(reason)));
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<std::string> DiskFiles::read(const std::filesystem::path& path, std::size_t limit) const {
  // Not blocking: a pipe in the file's place must not hold the program up.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.open()) return failed(path, "opened");
  struct stat about{};
  if (::fstat(file.number(), &about) != 0) return failed(path, "read");
  if (!S_ISREG(about.st_mode)) return failure(Fault::invalid_input, std::format("{} is not a file", path.string()));
  std::string bytes;
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t count = ::read(file.number(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed(path, "read");
    if (count == 0) return bytes;
    if (bytes.size() + static_cast<std::size_t>(count) > limit) {
      return failure(Fault::invalid_input, std::format("{} is larger than {} bytes", path.string(), limit));
    }
    bytes.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

Result<void> DiskFiles::write(const std::filesystem::path& path, std::string_view bytes, unsigned mode) {
  std::filesystem::path beside = path;
  beside += beside_suffix;
  {
    ::unlink(beside.c_str());  // what an earlier power cut may have left
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!file.open()) return failed(beside, "made");
    // The umask may have taken bits away that the caller asked for.
    if (::fchmod(file.number(), mode) != 0 || !write_all(file.number(), bytes) || ::fsync(file.number()) != 0) {
      auto error = failed(path, "written");
      ::unlink(beside.c_str());
      return error;
    }
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) {
    auto error = failed(path, "put in its place");
    ::unlink(beside.c_str());
    return error;
  }
  // The name is only safe once its folder is on the disk.
  const Descriptor folder(
      ::open(path.parent_path().empty() ? "." : path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open() || ::fsync(folder.number()) != 0) return failed(path, "made safe");
  return {};
}

std::vector<std::string> DiskFiles::list(const std::filesystem::path& folder) const {
  std::vector<std::string> names;
  std::error_code problem;
  for (std::filesystem::directory_iterator entry(folder, problem), end; !problem && entry != end;
       entry.increment(problem)) {
    std::string name = entry->path().filename().string();
    if (!name.ends_with(beside_suffix)) names.push_back(std::move(name));
  }
  std::ranges::sort(names);
  return names;
}

bool DiskFiles::exists(const std::filesystem::path& path) const {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

}  // namespace anteroom::platform
