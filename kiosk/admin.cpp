#include "export/recovery_sheet.h"
#include "forms/base/result.h"
#include "forms/base/wipe.h"
#include "kiosk/backup.h"
#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/first_set_up.h"
#include "kiosk/machine.h"
#include "kiosk/set_up.h"
#include "platform/linux/cups_printer.h"
#include "platform/linux/disk_files.h"
#include "platform/linux/file_keys.h"
#include "platform/linux/secret_input.h"
#include "platform/linux/system_clock.h"
#include "platform/linux/system_random.h"
#include "platform/linux/usb_stick.h"
#include "platform/office.h"
#include "platform/print_and_wait.h"
#include "platform/remote/vault_session.h"
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
#include <thread>

namespace anteroom::kiosk {
namespace {

// Adds the person; the PIN is shown once.
Result<std::string> add_person(platform::RecordStore& store, const platform::Vault& vault, const std::string& name,
                               platform::StaffRole role) {
  const auto people = store.staff();
  if (!people) return std::unexpected(people.error());
  if (std::ranges::contains(*people, name, &platform::StaffRow::name)) {
    return failure(Fault::conflict, "there is somebody of this name already; give a name that tells them apart");
  }
  platform::SystemRandom random;
  const auto pin = platform::make_pin_of(vault, name, random);
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

// From memory to the printer, and nowhere else.
Result<void> print_sheet(const platform::Config& config, const std::string& code, const platform::Vault& vault) {
  const auto fonts = load_summary_fonts();
  if (!fonts) return std::unexpected(fonts.error());
  const platform::SystemClock clock;
  const auto pdf = exporting::recovery_sheet_pdf({.clinic = config.kiosk.clinic,
                                                  .kiosk = config.kiosk.name,
                                                  .code = code,
                                                  .fingerprint = platform::fingerprint_of(vault.signer()),
                                                  .made = clock.local_minute(clock.now()),
                                                  .created_at = clock.now()},
                                                 page_size_of(config.printer.paper), *fonts);
  if (!pdf) return std::unexpected(pdf.error());
  platform::CupsPrinter printer(config.printer);
  return platform::print_and_wait(printer, clock, *pdf,
                                  {.title = "recovery-sheet",
                                   .printer = "the printer",
                                   .page = "the sheet",
                                   .deadline = config.printer.deadline,
                                   .pause = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }});
}

Result<std::unique_ptr<platform::RecordStore>> provision(const platform::Config& config) {
  if (auto made = make_data_folder(config); !made) return std::unexpected(made.error());
  if (auto free = make_way(config, platform::SystemClock{}); !free) return std::unexpected(std::move(free.error()));
  platform::DiskFiles files;
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

struct MadeClinic {
  Secrets secrets;
  std::string pin;
  platform::Vault vault;
};

// Data folder, keys, database and the first charge nurse.
Result<MadeClinic> make_clinic(const platform::Config& config, const std::string& nurse, std::string actor) {
  if (const auto name = platform::check_name_of_staff(nurse); !name) return std::unexpected(name.error());
  const auto store = provision(config);
  if (!store) return std::unexpected(store.error());
  auto secrets = make_keys(config, **store);
  if (!secrets) return std::unexpected(secrets.error());
  auto vault = open_vault(config, **store);
  if (!vault) return std::unexpected(vault.error());
  const platform::SystemClock clock;
  if (const auto kept = give_keys(**store, *vault, clock, std::move(actor)); !kept)
    return std::unexpected(kept.error());
  auto pin = add_person(**store, *vault, nurse, platform::StaffRole::charge_nurse);
  if (!pin) return std::unexpected(pin.error());
  return MadeClinic{*std::move(secrets), *std::move(pin), *std::move(vault)};
}

}  // namespace

int admin_init(const std::filesystem::path& config_file, const std::string& nurse, RecoveryCodeGoes where) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  const auto clinic = make_clinic(*config, nurse, "command line");
  if (!clinic) return refused(clinic.error());
  const std::string& pin = clinic->pin;
  const Secrets* secrets = &clinic->secrets;
  const auto on_paper = where == RecoveryCodeGoes::to_printer
                            ? print_sheet(*config, secrets->recovery_code, clinic->vault)
                            : Result<void>(failure(Fault::unsupported, "it was not asked for"));
  std::println("{{\"name\":\"{}\",\"pin\":\"{}\",\"passphrase\":\"{}\",\"recovery_code\":{}}}", nurse, pin,
               secrets->passphrase, on_paper ? "null" : std::format("\"{}\"", secrets->recovery_code));
  if (on_paper) {
    std::println(stderr, "anteroom: the recovery sheet was printed: take it out of the tray now, and lock it away");
  } else if (where == RecoveryCodeGoes::to_printer) {
    std::println(stderr,
                 "anteroom: the recovery sheet was not printed: {}. The code stands above instead: write it down",
                 on_paper.error().detail);
  }
  std::println(stderr,
               "anteroom: none of this is kept or shown again. The PIN is {}'s own. The passphrase opens the day: give "
               "it to those who do that. Lock the recovery code away on paper: when the passphrase is lost it alone "
               "opens the answers, and when both are lost the answers are gone",
               nurse);
  return exit_ok;
}

int admin_init_on_screen(const RunOptions& options) {
  const auto config = load_config(options.config);
  if (!config) return refused_config(config.error());
  platform::DiskFiles files;
  const auto not_shown = not_shown_file(*config);
  if (files.exists(database_file(*config)) && !files.exists(not_shown)) {
    return refused({Fault::conflict, database_file(*config).string() + " exists already; this kiosk is set up"});
  }
  // Until its secrets are on paper a new start begins anew.
  const auto mark = [&]() -> Result<void> {
    if (auto made = make_data_folder(*config); !made) return made;
    return files.write(not_shown, "", 0600);
  };
  const auto make = [&]() -> Result<FirstSecrets> {
    if (const auto marked = mark(); !marked) return std::unexpected(marked.error());
    auto clinic = make_clinic(*config, config->kiosk.charge_nurse, "first start");
    if (!clinic) return std::unexpected(clinic.error());
    return FirstSecrets{.name = config->kiosk.charge_nurse,
                        .pin = std::move(clinic->pin),
                        .passphrase = std::move(clinic->secrets.passphrase),
                        .recovery_code = std::move(clinic->secrets.recovery_code)};
  };
  platform::UsbStick stick(config->usb.allowed);
  const auto restore = [&](const std::string& file, const std::string& code) -> Result<FirstSecrets> {
    auto bytes = stick.read(file, largest_backup);
    if (!bytes) return std::unexpected(bytes.error());
    if (const auto marked = mark(); !marked) return std::unexpected(marked.error());
    auto restored = restore_backup(*config, *std::move(bytes), file, code, "first start");
    if (!restored) return std::unexpected(restored.error());
    return FirstSecrets{.name = {}, .pin = {}, .passphrase = std::move(restored->passphrase), .recovery_code = {}};
  };
  const auto shown = show_first_set_up(*config, options, {.make = make, .restore = restore, .stick = stick});
  if (!shown) return refused(shown.error());
  if (!*shown) return exit_unavailable;
  std::error_code problem;
  if (!std::filesystem::remove(not_shown, problem))
    return refused({Fault::io, not_shown.string() + " cannot be removed"});
  return exit_ok;
}

int admin_add_staff(const std::filesystem::path& config_file, const std::string& name, platform::StaffRole role) {
  if (const auto checked = platform::check_name_of_staff(name); !checked) return refused(checked.error());
  const auto opened = open_set_up(config_file);
  if (!opened) return opened.error();
  SetUp& kiosk = **opened;
  const auto pin = add_person(*kiosk.store, *kiosk.vault, name, role);
  if (!pin) return refused(pin.error());
  std::println("{{\"name\":\"{}\",\"pin\":\"{}\"}}", name, *pin);
  std::println(stderr, "anteroom: hand this PIN over now; it is not kept and not shown again");
  return exit_ok;
}

int admin_new_pin(const std::filesystem::path& config_file, const std::string& name) {
  const auto opened = open_set_up(config_file);
  if (!opened) return opened.error();
  SetUp& kiosk = **opened;
  platform::SystemRandom random;
  const auto pin = platform::make_pin_of(*kiosk.vault, name, random);
  if (!pin) return refused(pin.error());
  if (const auto set = kiosk.store->set_pin(name, pin->sealed); !set) return refused(set.error());
  std::println("{{\"name\":\"{}\",\"pin\":\"{}\"}}", name, pin->digits);
  std::println(stderr, "anteroom: hand this PIN over now; the one before fits no more, and wrong tries are forgotten");
  return exit_ok;
}

int admin_remove_staff(const std::filesystem::path& config_file, const std::string& name) {
  const auto opened = open_set_up(config_file);
  if (!opened) return opened.error();
  SetUp& kiosk = **opened;
  if (const auto removed = kiosk.store->remove_staff(name); !removed) return refused(removed.error());
  std::println(stderr,
               "anteroom: {} signs in no more. Whoever knew the passphrase still knows it: anteroom admin "
               "remove-slot takes it away",
               name);
  return exit_ok;
}

}  // namespace anteroom::kiosk
