#include "platform/linux/usb_stick.h"

#include "platform/linux/descriptor.h"
#include "platform/linux/kernel_line.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <format>
#include <fstream>
#include <iterator>
#include <ranges>
#include <sstream>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace anteroom::platform {
namespace {

namespace fs = std::filesystem;

// With less room than that it is called full before anything is tried: a page is 40 kB, a year's table some MB.
constexpr std::uintmax_t least_room = std::uintmax_t{1} << 20U;
// What a file is called until all are written. The same names each time, so that what a stick keeps of an export that
// was cut short goes with the next.
constexpr std::string_view part_name = ".anteroom-{}.part";
constexpr int most_parts = 10;
constexpr int most_names = 1000;

// Of one mass storage interface: Bulk-Only or UAS.
constexpr unsigned char storage_class = 0x08;
constexpr unsigned char interface_descriptor = 0x04;

// The USB device that this block device hangs on; empty for a disk of the machine.
fs::path usb_device_of(const fs::path& block) {
  std::error_code problem;
  for (fs::path folder = fs::canonical(block, problem); !problem && folder.has_relative_path();
       folder = folder.parent_path()) {
    if (fs::exists(folder / "idVendor", problem)) return folder;
    problem.clear();
  }
  return {};
}

// "8:17" of the disk and of each of its partitions.
std::vector<std::string> numbers_of(const fs::path& block) {
  std::vector<std::string> numbers{kernel_line(block / "dev")};
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(block, none)) {
    if (fs::exists(entry.path() / "partition", none)) numbers.push_back(kernel_line(entry.path() / "dev"));
  }
  return numbers;
}

// A device that may not be used has no interfaces yet, but the kernel has read what it says of itself.
bool says_storage(const fs::path& descriptors) {
  std::ifstream stream(descriptors, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), {}};
  constexpr std::size_t class_at = 5;
  for (std::size_t at = 0; at + 1 < bytes.size();) {
    const auto length = static_cast<unsigned char>(bytes[at]);
    if (length < 2) return false;
    const bool is_interface = static_cast<unsigned char>(bytes[at + 1]) == interface_descriptor;
    if (is_interface && at + class_at < bytes.size() &&
        static_cast<unsigned char>(bytes[at + class_at]) == storage_class)
      return true;
    at += length;
  }
  return false;
}

// mountinfo writes a blank as \040.
std::string plain(std::string_view written) {
  std::string text;
  constexpr std::size_t digits = 3;
  for (std::size_t at = 0; at < written.size(); ++at) {
    unsigned value = 0;
    const char* begin = written.data() + at + 1;
    if (written[at] == '\\' && at + digits < written.size() &&
        std::from_chars(begin, begin + digits, value, 8).ptr == begin + digits) {
      text += static_cast<char>(value);
      at += digits;
    } else {
      text += written[at];
    }
  }
  return text;
}

bool says_read_only(std::string_view options) {
  return std::ranges::any_of(std::views::split(options, ','),
                             [](const auto option) { return std::string_view(option) == "ro"; });
}

std::uintmax_t room_in(const fs::path& folder) {
  struct statvfs facts{};
  if (::statvfs(folder.c_str(), &facts) != 0) return 0;
  return std::uintmax_t{facts.f_bavail} * facts.f_frsize;
}

Fault fault_of(int reason) {
  switch (reason) {
    case ENOSPC:
    case EDQUOT: return Fault::no_space;
    case EROFS:
    case EACCES:
    case EPERM: return Fault::denied;
    default: return Fault::io;
  }
}

std::unexpected<Error> failed(const char* what) {
  const int reason = errno;
  return failure(fault_of(reason),
                 std::format("the stick cannot be {}: {}", what, std::generic_category().message(reason)));
}

std::string part(std::size_t index) { return std::vformat(part_name, std::make_format_args(index)); }

void remove_parts(int folder) {
  for (std::size_t index = 0; index < most_parts; ++index) ::unlinkat(folder, part(index).c_str(), 0);
}

// "visits-2026-11-26-2.csv"
std::string numbered(const std::string& name, int number) {
  if (number == 1) return name;
  const std::size_t point = name.find_last_of('.');
  return std::format("{}-{}{}", name.substr(0, point), number, point == std::string::npos ? "" : name.substr(point));
}

// One number for all, so that a table and its codebook stay a pair.
std::vector<std::string> free_names(int folder, const std::vector<StickFile>& files) {
  for (int number = 1; number < most_names; ++number) {
    std::vector<std::string> names;
    for (const StickFile& file : files) names.push_back(numbered(file.name, number));
    const bool is_taken = std::ranges::any_of(names, [&](const std::string& name) {
      return ::faccessat(folder, name.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    });
    if (!is_taken) return names;
  }
  return {};
}

Result<void> write_part(int folder, std::size_t index, std::string_view bytes) {
  constexpr mode_t for_owner = 0600;
  const Descriptor file(
      ::openat(folder, part(index).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, for_owner));
  if (!file.open()) return failed("written");
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file.number()) != 0) return failed("written");
  return {};
}

Result<std::vector<std::string>> write_all(int folder, const std::vector<StickFile>& files) {
  const std::vector<std::string> names = free_names(folder, files);
  if (names.size() != files.size()) return failure(Fault::conflict, "no name is free on the stick");
  for (std::size_t index = 0; index < files.size(); ++index) {
    if (auto written = write_part(folder, index, files[index].bytes); !written)
      return std::unexpected(std::move(written.error()));
  }
  for (std::size_t index = 0; index < files.size(); ++index) {
    if (::renameat2(folder, part(index).c_str(), folder, names[index].c_str(), RENAME_NOREPLACE) != 0)
      return failed("written");
  }
  if (::fsync(folder) != 0 || ::syncfs(folder) != 0) return failed("written");
  return names;
}

}  // namespace

UsbStick::UsbStick(std::vector<std::string> allowed, StickPlaces places)
    : m_allowed(std::move(allowed)), m_places(std::move(places)) {}

bool UsbStick::is_allowed(const fs::path& device) const {
  const std::string kind = std::format("{}:{}", kernel_line(device / "idVendor"), kernel_line(device / "idProduct"));
  const std::string one = std::format("{}:{}", kind, kernel_line(device / "serial"));
  return std::ranges::any_of(m_allowed, [&](const std::string& named) { return named == kind || named == one; });
}

bool UsbStick::has_blocked_stick() const {
  std::error_code none;
  return std::ranges::any_of(fs::directory_iterator(m_places.devices, none), [](const fs::directory_entry& entry) {
    return kernel_line(entry.path() / "authorized") == "0" && says_storage(entry.path() / "descriptors");
  });
}

std::optional<UsbStick::Mount> UsbStick::mount_of(const std::vector<std::string>& numbers) const {
  std::ifstream stream(m_places.mounts);
  for (std::string line; std::getline(stream, line);) {
    // "36 35 8:17 / /run/anteroom-stick rw,nosuid shared:1 - vfat /dev/sdb1 rw,uid=990"
    std::istringstream fields(line);
    std::string id;
    std::string parent;
    std::string number;
    std::string root;
    std::string folder;
    std::string options;
    fields >> id >> parent >> number >> root >> folder >> options;
    if (!std::ranges::contains(numbers, number) || root != "/") continue;
    std::string field;
    while (fields >> field && field != "-") {
    }
    std::string type;
    std::string source;
    std::string of_system;
    fields >> type >> source >> of_system;
    Mount mount{plain(folder), 0, 0, says_read_only(options) || says_read_only(of_system)};
    const std::size_t colon = number.find(':');
    std::from_chars(number.data(), number.data() + colon, mount.major);
    std::from_chars(number.data() + colon + 1, number.data() + number.size(), mount.minor);
    return mount;
  }
  return std::nullopt;
}

UsbStick::Found UsbStick::find() const {
  std::vector<fs::path> sticks;
  bool has_others = false;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(m_places.blocks, none)) {
    const fs::path device = usb_device_of(entry.path());
    // A card reader without a card is no stick.
    if (device.empty() || kernel_line(entry.path() / "size") == "0") continue;
    if (is_allowed(device)) {
      sticks.push_back(entry.path());
    } else {
      has_others = true;
    }
  }
  if (sticks.size() > 1) return {StickState::several, {}};
  if (sticks.empty()) return {has_others || has_blocked_stick() ? StickState::not_allowed : StickState::none, {}};

  const std::vector<std::string> numbers = numbers_of(sticks.front());
  auto mount = mount_of(numbers);
  if (!mount && fs::exists(m_places.link, none)) {
    // To look into the folder is to have it mounted.
    const Descriptor asked(::open((m_places.folder / ".").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    mount = mount_of(numbers);
  }
  if (!mount) return {StickState::unreadable, {}};
  if (mount->read_only || kernel_line(sticks.front() / "ro") == "1") return {StickState::read_only, *mount};
  return {room_in(mount->folder) < least_room ? StickState::full : StickState::ready, *mount};
}

StickState UsbStick::look() { return find().state; }

// Where systemd has mounted it, it lets go of it soon; where a desktop has, its owner does. What was written is safe
// either way.
void UsbStick::await_release(const fs::path& folder, const std::string& number) const {
  if (folder != m_places.folder) return;
  constexpr std::chrono::milliseconds step{100};
  constexpr int most_steps = 100;
  for (int steps = 0; steps < most_steps && mount_of({number}); ++steps) std::this_thread::sleep_for(step);
}

Result<std::vector<std::string>> UsbStick::write(const std::vector<StickFile>& files) {
  if (files.size() > most_parts) return failure(Fault::internal, "too many files for one export");
  const Found found = find();
  switch (found.state) {
    case StickState::none:
    case StickState::several:
    case StickState::unreadable: return failure(Fault::unavailable, "there is no stick to write to");
    case StickState::not_allowed:
    case StickState::read_only: return failure(Fault::denied, "this stick may not be written to");
    case StickState::full: return failure(Fault::no_space, "the stick is full");
    case StickState::ready: break;
  }
  Result<std::vector<std::string>> names;
  {
    const Descriptor folder(::open(found.mount.folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat facts{};
    // Pulled out this moment, the folder is one of the kiosk's own disk.
    if (!folder.open() || ::fstat(folder.number(), &facts) != 0 ||
        facts.st_dev != makedev(found.mount.major, found.mount.minor))
      return failure(Fault::unavailable, "there is no stick to write to");
    remove_parts(folder.number());
    std::uintmax_t bytes = 0;
    for (const StickFile& file : files) bytes += file.bytes.size();
    if (bytes > room_in(found.mount.folder)) return failure(Fault::no_space, "the stick has too little room");
    names = write_all(folder.number(), files);
    if (!names) remove_parts(folder.number());
  }
  if (names) await_release(found.mount.folder, std::format("{}:{}", found.mount.major, found.mount.minor));
  return names;
}

Result<fs::path> UsbStick::readable() const {
  const Found found = find();
  switch (found.state) {
    case StickState::ready:
    case StickState::read_only:
    case StickState::full: return found.mount.folder;
    case StickState::none:
    case StickState::several:
    case StickState::not_allowed:
    case StickState::unreadable: break;
  }
  return failure(Fault::unavailable, "there is no stick to read from");
}

Result<std::vector<std::string>> UsbStick::names(std::string_view ending) {
  const auto folder = readable();
  if (!folder) return std::unexpected(folder.error());
  std::vector<std::string> names;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(*folder, problem)) {
    const std::string name = entry.path().filename();
    if (name.ends_with(ending) && entry.is_regular_file(problem)) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

Result<std::string> UsbStick::read(const std::string& name, std::size_t most) {
  const auto folder = readable();
  if (!folder) return std::unexpected(folder.error());
  if (name.contains('/')) return failure(Fault::not_found, "a file of the stick's top folder is meant");
  std::error_code problem;
  const auto bytes = fs::file_size(*folder / name, problem);
  if (problem) return failure(Fault::not_found, name + " is not on the stick");
  if (bytes > most) return failure(Fault::invalid_input, name + " is too large");
  std::string text(bytes, '\0');
  std::ifstream stream(*folder / name, std::ios::binary);
  if (!stream.read(text.data(), static_cast<std::streamsize>(bytes)))
    return failure(Fault::io, "the stick cannot be read");
  return text;
}

}  // namespace anteroom::platform
