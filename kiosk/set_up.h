// A kiosk that is set up, as an administration command meets it: next to a running one, its store writing the audit
// trail. And how a command says no.
#pragma once

#include "kiosk/machine.h"
#include "platform/linux/system_clock.h"

#include <expected>
#include <filesystem>
#include <memory>
#include <optional>

namespace anteroom::kiosk {

struct SetUp {
  explicit SetUp(platform::Config settings) : config(std::move(settings)) {}
  SetUp(const SetUp&) = delete;
  SetUp& operator=(const SetUp&) = delete;

  platform::Config config;
  platform::SystemClock clock;
  std::optional<platform::Vault> vault;
  std::unique_ptr<platform::RecordStore> store;  // before the vault, which seals for it, goes
};

// The exit code when it does not come about; why was said.
[[nodiscard]] std::expected<std::unique_ptr<SetUp>, int> open_set_up(const std::filesystem::path& config_file);

// For its owner alone. Fault::io.
[[nodiscard]] Result<void> make_data_folder(const platform::Config& config);

// Stands beside the database while nobody has said that its secrets are written down.
[[nodiscard]] std::filesystem::path not_shown_file(const platform::Config& config);

// Before a database is made or restored in the data folder: a database without anybody who could sign in goes, for
// nothing was ever asked with it (an interrupted init leaves one, and damage that took the keys); so does one whose
// secrets nobody has read yet. Fault::conflict where there is somebody: this kiosk is set up.
[[nodiscard]] Result<void> make_way(const platform::Config& config, const platform::Clock& clock);

// The reason on standard error; its exit code.
int refused(const Error& error);
int refused_config(const Error& error);

}  // namespace anteroom::kiosk
