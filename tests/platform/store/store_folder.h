// A folder of its own for a test's database, the key that opens it, and a visit to put in.
#pragma once

#include "platform/store/record_store.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>
#include <string>

namespace anteroom::platform {

inline SecretKey key_of(unsigned char byte) {
  std::array<std::byte, SecretKey::size> bytes{};
  bytes.fill(std::byte{byte});
  return SecretKey(bytes);
}

inline const SecretKey right_key = key_of(0x5a);

inline const Instant noon =
    std::chrono::sys_days{Date{std::chrono::year{2026}, std::chrono::November, std::chrono::day{23}}} +
    std::chrono::hours{12};

inline NewVisit new_visit(std::string record_number = "KZ-1042") {
  return {.record_number = std::move(record_number),
          .initials = "MO",
          .birth_date = Date{std::chrono::year{1951}, std::chrono::April, std::chrono::day{9}},
          .battery = "intake",
          .forms = {"nrs", "peg", "tsk-11", "phq-9"},
          .withheld = {},
          .started_by = "Rosa"};
}

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
    if (!store) {
      ADD_FAILURE() << store.error().detail;
      std::abort();
    }
    return std::move(*store);
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
};

}  // namespace anteroom::platform
