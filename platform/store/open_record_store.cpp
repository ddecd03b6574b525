// How the file is opened: who may have it, whether it is what it should be, and what a crash left to settle.
#include "platform/store/migrations.h"
#include "platform/store/sqlcipher_record_store.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <format>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace anteroom::platform {
namespace {

constexpr std::string_view plain_header = "SQLite format 3";

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

Result<void> migrate(Database& database, int from) {
  for (auto version = static_cast<std::size_t>(from); version < migrations().size(); ++version) {
    auto migrated = database.transaction([&]() -> Result<void> {
      if (auto done = database.execute(migrations()[version]); !done) return done;
      return database.execute(std::format("PRAGMA user_version = {}", version + 1).c_str());
    });
    if (!migrated) return migrated;
  }
  return {};
}

// A crash leaves visits and print jobs under way that nobody is at any more.
Result<void> settle(Database& database) {
  return database.transaction([&] {
    return database.execute(
        // The first condition lets the partial index answer.
        "UPDATE visits SET state = 'incomplete' WHERE state IN ('waiting', 'in_progress') AND state = 'in_progress';"
        "UPDATE visits SET summary = 'unclear' WHERE summary = 'printing';");
  });
}

Result<Database> open_database(const std::filesystem::path& path, const SecretKey& key) {
  auto database = Database::open(path, key);
  if (!database) return database;
  const auto version = schema_version(*database);
  if (!version) return std::unexpected(version.error());
  if (auto known = refuse_newer(*version); !known) return std::unexpected(std::move(known.error()));
  return database;
}

}  // namespace

Result<StoreFile> StoreFile::open(const std::filesystem::path& path, OpenMode mode) {
  const int flags = O_RDWR | O_CLOEXEC | (mode == OpenMode::create ? O_CREAT : 0);
  StoreFile file(::open(path.c_str(), flags, 0600));  // the write-ahead log takes its mode from this file
  if (file.m_descriptor < 0) {
    const Fault fault = errno == ENOENT ? Fault::not_found : errno == ENOSPC ? Fault::no_space : Fault::io;
    return failure(fault, std::format("database {}: {}", path.string(), std::system_category().message(errno)));
  }
  if (mode != OpenMode::beside && flock(file.m_descriptor, LOCK_EX | LOCK_NB) != 0) {
    return failure(Fault::conflict,
                   std::format("database {}: another Anteroom is running with it; stop that one first", path.string()));
  }
  std::array<char, plain_header.size()> header{};
  const auto size = pread(file.m_descriptor, header.data(), header.size(), 0);
  if (size == 0 && mode != OpenMode::create) {
    return failure(Fault::not_found, std::format("database {}: the file is empty", path.string()));
  }
  if (std::string_view(header.data(), header.size()) == plain_header) {
    return failure(Fault::wrong_key,
                   std::format("database {}: the file is not encrypted, so Anteroom did not write it; move it away. "
                               "Nothing was changed",
                               path.string()));
  }
  return file;
}

StoreFile::~StoreFile() {
  if (m_descriptor >= 0) close(m_descriptor);
}

Result<std::unique_ptr<RecordStore>> open_record_store(const std::filesystem::path& path, const SecretKey& key,
                                                       OpenMode mode) {
  auto file = StoreFile::open(path, mode);
  if (!file) return std::unexpected(std::move(file.error()));
  auto database = open_database(path, key);
  if (!database) return std::unexpected(std::move(database.error()));

  const auto journal = row_of_one(
      database->query("PRAGMA journal_mode = WAL"), [](Statement& row) { return row.text(0); }, "no journal");
  if (!journal) return std::unexpected(journal.error());
  if (*journal != "wal") return failure(Fault::io, "the database's folder cannot hold a write-ahead log");
  const auto version = schema_version(*database);
  if (!version) return std::unexpected(version.error());
  if (auto migrated = migrate(*database, *version); !migrated) return std::unexpected(std::move(migrated.error()));
  if (mode != OpenMode::beside) {
    if (auto settled = settle(*database); !settled) return std::unexpected(std::move(settled.error()));
  }
  return std::make_unique<SqlcipherRecordStore>(std::move(*file), std::move(*database));
}

Result<StoreHealth> check_record_store(const std::filesystem::path& path, const SecretKey& key, CheckDepth depth) {
  const auto file = StoreFile::open(path, OpenMode::beside);
  if (!file) return std::unexpected(file.error());
  auto database = open_database(path, key);
  if (!database) return std::unexpected(std::move(database.error()));

  const auto text = [](Statement& row) { return row.text(0); };
  const auto cipher = row_of_one(database->query("PRAGMA cipher_version"), text, "no cipher");
  if (!cipher) return std::unexpected(cipher.error());
  const auto version = schema_version(*database);
  if (!version) return std::unexpected(version.error());
  const auto visits = row_of_one(
      database->query("SELECT count(*) FROM visits"), [](Statement& row) { return row.integer(0); }, "no visits");
  if (!visits) return std::unexpected(visits.error());
  const auto answers = row_of_one(
      database->query("SELECT count(*) FROM answers"), [](Statement& row) { return row.integer(0); }, "no answers");
  if (!answers) return std::unexpected(answers.error());
  StoreHealth health{*cipher, *version, *visits, *answers, {}};
  if (depth == CheckDepth::quick) return health;

  // The cipher's own check says nothing when all is well, SQLite's says "ok".
  for (const std::string_view check : {"PRAGMA cipher_integrity_check", "PRAGMA integrity_check"}) {
    const auto lines = rows_of(database->query(check), text);
    if (!lines && lines.error().fault != Fault::corrupt) return std::unexpected(lines.error());
    if (!lines) health.damage.push_back(lines.error().detail);
    for (const std::string& line : lines.value_or(std::vector<std::string>{})) {
      if (line != "ok") health.damage.push_back(line);
    }
  }
  return health;
}

}  // namespace anteroom::platform
