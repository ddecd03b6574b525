// bench_outside [PAGE], for ./dev bench: what a person would feel, measured from outside on the real program, beside
// its floors and, given a page for it, a browser in the same run and at two sizes; then the figures of bench_inside,
// bench_screens and bench_floors. It prints and never fails on a time: a ratio is for people to judge.
#include "tests/bench/processes.h"
#include "tests/bench/touching.h"
#include "tests/journeys/demo_clinic.h"
#include "tests/journeys/kiosk_driver.h"
#include "tests/journeys/visit_steps.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <format>
#include <fstream>
#include <functional>
#include <map>
#include <print>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <unistd.h>
#include <vector>
#include <yyjson.h>

namespace {

namespace fs = std::filesystem;
using namespace anteroom::journeys;
using namespace anteroom::bench;
using Steady = std::chrono::steady_clock;

constexpr int rounds = 5;
constexpr int questions = 7;  // of 0-10, in the intake battery

double milliseconds_since(Steady::time_point begun) {
  return std::chrono::duration<double, std::milli>(Steady::now() - begun).count();
}

struct Launch {
  std::vector<double> wall_ms;
  std::vector<double> cpu_ms;
  std::vector<double> pss;      // with the processes that it started
  std::vector<double> own_pss;  // of the one with the window

  void add(Steady::time_point begun, pid_t process) {
    wall_ms.push_back(milliseconds_since(begun));
    cpu_ms.push_back(activity_of(process).cpu_ms);
    pss.push_back(pss_mib(family_of(process)));
    own_pss.push_back(pss_mib({process}));
  }
};

// One way of showing a questionnaire, and what it costs.
struct Contender {
  Launch launch;
  Touching touching;
  Activity idle;  // in ten seconds on a still page
};

struct PanelSize {
  int width = 0;
  int height = 0;
};

// A figure beside its floor, the browser's and the goal; what was not measured is a dash.
void line(const std::string& what, const std::string& figure, const std::string& floor, const std::string& browser,
          const std::string& goal) {
  std::println("{:<34}{:>12}{:>12}{:>12}   {}", what, figure, floor, browser, goal);
}

std::string figure(double value, const char* unit, int decimals = 1) {
  return value == 0 ? "-" : std::format("{:.{}f} {}", value, decimals, unit);
}

// "<= 0.25x browser (is 0.11x)"; without a browser only the goal.
std::string beside(double value, double other, double most, std::string_view whom, int decimals = 2) {
  if (other == 0) return std::format("<= {}x {}", most, whom);
  return std::format("<= {}x {} (is {:.{}f}x)", most, whom, value / other, decimals);
}

Activity rest_of(pid_t process) {
  std::this_thread::sleep_for(std::chrono::seconds{3});
  const Activity before = activity_of(process);
  std::this_thread::sleep_for(std::chrono::seconds{10});
  const Activity after = activity_of(process);
  return {after.cpu_ms - before.cpu_ms, after.wakeups - before.wakeups};
}

void launch_floor(XScreen& screen, const PanelSize& size, Launch& launch) {
  const auto begun = Steady::now();
  ChildProcess page({"bench_floor_page", std::to_string(size.width), std::to_string(size.height)},
                    {.environment = {{"DISPLAY", screen.display()}},
                     .kept_descriptors = {},
                     .capture_output = true,
                     .pipe_input = false,
                     .log_file = {}});
  if (!page.read_line(std::chrono::seconds{20})) throw std::runtime_error("the floor page did not come up");
  launch.add(begun, page.id());
}

KioskDriver::Options options_of(const DemoClinic& clinic, const PanelSize& size) {
  return {.program = "anteroom",
          .config = clinic.config(),
          .size = std::format("{}x{}", size.width, size.height),
          .log_file = clinic.log_file()};
}

void launch_kiosk(XScreen& screen, const PanelSize& size, const DemoClinic& clinic, Launch& launch) {
  const auto begun = Steady::now();
  KioskDriver kiosk(screen, options_of(clinic, size));
  kiosk.wait_for_screen("patient.welcome", std::chrono::seconds{20});
  launch.add(begun, kiosk.process().id());
}

// Chromium on page.html, with a profile of its own in `folder`. Throws when the page does not come up.
class Browser {
 public:
  Browser(XScreen& screen, const PanelSize& size, const fs::path& folder, const fs::path& page)
      : m_screen(screen),
        m_process(
            {"chromium", "--no-sandbox", "--kiosk", "--no-first-run", "--no-default-browser-check", "--disable-sync",
             "--disable-component-update", "--password-store=basic", "--force-device-scale-factor=1",
             "--window-position=0,0", std::format("--window-size={},{}", size.width, size.height),
             "--user-data-dir=" + (folder / "browser").string(), "file://" + page.string()},
            {.environment = {{"DISPLAY", screen.display()}, {"HOME", folder.string()}},
             .kept_descriptors = {},
             .capture_output = false,
             .pipe_input = false,
             .log_file = (folder / "browser.log").string()}) {
    const auto deadline = Steady::now() + std::chrono::seconds{60};
    while (color_of(0) != page_mark) {
      if (Steady::now() > deadline) throw std::runtime_error("the browser's page did not come up");
    }
  }

  [[nodiscard]] pid_t id() const { return m_process.id(); }
  // As page.html tells them, for the question that it shows.
  [[nodiscard]] QuestionSpots spots() {
    QuestionSpots spots{.tiles = {}, .next = spot(1), .words = spot(2)};
    for (int number = 0; number <= 10; ++number) spots.tiles.push_back(spot(3 + number));
    return spots;
  }

 private:
  static constexpr std::uint32_t page_mark = 0x102030;

  // The page's squares lie in the upper left corner, each 8 pixels wide.
  std::uint32_t color_of(int square) { return m_screen.capture(square * 8 + 2, 2, 1, 1).pixels.front(); }
  Spot spot(int square) {
    const std::uint32_t color = color_of(square);
    return {static_cast<int>(color / 4096), static_cast<int>(color % 4096)};
  }

  XScreen& m_screen;
  ChildProcess m_process;
};

// A visit up to its questions, then pages of 0-10 answered and what lies between them skipped.
Contender on_kiosk(XScreen& screen, const PanelSize& size, const DemoClinic& clinic) {
  Contender kiosk_figures;
  KioskDriver kiosk(screen, options_of(clinic, size));
  kiosk.wait_for_screen("patient.welcome", std::chrono::seconds{20});
  kiosk.settle();
  kiosk_figures.idle = rest_of(kiosk.process().id());
  sign_in(kiosk, clinic.secrets());
  const VisitFacts facts{.record_number = "70421", .initials = "mk", .birth_date = "14031957"};
  const std::string code = start_visit(kiosk, facts);
  check_in(kiosk, code, facts.birth_date);
  const auto spots = [&] {
    kiosk.settle();
    while (!kiosk.has("option:10") || kiosk.has("option:11")) {
      // Answers that do not seem to fit together are asked about.
      kiosk.tap(kiosk.has("right") ? "right" : kiosk.has("skip") ? "skip" : "continue");
      kiosk.settle();
    }
    const auto middle = [&](const std::string& mark) {
      const Box& box = kiosk.marks().at(mark);
      return Spot{static_cast<int>(box.x + box.w / 2), static_cast<int>(box.y + box.h / 2)};
    };
    QuestionSpots at;
    for (int option = 0; option <= 10; ++option) at.tiles.push_back(middle(std::format("option:{}", option)));
    at.next = middle("continue");
    at.words = {size.width * 9 / 20, size.height / 5};
    return at;
  };
  kiosk_figures.touching = touch_through(screen, kiosk.process().id(), questions, spots);
  return kiosk_figures;
}

std::map<std::string, std::pair<double, double>> inside_figures(const std::string& program,
                                                                const std::string& filter = ".") {
  const Ran ran = run({program, "--benchmark_filter=" + filter, "--benchmark_format=json", "--benchmark_repetitions=3",
                       "--benchmark_report_aggregates_only=true"},
                      std::chrono::seconds{120});
  std::map<std::string, std::pair<double, double>> figures;  // name -> real microseconds, bytes
  yyjson_doc* document = yyjson_read(ran.output.data(), ran.output.size(), 0);
  std::size_t index = 0;
  std::size_t count = 0;
  yyjson_val* entry = nullptr;
  yyjson_arr_foreach(yyjson_obj_get(yyjson_doc_get_root(document), "benchmarks"), index, count, entry) {
    const std::string aggregate = yyjson_get_str(yyjson_obj_get(entry, "aggregate_name"));
    if (aggregate != "median") continue;
    std::string name = yyjson_get_str(yyjson_obj_get(entry, "run_name"));
    name = name.substr(0, name.find('/'));
    figures[name] = {yyjson_get_num(yyjson_obj_get(entry, "real_time")),
                     yyjson_get_num(yyjson_obj_get(entry, "bytes"))};
  }
  yyjson_doc_free(document);
  return figures;
}

// Counted by strace over 400 committed answers; opening the database and starting the visit are part of the count.
double syncs_per_answer(const fs::path& folder) {
  const fs::path trace = folder / "syncs.txt";
  const Ran ran = run({"strace", "-f", "-qq", "-e", "trace=fsync,fdatasync,sync_file_range", "-o", trace.string(),
                       "bench_inside", "--benchmark_filter=^answer_commit/"},
                      std::chrono::seconds{120});
  if (ran.exit_code != 0) return -1;
  std::ifstream lines(trace);
  int syncs = 0;
  for (std::string entry; std::getline(lines, entry);) {
    if (entry.contains("sync(") && !entry.contains("resumed")) ++syncs;
  }
  return syncs / 400.0;
}

// Pairwise, so that a disk that slows down slows both.
struct Benchmarked {
  std::string program;
  std::string name;
};
std::pair<double, double> in_turn(const Benchmarked& first, const Benchmarked& second) {
  std::vector<double> one;
  std::vector<double> other;
  for (int round = 0; round < rounds; ++round) {
    one.push_back(inside_figures(first.program, "^" + first.name + "/")[first.name].first);
    other.push_back(inside_figures(second.program, "^" + second.name + "/")[second.name].first);
  }
  return {median(one), median(other)};
}

// Without a page there is no browser.
void measure_on(const PanelSize& size, const DemoClinic& clinic, const fs::path& folder, const fs::path& page) {
  XScreen screen(size.width, size.height, (folder / "xvfb.log").string());
  const auto title = std::format("{} x {}, medians", size.width, size.height);
  line(title, "anteroom", "floor", "browser", "goal");
  Launch floor;
  Contender kiosk;
  Contender browser;
  // One after the other in turn: whatever else the machine does meets all of them.
  for (int round = 0; round < rounds; ++round) {
    launch_floor(screen, size, floor);
    launch_kiosk(screen, size, clinic, kiosk.launch);
    if (page.empty()) continue;
    const auto begun = Steady::now();
    const Browser chromium(screen, size, folder, page);
    browser.launch.add(begun, chromium.id());
  }
  const Launch kiosk_launch = kiosk.launch;
  kiosk = on_kiosk(screen, size, clinic);
  if (!page.empty()) {
    Browser chromium(screen, size, folder, page);
    browser.idle = rest_of(chromium.id());
    browser.touching = touch_through(screen, chromium.id(), questions, [&] { return chromium.spots(); });
  }
  const auto row = [&](const std::string& what, double ours, double floors, double theirs, const char* unit,
                       const std::string& goal) {
    line(what, std::format("{:.1f} {}", ours, unit), figure(floors, unit), figure(theirs, unit), goal);
  };
  const double wall = median(kiosk_launch.wall_ms);
  const double browser_wall = median(browser.launch.wall_ms);
  row("launch to first screen", wall, median(floor.wall_ms), browser_wall, "ms",
      beside(wall, median(floor.wall_ms), 1.15, "floor") + ", " + beside(wall, browser_wall, 0.15, "browser"));
  const double cpu = median(kiosk_launch.cpu_ms);
  row("CPU to first screen", cpu, median(floor.cpu_ms), median(browser.launch.cpu_ms), "ms",
      beside(cpu, median(browser.launch.cpu_ms), 0.08, "browser"));
  const double pss = median(kiosk_launch.pss);
  row("memory (PSS)", pss, median(floor.pss), median(browser.launch.pss), "MiB",
      std::format("<= floor + 8 MiB (is {:+.1f}), {}", pss - median(floor.pss),
                  beside(pss, median(browser.launch.pss), 0.23, "browser")));
  const double own_pss = median(kiosk_launch.own_pss);
  row("  of it the window's process", own_pss, median(floor.own_pss), median(browser.launch.own_pss), "MiB",
      std::format("(is {:+.1f})", own_pss - median(floor.own_pss)));
  line("idle, 10 s: CPU", std::format("{:.2f} ms", kiosk.idle.cpu_ms), "-", figure(browser.idle.cpu_ms, "ms", 2),
       beside(kiosk.idle.cpu_ms, browser.idle.cpu_ms, 0.01, "browser", 3));
  line("idle, 10 s: wake-ups", std::to_string(kiosk.idle.wakeups), "-",
       page.empty() ? "-" : std::to_string(browser.idle.wakeups), "0");
  row("press to first pixel", kiosk.touching.press_ms, 0, browser.touching.press_ms, "ms",
      beside(kiosk.touching.press_ms, browser.touching.press_ms, 0.35, "browser"));
  row("answer released to settled", kiosk.touching.answer_ms, 0, browser.touching.answer_ms, "ms",
      beside(kiosk.touching.answer_ms, browser.touching.answer_ms, 0.03, "browser"));
  row("Continue to next page settled", kiosk.touching.page_ms, 0, browser.touching.page_ms, "ms",
      beside(kiosk.touching.page_ms, browser.touching.page_ms, 0.25, "browser"));
  row("CPU per answered question", kiosk.touching.cpu_ms, 0, browser.touching.cpu_ms, "ms",
      beside(kiosk.touching.cpu_ms, browser.touching.cpu_ms, 0.2, "browser"));
  std::println("");
}

void measure_inside(const fs::path& folder) {
  line("inside the program, medians", "anteroom", "floor", "", "goal");
  const Ran ran = run({"bench_screens"}, std::chrono::seconds{120});
  std::istringstream heaviest(ran.output);
  std::string screen;
  double middle = 0;
  double p99 = 0;
  heaviest >> screen >> middle >> p99;
  line("heaviest screen built, p99", std::format("{:.0f} us", p99), "-", "",
       std::format("<= 150 us ({}, median {:.0f})", screen, middle));
  auto inside = inside_figures("bench_inside");
  auto floors = inside_figures("bench_floors");
  const auto [page_us, page_bytes] = inside["summary_page"];
  line("summary PDF", std::format("{:.1f} ms", page_us / 1000),
       std::format("{:.1f} ms", floors["summary_page_floor"].first / 1000), "", "<= 5 ms");
  line("summary PDF, size", std::format("{:.1f} kB", page_bytes / 1000),
       std::format("{:.1f} kB", floors["summary_page_floor"].second / 1000), "", "<= 30 kB");
  const auto [year_us, year_bytes] = inside["summary_page_of_a_year"];
  line("summary PDF with a year of visits", std::format("{:.1f} ms", year_us / 1000), "-", "", "<= 5 ms");
  line("summary PDF with a year, size", std::format("{:.1f} kB", year_bytes / 1000), "-", "", "<= 60 kB");
  const auto reading = [&](const std::string& what, const std::string& name, const std::string& goal) {
    const double own = inside[name].first;
    const double parsing = inside[name + "_floor"].first;
    line(what, std::format("{:.0f} us", own), std::format("{:.0f} us", parsing), "",
         std::format("{} (is {:.1f}x yyjson alone)", goal, own / parsing));
  };
  reading("form loaded and scored (PHQ-9)", "form_load_and_score", "<= 60 us");
  reading("library of forms loaded", "library_load", "<= 5000 us");
  reading("Questionnaire of 5,000 items read", "large_questionnaire_load", "<= 50000 us");
  const auto [commit, plain] = in_turn({"bench_inside", "answer_commit"}, {"bench_floors", "answer_commit_floor"});
  line("answer committed", std::format("{:.0f} us", commit), std::format("{:.0f} us", plain), "",
       std::format("<= 1.25x plain SQLite (is {:.2f}x)", commit / plain));
  const auto [over, here] = in_turn({"bench_inside", "answer_sealed_over_a_line"}, {"bench_inside", "answer_sealed"});
  line("answer sealed and committed by the vault", std::format("{:.0f} us", over), std::format("{:.0f} us", here), "",
       std::format("<= 1.5x one process (is {:.2f}x)", over / here));
  line("syncs per answer", std::format("{:.2f}", syncs_per_answer(folder)), "-", "", "<= 1.1");
}

void measure(const fs::path& page) {
  const fs::path folder = fs::temp_directory_path() / std::format("anteroom-bench-{}", getpid());
  DemoClinic clinic(folder);
  for (const PanelSize& size : {PanelSize{1280, 800}, PanelSize{1920, 1080}}) measure_on(size, clinic, folder, page);
  measure_inside(folder);
  std::println(
      "\nrepeat: ./dev bench, with a browser ./dev bench --browser; inside only: ./dev exec bench_inside, "
      "bench_floors, "
      "bench_screens;\ngrowth over 200 visits: ./dev torture canary");
}

}  // namespace

int main(int count, char** words) {
  try {
    measure(count > 1 ? words[1] : "");
  } catch (const std::exception& error) {
    std::println(stderr, "bench: {}", error.what());
    return 1;
  }
  return 0;
}
