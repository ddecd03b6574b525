#include "platform/linux/socket_line.h"

#include "forms/base/wipe.h"
#include "platform/linux/process_memory.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <format>
#include <limits>
#include <poll.h>
#include <pwd.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>
#include <utility>
#include <vector>

namespace anteroom::platform {
namespace {

constexpr std::size_t length_bytes = 4;
constexpr std::size_t at_once = std::size_t{64} << 10U;

std::unexpected<Error> system_failure(Fault fault, std::string_view what) {
  return failure(fault, std::format("{}: {}", what, std::strerror(errno)));
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool receive_all(int socket, char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t received = ::recv(socket, bytes, count, 0);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) return false;
    bytes += received;
    count -= static_cast<std::size_t>(received);
  }
  return true;
}

bool send_message(int socket, std::string_view message) {
  std::array<char, length_bytes> length{};
  for (std::size_t at = 0; at < length.size(); ++at)
    length.at(at) = static_cast<char>((message.size() >> (8 * at)) & 0xffU);
  return send_all(socket, {length.data(), length.size()}) && send_all(socket, message);
}

enum class Received { message, nothing, nonsense };

// Room is made as bytes come, so that a length alone costs nothing.
Received receive_message(int socket, std::size_t longest, std::string& message) {
  std::array<char, length_bytes> written{};
  if (!receive_all(socket, written.data(), 1)) return Received::nothing;
  if (!receive_all(socket, written.data() + 1, length_bytes - 1)) return Received::nonsense;
  std::size_t length = 0;
  for (std::size_t at = length_bytes; at > 0; --at)
    length = (length << 8U) | static_cast<unsigned char>(written[at - 1]);
  if (length > longest) return Received::nonsense;
  while (message.size() < length) {
    const std::size_t have = message.size();
    const std::size_t next = std::min(length - have, at_once);
    message.resize(have + next);
    if (!receive_all(socket, message.data() + have, next)) return Received::nonsense;
  }
  return Received::message;
}

}  // namespace

// ---- asking ---------------------------------------------------------------------------------------------------------

SocketLine::SocketLine(Descriptor socket, std::string other_side)
    : m_socket(std::move(socket)), m_other_side(std::move(other_side)) {}

Result<std::string> SocketLine::ask(std::string_view request) {
  const std::lock_guard lock(m_asking);
  if (request.size() > longest_request)
    return failure(Fault::invalid_input, std::format("{} takes no request as long as this", m_other_side));
  std::string reply;
  if (!m_broken && send_message(m_socket.number(), request) &&
      receive_message(m_socket.number(), longest_reply, reply) == Received::message) {
    return reply;
  }
  wipe(reply);
  m_broken = true;
  return failure(Fault::unavailable, std::format("{} does not answer", m_other_side));
}

void SocketLine::hang_up() {
  const std::lock_guard lock(m_asking);
  m_broken = true;
  cut_line(m_socket);
}

bool SocketLine::stands() const {
  // Somebody who asks just now finds out by themselves.
  const std::unique_lock lock(m_asking, std::try_to_lock);
  if (!lock) return true;
  pollfd look{.fd = m_socket.number(), .events = POLLRDHUP, .revents = 0};
  return !m_broken && ::poll(&look, 1, 0) == 0;
}

LineWatch::LineWatch(const Descriptor& socket, std::function<void()> gone)
    : m_socket(::fcntl(socket.number(), F_DUPFD_CLOEXEC, 0)),
      m_end(::eventfd(0, EFD_CLOEXEC)),
      m_thread([this, gone = std::move(gone)] {
        std::array<pollfd, 2> look{pollfd{.fd = m_socket.number(), .events = POLLRDHUP, .revents = 0},
                                   pollfd{.fd = m_end.number(), .events = POLLIN, .revents = 0}};
        while (::poll(look.data(), look.size(), -1) < 0 && errno == EINTR) {
        }
        if (look[0].revents != 0 && look[1].revents == 0) gone();
      }) {}

LineWatch::~LineWatch() {
  static_cast<void>(::eventfd_write(m_end.number(), 1));
  m_thread.join();
}

// ---- answering ------------------------------------------------------------------------------------------------------

LineEnd serve_line(const Descriptor& socket, const LineDuty& duty) {
  for (;;) {
    constexpr std::chrono::milliseconds longest_poll{std::numeric_limits<int>::max()};
    const auto wait = duty.meanwhile();
    pollfd waiting{.fd = socket.number(), .events = POLLIN, .revents = 0};
    const int ready = ::poll(&waiting, 1, wait > longest_poll ? -1 : static_cast<int>(wait.count()));
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    std::string request;
    const Received received = receive_message(socket.number(), longest_request, request);
    if (received == Received::nothing) return LineEnd::hung_up;
    auto reply = received == Received::message ? duty.answer(request) : std::nullopt;
    wipe(request);
    if (!reply) {
      cut_line(socket);
      return LineEnd::nonsense;
    }
    const bool sent = reply->size() <= longest_reply && send_message(socket.number(), *reply);
    wipe(*reply);
    wipe_unused_stack();  // what was read or sealed passed through here
    if (!sent) return LineEnd::hung_up;
  }
}

void cut_line(const Descriptor& socket) { ::shutdown(socket.number(), SHUT_RDWR); }

// ---- making one -----------------------------------------------------------------------------------------------------

Result<std::array<Descriptor, 2>> line_pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return system_failure(Fault::io, "no line between two processes");
  return std::array{Descriptor(ends[0]), Descriptor(ends[1])};
}

Result<Descriptor> connect_to(const std::filesystem::path& path, std::string_view other_side) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = path.string();
  if (name.size() >= sizeof address.sun_path)
    return failure(Fault::invalid_input, std::format("{}: too long for the name of a socket", name));
  name.copy(address.sun_path, name.size());
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket.open()) return system_failure(Fault::io, name);
  while (::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    if (errno == EINTR) continue;
    return failure(Fault::unavailable,
                   std::format("{} does not answer at {}: {}", other_side, name, std::strerror(errno)));
  }
  return socket;
}

Result<Descriptor> accept_from(const Descriptor& listening) {
  for (;;) {
    Descriptor socket(::accept4(listening.number(), nullptr, nullptr, SOCK_CLOEXEC));
    if (socket.open()) return socket;
    if (errno != EINTR && errno != ECONNABORTED) return system_failure(Fault::io, "nobody can be let in");
  }
}

Result<Peer> peer_of(const Descriptor& socket) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(socket.number(), SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
    return system_failure(Fault::io, "who is at the other end is not known");
  return Peer{.user = credentials.uid, .process = credentials.pid};
}

Result<uid_t> user_named(const std::string& name) {
  passwd entry{};
  passwd* found = nullptr;
  std::vector<char> texts(16384);
  ::getpwnam_r(name.c_str(), &entry, texts.data(), texts.size(), &found);
  if (found == nullptr) return failure(Fault::not_found, std::format("there is no user {}", name));
  return found->pw_uid;
}

uid_t own_user() { return ::geteuid(); }

std::optional<Descriptor> listening_socket() {
  if (::sd_listen_fds(1) != 1) return std::nullopt;
  return Descriptor(SD_LISTEN_FDS_START);
}

}  // namespace anteroom::platform
