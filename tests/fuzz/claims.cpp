#include "tests/fuzz/claims.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace anteroom::forms {

std::vector<Answer> likely_answers(const Item& item) {
  std::vector<Answer> answers = {Declined{}};
  if (!item.options.empty()) {
    answers.emplace_back(item.options.back().value);
    answers.emplace_back(item.options.front().value);
    return answers;
  }
  answers.emplace_back(Value(std::string("a")));
  answers.emplace_back(Value(parse_date("2024-02-29").value()));
  answers.emplace_back(Value(true));
  if (const auto decimal = parse_decimal("-1.50")) answers.emplace_back(Value(*decimal));
  for (const std::int64_t whole : {std::numeric_limits<std::int64_t>::max(), std::int64_t{-1}, std::int64_t{0}}) {
    answers.emplace_back(Value(whole));
    if (const auto decimal = parse_decimal(std::to_string(whole))) answers.emplace_back(Value(*decimal));
  }
  if (item.minimum) answers.emplace_back(Value(static_cast<std::int64_t>(std::clamp(*item.minimum, -1e9, 1e9))));
  if (item.earliest) answers.emplace_back(Value(*item.earliest));
  return answers;
}

void claim_of_report(const ScoreReport& report) {
  for (const Score& score : report.scores) {
    claim(score.answered >= 0 && score.answered <= score.of, "no more items are answered than there are");
    claim(score.complete == (score.answered == score.of), "a score is complete when all of its items are answered");
    const bool absent = std::holds_alternative<std::monostate>(score.value);
    claim(!score.band || !absent, "no band stands without a value");
    claim(!score.band || !score.band_source.empty(), "a band names its source");
    claim(!score.partial_sum || !score.complete, "only an incomplete score has a partial sum");
    const auto* number = std::get_if<Number>(&score.value);
    if (number == nullptr) continue;
    claim(score.answered > 0, "nothing answered is no number");
    claim(std::isfinite(number->value), "a score is a number");
    claim(!score.minimum || number->value >= *score.minimum, "a score is not below its range");
    claim(!score.maximum || number->value <= *score.maximum, "a score is not above its range");
  }
  for (const Flag& flag : report.flags) {
    claim(!flag.title.empty() && !flag.action.empty() && !flag.source.empty(), "a flag says what, what to do and why");
  }
}

}  // namespace anteroom::forms
