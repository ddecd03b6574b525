#include "kiosk/processes.h"

#include "kiosk/version.h"
#include "platform/linux/journal_log.h"

#include <algorithm>
#include <format>
#include <mutex>
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
  return process;
}

Result<void> VaultProcess::enter() {
  auto opening = m_vault->enter(release());
  if (!opening) return std::unexpected(std::move(opening.error()));
  m_opening = *opening;
  return {};
}

std::unique_ptr<platform::LineWatch> VaultProcess::watch(std::function<void()> gone) const {
  return std::make_unique<platform::LineWatch>(m_lines.front()->socket(), std::move(gone));
}

void VaultProcess::give_up_examination() { platform::cut_line(m_lines.back()->socket()); }

// ---- the notifier ---------------------------------------------------------------------------------------------------

namespace {

// Its lines come and go together: it serves one kiosk, and whoever reaches it anew is another.
class NotifierProcess {
 public:
  explicit NotifierProcess(const RunOptions& options) : m_options(options) {}

  // One that stands. Whoever still asks over an older one has it until then.
  [[nodiscard]] Result<std::shared_ptr<platform::SocketLine>> line(std::size_t which) {
    const std::scoped_lock lock(m_reaching);
    if (const auto& there = m_lines.at(which); there && there->stands()) return there;
    m_lines = {};
    m_child.reset();
    auto reached = reach_service(m_options, m_options.notifier, "notifier", the_notifier, m_lines.size());
    if (!reached) return std::unexpected(std::move(reached.error()));
    m_child = std::move(reached->child);
    for (std::size_t each = 0; each < m_lines.size(); ++each)
      m_lines.at(each) = std::make_shared<platform::SocketLine>(std::move(reached->lines.at(each)), the_notifier);
    return m_lines.at(which);
  }
  [[nodiscard]] std::shared_ptr<platform::SocketLine> present(std::size_t which) {
    const std::scoped_lock lock(m_reaching);
    return m_lines.at(which);
  }

 private:
  RunOptions m_options;
  std::mutex m_reaching;
  std::optional<platform::ChildProgram> m_child;
  std::array<std::shared_ptr<platform::SocketLine>, platform::notifier_lines> m_lines;
};

class NotifierLine final : public platform::Line {
 public:
  NotifierLine(std::shared_ptr<NotifierProcess> process, std::size_t which)
      : m_process(std::move(process)), m_which(which) {}

  [[nodiscard]] Result<std::string> ask(std::string_view request) override {
    return m_process->line(m_which).and_then([&](const auto& line) { return line->ask(request); });
  }
  void hang_up() override {
    if (const auto line = m_process->present(m_which)) line->hang_up();
  }
  [[nodiscard]] bool stands() const override {
    const auto line = m_process->present(m_which);
    return line && line->stands();
  }

 private:
  std::shared_ptr<NotifierProcess> m_process;
  std::size_t m_which;
};

}  // namespace

platform::NotifierLines reach_notifier(const RunOptions& options) {
  const auto process = std::make_shared<NotifierProcess>(options);
  return {std::make_shared<NotifierLine>(process, 0), std::make_shared<NotifierLine>(process, 1)};
}

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
