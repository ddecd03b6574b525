// Whatever the program can be told stands in its man page and in bash's completion.
#include "tests/support/child_process.h"
#include "tests/support/library_form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <vector>

namespace anteroom::kiosk {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// The names below "Subcommands:" of a help text.
std::vector<std::string> commands_of(const std::vector<std::string>& words) {
  std::vector<std::string> command{ANTEROOM_BINARY_DIR "/bin/anteroom"};
  command.insert(command.end(), words.begin(), words.end());
  command.emplace_back("--help");
  std::istringstream help(testing::run(command).output);
  std::vector<std::string> names;
  bool reached = false;
  for (std::string line; std::getline(help, line);) {
    if (reached && line.starts_with("  ") && !line.starts_with("   "))
      names.push_back(line.substr(2, line.find(' ', 2) - 2));
    reached = reached || line.starts_with("Subcommands:");
  }
  return names;
}

TEST(ManPage, and_completion_name_every_command) {
  const std::string page = forms::file_text(ANTEROOM_SOURCE_DIR "/platform/image/anteroom.8");
  const std::string completion = forms::file_text(ANTEROOM_SOURCE_DIR "/platform/image/anteroom.bash");
  const std::vector<std::string> groups = commands_of({});
  EXPECT_THAT(groups, SizeIs(9));
  for (const std::string& group : groups) {
    EXPECT_THAT(page, HasSubstr("Cm " + group));
    EXPECT_THAT(completion, ContainsRegex("offered='[^']*" + group + " "));
    for (const std::string& command : commands_of({group})) {
      EXPECT_THAT(page, ContainsRegex("Cm (" + group + " )?" + command + "[ \n]")) << group;
      EXPECT_THAT(completion, ContainsRegex("\n    " + group + "/\\) offered='([^']* )?" + command + " ")) << group;
    }
  }
}

}  // namespace
}  // namespace anteroom::kiosk
