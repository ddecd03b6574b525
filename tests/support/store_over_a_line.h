// A store that is asked as the kiosk's process asks the vault's: over a socket, with a session of the vault behind it.
// So the store's and the kiosk's own tests hold for both. What takes keys goes to the store itself.
#pragma once

#include "platform/linux/socket_line.h"
#include "platform/remote/remote_vault.h"
#include "platform/remote/vault_session.h"
#include "tests/support/failing_store.h"
#include "tests/support/hand_clock.h"
#include "tests/support/kiosk_keys.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace anteroom::testing {

// Both ends of a line to a session on this store, each line answered by a thread.
// What a served vault finds when it looks at its database.
struct Findings {
  std::function<Result<std::vector<std::string>>()> examine = [] { return std::vector<std::string>{}; };
  std::function<Result<std::vector<platform::Check>>()> check_records = {};
};

// Handed out in parts, as a long one is.
class MadeUpBackup final : public platform::Backup {
 public:
  static constexpr std::string_view text = "Anteroom backup 1, made up, in seven bytes at a time";
  [[nodiscard]] std::uint64_t size() const override { return text.size(); }
  [[nodiscard]] Result<std::string> part(std::uint64_t from) const override {
    return std::string(text.substr(std::min<std::uint64_t>(from, text.size()), 7));
  }
};

class ServedVault {
 public:
  ServedVault(platform::RecordStore& store, const platform::Vault& vault, const platform::Clock& clock,
              const Findings& findings = {})
      : m_session(store, vault, clock,
                  {.random = m_random,
                   .examine = findings.examine,
                   .check_records = findings.check_records,
                   .make_passphrase = [] { return std::string(made_up_other_passphrase); },
                   .cost = cheap_guesses,
                   .make_backup = [](const platform::Vault&) { return std::make_unique<MadeUpBackup>(); }}) {
    for (std::size_t line = 0; line < platform::vault_lines; ++line) {
      auto ends = platform::line_pair();
      if (!ends) throw std::runtime_error(ends.error().detail);
      m_lines.at(line) = std::make_shared<platform::SocketLine>(std::move((*ends)[0]), "the vault");
      m_sockets.at(line) = std::move((*ends)[1]);
      m_threads.at(line) = std::thread([this, line] {
        const auto which = static_cast<platform::VaultLine>(line);
        m_ends.at(line) = platform::serve_line(m_sockets.at(line), {.answer = [this, which](std::string_view request) {
                                                 return m_session.answer(which, request);
                                               }});
      });
    }
  }
  ~ServedVault() { end(); }
  ServedVault(const ServedVault&) = delete;
  ServedVault& operator=(const ServedVault&) = delete;

  [[nodiscard]] const platform::VaultLines& lines() const { return m_lines; }
  [[nodiscard]] platform::VaultSession& session() { return m_session; }
  // As when the vault's process dies.
  void end() {
    for (std::size_t line = 0; line < platform::vault_lines; ++line) {
      platform::cut_line(m_sockets.at(line));
      if (m_threads.at(line).joinable()) m_threads.at(line).join();
    }
  }
  // After end().
  [[nodiscard]] platform::LineEnd how_it_ended(platform::VaultLine line) const {
    return m_ends.at(static_cast<std::size_t>(line));
  }

 private:
  RepeatingRandom m_random;
  platform::VaultSession m_session;
  platform::VaultLines m_lines;
  std::array<platform::Descriptor, platform::vault_lines> m_sockets;
  std::array<std::thread, platform::vault_lines> m_threads;
  std::array<platform::LineEnd, platform::vault_lines> m_ends{};
};

class StoreOverALine final : public FailingStore {
 public:
  // The clock outlives it.
  StoreOverALine(std::unique_ptr<platform::RecordStore>&& store, const platform::Clock& clock)
      : StoreOverALine(std::make_shared<Served>(*store, clock), std::move(store)) {}
  ~StoreOverALine() override { m_served->vault.end(); }

  [[nodiscard]] platform::RemoteVault& vault() { return m_served->remote; }

 private:
  struct Served {
    Served(platform::RecordStore& store, const platform::Clock& clock)
        : vault(store, keys, clock), remote(vault.lines()) {}
    platform::Vault keys = made_up_vault();
    ServedVault vault;
    platform::RemoteVault remote;
  };
  StoreOverALine(std::shared_ptr<Served> served, std::unique_ptr<platform::RecordStore>&& store)
      : FailingStore(std::move(store), &served->remote.records()), m_served(std::move(served)) {}

  std::shared_ptr<Served> m_served;
};

// As the test run asks for it (ANTEROOM_STORE=over-a-line): the store itself, or behind a line.
[[nodiscard]] inline std::unique_ptr<platform::RecordStore> as_asked_for(std::unique_ptr<platform::RecordStore> store,
                                                                         const platform::Clock& clock) {
  const char* asked = std::getenv("ANTEROOM_STORE");
  if (asked == nullptr || std::string_view(asked) != "over-a-line") return store;
  return std::make_unique<StoreOverALine>(std::move(store), clock);
}

// For what the vault lets nobody do who has not shown a right PIN.
[[nodiscard]] inline platform::RecordStore& store_itself(platform::RecordStore& store) {
  auto* over_a_line = dynamic_cast<StoreOverALine*>(&store);
  return over_a_line == nullptr ? store : over_a_line->inner();
}

}  // namespace anteroom::testing
