// A picture of every screen with the words it really has, for a person to judge:
// screens_gallery FOLDER PANEL LANGUAGE TEXT SIZE 0-3 light|dark|contrast
// Its exit code says whether anything was cut off.
#include "kiosk/window/window.h"
#include "tests/kiosk/screens/pages.h"
#include "tests/support/shipped_words.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <iostream>
#include <span>

int main(int count, char** arguments) {
  using namespace anteroom;
  const std::span given(arguments, static_cast<std::size_t>(count));
  const auto* const panel =
      count == 6 ? std::ranges::find(testing::panel_sizes, given[2], &testing::PanelSize::name) : nullptr;
  const std::string_view size = count == 6 ? given[4] : "";
  const bool is_size = size.size() == 1 && size.front() >= '0' && size.front() <= '3';
  if (!is_size || panel == std::ranges::end(testing::panel_sizes)) {
    std::cerr << "usage: screens_gallery FOLDER PANEL LANGUAGE TEXT-SIZE(0 to 3) light|dark|contrast\npanels:";
    for (const testing::PanelSize& known : testing::panel_sizes) std::cerr << ' ' << known.name;
    std::cerr << '\n';
    return 64;
  }
  const std::filesystem::path folder = given[1];
  const words::Words words = testing::shipped_words(given[3]);
  const std::string_view theme = given[5];
  window::WindowOptions options;
  options.windowed = window::PixelSize{panel->width, panel->height};
  options.panel_width_mm = panel->width_mm;
  options.ui = testing::page_options(*panel, words);
  options.ui.text_size = static_cast<ui::TextSize>(size.front() - '0');
  options.ui.theme = theme == "contrast" ? ui::Theme::contrast : theme == "dark" ? ui::Theme::dark : ui::Theme::light;
  // What nobody can choose there.
  if (options.ui.text_size > ui::largest_text_on(options.ui.metrics)) return 0;
  std::filesystem::create_directories(folder);
  auto window = window::Window::open(options);
  if (!window) {
    std::cerr << window.error().detail << '\n';
    return 69;
  }
  int clipped = 0;
  int number = 0;
  for (const testing::Page& page : testing::pages(words)) {
    ui::Ui& ui = (*window)->ui();
    testing::tap_through(ui, page, words);
    for (int part = 1; part <= testing::most_parts; ++part) {
      if (part > 1 && !testing::turn_page(ui, page, words)) break;
      (*window)->show({.settle = {}, .draw = [&](ui::Ui& now) { testing::draw_page(now, page, words); }, .wait = {}});
      for (const ui::Mark& mark : ui.probe().marks) {
        if (mark.clipped) std::cout << page.name << ": " << mark.id << " is cut off\n", ++clipped;
      }
      for (const ui::TextRun& text : ui.probe().texts) {
        if (text.clipped) std::cout << page.name << ": cut off: " << text.text << '\n', ++clipped;
      }
      const std::string further = part > 1 ? std::format("-part-{}", part) : "";
      const auto file = folder / std::format("{:03}-{}{}.png", number, page.name, further);
      if (auto shot = (*window)->screenshot(file); !shot) std::cerr << shot.error().detail << '\n';
    }
    ++number;
  }
  return clipped == 0 ? 0 : 1;
}
