#include "forms/fhirpath/evaluation.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <format>
#include <limits>
#include <unordered_map>

namespace anteroom::forms::fhirpath {
namespace {

[[noreturn]] void wrong_types(std::size_t position) {
  Evaluation::stop(position, "these two values cannot stand on the two sides of this operator");
}

// Empty where a number is too large for any answer: FHIRPath's overflow.
Collection whole(std::optional<std::int64_t> value) {
  if (!value) return {};
  return {*value};
}

Collection decimal(double value) {
  if (!std::isfinite(value)) return {};
  return {rounded(value)};
}

Collection decimal_sum(double left, double right) {
  if (!std::isfinite(left + right)) return {};
  return {rounded_sum(left, right)};
}

std::optional<std::int64_t> checked(std::int64_t left, std::int64_t right,
                                    bool (*overflows)(std::int64_t, std::int64_t, std::int64_t*)) {
  std::int64_t result = 0;
  if (overflows(left, right, &result)) return std::nullopt;
  return result;
}

bool add_overflows(std::int64_t left, std::int64_t right, std::int64_t* result) {
  return __builtin_add_overflow(left, right, result);
}
bool subtract_overflows(std::int64_t left, std::int64_t right, std::int64_t* result) {
  return __builtin_sub_overflow(left, right, result);
}
bool multiply_overflows(std::int64_t left, std::int64_t right, std::int64_t* result) {
  return __builtin_mul_overflow(left, right, result);
}

// A moment moved by a calendar's duration; what is finer than the moment itself is left out, as FHIRPath has it.
Collection moved(const Moment& moment, const Amount& amount, int sign, std::size_t position) {
  const bool seconds_of_ucum = !amount.calendar && (amount.unit == "s" || amount.unit == "ms");
  if (!amount.calendar && !seconds_of_ucum) {
    Evaluation::stop(position, "a date moves by calendar durations such as 3 days, not by units of UCUM");
  }
  const double size = amount.number.value * sign;
  if (!(std::abs(size) < 1e9)) return {};
  const auto steps = static_cast<std::int64_t>(std::trunc(size));
  Moment result = moment;
  if (moment.kind == Moment::Kind::time) {
    const auto measure = measure_of(amount);
    if (!measure || measure->kind != "time" || measure->factor > 3600) wrong_types(position);
    const std::int64_t day = 86'400'000;
    std::int64_t at = (moment.parts[3] * 60 + moment.parts[4]) * std::int64_t{60'000} + moment.parts[5];
    at = ((at + static_cast<std::int64_t>(std::llround(static_cast<double>(steps) * measure->factor * 1000))) % day +
          day) %
         day;
    result.parts[3] = static_cast<int>(at / 3'600'000);
    result.parts[4] = static_cast<int>(at / 60'000 % 60);
    result.parts[5] = static_cast<int>(at % 60'000);
    return {result};
  }
  namespace chrono = std::chrono;
  chrono::year_month_day date{chrono::year{moment.parts[0]}, chrono::month{static_cast<unsigned>(moment.parts[1])},
                              chrono::day{static_cast<unsigned>(moment.parts[2])}};
  if (amount.calendar && (amount.unit == "year" || amount.unit == "month")) {
    const std::int64_t months = amount.unit == "year" ? steps * 12 : steps;
    if (std::abs(months) > 120'000) return {};
    // A date that knows only its year moves by whole years.
    const auto counted = moment.known == 1 ? months / 12 * 12 : months;
    auto month = date.year() / date.month() + chrono::months{counted};
    date = month / date.day();
    if (!date.ok()) date = month / chrono::last;
  } else {
    const auto measure = measure_of(amount);
    if (!measure) wrong_types(position);
    double seconds = static_cast<double>(steps) * measure->factor;
    if (moment.known == 1) {  // 365 days are a year where nothing finer is known, 30 days a month
      return moved(moment, Amount{{std::trunc(seconds / 86400 / 365)}, "year", true}, 1, position);
    }
    if (moment.known == 2) return moved(moment, Amount{{std::trunc(seconds / 86400 / 30)}, "month", true}, 1, position);
    if (moment.known == 3) seconds = std::trunc(seconds / 86400) * 86400;
    const auto at = chrono::sys_days{date} +
                    chrono::milliseconds{(moment.parts[3] * 60 + moment.parts[4]) * std::int64_t{60'000} +
                                         moment.parts[5] + static_cast<std::int64_t>(std::llround(seconds * 1000))};
    const auto day = chrono::floor<chrono::days>(at);
    date = chrono::year_month_day{day};
    const auto rest = (at - day).count();
    result.parts[3] = static_cast<int>(rest / 3'600'000);
    result.parts[4] = static_cast<int>(rest / 60'000 % 60);
    result.parts[5] = static_cast<int>(rest % 60'000);
  }
  if (static_cast<int>(date.year()) < 1 || static_cast<int>(date.year()) > 9999) return {};
  result.parts[0] = static_cast<int>(date.year());
  result.parts[1] = static_cast<int>(static_cast<unsigned>(date.month()));
  result.parts[2] = static_cast<int>(static_cast<unsigned>(date.day()));
  return {result};
}

Collection add_amounts(const Amount& left, const Amount& right, int sign, std::size_t position) {
  const auto left_measure = measure_of(left);
  const auto right_measure = measure_of(right);
  double factor = 1;
  if (left.unit != right.unit || left.calendar != right.calendar) {
    if (!left_measure || !right_measure || left_measure->kind != right_measure->kind) {
      Evaluation::stop(position, "these two quantities have units that cannot be reckoned together");
    }
    factor = right_measure->factor / left_measure->factor;
  }
  Amount sum = left;
  sum.number = rounded(left.number.value + sign * right.number.value * factor);
  return {std::move(sum)};
}

Collection subtract(const Thing& left, const Thing& right, std::size_t position) {
  const auto* left_integer = std::get_if<std::int64_t>(&left);
  const auto* right_integer = std::get_if<std::int64_t>(&right);
  if (left_integer != nullptr && right_integer != nullptr) {
    return whole(checked(*left_integer, *right_integer, subtract_overflows));
  }
  const auto left_number = number_of(left);
  const auto right_number = number_of(right);
  if (left_number && right_number) return decimal_sum(*left_number, -*right_number);
  const auto* right_amount = std::get_if<Amount>(&right);
  if (right_amount != nullptr) {
    if (const auto* moment = std::get_if<Moment>(&left)) return moved(*moment, *right_amount, -1, position);
    if (const auto* amount = std::get_if<Amount>(&left)) return add_amounts(*amount, *right_amount, -1, position);
  }
  wrong_types(position);
}

Collection multiply(const Thing& left, const Thing& right, std::size_t position) {
  const auto* left_integer = std::get_if<std::int64_t>(&left);
  const auto* right_integer = std::get_if<std::int64_t>(&right);
  if (left_integer != nullptr && right_integer != nullptr) {
    return whole(checked(*left_integer, *right_integer, multiply_overflows));
  }
  const auto left_number = number_of(left);
  const auto right_number = number_of(right);
  if (left_number && right_number) return decimal(*left_number * *right_number);
  const auto scaled = [](const Amount& amount, double factor) {
    Amount result = amount;
    result.number = rounded(amount.number.value * factor);
    return Collection{std::move(result)};
  };
  if (const auto* amount = std::get_if<Amount>(&left); amount != nullptr && right_number)
    return scaled(*amount, *right_number);
  if (const auto* amount = std::get_if<Amount>(&right); amount != nullptr && left_number)
    return scaled(*amount, *left_number);
  wrong_types(position);
}

Collection divide(const Thing& left, const Thing& right, std::size_t position) {
  const auto left_number = number_of(left);
  const auto right_number = number_of(right);
  if (left_number && right_number) {
    // Not rounded here: a third three times is 1.
    const double quotient = *right_number == 0 ? std::numeric_limits<double>::infinity() : *left_number / *right_number;
    return std::isfinite(quotient) ? Collection{Number{quotient}} : Collection{};
  }
  if (const auto* amount = std::get_if<Amount>(&left); amount != nullptr && right_number) {
    if (*right_number == 0) return {};
    Amount result = *amount;
    result.number = rounded(amount->number.value / *right_number);
    return {std::move(result)};
  }
  wrong_types(position);
}

// div and mod: towards zero, as FHIRPath has it.
Collection divide_whole(const Thing& left, const Thing& right, bool remainder, std::size_t position) {
  const auto* left_integer = std::get_if<std::int64_t>(&left);
  const auto* right_integer = std::get_if<std::int64_t>(&right);
  const auto left_number = number_of(left);
  const auto right_number = number_of(right);
  if (!left_number || !right_number) wrong_types(position);
  if (*right_number == 0) return {};
  if (left_integer != nullptr && right_integer != nullptr) {
    if (*right_integer == -1)
      return remainder ? Collection{std::int64_t{0}} : subtract(std::int64_t{0}, left, position);
    return {remainder ? *left_integer % *right_integer : *left_integer / *right_integer};
  }
  const double quotient = std::trunc(rounded(*left_number / *right_number).value);
  if (!(std::abs(quotient) < 9e18)) return {};
  if (remainder) return decimal_sum(*left_number, -quotient * *right_number);
  return {static_cast<std::int64_t>(quotient)};
}

Collection join(Evaluation& evaluation, const std::optional<Thing>& left, const std::optional<Thing>& right,
                std::size_t position) {
  const auto text = [&](const std::optional<Thing>& thing) -> std::string {
    if (!thing) return {};
    if (const auto* held = std::get_if<std::string>(&*thing)) return *held;
    wrong_types(position);
  };
  std::string joined = text(left) + text(right);
  if (joined.size() > longest_made_text) Evaluation::stop(position, "the expression puts together too long a text");
  evaluation.spend(joined.size() / 16, position);
  return {std::move(joined)};
}

// "=" of two collections: the same things in the same order. Empty where either is, or where it is unknown.
std::optional<bool> equal_collections(Evaluation& evaluation, const Collection& left, const Collection& right,
                                      std::size_t position) {
  if (left.empty() || right.empty()) return std::nullopt;
  if (left.size() != right.size()) return false;
  evaluation.spend(left.size(), position);
  bool unknown = false;
  for (std::size_t at = 0; at < left.size(); ++at) {
    const auto same = equal(left[at], right[at]);
    if (same == false) return false;
    unknown = unknown || !same;
  }
  return unknown ? std::nullopt : std::optional(true);
}

bool equivalent_collections(Evaluation& evaluation, const Collection& left, const Collection& right,
                            std::size_t position) {
  if (left.size() != right.size()) return false;
  evaluation.spend(left.size() * right.size(), position);
  return std::ranges::is_permutation(left, right,
                                     [](const Thing& one, const Thing& other) { return equivalent(one, other); });
}

Collection answer(std::optional<bool> value) {
  if (!value) return {};
  return {*value};
}

Collection ordered(Operation operation, const Thing& left, const Thing& right, std::size_t position) {
  const Comparison compared = compare(left, right);
  if (!compared.comparable) wrong_types(position);
  if (!compared.order) return {};
  switch (operation) {
    case Operation::less: return {std::is_lt(*compared.order)};
    case Operation::greater: return {std::is_gt(*compared.order)};
    case Operation::less_or_equal: return {std::is_lteq(*compared.order)};
    default: return {std::is_gteq(*compared.order)};
  }
}

}  // namespace

bool is_among(Evaluation& evaluation, const Thing& thing, const Collection& others, std::size_t position) {
  evaluation.spend(others.size(), position);
  return std::ranges::any_of(others, [&](const Thing& other) { return equal(thing, other) == true; });
}

Collection distinct(Evaluation& evaluation, const Collection& things, std::size_t position) {
  Collection found;
  std::unordered_multimap<std::size_t, std::size_t> places;
  for (const Thing& thing : things) {
    const auto [first, last] = places.equal_range(hash_of(thing));
    evaluation.spend(1 + static_cast<std::size_t>(std::distance(first, last)), position);
    if (std::any_of(first, last, [&](const auto& place) { return equal(found[place.second], thing) == true; }))
      continue;
    places.emplace(hash_of(thing), found.size());
    found.push_back(thing);
  }
  return found;
}

Collection add(const Thing& left, const Thing& right, std::size_t position) {
  const auto* left_integer = std::get_if<std::int64_t>(&left);
  const auto* right_integer = std::get_if<std::int64_t>(&right);
  if (left_integer != nullptr && right_integer != nullptr) {
    return whole(checked(*left_integer, *right_integer, add_overflows));
  }
  const auto left_number = number_of(left);
  const auto right_number = number_of(right);
  if (left_number && right_number) return decimal_sum(*left_number, *right_number);
  const auto* left_text = std::get_if<std::string>(&left);
  const auto* right_text = std::get_if<std::string>(&right);
  if (left_text != nullptr && right_text != nullptr) {
    std::string joined = *left_text + *right_text;
    if (joined.size() > longest_made_text) Evaluation::stop(position, "the expression puts together too long a text");
    return {std::move(joined)};
  }
  const auto* right_amount = std::get_if<Amount>(&right);
  if (right_amount != nullptr) {
    if (const auto* moment = std::get_if<Moment>(&left)) return moved(*moment, *right_amount, 1, position);
    if (const auto* amount = std::get_if<Amount>(&left)) return add_amounts(*amount, *right_amount, 1, position);
  }
  wrong_types(position);
}

Collection operate(Evaluation& evaluation, const Syntax& syntax, const Collection& left, const Collection& right) {
  const std::size_t position = syntax.position;
  switch (syntax.operation) {
    case Operation::equal: return answer(equal_collections(evaluation, left, right, position));
    case Operation::not_equal:
      return answer(equal_collections(evaluation, left, right, position).transform([](bool same) { return !same; }));
    case Operation::equivalent: return {equivalent_collections(evaluation, left, right, position)};
    case Operation::not_equivalent: return {!equivalent_collections(evaluation, left, right, position)};
    case Operation::unite: {
      Collection both = left;
      both.insert(both.end(), right.begin(), right.end());
      return distinct(evaluation, both, position);
    }
    case Operation::in:
    case Operation::contains: {
      const bool is_in = syntax.operation == Operation::in;
      const Collection& one = is_in ? left : right;
      const Collection& many = is_in ? right : left;
      if (one.empty()) return {};
      if (one.size() > 1) Evaluation::stop(position, "there are several values where one is needed");
      return {is_among(evaluation, one.front(), many, position)};
    }
    default: break;
  }
  const auto left_value = Evaluation::single(left, position);
  const auto right_value = Evaluation::single(right, position);
  if (syntax.operation == Operation::join) return join(evaluation, left_value, right_value, position);
  if (!left_value || !right_value) return {};
  switch (syntax.operation) {
    case Operation::add: return add(*left_value, *right_value, position);
    case Operation::subtract: return subtract(*left_value, *right_value, position);
    case Operation::multiply: return multiply(*left_value, *right_value, position);
    case Operation::divide: return divide(*left_value, *right_value, position);
    case Operation::whole_divide: return divide_whole(*left_value, *right_value, false, position);
    case Operation::remainder: return divide_whole(*left_value, *right_value, true, position);
    default: return ordered(syntax.operation, *left_value, *right_value, position);
  }
}

}  // namespace anteroom::forms::fhirpath
