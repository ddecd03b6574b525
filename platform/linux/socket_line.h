// Lines between the kiosk's processes, over Unix sockets: four bytes of length, then what is said, one request and one
// reply at a time. Whoever says more than may be said is cut off. Nothing here listens to a network.
#pragma once

#include "platform/line.h"
#include "platform/linux/descriptor.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <thread>

namespace anteroom::platform {

inline constexpr std::size_t longest_request = std::size_t{1} << 20U;
inline constexpr std::size_t longest_reply = std::size_t{64} << 20U;

// The asking end.
class SocketLine final : public Line {
 public:
  // `other_side` as errors name it: "the vault".
  SocketLine(Descriptor socket, std::string other_side);
  [[nodiscard]] Result<std::string> ask(std::string_view request) override;
  void hang_up() override;
  // Looks whether the other side has gone, without waiting.
  [[nodiscard]] bool stands() const override;
  [[nodiscard]] const Descriptor& socket() const { return m_socket; }

 private:
  Descriptor m_socket;
  std::string m_other_side;
  mutable std::mutex m_asking;
  bool m_broken = false;
};

// Hears when the other side of a line goes, on a thread of its own, and says so once.
class LineWatch {
 public:
  LineWatch(const Descriptor& socket, std::function<void()> gone);
  ~LineWatch();
  LineWatch(const LineWatch&) = delete;
  LineWatch& operator=(const LineWatch&) = delete;

 private:
  Descriptor m_socket;  // the same line, once more
  Descriptor m_end;
  std::thread m_thread;
};

// The answering end.
struct LineDuty {
  // One request's reply; nothing for one that nobody may make.
  std::function<std::optional<std::string>(std::string_view request)> answer;
  // What else is due, before each wait; how long to wait then at most, max() for as long as it takes.
  std::function<std::chrono::milliseconds()> meanwhile = [] { return std::chrono::milliseconds::max(); };
};
enum class LineEnd {
  hung_up,
  nonsense,  // a request that is too long, cut short or none at all: it is not answered
};
// Until the other side hangs up. What passed through is wiped.
[[nodiscard]] LineEnd serve_line(const Descriptor& socket, const LineDuty& duty);
// Whoever waits on either end of this line waits no longer.
void cut_line(const Descriptor& socket);

// Two ends of one line.
[[nodiscard]] Result<std::array<Descriptor, 2>> line_pair();
// Fault::unavailable when nobody listens there.
[[nodiscard]] Result<Descriptor> connect_to(const std::filesystem::path& socket, std::string_view other_side);
// The next who comes. Fault::io.
[[nodiscard]] Result<Descriptor> accept_from(const Descriptor& listening);

// Who is at the other end, as the kernel knows it.
struct Peer {
  uid_t user = 0;
  pid_t process = 0;
};
[[nodiscard]] Result<Peer> peer_of(const Descriptor& socket);
// Fault::not_found for a name that no user has.
[[nodiscard]] Result<uid_t> user_named(const std::string& name);
[[nodiscard]] uid_t own_user();

// The socket that the service manager listens on for this program; none when it was not started for one.
[[nodiscard]] std::optional<Descriptor> listening_socket();

}  // namespace anteroom::platform
