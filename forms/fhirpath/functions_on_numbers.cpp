// Functions that reckon: sums, rounding, powers, and the day that the caller says it is.
#include "forms/fhirpath/evaluation.h"

#include <array>
#include <cmath>
#include <format>

namespace anteroom::forms::fhirpath {
namespace {

// The only value before the dot; a fault where it is no number.
std::optional<Thing> number_before(const Call& call) {
  auto value = Evaluation::single(call.input, call.syntax.position);
  if (value && !number_of(*value)) {
    Evaluation::stop(call.syntax.position, std::format("{}() needs a number", call.syntax.name));
  }
  return value;
}

Collection finite(double value) {
  if (!std::isfinite(value)) return {};
  return {rounded(value)};
}

// An integer where it fits into one.
Collection whole_number(double value) {
  if (!(std::abs(value) < 9e18)) return {};
  return {static_cast<std::int64_t>(value)};
}

// Nothing added up is nothing, not 0: a form without answers has no sum.
Collection sum(const Call& call) {
  if (call.input.empty()) return {};
  Collection total{plain(call.input.front())};
  for (std::size_t at = 1; at < call.input.size() && !total.empty(); ++at) {
    call.evaluation.spend(1, call.syntax.position);
    total = add(total.front(), plain(call.input[at]), call.syntax.position);
  }
  return total;
}

Collection extreme(const Call& call, bool least) {
  if (call.input.empty()) return {};
  Thing found = plain(call.input.front());
  for (std::size_t at = 1; at < call.input.size(); ++at) {
    call.evaluation.spend(1, call.syntax.position);
    const Thing other = plain(call.input[at]);
    const Comparison compared = compare(other, found);
    if (!compared.comparable) {
      Evaluation::stop(call.syntax.position, std::format("{}() needs values of one type", call.syntax.name));
    }
    if (!compared.order) return {};
    if (least ? std::is_lt(*compared.order) : std::is_gt(*compared.order)) found = other;
  }
  return {std::move(found)};
}

Collection least(const Call& call) { return extreme(call, true); }
Collection greatest(const Call& call) { return extreme(call, false); }

Collection average(const Call& call) {
  const Collection total = sum(call);
  if (total.empty()) return {};
  const auto count = static_cast<double>(call.input.size());
  if (const auto number = number_of(total.front())) return finite(*number / count);
  if (const auto* amount = std::get_if<Amount>(&total.front())) {
    Amount mean = *amount;
    mean.number = rounded(amount->number.value / count);
    return {std::move(mean)};
  }
  Evaluation::stop(call.syntax.position, "avg() needs numbers");
}

Collection absolute(const Call& call) {
  const auto value = Evaluation::single(call.input, call.syntax.position);
  if (!value) return {};
  if (const auto* amount = std::get_if<Amount>(&*value)) {
    Amount result = *amount;
    result.number.value = std::abs(result.number.value);
    return {std::move(result)};
  }
  const auto number = number_before(call);
  if (const auto* integer = std::get_if<std::int64_t>(&*number)) return {*integer < 0 ? -*integer : *integer};
  return finite(std::abs(*number_of(*number)));
}

Collection ceiling(const Call& call) {
  const auto value = number_before(call);
  return value ? whole_number(std::ceil(rounded(*number_of(*value)).value)) : Collection{};
}
Collection floor_of(const Call& call) {
  const auto value = number_before(call);
  return value ? whole_number(std::floor(rounded(*number_of(*value)).value)) : Collection{};
}
Collection truncate(const Call& call) {
  const auto value = number_before(call);
  return value ? whole_number(std::trunc(rounded(*number_of(*value)).value)) : Collection{};
}

Collection round_to(const Call& call) {
  const auto value = number_before(call);
  if (!value) return {};
  std::int64_t decimals = 0;
  if (call.arguments() > 0) {
    const auto given = call.evaluation.integer_argument(call, 0);
    if (!given) return {};
    decimals = *given;
  }
  if (decimals < 0 || decimals > 15) Evaluation::stop(call.syntax.position, "round() takes 0 to 15 decimals");
  return {rounded_to(*number_of(*value), static_cast<int>(decimals))};
}

Collection square_root(const Call& call) {
  const auto value = number_before(call);
  return value ? finite(std::sqrt(*number_of(*value))) : Collection{};
}
Collection exponential(const Call& call) {
  const auto value = number_before(call);
  return value ? finite(std::exp(*number_of(*value))) : Collection{};
}
Collection natural_logarithm(const Call& call) {
  const auto value = number_before(call);
  return value ? finite(std::log(*number_of(*value))) : Collection{};
}
Collection logarithm(const Call& call) {
  const auto value = number_before(call);
  const auto base = call.evaluation.number_argument(call, 0);
  if (!value || !base) return {};
  return finite(std::log(*number_of(*value)) / std::log(*base));
}

Collection power(const Call& call) {
  const auto value = number_before(call);
  const auto exponent = call.evaluation.number_argument(call, 0);
  if (!value || !exponent) return {};
  const double result = std::pow(*number_of(*value), *exponent);
  const bool integers =
      std::holds_alternative<std::int64_t>(*value) && *exponent == std::trunc(*exponent) && *exponent >= 0;
  if (integers && std::abs(result) < 9e15) return whole_number(result);
  return finite(result);
}

Collection given(const Call& call, const std::optional<Moment>& moment) {
  if (!moment) {
    Evaluation::stop(call.syntax.position,
                     std::format("{}() has no value here: nobody said which day it is", call.syntax.name));
  }
  return {*moment};
}
Collection today(const Call& call) { return given(call, call.evaluation.setting().today); }
Collection now(const Call& call) { return given(call, call.evaluation.setting().now); }

constexpr std::array functions{
    Function{"sum", 0, 0, false, sum},         Function{"min", 0, 0, false, least},
    Function{"max", 0, 0, false, greatest},    Function{"avg", 0, 0, false, average},
    Function{"abs", 0, 0, false, absolute},    Function{"ceiling", 0, 0, false, ceiling},
    Function{"floor", 0, 0, false, floor_of},  Function{"truncate", 0, 0, false, truncate},
    Function{"round", 0, 1, false, round_to},  Function{"sqrt", 0, 0, false, square_root},
    Function{"exp", 0, 0, false, exponential}, Function{"ln", 0, 0, false, natural_logarithm},
    Function{"log", 1, 1, false, logarithm},   Function{"power", 1, 1, false, power},
    Function{"today", 0, 0, false, today},     Function{"now", 0, 0, false, now},
};

}  // namespace

std::span<const Function> functions_on_numbers() { return functions; }

}  // namespace anteroom::forms::fhirpath
