// A clinic's folder and settings, and the program's own administration commands on them.
#pragma once

#include "tests/support/child_process.h"

#include <cstdlib>
#include <filesystem>
#include <format>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace anteroom::testing {

class ClinicOnDisk : public ::testing::Test {
 protected:
  ClinicOnDisk() {
    std::string pattern = (std::filesystem::temp_directory_path() / "anteroom-clinic-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) ADD_FAILURE() << "no temporary folder";
    m_folder = pattern;
    write_settings("anteroom.toml", "data");
  }
  ~ClinicOnDisk() override { std::filesystem::remove_all(m_folder); }

  void write_settings(const std::string& file, const std::string& data_folder) const {
    std::ofstream(m_folder / file) << std::format(
        "[kiosk]\nname = \"Kiosk 1\"\nclinic = \"Riverside\"\ndata_folder = \"{}\"\n[display]\nwidth_mm = 217\n"
        "[clinic]\nclinicians = [\"Dr. Abel\", \"Dr. Moss\", \"Dr. Zed\"]\n",
        (m_folder / data_folder).string());
  }

  [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
  [[nodiscard]] std::filesystem::path data_folder() const { return m_folder / "data"; }
  [[nodiscard]] std::filesystem::path config_file() const { return m_folder / "anteroom.toml"; }

  [[nodiscard]] Ran admin(const std::vector<std::string>& words, const std::string& settings = "anteroom.toml") const {
    std::vector<std::string> command{ANTEROOM_BINARY_DIR "/bin/anteroom", "--config", (m_folder / settings).string(),
                                     "admin"};
    command.insert(command.end(), words.begin(), words.end());
    return run(command);
  }
  // The secret comes by a descriptor, as from a script of the clinic's.
  [[nodiscard]] Ran admin_told(const std::string& secret, const std::vector<std::string>& words,
                               const std::string& settings = "anteroom.toml") const {
    std::vector<std::string> command{"/bin/sh",
                                     "-c",
                                     "secret=$1; shift; printf '%s\\n' \"$secret\" | \"$@\" --secret-fd 0",
                                     "sh",
                                     secret,
                                     ANTEROOM_BINARY_DIR "/bin/anteroom",
                                     "--config",
                                     (m_folder / settings).string(),
                                     "admin"};
    command.insert(command.end(), words.begin(), words.end());
    return run(command);
  }

 private:
  std::filesystem::path m_folder;
};

// A text member of one line of JSON.
inline std::string member(const std::string& json, const std::string& name) {
  const std::string key = "\"" + name + "\":\"";
  const auto from = json.find(key) + key.size();
  return json.substr(from, json.find('"', from) - from);
}

}  // namespace anteroom::testing
