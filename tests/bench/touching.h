// What a finger would wait for on one program: launch, press to pixel, answer to stillness, page to page. The kiosk and
// a browser pass through the same measuring.
#pragma once

#include "tests/bench/processes.h"
#include "tests/journeys/x_screen.h"

#include <functional>
#include <vector>

namespace anteroom::bench {

struct Spot {
  int x = 0;
  int y = 0;
};

// Where one page of 0-10 is touched and watched.
struct QuestionSpots {
  std::vector<Spot> tiles;
  Spot next;
  Spot words;  // the upper left of the question
};

struct Touching {
  double press_ms = 0;   // finger down on Continue to its first changed pixel
  double answer_ms = 0;  // finger up on a tile to the last changed pixel
  double page_ms = 0;    // finger up on Continue to the last changed pixel of the next page
  double cpu_ms = 0;     // a question answered, both touches
};

// Answers as many questions as `rounds`; `spots` is asked on each. Medians.
[[nodiscard]] Touching touch_through(journeys::XScreen& screen, pid_t process, int rounds,
                                     const std::function<QuestionSpots()>& spots);

}  // namespace anteroom::bench
