#include "kiosk/version.h"

#include "kiosk/load_library.h"
#include "kiosk/machine.h"
#include "platform/store/migrations.h"

#include <format>

namespace anteroom::kiosk {

std::string release() { return std::format("{} ({})", ANTEROOM_VERSION, commit); }

std::string version_line() {
  const auto loaded = load_library(share_folder() / "forms");
  const std::string forms =
      loaded ? std::format("{} forms", loaded->library.forms().size()) : "no forms: " + loaded.error().detail;
  return std::format("anteroom {}, commit {}, schema {}, {}", ANTEROOM_VERSION, commit, platform::migrations().size(),
                     forms);
}

}  // namespace anteroom::kiosk
