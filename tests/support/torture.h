// How long a proof runs: short in CI, `./dev torture` multiplies it.
#pragma once

#include <algorithm>
#include <cstdlib>

namespace anteroom::testing {

inline bool is_tortured() { return std::getenv("ANTEROOM_TORTURE_TIMES") != nullptr; }

// `rounds` in CI, ANTEROOM_TORTURE_TIMES times as many in a torture run.
inline int tortured(int rounds) {
  return rounds * (is_tortured() ? std::max(1, std::atoi(std::getenv("ANTEROOM_TORTURE_TIMES"))) : 1);
}

}  // namespace anteroom::testing
