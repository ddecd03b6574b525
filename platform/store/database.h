// One connection to a SQLCipher file and the few words the store speaks to it. It refuses a library that cannot
// encrypt, a file that is not encrypted and a key that does not fit, and leaves such a file as it was.
#pragma once

#include "forms/base/date.h"
#include "forms/base/result.h"
#include "platform/keys.h"
#include "platform/store/disk_reserve.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

struct sqlite3;
struct sqlite3_stmt;

namespace anteroom::platform {

// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};
// A value for a `?` in a statement; monostate is NULL.
using Bound = std::variant<std::monostate, std::int64_t, std::string_view, Blob>;
[[nodiscard]] inline Bound bound(Instant instant) { return instant.time_since_epoch().count(); }
[[nodiscard]] inline Bound bound(std::optional<Instant> instant) { return instant ? bound(*instant) : Bound{}; }
[[nodiscard]] inline Bound bound(std::optional<int> number) { return number ? Bound{*number} : Bound{}; }

// A running query; the connection keeps it prepared for the next time. The first failure stays: reading goes on with
// empty values and outcome() tells.
class Statement {
 public:
  // True when there is a row to read; false at the end and after a failure.
  [[nodiscard]] bool next();
  // Whether everything up to now went well; ask after next() returned false.
  [[nodiscard]] Result<void> outcome() const;

  // Columns count from 0.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] int number(int column) const { return static_cast<int>(integer(column)); }
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::string blob(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] Instant instant(int column) const { return Instant{Instant::duration{integer(column)}}; }
  [[nodiscard]] std::optional<Instant> optional_instant(int column) const {
    return is_null(column) ? std::nullopt : std::optional(instant(column));
  }
  // An enum stored as a word; a word that is not in the table is Fault::corrupt.
  template <class Enum, std::size_t Count>
  [[nodiscard]] Enum word(int column, const std::array<std::string_view, Count>& words) {
    const auto found = std::ranges::find(words, text(column));
    if (found == words.end()) fail(Fault::corrupt, "a state in the database is not one that this version knows");
    return static_cast<Enum>(found == words.end() ? 0 : found - words.begin());
  }
  void fail(Fault fault, std::string detail);

 private:
  friend class Database;
  struct Reset {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Reset> m_statement;
  std::optional<Error> m_error;
};

// The word of an enum in its table.
template <class Enum, std::size_t Count>
[[nodiscard]] constexpr std::string_view word_of(Enum value, const std::array<std::string_view, Count>& words) {
  return words.at(static_cast<std::size_t>(value));
}

class Database {
 public:
  // Opens an existing file, which may be empty. Nothing is written before the key has proved to fit.
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path, const SecretKey& key);

  // Whether this key opens some page of the file: a file of which it opens a page and not the first is damaged, and not
  // another's. Reads the whole file. Fault::cipher_missing, io.
  [[nodiscard]] static Result<bool> fits(const std::filesystem::path& path, const SecretKey& key);

  // Values given as text must live as long as the statement is read. The same words cannot run twice at one time.
  [[nodiscard]] Statement query(std::string_view sql, std::initializer_list<Bound> values = {});
  // Runs one statement to its end. Returns how many rows it changed.
  [[nodiscard]] Result<std::int64_t> run(std::string_view sql, std::initializer_list<Bound> values = {});
  // Runs several statements that return nothing.
  [[nodiscard]] Result<void> execute(const char* sql);
  [[nodiscard]] std::int64_t last_insert_id() const;
  // Of the file and its write-ahead log.
  [[nodiscard]] std::uint64_t bytes_on_disk() const;
  // Closing leaves the write-ahead log as it is: nothing of a damaged file is moved.
  void leave_log();
  // Another file of the same key, as a schema of this name. Both stay open together.
  [[nodiscard]] Result<void> attach(const std::filesystem::path& file, const SecretKey& key, std::string_view name);
  // Gives back every page that is held decrypted. Not inside a transaction.
  void forget();

  // Everything, under another key, into an empty file. It is whole on the disk afterwards.
  [[nodiscard]] Result<void> copy_to(const std::filesystem::path& file, const SecretKey& key);

  // From now on a write that meets a full disk takes what is in reserve and is done again.
  void keep_reserve(DiskReserve reserve) { m_reserve.emplace(std::move(reserve)); }
  // Whether the disk has room for something new; see DiskReserve::room.
  [[nodiscard]] Result<void> room() { return m_reserve ? m_reserve->room() : Result<void>{}; }

  // Runs `work`, which returns a Result, as one transaction: all of it is on the disk, or none of it. On a full disk it
  // may run a second time, after the first was undone.
  template <class Work>
  [[nodiscard]] std::invoke_result_t<Work> transaction(Work work) {
    auto result = attempt(work);
    if (!result && result.error().fault == Fault::no_space && gave_reserve()) result = attempt(work);
    return result;
  }

 private:
  template <class Work>
  [[nodiscard]] std::invoke_result_t<Work> attempt(Work& work) {
    if (auto begun = execute("BEGIN IMMEDIATE"); !begun) return std::unexpected(std::move(begun.error()));
    m_in_transaction = true;
    Rollback rollback{this, true};
    auto result = work();
    if (!result) return result;
    if (auto committed = execute("COMMIT"); !committed) return std::unexpected(std::move(committed.error()));
    rollback.is_needed = false;
    return result;
  }
  [[nodiscard]] bool gave_reserve() { return m_reserve && m_reserve->give(); }

  // Undoes the transaction unless it was committed; SQLite may have undone it by itself.
  struct Rollback {
    Database* database;
    bool is_needed;
    ~Rollback() {
      if (is_needed) static_cast<void>(database->execute("ROLLBACK"));
      database->m_in_transaction = false;
    }
  };
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  [[nodiscard]] Result<void> prove_cipher();
  [[nodiscard]] Result<void> refuse_plain();
  [[nodiscard]] static Result<Database> connect(const std::filesystem::path& path);
  [[nodiscard]] static Result<Database> open_once(const std::filesystem::path& path, std::string_view key_text);
  [[nodiscard]] Result<void> give_key(std::string_view key_text);
  [[nodiscard]] Result<void> read_first_page();
  [[nodiscard]] Result<void> settle_in();

  std::optional<DiskReserve> m_reserve;
  bool m_in_transaction = false;  // ours: SQLite may have left it already
  std::unique_ptr<sqlite3, Close> m_connection;
  // Preparing costs more than running.
  std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, std::less<>> m_prepared;
};

}  // namespace anteroom::platform
