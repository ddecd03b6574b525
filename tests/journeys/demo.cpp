// ./dev demo: one whole visit on the real thing. A nurse starts it, a patient answers the intake battery with a
// positive item 9, the slip comes out at the nurses' printer, the nurse acknowledges and prints: first to a printer
// that is off, then once. Every claim is checked; the exit code is the truth.
#include "tests/journeys/demo_clinic.h"
#include "tests/journeys/kiosk_driver.h"
#include "tests/journeys/visit_steps.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>
#include <map>
#include <print>
#include <regex>
#include <stdexcept>
#include <thread>
#include <variant>
#include <vector>
#include <yyjson.h>

namespace {

namespace fs = std::filesystem;
using namespace anteroom::journeys;
using Steady = std::chrono::steady_clock;

// What the patient answers, by form and question in its order, in the words of KioskDriver::answer. Tiles and rows
// count from 0. Sums are worked out here by hand and looked for on the printed page.
const std::map<std::string, std::vector<std::string>> answers = {
    {"nrs", {"6", "7", "9", "3"}},  // now, average, worst, least; now becomes 5 in the review
    {"goals", {"\"walk to the shop", "\"stairs", "+2,4"}},
    {"peg", {"7", "8", "6"}},  // 21 / 3 = 7.0
    {"body-map", {"+16,4,11"}},
    {"fsq-2016", {"+16,4,11", "2", "1", "1", "0", "0", "1", "#24"}},
    {"tsk-11", {"2", "2", "2", "2", "2", "2", "2", "2", "2", "2", "2"}},  // 11 x "Agree" (3) = 33, moderate
    {"phq-9", {"1", "2", "1", "2", "1", "1", "0", "0", "1", "1"}},  // 1+2+1+2+1+1+0+0+1 = 9, mild; item 9 positive
    {"gad-7", {"1", "2", "1", "1", "0", "2", "1"}},                 // 8, mild
    {"semcd-6", {"4", "3", "5", "4", "6", "5"}},                    // (5+4+6+5+7+6) / 6 = 5.5
    {"hrqol-4", {"3", "#10", "#6", "#8"}},                          // 10 + 6 = 16 unhealthy days
    {"sleep-days", {"#14"}},
    {"audit-c", {"1", "0", "1"}},  // 1 + 0 + 1 = 2
    {"drug-1", {"#0"}},
    {"daily-life", {"1", "1", "0", "1", "1", "1"}}};
const VisitFacts facts{.record_number = "70421", .initials = "mk", .birth_date = "14031957"};

class Camera {
 public:
  Camera(XScreen& screen, fs::path folder) : m_screen(screen), m_folder(std::move(folder)) {}
  void shoot(const KioskDriver& kiosk) {
    write_png(m_screen.capture(), m_folder / std::format("{:02}-{}.png", ++m_count, kiosk.screen()));
  }

 private:
  XScreen& m_screen;
  fs::path m_folder;
  int m_count = 0;
};

std::vector<std::string> complaints;
void expect(bool claim, const std::string& what) {
  if (claim) return;
  complaints.push_back(what);
  std::println(stderr, "demo: NOT TRUE: {}", what);
}

// Answers until the review; returns how many questions were answered.
int answer_everything(KioskDriver& kiosk, Camera& camera) {
  std::map<std::string, std::size_t> next;
  int answered = 0;
  bool after_seen = false;
  kiosk.settle();
  for (;;) {
    if (kiosk.screen() == "patient.form_notice" || kiosk.screen() == "patient.form_after") {
      after_seen = after_seen || kiosk.screen() == "patient.form_after";
      camera.shoot(kiosk);
      kiosk.tap("continue");
    } else if (kiosk.screen() == "patient.rest_offer") {
      camera.shoot(kiosk);
      kiosk.tap("go_on");
    } else if (kiosk.screen() == "patient.question") {
      const std::string question = kiosk.question();
      const std::string form = question.substr(0, question.find('/'));
      const auto known = answers.find(form);
      if (known == answers.end() || next[form] == known->second.size()) {
        throw std::runtime_error(std::format("the kiosk asks {}, which has no answer in this script", question));
      }
      kiosk.answer(known->second[next[form]++]);
      ++answered;
      camera.shoot(kiosk);
      kiosk.tap("continue");
    } else {
      break;
    }
  }
  expect(after_seen, "the calm message came after the form with a positive item 9");
  for (const auto& [form, questions] : next) {
    expect(questions == answers.at(form).size(), std::format("every question of {} was asked", form));
  }
  return answered;
}

// In letters for which a screen tries many ways before it comes to rest: a window that stopped drawing too soon would
// leave a page without its end and a button that stays grey.
void read_about_pain_in_large_letters(KioskDriver& kiosk, Camera& camera) {
  kiosk.tap("reading");
  kiosk.tap("text:2");
  kiosk.tap("continue");
  kiosk.tap("lessons");
  for (int lesson = 0; lesson < 3; ++lesson) {
    kiosk.wait_for_screen("patient.lesson");
    kiosk.settle();
    camera.shoot(kiosk);
    for (int page = 0; page < 9 && kiosk.has("more") && kiosk.marks().at("more").enabled; ++page) {
      kiosk.tap("more");
      camera.shoot(kiosk);
    }
    expect(kiosk.has("print"), "the last page of a lesson offers to print it");
    expect(kiosk.marks().at("continue").enabled, "and the way on is open");
    kiosk.tap("continue");
  }
  kiosk.wait_for_screen("patient.thanks");
  kiosk.tap("continue");
  kiosk.wait_for_screen("patient.welcome");
}

void review_and_finish(KioskDriver& kiosk, Camera& camera) {
  kiosk.wait_for_screen("patient.review");
  camera.shoot(kiosk);
  kiosk.tap("answers");
  camera.shoot(kiosk);
  kiosk.tap("form:nrs");
  camera.shoot(kiosk);
  kiosk.tap("edit:nrs/nrs-now");
  kiosk.wait_for_screen("patient.change");
  kiosk.tap("option:5");
  camera.shoot(kiosk);
  kiosk.tap("continue");
  kiosk.wait_for_screen("patient.review");
  kiosk.tap("continue");
  for (int page = 0; page < 12 && kiosk.has("more"); ++page) {
    if (!kiosk.marks().at("more").enabled) break;
    kiosk.tap("more");
    camera.shoot(kiosk);
  }
  kiosk.tap("finish");
  kiosk.wait_for_screen("patient.thanks");
  camera.shoot(kiosk);
  read_about_pain_in_large_letters(kiosk, camera);
}

fs::path wait_for_paper(const DemoClinic& clinic, const std::string& printer) {
  const auto deadline = Steady::now() + std::chrono::seconds{45};
  while (Steady::now() < deadline) {
    if (const auto files = clinic.received(printer); !files.empty()) return files.front();
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  throw std::runtime_error("nothing came out of the printer " + printer);
}

void wait_for_summary(KioskDriver& kiosk, std::string_view state) {
  const auto deadline = Steady::now() + std::chrono::seconds{45};
  while (kiosk.wait_for_prefix("summary:") != state) {
    if (Steady::now() > deadline) {
      throw std::runtime_error(std::format("the summary is {} and not {}", kiosk.wait_for_prefix("summary:"), state));
    }
    kiosk.settle();
  }
}

// The printer is off at first, as it will be one day: the page is saved, staff switch the printer on and print it then.
void print_summary(KioskDriver& kiosk, Camera& camera, const std::string& code, DemoClinic& clinic) {
  camera.shoot(kiosk);
  for (const auto& [id, box] : std::map(kiosk.marks())) {
    if (!id.starts_with("alert:") || !id.ends_with(":open")) continue;
    kiosk.tap(id);
    kiosk.wait_for_screen("nurse.alert");
    camera.shoot(kiosk);
    kiosk.tap("action:seen");
    kiosk.wait_for_screen("nurse.visits");
  }
  camera.shoot(kiosk);
  clinic.tell_printers("off summary");
  kiosk.tap("visit:" + code);
  kiosk.wait_for_screen("nurse.visit");
  camera.shoot(kiosk);
  kiosk.tap("print");
  wait_for_summary(kiosk, "saved_not_printed");
  camera.shoot(kiosk);
  clinic.tell_printers("on summary");
  kiosk.tap("print");
  wait_for_summary(kiosk, "printed");
  camera.shoot(kiosk);
  expect(clinic.received("summary").size() == 1, "the page that was taken back never came out, and the other did once");
}

double megabytes_of(pid_t process) {
  std::ifstream rollup(std::format("/proc/{}/smaps_rollup", process));
  for (std::string line; std::getline(rollup, line);) {
    long kilobytes = 0;
    if (std::sscanf(line.c_str(), "Pss: %ld kB", &kilobytes) == 1) return static_cast<double>(kilobytes) / 1024.0;
  }
  return 0;
}

long long answers_stored(const DemoClinic& clinic) {
  const Ran doctor = run({"anteroom", "--config", clinic.config().string(), "doctor", "--json"});
  yyjson_doc* document = yyjson_read(doctor.output.data(), doctor.output.size(), 0);
  const long long count = yyjson_get_sint(yyjson_obj_get(yyjson_doc_get_root(document), "answers"));
  yyjson_doc_free(document);
  return count;
}

// What the printed page says of a scale, "7.0"; empty when it does not name it with a score.
std::string score_on(const std::string& page, const std::string& scale) {
  std::smatch found;
  const std::regex row("(?:^|\\n)" + scale + " +([0-9.]+) of ");
  return std::regex_search(page, found, row) ? found[1].str() : "";
}

// The scores that the script above must give, computed by hand.
const std::vector<std::pair<std::string, std::string>> scores_by_hand = {
    {"Pain on average", "7"}, {"PEG", "7.0"}, {"TSK-11", "33"}, {"PHQ-9", "9"}, {"GAD-7", "8"}, {"AUDIT-C", "2"}};

// Returns the scores as the page has them.
std::string check_pages(const fs::path& summary, const fs::path& slip) {
  const std::string page = run({"pdftotext", "-layout", summary.string(), "-"}).output;
  for (const char* text : {"70421", "MK", "SAFETY", "Several days", "moderate", "mild", "11 of 11", "9 of 9",
                           "now 5 · at its worst 9 · at its least 3"}) {
    expect(page.contains(text), std::format("the summary says {}", text));
  }
  std::string scores;
  for (const auto& [scale, by_hand] : scores_by_hand) {
    const std::string printed = score_on(page, scale);
    expect(printed == by_hand, std::format("{} is {} on the summary and not '{}'", scale, by_hand, printed));
    scores += std::format("{}{} {}", scores.empty() ? "" : " · ", scale, printed);
  }
  const std::string note = run({"pdftotext", "-layout", slip.string(), "-"}).output;
  expect(note.contains("Demo kiosk"), "the slip names the kiosk");
  for (const char* secret : {"70421", "MK", "PHQ", "Several", "1957"}) {
    expect(!note.contains(secret), std::format("the slip does not say {}", secret));
  }
  return scores;
}

void play(const fs::path& out) {
  const auto begun = Steady::now();
  const fs::path folder = fs::temp_directory_path() / std::format("anteroom-demo-{}", getpid());
  double seconds_of_visit = 0;
  double pss = 0;
  int asked = 0;
  long long stored = 0;
  std::size_t clear = 0;
  std::string scores;
  {
    DemoClinic clinic(folder);
    XScreen screen(1280, 800, (folder / "xvfb.log").string());
    std::string code;
    try {
      KioskDriver kiosk(
          screen,
          {.program = "anteroom", .config = clinic.config(), .size = "1280x800", .log_file = clinic.log_file()});
      Camera camera(screen, out);
      const Look look = [&] { camera.shoot(kiosk); };
      try {
        sign_in(kiosk, clinic.secrets(), look);
        code = start_visit(kiosk, facts, look);
        const auto visit_begun = Steady::now();
        check_in(kiosk, code, facts.birth_date, look);
        asked = answer_everything(kiosk, camera);
        const fs::path slip = wait_for_paper(clinic, "nurses");
        review_and_finish(kiosk, camera);
        seconds_of_visit = std::chrono::duration<double>(Steady::now() - visit_begun).count();
        sign_in(kiosk, clinic.secrets(), look);
        print_summary(kiosk, camera, code, clinic);
        pss = megabytes_of(kiosk.process().id());
        const fs::path summary = wait_for_paper(clinic, "summary");
        fs::copy_file(summary, out / "received-summary.pdf");
        fs::copy_file(summary, out / "summary.pdf");
        fs::copy_file(slip, out / "received-slip.pdf");
        expect(clinic.received("summary").size() == 1, "the summary was printed once");
        expect(clinic.received("nurses").size() == 1, "the slip was printed once");
      } catch (...) {
        write_png(screen.capture(), out / "where-it-stopped.png");
        throw;
      }
      expect(kiosk.process().stop() == 0, "the kiosk ends cleanly when it is told to");
    } catch (const std::exception&) {
      std::print(stderr, "{}", clinic.log());
      throw;
    }
    scores = check_pages(out / "summary.pdf", out / "received-slip.pdf");
    stored = answers_stored(clinic);
    expect(stored == asked + 1, "every answer and the changed one are in the database");
    for (const char* canary :
         {"SQLite format 3", "70421", "1957-03-14", "R. Meyer", "44260-8", "LA6569-3", "nrs-average", "intake"}) {
      clear += bytes_in_clear(clinic.data_folder(), canary);
    }
    expect(clear == 0, "nothing stands in the database in clear");
  }
  const auto pages = std::ranges::count_if(fs::directory_iterator(out),
                                           [](const auto& entry) { return entry.path().extension() == ".png"; });
  std::println("{:<32}{}", "questions answered", asked);
  std::println("{:<32}{}", "scores on the page", scores);
  std::println("{:<32}{:.1f}", "seconds of the patient's visit", seconds_of_visit);
  std::println("{:<32}{:.1f}", "seconds of the demo", std::chrono::duration<double>(Steady::now() - begun).count());
  std::println("{:<32}{:.0f} MiB (with the software OpenGL)", "memory of the kiosk (PSS)", pss);
  std::println("{:<32}{}", "answers in the database", stored);
  std::println("{:<32}{}", "bytes of database in clear", clear);
  std::println("{:<32}{} (out/demo)", "pictures", pages);
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::println(stderr, "demo: give the folder to leave the pictures in");
    return 64;
  }
  try {
    const fs::path out = words[1];
    fs::remove_all(out);
    fs::create_directories(out);
    play(out);
  } catch (const std::exception& error) {
    std::println(stderr, "demo: {}", error.what());
    return 1;
  }
  if (!complaints.empty()) {
    std::println(stderr, "demo: {} of its claims did not hold", complaints.size());
    return 1;
  }
  std::println("\nEvery claim held.");
  return 0;
}
