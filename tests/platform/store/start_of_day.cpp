// start_of_day FILE: what a kiosk does with its database before it shows anything. A damaged one is set aside, then the
// store is opened. A program of its own, to be killed.
#include "tests/platform/store/sample_visit.h"

#include <cstdio>

using namespace anteroom;            // a program of its own
using namespace anteroom::platform;  // likewise

int main(int count, char** words) {
  if (count != 2) return 64;
  const auto looked = set_aside_damaged(words[1], right_key, noon);
  if (!looked) {
    std::fprintf(stderr, "%s\n", looked.error().detail.c_str());
    return 1;
  }
  const auto store = open_record_store(words[1], right_key, OpenMode::existing);
  if (!store) std::fprintf(stderr, "%s\n", store.error().detail.c_str());
  return store ? 0 : 1;
}
