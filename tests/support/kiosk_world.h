// A whole kiosk without a window: the real store in a folder of its own, the shipped forms, and every port a fake with
// a remote control. A test steps it by intents and moves its time.
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
#include "tests/support/remote_alert_channel.h"
#include "tests/support/repeating_random.h"
#include "tests/support/shipped_library.h"

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

  KioskWorld() : KioskWorld(shipped_library()) {}
  // With another library, which outlives the world, and with another store than the one in the world's own folder.
  explicit KioskWorld(const forms::Library& library, OpenStore open = {})
      : m_library(library), m_open(std::move(open)) {
    start_kiosk();
  }
  ~KioskWorld() { std::filesystem::remove_all(m_folder); }
  KioskWorld(const KioskWorld&) = delete;
  KioskWorld& operator=(const KioskWorld&) = delete;

  // What the program does after a crash or a power cut: everything in memory is gone, the store is opened again.
  void restart() {
    store.reset();
    open_store();
    services.emplace(make_services());
    state = flow::start(*services);
    work();
  }

  void send(flow::Intent intent) { state = flow::step(std::move(state), std::move(intent), *services); }

  // Workers do what they have, and their results arrive; until nothing is left.
  void work() {
    while (jobs.settle() + alert_jobs.settle() > 0 || !state.inbox->empty()) {
      for (flow::Intent& intent : std::exchange(*state.inbox, {})) send(std::move(intent));
    }
  }

  // Time passes with nobody touching anything, a Tick whenever one is due.
  void pass(std::chrono::milliseconds time) {
    const auto end = clock.since_boot() + time;
    while (clock.since_boot() < end) {
      const auto due = flow::next_tick(state, *services);
      clock.pass(std::clamp(due, clock.since_boot() + std::chrono::milliseconds{1}, end) - clock.since_boot());
      send(flow::intent::Tick{});
      work();
    }
  }

  void type(std::string_view keys) {
    for (const char key : keys) send(flow::intent::Type{static_cast<char32_t>(key)});
  }

  [[nodiscard]] platform::VisitRow start_visit(std::vector<FormId> forms = {"nrs", "peg", "tsk-11", "phq-9"}) {
    auto row = store->start_visit({"10023-4", "AB", birth_date, "intake", std::move(forms), {}, "R. Meyer"},
                                  clock.now(), random.below(10'000));
    EXPECT_TRUE(row) << row.error().detail;
    return row ? *row : platform::VisitRow{};
  }
  // As staff start one: signed in, everything typed up to and with the battery.
  void fill_new_visit(const std::string& battery) {
    sign_in();
    send(flow::intent::NewVisit{});
    type("10023-4");
    send(flow::intent::Continue{});
    type("AB");
    send(flow::intent::Continue{});
    type("05031957");
    send(flow::intent::Continue{});
    send(flow::intent::PickSex{platform::Sex::male});
    send(flow::intent::Continue{});
    send(flow::intent::PickBattery{battery});
    send(flow::intent::Continue{});
    add_nothing();
  }
  // Past what staff may add to a new visit.
  void add_nothing() {
    const auto* form = staff_on<flow::staff::NewVisitForm>();
    if (form != nullptr && form->field == flow::staff::NewVisitForm::Field::facts) send(flow::intent::Continue{});
  }
  void check_in(std::string_view code, std::string_view digits = "05031957") {
    send(flow::intent::Start{});
    type(code);
    send(flow::intent::Continue{});
    type(digits);
    send(flow::intent::Continue{});
  }
  // Code and birth date typed, briefing read: on the first question (or the notice before it).
  platform::VisitRow begin(std::vector<FormId> forms = {"nrs", "peg", "tsk-11", "phq-9"}) {
    auto row = start_visit(std::move(forms));
    check_in(row.code);
    send(flow::intent::Continue{});
    return row;
  }
  void answer(int option) {
    send(flow::intent::Choose{option});
    send(flow::intent::Continue{});
  }

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
  [[nodiscard]] std::string question() {
    const auto* question = patient_on<flow::patient::Question>();
    return question == nullptr ? "" : question->place.form + "/" + question->place.link_id;
  }
  [[nodiscard]] std::vector<platform::AnswerRow> rows(VisitId visit) {
    // Opened, as staff would read them.
    auto rows = flow::opened_answers(visit, *made_up_unlocked(), *services);
    EXPECT_TRUE(rows);
    return rows.value_or(std::vector<platform::AnswerRow>{});
  }
  [[nodiscard]] platform::VisitRow row(VisitId visit) {
    auto row = store->inner().visit(visit);
    EXPECT_TRUE(row);
    return row.value_or(platform::VisitRow{});
  }
  [[nodiscard]] std::vector<platform::AlertRow> alerts(VisitId visit) {
    auto alerts = store->inner().alerts_of(visit);
    EXPECT_TRUE(alerts);
    return alerts.value_or(std::vector<platform::AlertRow>{});
  }
  void open_day() {
    state.day = flow::Day{made_up_unlocked(), clock.since_boot() + std::chrono::hours{12}};
    store->open_identities(platform::identity_opener(made_up_unlocked()));
  }
  void sign_in() {
    open_day();
    state.screen = flow::Staff{1, "R. Meyer", flow::staff::VisitList{}};
  }

  HandClock clock;
  RepeatingRandom random;
  MemoryPrinter printer;
  RemoteAlertChannel channel;
  std::vector<platform::AlertChannel*> channels{&channel};  // more: push_back, then restart
  HandJobs jobs;
  HandJobs alert_jobs;
  ListLog log;
  MemorySpeech speech;
  platform::Config config = [] {
    platform::Config made;
    made.kiosk.name = "Kiosk 1";
    made.kiosk.clinic = "Riverside Pain Clinic";
    made.safety.contact = "Charge nurse";
    made.safety.numbers = {{"Suicide & Crisis Lifeline, call or text", "988"}};
    made.safety.emergency_number = "911";
    return made;
  }();
  platform::Vault vault = made_up_vault();
  std::unique_ptr<FailingStore> store;
  std::optional<Services> services;
  flow::State state;

 private:
  void start_kiosk() {
    open_store();
    services.emplace(make_services());
    state = flow::start(*services);
    work();  // the first self-test
  }
  void open_store() {
    auto opened = m_open ? m_open() : own_store();
    ASSERT_TRUE(opened) << opened.error().detail;
    store = std::make_unique<FailingStore>(std::move(*opened));
    ASSERT_TRUE(store->inner().keep_identities(platform::identity_sealer(vault)));
    store->inner().keep_audit(platform::audit_pen(clock));
    const auto end = store->inner().audit_state();
    if (end && *end) return;
    const auto start = platform::new_audit_start(vault, 1, random);
    ASSERT_TRUE(start && store->inner().begin_audit(start->start, start->first_key));
  }
  [[nodiscard]] Result<std::unique_ptr<platform::RecordStore>> own_store() const {
    const std::filesystem::path file = m_folder / "anteroom.db";
    const auto mode = std::filesystem::exists(file) ? platform::OpenMode::existing : platform::OpenMode::create;
    return platform::open_record_store(file, key_full_of(7), mode);
  }
  [[nodiscard]] Services make_services() {
    return {clock, random,     *store, vault,  passphrase_words(), printer, channels,
            jobs,  alert_jobs, log,    speech, m_library,          config,  built_fonts()};
  }

  const forms::Library& m_library;
  OpenStore m_open;
  std::filesystem::path m_folder = folder_of_its_own();
};

}  // namespace anteroom::testing
