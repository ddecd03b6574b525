// A private print service on loopback for tests and the demo: a real cupsd, a real queue and a real IPP printer
// (ippeveprinter) for each name, all in a folder of their own. Two labs may run at once. It ends only what it started.
#pragma once

#include "forms/base/result.h"
#include "tests/support/child_process.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>

namespace anteroom::testing {

// A program's folder below /tmp, where cupsd's own user can enter; goes with its owner.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& prefix);
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

 private:
  std::filesystem::path m_path;
};

class PrintLab {
 public:
  // What printers put out lands in `received`/<queue>/; the error names what did not start.
  [[nodiscard]] static Result<std::unique_ptr<PrintLab>> start(std::vector<std::string> queues,
                                                               std::filesystem::path received);
  PrintLab(const PrintLab&) = delete;
  PrintLab& operator=(const PrintLab&) = delete;
  ~PrintLab();

  [[nodiscard]] const std::string& server() const { return m_server; }  // "127.0.0.1:34567"
  [[nodiscard]] int port_of(const std::string& queue) const { return m_printers.at(queue).port; }

  // The printers' power switches and paper trays.
  void switch_off(const std::string& queue);
  [[nodiscard]] Result<void> switch_on(const std::string& queue);
  [[nodiscard]] Result<void> take_paper(const std::string& queue);
  [[nodiscard]] Result<void> refill(const std::string& queue);
  // From its next job on the printer reports `reason` (an IPP keyword: media-jam, cover-open) until it is cleared.
  void run_into(const std::string& queue, const std::string& reason);
  void clear(const std::string& queue);
  // From its next job on a page takes so long on its way out, and nothing stops it there.
  void feed_slowly(const std::string& queue, std::chrono::seconds time);
  [[nodiscard]] bool is_feeding(const std::string& queue) const;

  // The print service itself.
  void stop_spooler();
  void freeze_spooler();  // alive, but it answers nobody
  void thaw_spooler();
  // cupsdisable, cupsenable, cupsreject, cupsaccept
  [[nodiscard]] Result<void> administer(const std::string& command, const std::string& queue);

  // Documents that came out on paper, in order.
  [[nodiscard]] std::vector<std::filesystem::path> received(const std::string& queue) const;
  // Documents that the printer has taken in.
  [[nodiscard]] std::vector<std::filesystem::path> held(const std::string& queue) const;
  // Documents that lie in the spooler.
  [[nodiscard]] std::vector<std::filesystem::path> spooled() const;
  [[nodiscard]] std::string log() const;

 private:
  struct Printer {
    int port = 0;
    std::unique_ptr<ChildProcess> process;
  };
  PrintLab(std::vector<std::string> queues, std::filesystem::path received);
  [[nodiscard]] std::unique_ptr<ChildProcess> start_program(std::vector<std::string> command,
                                                            const std::filesystem::path& log) const;
  [[nodiscard]] Result<void> start_bus();
  [[nodiscard]] Result<void> start_spooler();
  [[nodiscard]] Result<void> add_queue(const std::string& queue);
  [[nodiscard]] Result<void> set_sheets(const std::string& queue, int sheets);
  [[nodiscard]] std::filesystem::path trouble_file(const std::string& queue) const;

  TemporaryFolder m_folder{"anteroom-print-lab"};
  std::filesystem::path m_received;
  std::string m_server;
  std::unique_ptr<ChildProcess> m_bus;
  std::unique_ptr<ChildProcess> m_spooler;
  std::map<std::string, Printer> m_printers;
};

}  // namespace anteroom::testing
