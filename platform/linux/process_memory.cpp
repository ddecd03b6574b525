#include "platform/linux/process_memory.h"

#include <array>
#include <cstddef>
#include <fstream>
#include <string.h>  // explicit_bzero
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace anteroom::platform {

Result<void> close_to_others() {
  const rlimit none{};
  if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return failure(Fault::unavailable, "the system does not let this program keep its memory to itself");
  return {};
}

bool machine_swaps() {
  std::ifstream swaps("/proc/swaps");
  std::string line;
  std::getline(swaps, line);  // its heading
  return static_cast<bool>(std::getline(swaps, line));
}

[[gnu::noinline]] void wipe_unused_stack() {
  std::array<std::byte, std::size_t{256} * 1024> below;  // NOLINT(cppcoreguidelines-pro-type-member-init): zeroed next
  explicit_bzero(below.data(), below.size());
}

}  // namespace anteroom::platform
