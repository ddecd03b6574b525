// Owns the body as a picture that areas of pain are chosen on and printed on: our own drawing, seen from the front and
// from the back, and which part of it each code of a body area names. It is points and codes only: what a screen or a
// page makes of them (colours, sizes, words, what a finger means) it does not know.
#pragma once

#include <string_view>
#include <vector>

namespace anteroom::forms {

// In mm of a person of 1.65 m: x from the midline to the right of the picture, y down from the top of the head.
struct OutlinePoint {
  int x = 0;
  int y = 0;
  friend bool operator==(const OutlinePoint&, const OutlinePoint&) = default;
};

// Closed (the last point joins the first) where nothing else is said. It never crosses itself.
using Outline = std::vector<OutlinePoint>;

// One area as it is seen from one side.
struct BodyArea {
  std::string_view code;  // "shoulder-l"; -l and -r are the person's own left and right
  Outline outline;        // within the silhouette; no two areas of a view touch
};

// As clinicians draw it and never mirrored: from the front the person's right is at the left of the picture, from the
// back at its right.
struct BodyView {
  Outline silhouette;
  Outline hair;                // tells front from back at a glance; part of the silhouette
  std::vector<Outline> lines;  // open: the chin
  std::vector<BodyArea> areas;
};

struct BodyOutline {
  BodyView front;  // jaw, neck, shoulders, arms, chest, abdomen, hips, legs
  BodyView back;   // neck, shoulders, arms, upper and lower back, buttocks, legs
};

inline constexpr int body_height = 1652;
inline constexpr int body_half_width = 378;  // to the hands, both sides alike

// The nineteen areas of Wolfe F et al. Semin Arthritis Rheum 2016;46:319-29, with the codes of
// urn:anteroom:code:body-area.
[[nodiscard]] const BodyOutline& body_outline();

// Whether the code names an area of the drawing, seen from any side.
[[nodiscard]] bool is_body_area(std::string_view code);

}  // namespace anteroom::forms
