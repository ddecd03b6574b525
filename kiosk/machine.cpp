#include "kiosk/machine.h"

#include "kiosk/commands.h"
#include "kiosk/load_library.h"
#include "platform/linux/disk_files.h"
#include "platform/linux/file_keys.h"
#include "platform/vault/device_keys.h"

#include <format>
#include <print>

namespace anteroom::kiosk {

Result<platform::Config> load_config(const std::filesystem::path& path) {
  const auto text = read_text_file(path);
  if (!text) return std::unexpected(text.error());
  platform::ConfigOutcome outcome = platform::read_config(*text, path.string());
  if (outcome.findings.empty()) return std::move(outcome.config);
  for (const platform::ConfigFinding& finding : outcome.findings) {
    std::println(stderr, "{}:{}:{}: {}", path.string(), finding.line, finding.column, finding.message);
  }
  return failure(Fault::invalid_input,
                 std::format("{} needs {} correction(s)", path.string(), outcome.findings.size()));
}

std::filesystem::path device_key_file(const platform::Config& config) {
  return config.kiosk.data_folder / "device.key";
}

std::filesystem::path database_file(const platform::Config& config) { return config.kiosk.data_folder / "records.db"; }

}  // namespace anteroom::kiosk
