// screens_layout [PANEL[:LARGEST TEXT SIZE]…]: measures every screen in every language, on these panels up to this text
// size (3), without a window; with no panel on all of them, up to the size that is offered there. One line a fault; the
// exit code says whether there is one. A screen is drawn until it is settled, and every page of it.
#include "tests/kiosk/screens/pages.h"
#include "tests/support/shipped_words.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <iostream>
#include <map>
#include <set>
#include <span>

namespace {

using namespace anteroom;
using testing::Page;
using testing::PanelSize;

constexpr std::array languages{"en", "es", "fr", "de", "pl", "vi"};
constexpr std::array sizes{ui::TextSize::small, ui::TextSize::medium, ui::TextSize::large, ui::TextSize::largest};
constexpr float least_gap_mm = 3;
constexpr float rounding_mm = 0.2F;  // half a pixel either side

float gap(const ui::Rect& a, const ui::Rect& b) {
  return std::max(std::max(a.x - b.right(), b.x - a.right()), std::max(a.y - b.bottom(), b.y - a.bottom()));
}

// The least capitals of what a patient reads, by text size (VVSG 2.0 7.1-G); for the large ones of that there is no
// room upright on 7 inches.
float least_capital(ui::TextSize size, bool is_small_and_upright) {
  constexpr std::array least{3.5F, 4.8F, 6.4F, 8.5F};
  if (is_small_and_upright && size == ui::TextSize::large) return 5.6F;
  return least.at(static_cast<std::size_t>(size));
}

class Inspector {
 public:
  Inspector(const PanelSize& panel, std::string_view language, ui::TextSize size)
      : m_panel(panel), m_language(language), m_size(size) {}

  void look(const Page& page, const ui::Ui& ui) {
    m_page = &page;
    const ui::Metrics& metrics = ui.metrics();
    const ui::Probe& probe = ui.probe();
    const bool small = std::min(metrics.mm(metrics.window.w), metrics.mm(metrics.window.h)) < 110;
    if (ui.unsettled()) fault("it never comes to rest");
    std::vector<const ui::Mark*> targets;
    for (const ui::Mark& mark : probe.marks) {
      if (mark.clipped) fault(std::format("{} is cut off", mark.id));
      if (mark.kind == ui::MarkKind::target) targets.push_back(&mark);
    }
    for (const ui::TextRun& run : probe.texts) {
      if (run.clipped) fault(std::format("cut off: {}", run.text));
      if (run.unknown_letter) fault(std::format("a letter without a glyph: {}", run.text));
    }
    look_at_words(probe, targets);
    for (std::size_t index = 0; index < targets.size(); ++index) {
      const ui::Mark& mark = *targets[index];
      // Down to the floor and no further give way: keys on a small panel, the buttons of the strip where height is
      // short, and those that turn the pages of a long question beside its keys.
      const bool is_aside =
          mark.id == "more" || mark.id == "less" || mark.id == "hide" || mark.id == "reading" || mark.id == "aloud";
      const bool may_be_small = is_aside || (small && mark.id.starts_with("key:"));
      const float least = (may_be_small ? 12.7F : 16) - rounding_mm;
      if (metrics.mm(mark.rect.w) < least || metrics.mm(mark.rect.h) < least) {
        fault(std::format("{} is {:.1f} x {:.1f} mm", mark.id, metrics.mm(mark.rect.w), metrics.mm(mark.rect.h)));
      }
      for (std::size_t other = index + 1; other < targets.size(); ++other) {
        const float between = metrics.mm(gap(mark.rect, targets[other]->rect));
        if (between < least_gap_mm - rounding_mm)
          fault(std::format("{} and {} stand {:.1f} mm apart", mark.id, targets[other]->id, between));
      }
    }
    if (probe.screen.starts_with("patient.")) look_at_patients(probe, small);
  }

  [[nodiscard]] int faults() const { return m_faults; }

 private:
  // Words stand within what can be touched, or clear of it: "left" must not lie on a leg.
  void look_at_words(const ui::Probe& probe, const std::vector<const ui::Mark*>& targets) {
    const ui::Mark* why = probe.find("why");
    for (const ui::TextRun& run : probe.texts) {
      if (why != nullptr && why->rect.contains(run.rect.center())) continue;  // it lies over them, until the next touch
      // The air of its first and last line may leave a box.
      const float air = m_panel.width_mm > 0
                            ? run.capital_height_mm * 0.3F * static_cast<float>(m_panel.width) / m_panel.width_mm
                            : 0;
      const ui::Rect letters{run.rect.x, run.rect.y + air, run.rect.w, run.rect.h - 2 * air};
      for (const ui::Mark* mark : targets) {
        const ui::Rect& box = mark->rect;
        const bool apart = letters.right() <= box.x + 1 || letters.x >= box.right() - 1 ||
                           letters.bottom() <= box.y + 1 || letters.y >= box.bottom() - 1;
        const bool inside = letters.x >= box.x - 1 && letters.right() <= box.right() + 1 && letters.y >= box.y - 1 &&
                            letters.bottom() <= box.bottom() + 1;
        if (!apart && !inside) fault(std::format("“{}” lies on the edge of {}", run.text, mark->id));
      }
    }
  }

  void look_at_patients(const ui::Probe& probe, bool small) {
    for (const char* id : {"ask_staff", "back", "skip", "decline", "continue", "hide", "reading", "aloud"}) {
      const ui::Mark* mark = probe.find(id);
      if (mark == nullptr) continue;
      const auto [kept, first] = m_places.emplace(id, mark->rect);
      if (kept->second != mark->rect) fault(std::format("{} stands in another place", id));
    }
    if (probe.find("reading") == nullptr && probe.screen != "patient.still_here")
      fault("the button for the text size is missing");
    if (probe.screen == "patient.form_after" && probe.find("why") != nullptr) fault("words lie over who can help");
    look_at_list(probe, small);
    float largest = 0;
    for (const ui::TextRun& run : probe.texts) largest = std::max(largest, run.capital_height_mm);
    // Answers in sight count for more than letters above the usual size.
    const bool gave_way = probe.find("letters:smaller") != nullptr;
    const ui::TextSize expected = gave_way ? ui::TextSize::small : m_size;
    if (largest < least_capital(expected, small && m_panel.width < m_panel.height) - rounding_mm)
      fault(std::format("its largest capitals are {:.1f} mm", largest));
  }

  // The answers of a scale are seen together, and of a longer list a few at once.
  void look_at_list(const ui::Probe& probe, bool small) {
    if (std::ranges::none_of(probe.marks, [](const ui::Mark& mark) { return mark.id.starts_with("list:page:1:"); }))
      return;
    const auto answers =
        std::ranges::count_if(probe.marks, [](const ui::Mark& mark) { return mark.id.starts_with("option:"); });
    // Half the size of the panel, half the answers.
    if (answers > 0 && answers < (small ? 2 : 4)) fault(std::format("only {} answers on a page", answers));
  }

  void fault(const std::string& what) {
    const std::string line =
        std::format("{} {} size {} {}: {}", m_panel.name, m_language, static_cast<int>(m_size), m_page->name, what);
    if (!m_said.insert(line).second) return;
    std::cout << line << '\n';
    ++m_faults;
  }

  const PanelSize& m_panel;
  std::string_view m_language;
  ui::TextSize m_size;
  const Page* m_page = nullptr;
  std::map<std::string, ui::Rect> m_places;
  std::set<std::string> m_said;
  int m_faults = 0;
};

// A screen and its further pages, which count too. Returns how many.
int look_at_all(const Page& page, ui::Ui& ui, const words::Words& words, Inspector& inspector) {
  testing::tap_through(ui, page, words);
  inspector.look(page, ui);
  int screens = 1;
  while (screens < testing::most_parts && testing::turn_page(ui, page, words)) {
    inspector.look(page, ui);
    ++screens;
  }
  return screens;
}

}  // namespace

int main(int count, char** arguments) {
  // The largest text size by panel.
  std::map<std::string, int, std::less<>> wanted;
  for (const std::string_view argument : std::span(arguments, static_cast<std::size_t>(count)).subspan(1)) {
    const std::size_t colon = argument.find(':');
    wanted[std::string(argument.substr(0, colon))] =
        colon == std::string_view::npos ? 3 : std::atoi(argument.substr(colon + 1).data());
  }
  int faults = 0;
  int screens = 0;
  for (const PanelSize& panel : testing::panel_sizes) {
    const auto asked = wanted.find(panel.name);
    if (!wanted.empty() && asked == wanted.end()) continue;
    const int largest = wanted.empty() ? 3 : asked->second;
    for (const char* language : languages) {
      const words::Words words = testing::shipped_words(language);
      const std::vector<Page> pages = testing::pages(words);
      for (const ui::TextSize size : sizes) {
        if (static_cast<int>(size) > largest) break;
        ui::UiOptions options = testing::page_options(panel, words);
        if (wanted.empty() && size > ui::largest_text_on(options.metrics)) break;  // nobody is offered it
        options.text_size = size;
        const auto made = ui::Ui::create(options);
        if (!made) {
          std::cerr << made.error().detail << '\n';
          return 69;
        }
        ui::Ui& ui = **made;
        // Without the button for reading aloud, and with it.
        for (const std::vector<Page>& shown : {pages, testing::read_aloud(pages)}) {
          Inspector inspector(panel, language, size);
          const bool is_aloud = shown.front().aloud;
          for (const Page& page : shown) {
            if (page.aloud == is_aloud) screens += look_at_all(page, ui, words, inspector);
          }
          faults += inspector.faults();
        }
      }
    }
  }
  std::cout << std::format("{} screens measured, {} faults\n", screens, faults);
  return faults == 0 ? 0 : 1;
}
