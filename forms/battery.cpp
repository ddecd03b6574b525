#include "forms/battery.h"

#include "forms/library.h"

#include <algorithm>
#include <charconv>

namespace anteroom::forms {
namespace {

std::optional<double> plain_number(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* decimal = std::get_if<Decimal>(&value)) return decimal->value;
  return std::nullopt;
}

// The option's ordinal, or the number itself; none where the answer scores nothing.
std::optional<double> scored_number(const Item& item, const Value& value) {
  if (item.options.empty()) return plain_number(value);
  const auto option = std::ranges::find(item.options, value, &AnswerOption::value);
  if (option == item.options.end()) return std::nullopt;
  return option->ordinal ? option->ordinal : plain_number(value);
}

bool equals(const Value& value, const Wanted& wanted) {
  if (const auto* yes = std::get_if<bool>(&wanted)) return value == Value(*yes);
  if (const auto* number = std::get_if<double>(&wanted)) return plain_number(value) == *number;
  const auto& text = std::get<std::string>(wanted);
  const auto* coding = std::get_if<Coding>(&value);
  return coding != nullptr ? coding->code == text : value == Value(text);
}

// Of several answers to one question, one is enough.
bool is_met(const AnswerCondition& condition, const FindStandpoint& find, const Context&) {
  const Standpoint earlier = find(condition.form);
  if (earlier.form == nullptr) return false;
  const Item* const item = earlier.form->questionnaire.find(condition.link_id);
  const auto answer = earlier.answers->find(condition.link_id);
  if (item == nullptr || answer == earlier.answers->end()) return false;
  return std::ranges::any_of(values_of(answer->second), [&](const Value& value) {
    if (condition.equals) return equals(value, *condition.equals);
    const auto number = scored_number(*item, value);
    return number && condition.number.holds(*number);
  });
}

bool is_met(const ScoreCondition& condition, const FindStandpoint& find, const Context&) {
  const Standpoint earlier = find(condition.form);
  if (earlier.form == nullptr) return false;
  const ScoreReport report = earlier.form->rules.score(earlier.form->questionnaire, *earlier.answers, *earlier.context);
  const auto score =
      condition.score.empty() ? report.scores.begin() : std::ranges::find(report.scores, condition.score, &Score::id);
  if (score == report.scores.end()) return false;
  const ScoreValue& value = score->value;
  if (condition.equals) {
    if (const auto* text = std::get_if<std::string>(&*condition.equals)) return value == ScoreValue(*text);
    if (const auto* yes = std::get_if<bool>(&*condition.equals)) return value == ScoreValue(*yes);
    const auto* number = std::get_if<Number>(&value);
    return number != nullptr && number->value == std::get<double>(*condition.equals);
  }
  const auto* number = std::get_if<Number>(&value);
  return number != nullptr && condition.number.holds(number->value);
}

bool is_met(const FactCondition& condition, const FindStandpoint&, const Context& context) {
  const auto found = context.find(condition.fact);
  if (found == context.end()) return false;
  if (condition.equals) return found->second == *condition.equals;
  double number = 0;
  const char* const end = found->second.data() + found->second.size();
  const auto [stop, problem] = std::from_chars(found->second.data(), end, number);
  return problem == std::errc{} && stop == end && condition.number.holds(number);
}

}  // namespace

bool NumberRange::holds(double number) const {
  return (!at_least || number >= *at_least) && (!at_most || number <= *at_most);
}

bool holds(const AskedWhen& when, const FindStandpoint& find, const Context& context) {
  const auto met = [&](const FormCondition& condition) {
    return std::visit([&](const auto& one) { return is_met(one, find, context); }, condition);
  };
  return when.always() || (when.behavior == EnableBehavior::all ? std::ranges::all_of(when.conditions, met)
                                                                : std::ranges::any_of(when.conditions, met));
}

}  // namespace anteroom::forms
