// The real machine as every command meets it: settings, clock, files, keys. Only kiosk/*.cpp may include this.
#pragma once

#include "export/summary.h"
#include "forms/base/result.h"
#include "platform/alerts.h"
#include "platform/clock.h"
#include "platform/config.h"
#include "platform/keys.h"
#include "platform/store/record_store.h"
#include "platform/vault/passphrase.h"
#include "platform/vault/vault.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace anteroom::kiosk {

// The settings as they stand, with what is wrong in them. not_found, io or invalid_input when there is no text to read.
[[nodiscard]] Result<platform::ConfigOutcome> read_settings(const std::filesystem::path& path);
// "file:line:column: message"
[[nodiscard]] std::string place_of(const platform::ConfigFinding& finding, const std::filesystem::path& path);
// Reads the settings; what is wrong with them is written to standard error, a line a finding.
[[nodiscard]] Result<platform::Config> load_config(const std::filesystem::path& path);

[[nodiscard]] std::filesystem::path device_key_file(const platform::Config& config);
[[nodiscard]] std::filesystem::path database_file(const platform::Config& config);

// The database key, derived from the device key of the data folder.
[[nodiscard]] Result<platform::SecretKey> database_key(const platform::Config& config);
[[nodiscard]] Result<std::unique_ptr<platform::RecordStore>> open_store(const platform::Config& config,
                                                                        platform::OpenMode mode,
                                                                        std::optional<platform::AuditPen> pen = {});

// Before the kiosk opens its store: a damaged database is set aside, and that is said on standard error. It is there
// for doctor and the staff's list as long as its file is.
[[nodiscard]] Result<void> set_aside_damaged_store(const platform::Config& config, const platform::Clock& clock);

// Every page, from any thread, also while the kiosk writes; minutes on a large file. What it finds is noted, so that
// the next start sets the file aside. Empty: sound.
[[nodiscard]] Result<std::vector<std::string>> examine_store(const platform::Config& config);

// The device key itself, from which the others come.
[[nodiscard]] Result<platform::SecretKey> device_key(const platform::Config& config);
// What seals, from the keys that the store holds.
[[nodiscard]] Result<platform::Vault> open_vault(const platform::Config& config, platform::RecordStore& store);
// From here on `store` seals identities and keeps the audit trail, with a beginning for the newest epoch. `vault` and
// `clock` outlive it.
[[nodiscard]] Result<void> give_keys(platform::RecordStore& store, const platform::Vault& vault,
                                     const platform::Clock& clock, std::string actor);
// What passphrases are made of.
[[nodiscard]] Result<platform::WordList> load_passphrase_words();

// The ways that alerts take, in the order in which they are told: a lamp is quickest, paper needs no network.
[[nodiscard]] std::vector<platform::ChannelKind> alert_channels_of(const platform::Config& config);

// The fonts that pages are made with.
[[nodiscard]] Result<exporting::SummaryFonts> load_summary_fonts();
[[nodiscard]] exporting::PageSize page_size_of(platform::Paper paper);

// <folder of the executable>/../share/anteroom: forms, fonts, words.
[[nodiscard]] std::filesystem::path share_folder();
[[nodiscard]] std::filesystem::path words_folder();

}  // namespace anteroom::kiosk
