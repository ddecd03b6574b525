#include "platform/linux/plugged_devices.h"

#include "platform/linux/kernel_line.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <linux/input-event-codes.h>
#include <system_error>

namespace anteroom::platform {
namespace {

// A bitmap as the kernel writes it: words of a long in hexadecimal, the highest first.
bool has_bit(const std::string& bitmap, unsigned bit) {
  constexpr unsigned bits = sizeof(unsigned long) * 8;
  std::size_t end = bitmap.find_last_not_of(' ') + 1;
  for (unsigned word = 0; end > 0; ++word) {
    const std::size_t blank = bitmap.find_last_of(' ', end - 1);
    const std::size_t begin = blank == std::string::npos ? 0 : blank + 1;
    if (word == bit / bits) {
      unsigned long value = 0;
      std::from_chars(bitmap.data() + begin, bitmap.data() + end, value, 16);
      return ((value >> (bit % bits)) & 1U) != 0;
    }
    if (begin == 0) return false;
    end = begin - 1;
  }
  return false;
}

}  // namespace

std::vector<std::string> touch_screens(const std::filesystem::path& input) {
  std::vector<std::string> names;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(input, none)) {
    if (!entry.path().filename().string().starts_with("event")) continue;
    const auto device = entry.path() / "device";
    // Direct: where it is touched is where it acts. A touchpad is not, a mouse has no BTN_TOUCH.
    if (has_bit(kernel_line(device / "properties"), INPUT_PROP_DIRECT) &&
        has_bit(kernel_line(device / "capabilities" / "key"), BTN_TOUCH))
      names.push_back(kernel_line(device / "name"));
  }
  std::ranges::sort(names);
  return names;
}

std::vector<std::string> blocked_usb_devices(const std::filesystem::path& devices) {
  std::vector<std::string> blocked;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(devices, none)) {
    // Of a device, and not of one of its interfaces ("1-1:1.0").
    if (entry.path().filename().string().contains(':') || kernel_line(entry.path() / "authorized") != "0") continue;
    blocked.push_back(std::format("{}:{} {} {}", kernel_line(entry.path() / "idVendor"),
                                  kernel_line(entry.path() / "idProduct"), kernel_line(entry.path() / "manufacturer"),
                                  kernel_line(entry.path() / "product")));
  }
  std::ranges::sort(blocked);
  return blocked;
}

}  // namespace anteroom::platform
