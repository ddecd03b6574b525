// A damaged database is set aside as it is: what is in it may be worth more to somebody else than a kiosk that repairs.
#include "platform/store/sqlcipher_record_store.h"

#include <algorithm>
#include <array>
#include <cerrno>
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
constexpr std::string_view damaged_mark = ".damaged-";
// The fresh database is filled under the first of these names. When it is whole it gets the second, with the time that
// the damaged one will be called by: a start that finds it beside no database goes on where a power cut came between.
constexpr std::string_view unfinished_mark = ".unfinished";
constexpr std::string_view fresh_mark = ".fresh-";

std::filesystem::path beside(const std::filesystem::path& path, std::string_view end) {
  return path.string().append(end);
}

// The files that are called as this one and then go on with `mark`, in the order of their names.
std::vector<std::filesystem::path> marked(const std::filesystem::path& path, std::string_view mark) {
  std::vector<std::filesystem::path> files;
  std::error_code problem;
  const std::string begin = path.filename().string().append(mark);
  for (const auto& entry : std::filesystem::directory_iterator(path.parent_path(), problem)) {
    if (entry.path().filename().string().starts_with(begin)) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
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

// Whether a copy failed because of what the damaged database is. Otherwise the fresh one could not be written, or
// something else is wrong that another start may find in order: nothing is given up for that.
bool is_of_the_damage(Database& fresh, std::span<const std::string_view> tables, Fault fault) {
  constexpr std::array of_content = {Fault::corrupt, Fault::conflict, Fault::unsupported, Fault::not_found};
  if (std::ranges::contains(of_content, fault)) return true;
  const auto can_be_read = [&](std::string_view table) {
    // Into memory, every column of every row.
    const auto sql =
        std::format("CREATE TEMP TABLE looked AS SELECT * FROM damaged.{}; DROP TABLE temp.looked;", table);
    return fresh.execute(sql.c_str()).has_value();
  };
  return !can_be_read("sqlite_sequence") || !std::ranges::all_of(tables, can_be_read);
}

// The fresh database takes what the damaged one can still give. An error when that has to be tried again.
Result<void> keep_what_is_readable(Database& fresh, const std::filesystem::path& damaged, const SecretKey& key,
                                   SetAside& aside) {
  fresh.leave_log();  // of the damaged one: it is attached to the same connection
  if (const auto attached = fresh.attach(damaged, key, "damaged"); !attached) {
    if (attached.error().fault != Fault::corrupt) return attached;
    aside.keys_lost = aside.audit_lost = attached.error().detail;
    return {};
  }
  if (const auto kept = fresh.transaction([&] { return copy_clinic(fresh); }); !kept) {
    // As when it is looked through: what the disk does not give now it may give at the next start.
    if (kept.error().fault == Fault::io || !is_of_the_damage(fresh, clinic_tables, kept.error().fault)) return kept;
    aside.keys_lost = aside.audit_lost = kept.error().detail;
    return {};
  }
  if (const auto audit = fresh.transaction([&] { return copy_tables(fresh, audit_tables); }); !audit) {
    if (!is_of_the_damage(fresh, audit_tables, audit.error().fault)) return audit;
    aside.audit_lost = audit.error().detail;
  }
  return {};
}

// Without a log of its own: the file alone is all of it, and each commit has synced it.
Result<void> fill_fresh(const std::filesystem::path& file, const std::filesystem::path& damaged, const SecretKey& key,
                        SetAside& aside) {
  auto fresh = make_database(file, key);
  if (!fresh) return std::unexpected(std::move(fresh.error()));
  return keep_what_is_readable(*fresh, damaged, key, aside);
}

std::unexpected<Error> cannot(std::string_view what, const std::filesystem::path& path,
                              const std::error_code& problem) {
  return failure(Fault::io, std::format("{} cannot be {}: {}", path.string(), what, problem.message()));
}

// It is on the disk when its folder is. What is not there needs no moving.
Result<void> move(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code problem;
  std::filesystem::rename(from, to, problem);
  if (problem && problem != std::errc::no_such_file_or_directory) return cannot("moved", from, problem);
  const int descriptor = open(to.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
  if (!synced) problem.assign(errno, std::system_category());
  if (descriptor >= 0) close(descriptor);
  if (!synced) return cannot("moved", from, problem);
  return {};
}

Result<void> remove_file(const std::filesystem::path& file) {
  std::error_code problem;
  std::filesystem::remove(file, problem);
  if (problem) return cannot("removed", file, problem);
  return {};
}

// A fresh database of a start that did not come to its end, while the damaged one is still in its place.
Result<void> sweep(const std::filesystem::path& path) {
  for (const std::string_view mark : {unfinished_mark, fresh_mark}) {
    for (const auto& file : marked(path, mark)) {
      if (auto removed = remove_file(file); !removed) return removed;
    }
  }
  return {};
}

// The damaged database has its new name. Each step may have been done before.
Result<void> take_its_place(const std::filesystem::path& fresh, const std::filesystem::path& path,
                            const std::filesystem::path& aside) {
  for (const std::string_view end : {"-shm", ".damage-found"}) {
    if (auto removed = remove_file(beside(path, end)); !removed) return removed;
  }
  // The log first: a fresh database must never meet it.
  if (auto moved = move(beside(path, "-wal"), beside(aside, "-wal")); !moved) return moved;
  return move(fresh, path);
}

// A power cut came after the damaged database was moved and before the fresh one took its place.
Result<std::optional<SetAside>> go_on(const std::filesystem::path& fresh, const std::filesystem::path& path,
                                      const SecretKey& key) {
  const std::string time = fresh.string().substr(beside(path, fresh_mark).string().size());
  SetAside aside{.file = beside(path, std::format("{}{}", damaged_mark, time)),
                 .damage = "an earlier start found it and was cut short",
                 .keys_lost = "",
                 .audit_lost = ""};
  {
    auto database = Database::open(fresh, key);
    if (!database) return std::unexpected(std::move(database.error()));
    const auto has = row_of_one(
        database->query("SELECT EXISTS (SELECT 1 FROM epochs), EXISTS (SELECT 1 FROM audit_state)"),
        [](Statement& row) { return std::pair(row.integer(0) != 0, row.integer(1) != 0); }, "no count");
    if (!has) return std::unexpected(has.error());
    if (!has->first) aside.keys_lost = "that start could not read them";
    if (!has->second) aside.audit_lost = "that start could not read it";
  }
  if (auto done = take_its_place(fresh, path, aside.file); !done) return std::unexpected(std::move(done.error()));
  return aside;
}

}  // namespace

Result<std::optional<SetAside>> set_aside_damaged(const std::filesystem::path& path, const SecretKey& key, Instant at) {
  std::error_code problem;
  const auto size = std::filesystem::file_size(path, problem);
  const auto whole_ones = marked(path, fresh_mark);
  const bool was_cut_short = problem == std::errc::no_such_file_or_directory && !whole_ones.empty();
  if ((problem || size == 0) && !was_cut_short) return std::nullopt;
  const auto claim = FolderClaim::make(path.parent_path());
  if (!claim) return std::unexpected(claim.error());
  if (was_cut_short) return go_on(whole_ones.back(), path, key);
  if (auto swept = sweep(path); !swept) return std::unexpected(std::move(swept.error()));
  const auto damage = damage_in(path, key);
  if (!damage) return std::unexpected(damage.error());
  if (damage->empty()) return std::nullopt;
  const std::string time = std::format("{:%Y%m%d-%H%M%S}", std::chrono::floor<std::chrono::seconds>(at));
  SetAside aside{.file = beside(path, std::format("{}{}", damaged_mark, time)),
                 .damage = *damage,
                 .keys_lost = "",
                 .audit_lost = ""};
  for (const auto& file : {aside.file, beside(aside.file, "-wal")}) {
    if (std::filesystem::exists(file)) return failure(Fault::conflict, file.string() + " is there already");
  }
  const auto unfinished = beside(path, unfinished_mark);
  const auto fresh = beside(path, std::format("{}{}", fresh_mark, time));
  auto done = fill_fresh(unfinished, path, key, aside);
  // SQLite takes a read that failed for damage at times. Nothing is given up that can be read when asked again.
  if (done && (!aside.keys_lost.empty() || !aside.audit_lost.empty())) {
    if (const auto again = damage_in(path, key); !again) return std::unexpected(again.error());
    aside.keys_lost = aside.audit_lost = "";
    done = sweep(path);
    if (done) done = fill_fresh(unfinished, path, key, aside);
  }
  if (done) done = move(unfinished, fresh);
  // The database before its log: with the database gone the next start takes the fresh one, and moves the log.
  if (done) done = move(path, aside.file);
  if (done) done = take_its_place(fresh, path, aside.file);
  if (!done) return std::unexpected(std::move(done.error()));
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
  auto files = marked(path, damaged_mark);
  std::erase_if(files, [](const std::filesystem::path& file) {
    return file.native().ends_with("-wal") || file.native().ends_with("-shm");
  });
  return files;
}

}  // namespace anteroom::platform
