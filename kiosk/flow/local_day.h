// The local day that a moment lies in, as two moments.
#pragma once

#include "platform/clock.h"

namespace anteroom::flow {

struct LocalDay {
  Instant from;
  Instant to;  // the first moment of the next day
};

[[nodiscard]] LocalDay local_day(Instant at, const platform::Clock& clock);

}  // namespace anteroom::flow
