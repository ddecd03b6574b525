#include "kiosk/metrics_file.h"

#include "kiosk/version.h"
#include "platform/linux/disk_files.h"
#include "platform/store/migrations.h"
#include "platform/vault/sign_in.h"

#include <algorithm>
#include <cstdio>
#include <print>

namespace anteroom::kiosk {
namespace {

void write_to(const std::filesystem::path& file, const Metrics& metrics) {
  constexpr unsigned for_all = 0644;
  if (const auto written = platform::DiskFiles().write(file, metrics_text(metrics), for_all); !written)
    std::println(stderr, "anteroom: {}", written.error().detail);
}

}  // namespace

MetricsFile::MetricsFile(const platform::Config& config, std::size_t forms, platform::KioskRecords& store,
                         platform::Printer& printer, const platform::Clock& clock)
    : m_config(config), m_forms(forms), m_store(store), m_printer(printer), m_clock(clock) {}

void MetricsFile::write(const platform::StoreFigures& figures, Kiosk kiosk) {
  if (!is_wanted() || !m_worker) return;
  m_worker->settle();
  if (kiosk == Kiosk::runs && m_worker->busy()) return;
  if (figures.bytes > 0) m_bytes = figures.bytes;
  Metrics metrics{.up = kiosk == Kiosk::runs,
                  .version = ANTEROOM_VERSION,
                  .commit = commit,
                  .schema = static_cast<int>(platform::migrations().size()),
                  .forms = m_forms,
                  .written_at = m_clock.now(),
                  .last_finished = figures.last_finished,
                  .unprinted_since = figures.unprinted_since,
                  .database_bytes = m_bytes};
  if (const auto staff = m_store.staff()) {
    metrics.locked_pins = static_cast<int>(std::ranges::count_if(
        *staff, [](const platform::StaffRow& person) { return platform::delay_after(person.failed_attempts).locked; }));
  }
  if (kiosk == Kiosk::stopped) {
    m_worker.reset();  // what it is writing is older, and must not come last
    write_to(m_config.metrics.file, metrics);
    return;
  }
  m_worker->run([this, metrics]() mutable -> std::function<void()> {
    if (!m_config.printer.queue.empty()) metrics.printer_ready = m_printer.health().ready;
    write_to(m_config.metrics.file, metrics);
    return {};
  });
}

}  // namespace anteroom::kiosk
