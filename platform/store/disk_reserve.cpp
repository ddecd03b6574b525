#include "platform/store/disk_reserve.h"

#include <fcntl.h>
#include <format>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace anteroom::platform {
namespace {

std::uintmax_t free_bytes(const std::filesystem::path& folder) {
  std::error_code problem;
  const auto space = std::filesystem::space(folder, problem);
  return problem ? 0 : space.available;
}

}  // namespace

DiskReserve::DiskReserve(std::filesystem::path file, std::uintmax_t bytes) : m_file(std::move(file)), m_bytes(bytes) {
  if (!is_whole()) static_cast<void>(take());
}

bool DiskReserve::is_whole() const {
  std::error_code problem;
  return m_bytes == 0 || std::filesystem::file_size(m_file, problem) == m_bytes;  // of none it is the largest number
}

bool DiskReserve::take() {
  // Only where as much stays free: a reserve that fills the disk would cause what it is there for.
  if (free_bytes(m_file.parent_path()) / 2 < m_bytes) return false;
  const int descriptor = open(m_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return false;
  const auto size = static_cast<off_t>(m_bytes);
  // Another size was configured before. Blocks, not a hole: a hole keeps no room.
  const bool taken = ftruncate(descriptor, size) == 0 && posix_fallocate(descriptor, 0, size) == 0;
  close(descriptor);
  if (!taken) static_cast<void>(give());
  return taken;
}

bool DiskReserve::give() {
  std::error_code problem;
  return std::filesystem::remove(m_file, problem);
}

Result<void> DiskReserve::room() {
  const bool enough = m_bytes == 0 || ((is_whole() || take()) && free_bytes(m_file.parent_path()) >= m_bytes);
  if (enough) return {};
  return failure(Fault::no_space,
                 std::format("the disk has less than {} MiB of room left, so no new visit starts: make room on it",
                             m_bytes >> 20U));
}

}  // namespace anteroom::platform
