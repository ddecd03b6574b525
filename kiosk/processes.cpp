#include "kiosk/processes.h"

#include "kiosk/version.h"
#include "platform/linux/journal_log.h"

#include <algorithm>
#include <format>
#include <utility>

namespace anteroom::kiosk {
namespace {

constexpr const char* the_vault = "the vault";
constexpr const char* the_notifier = "the notifier";

// This program once more, as `service`; its ends of the lines go into it.
Result<platform::ChildProgram> start(const RunOptions& options, const char* service,
                                     const std::vector<platform::Descriptor>& ends) {
  std::string numbers;
  std::vector<const platform::Descriptor*> kept;
  for (const platform::Descriptor& end : ends) {
    numbers += std::format("{}{}", numbers.empty() ? "" : ",", end.number());
    kept.push_back(&end);
  }
  return platform::ChildProgram::start({"--config", options.config.string(), service, "--lines", numbers}, kept);
}

struct Reached {
  std::optional<platform::ChildProgram> child;
  std::vector<platform::Descriptor> lines;
};

Result<Reached> reach_service(const RunOptions& options, const std::optional<std::filesystem::path>& socket,
                              const char* service, const char* name, std::size_t count) {
  Reached reached;
  std::vector<platform::Descriptor> others;
  for (std::size_t line = 0; line < count; ++line) {
    if (socket) {
      auto connected = platform::connect_to(*socket, name);
      if (!connected) return std::unexpected(std::move(connected.error()));
      reached.lines.push_back(std::move(*connected));
    } else {
      auto ends = platform::line_pair();
      if (!ends) return std::unexpected(std::move(ends.error()));
      reached.lines.push_back(std::move((*ends)[0]));
      others.push_back(std::move((*ends)[1]));
    }
  }
  if (socket) return reached;
  auto child = start(options, service, others);
  if (!child) return std::unexpected(std::move(child.error()));
  reached.child.emplace(std::move(*child));
  return reached;
}

}  // namespace

// ---- the vault ------------------------------------------------------------------------------------------------------

Result<std::unique_ptr<VaultProcess>> VaultProcess::reach(const RunOptions& options) {
  auto reached = reach_service(options, options.vault, "vault", the_vault, platform::vault_lines);
  if (!reached) return std::unexpected(std::move(reached.error()));
  auto process = std::make_unique<VaultProcess>();
  process->m_child = std::move(reached->child);
  for (std::size_t line = 0; line < platform::vault_lines; ++line)
    process->m_lines.at(line) = std::make_shared<platform::SocketLine>(std::move(reached->lines.at(line)), the_vault);
  const auto& [quick, slow, examination] = process->m_lines;
  process->m_vault.emplace(platform::VaultLines{quick, slow, examination});
  auto opening = process->m_vault->enter(release());
  if (!opening) return std::unexpected(std::move(opening.error()));
  process->m_opening = *opening;
  return process;
}

std::unique_ptr<platform::LineWatch> VaultProcess::watch(std::function<void()> gone) const {
  return std::make_unique<platform::LineWatch>(m_lines.front()->socket(), std::move(gone));
}

void VaultProcess::give_up_examination() { platform::cut_line(m_lines.back()->socket()); }

// ---- the notifier ---------------------------------------------------------------------------------------------------

Result<void> NotifierProcess::reach() {
  m_line.reset();
  m_child.reset();
  auto reached = reach_service(m_options, m_options.notifier, "notifier", the_notifier, 1);
  if (!reached) return std::unexpected(std::move(reached.error()));
  m_child = std::move(reached->child);
  m_line = std::make_unique<platform::SocketLine>(std::move(reached->lines.front()), the_notifier);
  return {};
}

Result<std::string> NotifierProcess::ask(std::string_view request) {
  if (!stands()) {
    if (auto there = reach(); !there) return std::unexpected(std::move(there.error()));
  }
  return m_line->ask(request);
}

void NotifierProcess::hang_up() {
  if (m_line) m_line->hang_up();
}

bool NotifierProcess::stands() const { return m_line && m_line->stands(); }

// ---- from their side ------------------------------------------------------------------------------------------------

Result<Lines> Lines::of(const ServiceOptions& options) {
  Lines lines;
  lines.m_kiosk = platform::own_user();
  if (options.kiosk) {
    const auto user = platform::user_named(*options.kiosk);
    if (!user) return std::unexpected(user.error());
    lines.m_kiosk = *user;
  }
  for (const int number : options.lines) lines.m_given.emplace_back(number);
  if (lines.m_given.empty()) {
    auto listening = platform::listening_socket();
    if (!listening) {
      return failure(Fault::invalid_input,
                     "this is started by the service manager, with a socket to listen on, or by `anteroom run`");
    }
    lines.m_listening.emplace(std::move(*listening));
  }
  return lines;
}

Result<std::vector<platform::Descriptor>> Lines::next(std::size_t count) {
  std::vector<platform::Descriptor> lines = std::exchange(m_given, {});
  if (!m_listening && lines.size() != count) return failure(Fault::not_found, "there is no kiosk to serve");
  std::optional<pid_t> process;
  while (lines.size() < count) {
    auto connected = platform::accept_from(*m_listening);
    if (!connected) return std::unexpected(std::move(connected.error()));
    const auto peer = platform::peer_of(*connected);
    const bool is_welcome = peer && peer->user == m_kiosk;
    if (!is_welcome) {
      platform::JournalLog().write(platform::Event::request_refused);
      continue;
    }
    // A kiosk that died between two of its lines left some: the next one starts anew.
    if (process != peer->process) lines.clear();
    process = peer->process;
    lines.push_back(std::move(*connected));
  }
  for (const platform::Descriptor& line : lines) {
    const auto peer = platform::peer_of(line);
    if (!peer || peer->user != m_kiosk) return failure(Fault::denied, "whoever started this is not the kiosk");
  }
  return lines;
}

}  // namespace anteroom::kiosk
