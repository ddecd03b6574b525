// How the file is opened: who may have it, whether it is what it should be, and what a crash left to settle.
#include "platform/store/migrations.h"
#include "platform/store/sqlcipher_record_store.h"

#include <cerrno>
#include <fcntl.h>
#include <format>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace anteroom::platform {
namespace {

Result<int> schema_version(Database& database) {
  return row_of_one(
      database.query("PRAGMA user_version"), [](Statement& row) { return row.number(0); }, "no schema version");
}

Result<void> refuse_newer(int version) {
  const auto known = static_cast<int>(migrations().size());
  if (version <= known) return {};
  return failure(Fault::unsupported,
                 std::format("the database has schema {} and this Anteroom knows schemas up to {}: install the version "
                             "that wrote it, or a newer one",
                             version, known));
}

Result<void> migrate(Database& database) {
  const auto from = schema_version(database);
  if (!from) return std::unexpected(from.error());
  for (auto version = static_cast<std::size_t>(*from); version < migrations().size(); ++version) {
    auto migrated = database.transaction([&]() -> Result<void> {
      if (auto done = database.execute(migrations()[version]); !done) return done;
      return database.execute(std::format("PRAGMA user_version = {}", version + 1).c_str());
    });
    if (!migrated) return migrated;
  }
  return {};
}

Result<Database> open_database(const std::filesystem::path& path, const SecretKey& key) {
  auto database = Database::open(path, key);
  if (!database) return database;
  const auto version = schema_version(*database);
  if (!version) return std::unexpected(version.error());
  if (auto known = refuse_newer(*version); !known) return std::unexpected(std::move(known.error()));
  return database;
}

std::unexpected<Error> system_failure(const std::filesystem::path& path) {
  const int number = errno;
  const Fault fault = number == ENOENT ? Fault::not_found : number == ENOSPC ? Fault::no_space : Fault::io;
  return failure(fault, std::format("database {}: {}", path.string(), std::system_category().message(number)));
}

// An empty file takes its mode from here, and the write-ahead log from that file.
Result<void> make_if_absent(const std::filesystem::path& path) {
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0 && errno != EEXIST) return system_failure(path);
  if (descriptor >= 0) close(descriptor);
  return {};
}

// An empty file is what a crash in the middle of provisioning left.
Result<void> refuse_absent(const std::filesystem::path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return failure(Fault::not_found, std::format("database {}: {}", path.string(), error.message()));
  if (size == 0) return failure(Fault::not_found, std::format("database {}: the file is empty", path.string()));
  return {};
}

}  // namespace

Result<FolderClaim> FolderClaim::make(const std::filesystem::path& folder) {
  FolderClaim claim(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (claim.m_descriptor < 0) return system_failure(folder);
  if (flock(claim.m_descriptor, LOCK_EX | LOCK_NB) != 0) {
    return failure(
        Fault::conflict,
        std::format("data folder {}: another Anteroom is running with it; stop that one first", folder.string()));
  }
  return claim;
}

FolderClaim::~FolderClaim() {
  if (m_descriptor >= 0) close(m_descriptor);
}

Result<Database> make_database(const std::filesystem::path& path, const SecretKey& key) {
  if (auto made = make_if_absent(path); !made) return std::unexpected(std::move(made.error()));
  auto database = open_database(path, key);
  if (!database) return database;
  if (auto migrated = migrate(*database); !migrated) return std::unexpected(std::move(migrated.error()));
  return database;
}

Result<std::unique_ptr<RecordStore>> open_record_store(const std::filesystem::path& path, const SecretKey& key,
                                                       OpenMode mode, std::uintmax_t reserve_bytes,
                                                       std::optional<AuditPen> pen) {
  std::optional<FolderClaim> claim;
  if (mode != OpenMode::beside) {
    auto made = FolderClaim::make(path.parent_path());
    if (!made) return std::unexpected(std::move(made.error()));
    claim.emplace(std::move(*made));
  }
  auto present = mode == OpenMode::create ? make_if_absent(path) : refuse_absent(path);
  if (!present) return std::unexpected(std::move(present.error()));
  auto database = open_database(path, key);
  if (!database) return std::unexpected(std::move(database.error()));

  const auto journal = row_of_one(
      database->query("PRAGMA journal_mode = WAL"), [](Statement& row) { return row.text(0); }, "no journal");
  if (!journal) return std::unexpected(journal.error());
  if (*journal != "wal") return failure(Fault::io, "the database's folder cannot hold a write-ahead log");
  if (auto migrated = migrate(*database); !migrated) return std::unexpected(std::move(migrated.error()));
  if (mode != OpenMode::beside) database->keep_reserve(DiskReserve(path.string() + ".reserve", reserve_bytes));
  auto store = std::make_unique<SqlcipherRecordStore>(std::move(claim), std::move(*database));
  if (pen) store->keep_audit(std::move(*pen));
  if (mode != OpenMode::beside) {
    if (auto settled = store->settle(); !settled) return std::unexpected(std::move(settled.error()));
  }
  return store;
}

Result<void> SqlcipherRecordStore::settle() {
  return m_database.transaction([&]() -> Result<void> {
    // The first condition lets the partial index answer.
    auto visits = rows_of(m_database.query("SELECT id FROM visits WHERE state IN ('waiting', 'in_progress') AND state ="
                                           " 'in_progress' ORDER BY id"),
                          [](Statement& row) { return VisitId{row.integer(0)}; });
    if (!visits) return std::unexpected(std::move(visits.error()));
    // A device that was set up half has no trail to write to yet.
    const auto trail = audit_state();
    if (!trail) return std::unexpected(trail.error());
    for (const VisitId visit : *visits) {
      if (const auto ended = m_database.run("UPDATE visits SET state = 'incomplete' WHERE id = ?", {visit.value});
          !ended)
        return std::unexpected(ended.error());
      if (!*trail) continue;
      if (auto told = write_audit(AuditEvent::visit_incomplete, object_of(visit)); !told) return told;
    }
    return m_database.execute(
        "UPDATE visits SET summary = 'unclear' WHERE summary = 'printing';"
        "UPDATE visits SET handout_state = 'unclear' WHERE handout_state = 'printing';");
  });
}

Result<void> SqlcipherRecordStore::copy_to(const std::filesystem::path& file, const SecretKey& key) {
  std::error_code error;
  if (std::filesystem::exists(file, error))
    return failure(Fault::conflict, std::format("{} exists already", file.string()));
  if (auto made = make_if_absent(file); !made) return made;
  return m_database.copy_to(file, key);
}

Result<StoreHealth> check_record_store(const std::filesystem::path& path, const SecretKey& key, CheckDepth depth) {
  if (auto present = refuse_absent(path); !present) return std::unexpected(std::move(present.error()));
  auto database = open_database(path, key);
  if (!database) {
    // The key is right when it opens another page.
    const bool is_damage = depth == CheckDepth::whole && database.error().fault == Fault::wrong_key &&
                           Database::fits(path, key).value_or(false);
    if (is_damage) return StoreHealth{{}, 0, 0, 0, {"its first page is damaged"}};
    return std::unexpected(std::move(database.error()));
  }

  const auto text = [](Statement& row) { return row.text(0); };
  const auto cipher = row_of_one(database->query("PRAGMA cipher_version"), text, "no cipher");
  if (!cipher) return std::unexpected(cipher.error());
  const auto version = schema_version(*database);
  if (!version) return std::unexpected(version.error());
  StoreHealth health{*cipher, *version, 0, 0, {}};
  if (depth == CheckDepth::whole) {
    // A line for each page that does not open, and nothing when all is well. Whatever else would be asked of such a
    // file only stumbles over that page: "SQL logic error".
    auto pages = rows_of(database->query("PRAGMA cipher_integrity_check"), text);
    if (!pages) return std::unexpected(std::move(pages.error()));
    health.damage = std::move(*pages);
    if (!health.damage.empty()) return health;
  }
  const auto number = [](Statement& row) { return row.integer(0); };
  const auto visits = row_of_one(database->query("SELECT count(*) FROM visits"), number, "no visits");
  if (!visits) return std::unexpected(visits.error());
  const auto answers = row_of_one(
      database->query("SELECT count(*) + (SELECT total(answers) FROM responses) FROM answers"), number, "no answers");
  if (!answers) return std::unexpected(answers.error());
  health.visits = *visits;
  health.answers = *answers;
  if (depth == CheckDepth::quick) return health;
  auto lines = rows_of(database->query("PRAGMA integrity_check"), text);
  if (!lines) return std::unexpected(std::move(lines.error()));
  if (*lines != std::vector<std::string>{"ok"}) health.damage = std::move(*lines);
  return health;
}

}  // namespace anteroom::platform
