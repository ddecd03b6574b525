// What a program costs, measured from outside: the processor time, wake-ups and memory of a process and all that it
// started.
#pragma once

#include <sys/types.h>
#include <vector>

namespace anteroom::bench {

struct Activity {
  double cpu_ms = 0;
  long wakeups = 0;
};

// The process and its descendants.
[[nodiscard]] std::vector<pid_t> family_of(pid_t process);
// Over all threads of the family.
[[nodiscard]] Activity activity_of(pid_t process);
// Proportional set size of all of them; without those that may not be read.
[[nodiscard]] double pss_mib(const std::vector<pid_t>& processes);
// What they have for themselves and from no file: it does not grow when another program ends that shared a library.
[[nodiscard]] double anonymous_mib(const std::vector<pid_t>& processes);
[[nodiscard]] double median(std::vector<double> figures);

}  // namespace anteroom::bench
