#include "tests/support/kiosk_world.h"

#include <format>

namespace anteroom::testing {
namespace {

platform::Config made_up_config() {
  platform::Config made;
  made.kiosk.name = "Kiosk 1";
  made.kiosk.clinic = "Riverside Pain Clinic";
  made.safety.contact = "Charge nurse";
  made.safety.numbers = {{"Suicide & Crisis Lifeline, call or text", "988"}};
  made.safety.emergency_number = "911";
  return made;
}

}  // namespace

KioskWorld::KioskWorld() : KioskWorld(shipped_library()) {}

KioskWorld::KioskWorld(Vault) : config(made_up_config()), m_is_always_over_a_line(true), m_library(shipped_library()) {
  start_kiosk();
}

KioskWorld::KioskWorld(const forms::Library& library, OpenStore open)
    : config(made_up_config()), m_library(library), m_open(std::move(open)) {
  start_kiosk();
}

KioskWorld::~KioskWorld() { std::filesystem::remove_all(m_folder); }

void KioskWorld::restart() {
  store.reset();
  open_store();
  services.emplace(make_services());
  state = flow::start(*services);
  work();
}

void KioskWorld::send(flow::Intent intent) { state = flow::step(std::move(state), std::move(intent), *services); }

void KioskWorld::work() {
  while (jobs.settle() + alert_jobs.settle() + store_jobs.settle() > 0 || !state.inbox->empty()) {
    for (flow::Intent& intent : std::exchange(*state.inbox, {})) send(std::move(intent));
  }
}

void KioskWorld::pass(std::chrono::milliseconds time) {
  const auto end = clock.since_boot() + time;
  while (clock.since_boot() < end) {
    const auto due = flow::next_tick(state, *services);
    clock.pass(std::clamp(due, clock.since_boot() + std::chrono::milliseconds{1}, end) - clock.since_boot());
    send(flow::intent::Tick{});
    work();
  }
}

void KioskWorld::type(std::string_view keys) {
  for (const char key : keys) send(flow::intent::Type{static_cast<char32_t>(key)});
}

platform::VisitRow KioskWorld::start_visit(std::vector<FormId> forms) {
  platform::NewVisit facts{"10023-4", "AB", birth_date, "intake", std::move(forms), {}, "R. Meyer"};
  facts.chart = chart;
  auto row = store->start_visit(facts, clock.now(), random.below(10'000));
  EXPECT_TRUE(row) << row.error().detail;
  return row ? *row : platform::VisitRow{};
}

void KioskWorld::fill_new_visit(const std::string& battery) {
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

void KioskWorld::add_nothing() {
  const auto* form = staff_on<flow::staff::NewVisitForm>();
  if (form != nullptr && form->field == flow::staff::NewVisitForm::Field::facts) send(flow::intent::Continue{});
}

void KioskWorld::check_in(std::string_view code, std::string_view digits) {
  send(flow::intent::Start{});
  type(code);
  send(flow::intent::Continue{});
  type(digits);
  send(flow::intent::Continue{});
}

platform::VisitRow KioskWorld::begin(std::vector<FormId> forms) {
  auto row = start_visit(std::move(forms));
  check_in(row.code);
  send(flow::intent::Continue{});
  return row;
}

void KioskWorld::answer(int option) {
  send(flow::intent::Choose{option});
  send(flow::intent::Continue{});
}

std::string KioskWorld::question() {
  const auto* question = patient_on<flow::patient::Question>();
  return question == nullptr ? "" : question->place.form + "/" + question->place.link_id;
}

std::vector<platform::AnswerRow> KioskWorld::rows(VisitId visit) {
  // Opened, as staff would read them.
  auto rows = flow::opened_answers(visit, *made_up_unlocked(), *services);
  EXPECT_TRUE(rows);
  return rows.value_or(std::vector<platform::AnswerRow>{});
}

platform::VisitRow KioskWorld::row(VisitId visit) {
  auto row = store->inner().visit(visit);
  EXPECT_TRUE(row);
  return row.value_or(platform::VisitRow{});
}

std::vector<platform::AlertRow> KioskWorld::alerts(VisitId visit) {
  auto alerts = store->inner().alerts_of(visit);
  EXPECT_TRUE(alerts);
  return alerts.value_or(std::vector<platform::AlertRow>{});
}

void KioskWorld::open_day() {
  state.day = flow::Day{opened_day(), clock.since_boot() + std::chrono::hours{12}};
  store->open_identities(platform::identity_opener(made_up_unlocked()));
}

void KioskWorld::sign_in() {
  open_day();
  state.screen = flow::Staff{1, "R. Meyer", flow::staff::VisitList{}};
}

void KioskWorld::start_kiosk() {
  open_store();
  services.emplace(make_services());
  state = flow::start(*services);
  work();  // the first self-test
}

void KioskWorld::open_store() {
  auto opened = m_open ? m_open() : own_store();
  ASSERT_TRUE(opened) << opened.error().detail;
  auto asked = m_is_always_over_a_line ? std::make_unique<StoreOverALine>(std::move(*opened), clock)
                                       : as_asked_for(std::move(*opened), clock);
  m_over_a_line = dynamic_cast<StoreOverALine*>(asked.get());
  store = std::make_unique<FailingStore>(std::move(asked));
  ASSERT_TRUE(store->inner().keep_identities(platform::identity_sealer(vault)));
  store->inner().keep_audit(platform::audit_pen(clock));
  if (m_over_a_line == nullptr) m_session.emplace(store->inner(), vault, clock, platform::VaultMeans{.random = random});
  const auto end = store->inner().audit_state();
  if (end && *end) return;
  const auto start = platform::new_audit_start(vault, 1, random);
  ASSERT_TRUE(start && store->inner().begin_audit(start->start, start->first_key));
}

Result<std::unique_ptr<platform::RecordStore>> KioskWorld::own_store() const {
  const std::filesystem::path file = m_folder / "anteroom.db";
  const auto mode = std::filesystem::exists(file) ? platform::OpenMode::existing : platform::OpenMode::create;
  return platform::open_record_store(file, key_full_of(7), mode);
}

const platform::AnswerVault& KioskWorld::asked_vault() const {
  if (m_over_a_line != nullptr) return m_over_a_line->vault();
  return vault;
}

platform::Office& KioskWorld::asked_office() {
  if (m_over_a_line != nullptr) return m_over_a_line->vault();
  return *m_session;
}

std::shared_ptr<const platform::Unlocked> KioskWorld::opened_day() const {
  if (m_over_a_line == nullptr) return made_up_unlocked();
  auto day = asked_vault().open_day(made_up_passphrase);
  EXPECT_TRUE(day) << day.error().detail;
  return day.value_or(nullptr);
}

Services KioskWorld::make_services() {
  return {.clock = clock,
          .random = random,
          .store = *store,
          .vault = asked_vault(),
          .office = asked_office(),
          .passphrase_words = passphrase_words(),
          .printer = printer,
          .channels = channels,
          .jobs = jobs,
          .alert_jobs = alert_jobs,
          .store_jobs = store_jobs,
          .log = log,
          .speech = speech,
          .stick = stick,
          .library = m_library,
          .config = config,
          .fonts = built_fonts(),
          .examine_store =
              [this] {
                ++store_examinations;
                return damage;
              },
          .check_audit =
              [this](std::int64_t after) {
                const auto read = [this](std::int64_t from) {
                  return store->audit_part(from, platform::checked_at_once);
                };
                return m_audit_check.go_on(after, read, *made_up_unlocked());
              },
          .check_machine = [this](const auto&, const auto&) { return checks; },
          .make_support_text =
              [](const auto& found, const auto& people) {
                return std::format("{} checks, {} names to leave out", found.size(), people.size());
              },
          .restart_machine =
              [this] {
                restarts += can_restart ? 1 : 0;
                return can_restart;
              }};
}

}  // namespace anteroom::testing
