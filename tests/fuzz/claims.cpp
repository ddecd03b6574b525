#include "tests/fuzz/claims.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace anteroom::forms {

namespace {

std::vector<Value> likely_values(const Item& item) {
  std::vector<Value> values;
  for (std::size_t at = 0; at < item.options.size() && at < 2; ++at) {
    values.push_back(item.options[item.options.size() - 1 - at].value);
  }
  if (!item.options.empty()) values.push_back(item.options.front().value);
  values.emplace_back(std::string("a"));
  values.emplace_back(true);
  values.emplace_back(parse_date("2024-02-29").value());
  values.emplace_back(parse_time("14:30").value());
  values.emplace_back(parse_date_time("2026-11-23T14:30:00Z").value());
  for (const std::int64_t whole : {std::numeric_limits<std::int64_t>::max(), std::int64_t{-1}, std::int64_t{0}}) {
    const Decimal decimal = parse_decimal(std::to_string(whole)).value();
    values.emplace_back(whole);
    values.emplace_back(decimal);
    if (item.unit_options.empty()) values.emplace_back(Quantity{decimal, item.unit.value_or(""), "", ""});
    for (const UnitOption& unit : item.unit_options) {
      values.emplace_back(Quantity{decimal, unit.label, unit.coding.system, unit.coding.code});
    }
  }
  if (item.minimum) values.emplace_back(static_cast<std::int64_t>(std::clamp(*item.minimum, -1e9, 1e9)));
  if (item.earliest) values.emplace_back(*item.earliest);
  return values;
}

}  // namespace

std::vector<Answer> likely_answers(const Item& item) {
  std::vector<Answer> answers = {Declined{}};
  const std::vector<Value> values = likely_values(item);
  for (const Value& value : values) answers.emplace_back(item.repeats ? Answer(Several{value}) : Answer(value));
  if (item.repeats && item.options.size() > 1) {
    answers.emplace_back(Several{item.options.front().value, item.options.back().value});
  }
  return answers;
}

void claim_of_report(const ScoreReport& report) {
  for (const Score& score : report.scores) {
    claim(score.answered >= 0 && score.answered <= score.of, "no more items are answered than there are");
    claim(score.complete == (score.answered == score.of), "a score is complete when all of its items are answered");
    const bool absent = std::holds_alternative<std::monostate>(score.value);
    // One positive class of TAPS is a positive screen, whatever else is missing.
    claim(!score.band || !absent || !score.complete, "no band of a complete score stands without a value");
    claim(!score.band || !score.band_source.empty(), "a band names its source");
    claim(!score.partial_sum || !score.complete, "only an incomplete score has a partial sum");
    const auto* number = std::get_if<Number>(&score.value);
    if (number == nullptr) continue;
    claim(std::isfinite(number->value), "a score is a number");
    claim(!score.minimum || number->value >= *score.minimum, "a score is not below its range");
    claim(!score.maximum || number->value <= *score.maximum, "a score is not above its range");
  }
  for (const Flag& flag : report.flags) {
    claim(!flag.title.empty() && !flag.action.empty() && !flag.source.empty(), "a flag says what, what to do and why");
  }
}

}  // namespace anteroom::forms
