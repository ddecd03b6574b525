// The visits of a patient before one of theirs, opened. Reads only.
#pragma once

#include "export/visit_results.h"
#include "kiosk/services.h"

#include <vector>

namespace anteroom::flow {

struct History {
  std::vector<exporting::EarlierVisit> visits;  // oldest first
  int unreadable = 0;                           // visits whose answers could not be read
};

// Visits of the same record number and birth date that ended with answers before this one was created. One that cannot
// be read is counted and left out: a fault of last year must not withhold today's page.
[[nodiscard]] Result<History> earlier_visits(const platform::VisitRow& row, const platform::Unlocked& keys,
                                             Services& services);

}  // namespace anteroom::flow
