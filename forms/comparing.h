// How two answers compare, for conditions. It refuses to order what has no order.
#pragma once

#include "forms/value.h"

#include <compare>

namespace anteroom::forms {

// Whole numbers and decimals are equal by value, quantities in the same unit too; everything else by type and value.
[[nodiscard]] bool equal_values(const Value& left, const Value& right);

// The order of numbers, quantities in the same unit, dates, times and dateTimes; unordered otherwise. Two moments of
// which one is known less exactly, such as 2026-11 and 2026-11-23, are unordered too.
[[nodiscard]] std::partial_ordering order(const Value& left, const Value& right);

}  // namespace anteroom::forms
