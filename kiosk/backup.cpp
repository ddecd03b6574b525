#include "kiosk/backup.h"

#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/set_up.h"
#include "platform/linux/disk_files.h"
#include "platform/linux/file_keys.h"
#include "platform/linux/secret_input.h"
#include "platform/linux/system_random.h"
#include "platform/vault/audit.h"
#include "platform/vault/device_keys.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <format>
#include <fstream>
#include <print>
#include <string>
#include <system_error>
#include <utility>

namespace anteroom::kiosk {
namespace {

// The file: this line, the length of the sealed head in four digits and a line's end, the head, and the database.
constexpr std::string_view first_line = "Anteroom backup 1\n";

platform::SecretKey fresh_key() {
  platform::SystemRandom random;
  std::array<std::byte, platform::SecretKey::size> bytes{};
  random.fill(bytes);
  const platform::SecretKey key(bytes);
  bytes.fill(std::byte{0});
  return key;
}

// The first bytes, and then those of a database beside it.
class CopiedBackup final : public platform::Backup {
 public:
  CopiedBackup(std::string beginning, std::unique_ptr<Scratch> copy, std::uint64_t bytes)
      : m_beginning(std::move(beginning)), m_copy(std::move(copy)), m_bytes(bytes) {}

  [[nodiscard]] std::uint64_t size() const override { return m_beginning.size() + m_bytes; }
  [[nodiscard]] Result<std::string> part(std::uint64_t from) const override {
    if (from < m_beginning.size()) return m_beginning.substr(from);
    std::string bytes(std::min<std::uint64_t>(largest_part, size() - std::min(from, size())), '\0');
    std::ifstream file(m_copy->path(), std::ios::binary);
    file.seekg(static_cast<std::streamoff>(from - m_beginning.size()));
    if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
      return failure(Fault::io, "the copy cannot be read");
    return bytes;
  }

 private:
  static constexpr std::uint64_t largest_part = std::uint64_t{8} << 20U;
  std::string m_beginning;
  std::unique_ptr<Scratch> m_copy;
  std::uint64_t m_bytes;
};

struct BackupParts {
  std::string head;
  std::string database;
};

Result<BackupParts> parts_of(const std::string& bytes, std::string_view name) {
  constexpr std::size_t length_digits = 4;
  const std::size_t head_start = first_line.size() + length_digits + 1;
  std::size_t length = 0;
  bool whole = bytes.starts_with(first_line) && bytes.size() > head_start;
  for (std::size_t at = first_line.size(); whole && at + 1 < head_start; ++at) {
    const char digit = bytes[at];
    whole = digit >= '0' && digit <= '9';
    length = length * 10 + static_cast<std::size_t>(digit - '0');
  }
  if (!whole || bytes.size() <= head_start + length)
    return failure(Fault::corrupt, std::format("{} is no backup of Anteroom, or only a part of one", name));
  return BackupParts{bytes.substr(head_start, length), bytes.substr(head_start + length)};
}

// Makes what is in the copy, which is under the backup's own key, this device's, and puts it into `target`. Returns the
// passphrase.
Result<std::string> adopt(platform::RecordStore& store, const platform::BackupHead& head,
                          const platform::SecretKey& device_key, std::string_view code,
                          const std::filesystem::path& target, std::string actor) {
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
  if (auto kept = give_keys(store, *vault, clock, std::move(actor)); !kept) return std::unexpected(kept.error());
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

std::filesystem::path backup_copy_file(const platform::Config& config) {
  return config.kiosk.data_folder / "backup.copy";
}

Result<MadeBackup> make_backup(platform::RecordStore& store, const platform::Vault& vault,
                               const std::filesystem::path& scratch) {
  const platform::SecretKey key = fresh_key();
  const auto head = platform::seal_backup_head(vault, key);
  if (!head) return std::unexpected(head.error());
  auto copy = std::make_unique<Scratch>(scratch);
  if (const auto copied = store.copy_to(copy->path(), key); !copied) return std::unexpected(copied.error());
  const auto health = platform::check_record_store(copy->path(), key, platform::CheckDepth::whole);
  if (!health) return std::unexpected(health.error());
  if (!health->damage.empty()) return failure(Fault::corrupt, "the copy is damaged: " + health->damage.front());
  std::error_code problem;
  const auto bytes = std::filesystem::file_size(copy->path(), problem);
  if (problem || bytes > largest_backup) return failure(Fault::io, "the copy cannot be read, or is too large");
  const std::string beginning = std::format("{}{:04}\n{}", first_line, head->size(), *head);
  return MadeBackup{std::make_unique<CopiedBackup>(beginning, std::move(copy), bytes), health->visits};
}

int admin_backup(const std::filesystem::path& config_file, const std::filesystem::path& target) {
  if (std::filesystem::exists(target))
    return refused({Fault::conflict, target.string() + " exists already; give another name"});
  const auto opened = open_set_up(config_file);
  if (!opened) return opened.error();
  SetUp& kiosk = **opened;
  if (const auto noted = kiosk.store->note(platform::AuditEvent::exported, "backup"); !noted)
    return refused(noted.error());
  const auto made = make_backup(*kiosk.store, *kiosk.vault, target.string() + ".copy");
  if (!made) return refused(made.error());
  std::string whole;
  while (whole.size() < made->backup->size()) {
    const auto part = made->backup->part(whole.size());
    if (!part) return refused(part.error());
    whole += *part;
  }
  if (const auto written = platform::DiskFiles().write(target, whole, 0600); !written) return refused(written.error());
  std::println("{{\"file\":\"{}\",\"visits\":{},\"bytes\":{}}}", target.string(), made->visits, whole.size());
  std::println(stderr, "anteroom: only the recovery code opens it; it is signed by {}",
               platform::fingerprint_of(kiosk.vault->signer()));
  return exit_ok;
}

Result<Restored> restore_backup(const platform::Config& config, std::string file, std::string_view name,
                                std::string_view code, std::string actor) {
  const platform::SystemClock clock;
  if (const auto free = make_way(config, clock); !free) return std::unexpected(free.error());
  const auto backup = parts_of(std::exchange(file, {}), name);
  if (!backup) return std::unexpected(backup.error());
  const auto head = platform::open_backup_head(backup->head, code);
  if (!head) return std::unexpected(head.error());

  if (const auto made = make_data_folder(config); !made) return std::unexpected(made.error());
  platform::DiskFiles files;
  const Scratch copy(config.kiosk.data_folder / "restoring.db");
  if (const auto put = files.write(copy.path(), backup->database, 0600); !put) return std::unexpected(put.error());
  platform::SystemRandom random;
  if (!files.exists(device_key_file(config))) {
    const auto made = platform::FileKeys(device_key_file(config)).create(files, random);
    if (!made) return std::unexpected(made.error());
  }
  const auto key = device_key(config);
  if (!key) return std::unexpected(key.error());
  const Scratch unfinished(config.kiosk.data_folder / "restored.db");
  auto store = platform::open_record_store(copy.path(), head->database_key, platform::OpenMode::existing, 0,
                                           platform::audit_pen(clock));
  if (!store) return std::unexpected(store.error());
  auto passphrase = adopt(**store, *head, *key, code, unfinished.path(), std::move(actor));
  if (!passphrase) return std::unexpected(passphrase.error());
  std::error_code problem;
  std::filesystem::rename(unfinished.path(), database_file(config), problem);
  if (problem) return failure(Fault::io, "the restored database cannot be put in place: " + problem.message());
  return Restored{*std::move(passphrase), platform::fingerprint_of(head->signer)};
}

int admin_restore(const std::filesystem::path& config_file, const std::filesystem::path& source,
                  std::optional<int> secret_descriptor) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  // Before anybody is asked for a secret.
  if (const auto free = make_way(*config, platform::SystemClock{}); !free) return refused(free.error());
  auto bytes = platform::DiskFiles().read(source, largest_backup);
  if (!bytes) return refused(bytes.error());
  if (const auto parts = parts_of(*bytes, source.string()); !parts) return refused(parts.error());
  const auto code = platform::read_secret("Recovery code (14 groups of four): ", secret_descriptor);
  if (!code) return refused(code.error());
  std::println(stderr, "anteroom: making the keys of this device; this takes a few seconds");
  const auto restored = restore_backup(*config, *std::move(bytes), source.string(), *code, "command line");
  if (!restored) return refused(restored.error());
  std::println("{{\"passphrase\":\"{}\"}}", restored->passphrase);
  std::println(stderr,
               "anteroom: the kiosk that wrote the backup signed as {}: compare it with what that one said. This "
               "passphrase opens the day here; it is not shown again. PINs and the recovery code stay as they were",
               restored->signer);
  return exit_ok;
}

}  // namespace anteroom::kiosk
