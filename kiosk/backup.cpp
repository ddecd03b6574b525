// A copy of everything for another device: encrypted, and opened by the recovery code alone.
#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/set_up.h"
#include "platform/linux/disk_files.h"
#include "platform/linux/file_keys.h"
#include "platform/linux/secret_input.h"
#include "platform/linux/system_random.h"
#include "platform/vault/audit.h"
#include "platform/vault/device_keys.h"

#include <array>
#include <cstdio>
#include <format>
#include <print>
#include <string>
#include <system_error>

namespace anteroom::kiosk {
namespace {

// The file: this line, the length of the sealed head in four digits and a line's end, the head, and the database.
constexpr std::string_view first_line = "Anteroom backup 1\n";

// Files that are in the way of nobody when the command ends, however it ends.
class Scratch {
 public:
  explicit Scratch(std::filesystem::path path) : m_path(std::move(path)) { remove(); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { remove(); }
  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

 private:
  void remove() const {
    std::error_code ignored;
    for (const char* part : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(m_path.string() + part, ignored);
  }
  std::filesystem::path m_path;
};

constexpr std::size_t largest_copy = std::size_t{1} << 30U;

platform::SecretKey fresh_key() {
  platform::SystemRandom random;
  std::array<std::byte, platform::SecretKey::size> bytes{};
  random.fill(bytes);
  const platform::SecretKey key(bytes);
  bytes.fill(std::byte{0});
  return key;
}

struct Backup {
  std::string head;
  std::string database;
};

Result<Backup> read_backup(const std::filesystem::path& path) {
  auto bytes = platform::DiskFiles().read(path, largest_copy);
  if (!bytes) return std::unexpected(bytes.error());
  constexpr std::size_t length_digits = 4;
  const std::size_t head_start = first_line.size() + length_digits + 1;
  std::size_t length = 0;
  bool whole = bytes->starts_with(first_line) && bytes->size() > head_start;
  for (std::size_t at = first_line.size(); whole && at + 1 < head_start; ++at) {
    const char digit = (*bytes)[at];
    whole = digit >= '0' && digit <= '9';
    length = length * 10 + static_cast<std::size_t>(digit - '0');
  }
  if (!whole || bytes->size() <= head_start + length)
    return failure(Fault::invalid_input, path.string() + " is no backup of Anteroom, or only a part of one");
  return Backup{bytes->substr(head_start, length), bytes->substr(head_start + length)};
}

// Makes what is in the copy, which is under the backup's own key, this device's, and puts it into `target`. Returns the
// passphrase.
Result<std::string> adopt(platform::RecordStore& store, const platform::BackupHead& head,
                          const platform::SecretKey& device_key, std::string_view code,
                          const std::filesystem::path& target) {
  const auto database_key = platform::DeviceKeys(device_key).database_key();
  if (!database_key) return std::unexpected(database_key.error());
  const auto words = load_passphrase_words();
  if (!words) return std::unexpected(words.error());
  const auto ring = store.key_ring();
  if (!ring) return std::unexpected(ring.error());
  platform::SystemRandom random;
  const platform::SystemClock clock;
  std::string passphrase = words->make_passphrase(random);
  auto own = platform::adopt_ring(*ring, head.signer, device_key, code, passphrase, clock.now(), random);
  if (!own) return std::unexpected(own.error());
  const auto vault = platform::Vault::create(device_key, *own);
  if (!vault) return std::unexpected(vault.error());
  const auto unlocked = vault->recover(code);
  if (!unlocked) return std::unexpected(unlocked.error());
  if (auto kept = give_keys(store, *vault, clock, "command line"); !kept) return std::unexpected(kept.error());
  if (auto stored = store.set_key_ring(*own); !stored) return std::unexpected(stored.error());
  store.open_identities(platform::identity_opener(*unlocked));
  if (auto sealed = store.reseal_identities(); !sealed) return std::unexpected(sealed.error());
  if (auto noted = store.note(platform::AuditEvent::restored, {}); !noted) return std::unexpected(noted.error());
  if (auto copied = store.copy_to(target, *database_key); !copied) return std::unexpected(copied.error());
  const auto health = platform::check_record_store(target, *database_key, platform::CheckDepth::whole);
  if (!health) return std::unexpected(health.error());
  if (!health->damage.empty()) return failure(Fault::corrupt, "the backup is damaged: " + health->damage.front());
  return passphrase;
}

}  // namespace

int admin_backup(const std::filesystem::path& config_file, const std::filesystem::path& target) {
  if (std::filesystem::exists(target))
    return refused({Fault::conflict, target.string() + " exists already; give another name"});
  const auto opened = open_set_up(config_file);
  if (!opened) return opened.error();
  SetUp& kiosk = **opened;
  if (const auto noted = kiosk.store->note(platform::AuditEvent::exported, "backup"); !noted)
    return refused(noted.error());
  const platform::SecretKey key = fresh_key();
  const auto head = platform::seal_backup_head(*kiosk.vault, key);
  if (!head) return refused(head.error());
  const Scratch copy(target.string() + ".copy");
  if (const auto copied = kiosk.store->copy_to(copy.path(), key); !copied) return refused(copied.error());
  const auto health = platform::check_record_store(copy.path(), key, platform::CheckDepth::whole);
  if (!health) return refused(health.error());
  if (!health->damage.empty()) return refused({Fault::corrupt, "the copy is damaged: " + health->damage.front()});
  platform::DiskFiles files;
  const auto database = files.read(copy.path(), largest_copy);
  if (!database) return refused(database.error());
  const std::string whole = std::format("{}{:04}\n{}{}", first_line, head->size(), *head, *database);
  const auto written = files.write(target, whole, 0600);
  if (!written) return refused(written.error());
  std::println("{{\"file\":\"{}\",\"visits\":{},\"bytes\":{}}}", target.string(), health->visits, whole.size());
  std::println(stderr, "anteroom: only the recovery code opens it; it is signed by {}",
               platform::fingerprint_of(kiosk.vault->signer()));
  return exit_ok;
}

int admin_restore(const std::filesystem::path& config_file, const std::filesystem::path& source,
                  std::optional<int> secret_descriptor) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  const platform::SystemClock clock;
  if (const auto free = make_way(*config, clock); !free) return refused(free.error());
  platform::DiskFiles files;
  const auto backup = read_backup(source);
  if (!backup) return refused(backup.error());
  const auto code = platform::read_secret("Recovery code (14 groups of four): ", secret_descriptor);
  if (!code) return refused(code.error());
  const auto head = platform::open_backup_head(backup->head, *code);
  if (!head) return refused(head.error());

  if (const auto made = make_data_folder(*config); !made) return refused(made.error());
  const Scratch copy(config->kiosk.data_folder / "restoring.db");
  if (const auto put = files.write(copy.path(), backup->database, 0600); !put) return refused(put.error());
  platform::SystemRandom random;
  if (!files.exists(device_key_file(*config))) {
    const auto made = platform::FileKeys(device_key_file(*config)).create(files, random);
    if (!made) return refused(made.error());
  }
  const auto key = device_key(*config);
  if (!key) return refused(key.error());
  const Scratch unfinished(config->kiosk.data_folder / "restored.db");
  auto store = platform::open_record_store(copy.path(), head->database_key, platform::OpenMode::existing, 0,
                                           platform::audit_pen(clock));
  if (!store) return refused(store.error());
  std::println(stderr, "anteroom: making the keys of this device; this takes a few seconds");
  const auto passphrase = adopt(**store, *head, *key, *code, unfinished.path());
  if (!passphrase) return refused(passphrase.error());
  std::error_code problem;
  std::filesystem::rename(unfinished.path(), database_file(*config), problem);
  if (problem) return refused({Fault::io, "the restored database cannot be put in place: " + problem.message()});
  std::println("{{\"passphrase\":\"{}\"}}", *passphrase);
  std::println(stderr,
               "anteroom: the kiosk that wrote the backup signed as {}: compare it with what that one said. This "
               "passphrase opens the day here; it is not shown again. PINs and the recovery code stay as they were",
               platform::fingerprint_of(head->signer));
  return exit_ok;
}

}  // namespace anteroom::kiosk
