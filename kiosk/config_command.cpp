#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/machine.h"
#include "kiosk/set_up.h"

#include <format>
#include <print>
#include <string>

namespace anteroom::kiosk {

int check_config(const std::filesystem::path& config) {
  const auto outcome = read_settings(config);
  if (!outcome) return refused(outcome.error());
  for (const platform::ConfigFinding& finding : outcome->findings) std::println("{}", place_of(finding, config));
  return outcome->findings.empty() ? exit_ok : exit_config;
}

int print_usb_rules(const std::filesystem::path& config_file) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  for (const std::string& device : config->usb.allowed) {
    constexpr std::size_t digits = 4;
    const std::string serial = device.size() > 2 * digits + 1 ? device.substr(2 * digits + 2) : std::string();
    std::println(
        R"(SUBSYSTEM=="usb", ENV{{DEVTYPE}}=="usb_device", ATTR{{idVendor}}=="{}", ATTR{{idProduct}}=="{}"{}, )"
        R"(ENV{{ANTEROOM_USB}}="allowed")",
        device.substr(0, digits), device.substr(digits + 1, digits),
        serial.empty() ? "" : std::format(R"(, ATTR{{serial}}=="{}")", serial));
  }
  return exit_ok;
}

int print_queues(const std::filesystem::path& config_file) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  for (const auto* printer : {&config->printer, &config->nurses_printer}) {
    if (!printer->address.empty()) std::println("{} {}", printer->queue, printer->address);
  }
  return exit_ok;
}

int allows_ssh(const std::filesystem::path& config_file) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  return config->maintenance.ssh ? exit_ok : exit_no_permission;
}

}  // namespace anteroom::kiosk
