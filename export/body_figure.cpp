// The body map on paper: the one outline that the screen asks on, the areas that hurt in black, new ones striped so
// that a fax keeps them apart.
#include "export/paragraph.h"
#include "export/summary_layout.h"
#include "forms/body_outline.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <iterator>

namespace anteroom::exporting {
namespace {

constexpr double figure_gap = 14;
constexpr double caption_size = 8;

// How far `spot` lies beside the line from `from` to `to`.
double beside(const Spot& spot, const Spot& from, const Spot& to) {
  const double x = to.x - from.x;
  const double y = to.y - from.y;
  const double length = std::hypot(x, y);
  if (length == 0) return std::hypot(spot.x - from.x, spot.y - from.y);
  return std::abs((spot.x - from.x) * y - (spot.y - from.y) * x) / length;
}

// Points. A line: a twelfth of a millimetre, a dot of a printer that has 300 of them an inch. The edge of an area lies
// under such a line or between two that are as thick.
constexpr double finest_line = 0.24;
constexpr double finest_area = 0.4;

void keep_corners(const std::vector<Spot>& all, std::size_t first, std::size_t last, double finest,
                  std::vector<bool>& kept) {
  std::size_t furthest = first;
  double most = finest;
  for (std::size_t at = first + 1; at < last; ++at) {
    const double far = beside(all[at], all[first], all[last]);
    if (far <= most) continue;
    most = far;
    furthest = at;
  }
  if (furthest == first) return;
  kept[furthest] = true;
  keep_corners(all, first, furthest, finest, kept);
  keep_corners(all, furthest, last, finest, kept);
}

// The corners without which a printer would show the same line (Douglas and Peucker's way to find them).
std::vector<Spot> without_needless(const std::vector<Spot>& all, double finest) {
  if (all.size() < 3) return all;
  std::vector<bool> kept(all.size(), false);
  kept.front() = kept.back() = true;
  // Of a closed line both ends may be one place: the middle has to be kept to have a line to measure from.
  const std::size_t middle = all.size() / 2;
  kept[middle] = true;
  keep_corners(all, 0, middle, finest, kept);
  keep_corners(all, middle, all.size() - 1, finest, kept);
  std::vector<Spot> corners;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (kept[at]) corners.push_back(all[at]);
  }
  return corners;
}

class Figure {
 public:
  Figure(const BodyMap& map, double height)
      : m_map(map), m_scale(height / forms::body_height), m_half_width(forms::body_half_width * m_scale) {}

  Drawing draw(Typefaces& faces) {
    const forms::BodyOutline& body = forms::body_outline();
    add_view(body.front, m_half_width);
    add_view(body.back, 3 * m_half_width + figure_gap);
    m_drawing.height = forms::body_height * m_scale + 2;
    const double width = 2 * m_half_width;
    Drawing words = set_text(faces, {{"Front"}}, width, {.size = caption_size, .align = Align::centre, .leading = 1.1});
    paint(words, set_text(faces, {{"Back"}}, width, {.size = caption_size, .align = Align::centre, .leading = 1.1}),
          width + figure_gap, 0);
    // The person's own sides stand between the two figures, where both pictures can be read by them.
    stack(m_drawing, words);
    return std::move(m_drawing);
  }

  [[nodiscard]] double width() const { return 4 * m_half_width + figure_gap; }

 private:
  enum class Mark { none, pain, new_pain };

  void add_view(const forms::BodyView& view, double midline) {
    add_outline(view.silhouette, midline, 0.7, true);
    // A line only: black is what hurts.
    add_outline(view.hair, midline, 0.5, true);
    for (const forms::Outline& line : view.lines) add_outline(line, midline, 0.5, false);
    for (const forms::BodyArea& area : view.areas) {
      const Mark mark = mark_of(area.code);
      if (mark == Mark::none) continue;
      const std::vector<Spot> corners = spots(area.outline, midline, finest_area);
      if (mark == Mark::pain) {
        m_drawing.shapes.push_back({corners});
      } else {
        m_drawing.shapes.push_back({corners, 1.0, true});
        add_stripes(corners);
      }
    }
  }

  [[nodiscard]] Mark mark_of(std::string_view code) const {
    if (std::ranges::contains(m_map.new_areas, code, &BodyPart::code)) return Mark::new_pain;
    return std::ranges::contains(m_map.areas, code, &BodyPart::code) ? Mark::pain : Mark::none;
  }

  [[nodiscard]] std::vector<Spot> spots(const forms::Outline& outline, double midline, double finest) const {
    std::vector<Spot> corners;
    for (const forms::OutlinePoint& point : outline)
      corners.push_back({midline + point.x * m_scale, point.y * m_scale});
    return without_needless(corners, finest);
  }

  void add_outline(const forms::Outline& outline, double midline, double thickness, bool closed) {
    m_drawing.shapes.push_back({spots(outline, midline, finest_line), thickness, closed});
  }

  // Lines from lower left to upper right, each cut at the edges of the shape.
  void add_stripes(const std::vector<Spot>& corners) {
    constexpr double apart = 3.6;
    const auto [least, most] = std::ranges::minmax(corners, {}, [](const Spot& spot) { return spot.x + spot.y; });
    for (double sum = least.x + least.y + apart / 2; sum < most.x + most.y; sum += apart) {
      std::vector<Spot> cuts;
      for (std::size_t at = 0; at < corners.size(); ++at) {
        const Spot& a = corners[at];
        const Spot& b = corners[(at + 1) % corners.size()];
        const double of_a = a.x + a.y - sum;
        const double of_b = b.x + b.y - sum;
        if ((of_a < 0) == (of_b < 0)) continue;
        const double share = of_a / (of_a - of_b);
        cuts.push_back({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)});
      }
      std::ranges::sort(cuts, {}, &Spot::x);
      for (std::size_t at = 0; at + 1 < cuts.size(); at += 2)
        m_drawing.strokes.push_back({cuts[at].x, cuts[at].y, cuts[at + 1].x, cuts[at + 1].y, 1.25});
    }
  }

  const BodyMap& m_map;
  double m_scale;
  double m_half_width;
  Drawing m_drawing;
};

std::string names_of(const std::vector<BodyPart>& areas) {
  std::string names;
  for (const BodyPart& area : areas) names += (names.empty() ? "" : ", ") + area.name;
  return names;
}

}  // namespace

Drawing body_figure(const BodyMap& map, double height, Typefaces& faces) { return Figure(map, height).draw(faces); }

double body_figure_width(double height) {
  return 4 * forms::body_half_width * height / forms::body_height + figure_gap;
}

Drawing body_words(const BodyMap& map, double width, Typefaces& faces, double size) {
  std::vector<BodyPart> not_new;
  std::ranges::copy_if(map.areas, std::back_inserter(not_new), [&](const BodyPart& area) {
    return !std::ranges::contains(map.new_areas, area.code, &BodyPart::code);
  });
  std::vector<Span> words = {{std::format("{} of 19 areas", map.areas.size()), Weight::bold}};
  if (!map.last_day.empty()) words.push_back({std::format(" ({} on {})", map.last_count, map.last_day)});
  if (map.new_areas.empty()) {
    words.push_back({(not_new.empty() ? "" : ": " + names_of(not_new)) + "."});
    if (!map.last_day.empty()) words.push_back({" No new area."});
  } else {
    words.push_back({". New (striped): "});
    words.push_back({names_of(map.new_areas) + ".", Weight::bold});
    if (!not_new.empty()) words.push_back({" As before: " + names_of(not_new) + "."});
  }
  std::string gone;
  for (const std::string& name : map.gone) gone += (gone.empty() ? "" : ", ") + name;
  if (!gone.empty()) words.push_back({" No longer: " + gone + "."});
  return set_text(faces, words, width, {.size = size, .leading = 1.2});
}

}  // namespace anteroom::exporting
