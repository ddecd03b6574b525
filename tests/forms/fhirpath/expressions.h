// Expressions tried out in tests: a result in words, a fault with its place.
#pragma once

#include "forms/fhirpath/evaluation.h"

#include <format>
#include <string>
#include <string_view>

namespace anteroom::forms::fhirpath {

inline std::string shown(const Thing& thing) {
  struct Words {
    std::string operator()(bool yes) const { return yes ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(const Number& number) const {
      const std::string text = to_text(number);
      return text.contains('.') ? text : text + ".0";
    }
    std::string operator()(const std::string& text) const { return "'" + text + "'"; }
    std::string operator()(const Moment& moment) const { return "@" + to_text(moment); }
    std::string operator()(const Amount& amount) const {
      return std::format("{} {}{}", to_text(amount.number), amount.unit, amount.calendar ? " (calendar)" : "");
    }
    std::string operator()(const Node* node) const { return std::format("<{}>", node->type); }
  };
  return std::visit(Words{}, plain(thing));
}

inline std::string shown(const Collection& collection) {
  std::string text;
  for (const Thing& thing : collection) text += (text.empty() ? "" : " ") + shown(thing);
  return "{" + text + "}";
}

// "{3}", "{}" or "fault at 5: …".
inline std::string result_of(std::string_view text, const Setting& setting = {}, std::size_t steps = 100'000) {
  const auto expression = parse(text);
  if (!expression) return std::format("refused at {}: {}", expression.error().position, expression.error().message);
  Budget budget{steps};
  const auto result = evaluate(*expression, setting, budget);
  if (!result) return std::format("fault at {}: {}", result.error().position, result.error().message);
  return shown(*result);
}

}  // namespace anteroom::forms::fhirpath
