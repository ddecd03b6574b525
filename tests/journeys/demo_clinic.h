// A clinic for an afternoon: its own folder, settings, keys, first nurse and two printers. Ends without a trace but for
// what the caller asked to keep.
#pragma once

#include "tests/support/child_process.h"

#include <filesystem>
#include <memory>
#include <string>

namespace anteroom::journeys {

using namespace anteroom::testing;

// What the clinic was given when its kiosk was set up.
struct StaffSecrets {
  std::string passphrase;  // six words that open the day
  std::string pin;         // of the first person
};

class DemoClinic {
 public:
  // `folder` is made anew. `of_kiosk` are more lines of the settings' [kiosk], `more` further sections. Throws with the
  // reason when printers or provisioning fail.
  explicit DemoClinic(const std::filesystem::path& folder, const std::string& of_kiosk = {},
                      const std::string& more = {});
  ~DemoClinic();
  DemoClinic(const DemoClinic&) = delete;
  DemoClinic& operator=(const DemoClinic&) = delete;

  [[nodiscard]] const std::filesystem::path& config() const { return m_config; }
  [[nodiscard]] const std::filesystem::path& data_folder() const { return m_data; }
  [[nodiscard]] const StaffSecrets& secrets() const { return m_secrets; }
  [[nodiscard]] std::string log_file() const { return (m_folder / "kiosk.log").string(); }
  [[nodiscard]] std::string log() const;
  // "summary" or "nurses": the files that this printer has received so far, oldest first.
  [[nodiscard]] std::vector<std::filesystem::path> received(const std::string& printer) const;
  // A command to the printers: "paper-out nurses", "refill nurses", "off summary", "on summary".
  void tell_printers(const std::string& command);

 private:
  std::filesystem::path m_folder;
  std::filesystem::path m_data;
  std::filesystem::path m_config;
  StaffSecrets m_secrets;
  std::unique_ptr<ChildProcess> m_printers;
};

// Bytes of `text` that stand readable in any file of the folder.
[[nodiscard]] std::size_t bytes_in_clear(const std::filesystem::path& folder, const std::string& text);

}  // namespace anteroom::journeys
