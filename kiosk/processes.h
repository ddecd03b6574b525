// The kiosk's other processes, as it reaches them: at the socket where a service manager runs them, or started as its
// own children, which come and go with it. Either way they are asked over lines, and this process has neither their
// keys nor their network.
#pragma once

#include "kiosk/commands.h"
#include "platform/linux/child_program.h"
#include "platform/linux/socket_line.h"
#include "platform/remote/notifier.h"
#include "platform/remote/remote_vault.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::kiosk {

class VaultProcess {
 public:
  // Fault::unavailable when it is not there. Where it is a child, it ends with the thread that calls this.
  [[nodiscard]] static Result<std::unique_ptr<VaultProcess>> reach(const RunOptions& options);
  // Once, before anything is asked of vault(); waits until its store is open. Its reason when that cannot be.
  [[nodiscard]] Result<void> enter();

  [[nodiscard]] platform::RemoteVault& vault() { return *m_vault; }
  [[nodiscard]] const platform::Opening& opening() const { return m_opening; }
  // Says so on a thread of its own, once, when it has gone.
  [[nodiscard]] std::unique_ptr<platform::LineWatch> watch(std::function<void()> gone) const;
  // Nobody waits for an examination any more, which may take minutes.
  void give_up_examination();

 private:
  std::optional<platform::ChildProgram> m_child;  // waits for its end once the lines are gone
  std::array<std::shared_ptr<platform::SocketLine>, platform::vault_lines> m_lines;
  std::optional<platform::RemoteVault> m_vault;
  platform::Opening m_opening;
};

// Tried anew with each request: it may come back.
[[nodiscard]] platform::NotifierLines reach_notifier(const RunOptions& options);

// ---- from their side ------------------------------------------------------------------------------------------------

// What a service has to answer: the ends that were handed over, or a socket on which somebody comes.
class Lines {
 public:
  // Fault::invalid_input when there is neither.
  [[nodiscard]] static Result<Lines> of(const ServiceOptions& options);

  // Those of the next kiosk: `count` lines of one process of the user who may ask; whoever else comes is turned away.
  // Waits until they are there. Fault::not_found when nobody else can come.
  [[nodiscard]] Result<std::vector<platform::Descriptor>> next(std::size_t count);

 private:
  std::optional<platform::Descriptor> m_listening;
  std::vector<platform::Descriptor> m_given;
  uid_t m_kiosk = 0;
};

}  // namespace anteroom::kiosk
