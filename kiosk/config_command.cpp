#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/load_library.h"
#include "kiosk/load_words.h"
#include "kiosk/machine.h"
#include "platform/config.h"

#include <print>

namespace anteroom::kiosk {

int check_config(const std::filesystem::path& config) {
  const auto text = read_text_file(config);
  if (!text) {
    std::println(stderr, "anteroom: {}", text.error().detail);
    return exit_code_of(text.error().fault);
  }
  const platform::ConfigOutcome outcome =
      platform::read_config(*text, config.string(), spoken_languages(words_folder()));
  for (const platform::ConfigFinding& finding : outcome.findings) {
    std::println("{}:{}:{}: {}", config.string(), finding.line, finding.column, finding.message);
  }
  return outcome.findings.empty() ? exit_ok : exit_config;
}

}  // namespace anteroom::kiosk
