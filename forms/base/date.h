// Calendar dates and instants as the forms know them: plain values, no clock.
#pragma once

#include <chrono>
#include <format>
#include <optional>
#include <string>
#include <string_view>

namespace anteroom {

using Date = std::chrono::year_month_day;
// An instant in UTC with milliseconds; where it comes from is the Clock port's business.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// "2026-11-23" (FHIR date, whole days only). Empty for anything else, also for days that do not exist.
[[nodiscard]] inline std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t length) -> std::optional<int> {
    int value = 0;
    for (const char digit : text.substr(at, length)) {
      if (digit < '0' || digit > '9') return std::nullopt;
      value = value * 10 + (digit - '0');
    }
    return value;
  };
  const auto year = number(0, 4);
  const auto month = number(5, 2);
  const auto day = number(8, 2);
  if (!year || !month || !day) return std::nullopt;
  const Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                  std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

// "2026-11-23"
[[nodiscard]] inline std::string to_string(const Date& date) {
  return std::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace anteroom
