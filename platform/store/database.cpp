#include "platform/store/database.h"

#define SQLITE_HAS_CODEC  // the header shows sqlite3_key_v2 only then
#include <filesystem>
#include <format>
#include <sqlite3.h>
#include <string.h>  // explicit_bzero
#include <system_error>
#include <utility>

namespace anteroom::platform {
namespace {

constexpr int busy_milliseconds = 1000;  // `anteroom admin` beside a running kiosk holds the lock for far less

// SQLite's own message may quote a statement; its word for the code never holds a value.
Error error_of(int code) {
  const auto fault = [&] {
    // The log's index could not grow: what else than the disk would keep it from that.
    if (code == SQLITE_IOERR_SHMSIZE) return Fault::no_space;
    switch (code & 0xff) {
      case SQLITE_FULL: return Fault::no_space;
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB: return Fault::corrupt;
      case SQLITE_CONSTRAINT: return Fault::conflict;
      case SQLITE_BUSY:
      case SQLITE_LOCKED: return Fault::unavailable;
      case SQLITE_IOERR:
      case SQLITE_CANTOPEN:
      case SQLITE_READONLY:
      case SQLITE_PERM: return Fault::io;
      default: return Fault::internal;
    }
  }();
  return {fault, std::format("database: {} ({})", sqlite3_errstr(code), code)};
}

int bind(sqlite3_stmt* statement, int index, const Bound& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return sqlite3_bind_int64(statement, index, *number);
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    // An empty view may point nowhere, which SQLite would take for NULL.
    return sqlite3_bind_text(statement, index, text->empty() ? "" : text->data(), static_cast<int>(text->size()),
                             SQLITE_STATIC);
  }
  if (const auto* blob = std::get_if<Blob>(&value)) {
    const std::string_view bytes = blob->bytes;
    return sqlite3_bind_blob(statement, index, bytes.empty() ? "" : bytes.data(), static_cast<int>(bytes.size()),
                             SQLITE_STATIC);
  }
  return sqlite3_bind_null(statement, index);
}

// Where the salt of the pages' own key comes from. SQLCipher keeps it in the first bytes of the file, and a power cut
// in the middle of a checkpoint may leave garbage there: then not even the write-ahead log opens, which has the page
// whole. So it is always the same; the key is random, and no two devices share one. Files from before have one of their
// own.
enum class Salt { ours, in_file };
constexpr std::string_view our_salt = "Anteroom records";

// x'…': the raw key, so that no password derivation costs 120 ms at each start. It wipes itself.
class RawKeyText {
 public:
  RawKeyText(const SecretKey& key, Salt salt) {
    append("x'");
    for (const std::byte byte : key.bytes()) append(std::to_integer<unsigned char>(byte));
    if (salt == Salt::ours) {
      for (const char letter : our_salt) append(static_cast<unsigned char>(letter));
    }
    append("'");
  }
  RawKeyText(const RawKeyText&) = delete;
  RawKeyText& operator=(const RawKeyText&) = delete;
  ~RawKeyText() { explicit_bzero(m_text.data(), m_text.size()); }
  [[nodiscard]] std::string_view view() const { return {m_text.data(), m_length}; }

 private:
  void append(std::string_view text) {
    for (const char letter : text) m_text.at(m_length++) = letter;
  }
  void append(unsigned char byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    m_text.at(m_length++) = digits[byte >> 4U];
    m_text.at(m_length++) = digits[byte & 0xfU];
  }
  std::array<char, 2 * (SecretKey::size + our_salt.size()) + 3> m_text{};
  std::size_t m_length = 0;
};

Result<std::int64_t> schema_version(Database& database) {
  Statement row = database.query("PRAGMA user_version");
  const std::int64_t version = row.next() ? row.integer(0) : 0;
  if (auto outcome = row.outcome(); !outcome) return std::unexpected(std::move(outcome.error()));
  return version;
}

}  // namespace

void Statement::Reset::operator()(sqlite3_stmt* statement) const {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
}
void Database::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

bool Statement::next() {
  if (m_error) return false;
  const int code = sqlite3_step(m_statement.get());
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    m_error = error_of(sqlite3_extended_errcode(sqlite3_db_handle(m_statement.get())));
  return code == SQLITE_ROW;
}

Result<void> Statement::outcome() const {
  if (m_error) return std::unexpected(*m_error);
  return {};
}

void Statement::fail(Fault fault, std::string detail) {
  if (!m_error) m_error = Error{fault, std::move(detail)};
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(m_statement.get(), column); }

std::string Statement::text(int column) const {
  const auto* text = sqlite3_column_text(m_statement.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
  return text == nullptr ? std::string{} : std::string(text, text + size);
}

std::string Statement::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
  return bytes == nullptr ? std::string{} : std::string(bytes, size);
}

bool Statement::is_null(int column) const { return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL; }

Statement Database::query(std::string_view sql, std::initializer_list<Bound> values) {
  Statement statement;
  int code = SQLITE_OK;
  sqlite3_stmt* prepared = nullptr;
  if (const auto found = m_prepared.find(sql); found != m_prepared.end()) {
    prepared = found->second.get();
    if (sqlite3_stmt_busy(prepared) != 0) code = SQLITE_MISUSE;
  } else {
    code = sqlite3_prepare_v2(m_connection.get(), sql.data(), static_cast<int>(sql.size()), &prepared, nullptr);
    if (code == SQLITE_OK) m_prepared.emplace(sql, prepared);
  }
  if (code == SQLITE_OK) statement.m_statement.reset(prepared);
  int index = 0;
  for (const Bound& value : values) {
    if (code == SQLITE_OK) code = bind(prepared, ++index, value);
  }
  if (code != SQLITE_OK) statement.m_error = error_of(code);
  return statement;
}

Result<std::int64_t> Database::run(std::string_view sql, std::initializer_list<Bound> values) {
  const auto once = [&]() -> Result<std::int64_t> {
    Statement statement = query(sql, values);
    while (statement.next()) {
    }
    if (auto outcome = statement.outcome(); !outcome) return std::unexpected(std::move(outcome.error()));
    return sqlite3_changes64(m_connection.get());
  };
  auto changed = once();
  // A transaction is done again as a whole.
  if (!changed && changed.error().fault == Fault::no_space && !m_in_transaction && gave_reserve()) changed = once();
  return changed;
}

Result<void> Database::execute(const char* sql) {
  const int code = sqlite3_exec(m_connection.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(error_of(sqlite3_extended_errcode(m_connection.get())));
  return {};
}

void Database::leave_log() { sqlite3_db_config(m_connection.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr); }

Result<void> Database::attach(const std::filesystem::path& file, const SecretKey& key, std::string_view name) {
  const std::string sql = std::format("ATTACH DATABASE ? AS {} KEY ?", name);
  auto attached = run(sql, {file.native(), RawKeyText(key, Salt::ours).view()});
  if (!attached && attached.error().fault == Fault::corrupt)
    attached = run(sql, {file.native(), RawKeyText(key, Salt::in_file).view()});
  if (!attached) return std::unexpected(std::move(attached.error()));
  return {};
}

std::int64_t Database::last_insert_id() const { return sqlite3_last_insert_rowid(m_connection.get()); }

std::uint64_t Database::bytes_on_disk() const {
  const std::string path = sqlite3_db_filename(m_connection.get(), nullptr);
  std::uint64_t bytes = 0;
  for (const std::string& file : {path, path + "-wal"}) {
    std::error_code absent;
    if (const auto size = std::filesystem::file_size(file, absent); !absent) bytes += size;
  }
  return bytes;
}

void Database::forget() {
  // SQLite builds each row in a page's worth of memory of its own before it goes into its page, and keeps the last one
  // there. A longer row in its place, taken back before it reaches the disk.
  static_cast<void>(transaction([&]() -> Result<void> {
    static_cast<void>(run("INSERT INTO staff (name, role, sealed_pin) VALUES (hex(zeroblob(1900)), 'nurse', x'')"));
    return failure(Fault::conflict, "never kept");
  }));
  sqlite3_db_release_memory(m_connection.get());
}

Result<Database> Database::open(const std::filesystem::path& path, const SecretKey& key) {
  auto database = open_once(path, RawKeyText(key, Salt::ours).view());
  if (database || database.error().fault != Fault::wrong_key) return database;
  auto older = open_once(path, RawKeyText(key, Salt::in_file).view());
  return older ? std::move(older) : std::move(database);
}

Result<Database> Database::connect(const std::filesystem::path& path) {
  Database database;
  sqlite3* connection = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &connection,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  database.m_connection.reset(connection);
  if (code != SQLITE_OK) return std::unexpected(error_of(code));
  // SQLite's own pool for small things is never wiped.
  sqlite3_db_config(connection, SQLITE_DBCONFIG_LOOKASIDE, nullptr, 0, 0);
  if (auto proved = database.prove_cipher(); !proved) return std::unexpected(std::move(proved.error()));
  return database;
}

Result<Database> Database::open_once(const std::filesystem::path& path, std::string_view key_text) {
  auto database = connect(path);
  if (!database) return database;
  if (auto encrypted = database->refuse_plain(); !encrypted) return std::unexpected(std::move(encrypted.error()));
  if (auto given = database->give_key(key_text); !given) return std::unexpected(std::move(given.error()));
  if (auto unlocked = database->read_first_page(); !unlocked) return std::unexpected(std::move(unlocked.error()));
  if (auto settled = database->settle_in(); !settled) return std::unexpected(std::move(settled.error()));
  return database;
}

Result<bool> Database::fits(const std::filesystem::path& path, const SecretKey& key) {
  std::error_code problem;
  const auto bytes = std::filesystem::file_size(path, problem);
  if (problem) return failure(Fault::io, "the database cannot be read: " + problem.message());
  constexpr std::uintmax_t page = 4096;
  for (const Salt salt : {Salt::ours, Salt::in_file}) {
    auto database = connect(path);
    if (!database) return std::unexpected(std::move(database.error()));
    if (auto given = database->give_key(RawKeyText(key, salt).view()); !given)
      return std::unexpected(std::move(given.error()));
    // A line for each page that the key does not open.
    std::uintmax_t refused = 0;
    Statement lines = database->query("PRAGMA cipher_integrity_check");
    while (lines.next()) ++refused;
    if (auto read = lines.outcome(); !read) return std::unexpected(std::move(read.error()));
    if (refused < bytes / page) return true;
  }
  return false;
}

Result<void> Database::copy_to(const std::filesystem::path& file, const SecretKey& key) {
  const auto copy = [&]() -> Result<void> {
    if (auto off = run("PRAGMA foreign_keys = OFF"); !off) return std::unexpected(std::move(off.error()));
    const auto version = schema_version(*this);
    if (!version) return std::unexpected(version.error());
    const RawKeyText text(key, Salt::ours);
    if (auto attached = run("ATTACH DATABASE ? AS copy KEY ?", {file.native(), text.view()}); !attached)
      return std::unexpected(std::move(attached.error()));
    auto exported = transaction([&]() -> Result<void> {
      if (auto all = execute("SELECT sqlcipher_export('copy')"); !all) return all;
      return execute(std::format("PRAGMA copy.user_version = {}", *version).c_str());
    });
    const auto detached = run("DETACH DATABASE copy");
    if (!exported || detached) return exported;
    return std::unexpected(detached.error());
  };
  const auto copied = copy();
  // However it went: the store goes on.
  const auto restored = run("PRAGMA foreign_keys = ON");
  if (!copied || restored) return copied;
  return std::unexpected(restored.error());
}

Result<void> Database::prove_cipher() {
  Statement version = query("PRAGMA cipher_version");
  if (!version.next() || version.text(0).empty()) {
    return failure(Fault::cipher_missing,
                   "the database library cannot encrypt: install libsqlcipher1, and let nothing load libsqlite3 first");
  }
  return {};
}

Result<void> Database::refuse_plain() {
  // Through the connection's own descriptor: closing another one of the same file would drop this connection's locks.
  constexpr std::string_view plain = "SQLite format 3";
  std::array<char, plain.size()> header{};
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(m_connection.get(), "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK) {
    file->pMethods->xRead(file, header.data(), static_cast<int>(header.size()), 0);  // a short file reads as zeros
  }
  if (std::string_view(header.data(), header.size()) != plain) return {};
  return failure(Fault::wrong_key,
                 "the database is not encrypted, so Anteroom did not write it: move it away. Nothing was changed");
}

Result<void> Database::give_key(std::string_view key_text) {
  sqlite3_busy_timeout(m_connection.get(), busy_milliseconds);
  // SQLCipher would write its errors to standard error.
  if (auto quiet = run("PRAGMA cipher_log = off"); !quiet) return std::unexpected(std::move(quiet.error()));
  // Wiping is the heap's work (kiosk/forgetful_heap.cpp). Locking each allocation into memory takes three quarters of a
  // commit's processor time, and any neighbour on the page unlocks it again: a kiosk has no swap, and doctor looks.
  if (auto plain = run("PRAGMA cipher_memory_security = OFF"); !plain) return std::unexpected(std::move(plain.error()));
  // Closing after a wrong key must not move the write-ahead log into a file that we could not read.
  sqlite3_db_config(m_connection.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);

  const int code = sqlite3_key_v2(m_connection.get(), "main", key_text.data(), static_cast<int>(key_text.size()));
  if (code != SQLITE_OK) return std::unexpected(error_of(code));
  return {};
}

Result<void> Database::read_first_page() {
  Statement first_page = query("SELECT count(*) FROM sqlite_schema");
  while (first_page.next()) {
  }
  if (auto read = first_page.outcome(); !read) {
    if (read.error().fault != Fault::corrupt) return std::unexpected(std::move(read.error()));
    return failure(Fault::wrong_key,
                   "the database does not open with this device key (or its first page is damaged): bring back the key "
                   "file that belongs to it, or restore both from the same backup. Nothing was changed");
  }
  sqlite3_db_config(m_connection.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
  return {};
}

Result<void> Database::settle_in() {
  // FULL: a commit returns when its bytes are on the disk. SIGKILL tests cannot see this line missing.
  return execute(
      "PRAGMA synchronous = FULL;"
      "PRAGMA foreign_keys = ON;"
      "PRAGMA secure_delete = ON;"
      "PRAGMA temp_store = MEMORY;"
      "PRAGMA trusted_schema = OFF;");
}

}  // namespace anteroom::platform
