// One SQL statement of this process fails, whichever a test chooses: from outside of the store, on every connection
// that is opened while the fuse lives. One at a time.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace anteroom::testing {

// What the next statement meets. SQLite's functions have no other way to it.
struct LaidFuse {
  int statements_left = 0;
  bool blows = false;  // the one that runs now
  bool blown = false;
};

class StatementFuse {
 public:
  StatementFuse() {
    // SQLite knows it by this type alone.
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(put_in));
  }
  ~StatementFuse() {
    lay(0);
    sqlite3_reset_auto_extension();
  }
  StatementFuse(const StatementFuse&) = delete;
  StatementFuse& operator=(const StatementFuse&) = delete;

  // The `statement`th from now on is interrupted; 0: none is.
  static void lay(int statement) { state = {.statements_left = statement}; }
  [[nodiscard]] static bool has_blown() { return state.blown; }

  // Runs the call until no statement of it is left to fail; its result then. A call that fails says so.
  auto insist(const char* name, const auto& call) {
    for (int statement = 1;; ++statement) {
      lay(statement);
      auto result = call();
      const bool blown = has_blown();
      lay(0);
      if (!blown) {
        EXPECT_TRUE(result) << name << ": " << (result ? "" : result.error().detail);
        return result;
      }
      EXPECT_FALSE(result) << name << " took the failure of its statement " << statement << " for an answer";
      ++m_failures;
      if (statement > 200) {
        ADD_FAILURE() << name << " has no end";
        return result;
      }
    }
  }
  // How many statements have failed under insist().
  [[nodiscard]] int failures() const { return m_failures; }

 private:
  static int note_statement(unsigned, void*, void*, void*) {
    if (state.statements_left > 0 && --state.statements_left == 0) state.blows = true;
    return 0;
  }
  static int look_at_fuse(void*) {
    if (!state.blows) return 0;
    state.blows = false;
    state.blown = true;
    return 1;
  }
  static int put_in(sqlite3* connection, char**, const sqlite3_api_routines*) {
    sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, note_statement, nullptr);
    sqlite3_progress_handler(connection, 1, look_at_fuse, nullptr);
    return SQLITE_OK;
  }

  static inline LaidFuse state;
  int m_failures = 0;
};

}  // namespace anteroom::testing
