#include "forms/base/result.h"
#include "forms/base/wipe.h"
#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/machine.h"
#include "platform/linux/disk_files.h"
#include "platform/linux/file_keys.h"
#include "platform/linux/secret_input.h"
#include "platform/linux/system_clock.h"
#include "platform/linux/system_random.h"
#include "platform/vault/audit.h"
#include "platform/vault/recovery_code.h"
#include "platform/vault/sign_in.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <print>
#include <string>
#include <string_view>
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

// A new PIN and its verifier, which only an open day can read.
struct NewPin {
  std::string digits;
  std::string sealed;
};

Result<NewPin> make_pin_of(const platform::Vault& vault, const std::string& name) {
  platform::SystemRandom random;
  NewPin pin{platform::make_pin(random), {}};
  auto verifier = platform::make_pin_verifier(pin.digits);
  if (!verifier) return std::unexpected(verifier.error());
  auto sealed = vault.seal(*verifier, platform::place_of_pin(name));
  wipe(*verifier);
  if (!sealed) return std::unexpected(sealed.error());
  pin.sealed = *std::move(sealed);
  return pin;
}

// Adds the person; the PIN is shown once.
Result<std::string> add_person(platform::RecordStore& store, const platform::Vault& vault, const std::string& name,
                               platform::StaffRole role) {
  const auto people = store.staff();
  if (!people) return std::unexpected(people.error());
  if (std::ranges::contains(*people, name, &platform::StaffRow::name)) {
    return failure(Fault::conflict, "there is somebody of this name already; give a name that tells them apart");
  }
  const auto pin = make_pin_of(vault, name);
  if (!pin) return std::unexpected(pin.error());
  const auto added = store.add_staff(name, role, pin->sealed);
  if (!added) return std::unexpected(added.error());
  return pin->digits;
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
    if (!people->empty())
      return failure(Fault::conflict, database_file(config).string() + " exists already; this kiosk is set up");
    store->reset();
    for (const std::string_view part : {"", "-wal", "-shm"})
      std::filesystem::remove(database_file(config).string().append(part), problem);
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

// A kiosk that is set up, next to a running one: its store writes the audit trail.
struct SetUp {
  platform::Config config;
  platform::SystemClock clock;
  std::unique_ptr<platform::RecordStore> store;
  std::optional<platform::Vault> vault;
};

Result<void> open_set_up(SetUp& kiosk) {
  auto store = open_store(kiosk.config, platform::OpenMode::beside);
  if (!store) return std::unexpected(store.error());
  kiosk.store = std::move(*store);
  auto vault = open_vault(kiosk.config, *kiosk.store);
  if (!vault) return std::unexpected(vault.error());
  kiosk.vault = std::move(*vault);
  return give_keys(*kiosk.store, *kiosk.vault, kiosk.clock, "command line");
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
  const auto vault = open_vault(*config, **store);
  if (!vault) return refused(vault.error());
  const platform::SystemClock clock;
  if (const auto kept = give_keys(**store, *vault, clock, "command line"); !kept) return refused(kept.error());
  const auto pin = add_person(**store, *vault, nurse, platform::StaffRole::charge_nurse);
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

int admin_add_staff(const std::filesystem::path& config_file, const std::string& name, platform::StaffRole role) {
  auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  if (const auto checked = check_name(name); !checked) return refused(checked.error());
  SetUp kiosk{.config = std::move(*config), .clock = {}, .store = {}, .vault = {}};
  if (const auto opened = open_set_up(kiosk); !opened) return refused(opened.error());
  const auto pin = add_person(*kiosk.store, *kiosk.vault, name, role);
  if (!pin) return refused(pin.error());
  std::println("{{\"name\":\"{}\",\"pin\":\"{}\"}}", name, *pin);
  std::println(stderr, "anteroom: hand this PIN over now; it is not kept and not shown again");
  return exit_ok;
}

int admin_new_pin(const std::filesystem::path& config_file, const std::string& name) {
  auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  SetUp kiosk{.config = std::move(*config), .clock = {}, .store = {}, .vault = {}};
  if (const auto opened = open_set_up(kiosk); !opened) return refused(opened.error());
  const auto pin = make_pin_of(*kiosk.vault, name);
  if (!pin) return refused(pin.error());
  if (const auto set = kiosk.store->set_pin(name, pin->sealed); !set) return refused(set.error());
  std::println("{{\"name\":\"{}\",\"pin\":\"{}\"}}", name, pin->digits);
  std::println(stderr, "anteroom: hand this PIN over now; the one before fits no more, and wrong tries are forgotten");
  return exit_ok;
}

int admin_remove_staff(const std::filesystem::path& config_file, const std::string& name) {
  auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  SetUp kiosk{.config = std::move(*config), .clock = {}, .store = {}, .vault = {}};
  if (const auto opened = open_set_up(kiosk); !opened) return refused(opened.error());
  if (const auto removed = kiosk.store->remove_staff(name); !removed) return refused(removed.error());
  std::println(stderr,
               "anteroom: {} signs in no more. Whoever knew the passphrase still knows it: anteroom admin "
               "remove-slot takes it away",
               name);
  return exit_ok;
}

int admin_recover(const std::filesystem::path& config_file, std::optional<int> secret_descriptor) {
  auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  SetUp kiosk{.config = std::move(*config), .clock = {}, .store = {}, .vault = {}};
  if (const auto opened = open_set_up(kiosk); !opened) return refused(opened.error());
  const auto words = load_passphrase_words();
  if (!words) return refused(words.error());
  const auto code = platform::read_secret("Recovery code (14 groups of four): ", secret_descriptor);
  if (!code) return refused(code.error());
  const auto unlocked = kiosk.vault->recover(*code);
  if (!unlocked) return refused(unlocked.error());
  platform::SystemRandom random;
  const std::string passphrase = words->make_passphrase(random);
  const auto ring = kiosk.vault->with_new_passphrase(**unlocked, passphrase, kiosk.clock.now(), random);
  if (!ring) return refused(ring.error());
  if (const auto stored = kiosk.store->set_key_ring(*ring); !stored) return refused(stored.error());
  std::println("{{\"passphrase\":\"{}\"}}", passphrase);
  std::println(stderr,
               "anteroom: this passphrase opens the day from the kiosk's next start on, the one before never "
               "again; it is not shown again");
  return exit_ok;
}

int admin_rotate(const std::filesystem::path& config_file) {
  auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  SetUp kiosk{.config = std::move(*config), .clock = {}, .store = {}, .vault = {}};
  if (const auto opened = open_set_up(kiosk); !opened) return refused(opened.error());
  const auto ring = kiosk.vault->with_new_epoch(kiosk.clock.now());
  if (!ring) return refused(ring.error());
  if (const auto stored = kiosk.store->set_key_ring(*ring); !stored) return refused(stored.error());
  std::println("{{\"epoch\":{}}}", ring->epochs.back().number);
  std::println(stderr, "anteroom: answers are sealed to the new key from the kiosk's next start on");
  return exit_ok;
}

int admin_verify(const std::filesystem::path& config_file, std::string_view mark,
                 std::optional<int> secret_descriptor) {
  auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  std::optional<platform::AuditAnchor> anchor;
  if (!mark.empty()) {
    const auto read = platform::read_anchor(mark);
    if (!read) return refused(read.error());
    anchor = *read;
  }
  SetUp kiosk{.config = std::move(*config), .clock = {}, .store = {}, .vault = {}};
  if (const auto opened = open_set_up(kiosk); !opened) return refused(opened.error());
  const auto secret = platform::read_secret("Passphrase that opens the day, or the recovery code: ", secret_descriptor);
  if (!secret) return refused(secret.error());
  // Only one of the two is words with nothing between them but blanks.
  const bool is_words =
      std::ranges::all_of(*secret, [](char letter) { return letter == ' ' || (letter >= 'a' && letter <= 'z'); });
  const auto unlocked = is_words ? kiosk.vault->unlock(*secret) : kiosk.vault->recover(*secret);
  if (!unlocked) return refused(unlocked.error());
  const auto trail = kiosk.store->audit_trail();
  if (!trail) return refused(trail.error());
  if (const auto fault = platform::check_audit(*trail, **unlocked, anchor)) {
    std::println(stderr, "anteroom: the audit trail was tampered with, at entry {}: {}", fault->number, fault->what);
    return exit_bad_data;
  }
  std::println("{{\"entries\":{},\"mark\":\"{}\"}}", trail->state.number,
               platform::to_string(platform::anchor_of(trail->state)));
  return exit_ok;
}

}  // namespace anteroom::kiosk
