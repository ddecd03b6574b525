#include "kiosk/machine.h"

#include "kiosk/load_library.h"
#include "kiosk/load_words.h"
#include "platform/linux/disk_files.h"
#include "platform/linux/file_keys.h"
#include "platform/linux/system_random.h"
#include "platform/remote/keys_of_store.h"
#include "platform/vault/device_keys.h"

#include <chrono>
#include <cstdio>
#include <format>
#include <print>
#include <thread>
#include <utility>

namespace anteroom::kiosk {

Result<platform::ConfigOutcome> read_settings(const std::filesystem::path& path) {
  return read_text_file(path).transform([&](const std::string& text) {
    return platform::read_config(text, path.string(), spoken_languages(words_folder()));
  });
}

std::string place_of(const platform::ConfigFinding& finding, const std::filesystem::path& path) {
  return std::format("{}:{}:{}: {}", path.string(), finding.line, finding.column, finding.message);
}

Result<platform::Config> load_config(const std::filesystem::path& path) {
  auto outcome = read_settings(path);
  if (!outcome) return std::unexpected(std::move(outcome.error()));
  if (outcome->findings.empty()) return std::move(outcome->config);
  for (const platform::ConfigFinding& finding : outcome->findings) std::println(stderr, "{}", place_of(finding, path));
  return failure(Fault::invalid_input, std::format("{} needs the corrections above", path.string()));
}

std::filesystem::path device_key_file(const platform::Config& config) {
  return config.kiosk.data_folder / "device.key";
}

std::filesystem::path database_file(const platform::Config& config) { return config.kiosk.data_folder / "records.db"; }

Result<platform::SecretKey> device_key(const platform::Config& config) {
  const platform::DiskFiles files;
  return platform::FileKeys(device_key_file(config)).device_key(files);
}

Result<platform::SecretKey> database_key(const platform::Config& config) {
  return device_key(config).and_then(
      [](const platform::SecretKey& key) { return platform::DeviceKeys(key).database_key(); });
}

Result<platform::Vault> open_vault(const platform::Config& config, platform::RecordStore& store) {
  const auto key = device_key(config);
  if (!key) return std::unexpected(key.error());
  auto ring = store.key_ring();
  if (!ring) return std::unexpected(ring.error());
  return platform::Vault::create(*key, std::move(*ring));
}

Result<void> give_keys(platform::RecordStore& store, const platform::Vault& vault, const platform::Clock& clock,
                       std::string actor) {
  store.act_as(std::move(actor));
  platform::SystemRandom random;
  return platform::give_keys_to(store, vault, clock, random);
}

Result<platform::WordList> load_passphrase_words() {
  const auto text = read_text_file(share_folder() / "passphrase-words.txt");
  if (!text) return std::unexpected(text.error());
  return platform::WordList::read(*text);
}

Result<std::unique_ptr<platform::RecordStore>> open_store(const platform::Config& config, platform::OpenMode mode,
                                                          std::optional<platform::AuditPen> pen) {
  return database_key(config).and_then([&](const platform::SecretKey& key) {
    return platform::open_record_store(database_file(config), key, mode,
                                       static_cast<std::uintmax_t>(config.kiosk.disk_reserve_mib) << 20U,
                                       std::move(pen));
  });
}

Result<void> set_aside_damaged_store(const platform::Config& config, const platform::Clock& clock) {
  const auto looked = database_key(config).and_then([&](const platform::SecretKey& key) {
    return platform::set_aside_damaged(database_file(config), key, clock.now());
  });
  if (!looked) return std::unexpected(looked.error());
  if (!*looked) return {};
  const platform::SetAside& aside = **looked;
  std::println(stderr, "anteroom: the database was damaged ({}) and is set aside as {}; a fresh one took its place",
               aside.damage, aside.file.string());
  if (!aside.keys_lost.empty()) {
    std::println(stderr,
                 "anteroom: the clinic's keys and people could not be read from it ({}); remedy: anteroom admin "
                 "restore, or anteroom admin init",
                 aside.keys_lost);
  } else if (!aside.audit_lost.empty()) {
    std::println(stderr, "anteroom: its audit trail could not be read ({}), so it begins anew", aside.audit_lost);
  }
  return {};
}

Result<std::vector<std::string>> examine_store(const platform::Config& config) {
  const auto key = database_key(config);
  if (!key) return std::unexpected(key.error());
  // The cipher's check reads the file beside SQLite: a page that is being written at that moment looks damaged once,
  // and never three times.
  std::vector<std::string> damage;
  for (int look = 0; look < 3; ++look) {
    if (look > 0) std::this_thread::sleep_for(std::chrono::seconds{2});
    const auto health = platform::check_record_store(database_file(config), *key, platform::CheckDepth::whole);
    if (!health) return std::unexpected(health.error());
    damage = health->damage;
    if (damage.empty()) return damage;
  }
  if (auto noted = platform::note_damage(database_file(config)); !noted) return std::unexpected(noted.error());
  return damage;
}

std::vector<platform::ChannelKind> alert_channels_of(const platform::Config& config) {
  using platform::ChannelKind;
  std::vector<ChannelKind> channels;
  if (!config.lamp.chip.empty()) channels.push_back(ChannelKind::lamp);
  if (!config.nurses_printer.queue.empty()) channels.push_back(ChannelKind::printer);
  if (!config.webhook.url.empty()) channels.push_back(ChannelKind::webhook);
  if (!config.mail.relay.empty()) channels.push_back(ChannelKind::mail);
  return channels;
}

exporting::PageSize page_size_of(platform::Paper paper) {
  return paper == platform::Paper::letter ? exporting::PageSize::letter : exporting::PageSize::a4;
}

Result<exporting::SummaryFonts> load_summary_fonts() {
  const std::filesystem::path folder = share_folder() / "fonts";
  exporting::SummaryFonts fonts;
  for (const auto& [name, bytes] :
       {std::pair{"summary-regular.ttf", &fonts.regular}, std::pair{"summary-bold.ttf", &fonts.bold},
        std::pair{"summary-fallback.ttf", &fonts.fallback}}) {
    auto read = read_text_file(folder / name);
    if (!read) return std::unexpected(read.error());
    *bytes = std::move(*read);
  }
  return fonts;
}

std::filesystem::path share_folder() {
  std::error_code problem;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", problem);
  return program.parent_path().parent_path() / "share" / "anteroom";
}

std::filesystem::path words_folder() { return share_folder() / "words"; }

}  // namespace anteroom::kiosk
