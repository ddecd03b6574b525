#include "forms/base/result.h"
#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/machine.h"
#include "platform/linux/disk_files.h"
#include "platform/linux/file_keys.h"
#include "platform/linux/secret_input.h"
#include "platform/linux/system_clock.h"
#include "platform/linux/system_random.h"
#include "platform/vault/recovery_code.h"
#include "platform/vault/sign_in.h"

#include <algorithm>
#include <array>
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

// Adds the person; the PIN is shown once.
Result<std::string> add_nurse(platform::RecordStore& store, const std::string& name) {
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
  return pin;
}

// The clinic's keys: what opens the day, and what opens everything when that is lost.
struct Secrets {
  std::string passphrase;
  std::string recovery_code;
};

Result<Secrets> make_keys(const platform::Config& config, platform::RecordStore& store) {
  const auto key = device_key(config);
  if (!key) return std::unexpected(key.error());
  const auto words = load_passphrase_words();
  if (!words) return std::unexpected(words.error());
  platform::SystemRandom random;
  std::array<std::byte, platform::SecretKey::size> bytes{};
  random.fill(bytes);
  const platform::SecretKey recovery(bytes);
  bytes.fill(std::byte{0});
  Secrets secrets{words->make_passphrase(random), platform::recovery_code_of(recovery)};
  std::println(stderr, "anteroom: making the keys; this takes a few seconds");
  const auto ring = platform::make_key_ring(*key, secrets.passphrase, recovery, platform::SystemClock().now(), random);
  if (!ring) return std::unexpected(ring.error());
  if (auto stored = store.set_key_ring(*ring); !stored) return std::unexpected(stored.error());
  return secrets;
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
    // Without anybody who could sign in nothing was ever asked: an interrupted init begins anew.
    auto store = open_store(config, platform::OpenMode::create);
    if (!store) return store;
    const auto people = (*store)->staff();
    if (!people) return std::unexpected(people.error());
    if (people->empty()) return store;
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

}  // namespace

int admin_init(const std::filesystem::path& config_file, const std::string& nurse) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  if (const auto name = check_name(nurse); !name) return refused(name.error());
  const auto store = provision(*config);
  if (!store) return refused(store.error());
  const auto secrets = make_keys(*config, **store);
  if (!secrets) return refused(secrets.error());
  const auto pin = add_nurse(**store, nurse);
  if (!pin) return refused(pin.error());
  std::println("{{\"name\":\"{}\",\"pin\":\"{}\",\"passphrase\":\"{}\",\"recovery_code\":\"{}\"}}", nurse, *pin,
               secrets->passphrase, secrets->recovery_code);
  std::println(stderr,
               "anteroom: none of this is kept or shown again. The PIN is {}'s own. The passphrase opens the day: give "
               "it to those who do that. Lock the recovery code away on paper: when the passphrase is lost it alone "
               "opens the answers, and when both are lost the answers are gone",
               nurse);
  return exit_ok;
}

int admin_add_nurse(const std::filesystem::path& config_file, const std::string& nurse) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  if (const auto name = check_name(nurse); !name) return refused(name.error());
  const auto store = open_store(*config, platform::OpenMode::beside);
  if (!store) return refused(store.error());
  const auto pin = add_nurse(**store, nurse);
  if (!pin) return refused(pin.error());
  std::println("{{\"name\":\"{}\",\"pin\":\"{}\"}}", nurse, *pin);
  std::println(stderr, "anteroom: hand this PIN over now; it is not kept and not shown again");
  return exit_ok;
}

int admin_recover(const std::filesystem::path& config_file, std::optional<int> secret_descriptor) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  const auto store = open_store(*config, platform::OpenMode::beside);
  if (!store) return refused(store.error());
  const auto vault = open_vault(*config, **store);
  if (!vault) return refused(vault.error());
  const auto words = load_passphrase_words();
  if (!words) return refused(words.error());
  const auto code = platform::read_secret("Recovery code (14 groups of four): ", secret_descriptor);
  if (!code) return refused(code.error());
  const auto unlocked = vault->recover(*code);
  if (!unlocked) return refused(unlocked.error());
  platform::SystemRandom random;
  const std::string passphrase = words->make_passphrase(random);
  const auto ring = vault->with_new_passphrase(**unlocked, passphrase, platform::SystemClock().now(), random);
  if (!ring) return refused(ring.error());
  if (const auto stored = (*store)->set_key_ring(*ring); !stored) return refused(stored.error());
  std::println("{{\"passphrase\":\"{}\"}}", passphrase);
  std::println(stderr,
               "anteroom: this passphrase opens the day from the kiosk's next start on, the one before never "
               "again; it is not shown again");
  return exit_ok;
}

int admin_rotate(const std::filesystem::path& config_file) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  const auto store = open_store(*config, platform::OpenMode::beside);
  if (!store) return refused(store.error());
  const auto vault = open_vault(*config, **store);
  if (!vault) return refused(vault.error());
  const auto ring = vault->with_new_epoch(platform::SystemClock().now());
  if (!ring) return refused(ring.error());
  if (const auto stored = (*store)->set_key_ring(*ring); !stored) return refused(stored.error());
  std::println("{{\"epoch\":{}}}", ring->epochs.back().number);
  std::println(stderr, "anteroom: answers are sealed to the new key from the kiosk's next start on");
  return exit_ok;
}

}  // namespace anteroom::kiosk
