// A whole kiosk without a window: the real store in a folder of its own, the shipped forms, and every port a fake with
// a remote control. A test steps it by intents and moves its time. What it does is in its own file: the kiosk's state
// is a sum of sums, and every test that moved one would take half a minute to compile.
#pragma once

#include "kiosk/flow/flow.h"
#include "kiosk/flow/summary_of.h"
#include "platform/vault/audit.h"
#include "tests/support/failing_store.h"
#include "tests/support/hand_clock.h"
#include "tests/support/hand_jobs.h"
#include "tests/support/kiosk_keys.h"
#include "tests/support/library_form.h"
#include "tests/support/list_log.h"
#include "tests/support/memory_printer.h"
#include "tests/support/memory_speech.h"
#include "tests/support/memory_stick.h"
#include "tests/support/remote_alert_channel.h"
#include "tests/support/repeating_random.h"
#include "tests/support/shipped_library.h"
#include "tests/support/store_over_a_line.h"

#include <array>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <utility>

namespace anteroom::testing {

inline std::filesystem::path folder_of_its_own() {
  std::string name = (std::filesystem::temp_directory_path() / "anteroom-world-XXXXXX").string();
  EXPECT_NE(mkdtemp(name.data()), nullptr);
  return name;
}

inline const exporting::SummaryFonts& built_fonts() {
  static const std::filesystem::path folder = std::filesystem::path(ANTEROOM_SHARE_DIR) / "fonts";
  static const exporting::SummaryFonts fonts{forms::file_text(folder / "summary-regular.ttf"),
                                             forms::file_text(folder / "summary-bold.ttf"),
                                             forms::file_text(folder / "summary-fallback.ttf")};
  return fonts;
}

inline const platform::WordList& passphrase_words() {
  static const platform::WordList words =
      *platform::WordList::read(forms::file_text(std::filesystem::path(ANTEROOM_SHARE_DIR) / "passphrase-words.txt"));
  return words;
}

using OpenStore = std::function<Result<std::unique_ptr<platform::RecordStore>>()>;

class KioskWorld {
 public:
  static constexpr Date birth_date{std::chrono::year{1957}, std::chrono::March, std::chrono::day{5}};

  KioskWorld();
  // Whose vault is always asked over a line: it looks for itself who asks.
  enum class Vault { over_a_line };
  explicit KioskWorld(Vault reached);
  // With another library, which outlives the world, and with another store than the one in the world's own folder.
  explicit KioskWorld(const forms::Library& library, OpenStore open = {});
  ~KioskWorld();
  KioskWorld(const KioskWorld&) = delete;
  KioskWorld& operator=(const KioskWorld&) = delete;

  // What the program does after a crash or a power cut: everything in memory is gone, the store is opened again.
  void restart();

  void send(flow::Intent intent);

  // Workers do what they have, and their results arrive; until nothing is left.
  void work();

  // Time passes with nobody touching anything, a Tick whenever one is due.
  void pass(std::chrono::milliseconds time);

  void type(std::string_view keys);

  ChartFacts chart = {};  // of the visits started from here on
  [[nodiscard]] platform::VisitRow start_visit(std::vector<FormId> forms = {"nrs", "peg", "tsk-11", "phq-9"});
  // As staff start one: signed in, everything typed up to and with the battery.
  void fill_new_visit(const std::string& battery);
  // Past what staff may add to a new visit.
  void add_nothing();
  void check_in(std::string_view code, std::string_view digits = "05031957");
  // Code and birth date typed, briefing read: on the first question (or the notice before it).
  platform::VisitRow begin(std::vector<FormId> forms = {"nrs", "peg", "tsk-11", "phq-9"});
  void answer(int option);

  template <class Screen>
  [[nodiscard]] Screen* on() {
    return std::get_if<Screen>(&state.screen);
  }
  // The patient's step, the staff's step; null when the screen is another.
  template <class Step>
  [[nodiscard]] Step* patient_on() {
    auto* patient = on<flow::Patient>();
    return patient == nullptr ? nullptr : std::get_if<Step>(&patient->step);
  }
  template <class Step>
  [[nodiscard]] Step* staff_on() {
    auto* staff = on<flow::Staff>();
    return staff == nullptr ? nullptr : std::get_if<Step>(&staff->step);
  }
  [[nodiscard]] std::string question();
  [[nodiscard]] std::vector<platform::AnswerRow> rows(VisitId visit);
  [[nodiscard]] platform::VisitRow row(VisitId visit);
  [[nodiscard]] std::vector<platform::AlertRow> alerts(VisitId visit);
  void open_day();
  void sign_in();

  HandClock clock;
  RepeatingRandom random;
  MemoryPrinter printer;
  RemoteAlertChannel channel;
  std::vector<platform::AlertChannel*> channels{&channel};  // more: push_back, then restart
  HandJobs jobs;
  HandJobs alert_jobs;
  HandJobs store_jobs;
  // What a look through the whole database finds; how often there was one.
  bool can_restart = true;
  int restarts = 0;
  Result<std::vector<std::string>> damage = std::vector<std::string>{};
  int store_examinations = 0;
  // What a look at the kiosk finds, besides what the office says.
  std::vector<platform::Check> checks = {{"clock", platform::Condition::good, "set"}};
  ListLog log;
  MemorySpeech speech;
  MemoryStick stick;
  platform::Config config;
  platform::Vault vault = made_up_vault();
  std::unique_ptr<FailingStore> store;
  std::optional<Services> services;
  flow::State state;

 private:
  void start_kiosk();
  void open_store();
  [[nodiscard]] Result<std::unique_ptr<platform::RecordStore>> own_store() const;
  [[nodiscard]] Services make_services();

  [[nodiscard]] platform::Office& asked_office();
  // Keys of the open day, from where the vault is.
  [[nodiscard]] std::shared_ptr<const platform::Unlocked> opened_day() const;
  [[nodiscard]] const platform::AnswerVault& asked_vault() const;

  platform::AuditCheck m_audit_check;
  std::optional<platform::VaultSession> m_session;  // of what `store` wraps, where there is no line
  StoreOverALine* m_over_a_line = nullptr;          // what `store` wraps, where the test run asks for it
  bool m_is_always_over_a_line = false;
  const forms::Library& m_library;
  OpenStore m_open;
  std::filesystem::path m_folder = folder_of_its_own();
};

}  // namespace anteroom::testing
