// A USB stick as the kernel shows it: plugged (/sys), allowed (the settings), mounted (/proc/self/mountinfo). It mounts
// nothing itself: systemd does, where somebody looks into the folder, and takes it away again when nobody has for a
// while. On a desk it finds the stick where the desktop has mounted it.
#pragma once

#include "platform/stick.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace anteroom::platform {

// Where the kernel and the device's units have it all; another place in tests.
struct StickPlaces {
  std::filesystem::path devices{"/sys/bus/usb/devices"};
  std::filesystem::path blocks{"/sys/block"};
  std::filesystem::path mounts{"/proc/self/mountinfo"};
  std::filesystem::path link{"/dev/anteroom-stick"};    // a file system that could be mounted
  std::filesystem::path folder{"/run/anteroom-stick"};  // where looking into it mounts that
};

class UsbStick final : public Stick {
 public:
  // `allowed`: as Config::Usb has them.
  explicit UsbStick(std::vector<std::string> allowed, StickPlaces places = {});

  [[nodiscard]] StickState look() override;
  [[nodiscard]] Result<std::vector<std::string>> write(const std::vector<StickFile>& files) override;
  [[nodiscard]] Result<std::vector<std::string>> names(std::string_view ending) override;
  [[nodiscard]] Result<std::string> read(const std::string& name, std::size_t most) override;

 private:
  struct Mount {
    std::filesystem::path folder;
    unsigned major = 0;
    unsigned minor = 0;
    bool read_only = false;
  };
  struct Found {
    StickState state = StickState::none;
    Mount mount;  // of one that is read_only, full or ready
  };
  [[nodiscard]] Found find() const;
  // Of one that can be read.
  [[nodiscard]] Result<std::filesystem::path> readable() const;
  [[nodiscard]] bool is_allowed(const std::filesystem::path& device) const;
  [[nodiscard]] bool has_blocked_stick() const;
  [[nodiscard]] std::optional<Mount> mount_of(const std::vector<std::string>& numbers) const;
  void await_release(const std::filesystem::path& folder, const std::string& number) const;

  std::vector<std::string> m_allowed;
  StickPlaces m_places;
};

}  // namespace anteroom::platform
