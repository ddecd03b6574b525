// A screen without a window: one Ui, a finger and a hand-moved time, for tests of kiosk/ui and kiosk/window.
#pragma once

#include "kiosk/ui/ui.h"

#include <chrono>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <string_view>

namespace anteroom::testing {

struct PanelSize {
  float width = 1280;
  float height = 800;
  float width_mm = 217;
};

inline constexpr PanelSize ten_inch{1280, 800, 217};
inline constexpr PanelSize seven_inch{800, 480, 154};
inline constexpr PanelSize seven_inch_upright{480, 800, 92.4F};

class Panel {
 public:
  using Draw = std::function<void(ui::Ui&)>;

  explicit Panel(PanelSize size = ten_inch, ui::TextSize text = ui::TextSize::medium) {
    ui::UiOptions options;
    options.metrics = {{size.width, size.height}, size.width / size.width_mm};
    const std::filesystem::path atkinson = "/usr/share/fonts/truetype/atkinson-hyperlegible";
    options.fonts = {atkinson / "AtkinsonHyperlegible-Regular.ttf", atkinson / "AtkinsonHyperlegible-Bold.ttf",
                     "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
                     "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf"};
    options.letters = U"áàảãạéíóúüñÁÉÑăâđêôơưçùîûëïœæÿäöąćęłńśźż¿¡";
    options.text_size = text;
    auto made = ui::Ui::create(options);
    EXPECT_TRUE(made) << made.error().detail;
    m_ui = std::move(*made);
  }

  // Frames until nothing changes by itself.
  void show(const Draw& draw) {
    for (int pass = 0; pass < ui::most_frames_to_rest; ++pass) {
      frame(draw);
      if (!m_ui->unsettled()) break;
    }
  }
  void press(ui::Point at, const Draw& draw) {
    m_touch = {at, true, m_touch.now};
    frame(draw);
  }
  void slide(ui::Point to, const Draw& draw) { press(to, draw); }
  // True when the release was a tap on something.
  bool release(const Draw& draw) {
    m_touch.down = false;
    frame(draw);
    return m_ui->tapped();
  }
  bool tap(std::string_view id, const Draw& draw) {
    const ui::Mark* mark = probe().find(id);
    EXPECT_NE(mark, nullptr) << id;
    if (mark == nullptr) return false;
    press(mark->rect.center(), draw);
    const bool tapped = release(draw);
    show(draw);
    return tapped;
  }
  void wait(std::chrono::milliseconds time) { m_touch.now += time; }

  [[nodiscard]] ui::Ui& ui() { return *m_ui; }
  [[nodiscard]] const ui::Probe& probe() const { return m_ui->probe(); }
  [[nodiscard]] float mm(float pixels) const { return m_ui->metrics().mm(pixels); }

 private:
  void frame(const Draw& draw) {
    m_ui->begin_frame(m_touch);
    draw(*m_ui);
    m_ui->end_frame();
  }

  std::unique_ptr<ui::Ui> m_ui;
  ui::Touch m_touch;
};

}  // namespace anteroom::testing
