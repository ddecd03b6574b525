#include "tests/bench/touching.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace anteroom::bench {
namespace {

using journeys::XScreen;
using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

double since(Steady::time_point begun) {
  return std::chrono::duration<double, std::milli>(Steady::now() - begun).count();
}

// Small pieces of the screen: a picture of all of it would take longer than what is measured.
std::vector<std::uint32_t> look(XScreen& screen, const std::vector<Spot>& spots) {
  std::vector<std::uint32_t> pixels;
  for (const Spot& spot : spots) {
    const auto piece = screen.capture(spot.x, spot.y, 48, 12).pixels;
    pixels.insert(pixels.end(), piece.begin(), piece.end());
  }
  return pixels;
}

struct Change {
  double first_ms = 0;
  double last_ms = 0;
};

// What changes from now until nothing has changed for 150 ms.
Change watch(XScreen& screen, const std::vector<Spot>& spots, std::vector<std::uint32_t> shown) {
  Change change;
  const auto begun = Steady::now();
  while (since(begun) < change.last_ms + 150) {
    auto now = look(screen, spots);
    if (now == shown) continue;
    change.last_ms = since(begun);
    if (change.first_ms == 0) change.first_ms = change.last_ms;
    shown = std::move(now);
  }
  return change;
}

}  // namespace

Touching touch_through(XScreen& screen, pid_t process, int rounds, const std::function<QuestionSpots()>& spots) {
  std::vector<double> press;
  std::vector<double> answer;
  std::vector<double> page;
  double cpu = 0;
  for (int round = 0; round < rounds; ++round) {
    const QuestionSpots at = spots();
    // Longer than the time in which a new screen is deaf, and until all is quiet.
    std::this_thread::sleep_for(milliseconds{400});
    const Spot tile = at.tiles[static_cast<std::size_t>(3 + round % 5)];
    const double before = activity_of(process).cpu_ms;
    screen.press(tile.x, tile.y);
    std::this_thread::sleep_for(milliseconds{80});
    const std::vector<Spot> chosen = {{tile.x - 24, tile.y - 20}, {at.next.x - 24, at.next.y - 20}};
    auto shown = look(screen, chosen);
    screen.release();
    answer.push_back(watch(screen, chosen, std::move(shown)).last_ms);

    const std::vector<Spot> button = {{at.next.x - 24, at.next.y - 24}};
    shown = look(screen, button);
    const auto down = Steady::now();
    screen.press(at.next.x, at.next.y);
    while (look(screen, button) == shown && since(down) < 1000) {
    }
    press.push_back(since(down));
    std::this_thread::sleep_for(milliseconds{80});
    const std::vector<Spot> whole = {at.words, {tile.x - 24, tile.y - 20}, {at.next.x - 24, at.next.y - 20}};
    shown = look(screen, whole);
    screen.release();
    page.push_back(watch(screen, whole, std::move(shown)).last_ms);
    cpu += activity_of(process).cpu_ms - before;
  }
  return {median(press), median(answer), median(page), cpu / rounds};
}

}  // namespace anteroom::bench
