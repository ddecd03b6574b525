// From the store's rows back to a visit, and from a visit to the page that the care team reads. Reads only.
#pragma once

#include "export/summary.h"
#include "kiosk/services.h"

#include <vector>

namespace anteroom::flow {

// The visit as its stored answers make it, every version applied in order. Fault::not_found for a form that the library
// has no longer, Fault::corrupt for an answer that cannot be read.
[[nodiscard]] Result<forms::Visit> visit_of(const platform::VisitRow& row,
                                            const std::vector<platform::AnswerRow>& answers, const Services& services);

[[nodiscard]] Result<exporting::Summary> summary_of(const platform::VisitRow& row, Services& services);

}  // namespace anteroom::flow
