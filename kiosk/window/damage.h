// Owns the question "which pixels differ from the last frame?", answered from the triangles alone, before anything is
// painted. Repainting a whole screen for one touched key is what makes a software-rendered kiosk slow. It calls no
// OpenGL.
#pragma once

#include <cstddef>
#include <cstdint>
#include <imgui.h>
#include <vector>

namespace anteroom::window {

struct PixelRect {
  int x = 0;
  int y = 0;
  int w = 0;
  int h = 0;
  [[nodiscard]] int right() const { return x + w; }
  [[nodiscard]] int bottom() const { return y + h; }
  friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

class Damage {
 public:
  static constexpr int tile = 64;         // pixels a side
  static constexpr std::size_t most = 6;  // rectangles; more than that become one

  Damage(int width, int height);

  // Everything is new: after a resize, an exposure, another font texture.
  void reset();
  // The rectangles that differ from the frame before, disjoint, on whole tiles; empty when the pictures are the same.
  [[nodiscard]] std::vector<PixelRect> update(const ImDrawData& frame);
  // Leaves in the frame only the triangles that touch these rectangles, each clipped to its rectangle.
  static void keep_only(ImDrawData& frame, const std::vector<PixelRect>& rectangles);

 private:
  [[nodiscard]] std::vector<PixelRect> changed_rectangles() const;

  int m_width;
  int m_height;
  int m_across;
  int m_down;
  bool m_everything = true;
  std::vector<std::uint64_t> m_shown;
  std::vector<std::uint64_t> m_next;
};

}  // namespace anteroom::window
