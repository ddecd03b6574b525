#include "kiosk/metrics.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <string_view>

namespace anteroom::kiosk {
namespace {

void add(std::string& text, std::string_view name, std::string_view help, std::string_view value,
         std::string_view labels = {}) {
  text += std::format("# HELP anteroom_{0} {1}\n# TYPE anteroom_{0} gauge\nanteroom_{0}{2} {3}\n", name, help, labels,
                      value);
}

std::string seconds(Instant instant) {
  return std::to_string(std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch()).count());
}

}  // namespace

std::string metrics_text(const Metrics& metrics) {
  std::string text;
  add(text, "up", "1 while the kiosk runs, 0 after it was stopped", metrics.up ? "1" : "0");
  add(text, "info", "what runs here", "1",
      std::format(R"({{version="{}",commit="{}",schema="{}",forms="{}"}})", metrics.version, metrics.commit,
                  metrics.schema, metrics.forms));
  add(text, "written_timestamp_seconds", "when these figures were written; a kiosk that hangs writes none",
      seconds(metrics.written_at));
  if (metrics.last_finished)
    add(text, "last_visit_finished_timestamp_seconds", "when the newest finished visit ended",
        seconds(*metrics.last_finished));
  const auto age = metrics.unprinted_since
                       ? std::max(metrics.written_at - *metrics.unprinted_since, Instant::duration{0})
                       : Instant::duration{0};
  add(text, "print_queue_age_seconds", "how long the oldest summary of a week has waited for the printer",
      std::to_string(std::chrono::floor<std::chrono::seconds>(age).count()));
  if (metrics.printer_ready)
    add(text, "printer_ready", "1 when the printer of the summaries would print", *metrics.printer_ready ? "1" : "0");
  add(text, "database_bytes", "size of the database with its write-ahead log", std::to_string(metrics.database_bytes));
  add(text, "locked_pins", "people who need a new PIN after ten wrong tries", std::to_string(metrics.locked_pins));
  return text;
}

}  // namespace anteroom::kiosk
