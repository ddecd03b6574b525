// From the store's rows to a visit as it leaves for other machines. Reads only, and only with the keys of an open day.
#pragma once

#include "export/visit_record.h"
#include "kiosk/services.h"

namespace anteroom::flow {

// Faults as visit_of.
[[nodiscard]] Result<exporting::VisitRecord> visit_record_of(const platform::VisitRow& row,
                                                             const platform::Unlocked& keys, Services& services);

}  // namespace anteroom::flow
