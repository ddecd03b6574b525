#include "tests/bench/processes.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <fstream>
#include <string>
#include <string_view>

namespace anteroom::bench {
namespace {

namespace fs = std::filesystem;

// Of this line of the kernel's summary, over all of them.
double rollup_mib(const std::vector<pid_t>& processes, std::string_view name) {
  double mib = 0;
  for (const pid_t process : processes) {
    std::ifstream rollup(std::format("/proc/{}/smaps_rollup", process));
    for (std::string line; std::getline(rollup, line);) {
      if (line.starts_with(name)) mib += std::strtod(line.c_str() + name.size(), nullptr) / 1024.0;
    }
  }
  return mib;
}

// A process that ends meanwhile has no threads any more.
std::vector<fs::path> threads_of(pid_t process) {
  std::vector<fs::path> threads;
  std::error_code gone;
  for (fs::directory_iterator each(std::format("/proc/{}/task", process), gone), end; each != end && !gone;
       each.increment(gone)) {
    threads.push_back(each->path());
  }
  return threads;
}

}  // namespace

std::vector<pid_t> family_of(pid_t process) {
  std::vector<pid_t> family = {process};
  for (std::size_t index = 0; index < family.size(); ++index) {
    for (const fs::path& thread : threads_of(family[index])) {
      std::ifstream children(thread / "children");
      for (pid_t child = 0; children >> child;) family.push_back(child);
    }
  }
  return family;
}

Activity activity_of(pid_t process) {
  Activity activity;
  for (const pid_t member : family_of(process)) {
    for (const fs::path& thread : threads_of(member)) {
      std::ifstream schedstat(thread / "schedstat");
      double nanoseconds = 0;
      schedstat >> nanoseconds;
      activity.cpu_ms += nanoseconds / 1e6;
      std::ifstream status(thread / "status");
      for (std::string line; std::getline(status, line);) {
        long count = 0;
        if (std::sscanf(line.c_str(), "voluntary_ctxt_switches: %ld", &count) == 1) activity.wakeups += count;
      }
    }
  }
  return activity;
}

double pss_mib(const std::vector<pid_t>& processes) { return rollup_mib(processes, "Pss:"); }

double anonymous_mib(const std::vector<pid_t>& processes) { return rollup_mib(processes, "Pss_Anon:"); }

double median(std::vector<double> figures) {
  std::ranges::sort(figures);
  return figures.empty() ? 0 : figures[figures.size() / 2];
}

}  // namespace anteroom::bench
