#include "kiosk/set_up.h"

#include "kiosk/exit_codes.h"
#include "platform/linux/disk_files.h"

#include <cstdio>
#include <format>
#include <print>
#include <string_view>
#include <system_error>

namespace anteroom::kiosk {

std::expected<std::unique_ptr<SetUp>, int> open_set_up(const std::filesystem::path& config_file) {
  auto config = load_config(config_file);
  if (!config) return std::unexpected(refused_config(config.error()));
  auto kiosk = std::make_unique<SetUp>(std::move(*config));
  auto store = open_store(kiosk->config, platform::OpenMode::beside);
  if (!store) return std::unexpected(refused(store.error()));
  kiosk->store = std::move(*store);
  auto vault = open_vault(kiosk->config, *kiosk->store);
  if (!vault) return std::unexpected(refused(vault.error()));
  kiosk->vault = std::move(*vault);
  if (const auto given = give_keys(*kiosk->store, *kiosk->vault, kiosk->clock, "command line"); !given)
    return std::unexpected(refused(given.error()));
  return kiosk;
}

Result<void> make_data_folder(const platform::Config& config) {
  std::error_code problem;
  std::filesystem::create_directories(config.kiosk.data_folder, problem);
  if (!problem) {
    std::filesystem::permissions(config.kiosk.data_folder, std::filesystem::perms::owner_all, problem);
  }
  if (!problem) return {};
  return failure(Fault::io, config.kiosk.data_folder.string() + " cannot be made: " + problem.message() +
                                "; remedy: kiosk.data_folder");
}

std::filesystem::path not_shown_file(const platform::Config& config) {
  return config.kiosk.data_folder / "secrets-not-shown";
}

Result<void> make_way(const platform::Config& config, const platform::Clock& clock) {
  const platform::DiskFiles files;
  if (!files.exists(device_key_file(config)) && !files.exists(database_file(config))) return {};
  // Where the power went while a damaged database was set aside, the clinic's keys are in what shall take its place.
  if (const auto looked = set_aside_damaged_store(config, clock); !looked) return looked;
  if (!files.exists(database_file(config))) return {};
  auto store = open_store(config, platform::OpenMode::create);
  if (!store) return std::unexpected(std::move(store.error()));
  const auto people = (*store)->staff();
  if (!people) return std::unexpected(people.error());
  if (!people->empty() && !files.exists(not_shown_file(config))) {
    return failure(Fault::conflict, database_file(config).string() +
                                        " exists already, with people who sign in: this "
                                        "kiosk is set up");
  }
  store->reset();
  std::error_code problem;
  for (const std::string_view part : {"", "-wal", "-shm"}) {
    // Another database must never meet what is left of this one's log.
    if (!std::filesystem::remove(database_file(config).string().append(part), problem) && problem) {
      return failure(Fault::io, std::format("{}{} cannot be removed: {}", database_file(config).string(), part,
                                            problem.message()));
    }
  }
  return {};
}

int refused(const Error& error) {
  std::println(stderr, "anteroom: {}", error.detail);
  return exit_code_of(error.fault);
}

int refused_config(const Error& error) {
  std::println(stderr, "anteroom: {}", error.detail);
  return exit_code_of_config(error.fault);
}

}  // namespace anteroom::kiosk
