#include "kiosk/window/damage.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace anteroom::window {
namespace {

constexpr std::uint64_t seed = 0x51A7E5EED0F7113EULL;

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 29U);
}

std::uint64_t hash_vertex(std::uint64_t hash, const ImDrawVert& vertex) {
  std::uint64_t position = 0;
  std::uint64_t texture = 0;
  static_assert(sizeof(vertex.pos) == sizeof(position) && sizeof(vertex.uv) == sizeof(texture));
  std::memcpy(&position, &vertex.pos, sizeof position);
  std::memcpy(&texture, &vertex.uv, sizeof texture);
  return mix(mix(hash, position), texture ^ (static_cast<std::uint64_t>(vertex.col) << 17U));
}

struct Bounds {
  float left;
  float top;
  float right;
  float bottom;
};

Bounds bounds_of(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
  return {std::min({a.pos.x, b.pos.x, c.pos.x}), std::min({a.pos.y, b.pos.y, c.pos.y}),
          std::max({a.pos.x, b.pos.x, c.pos.x}), std::max({a.pos.y, b.pos.y, c.pos.y})};
}

// Calls visit(triangle's three vertices, its offset in the index buffer) for each triangle of a command.
template <class Visit>
void each_triangle(const ImDrawList& list, const ImDrawCmd& command, Visit visit) {
  for (unsigned int element = 0; element + 2 < command.ElemCount; element += 3) {
    const unsigned int offset = command.IdxOffset + element;
    const auto vertex = [&](unsigned int corner) -> const ImDrawVert& {
      const auto index = static_cast<int>(offset + corner);
      return list.VtxBuffer[static_cast<int>(command.VtxOffset) + list.IdxBuffer[index]];
    };
    visit(vertex(0), vertex(1), vertex(2), offset);
  }
}

bool overlap(const PixelRect& one, const PixelRect& other) {
  return one.x < other.right() && other.x < one.right() && one.y < other.bottom() && other.y < one.bottom();
}

PixelRect around(const PixelRect& one, const PixelRect& other) {
  const int x = std::min(one.x, other.x);
  const int y = std::min(one.y, other.y);
  return {x, y, std::max(one.right(), other.right()) - x, std::max(one.bottom(), other.bottom()) - y};
}

}  // namespace

Damage::Damage(int width, int height)
    : m_width(width), m_height(height), m_across((width + tile - 1) / tile), m_down((height + tile - 1) / tile) {
  m_shown.assign(static_cast<std::size_t>(m_across) * static_cast<std::size_t>(m_down), 0);
  m_next = m_shown;
}

void Damage::reset() { m_everything = true; }

std::vector<PixelRect> Damage::update(const ImDrawData& frame) {
  std::ranges::fill(m_next, seed);
  for (const ImDrawList* list : frame.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const auto texture = reinterpret_cast<std::uintptr_t>(command.GetTexID());
      each_triangle(*list, command, [&](const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, unsigned int) {
        const Bounds bounds = bounds_of(a, b, c);
        const float left = std::max(bounds.left, command.ClipRect.x);
        const float top = std::max(bounds.top, command.ClipRect.y);
        const float right = std::min(bounds.right, command.ClipRect.z);
        const float bottom = std::min(bounds.bottom, command.ClipRect.w);
        if (right < left || bottom < top) return;
        const std::uint64_t hash = hash_vertex(hash_vertex(hash_vertex(texture, a), b), c);
        const int first_x = std::clamp(static_cast<int>(left) / tile, 0, m_across - 1);
        const int last_x = std::clamp(static_cast<int>(right) / tile, 0, m_across - 1);
        const int first_y = std::clamp(static_cast<int>(top) / tile, 0, m_down - 1);
        const int last_y = std::clamp(static_cast<int>(bottom) / tile, 0, m_down - 1);
        for (int y = first_y; y <= last_y; ++y) {
          for (int x = first_x; x <= last_x; ++x) {
            // Order counts: what is drawn later lies above.
            std::uint64_t& square = m_next[static_cast<std::size_t>(y * m_across + x)];
            square = mix(square, hash);
          }
        }
      });
    }
  }
  std::vector<PixelRect> changed = changed_rectangles();
  m_shown.swap(m_next);
  m_everything = false;
  return changed;
}

std::vector<PixelRect> Damage::changed_rectangles() const {
  if (m_everything) return {{0, 0, m_width, m_height}};
  std::vector<PixelRect> rectangles;  // in tiles
  const auto changed = [&](int x, int y) {
    const auto square = static_cast<std::size_t>(y * m_across + x);
    return m_shown[square] != m_next[square];
  };
  for (int y = 0; y < m_down; ++y) {
    for (int x = 0; x < m_across; ++x) {
      if (!changed(x, y)) continue;
      const int begin = x;
      while (x < m_across && changed(x, y)) ++x;
      rectangles.push_back({begin, y, x - begin, 1});
    }
  }
  // Runs that touch grow together, until all that is left is apart.
  for (bool joined = true; joined;) {
    joined = false;
    for (std::size_t one = 0; one < rectangles.size(); ++one) {
      for (std::size_t other = one + 1; other < rectangles.size();) {
        const PixelRect grown{rectangles[one].x, rectangles[one].y, rectangles[one].w, rectangles[one].h + 1};
        if (overlap(grown, rectangles[other]) || overlap(rectangles[one], rectangles[other])) {
          rectangles[one] = around(rectangles[one], rectangles[other]);
          rectangles.erase(rectangles.begin() + static_cast<std::ptrdiff_t>(other));
          joined = true;
        } else {
          ++other;
        }
      }
    }
  }
  if (rectangles.size() > most) {
    PixelRect all = rectangles.front();
    for (const PixelRect& one : rectangles) all = around(all, one);
    rectangles = {all};
  }
  for (PixelRect& one : rectangles) {
    const int right = std::min(m_width, one.right() * tile);
    const int bottom = std::min(m_height, one.bottom() * tile);
    one = {one.x * tile, one.y * tile, right - one.x * tile, bottom - one.y * tile};
  }
  return rectangles;
}

void Damage::keep_only(ImDrawData& frame, const std::vector<PixelRect>& rectangles) {
  for (ImDrawList* list : frame.CmdLists) {
    ImVector<ImDrawIdx> indices;
    ImVector<ImDrawCmd> commands;
    for (const ImDrawCmd& command : list->CmdBuffer) {
      for (const PixelRect& rectangle : rectangles) {
        ImDrawCmd kept = command;
        kept.ClipRect = ImVec4(std::max(command.ClipRect.x, static_cast<float>(rectangle.x)),
                               std::max(command.ClipRect.y, static_cast<float>(rectangle.y)),
                               std::min(command.ClipRect.z, static_cast<float>(rectangle.right())),
                               std::min(command.ClipRect.w, static_cast<float>(rectangle.bottom())));
        if (kept.ClipRect.z <= kept.ClipRect.x || kept.ClipRect.w <= kept.ClipRect.y) continue;
        kept.IdxOffset = static_cast<unsigned int>(indices.Size);
        each_triangle(*list, command,
                      [&](const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, unsigned int offset) {
                        const Bounds bounds = bounds_of(a, b, c);
                        if (bounds.right < kept.ClipRect.x || bounds.left > kept.ClipRect.z ||
                            bounds.bottom < kept.ClipRect.y || bounds.top > kept.ClipRect.w) {
                          return;
                        }
                        for (unsigned int corner = 0; corner < 3; ++corner) {
                          indices.push_back(list->IdxBuffer[static_cast<int>(offset + corner)]);
                        }
                      });
        kept.ElemCount = static_cast<unsigned int>(indices.Size) - kept.IdxOffset;
        if (kept.ElemCount > 0) commands.push_back(kept);
      }
    }
    list->IdxBuffer.swap(indices);
    list->CmdBuffer.swap(commands);
  }
}

}  // namespace anteroom::window
