// Any text as anteroom.toml: every finding has a place and words, and a file without findings gives settings that a
// kiosk can run with.
#include "platform/config.h"

#include "tests/fuzz/claims.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anteroom;
  using forms::claim;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto outcome = platform::read_config(text, "anteroom.toml", {"en", "es"});
  for (const platform::ConfigFinding& finding : outcome.findings) {
    claim(finding.line > 0 && finding.column > 0, "a finding has a place");
    claim(!finding.message.empty(), "a finding says what is wrong");
  }
  if (!outcome.findings.empty()) return 0;
  const platform::Config& config = outcome.config;
  claim(!config.kiosk.languages.empty(), "a kiosk speaks a language");
  claim(config.kiosk.idle_warning.count() > 0 && config.kiosk.idle_grace.count() > 0, "idle times pass");
  claim(config.display.width_mm > 0, "a display has a width");
  claim(platform::read_config(text, "anteroom.toml", {"en", "es"}).findings.empty(), "read again it is the same");
  return 0;
}
