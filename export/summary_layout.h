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
[[nodiscard]] Drawing lay_out_slip(const Slip& slip, PageSize size, Typefaces& faces);

// The parts of the summary, in the order of the page.
void add_header(PageFlow& flow, const Summary& summary, double width, Typefaces& faces);
void add_own_words(PageFlow& flow, const Summary& summary, double width, Typefaces& faces);
void add_flags(PageFlow& flow, const Summary& summary, double width, Typefaces& faces);
void add_scores(PageFlow& flow, const Summary& summary, double width, Typefaces& faces);
void add_answers(PageFlow& flow, const Summary& summary, double width, Typefaces& faces);

// "MRN 4471-0093 · A.B. · born 1957-03-14"
[[nodiscard]] std::string identity(const Summary& summary);

// "6.3" with as many decimals as the scale has; "yes", "2, 5" or text for the other kinds; "" without a value.
[[nodiscard]] std::string in_words(const forms::ScoreValue& value);
// At most four decimals, none where it is whole: "27", "6.6".
[[nodiscard]] std::string plain_number(double value);

}  // namespace anteroom::exporting
