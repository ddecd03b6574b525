// One answer to one question, as FHIR R4 knows it. "Prefer not to answer" is a value of its own; a question that was
// skipped has no Answer at all. Neither is ever 0.
#pragma once

#include "forms/base/date.h"
#include "forms/base/ids.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace anteroom::forms {

// A FHIR decimal. The text is kept because 1.50 and 1.5 are different measurements.
struct Decimal {
  std::string text;
  double value = 0;
  bool operator==(const Decimal&) const = default;
};

// "-1.50" as FHIR writes a decimal (no leading zeros or plus). Empty for anything else and for what a double cannot
// hold.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);

struct Coding {
  std::string system;
  std::string code;
  bool operator==(const Coding&) const = default;
};

// A FHIR time of day, always with seconds: "14:30:00".
struct Time {
  std::string text;
  bool operator==(const Time&) const = default;
};

// "14:30:00", also with a fraction of a second; "14:30" is read as "14:30:00". Empty for anything else.
[[nodiscard]] std::optional<Time> parse_time(std::string_view text);

// A FHIR dateTime as written: "2026-11-23T14:30:00Z", also "2026", "2026-11" and "2026-11-23".
struct DateTime {
  std::string text;
  bool operator==(const DateTime&) const = default;
};

// A dateTime whose day exists. A time without seconds gets ":00"; one without a zone is read, for a kiosk stands in one
// place. Empty for anything else.
[[nodiscard]] std::optional<DateTime> parse_date_time(std::string_view text);

// A number with its unit. The unit is for people, system and code (usually of UCUM) for machines; each may be empty.
struct Quantity {
  Decimal number;
  std::string unit;
  std::string system;
  std::string code;
  bool operator==(const Quantity&) const = default;
};

// Of a choice and an open choice an option's value; the free text of an open choice is a string.
using Value = std::variant<bool, std::int64_t, Decimal, Date, std::string, Coding, Time, DateTime, Quantity>;

// The answers to a question with repeats: at least one, each once, in the order in which the patient gave them.
using Several = std::vector<Value>;

struct Declined {
  bool operator==(const Declined&) const = default;
};

// A question with repeats always has Several, also of one value.
using Answer = std::variant<Value, Several, Declined>;

// The value or the values; none of Declined. The span lives as long as the answer.
[[nodiscard]] std::span<const Value> values_of(const Answer& answer);

// Answers of one form by linkId. Absent = not answered.
using Answers = std::map<LinkId, Answer, std::less<>>;

// How a stored answer is written and read back: compact JSON, for example {"i":7},
// {"c":"LA6569-3","s":"http://loinc.org"}, {"many":[{"i":7},{"i":8}]} or {"declined":true}. Round trip is exact for
// every answer that refuse() lets pass.
[[nodiscard]] std::string to_json(const Answer& answer);
// Empty for anything that to_json does not write.
[[nodiscard]] std::optional<Answer> answer_from_json(std::string_view json);

}  // namespace anteroom::forms
