// One answer to one question, as FHIR R4 knows it. "Prefer not to answer" is a value of its own; a question that was
// skipped has no Answer at all. Neither is ever 0.
#pragma once

#include "forms/base/date.h"
#include "forms/base/ids.h"

#include <cstdint>
#include <map>
#include <optional>
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

using Value = std::variant<bool, std::int64_t, Decimal, Date, std::string, Coding>;

struct Declined {
  bool operator==(const Declined&) const = default;
};

using Answer = std::variant<Value, Declined>;

// Answers of one form by linkId. Absent = not answered.
using Answers = std::map<LinkId, Answer, std::less<>>;

// How a stored answer is written and read back: compact JSON, for example {"i":7},
// {"c":"LA6569-3","s":"http://loinc.org"} or {"declined":true}. Round trip is exact for every answer that refuse() lets
// pass.
[[nodiscard]] std::string to_json(const Answer& answer);
// Empty for anything that to_json does not write.
[[nodiscard]] std::optional<Answer> answer_from_json(std::string_view json);

}  // namespace anteroom::forms
