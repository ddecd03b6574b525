// ./dev bench: what a person would feel, measured from outside on the real program beside its floors in the same run,
// then the figures of bench_inside and bench_floors. It prints and never fails on a time: a ratio is for people to
// judge.
#include "tests/journeys/demo_clinic.h"
#include "tests/journeys/kiosk_driver.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <format>
#include <fstream>
#include <functional>
#include <map>
#include <print>
#include <stdexcept>
#include <thread>
#include <unistd.h>
#include <vector>
#include <yyjson.h>

namespace {

namespace fs = std::filesystem;
using namespace anteroom::journeys;
using Steady = std::chrono::steady_clock;

constexpr int rounds = 5;

double milliseconds_since(Steady::time_point begun) {
  return std::chrono::duration<double, std::milli>(Steady::now() - begun).count();
}

double median(std::vector<double> figures) {
  std::ranges::sort(figures);
  return figures.empty() ? 0 : figures[figures.size() / 2];
}

// Over all threads of a process.
struct Activity {
  double cpu_ms = 0;
  long wakeups = 0;
};

Activity activity_of(pid_t process) {
  Activity activity;
  for (const auto& task : fs::directory_iterator(std::format("/proc/{}/task", process))) {
    std::ifstream schedstat(task.path() / "schedstat");
    double nanoseconds = 0;
    schedstat >> nanoseconds;
    activity.cpu_ms += nanoseconds / 1e6;
    std::ifstream status(task.path() / "status");
    for (std::string line; std::getline(status, line);) {
      long count = 0;
      if (std::sscanf(line.c_str(), "voluntary_ctxt_switches: %ld", &count) == 1) activity.wakeups += count;
    }
  }
  return activity;
}

double pss_mib(pid_t process) {
  std::ifstream rollup(std::format("/proc/{}/smaps_rollup", process));
  for (std::string line; std::getline(rollup, line);) {
    long kilobytes = 0;
    if (std::sscanf(line.c_str(), "Pss: %ld kB", &kilobytes) == 1) return static_cast<double>(kilobytes) / 1024.0;
  }
  return 0;
}

struct Launch {
  std::vector<double> wall_ms;
  std::vector<double> cpu_ms;
  std::vector<double> pss;
};

void line(const std::string& what, const std::string& figure, const std::string& floor, const std::string& goal) {
  std::println("{:<38}{:>14}{:>14}   {}", what, figure, floor, goal);
}

Launch launch_floor(XScreen& screen) {
  Launch launch;
  for (int round = 0; round < rounds; ++round) {
    const auto begun = Steady::now();
    ChildProcess page({"bench_floor_page"}, {.environment = {{"DISPLAY", screen.display()}},
                                             .kept_descriptors = {},
                                             .capture_output = true,
                                             .pipe_input = false,
                                             .log_file = {}});
    if (!page.read_line(std::chrono::seconds{20})) throw std::runtime_error("the floor page did not come up");
    launch.wall_ms.push_back(milliseconds_since(begun));
    launch.cpu_ms.push_back(activity_of(page.id()).cpu_ms);
    launch.pss.push_back(pss_mib(page.id()));
  }
  return launch;
}

Launch launch_kiosk(XScreen& screen, const DemoClinic& clinic) {
  Launch launch;
  for (int round = 0; round < rounds; ++round) {
    const auto begun = Steady::now();
    KioskDriver kiosk(
        screen, {.program = "anteroom", .config = clinic.config(), .size = "1280x800", .log_file = clinic.log_file()});
    kiosk.wait_for_screen("patient.welcome", std::chrono::seconds{20});
    launch.wall_ms.push_back(milliseconds_since(begun));
    launch.cpu_ms.push_back(activity_of(kiosk.process().id()).cpu_ms);
    launch.pss.push_back(pss_mib(kiosk.process().id()));
  }
  return launch;
}

// From the press of a finger to the first changed pixel under it; the finger slides off, so nothing happens.
double press_to_pixel_ms(XScreen& screen, KioskDriver& kiosk) {
  std::vector<double> figures;
  for (int round = 0; round < rounds * 2; ++round) {
    const Box box = kiosk.wait_for("start");
    const int x = static_cast<int>(box.x + box.w / 2);
    const int y = static_cast<int>(box.y + box.h / 2);
    const int edge = static_cast<int>(box.x + box.w / 8);
    const auto before = screen.capture(edge, y, 8, 8).pixels;
    const auto begun = Steady::now();
    screen.press(x, y);
    while (screen.capture(edge, y, 8, 8).pixels == before && milliseconds_since(begun) < 1000) {
    }
    figures.push_back(milliseconds_since(begun));
    screen.move(2, 2);
    screen.release();
    std::this_thread::sleep_for(std::chrono::milliseconds{400});
    kiosk.settle();
  }
  return median(figures);
}

std::map<std::string, std::pair<double, double>> inside_figures(const std::string& program) {
  const Ran ran =
      run({program, "--benchmark_format=json", "--benchmark_repetitions=3", "--benchmark_report_aggregates_only=true"},
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
                       "bench_inside", "--benchmark_filter=^answer_commit"},
                      std::chrono::seconds{120});
  if (ran.exit_code != 0) return -1;
  std::ifstream lines(trace);
  int syncs = 0;
  for (std::string entry; std::getline(lines, entry);) {
    if (entry.contains("sync(") && !entry.contains("resumed")) ++syncs;
  }
  return syncs / 400.0;
}

void measure() {
  const fs::path folder = fs::temp_directory_path() / std::format("anteroom-bench-{}", getpid());
  DemoClinic clinic(folder);
  XScreen screen(1280, 800, (folder / "xvfb.log").string());
  std::println("{:<38}{:>14}{:>14}   {}", "medians of this run", "anteroom", "floor", "goal");

  const Launch floor = launch_floor(screen);
  const Launch kiosk_launch = launch_kiosk(screen, clinic);
  const double floor_wall = median(floor.wall_ms);
  const double wall = median(kiosk_launch.wall_ms);
  line("launch to first screen", std::format("{:.0f} ms", wall), std::format("{:.0f} ms", floor_wall),
       std::format("<= 1.15x floor (is {:.2f}x)", wall / floor_wall));
  const double cpu = median(kiosk_launch.cpu_ms);
  line("CPU to first screen", std::format("{:.0f} ms", cpu), std::format("{:.0f} ms", median(floor.cpu_ms)),
       "<= 0.08x browser (about 140 ms)");
  const double pss = median(kiosk_launch.pss);
  const double floor_pss = median(floor.pss);
  line("memory (PSS)", std::format("{:.1f} MiB", pss), std::format("{:.1f} MiB", floor_pss),
       std::format("<= floor + 8 MiB (is {:+.1f})", pss - floor_pss));

  KioskDriver kiosk(
      screen, {.program = "anteroom", .config = clinic.config(), .size = "1280x800", .log_file = clinic.log_file()});
  kiosk.wait_for_screen("patient.welcome", std::chrono::seconds{20});
  kiosk.settle();
  std::this_thread::sleep_for(std::chrono::seconds{3});
  const Activity before = activity_of(kiosk.process().id());
  std::this_thread::sleep_for(std::chrono::seconds{10});
  const Activity after = activity_of(kiosk.process().id());
  line("idle, 10 s: CPU", std::format("{:.2f} ms", after.cpu_ms - before.cpu_ms), "-",
       "<= 0.01x browser (about 0.3 ms)");
  line("idle, 10 s: wake-ups", std::format("{}", after.wakeups - before.wakeups), "-", "0");
  line("press to first pixel", std::format("{:.1f} ms", press_to_pixel_ms(screen, kiosk)), "-",
       "<= 0.35x browser's Next (about 10 ms)");

  auto inside = inside_figures("bench_inside");
  auto floors = inside_figures("bench_floors");
  const auto [page_us, page_bytes] = inside["summary_page"];
  line("summary PDF", std::format("{:.1f} ms", page_us / 1000),
       std::format("{:.1f} ms", floors["summary_page_floor"].first / 1000), "<= 5 ms");
  line("summary PDF, size", std::format("{:.1f} kB", page_bytes / 1000),
       std::format("{:.1f} kB", floors["summary_page_floor"].second / 1000), "<= 30 kB");
  const auto reading = [&](const std::string& what, const std::string& name, const std::string& goal) {
    const double figure = inside[name].first;
    const double parsing = inside[name + "_floor"].first;
    line(what, std::format("{:.0f} us", figure), std::format("{:.0f} us", parsing),
         std::format("{} (is {:.1f}x yyjson alone)", goal, figure / parsing));
  };
  reading("form loaded and scored (PHQ-9)", "form_load_and_score", "<= 60 us");
  reading("library of forms loaded", "library_load", "<= 5000 us");
  reading("Questionnaire of 5,000 items read", "large_questionnaire_load", "<= 50000 us");
  const double commit = inside["answer_commit"].first;
  const double plain = floors["answer_commit_floor"].first;
  line("answer committed", std::format("{:.0f} us", commit), std::format("{:.0f} us", plain),
       std::format("<= 1.25x plain SQLite (is {:.2f}x)", commit / plain));
  line("syncs per answer", std::format("{:.2f}", syncs_per_answer(folder)), "-", "<= 1.1");
  std::println("\nrepeat: ./dev bench   inside only: ./dev exec bench_inside, ./dev exec bench_floors");
}

}  // namespace

int main() {
  try {
    measure();
  } catch (const std::exception& error) {
    std::println(stderr, "bench: {}", error.what());
    return 1;
  }
  return 0;
}
