// screens_pixels GOLDEN-FOLDER: renders a sample of screens in every theme and measures them on the pixels: text stands
// out 7:1 from what is behind it, the edge of what can be touched 3:1 (WCAG 2.2, 1.4.6 and 1.4.11), and what is chosen
// can be told apart without colours (1.4.1). Then compares a few pictures, reduced to a quarter, with goldens;
// ANTEROOM_REWRITE_GOLDENS=1 writes those anew. One line a fault.
#include "kiosk/ui/theme.h"
#include "kiosk/window/window.h"
#include "tests/kiosk/screens/pages.h"
#include "tests/support/shipped_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <iostream>
#include <map>
#include <png.h>
#include <span>
#include <unistd.h>
#include <vector>

namespace {

using namespace anteroom;
using testing::Page;

constexpr double least_text = 7;
constexpr double aim_text = 10;
constexpr double least_edge = 3;
constexpr double least_in_grey = 1.5;

class Picture {
 public:
  static std::optional<Picture> read(const std::filesystem::path& file) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, file.c_str()) == 0) return std::nullopt;
    image.format = PNG_FORMAT_RGB;
    Picture picture(static_cast<int>(image.width), static_cast<int>(image.height));
    if (png_image_finish_read(&image, nullptr, picture.m_bytes.data(), 0, nullptr) == 0) return std::nullopt;
    return picture;
  }
  Picture(int width, int height) : m_width(width), m_height(height) {
    m_bytes.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  }

  [[nodiscard]] bool write(const std::filesystem::path& file) const {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(m_width);
    image.height = static_cast<png_uint_32>(m_height);
    image.format = PNG_FORMAT_RGB;
    return png_image_write_to_file(&image, file.c_str(), 0, m_bytes.data(), 0, nullptr) != 0;
  }
  [[nodiscard]] int width() const { return m_width; }
  [[nodiscard]] int height() const { return m_height; }
  [[nodiscard]] ui::Colour at(int x, int y) const {
    const std::size_t place = index(std::clamp(x, 0, m_width - 1), std::clamp(y, 0, m_height - 1));
    return {m_bytes[place], m_bytes[place + 1], m_bytes[place + 2]};
  }
  // Each pixel the mean of `by` x `by`: what differs between renderers, the edges of letters, disappears.
  [[nodiscard]] Picture reduced(int by) const {
    Picture small(m_width / by, m_height / by);
    for (int y = 0; y < small.m_height; ++y) {
      for (int x = 0; x < small.m_width; ++x) {
        for (std::size_t channel = 0; channel < 3; ++channel) {
          int sum = 0;
          for (int down = 0; down < by; ++down) {
            for (int right = 0; right < by; ++right) sum += m_bytes[index(x * by + right, y * by + down) + channel];
          }
          small.m_bytes[small.index(x, y) + channel] = static_cast<png_byte>(sum / (by * by));
        }
      }
    }
    return small;
  }
  // The share of pixels that differ by more than `tolerance` of 255; 1 when the sizes differ.
  [[nodiscard]] double difference(const Picture& other, int tolerance) const {
    if (other.m_width != m_width || other.m_height != m_height) return 1;
    std::size_t differ = 0;
    for (std::size_t pixel = 0; pixel < m_bytes.size(); pixel += 3) {
      bool near = true;
      for (std::size_t channel = pixel; channel < pixel + 3; ++channel) {
        near = near && std::abs(int{m_bytes[channel]} - int{other.m_bytes[channel]}) <= tolerance;
      }
      differ += near ? 0 : 1;
    }
    return static_cast<double>(differ) * 3 / static_cast<double>(m_bytes.size());
  }

 private:
  [[nodiscard]] std::size_t index(int x, int y) const {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width) + static_cast<std::size_t>(x)) * 3;
  }
  int m_width;
  int m_height;
  std::vector<png_byte> m_bytes;
};

struct Box {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
};
Box box_of(const ui::Rect& rect) {
  return {static_cast<int>(rect.x), static_cast<int>(rect.y), static_cast<int>(rect.right()),
          static_cast<int>(rect.bottom())};
}

// What most of a text's box is filled with against the strongest colour that letters have there.
double text_contrast(const Picture& picture, const Box& box) {
  std::map<std::array<int, 3>, int> counts;
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) {
      const ui::Colour colour = picture.at(x, y);
      ++counts[{colour.r, colour.g, colour.b}];
    }
  }
  if (counts.empty()) return 21;
  const auto colour_of = [](const auto& entry) {
    return ui::Colour{static_cast<std::uint8_t>(entry.first[0]), static_cast<std::uint8_t>(entry.first[1]),
                      static_cast<std::uint8_t>(entry.first[2])};
  };
  const auto behind = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
  double best = 1;
  // A stem has some pixels of the pure colour; a single one may be something else's edge.
  for (const auto& entry : counts) {
    if (entry.second >= 4) best = std::max(best, ui::contrast(colour_of(*behind), colour_of(entry)));
  }
  return best;
}

// The strongest step on the way into a box, from what lies outside.
double edge_contrast(const Picture& picture, const Box& box, int outside) {
  const int y = (box.top + box.bottom) / 2;
  const ui::Colour ground = picture.at(box.left - outside, y);
  double best = 1;
  for (int x = box.left - 1; x < box.left + outside; ++x) {
    best = std::max(best, ui::contrast(ground, picture.at(x, y)));
  }
  return best;
}

double grey(ui::Colour colour) { return 0.2126 * colour.r + 0.7152 * colour.g + 0.0722 * colour.b; }

// The mean grey of a frame as thick as the outline of what is chosen, as a colour.
ui::Colour frame_grey(const Picture& picture, const Box& box, int thick) {
  double sum = 0;
  int count = 0;
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) {
      const bool inside =
          x >= box.left + thick && x < box.right - thick && y >= box.top + thick && y < box.bottom - thick;
      if (inside) continue;
      sum += grey(picture.at(x, y));
      ++count;
    }
  }
  const auto mean = static_cast<std::uint8_t>(count == 0 ? 0 : sum / count);
  return {mean, mean, mean};
}

class Examination {
 public:
  void look(const std::string& where, const ui::Probe& probe, const Picture& picture, float px_per_mm) {
    for (const ui::TextRun& run : probe.texts) {
      const double ratio = text_contrast(picture, box_of(run.rect));
      ++m_texts;
      m_strong += ratio >= aim_text ? 1 : 0;
      m_least = std::min(m_least, ratio);
      if (ratio < least_text) fault(std::format("{}: \"{}\" stands out {:.1f}:1", where, run.text, ratio));
    }
    const auto outside = static_cast<int>(px_per_mm * 1.2F);
    const auto outline = static_cast<int>(std::ceil(px_per_mm * 1.0F));
    const ui::Mark* chosen = nullptr;
    const ui::Mark* other = nullptr;
    for (const ui::Mark& mark : probe.marks) {
      if (mark.kind != ui::MarkKind::target || !mark.enabled) continue;
      const double ratio = edge_contrast(picture, box_of(mark.rect), outside);
      if (ratio < least_edge) fault(std::format("{}: the edge of {} stands out {:.1f}:1", where, mark.id, ratio));
      const std::string_view kind = std::string_view(mark.id).substr(0, mark.id.find(':'));
      if (kind == "option" || kind == "text") (mark.selected ? chosen : other) = &mark;
    }
    if (chosen == nullptr || other == nullptr) return;
    ++m_pairs;
    const double ratio = ui::contrast(frame_grey(picture, box_of(chosen->rect), outline),
                                      frame_grey(picture, box_of(other->rect), outline));
    if (ratio < least_in_grey) {
      fault(std::format("{}: without colours {} and {} differ {:.2f}:1", where, chosen->id, other->id, ratio));
    }
  }

  void compare(const std::filesystem::path& golden, const Picture& picture) {
    const Picture small = picture.reduced(4);
    if (std::getenv("ANTEROOM_REWRITE_GOLDENS") != nullptr) {
      if (!small.write(golden)) fault(std::format("{} cannot be written", golden.string()));
      return;
    }
    constexpr int tolerance = 20;
    constexpr double most_pixels = 0.002;
    const auto expected = Picture::read(golden);
    if (!expected) return fault(std::format("{} cannot be read", golden.string()));
    const double differ = small.difference(*expected, tolerance);
    if (differ <= most_pixels) return;
    const std::filesystem::path seen = std::filesystem::temp_directory_path() / ("seen-" + golden.filename().string());
    static_cast<void>(small.write(seen));
    fault(std::format("{:.2f} % of {} look different: {}", differ * 100, golden.filename().string(), seen.string()));
  }

  [[nodiscard]] int finish() const {
    std::cout << std::format("{} texts, {} of them 10:1 or more, the least {:.1f}:1; {} pairs in grey; {} faults\n",
                             m_texts, m_strong, m_least, m_pairs, m_faults);
    return m_faults == 0 && m_pairs > 0 ? 0 : 1;
  }

 private:
  void fault(const std::string& what) {
    std::cout << what << '\n';
    ++m_faults;
  }
  int m_texts = 0;
  int m_strong = 0;
  int m_pairs = 0;
  int m_faults = 0;
  double m_least = 21;
};

constexpr std::array sample = {"welcome-languages",
                               "code",
                               "birth-date-no-day",
                               "tiles",
                               "row",
                               "yes-no",
                               "text",
                               "several-limit",
                               "ranked",
                               "time",
                               "body-chosen",
                               "review",
                               "form-after",
                               "still-here",
                               "reading",
                               "hidden",
                               "visits",
                               "detail-jammed",
                               "pin-locked",
                               "new-birth-date"};
struct Golden {
  std::string_view page;
  ui::Theme theme;
  std::string_view file;
};
constexpr std::array goldens = {Golden{"welcome-languages", ui::Theme::light, "welcome-light.png"},
                                Golden{"tiles", ui::Theme::light, "tiles-light.png"},
                                Golden{"row", ui::Theme::dark, "row-dark.png"},
                                Golden{"body-chosen", ui::Theme::light, "body-light.png"},
                                Golden{"text", ui::Theme::contrast, "text-contrast.png"},
                                Golden{"visits", ui::Theme::light, "visits-light.png"}};

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: screens_pixels GOLDEN-FOLDER\n";
    return 64;
  }
  const std::filesystem::path golden_folder = arguments[1];
  const testing::PanelSize& panel = testing::panel_sizes[2];  // 10 inch
  const words::Words words = testing::shipped_words("en");
  const std::filesystem::path shot =
      std::filesystem::temp_directory_path() / std::format("screens-pixels-{}.png", getpid());
  Examination examination;
  for (const auto& [theme, name] : {std::pair{ui::Theme::light, "light"}, std::pair{ui::Theme::dark, "dark"},
                                    std::pair{ui::Theme::contrast, "contrast"}}) {
    window::WindowOptions options;
    options.windowed = window::PixelSize{panel.width, panel.height};
    options.panel_width_mm = panel.width_mm;
    options.ui = testing::page_options(panel, words);
    options.ui.theme = theme;
    auto window = window::Window::open(options);
    if (!window) {
      std::cerr << window.error().detail << '\n';
      return 69;
    }
    for (const Page& page : testing::pages(words)) {
      if (std::ranges::find(sample, page.name) == sample.end()) continue;
      testing::tap_through((*window)->ui(), page, words);
      (*window)->show({.settle = {}, .draw = [&](ui::Ui& ui) { testing::draw_page(ui, page, words); }, .wait = {}});
      if (const auto taken = (*window)->screenshot(shot); !taken) {
        std::cerr << taken.error().detail << '\n';
        return 74;
      }
      const auto picture = Picture::read(shot);
      if (!picture) return 74;
      const ui::Ui& ui = (*window)->ui();
      examination.look(std::format("{} {}", page.name, name), ui.probe(), *picture, ui.metrics().px_per_mm);
      for (const Golden& golden : goldens) {
        if (golden.page == page.name && golden.theme == theme) {
          examination.compare(golden_folder / golden.file, *picture);
        }
      }
    }
  }
  std::filesystem::remove(shot);
  return examination.finish();
}
