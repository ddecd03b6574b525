// Memory runs out at any allocation of a visit: nothing crashes and nothing that was acknowledged is lost.
#include "tests/support/child_process.h"
#include "tests/support/memory_folder.h"
#include "tests/support/torture.h"

#include <cstdio>
#include <gtest/gtest.h>

namespace anteroom::platform {
namespace {

TEST(NoMemory, at_any_allocation_loses_nothing_and_crashes_nothing) {
  const anteroom::testing::MemoryFolder folder;
  const bool long_form = anteroom::testing::is_tortured();
  // SQLCipher itself leaks its context (2.5 kB) when it runs out in the middle of making one: not ours to count.
  const auto ran =
      anteroom::testing::run({"env", "ASAN_OPTIONS=detect_leaks=0", ANTEROOM_BINARY_DIR "/bin/starved_store",
                              folder.path() / "anteroom.db", long_form ? "40" : "6", long_form ? "1" : "17"},
                             std::chrono::hours{2});
  std::fputs(ran.output.c_str(), stdout);
  EXPECT_EQ(ran.exit_code, 0);
}

}  // namespace
}  // namespace anteroom::platform
