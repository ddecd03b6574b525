#include "forms/base/result.h"
#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/machine.h"
#include "platform/linux/disk_files.h"
#include "platform/linux/file_keys.h"
#include "platform/linux/system_random.h"
#include "platform/vault/device_keys.h"
#include "platform/vault/sign_in.h"

#include <algorithm>
#include <cstdio>
#include <print>
#include <string>
#include <system_error>

namespace anteroom::kiosk {
namespace {

int refused(const Error& error) {
  std::println(stderr, "anteroom: {}", error.detail);
  return exit_code_of(error.fault);
}

int refused_config(const Error& error) {
  std::println(stderr, "anteroom: {}", error.detail);
  return exit_code_of_config(error.fault);
}

// A name as it stands on the sign-in screen; it goes into JSON and onto a button.
Result<void> check_name(const std::string& name) {
  const bool printable =
      std::ranges::none_of(name, [](unsigned char letter) { return letter < 0x20 || letter == '"' || letter == '\\'; });
  if (name.empty() || name.size() > 40 || !printable) {
    return failure(Fault::invalid_input, "a nurse's name has 1 to 40 letters, without quotation marks or backslashes");
  }
  return {};
}

// Adds the person and prints the PIN: the only time that anybody sees it.
Result<void> add_nurse(platform::RecordStore& store, const std::string& name) {
  const auto people = store.staff();
  if (!people) return std::unexpected(people.error());
  if (std::ranges::contains(*people, name, &platform::StaffRow::name)) {
    return failure(Fault::conflict, "there is somebody of this name already; give a name that tells them apart");
  }
  platform::SystemRandom random;
  const std::string pin = platform::make_pin(random);
  const auto verifier = platform::make_pin_verifier(pin);
  if (!verifier) return std::unexpected(verifier.error());
  const auto added = store.add_staff(name, *verifier);
  if (!added) return std::unexpected(added.error());
  std::println("{{\"name\":\"{}\",\"pin\":\"{}\"}}", name, pin);
  std::println(stderr, "anteroom: hand this PIN over now; it is not kept and not shown again");
  return {};
}

Result<std::unique_ptr<platform::RecordStore>> provision(const platform::Config& config) {
  std::error_code problem;
  std::filesystem::create_directories(config.kiosk.data_folder, problem);
  if (!problem) {
    std::filesystem::permissions(config.kiosk.data_folder, std::filesystem::perms::owner_all, problem);
  }
  if (problem) {
    return failure(Fault::io, config.kiosk.data_folder.string() + " cannot be made: " + problem.message() +
                                  "; remedy: kiosk.data_folder");
  }
  platform::DiskFiles files;
  if (files.exists(database_file(config))) {
    return failure(Fault::conflict, database_file(config).string() + " exists already; this kiosk is set up");
  }
  platform::SystemRandom random;
  // A key without a database is what an interrupted init leaves; it is as good as a new one.
  if (!files.exists(device_key_file(config))) {
    if (const auto made = platform::FileKeys(device_key_file(config)).create(files, random); !made) {
      return std::unexpected(made.error());
    }
  }
  return database_key(config).and_then([&](const platform::SecretKey& key) {
    return platform::open_record_store(database_file(config), key, platform::OpenMode::create);
  });
}

int add_to(Result<std::unique_ptr<platform::RecordStore>> store, const std::string& nurse) {
  if (!store) return refused(store.error());
  if (const auto added = add_nurse(**store, nurse); !added) return refused(added.error());
  return exit_ok;
}

}  // namespace

int admin_init(const std::filesystem::path& config_file, const std::string& nurse) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  if (const auto name = check_name(nurse); !name) return refused(name.error());
  return add_to(provision(*config), nurse);
}

int admin_add_nurse(const std::filesystem::path& config_file, const std::string& nurse) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  if (const auto name = check_name(nurse); !name) return refused(name.error());
  return add_to(open_store(*config, platform::OpenMode::beside), nurse);
}

}  // namespace anteroom::kiosk
