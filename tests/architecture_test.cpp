// The table of rooms, enforced. CMake alone does not guard it: with distribution packages <hpdf.h> compiles anywhere.
#include <algorithm>
#include <array>
#include <filesystem>
#include <format>
#include <fstream>
#include <gtest/gtest.h>
#include <ranges>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path source_root = ANTEROOM_SOURCE_DIR;
const std::vector<std::string> product_folders = {"forms", "platform", "export", "kiosk"};

// A room and what its files may include from the repository. The longest folder that fits a file is its room.
struct Room {
  std::string folder;
  std::vector<std::string> may_include;
};

const std::vector<Room> rooms = {
    {"forms/base/", {"forms/base/"}},
    {"forms/", {"forms/"}},
    {"platform/", {"platform/", "forms/base/"}},
    {"platform/store/", {"platform/", "forms/"}},
    {"platform/vault/", {"platform/", "forms/"}},
    {"platform/remote/", {"platform/", "forms/"}},
    {"export/", {"export/", "forms/"}},
    {"kiosk/words/", {"kiosk/words/", "forms/base/"}},
    {"kiosk/ui/", {"kiosk/ui/", "forms/base/"}},
    {"kiosk/window/", {"kiosk/window/", "kiosk/ui/", "forms/base/"}},
    {"kiosk/flow/", {"kiosk/flow/", "kiosk/services.h", "export/", "platform/", "forms/"}},
    {"kiosk/screens/",
     {"kiosk/screens/", "kiosk/flow/", "kiosk/words/", "kiosk/ui/", "kiosk/services.h", "export/", "platform/",
      "forms/"}},
    {"kiosk/", {"kiosk/", "export/", "platform/", "forms/"}},
};

// Only the composition root may name the real machine.
constexpr std::string_view machine_folder = "platform/linux/";

// If a line says this, its room is that.
struct Territory {
  std::string what;
  std::regex pattern;
  std::vector<std::string> homes;
};

const std::vector<Territory> territories = {
    {"Dear ImGui",
     std::regex(R"(\bImGui::|\bIm(Vec[24]|DrawList|Font|DrawData)\b|<imgui)"),
     {"kiosk/ui/", "kiosk/window/"}},
    {"GLFW", std::regex(R"(\bglfw[A-Z]|GLFW/)"), {"kiosk/window/"}},
    {"OpenGL", std::regex(R"(\bgl[A-Z][A-Za-z]+\(|<GL/)"), {"kiosk/window/"}},
    {"SQLite", std::regex(R"(\bsqlite3_|<sqlite3)"), {"platform/store/"}},
    {"SQL", std::regex(R"((SELECT .* FROM|INSERT INTO|CREATE TABLE|PRAGMA ))"), {"platform/store/"}},
    {"libsodium", std::regex(R"(\bcrypto_[a-z]|\bsodium_[a-z]|<sodium)"), {"platform/vault/", "platform/linux/"}},
    {"libharu", std::regex(R"(\bHPDF_|<hpdf)"), {"export/"}},
    {"CUPS", std::regex(R"(<cups/|\bcups[A-Z]\w+\(|\bipp[A-Z]\w+\()"), {"platform/linux/"}},
    {"libcurl", std::regex(R"(<curl/|\bcurl_[a-z]+_)"), {"platform/linux/"}},
    {"libgpiod", std::regex(R"(<gpiod|\bgpiod_)"), {"platform/linux/"}},
    {"a clock", std::regex(R"(_clock::now\(|\bclock_gettime\()"), {"platform/linux/"}},
    {"the environment", std::regex(R"(\bgetenv\()"), {"platform/linux/"}},
    {"a device", std::regex(R"re("/dev/)re"), {"platform/linux/"}},
    {"TOML", std::regex(R"(<toml)"), {"platform/"}},
    {"yyjson", std::regex(R"(<yyjson|\byyjson_)"), {"forms/", "kiosk/"}},
};

bool has_prefix(std::string_view text, const std::vector<std::string>& prefixes) {
  return std::ranges::any_of(prefixes, [&](const std::string& prefix) { return text.starts_with(prefix); });
}

std::vector<std::string> source_files() {
  std::vector<std::string> files;
  for (const std::string& folder : product_folders) {
    for (const auto& entry : fs::recursive_directory_iterator(source_root / folder)) {
      const std::string extension = entry.path().extension();
      if (extension == ".h" || extension == ".cpp") files.push_back(fs::relative(entry.path(), source_root));
    }
  }
  std::ranges::sort(files);
  return files;
}

// Comments may talk about any room; include lines and code may not.
std::string without_comment(const std::string& line) { return line.substr(0, line.find("//")); }

// Findings of one file's text; takes the text so that the rules themselves can be tested.
std::vector<std::string> findings_in(const std::string& file, const std::vector<std::string>& lines) {
  static const std::regex quoted_include(R"re(^\s*#include "([^"]+)")re");
  const Room* room = nullptr;
  for (const Room& candidate : rooms) {
    if (file.starts_with(candidate.folder) && (room == nullptr || candidate.folder.size() > room->folder.size()))
      room = &candidate;
  }
  if (room == nullptr) return {file + ": stands in no room"};
  std::vector<std::string> findings;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    const std::string line = without_comment(lines[index]);
    const std::string place = std::format("{}:{}: ", file, index + 1);
    if (std::smatch match; std::regex_search(line, match, quoted_include)) {
      const std::string included = match[1];
      if (!has_prefix(included, room->may_include))
        findings.push_back(place + room->folder + " must not include " + included);
      const bool composition_root = file.starts_with("kiosk/") && file.find('/', 6) == std::string::npos;
      if (included.starts_with(machine_folder) && !file.starts_with(machine_folder) && !composition_root) {
        findings.push_back(place + "only the composition root names the machine: " + included);
      }
    }
    for (const Territory& territory : territories) {
      if (!has_prefix(file, territory.homes) && std::regex_search(line, territory.pattern)) {
        findings.push_back(place + territory.what + " belongs in " + territory.homes.front());
      }
    }
  }
  return findings;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream stream(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(Architecture, every_line_stands_in_its_room) {
  const auto files = source_files();
  ASSERT_GT(files.size(), 20U) << "the sources were not found";
  for (const std::string& file : files) {
    for (const std::string& finding : findings_in(file, lines_of(source_root / file))) ADD_FAILURE() << finding;
  }
}

TEST(Architecture, the_rules_find_what_they_forbid) {
  EXPECT_EQ(findings_in("forms/x.cpp", {"#include \"platform/clock.h\""}).size(), 1U);
  EXPECT_EQ(findings_in("platform/x.cpp", {"#include \"forms/visit.h\""}).size(), 1U);
  EXPECT_EQ(findings_in("platform/store/x.cpp", {"#include \"forms/value.h\""}).size(), 0U);
  EXPECT_EQ(findings_in("kiosk/flow/x.cpp", {"#include \"kiosk/ui/ui.h\""}).size(), 1U);
  EXPECT_EQ(findings_in("kiosk/screens/x.cpp", {"#include \"platform/linux/system_clock.h\""}).size(), 1U);
  EXPECT_EQ(findings_in("kiosk/main.cpp", {"#include \"platform/linux/system_clock.h\""}).size(), 0U);
  EXPECT_EQ(findings_in("kiosk/screens/x.cpp", {"ImGui::Button(\"x\");"}).size(), 1U);
  EXPECT_EQ(findings_in("export/x.cpp", {"sqlite3_step(s);"}).size(), 1U);
  EXPECT_EQ(findings_in("kiosk/flow/x.cpp", {"std::chrono::steady_clock::now();"}).size(), 1U);
  EXPECT_EQ(findings_in("kiosk/flow/x.cpp", {"// std::chrono::steady_clock::now()"}).size(), 0U);
}

TEST(Architecture, headers_are_guarded_and_names_say_something) {
  static const std::regex vague(R"((^|_)(util|utils|common|helper|helpers|manager|misc)(_|$))");
  for (const std::string& file : source_files()) {
    const fs::path path(file);
    EXPECT_FALSE(std::regex_search(path.stem().string(), vague)) << file << ": name the thing, not its shape";
    if (path.extension() != ".h") continue;
    const auto lines = lines_of(source_root / file);
    EXPECT_TRUE(std::ranges::contains(lines, "#pragma once")) << file << ": no #pragma once";
    EXPECT_TRUE(!lines.empty() && lines.front().starts_with("//")) << file << ": opens without saying what it owns";
  }
}

TEST(Architecture, the_top_level_is_fixed) {
  const std::set<std::string> allowed = {"CMakeLists.txt",    "kiosk", "forms",     "assets", "export",
                                         "platform",          "tests", "README.md", "dev",    "LICENSE",
                                         "CMakePresets.json", "build", "out"};  // the last two are ignored by git
  for (const auto& entry : fs::directory_iterator(source_root)) {
    const std::string name = entry.path().filename();
    EXPECT_TRUE(name.starts_with(".") || allowed.contains(name)) << name << " does not belong at the top";
  }
}

TEST(Architecture, every_room_has_a_readme) {
  for (const char* room : {"forms", "platform", "platform/store", "platform/vault", "export", "kiosk", "kiosk/words",
                           "kiosk/ui", "kiosk/window", "kiosk/screens", "assets", "tests"}) {
    EXPECT_TRUE(fs::exists(source_root / room / "README.md")) << room << " has no README.md";
  }
}

}  // namespace
