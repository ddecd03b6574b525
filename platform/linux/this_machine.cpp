#include "platform/linux/this_machine.h"

#include "platform/linux/kernel_line.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <format>
#include <fstream>
#include <ifaddrs.h>
#include <memory>
#include <net/if.h>
#include <netdb.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <system_error>
#include <unistd.h>

namespace anteroom::platform {
namespace {

// anteroom-restart.path looks into it.
constexpr std::string_view restart_folder = "run/anteroom-restart";

std::string name_of_system(const std::filesystem::path& release) {
  std::ifstream stream(release);
  constexpr std::string_view key = "PRETTY_NAME=";
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with(key)) continue;
    line.erase(0, key.size());
    std::erase(line, '"');
    return line;
  }
  return "unknown system";
}

std::vector<std::string> addresses() {
  ifaddrs* first = nullptr;
  if (getifaddrs(&first) != 0) return {};
  const std::unique_ptr<ifaddrs, decltype([](ifaddrs* list) { freeifaddrs(list); })> list(first);
  std::vector<std::string> found;
  for (const ifaddrs* one = first; one != nullptr; one = one->ifa_next) {
    if (one->ifa_addr == nullptr || (one->ifa_flags & IFF_LOOPBACK) != 0 || (one->ifa_flags & IFF_UP) == 0) continue;
    const int family = one->ifa_addr->sa_family;
    if (family != AF_INET && family != AF_INET6) continue;
    std::array<char, NI_MAXHOST> text{};
    const auto length = static_cast<socklen_t>(family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6));
    if (getnameinfo(one->ifa_addr, length, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0) continue;
    const std::string address = text.data();
    if (!address.starts_with("fe80")) found.push_back(address);  // link-local: nobody types that
  }
  return found;
}

// What systemd-networkd was given by DHCP: a kiosk without a network of its own sees no interface.
std::vector<std::string> leased_addresses(const std::filesystem::path& leases) {
  std::vector<std::string> found;
  constexpr std::string_view key = "ADDRESS=";
  std::error_code problem;
  for (const auto& lease : std::filesystem::directory_iterator(leases, problem)) {
    std::ifstream stream(lease.path());
    for (std::string line; std::getline(stream, line);) {
      if (line.starts_with(key)) found.push_back(line.substr(key.size()));
    }
  }
  std::ranges::sort(found);
  return found;
}

// The value of a line "KEY=value".
std::string value_of(const std::filesystem::path& file, std::string_view key) {
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(key)) return line.substr(key.size());
  }
  return {};
}

// "CET, +0100"
std::string zone_of_now() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  if (localtime_r(&now, &local) == nullptr) return {};
  std::array<char, 64> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Z, %z", &local)};
}

}  // namespace

MachineFacts this_machine(const std::filesystem::path& root) {
  MachineFacts facts;
  const auto tree = root / "proc/device-tree";
  facts.model = kernel_line(tree / "model");
  if (facts.model.empty()) facts.model = kernel_line(root / "sys/class/dmi/id/product_name");
  facts.serial = kernel_line(tree / "serial-number");
  constexpr std::size_t shown = 8;
  if (facts.serial.empty()) facts.serial = kernel_line(root / "etc/machine-id").substr(0, shown);
  facts.system = name_of_system(root / "etc/os-release");
  utsname kernel{};
  if (uname(&kernel) == 0)
    facts.system += std::format(", {} {} {}", static_cast<const char*>(kernel.sysname),
                                static_cast<const char*>(kernel.release), static_cast<const char*>(kernel.machine));
  facts.addresses = addresses();
  if (facts.addresses.empty()) facts.addresses = leased_addresses(root / "run/systemd/netif/leases");
  facts.carrier = value_of(root / "run/systemd/netif/state", "CARRIER_STATE=");
  facts.zone = zone_of_now();
  facts.slot = kernel_line(root / "run/anteroom-settings/slot");
  facts.last_update = kernel_line(root / "run/anteroom-settings/update");
  return facts;
}

bool may_ask_for_restart(const std::filesystem::path& root) {
  return access((root / restart_folder).c_str(), W_OK) == 0;
}

bool ask_for_restart(const std::filesystem::path& root) {
  return std::ofstream(root / restart_folder / "wanted").is_open();
}

}  // namespace anteroom::platform
