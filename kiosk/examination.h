// Looks at a whole kiosk, thing by thing: what works, what does not, and what would help. It changes nothing, and opens
// the window for a moment.
#pragma once

#include "platform/config.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::kiosk {

enum class Condition { good, reminder, broken };
[[nodiscard]] constexpr std::string_view word_of(Condition condition) {
  switch (condition) {
    case Condition::good: return "ok";
    case Condition::reminder: return "note";
    case Condition::broken: return "BROKEN";
  }
  return {};
}

struct Check {
  std::string name;  // "display"
  Condition condition = Condition::good;
  std::string text;  // with its remedy where there is one
};

struct Examination {
  std::vector<Check> checks;
  std::int64_t visits = 0;
  std::int64_t answers = 0;
};

[[nodiscard]] Examination examine(const platform::Config& config, const std::filesystem::path& config_file);

}  // namespace anteroom::kiosk
