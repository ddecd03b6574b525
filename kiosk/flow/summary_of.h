// From the store's rows back to a visit, and from a visit to the page that the care team reads. Reads only, and only
// with the keys of an open day.
#pragma once

#include "export/summary.h"
#include "kiosk/services.h"

#include <vector>

namespace anteroom::flow {

// The stored answers of a visit with what they say in place of what was sealed.
[[nodiscard]] Result<std::vector<platform::AnswerRow>> opened_answers(VisitId visit, const platform::Unlocked& keys,
                                                                      Services& services);

// The visit as its opened answers make it, every version applied in order. Fault::not_found for a form that the library
// has no longer, Fault::corrupt for an answer that cannot be read.
[[nodiscard]] Result<forms::Visit> visit_of(const platform::VisitRow& row,
                                            const std::vector<platform::AnswerRow>& answers, const Services& services);

[[nodiscard]] Result<exporting::Summary> summary_of(const platform::VisitRow& row, const platform::Unlocked& keys,
                                                    Services& services);

}  // namespace anteroom::flow
