#include "forms/scoring_exact.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace anteroom::forms {
namespace {

// Large enough for any form, small enough that no sum or product below leaves 64 bits.
constexpr std::int64_t largest = 1'000'000;
constexpr std::size_t places = 4;

}  // namespace

std::optional<Exact> Exact::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view before = text.substr(0, point);
  const std::string_view after = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (before.empty() || before.size() > 7 || after.size() > places) return std::nullopt;
  if (point != std::string_view::npos && after.empty()) return std::nullopt;
  std::int64_t units = 0;
  const auto append = [&](char digit) {
    units = units * 10 + (digit - '0');
    return digit >= '0' && digit <= '9';
  };
  if (!std::ranges::all_of(before, append) || !std::ranges::all_of(after, append)) return std::nullopt;
  for (std::size_t place = after.size(); place < places; ++place) units *= 10;
  if (units > largest * one) return std::nullopt;
  return Exact(negative ? -units : units);
}

std::optional<Exact> Exact::nearest(double value) {
  if (!(std::fabs(value) <= static_cast<double>(largest))) return std::nullopt;
  return Exact(std::llround(value * static_cast<double>(one)));
}

std::string Exact::text() const { return std::format("{}", value()); }

Exact rounded_ratio(std::int64_t numerator, std::int64_t denominator, int decimals) {
  std::int64_t step = Exact::one;  // ten-thousandths in one unit of the last decimal
  for (int decimal = 0; decimal < decimals; ++decimal) step /= 10;
  const std::int64_t scale = Exact::one / step;
  const std::int64_t magnitude = numerator < 0 ? -numerator : numerator;
  const std::int64_t steps = (2 * magnitude * scale + denominator) / (2 * denominator);
  const std::int64_t units = steps * step;
  return Exact::from_units(numerator < 0 ? -units : units);
}

}  // namespace anteroom::forms
