// The devices that somebody may have to plug in anew: touch screens that the kernel has a driver for, and USB devices
// that it was told not to use. It asks nothing of the X server and opens none of them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace anteroom::platform {

// Their names, as the devices call themselves: "Goodix Capacitive TouchScreen". `input` is the kernel's folder of input
// devices.
[[nodiscard]] std::vector<std::string> touch_screens(const std::filesystem::path& input = "/sys/class/input");

// "0eef:0001 eGalax Touch", as the settings would name them and as they call themselves.
[[nodiscard]] std::vector<std::string> blocked_usb_devices(
    const std::filesystem::path& devices = "/sys/bus/usb/devices");

}  // namespace anteroom::platform
