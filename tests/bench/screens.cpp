// bench_screens: how long the user interface of each screen takes to build, without a window, by screen: a line for the
// heaviest one, "NAME median_us p99_us". Time never fails it.
#include "tests/kiosk/screens/pages.h"
#include "tests/support/shipped_words.h"

#include <algorithm>
#include <chrono>
#include <print>
#include <vector>

namespace {

using namespace anteroom;
using Steady = std::chrono::steady_clock;

constexpr int frames = 400;

}  // namespace

int main() {
  const words::Words words = testing::shipped_words("en");
  const auto& panel = *std::ranges::find(testing::panel_sizes, "10-inch", &testing::PanelSize::name);
  const auto made = ui::Ui::create(testing::page_options(panel, words));
  if (!made) return 69;
  ui::Ui& ui = **made;
  std::chrono::milliseconds now{0};
  std::string heaviest;
  double heaviest_median = 0;
  double heaviest_p99 = 0;
  for (const testing::Page& page : testing::pages(words)) {
    std::vector<double> times;
    for (int frame = 0; frame < frames; ++frame) {
      const auto begun = Steady::now();
      ui.begin_frame({{-1, -1}, false, now += std::chrono::milliseconds{20}});
      testing::draw_page(ui, page, words);
      ui.end_frame();
      const double time = std::chrono::duration<double, std::micro>(Steady::now() - begun).count();
      if (frame >= frames / 4) times.push_back(time);  // the first ones lay the words out, once a screen
    }
    std::ranges::sort(times);
    const double p99 = times[times.size() * 99 / 100];
    if (times[times.size() / 2] <= heaviest_median) continue;
    heaviest = page.name;
    heaviest_median = times[times.size() / 2];
    heaviest_p99 = p99;
  }
  std::println("{} {:.1f} {:.1f}", heaviest, heaviest_median, heaviest_p99);
}
