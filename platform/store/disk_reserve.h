// Room on the disk that is kept for visits that have begun: a file beside the database that holds it until it is
// needed. It refuses a new visit where there is not as much again.
#pragma once

#include "forms/base/result.h"

#include <cstdint>
#include <filesystem>

namespace anteroom::platform {

class DiskReserve {
 public:
  // `bytes` are taken now if the disk has them; if not, room() says so. None: nothing is kept and nothing refused.
  DiskReserve(std::filesystem::path file, std::uintmax_t bytes);

  // Whether a visit may start: the reserve is whole, and the disk has as much room besides. Takes the reserve back when
  // room was made. Fault::no_space with what to do.
  [[nodiscard]] Result<void> room();

  // The disk is full and somebody is in the middle of a visit: gives the room free. False when there was none to give.
  [[nodiscard]] bool give();

 private:
  [[nodiscard]] bool is_whole() const;
  [[nodiscard]] bool take();

  std::filesystem::path m_file;
  std::uintmax_t m_bytes;
};

}  // namespace anteroom::platform
