#include "forms/comparing.h"

#include <array>
#include <charconv>
#include <chrono>
#include <optional>

namespace anteroom::forms {
namespace {

std::optional<double> number_of(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  if (const auto* decimal = std::get_if<Decimal>(&value)) return decimal->value;
  return std::nullopt;
}

// A unit is the same by its code where both have one, else by its words.
bool same_unit(const Quantity& left, const Quantity& right) {
  if (!left.code.empty() && !right.code.empty()) return left.code == right.code && left.system == right.system;
  const std::string& left_words = left.unit.empty() ? left.code : left.unit;
  const std::string& right_words = right.unit.empty() ? right.code : right.unit;
  return left_words == right_words;
}

double number_in(std::string_view digits) {
  double number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// A moment as numbers: as many of year, month, day, hour, minute and second as are written.
struct Moment {
  std::array<double, 6> parts{};
  std::size_t known = 0;
  std::optional<int> offset;  // of its zone in minutes
};

void read_clock_time(std::string_view text, Moment& moment) {
  for (const std::size_t at : {0UZ, 3UZ}) moment.parts.at(moment.known++) = number_in(text.substr(at, 2));
  moment.parts.at(moment.known++) = number_in(text.substr(6));
}

Moment moment_of(std::string_view text) {
  Moment moment;
  const std::size_t time_at = text.find('T');
  const std::string_view day = text.substr(0, time_at);
  moment.parts[moment.known++] = number_in(day.substr(0, 4));
  if (day.size() >= 7) moment.parts.at(moment.known++) = number_in(day.substr(5, 2));
  if (day.size() >= 10) moment.parts.at(moment.known++) = number_in(day.substr(8, 2));
  if (time_at == std::string_view::npos) return moment;
  std::string_view time = text.substr(time_at + 1);
  const std::size_t zone_at = std::min(time.find_first_of("Z+-"), time.size());
  const std::string_view zone = time.substr(zone_at);
  read_clock_time(time.substr(0, zone_at), moment);
  if (zone == "Z") moment.offset = 0;
  if (zone.size() == 6) {
    const int minutes = static_cast<int>(number_in(zone.substr(1, 2)) * 60 + number_in(zone.substr(4, 2)));
    moment.offset = zone.front() == '-' ? -minutes : minutes;
  }
  return moment;
}

// The moment in UTC, in minutes, and the second; only for one that is known to the second.
std::pair<double, double> in_utc(const Moment& moment) {
  const std::chrono::sys_days day{Date{std::chrono::year{static_cast<int>(moment.parts[0])},
                                       std::chrono::month{static_cast<unsigned>(moment.parts[1])},
                                       std::chrono::day{static_cast<unsigned>(moment.parts[2])}}};
  const double minutes = static_cast<double>(day.time_since_epoch().count()) * 24 * 60 + moment.parts[3] * 60 +
                         moment.parts[4] - moment.offset.value_or(0);
  return {minutes, moment.parts[5]};
}

std::partial_ordering order_of_moments(std::string_view left_text, std::string_view right_text) {
  const Moment left = moment_of(left_text);
  const Moment right = moment_of(right_text);
  const bool both_exact = left.known == 6 && right.known == 6;
  if (both_exact && left.offset && right.offset) return in_utc(left) <=> in_utc(right);
  for (std::size_t part = 0; part < std::min(left.known, right.known); ++part) {
    if (left.parts.at(part) != right.parts.at(part)) return left.parts.at(part) <=> right.parts.at(part);
  }
  return left.known == right.known ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
}

std::optional<std::string> moment_text(const Value& value) {
  if (const auto* moment = std::get_if<DateTime>(&value)) return moment->text;
  if (const auto* date = std::get_if<Date>(&value)) return to_string(*date);
  return std::nullopt;
}

std::partial_ordering order_of_times(std::string_view left, std::string_view right) {
  Moment left_time;
  Moment right_time;
  read_clock_time(left, left_time);
  read_clock_time(right, right_time);
  for (std::size_t part = 0; part < 3; ++part) {
    if (left_time.parts.at(part) != right_time.parts.at(part))
      return left_time.parts.at(part) <=> right_time.parts.at(part);
  }
  return std::partial_ordering::equivalent;
}

}  // namespace

bool equal_values(const Value& left, const Value& right) {
  const bool is_other = std::holds_alternative<bool>(left) || std::holds_alternative<std::string>(left) ||
                        std::holds_alternative<Coding>(left);
  return is_other ? left == right : std::is_eq(order(left, right));
}

std::partial_ordering order(const Value& left, const Value& right) {
  const auto left_number = number_of(left);
  const auto right_number = number_of(right);
  if (left_number && right_number) return *left_number <=> *right_number;
  if (const auto* left_quantity = std::get_if<Quantity>(&left)) {
    const auto* right_quantity = std::get_if<Quantity>(&right);
    if (right_quantity == nullptr || !same_unit(*left_quantity, *right_quantity))
      return std::partial_ordering::unordered;
    return left_quantity->number.value <=> right_quantity->number.value;
  }
  const auto left_moment = moment_text(left);
  const auto right_moment = moment_text(right);
  if (left_moment && right_moment) return order_of_moments(*left_moment, *right_moment);
  const auto* left_time = std::get_if<Time>(&left);
  const auto* right_time = std::get_if<Time>(&right);
  if (left_time != nullptr && right_time != nullptr) return order_of_times(left_time->text, right_time->text);
  return std::partial_ordering::unordered;
}

}  // namespace anteroom::forms
