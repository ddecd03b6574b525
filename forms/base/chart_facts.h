// What staff read in the patient's chart before a visit, as they typed it. Absent means "not available", never "none".
#pragma once

#include "forms/base/date.h"

#include <optional>

namespace anteroom {

struct ChartFacts {
  std::optional<Date> as_of = {};      // when it was read; there with any of the others
  std::optional<int> opioid_mme = {};  // milligrams of morphine equivalents a day, 0 to 9999
  std::optional<bool> benzodiazepine = {};
  std::optional<bool> naloxone = {};
};

}  // namespace anteroom
