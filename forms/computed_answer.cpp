#include "forms/computed_answer.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace anteroom::forms {
namespace {

using fhirpath::Amount;
using fhirpath::Moment;
using fhirpath::Node;
using fhirpath::Number;
using fhirpath::Thing;

std::optional<Decimal> decimal_of(double value) { return parse_decimal(fhirpath::to_text(Number{value})); }

std::optional<std::string> text_in(const Node& node, std::string_view name) {
  for (const auto& [child_name, child] : node.children) {
    if (child_name != name || !child->value) continue;
    if (const auto* text = std::get_if<std::string>(&*child->value)) return *text;
  }
  return std::nullopt;
}

// The one option that is meant: by its Coding, by a code or a text that only one has, or by its value.
const AnswerOption* option_meant(const Item& item, const Thing& thing) {
  const auto* held = std::get_if<const Node*>(&thing);
  const Node* node = held != nullptr && !(*held)->value ? *held : nullptr;
  const Thing value = plain(thing);
  const auto* text = std::get_if<std::string>(&value);
  const auto code = node != nullptr ? text_in(*node, "code") : text != nullptr ? std::optional(*text) : std::nullopt;
  const auto system = node != nullptr ? text_in(*node, "system") : std::nullopt;
  const auto is_meant = [&](const AnswerOption& option) {
    if (const auto* coding = std::get_if<Coding>(&option.value)) {
      return code && coding->code == *code && (!system || coding->system == *system);
    }
    if (const auto* words = std::get_if<std::string>(&option.value)) return text != nullptr && *words == *text;
    if (const auto* whole = std::get_if<std::int64_t>(&option.value)) {
      return number_of(value) == static_cast<double>(*whole);
    }
    return false;
  };
  if (std::ranges::count_if(item.options, is_meant) != 1) return nullptr;
  return &*std::ranges::find_if(item.options, is_meant);
}

std::optional<Value> choice_from(const Item& item, const Thing& thing) {
  if (const AnswerOption* option = option_meant(item, thing)) return option->value;
  const Thing value = plain(thing);
  if (item.type == ItemType::open_choice || item.options.empty()) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
  }
  return std::nullopt;
}

std::optional<Value> text_from(const Thing& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* number = std::get_if<Number>(&value)) return to_text(*number);
  if (const auto* moment = std::get_if<Moment>(&value)) return to_text(*moment);
  if (const bool* yes = std::get_if<bool>(&value)) return std::string(*yes ? "true" : "false");
  return std::nullopt;
}

std::optional<Value> quantity_from(const Item& item, const Thing& thing) {
  const auto* held = std::get_if<const Node*>(&thing);
  const Thing value = plain(thing);
  if (const auto* amount = std::get_if<Amount>(&value)) {
    auto number = decimal_of(amount->number.value);
    if (!number) return std::nullopt;
    if (held != nullptr) {
      return Quantity{std::move(*number), text_in(**held, "unit").value_or(""), text_in(**held, "system").value_or(""),
                      text_in(**held, "code").value_or("")};
    }
    for (const UnitOption& unit : item.unit_options) {
      if (unit.coding.code == amount->unit)
        return Quantity{std::move(*number), unit.label, unit.coding.system, unit.coding.code};
    }
    return Quantity{std::move(*number), amount->unit, amount->calendar ? "" : "http://unitsofmeasure.org",
                    amount->calendar ? "" : amount->unit};
  }
  // A bare number is in the only unit that the question has.
  const auto bare = number_of(value);
  if (!bare || item.unit_options.size() > 1) return std::nullopt;
  auto number = decimal_of(*bare);
  if (!number) return std::nullopt;
  if (!item.unit_options.empty()) {
    const UnitOption& unit = item.unit_options.front();
    return Quantity{std::move(*number), unit.label, unit.coding.system, unit.coding.code};
  }
  return Quantity{std::move(*number), item.unit.value_or(""), {}, {}};
}

std::optional<Value> moment_from(ItemType type, const Thing& value) {
  std::optional<Moment> moment;
  if (const auto* held = std::get_if<Moment>(&value)) moment = *held;
  if (const auto* text = std::get_if<std::string>(&value)) moment = fhirpath::parse_moment(*text);
  if (!moment || (moment->kind == Moment::Kind::time) != (type == ItemType::time)) return std::nullopt;
  if (type == ItemType::date) {
    if (moment->known < 3) return std::nullopt;
    return parse_date(to_text(*moment).substr(0, 10)).transform([](const Date& date) { return Value(date); });
  }
  if (type == ItemType::time) {
    return parse_time(to_text(*moment)).transform([](Time time) { return Value(std::move(time)); });
  }
  std::string text = to_text(*moment);
  if (moment->known <= 3) text = text.substr(0, text.find('T'));
  return parse_date_time(text).transform([](DateTime date_time) { return Value(std::move(date_time)); });
}

std::optional<Value> value_from(const Item& item, const Thing& thing) {
  const Thing value = plain(thing);
  switch (item.type) {
    case ItemType::boolean:
      if (const bool* yes = std::get_if<bool>(&value)) return *yes;
      return std::nullopt;
    case ItemType::integer:
      if (!item.options.empty()) return choice_from(item, thing);
      if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
      if (const auto* number = std::get_if<Number>(&value)) {
        const double whole = fhirpath::rounded(number->value).value;
        if (whole == std::trunc(whole) && std::abs(whole) < 9e15) return static_cast<std::int64_t>(whole);
      }
      return std::nullopt;
    case ItemType::decimal:
      if (const auto number = number_of(value)) {
        return decimal_of(*number).transform([](Decimal decimal) { return Value(std::move(decimal)); });
      }
      return std::nullopt;
    case ItemType::date:
    case ItemType::time:
    case ItemType::date_time: return moment_from(item.type, value);
    case ItemType::string:
    case ItemType::text:
    case ItemType::url:
      if (!item.options.empty()) return choice_from(item, thing);
      return text_from(value);
    case ItemType::choice:
    case ItemType::open_choice: return choice_from(item, thing);
    case ItemType::quantity: return quantity_from(item, thing);
    case ItemType::group:
    case ItemType::display: break;
  }
  return std::nullopt;
}

}  // namespace

std::expected<std::optional<Answer>, std::string> computed_answer(const Item& item, const fhirpath::Collection& found) {
  if (found.empty()) return std::nullopt;
  if (found.size() > 1 && !item.repeats) {
    return std::unexpected("the expression found several values for a question with one answer");
  }
  Several values;
  for (const Thing& thing : found) {
    auto value = value_from(item, thing);
    if (!value) return std::unexpected("the expression found a value of a kind that the item does not hold");
    if (!std::ranges::contains(values, *value)) values.push_back(std::move(*value));
  }
  Answer answer = item.repeats ? Answer(std::move(values)) : Answer(std::move(values.front()));
  if (const auto refused = refuse(item, answer)) {
    return std::unexpected(std::format("what the expression found is no answer to the item: {}", refused->message));
  }
  return answer;
}

}  // namespace anteroom::forms
