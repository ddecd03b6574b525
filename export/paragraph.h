// Text set in lines of a given width. The one seam through which words reach the page: what is measured here is what is
// drawn. A word longer than the line is broken, never cut.
#pragma once

#include "export/drawing.h"
#include "export/typefaces.h"

#include <initializer_list>
#include <string>
#include <vector>

namespace anteroom::exporting {

struct Span {
  std::string text;
  Weight weight = Weight::regular;
};

enum class Align { left, centre, right };

struct Style {
  double size = 9.5;
  Align align = Align::left;
  Ink ink = Ink::black;
  double leading = 1.28;  // line height in font sizes
};

// One drawing a line, each as high as a line. No text, no lines.
[[nodiscard]] std::vector<Drawing> set_lines(Typefaces& faces, const std::vector<Span>& spans, double width,
                                             const Style& style);

// The same lines, stacked.
[[nodiscard]] Drawing set_text(Typefaces& faces, const std::vector<Span>& spans, double width, const Style& style);

}  // namespace anteroom::exporting
