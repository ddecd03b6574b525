#include "kiosk/screen_options.h"

#include "kiosk/machine.h"

#include <utility>

namespace anteroom::kiosk {

ui::FontFiles screen_fonts() {
  const auto folder = share_folder() / "fonts";
  return {.regular = folder / "screen-regular.ttf",
          .bold = folder / "screen-bold.ttf",
          .fallback = folder / "screen-fallback.ttf",
          .fallback_bold = folder / "screen-fallback-bold.ttf"};
}

window::WindowOptions screen_options(const platform::Config& config, std::u32string letters) {
  window::WindowOptions options;
  options.ui.fonts = screen_fonts();
  options.ui.letters = std::move(letters);
  options.ui.theme = config.display.theme == platform::Theme::dark ? ui::Theme::dark : ui::Theme::light;
  options.panel_width_mm = static_cast<float>(config.display.width_mm);
  return options;
}

window::WindowOptions screen_options(const platform::Config& config, std::u32string letters,
                                     const RunOptions& options) {
  window::WindowOptions window = screen_options(config, std::move(letters));
  if (options.windowed) window.windowed = window::PixelSize{options.windowed->width, options.windowed->height};
  window.marks_descriptor = options.marks_descriptor;
  return window;
}

}  // namespace anteroom::kiosk
