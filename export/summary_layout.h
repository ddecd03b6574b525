// Which words stand where on the summary and on the slip. Pure: data and fonts in, drawings out, the same for the same
// data. It decides nothing clinical: scores, bands and flags come as they are.
#pragma once

#include "export/drawing.h"
#include "export/page_flow.h"
#include "export/summary.h"
#include "export/typefaces.h"

#include <vector>

namespace anteroom::exporting {

[[nodiscard]] PageFrame page_frame(PageSize size);

// One drawing a page. Whether every letter could be drawn stands in faces.trouble().
[[nodiscard]] std::vector<Drawing> lay_out_summary(const Summary& summary, PageSize size, Typefaces& faces);
// One line of a slip, in the middle of it.
struct SlipLine {
  std::string text;
  Weight weight = Weight::regular;
  double size = 0;
  double gap = 0;  // above it
};
// A page with these lines in a frame of `thickness` at its top.
[[nodiscard]] Drawing lay_out_slip_lines(const std::vector<SlipLine>& lines, double thickness, PageSize size,
                                         Typefaces& faces);
[[nodiscard]] Drawing lay_out_slip(const Slip& slip, PageSize size, Typefaces& faces);

// How close the rows of scores stand: the page is laid out roomily first, and anew where that is too much for one side.
// Tight has one line a row.
enum class Density { roomy, close, tight };
// Where the lines over time stand: on the first side, or, where that is more than it holds, on the next, with a pointer
// in their place.
enum class TrendPlace { here, pointer, next_side };

inline constexpr double section_gap = 7;    // above each part of the page
inline constexpr double section_size = 11;  // of its title

// The parts of the summary, in the order of the page.
void add_header(PageFlow& flow, const Summary& summary, double width, Typefaces& faces);
void add_flags(PageFlow& flow, const Summary& summary, double width, Typefaces& faces);
void add_own_words(PageFlow& flow, const Summary& summary, double width, Typefaces& faces);
// `room`: points that the page would leave empty; the rows of scores take of it what makes them easier to read.
void add_scores(PageFlow& flow, const Summary& summary, Density density, double room, double width, Typefaces& faces);
void add_trends(PageFlow& flow, const Summary& summary, Density density, TrendPlace place, double width,
                Typefaces& faces);
void add_body_and_pointers(PageFlow& flow, const Summary& summary, Density density, double width, Typefaces& faces);
void add_answers(PageFlow& flow, const Summary& summary, double width, Typefaces& faces);

// Charts and figures by themselves, as a preview shows them.
[[nodiscard]] Drawing trend_chart(const Trend& trend, double width, Typefaces& faces, double plot_height = 40);
// From the front and from the back, `height` points tall without the words under it.
[[nodiscard]] Drawing body_figure(const BodyMap& map, double height, Typefaces& faces);
[[nodiscard]] double body_figure_width(double height);
// The areas by name: all, new ones, and those that hurt no longer.
[[nodiscard]] Drawing body_words(const BodyMap& map, double width, Typefaces& faces, double size = 9);

// Pieces that several parts use.
[[nodiscard]] Drawing section_title(const std::string& title, double width, Typefaces& faces);
// A small triangle and "lower is better"; nothing without a direction. As wide as its words.
[[nodiscard]] Drawing direction_line(forms::Direction direction, double size, double width, Typefaces& faces);
// Whether its two ends are a range to read the score against.
[[nodiscard]] bool has_range(const forms::Score& score);
// "+7", "−2.3", "0"
[[nodiscard]] std::string signed_number(double value);

// "MRN 4471-0093 · A.B. · born 1957-03-14"
[[nodiscard]] std::string identity(const Summary& summary);

// "6.3" with as many decimals as the scale has; "yes", "2, 5" or text for the other kinds; "" without a value.
[[nodiscard]] std::string in_words(const forms::ScoreValue& value);
// At most four decimals, none where it is whole: "27", "6.6".
[[nodiscard]] std::string plain_number(double value);

}  // namespace anteroom::exporting
