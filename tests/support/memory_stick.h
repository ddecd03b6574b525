// A stick in memory with a remote control: plugged in, locked, full, or pulled out in the middle when told to.
#pragma once

#include "platform/stick.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace anteroom::testing {

class MemoryStick : public platform::Stick {
 public:
  [[nodiscard]] platform::StickState look() override {
    ++m_looks;
    return m_state;
  }
  [[nodiscard]] Result<std::vector<std::string>> write(const std::vector<platform::StickFile>& files) override {
    ++m_writes;
    if (m_fails) return failure(*m_fails, "told to fail");
    if (m_state != platform::StickState::ready) return failure(Fault::unavailable, "told to be away");
    std::vector<std::string> names;
    for (const platform::StickFile& file : files) {
      m_files[file.name] = file.bytes;
      names.push_back(file.name);
    }
    return names;
  }

  [[nodiscard]] Result<std::vector<std::string>> names(std::string_view ending) override {
    std::vector<std::string> names;
    for (const auto& [name, bytes] : m_files) {
      if (name.ends_with(ending)) names.push_back(name);
    }
    return names;
  }
  [[nodiscard]] Result<std::string> read(const std::string& name, std::size_t most) override {
    const auto file = m_files.find(name);
    if (file == m_files.end()) return failure(Fault::not_found, "told to have none");
    if (file->second.size() > most) return failure(Fault::invalid_input, "too large");
    return file->second;
  }

  void become(platform::StickState state) { m_state = state; }
  void fail(std::optional<Fault> fault) { m_fails = fault; }
  [[nodiscard]] int looks() const { return m_looks; }
  [[nodiscard]] int writes() const { return m_writes; }
  [[nodiscard]] const std::map<std::string, std::string>& files() const { return m_files; }

 private:
  platform::StickState m_state = platform::StickState::none;
  std::optional<Fault> m_fails;
  int m_looks = 0;
  int m_writes = 0;
  std::map<std::string, std::string> m_files;
};

}  // namespace anteroom::testing
