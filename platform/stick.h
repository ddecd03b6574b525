// The USB stick that an export goes to and a backup comes from, as a port: it may be absent, not one of the clinic's,
// full, or pulled out in the middle. It takes whole files and never writes over one; what is in them it does not know.
#pragma once

#include "forms/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::platform {

enum class StickState {
  none,
  several,      // more than one that is allowed: nobody could say which is meant
  not_allowed,  // only such as the settings do not name
  unreadable,   // no file system that the kiosk takes
  read_only,
  full,
  ready,
};

struct StickFile {
  std::string name;  // "visits-2026-11-26.csv"; no folder
  std::string bytes;
};

class Stick {
 public:
  virtual ~Stick() = default;
  // Takes as long as mounting it does: on a worker.
  [[nodiscard]] virtual StickState look() = 0;
  // All of the files or none: each whole and on the stick before the first has its name. Returns the names they have,
  // with a number where one of them was taken, once everything is written and the stick may be taken out. On a worker.
  // Faults: unavailable when no stick is ready, denied for one that is not allowed or read-only, no_space, io when it
  // was pulled out or failed.
  [[nodiscard]] virtual Result<std::vector<std::string>> write(const std::vector<StickFile>& files) = 0;
  // The names in its top folder that end so, in their order; also of one that is full or read-only. On a worker.
  [[nodiscard]] virtual Result<std::vector<std::string>> names(std::string_view ending) = 0;
  // A whole file of its top folder. Fault::not_found, invalid_input for one of more bytes than `most`. On a worker.
  [[nodiscard]] virtual Result<std::string> read(const std::string& name, std::size_t most) = 0;
};

}  // namespace anteroom::platform
