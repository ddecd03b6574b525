// Looks at a whole kiosk, thing by thing: what works, what does not, and what would help. It changes nothing, and opens
// the window for a moment.
#pragma once

#include "forms/base/result.h"
#include "platform/check.h"
#include "platform/config.h"
#include "platform/store/record_store.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace anteroom::kiosk {

using platform::Check;
using platform::Condition;

[[nodiscard]] constexpr std::string_view word_of(Condition condition) {
  switch (condition) {
    case Condition::good: return "ok";
    case Condition::reminder: return "note";
    case Condition::broken: return "BROKEN";
  }
  return {};
}

struct Examination {
  std::vector<Check> checks;
  std::int64_t visits = 0;
  std::int64_t answers = 0;
};

[[nodiscard]] Examination examine(const platform::Config& config, const std::filesystem::path& config_file);

// ---- its two halves, for a kiosk that runs: its window is open, and its keys are in another process

// What the store has of tests that only a running kiosk makes.
struct TestsSoFar {
  Result<std::vector<platform::ChannelTest>> channels;
  Result<std::optional<platform::SoundTest>> sound;
};
// What takes no key. Opens no window.
[[nodiscard]] std::vector<Check> examine_machine(const platform::Config& config,
                                                 const std::filesystem::path& config_file, const TestsSoFar& tests,
                                                 platform::Printer& printer);
// What takes the keys; from any thread, also while the kiosk writes.
[[nodiscard]] Examination examine_records(const platform::Config& config);

}  // namespace anteroom::kiosk
