// `anteroom vault`: keys and records for one kiosk, over lines. It ends with the kiosk; whoever comes next meets a
// fresh one, in which no day is open and what was interrupted is settled.
#include "kiosk/backup.h"
#include "kiosk/commands.h"
#include "kiosk/examination.h"
#include "kiosk/exit_codes.h"
#include "kiosk/machine.h"
#include "kiosk/processes.h"
#include "kiosk/set_up.h"
#include "kiosk/version.h"
#include "platform/linux/journal_log.h"
#include "platform/linux/supervisor.h"
#include "platform/linux/system_clock.h"
#include "platform/linux/system_random.h"
#include "platform/remote/vault_session.h"
#include "platform/vault/audit.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <format>
#include <thread>
#include <utility>

namespace anteroom::kiosk {
namespace {

// A kiosk that was just killed still has the folder until the system has cleared it away.
Result<std::unique_ptr<platform::RecordStore>> open_once_free(const platform::Config& config,
                                                              const platform::Clock& clock) {
  constexpr int tries = 20;
  auto store = open_store(config, platform::OpenMode::existing, platform::audit_pen(clock));
  for (int more = tries; more > 0 && !store && store.error().fault == Fault::conflict; --more) {
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    store = open_store(config, platform::OpenMode::existing, platform::audit_pen(clock));
  }
  return store;
}

class VaultService final : public platform::VaultDoor {
 public:
  VaultService(const platform::Config& config, std::vector<platform::Descriptor> lines)
      : m_config(config), m_lines(std::move(lines)) {}

  // Until the kiosk hangs up; its exit code.
  int serve() {
    const auto end = platform::serve_line(line(platform::VaultLine::quick),
                                          {.answer = [this](std::string_view request) { return answer(request); },
                                           .meanwhile = [this] { return meanwhile(); }});
    for (const platform::Descriptor& each : m_lines) platform::cut_line(each);
    m_is_over = true;
    m_session.reset();
    m_store.reset();
    return end == platform::LineEnd::hung_up && !m_heard_nonsense ? exit_ok : exit_bad_data;
  }

  Result<platform::Opening> enter(std::string_view version) override {
    if (version != release()) {
      return failure(Fault::unavailable, std::format("the vault is version {} and the kiosk another; remedy: restart "
                                                     "this machine, or both services",
                                                     release()));
    }
    if (auto opened = open(); !opened) {
      m_store.reset();
      return std::unexpected(std::move(opened.error()));
    }
    m_session = std::make_shared<platform::VaultSession>(
        *m_store, *m_vault, m_clock,
        platform::VaultMeans{
            .random = m_random,
            .examine = [config = m_config] { return examine_store(config); },
            .check_records = [config = m_config] { return examine_records(config).checks; },
            .make_passphrase =
                [this] {
                  return load_passphrase_words().transform(
                      [this](const platform::WordList& words) { return words.make_passphrase(m_random); });
                },
            .make_backup =
                [config = m_config](const platform::Vault& keys) {
                  // A store of its own: the session's is another thread's.
                  return open_store(config, platform::OpenMode::beside).and_then([&](const auto& store) {
                    return make_backup(*store, keys, backup_copy_file(config)).transform([](MadeBackup&& made) {
                      return std::move(made.backup);
                    });
                  });
                }});
    serve_aside(platform::VaultLine::slow);
    serve_aside(platform::VaultLine::examination);
    return platform::Opening{.is_set_aside = !platform::set_aside_databases(database_file(m_config)).empty()};
  }

 private:
  [[nodiscard]] platform::Descriptor& line(platform::VaultLine which) {
    return m_lines.at(static_cast<std::size_t>(which));
  }

  Result<void> open() {
    if (auto looked = set_aside_damaged_store(m_config, m_clock); !looked) return looked;
    const Scratch forgotten(backup_copy_file(m_config));  // of a backup that a power cut ended
    auto store = open_once_free(m_config, m_clock);
    if (!store) return std::unexpected(std::move(store.error()));
    m_store = std::move(*store);
    auto vault = open_vault(m_config, *m_store);
    if (!vault) return std::unexpected(std::move(vault.error()));
    m_vault.emplace(std::move(*vault));
    if (auto kept = give_keys(*m_store, *m_vault, m_clock, "kiosk"); !kept) return kept;
    return m_store->note(platform::AuditEvent::started, {});
  }

  std::optional<std::string> answer(std::string_view request) {
    if (m_session) return m_session->answer(platform::VaultLine::quick, request);
    platform::VaultDoor& door = *this;
    return platform::DoorCalls::answer(request, door);
  }

  // A sign of life goes with what the kiosk asks; the kiosk asks once a minute.
  std::chrono::milliseconds meanwhile() {
    if (m_silence && m_clock.since_boot() >= m_next_sign) {
      platform::tell_alive();
      m_next_sign = m_clock.since_boot() + *m_silence / 5;
    }
    return m_session ? m_session->close_when_over() : std::chrono::milliseconds::max();
  }

  // On a thread that ends with the process: an examination may have minutes to go when the kiosk hangs up.
  void serve_aside(platform::VaultLine which) {
    std::thread([this, which, session = m_session] {
      const auto end = platform::serve_line(line(which), {.answer = [session, which](std::string_view request) {
                                              return session->answer(which, request);
                                            }});
      if (m_is_over || end == platform::LineEnd::hung_up) return;
      m_heard_nonsense = true;
      platform::cut_line(line(platform::VaultLine::quick));
    }).detach();
  }

  const platform::Config& m_config;
  std::vector<platform::Descriptor> m_lines;
  platform::SystemClock m_clock;
  platform::SystemRandom m_random;
  std::unique_ptr<platform::RecordStore> m_store;
  std::optional<platform::Vault> m_vault;
  std::shared_ptr<platform::VaultSession> m_session;  // asides hold it too
  std::optional<std::chrono::milliseconds> m_silence = platform::longest_silence();
  std::chrono::milliseconds m_next_sign{0};
  std::atomic<bool> m_heard_nonsense = false;
  std::atomic<bool> m_is_over = false;
};

}  // namespace

int run_vault(const ServiceOptions& options) {
  auto lines = Lines::of(options);
  if (!lines) return refused(lines.error());
  platform::tell_ready();
  auto kiosk = lines->next(platform::vault_lines);
  if (!kiosk) return refused(kiosk.error());
  const auto config = load_config(options.config);
  if (!config) return refused_config(config.error());
  VaultService service(*config, std::move(*kiosk));
  const int exit_code = service.serve();
  if (exit_code != exit_ok) platform::JournalLog().write(platform::Event::request_refused);
  platform::tell_stopping();
  std::quick_exit(exit_code);  // not by way of the threads above
}

}  // namespace anteroom::kiosk
