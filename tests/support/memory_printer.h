// A printer in memory with a remote control: it prints at once, waits, jams, runs out of paper or goes away when told
// to.
#pragma once

#include "platform/printer.h"

#include <map>
#include <optional>
#include <vector>

namespace anteroom::testing {

class MemoryPrinter : public platform::Printer {
 public:
  [[nodiscard]] Result<platform::PrintJobId> submit(std::span<const std::byte> pdf, std::string_view title) override {
    ++m_submissions;
    if (m_refuses) return failure(*m_refuses, "told to refuse");
    const platform::PrintJobId job{m_next++};
    m_jobs[job] = m_trouble ? platform::PrintState::waiting : platform::PrintState::printed;
    m_documents.emplace_back(pdf.begin(), pdf.end());
    m_title = title;
    if (!m_trouble) ++m_pages;
    return job;
  }
  [[nodiscard]] Result<platform::PrintStatus> status(platform::PrintJobId job) override {
    const auto found = m_jobs.find(job);
    if (found == m_jobs.end()) return platform::PrintStatus{platform::PrintState::gone, platform::PrinterTrouble::none};
    return platform::PrintStatus{found->second, m_trouble.value_or(platform::PrinterTrouble::none)};
  }
  [[nodiscard]] Result<void> cancel(platform::PrintJobId job) override {
    ++m_cancellations;
    if (m_keeps_jobs) return failure(Fault::unavailable, "told to keep the job");
    m_jobs.erase(job);
    return {};
  }
  [[nodiscard]] platform::PrinterHealth health() override {
    return {!m_trouble, m_trouble.value_or(platform::PrinterTrouble::none), {}};
  }

  void run_into(platform::PrinterTrouble trouble) { m_trouble = trouble; }
  void refuse(Fault fault) { m_refuses = fault; }
  void keep_jobs() { m_keeps_jobs = true; }
  void lose_jobs() { m_jobs.clear(); }
  // The trouble is over: whatever still waits in the spooler prints now, whether anybody wants it or not.
  void recover() {
    m_trouble.reset();
    m_refuses.reset();
    for (auto& [job, state] : m_jobs) {
      if (state != platform::PrintState::waiting) continue;
      state = platform::PrintState::printed;
      ++m_pages;
    }
  }
  [[nodiscard]] int submissions() const { return m_submissions; }
  [[nodiscard]] int cancellations() const { return m_cancellations; }
  [[nodiscard]] int pages() const { return m_pages; }  // documents that came out on paper
  [[nodiscard]] const std::string& title() const { return m_title; }
  [[nodiscard]] const std::vector<std::vector<std::byte>>& documents() const { return m_documents; }

 private:
  std::optional<platform::PrinterTrouble> m_trouble;
  std::optional<Fault> m_refuses;
  bool m_keeps_jobs = false;
  int m_next = 1;
  int m_submissions = 0;
  int m_cancellations = 0;
  int m_pages = 0;
  std::string m_title;
  std::map<platform::PrintJobId, platform::PrintState> m_jobs;
  std::vector<std::vector<std::byte>> m_documents;
};

}  // namespace anteroom::testing
