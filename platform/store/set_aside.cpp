// A damaged database is set aside as it is: what is in it may be worth more to somebody else than a kiosk that repairs.
#include "platform/store/sqlcipher_record_store.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <fcntl.h>
#include <format>
#include <span>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace anteroom::platform {
namespace {

// What outlives the patients: a fresh database has it again when it can still be read. In the order of their
// references.
constexpr std::array<std::string_view, 6> clinic_tables = {"epochs",         "slots", "epoch_keys",
                                                           "former_devices", "staff", "sound_test"};
constexpr std::array<std::string_view, 3> audit_tables = {"audit", "audit_state", "audit_starts"};

constexpr int newest_rows = 500;
constexpr std::string_view mark = ".damaged-";

std::filesystem::path beside(const std::filesystem::path& path, std::string_view end) {
  return path.string().append(end);
}

// Every row that is read proves its page and those above it. Newest rows, so that the time does not grow with the file.
Result<void> read_newest_rows(Database& database) {
  const auto tables =
      rows_of(database.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"),
              [](Statement& row) { return row.text(0); });
  if (!tables) return std::unexpected(tables.error());
  for (const std::string& table : *tables) {
    struct Column {
      std::string name;
      bool in_key;
    };
    const auto columns = rows_of(database.query("SELECT name, pk FROM pragma_table_info(?)", {table}),
                                 [](Statement& row) { return Column{row.text(0), row.integer(1) != 0}; });
    if (!columns) return std::unexpected(columns.error());
    std::string newest_first;
    for (const Column& column : *columns) {
      if (column.in_key)
        newest_first += std::format("{}\"{}\" DESC", newest_first.empty() ? "ORDER BY " : ", ", column.name);
    }
    const auto read =
        rows_of(database.query(std::format("SELECT * FROM \"{}\" {} LIMIT {}", table, newest_first, newest_rows)),
                [&](Statement& row) {
                  for (int column = 0; std::cmp_less(column, columns->size()); ++column)
                    static_cast<void>(row.blob(column));
                  return 0;
                });
    if (!read) return std::unexpected(read.error());
  }
  return {};
}

Result<void> look_through(Database& database) {
  if (auto read = read_newest_rows(database); !read) return read;
  // It may be a file from before there were responses, or from before answers were removed.
  const auto tables = row_of_one(
      database.query("SELECT sum(name = 'responses'), sum(name = 'scores') FROM sqlite_master WHERE type = 'table'"),
      [](Statement& row) { return std::pair(row.integer(0) != 0, row.integer(1) != 0); }, "no count");
  if (!tables) return std::unexpected(tables.error());
  const auto [packs, removes] = *tables;
  const std::string_view packed = packs ? "coalesce((SELECT answers FROM responses WHERE visit = newest.id), 0)" : "0";
  const std::string_view kept = removes ? "WHERE answers_removed_at IS NULL" : "";
  const auto short_ones = row_of_one(
      database.query(std::format(
          "SELECT count(*) FROM (SELECT id, answers_committed FROM visits {} ORDER BY id DESC LIMIT 500) AS newest"
          " WHERE answers_committed <> (SELECT count(*) FROM answers WHERE visit = newest.id) + {}",
          kept, packed)),
      [](Statement& row) { return row.integer(0); }, "no count");
  if (!short_ones) return std::unexpected(short_ones.error());
  if (*short_ones == 0) return {};
  return failure(Fault::corrupt,
                 std::format("{} visits have another number of answers than were committed", *short_ones));
}

// Nothing, or what is wrong with the file.
Result<std::string> damage_in(const std::filesystem::path& path, const SecretKey& key) {
  auto database = Database::open(path, key);
  if (database) {
    database->leave_log();
    const auto looked = look_through(*database);
    if (looked) return damage_is_noted(path) ? "the whole check found damage" : "";
    if (looked.error().fault == Fault::corrupt) return looked.error().detail;
    return std::unexpected(looked.error());
  }
  if (database.error().fault != Fault::wrong_key) return std::unexpected(database.error());
  // The first page does not open. When another one does, the key is right and the page is not.
  const auto fits = Database::fits(path, key);
  if (fits && *fits) return "its first page is damaged";
  return std::unexpected(database.error());
}

Result<void> copy_tables(Database& fresh, std::span<const std::string_view> tables) {
  for (const std::string_view table : tables) {
    const auto done = fresh.run(std::format("INSERT INTO main.{0} SELECT * FROM damaged.{0}", table));
    if (!done) return std::unexpected(done.error());
  }
  return {};
}

// Keys, people, and the numbers that were given: none is given twice.
Result<void> copy_clinic(Database& fresh) {
  const auto number = [](Statement& row) { return row.integer(0); };
  const auto ours = row_of_one(fresh.query("PRAGMA main.user_version"), number, "no version");
  if (!ours) return std::unexpected(ours.error());
  const auto theirs = row_of_one(fresh.query("PRAGMA damaged.user_version"), number, "no version");
  if (!theirs) return std::unexpected(theirs.error());
  if (*ours != *theirs) return failure(Fault::unsupported, "another version of Anteroom wrote it");
  if (auto copied = copy_tables(fresh, clinic_tables); !copied) return copied;
  const auto epochs = row_of_one(fresh.query("SELECT count(*) FROM main.epochs"), number, "no epochs");
  if (!epochs) return std::unexpected(epochs.error());
  if (*epochs == 0) return failure(Fault::not_found, "it held none");
  return fresh.execute(
      "DELETE FROM main.sqlite_sequence;"
      "INSERT INTO main.sqlite_sequence SELECT name, seq FROM damaged.sqlite_sequence;");
}

// The fresh database takes what the damaged one can still give.
void keep_what_is_readable(Database& fresh, const SecretKey& key, SetAside& aside) {
  fresh.leave_log();  // of the damaged one: it is attached to the same connection
  auto kept = fresh.attach(aside.file, key, "damaged");
  if (kept) kept = fresh.transaction([&] { return copy_clinic(fresh); });
  if (!kept) {
    aside.keys_lost = aside.audit_lost = kept.error().detail;
    return;
  }
  const auto audit = fresh.transaction([&] { return copy_tables(fresh, audit_tables); });
  if (!audit) aside.audit_lost = audit.error().detail;
}

Result<void> move(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code problem;
  if (!std::filesystem::exists(from, problem)) return {};
  std::filesystem::rename(from, to, problem);
  if (problem) return failure(Fault::io, std::format("{} cannot be moved: {}", from.string(), problem.message()));
  return {};
}

// A rename is on the disk when its folder is.
void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

}  // namespace

Result<std::optional<SetAside>> set_aside_damaged(const std::filesystem::path& path, const SecretKey& key, Instant at) {
  std::error_code problem;
  if (std::filesystem::file_size(path, problem) == 0 || problem) return std::nullopt;
  SetAside aside;
  {
    const auto claim = FolderClaim::make(path.parent_path());
    if (!claim) return std::unexpected(claim.error());
    const auto damage = damage_in(path, key);
    if (!damage) return std::unexpected(damage.error());
    if (damage->empty()) return std::nullopt;
    aside.damage = *damage;
    aside.file = beside(path, std::format("{}{:%Y%m%d-%H%M%S}", mark, std::chrono::floor<std::chrono::seconds>(at)));
    if (std::filesystem::exists(aside.file)) return failure(Fault::conflict, aside.file.string() + " is there already");
    // The log first: alone it means nothing, and a fresh database must never meet it.
    if (auto moved = move(beside(path, "-wal"), beside(aside.file, "-wal")); !moved)
      return std::unexpected(std::move(moved.error()));
    if (auto moved = move(path, aside.file); !moved) return std::unexpected(std::move(moved.error()));
    std::filesystem::remove(beside(path, "-shm"), problem);
    std::filesystem::remove(beside(path, ".damage-found"), problem);
    sync_folder(path.parent_path());
  }
  if (const auto made = open_record_store(path, key, OpenMode::create); !made) return std::unexpected(made.error());
  auto fresh = Database::open(path, key);
  if (!fresh) return std::unexpected(fresh.error());
  keep_what_is_readable(*fresh, key, aside);
  return aside;
}

Result<void> note_damage(const std::filesystem::path& path) {
  const auto note = beside(path, ".damage-found");
  const int descriptor = open(note.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return failure(Fault::io, std::format("{} cannot be written", note.string()));
  close(descriptor);
  return {};
}

bool damage_is_noted(const std::filesystem::path& path) {
  return std::filesystem::exists(beside(path, ".damage-found"));
}

std::vector<std::filesystem::path> set_aside_databases(const std::filesystem::path& path) {
  std::vector<std::filesystem::path> files;
  std::error_code problem;
  const std::string begin = path.filename().string().append(mark);
  for (const auto& entry : std::filesystem::directory_iterator(path.parent_path(), problem)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(begin) && !name.ends_with("-wal") && !name.ends_with("-shm")) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace anteroom::platform
