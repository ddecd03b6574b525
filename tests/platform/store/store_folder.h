// A folder of its own for a test's database.
#pragma once

#include "platform/store/database.h"
#include "tests/platform/store/sample_visit.h"
#include "tests/support/kiosk_keys.h"
#include "tests/support/store_over_a_line.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>

namespace anteroom::platform {

class StoreFolder : public ::testing::Test {
 protected:
  StoreFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "anteroom-store-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) ADD_FAILURE() << "no temporary folder";
    m_folder = pattern;
  }
  ~StoreFolder() override { std::filesystem::remove_all(m_folder); }

  [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
  [[nodiscard]] std::filesystem::path file() const { return m_folder / "anteroom.db"; }

  [[nodiscard]] std::unique_ptr<RecordStore> open(OpenMode mode = OpenMode::create) const {
    auto store = open_record_store(file(), right_key, mode);
    if (!store) throw std::runtime_error(store.error().detail);
    testing::open_to(**store);
    return testing::as_asked_for(std::move(*store), m_still);
  }

  void execute(const char* sql) const {
    auto database = Database::open(file(), right_key);
    ASSERT_TRUE(database) << database.error().detail;
    const auto done = database->execute(sql);
    ASSERT_TRUE(done) << done.error().detail;
  }

  // Name and bytes of every file in the folder.
  [[nodiscard]] std::map<std::string, std::string> bytes() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder)) {
      std::ifstream stream(entry.path(), std::ios::binary);
      files[entry.path().filename()] = std::string(std::istreambuf_iterator<char>(stream), {});
    }
    return files;
  }

 private:
  std::filesystem::path m_folder;
  testing::HandClock m_still;
};

}  // namespace anteroom::platform
