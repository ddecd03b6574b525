#include "kiosk/ui/frame.h"

#include "kiosk/ui/theme.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace anteroom::ui {

FrameBoxes frame_boxes(const Metrics& metrics) {
  const float width = metrics.mm(metrics.window.w);
  const float height = metrics.mm(metrics.window.h);
  FrameBoxes boxes;
  boxes.portrait = width < 140;
  boxes.small = std::min(width, height) < 110;
  const bool tight = boxes.small;

  // Rounded up, so that a target or a gap is never smaller than it says.
  const auto up = [&](float mm) { return std::ceil(metrics.px(mm) - 0.01F); };
  const float margin = up(std::clamp(3 + (width - 155) / 41, 3.0F, 14.0F));
  const float gap = up(measure::gap);
  const float button = up(tight ? measure::target : 18);
  // On a small panel three rows of keys (sideways) and the drawing of a body (upright) just have room.
  const float bottom = up(tight ? 0.5F : 4);
  const float inner = metrics.window.w - 2 * margin;
  const float top = metrics.window.h - bottom - button;

  // Shares of the row that the five labels need in medium text: Back, Ask staff, Skip, Prefer not / to answer,
  // Continue.
  const auto row = [&](float y, std::initializer_list<std::pair<std::size_t, float>> shares) {
    float sum = 0;
    for (const auto& [box, share] : shares) sum += share;
    const float room = inner - gap * static_cast<float>(shares.size() - 1);
    float x = margin;
    for (const auto& [box, share] : shares) {
      const float w = std::floor(room * share / sum);
      boxes.footer[box] = {x, y, w, button};
      x += w + gap;
    }
    Rect& last = boxes.footer[(shares.end() - 1)->first];
    last.w = metrics.window.w - margin - last.x;
  };
  float footer_top = top;
  if (boxes.portrait) {
    footer_top = top - gap - button;
    row(footer_top, {{2, 0.4F}, {3, 0.6F}});
    row(top, {{0, 0.27F}, {1, 0.34F}, {4, 0.39F}});
  } else {
    row(top, {{0, 18.8F}, {1, 26.6F}, {2, 21.4F}, {3, 35.4F}, {4, 34.4F}});
  }

  // As high as the buttons at its end: 16 mm where there is room, 12.7 mm, the least, on a small panel, else between.
  const bool roomy = height > 150;
  const float strip = tight ? measure::target_floor : roomy ? measure::target : 14;
  boxes.header = {margin, up(tight ? 0.0F : roomy ? 1.5F : 0.5F), inner, up(strip)};
  const float button_width = up(!tight ? 18 : boxes.portrait ? measure::target : measure::target_floor);
  boxes.header_button = {boxes.header.right() - button_width, boxes.header.y, button_width, boxes.header.h};
  const float content_top = boxes.header.bottom() + up(measure::gap);
  const float band_top = footer_top - up(tight ? 0.9F : 3);
  boxes.band = {0, band_top, metrics.window.w, metrics.window.h - band_top};
  boxes.content = {margin, content_top, inner, band_top - up(tight ? 2.1F : 4) - content_top};
  return boxes;
}

}  // namespace anteroom::ui
