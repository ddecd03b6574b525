// What the examination found, for a person or for a program.
#include "kiosk/commands.h"
#include "kiosk/examination.h"
#include "kiosk/exit_codes.h"
#include "kiosk/machine.h"
#include "kiosk/one_line.h"
#include "kiosk/set_up.h"

#include <algorithm>
#include <format>
#include <print>
#include <string>
#include <string_view>

namespace anteroom::kiosk {
namespace {

std::string json_text(std::string_view text) {
  std::string json = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') json += '\\';
    json += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
  }
  return json + '"';
}

void report(const Examination& examination, ReportStyle style) {
  if (style == ReportStyle::lines) {
    for (const Check& check : examination.checks)
      std::println("{:<7} {:<10} {}", word_of(check.condition), check.name, one_line(check.text));
    return;
  }
  std::string checks;
  for (const Check& check : examination.checks) {
    if (!checks.empty()) checks += ',';
    checks += std::format(R"({{"name":{},"state":{},"text":{}}})", json_text(check.name),
                          json_text(word_of(check.condition)), json_text(check.text));
  }
  std::println(R"({{"checks":[{}],"visits":{},"answers":{}}})", checks, examination.visits, examination.answers);
}

}  // namespace

int doctor(const std::filesystem::path& config_file, ReportStyle style) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  const Examination examination = examine(*config, config_file);
  report(examination, style);
  return std::ranges::contains(examination.checks, Condition::broken, &Check::condition) ? exit_unavailable : exit_ok;
}

}  // namespace anteroom::kiosk
