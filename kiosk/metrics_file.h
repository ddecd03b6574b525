// Writes the figures of a running kiosk where the node exporter reads them, off the frame's thread: the printer may
// take its time to answer, and the disk to write. While one is being written the next is left out.
#pragma once

#include "kiosk/metrics.h"
#include "platform/clock.h"
#include "platform/config.h"
#include "platform/linux/worker_jobs.h"
#include "platform/printer.h"
#include "platform/store/record_store.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <utility>

namespace anteroom::kiosk {

class MetricsFile {
 public:
  enum class Kiosk { runs, stopped };

  MetricsFile(const platform::Config& config, std::size_t forms, platform::KioskRecords& store,
              platform::Printer& printer, const platform::Clock& clock);

  [[nodiscard]] bool is_wanted() const { return !m_config.metrics.file.empty(); }
  // A kiosk that stops says so at once, and nothing of its printer.
  void write(const platform::StoreFigures& figures, Kiosk kiosk);

 private:
  const platform::Config& m_config;
  std::size_t m_forms;
  platform::KioskRecords& m_store;
  platform::Printer& m_printer;
  const platform::Clock& m_clock;
  std::uint64_t m_bytes = 0;  // of the database when it was last asked
  // Wakes nobody: there is nothing to show. Gone once the kiosk stops.
  std::optional<platform::WorkerJobs> m_worker{std::in_place, std::function<void()>{}};
};

}  // namespace anteroom::kiosk
