// While it lives the kernel gives this process no more than so many bytes besides what it has.
#pragma once

#include <fstream>
#include <stdexcept>
#include <sys/resource.h>
#include <unistd.h>

namespace anteroom::testing {

class ScarceMemory {
 public:
  explicit ScarceMemory(rlim_t bytes) {
    getrlimit(RLIMIT_AS, &m_usual);
    rlim_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const rlimit scarce{.rlim_cur = pages * static_cast<rlim_t>(getpagesize()) + bytes, .rlim_max = m_usual.rlim_max};
    if (setrlimit(RLIMIT_AS, &scarce) != 0) throw std::runtime_error("memory cannot be made scarce");
  }
  ~ScarceMemory() { setrlimit(RLIMIT_AS, &m_usual); }
  ScarceMemory(const ScarceMemory&) = delete;
  ScarceMemory& operator=(const ScarceMemory&) = delete;

 private:
  rlimit m_usual{};
};

}  // namespace anteroom::testing
