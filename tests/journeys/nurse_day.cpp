// A nurse's day on the real thing, as it goes wrong: a series of wrong PINs, twelve patients, one alert, a printer out
// of paper, a power cut in the middle of a visit, a visit that is called off; then the day is closed. Afterwards
// nothing may be lost, nothing printed twice, and every step has to stand in an audit trail that verifies.
#include "platform/linux/disk_files.h"
#include "platform/linux/file_keys.h"
#include "platform/store/record_store.h"
#include "platform/vault/device_keys.h"
#include "tests/journeys/arguments.h"
#include "tests/journeys/demo_clinic.h"
#include "tests/journeys/kiosk_driver.h"
#include "tests/journeys/visit_steps.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <format>
#include <fstream>
#include <map>
#include <optional>
#include <print>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace anteroom::journeys;
using namespace anteroom;
using std::chrono::seconds;

// What happens to the patients, by their place in the day.
constexpr int alarming = 2;      // a positive item 9
constexpr int out_of_paper = 3;  // when their page is to be printed
constexpr int cut_short = 4;     // the power fails after their third answer
constexpr int called_off = 5;    // they did not come

struct Patient {
  VisitFacts facts;
  std::string code = {};
};

class Day {
 public:
  explicit Day(int patients)
      : m_folder(fs::temp_directory_path() / std::format("anteroom-day-{}", getpid())),
        m_clinic(m_folder, {}, std::format("[forms]\nsite = \"{}\"\n", (m_folder / "site").string())),
        m_screen(1280, 800, (m_folder / "xvfb.log").string()) {
    fs::create_directories(m_folder / "site" / "batteries");
    std::ofstream(m_folder / "site" / "batteries" / "brief.json")
        << R"({"id":"brief","title":"Pain today","minutes":1,"forms":["nrs"]})";
    std::ofstream(m_folder / "site" / "batteries" / "a-mood.json")
        << R"({"id":"a-mood","title":"Mood","minutes":2,"forms":["phq-9"]})";
    for (int place = 0; place < patients; ++place) {
      m_patients.push_back({{.record_number = std::format("5{:04}", 17 * place + 3),
                             .initials = std::string{static_cast<char>('a' + place % 26), 'q'},
                             .birth_date = std::format("{:02}031957", 1 + place % 28),
                             .sex = "unknown",
                             .battery = place == alarming ? "a-mood" : "brief"}});
    }
  }

  void play() {
    start_kiosk();
    try {
      wrong_pins();
      for (Patient& patient : m_patients) {
        sign_in(*m_kiosk, m_clinic.secrets());
        patient.code = start_visit(*m_kiosk, patient.facts);
      }
      for (int place = 0; place < static_cast<int>(m_patients.size()); ++place) attend(place);
      acknowledge();
      for (int place = 0; place < static_cast<int>(m_patients.size()); ++place) {
        if (place != called_off) print(place);
      }
      close_day();
    } catch (const std::exception&) {
      fs::create_directories("out");
      write_png(m_screen.capture(), fs::path("out") / "nurse-day-stopped.png");
      std::print(stderr, "{}", m_clinic.log());
      throw;
    }
    expect(m_kiosk->process().stop() == 0, "the kiosk ends cleanly when it is told to");
    look_back();
  }

  [[nodiscard]] std::size_t complaints() const { return m_complaints; }

 private:
  void expect(bool claim, const std::string& what) {
    if (claim) return;
    ++m_complaints;
    std::println(stderr, "nurse-day: NOT TRUE: {}", what);
  }

  void start_kiosk() {
    m_kiosk.emplace(
        m_screen,
        KioskDriver::Options{
            .program = "anteroom", .config = m_clinic.config(), .size = "1280x800", .log_file = m_clinic.log_file()});
    m_kiosk->wait_for_screen("patient.welcome", seconds{30});
  }

  // Five are free; then the sixth waits its fifteen seconds, whoever knows the PIN by then.
  void wrong_pins() {
    KioskDriver& kiosk = *m_kiosk;
    kiosk.tap("staff");
    kiosk.wait_for_screen("nurse.open_day");
    kiosk.type_words(m_clinic.secrets().passphrase);
    kiosk.tap("continue");
    kiosk.wait_for_screen("nurse.sign_in", seconds{60});
    kiosk.tap("staff:0");
    kiosk.wait_for_screen("nurse.pin");
    const std::string wrong = m_clinic.secrets().pin == "918273" ? "827391" : "918273";
    for (int attempt = 0; attempt < 5; ++attempt) {
      kiosk.type(wrong);
      kiosk.tap("continue");
      if (attempt < 4) kiosk.wait_for("key:1", seconds{20});
    }
    const auto begun = std::chrono::steady_clock::now();
    kiosk.wait_for("key:1", seconds{40});
    const auto waited = std::chrono::steady_clock::now() - begun;
    expect(kiosk.screen() == "nurse.pin" && waited > seconds{14}, "no PIN is taken for 15 s after five wrong ones");
    kiosk.type(m_clinic.secrets().pin);
    kiosk.tap("continue");
    kiosk.wait_for_screen("nurse.visits", seconds{20});
    kiosk.tap("sign_out");
    kiosk.wait_for_screen("patient.welcome");
  }

  void attend(int place) {
    KioskDriver& kiosk = *m_kiosk;
    const Patient& patient = m_patients[static_cast<std::size_t>(place)];
    if (place == called_off) {
      sign_in(kiosk, m_clinic.secrets());
      open_visit(patient);
      kiosk.tap("cancel_visit");
      kiosk.tap("cancel_visit:yes");
      kiosk.tap("back");
      kiosk.wait_for_screen("nurse.visits");
      kiosk.tap("sign_out");
      return;
    }
    check_in(kiosk, patient.code, patient.facts.birth_date);
    if (place == cut_short) {
      answer(3);
      power_cut(patient);
    }
    answer(100);
    m_kiosk->wait_for_screen("patient.review");
    m_kiosk->tap("finish");
    m_kiosk->wait_for_screen("patient.thanks");
    m_kiosk->tap("continue");
  }

  // Until the review, at most so many.
  void answer(int most) {
    KioskDriver& kiosk = *m_kiosk;
    kiosk.settle();
    for (int answered = 0; answered < most && kiosk.screen() != "patient.review";) {
      if (kiosk.screen() == "patient.question") {
        kiosk.answer(kiosk.question().starts_with("phq-9") ? "1" : "4");
        ++answered;
        ++m_answers;
      }
      kiosk.tap("continue");
    }
    kiosk.settle();
  }

  // Nothing resumes by itself, and the code alone opens nothing: a signed-in person lets the patient go on.
  void power_cut(const Patient& patient) {
    m_kiosk->process().send(SIGKILL);
    static_cast<void>(m_kiosk->process().wait(seconds{5}));
    start_kiosk();
    sign_in(*m_kiosk, m_clinic.secrets());
    open_visit(patient);
    m_kiosk->tap("go_on");
    m_kiosk->wait_for_screen("patient.question");
  }

  void open_visit(const Patient& patient) { journeys::open_visit(*m_kiosk, patient.code); }

  void acknowledge() {
    KioskDriver& kiosk = *m_kiosk;
    const auto until = std::chrono::steady_clock::now() + seconds{45};
    while (m_clinic.received("nurses").empty() && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(std::chrono::milliseconds{200});
    expect(m_clinic.received("nurses").size() == 1, "one slip for one positive item 9");
    sign_in(kiosk, m_clinic.secrets());
    kiosk.settle();
    const auto alert = std::ranges::find_if(kiosk.marks(), [](const auto& mark) {
      return mark.first.starts_with("alert:") && mark.first.ends_with(":open");
    });
    if (alert == kiosk.marks().end()) throw std::runtime_error("no alert stands on the list");
    kiosk.tap(std::string(alert->first));
    kiosk.wait_for_screen("nurse.alert");
    kiosk.tap("action:handed_over");
    kiosk.wait_for_screen("nurse.visits");
  }

  // Printed, or saved and not printed.
  [[nodiscard]] bool try_to_print() {
    m_kiosk->tap("print");
    const auto deadline = std::chrono::steady_clock::now() + seconds{60};
    for (bool under_way = false; std::chrono::steady_clock::now() < deadline;) {
      m_kiosk->settle();
      const std::string state = m_kiosk->wait_for_prefix("summary:");
      under_way = under_way || state == "printing";
      if (state == "printed") return true;
      if (state == "saved_not_printed" && under_way) break;
      if (state == "unclear") {
        // The kiosk could not see how it ended and asks; the nurse looks in the tray.
        const bool is_out = static_cast<int>(m_clinic.received("summary").size()) > m_printed;
        m_kiosk->tap(is_out ? "came_out" : "not_out");
        if (is_out) return true;
        break;
      }
    }
    ++m_not_printed;
    return false;
  }

  void print(int place) {
    KioskDriver& kiosk = *m_kiosk;
    if (kiosk.screen() == "patient.welcome") sign_in(kiosk, m_clinic.secrets());
    open_visit(m_patients[static_cast<std::size_t>(place)]);
    if (place == out_of_paper) {
      m_clinic.tell_printers("paper-out summary");
      expect(!try_to_print(), "without paper nothing is printed");
      m_clinic.tell_printers("refill summary");
    }
    // The spooler takes its time to believe in the paper: the nurse touches Print until it prints.
    int tries = 0;
    while (!try_to_print()) {
      if (++tries == 5) throw std::runtime_error("the summary does not print");
    }
    ++m_printed;
    kiosk.tap("back");
    kiosk.wait_for_screen("nurse.visits");
  }

  void close_day() {
    KioskDriver& kiosk = *m_kiosk;
    if (kiosk.screen() == "nurse.visits") kiosk.tap("sign_out");
    kiosk.wait_for_screen("patient.welcome");
    kiosk.tap("staff");
    kiosk.wait_for_screen("nurse.sign_in");
    kiosk.tap("close_day");
    kiosk.settle();
    if (kiosk.screen() != "patient.welcome") kiosk.wait_for_screen("patient.welcome");
    kiosk.tap("staff");
    kiosk.wait_for_screen("nurse.open_day");
  }

  // Everything once more, from the file alone.
  void look_back() {
    const platform::DiskFiles files;
    const auto device = platform::FileKeys(m_clinic.data_folder() / "device.key").device_key(files);
    if (!device) throw std::runtime_error("the device key cannot be read");
    const platform::SecretKey key = *platform::DeviceKeys(*device).database_key();
    const fs::path database = m_clinic.data_folder() / "records.db";
    const auto health = platform::check_record_store(database, key, platform::CheckDepth::whole);
    if (!health) throw std::runtime_error(health.error().detail);
    expect(health->damage.empty(), "the database is sound");
    expect(health->answers == m_answers,
           std::format("{} answers were given, {} are there", m_answers, health->answers));
    const auto store = platform::open_record_store(database, key, platform::OpenMode::beside);
    if (!store) throw std::runtime_error(store.error().detail);

    std::map<platform::VisitState, int> states;
    const auto visits = (*store)->visits(Instant{}, Instant::max());
    if (!visits) throw std::runtime_error(visits.error().detail);
    for (const auto& visit : *visits) ++states[visit.state];
    const int came = static_cast<int>(m_patients.size()) - 1;
    expect(states[platform::VisitState::finished] == came, "every patient who came has finished");
    expect(states[platform::VisitState::cancelled] == 1, "the visit that was called off is");
    const auto pages = static_cast<int>(m_clinic.received("summary").size());
    expect(m_printed == came && pages == came,
           std::format("{} patients, {} pages told as printed, {} pages out", came, m_printed, pages));

    const auto rows = (*store)->audit_rows(std::numeric_limits<std::int64_t>::max(), 10'000);
    if (!rows) throw std::runtime_error(rows.error().detail);
    std::map<platform::AuditEvent, int> events;
    for (const auto& row : *rows) ++events[row.entry.event];
    using Event = platform::AuditEvent;
    const std::vector<std::tuple<Event, int, std::string_view>> steps = {
        {Event::started, 2, "starts of the kiosk"},
        {Event::day_opened, 2, "openings of the day"},
        {Event::day_closed, 1, "closings of the day"},
        {Event::pin_tried, events[Event::pin_accepted] + 5, "PINs tried"},
        {Event::visit_started, came + 1, "visits started"},
        {Event::checked_in, came, "check-ins"},
        {Event::visit_resumed, 1, "visits resumed"},
        {Event::visit_finished, came, "visits finished"},
        {Event::visit_cancelled, 1, "visits cancelled"},
        {Event::alert_raised, 1, "alerts raised"},
        {Event::alert_delivered, 1, "alerts delivered"},
        {Event::alert_acknowledged, 1, "alerts acknowledged"},
        {Event::printed, came, "pages printed"},
        {Event::not_printed, m_not_printed, "pages saved and not printed"},
    };
    for (const auto& [event, wanted, name] : steps) {
      std::println("{:<32}{}", name, events[event]);
      expect(events[event] == wanted, std::format("{}: {} in the trail, {} happened", name, events[event], wanted));
    }
    std::ofstream(m_folder / "passphrase") << m_clinic.secrets().passphrase << '\n';
    const Ran verified = run({"sh", "-c",
                              std::format("exec anteroom --config '{}' admin verify --secret-fd 3 3<'{}'",
                                          m_clinic.config().string(), (m_folder / "passphrase").string())});
    expect(verified.exit_code == 0, "the audit trail verifies");
    std::println("{:<32}{}", "entries in the trail", rows->size());
    std::println("{:<32}{}", "answers", health->answers);
  }

  fs::path m_folder;
  DemoClinic m_clinic;
  XScreen m_screen;
  std::optional<KioskDriver> m_kiosk;
  std::vector<Patient> m_patients;
  int m_answers = 0;
  int m_printed = 0;
  int m_not_printed = 0;
  std::size_t m_complaints = 0;
};

}  // namespace

// nurse_day [PATIENTS]
int main(int count, char** words) {
  const auto begun = std::chrono::steady_clock::now();
  try {
    const auto patients = std::max(6, static_cast<int>(number_at(count, words, 1, 12)));
    Day day(patients);
    day.play();
    std::println("{:<32}{}", "patients", patients);
    std::println("{:<32}{:.0f}", "seconds of the day",
                 std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
    if (day.complaints() > 0) return 1;
  } catch (const std::exception& error) {
    std::println(stderr, "nurse-day: {}", error.what());
    return 1;
  }
  std::println("\nNothing was lost, and every step stands in the trail.");
  return 0;
}
