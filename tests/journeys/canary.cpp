// What is left of a patient once they have gone? Visits on one running kiosk whose answers, names and numbers are
// unmistakable; after each one the whole memory of the kiosk, its vault and its notifier, the screen, and every file
// that they could have written are searched for those of all visits so far. Nothing may be found. Two kiosks run side
// by side, because one of them waits for patients who never come back.
#include "tests/bench/processes.h"
#include "tests/journeys/arguments.h"
#include "tests/journeys/demo_clinic.h"
#include "tests/journeys/kiosk_driver.h"
#include "tests/journeys/memory_scan.h"
#include "tests/journeys/visit_steps.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <format>
#include <fstream>
#include <mutex>
#include <print>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace anteroom::journeys;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int code_for_unavailable = 77;  // ctest calls it skipped
constexpr milliseconds grace{500};        // after the welcome screen is back

// How a visit ends.
enum class Ending { submitted, printed, hidden, timed_out, stopped };

std::string_view word_of(Ending ending) {
  switch (ending) {
    case Ending::submitted: return "submitted";
    case Ending::printed: return "submitted, printed";
    case Ending::hidden: return "hidden, given up";
    case Ending::timed_out: return "timed out";
    case Ending::stopped: return "stopped at the warning";
  }
  return {};
}

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : m_engine(seed) {}
  [[nodiscard]] int below(int limit) { return std::uniform_int_distribution(0, limit - 1)(m_engine); }
  // No letter twice in a row: for the kiosk that is one trembling finger.
  [[nodiscard]] std::string letters(std::size_t count, std::string_view alphabet) {
    std::string text;
    while (text.size() < count) {
      const char letter = alphabet[static_cast<std::size_t>(below(static_cast<int>(alphabet.size())))];
      if (text.empty() || text.back() != letter) text += letter;
    }
    return text;
  }

 private:
  std::mt19937 m_engine;
};

constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz";
constexpr int options = 4;

// A form of the clinic's own: two texts and a choice whose options have codes that nothing else has.
class CanaryForm {
 public:
  explicit CanaryForm(Dice& dice) {
    for (int option = 0; option < options; ++option) m_codes.push_back("c-" + dice.letters(12, alphabet));
  }
  [[nodiscard]] const std::string& code(int option) const { return m_codes[static_cast<std::size_t>(option)]; }
  void write(const fs::path& site) const {
    std::string list;
    for (int option = 0; option < options; ++option) {
      list += std::format(R"({}{{"valueCoding":{{"code":"{}","display":"Choice {}"}}}})", option == 0 ? "" : ",",
                          code(option), option + 1);
    }
    fs::create_directories(site / "canary");
    fs::create_directories(site / "batteries");
    std::ofstream(site / "canary" / "questionnaire.json") << std::format(
        R"({{"resourceType":"Questionnaire","id":"canary","version":"1","title":"Canary","status":"active",)"
        R"("language":"en","item":[{{"linkId":"note","text":"What should we know?","type":"text","maxLength":80}},)"
        R"({{"linkId":"choice","text":"Which one is it?","type":"choice","answerOption":[{}]}},)"
        R"({{"linkId":"name","text":"Who came with you?","type":"string","maxLength":40}}]}})",
        list);
    std::ofstream(site / "canary" / "scoring.json")
        << R"({"form":"canary","version":"1","short_name":"Canary","long_name":"Canary","patient_title":"A few words",)"
           R"("recall_period":"now","licence":"free","sources":{}})";
    std::ofstream(site / "batteries" / "canary.json")
        << R"({"id":"canary","title":"Canary","minutes":1,"forms":["canary"]})";
  }

 private:
  std::vector<std::string> m_codes;
};

struct CanaryVisit {
  VisitFacts facts;
  std::string note;
  std::string name;
  int option = 0;
  // What may stand nowhere afterwards. A text's first letter may have become a capital, and half of it is enough.
  [[nodiscard]] std::vector<std::string> needles() const {
    const std::string& born = facts.birth_date;  // DDMMYYYY
    return {facts.record_number,
            note.substr(1, 8),
            note.substr(note.size() - 8),
            name.substr(1, 8),
            born,
            std::format("{}-{}-{}", born.substr(4, 4), born.substr(2, 2), born.substr(0, 2)),
            std::format("{}.{}.{}", born.substr(0, 2), born.substr(2, 2), born.substr(4, 4))};
  }
};

CanaryVisit made_up(Dice& dice) {
  CanaryVisit visit;
  visit.facts = {
      .record_number = dice.letters(14, "0123456789"),
      .initials = dice.letters(3, alphabet),
      .birth_date = std::format("{:02}{:02}{}", 1 + dice.below(28), 1 + dice.below(12), 1930 + dice.below(60)),
      .sex = "female",
      .battery = "canary"};
  visit.note = dice.letters(18, alphabet);
  visit.name = dice.letters(12, alphabet);
  visit.option = dice.below(options);
  return visit;
}

// One kiosk in its clinic, and what was found on it.
class Trial {
 public:
  Trial(std::string name, std::uint32_t seed)
      : m_name(std::move(name)),
        m_dice(seed),
        m_form(m_dice),
        m_folder(fs::temp_directory_path() / std::format("anteroom-canary-{}-{}", getpid(), m_name)),
        m_clinic(m_folder, std::format("idle_warning_seconds = 30\nidle_grace_seconds = 15\n"),
                 std::format("[forms]\nsite = \"{}\"\n", (m_folder / "site").string())),
        m_screen(1280, 800, (m_folder / "xvfb.log").string()) {
    m_form.write(m_folder / "site");
    m_kiosk.emplace(
        m_screen,
        KioskDriver::Options{
            .program = "anteroom", .config = m_clinic.config(), .size = "1280x800", .log_file = m_clinic.log_file()});
    m_kiosk->wait_for_screen("patient.welcome", seconds{30});
    m_kiosk->settle();
    m_welcome = m_screen.capture();
  }

  void run(const std::vector<Ending>& endings) {
    try {
      check_processes();
      for (const Ending ending : endings) visit(ending);
      expect(m_kiosk->process().stop() == 0, "the kiosk ends cleanly when it is told to");
    } catch (const std::exception& error) {
      expect(false, std::format("{} The kiosk's last words:\n{}", error.what(), m_clinic.log()));
    }
  }

  [[nodiscard]] bool can_search() { return can_read_memory(id()); }
  [[nodiscard]] const std::vector<std::string>& complaints() const { return m_complaints; }
  [[nodiscard]] int visits() const { return m_visits; }
  [[nodiscard]] std::size_t needles() const { return m_needles.size(); }
  [[nodiscard]] std::size_t bytes() const { return m_bytes; }
  // Since the second visit, when everything had been shown once.
  [[nodiscard]] double growth_mib() const { return m_mib_now - m_mib_then; }

 private:
  void expect(bool claim, const std::string& what) {
    if (!claim) m_complaints.push_back(std::format("{}: visit {}: {}", m_name, m_visits, what));
  }

  [[nodiscard]] pid_t id() { return m_kiosk->process().id(); }

  // The kiosk, its vault and its notifier.
  [[nodiscard]] MemoryScan scan_all(const std::vector<std::string>& needles) {
    MemoryScan all;
    for (const pid_t process : anteroom::bench::family_of(id())) {
      MemoryScan scan = scan_memory(process, needles);
      for (Sighting& sighting : scan.sightings) {
        if (process != id()) sighting.where = std::format("process {} of it, {}", process, sighting.where);
        all.sightings.push_back(std::move(sighting));
      }
      for (const auto& [needle, count] : scan.counts) all.counts[needle] += count;
      all.bytes += scan.bytes;
    }
    return all;
  }

  void check_processes() {
    const auto family = anteroom::bench::family_of(id());
    expect(family.size() == 3, std::format("it is three processes, not {}", family.size()));
    for (const pid_t process : family) {
      std::ifstream limits(std::format("/proc/{}/limits", process));
      bool none = false;
      for (std::string line; std::getline(limits, line);) {
        std::istringstream words(line);
        std::string soft;
        std::string hard;
        if (line.starts_with("Max core file size") && words.ignore(25) && words >> soft >> hard)
          none = soft == "0" && hard == "0";
      }
      expect(none, "a crash of any of its processes writes no memory to a disk (RLIMIT_CORE)");
    }
  }

  void visit(Ending ending) {
    ++m_visits;
    const CanaryVisit visit = made_up(m_dice);
    const auto own = visit.needles();
    m_needles.insert(m_needles.end(), own.begin(), own.end());
    const std::vector<std::string> codes = {m_form.code(visit.option)};
    const std::size_t of_form = scan_all(codes).counts[codes.front()];

    sign_in(*m_kiosk, m_clinic.secrets());
    const std::string code = start_visit(*m_kiosk, visit.facts);
    check_in(*m_kiosk, code, visit.facts.birth_date);
    answer(visit);
    // What is on the screen is in the memory: a search that does not find it there would find nothing anywhere.
    expect(scan_all({visit.note.substr(1, 8)}).counts.size() == 1, "the answer is seen while it is shown");
    end(ending, code);
    m_kiosk->wait_for_screen("patient.welcome", seconds{60});
    std::this_thread::sleep_for(grace);
    m_kiosk->settle();
    look_for_traces(ending);
    m_mib_now = anteroom::bench::anonymous_mib(anteroom::bench::family_of(id()));
    if (m_visits <= 2) m_mib_then = m_mib_now;
    const std::size_t now = scan_all(codes).counts[codes.front()];
    expect(now <= of_form, std::format("{}: the chosen option's code stands {} times in memory, {} times before",
                                       word_of(ending), now, of_form));
  }

  void answer(const CanaryVisit& visit) {
    KioskDriver& kiosk = *m_kiosk;
    kiosk.settle();
    for (;;) {
      if (kiosk.screen() == "patient.form_notice") {
      } else if (kiosk.question() == "canary/note") {
        kiosk.type(visit.note);
      } else if (kiosk.question() == "canary/choice") {
        kiosk.answer(std::to_string(visit.option));
      } else if (kiosk.question() == "canary/name") {
        kiosk.type(visit.name);
      } else {
        break;
      }
      kiosk.tap("continue");
    }
    kiosk.wait_for_screen("patient.review");
  }

  void end(Ending ending, const std::string& code) {
    KioskDriver& kiosk = *m_kiosk;
    switch (ending) {
      case Ending::submitted:
      case Ending::printed:
        kiosk.tap("finish");
        kiosk.wait_for_screen("patient.thanks");
        kiosk.tap("continue");
        if (ending == Ending::printed) print(code);
        break;
      case Ending::hidden:
        kiosk.tap("hide");
        kiosk.wait_for_screen("patient.hidden");
        kiosk.tap("rest");
        kiosk.wait_for_screen("patient.resting");
        kiosk.tap("go_on");
        for (int round = 0; round < 5; ++round) {
          kiosk.wait_for_screen("patient.code");
          kiosk.type("0102");
          kiosk.tap("continue");
          kiosk.wait_for_screen("patient.birth_date");
          kiosk.type("01020304");
          kiosk.tap("continue");
        }
        kiosk.wait_for_screen("patient.ask_at_desk");
        kiosk.tap("continue");
        break;
      case Ending::timed_out: break;
      case Ending::stopped:
        kiosk.wait_for_screen("patient.still_here", seconds{40});
        kiosk.tap("stop");
        break;
    }
  }

  // The care team's page passes through the kiosk's memory too.
  void print(const std::string& code) {
    KioskDriver& kiosk = *m_kiosk;
    sign_in(kiosk, m_clinic.secrets());
    open_visit(kiosk, code);
    kiosk.tap("print");
    const auto deadline = std::chrono::steady_clock::now() + seconds{30};
    while (kiosk.wait_for_prefix("summary:") != "printed") {
      if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("the summary was not printed");
      kiosk.settle();
    }
    kiosk.tap("back");
    kiosk.wait_for_screen("nurse.visits");
    kiosk.tap("sign_out");
  }

  void look_for_traces(Ending ending) {
    const MemoryScan memory = scan_all(m_needles);
    m_bytes = std::max(m_bytes, memory.bytes);
    report(ending, memory);
    // All that the kiosk can write to. Paper is paper, and the printers keep their own spool.
    const auto printers = m_folder / "printers";
    report(ending, scan_files(m_folder, m_needles, {printers}));
    report(ending, scan_files(fs::temp_directory_path(), m_needles, {m_folder}, m_begun));
    report(ending, scan_files("/dev/shm", m_needles, {}, m_begun));
    if (m_screen.capture().pixels != m_welcome.pixels) {
      write_png(m_screen.capture(), fs::path("out") / "canary.png");
      expect(false, std::format("{}: the screen shows more than the welcome (out/canary.png)", word_of(ending)));
    }
  }

  void report(Ending ending, const MemoryScan& scan) {
    std::set<std::string> said;
    for (const Sighting& sighting : scan.sightings) {
      if (!said.insert(sighting.where + sighting.around).second || said.size() > 12) continue;
      expect(false,
             std::format("{}: \"{}\" in {}: {}", word_of(ending), sighting.needle, sighting.where, sighting.around));
    }
  }

  std::string m_name;
  Dice m_dice;
  CanaryForm m_form;
  fs::file_time_type m_begun = fs::file_time_type::clock::now();
  fs::path m_folder;
  DemoClinic m_clinic;
  XScreen m_screen;
  std::optional<KioskDriver> m_kiosk;
  Picture m_welcome;
  std::vector<std::string> m_needles;
  std::vector<std::string> m_complaints;
  int m_visits = 0;
  double m_mib_then = 0;
  double m_mib_now = 0;
  std::size_t m_bytes = 0;
};

// Visits that end by themselves wait 45 s for it, so they have a kiosk of their own and are as many as fit beside the
// others.
int play(int visits, std::uint32_t seed) {
  std::println("canary: seed {}: repeat with  tests/journeys/canary.sh {} {}", seed, visits, seed);
  std::vector<Ending> quick;
  for (int visit = 0; visit < visits; ++visit) {
    quick.push_back(visit % 5 == 1 ? Ending::printed : visit % 5 == 3 ? Ending::hidden : Ending::submitted);
  }
  std::vector<Ending> slow = {Ending::timed_out};
  for (int visit = 10; visit < visits; visit += 10)
    slow.push_back(visit % 20 == 0 ? Ending::timed_out : Ending::stopped);

  Trial busy("busy", seed);
  if (!busy.can_search()) {
    std::println(stderr, "canary: skipped: only root may read another program's memory; run ./dev test as root");
    return code_for_unavailable;
  }
  Trial patient("patient", seed + 1);
  {
    const std::jthread beside([&] { patient.run(slow); });
    busy.run(quick);
  }
  std::size_t complaints = 0;
  for (const Trial* trial : {&busy, &patient}) {
    for (const std::string& complaint : trial->complaints()) std::println(stderr, "canary: FOUND: {}", complaint);
    complaints += trial->complaints().size();
  }
  std::println("{:<32}{}", "visits", busy.visits() + patient.visits());
  std::println("{:<32}{}", "strings searched for", busy.needles() + patient.needles());
  std::println("{:<32}{:.0f} MiB", "memory searched each time", static_cast<double>(busy.bytes()) / 1048576);
  std::println("{:<32}{:+.1f} MiB", "memory grown since the second", busy.growth_mib());
  std::println("{:<32}{}", "found afterwards", complaints);
  return complaints == 0 ? 0 : 1;
}

}  // namespace

// canary [VISITS [SEED]]
int main(int count, char** words) {
  try {
    return play(static_cast<int>(number_at(count, words, 1, 20)), number_at(count, words, 2, std::random_device{}()));
  } catch (const std::exception& error) {
    std::println(stderr, "canary: {}", error.what());
    return 1;
  }
}
