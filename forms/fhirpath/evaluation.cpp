#include "forms/fhirpath/evaluation.h"

#include <format>

namespace anteroom::forms::fhirpath {
namespace {

// "valueCoding" names the child "value" where that is a Coding.
bool is_choice_name(std::string_view asked, std::string_view name, std::string_view type) {
  if (asked.size() != name.size() + type.size() || !asked.starts_with(name)) return false;
  asked.remove_prefix(name.size());
  const char first = type[0] >= 'a' && type[0] <= 'z' ? static_cast<char>(type[0] - 'a' + 'A') : type[0];
  return asked[0] == first && asked.substr(1) == type.substr(1);
}

}  // namespace

void Evaluation::stop(std::size_t position, std::string message) { throw Fault{position, std::move(message)}; }

void Evaluation::spend(std::size_t steps, std::size_t position) {
  if (steps > m_budget.steps) {
    m_budget.steps = 0;
    stop(position, "the expression takes too many steps");
  }
  m_budget.steps -= steps;
}

std::optional<Thing> Evaluation::single(const Collection& collection, std::size_t position) {
  if (collection.empty()) return std::nullopt;
  if (collection.size() > 1) stop(position, "there are several values where one is needed");
  return plain(collection.front());
}

std::optional<bool> Evaluation::truth(const Collection& collection, std::size_t position) {
  const auto value = single(collection, position);
  if (!value) return std::nullopt;
  const bool* yes = std::get_if<bool>(&*value);
  return yes == nullptr || *yes;  // one thing that is no boolean is there, and that is true
}

std::optional<std::int64_t> Evaluation::integer_argument(const Call& call, std::size_t index) {
  const Syntax& argument = call.syntax.operands[index];
  const auto value = single(evaluate(argument), argument.position);
  if (!value) return std::nullopt;
  if (const auto* integer = std::get_if<std::int64_t>(&*value)) return *integer;
  stop(argument.position, std::format("{}() needs a whole number", call.syntax.name));
}

std::optional<std::string> Evaluation::text_argument(const Call& call, std::size_t index) {
  const Syntax& argument = call.syntax.operands[index];
  const auto value = single(evaluate(argument), argument.position);
  if (!value) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&*value)) return *text;
  stop(argument.position, std::format("{}() needs a text", call.syntax.name));
}

std::optional<double> Evaluation::number_argument(const Call& call, std::size_t index) {
  const Syntax& argument = call.syntax.operands[index];
  const auto value = single(evaluate(argument), argument.position);
  if (!value) return std::nullopt;
  if (const auto number = number_of(*value)) return number;
  stop(argument.position, std::format("{}() needs a number", call.syntax.name));
}

Collection Evaluation::evaluate_for(const Syntax& argument, const Thing& thing, std::size_t index) {
  const std::size_t outer_index = std::exchange(m_index, index);
  Collection result = evaluate_with(argument, {thing});
  m_index = outer_index;
  return result;
}

Collection Evaluation::evaluate_with(const Syntax& argument, Collection as_this) {
  std::swap(m_this, as_this);
  Collection result = evaluate(argument);
  std::swap(m_this, as_this);
  return result;
}

Collection Evaluation::evaluate(const Syntax& syntax) {
  spend(1, syntax.position);
  Collection result;
  switch (syntax.kind) {
    case SyntaxKind::literal: result = {syntax.literal}; break;
    case SyntaxKind::nothing: break;
    case SyntaxKind::this_item: result = syntax.on.empty() ? m_this : evaluate(syntax.on.front()); break;
    case SyntaxKind::index: result = {static_cast<std::int64_t>(m_index)}; break;
    case SyntaxKind::total: result = m_total; break;
    case SyntaxKind::external: result = external(syntax); break;
    case SyntaxKind::member:
      result = syntax.on.empty() ? member(m_this, syntax) : member(evaluate(syntax.on.front()), syntax);
      break;
    case SyntaxKind::call: {
      const Collection input = syntax.on.empty() ? m_this : evaluate(syntax.on.front());
      result = syntax.function->run({*this, syntax, input});
      break;
    }
    case SyntaxKind::indexer: result = indexed(syntax); break;
    case SyntaxKind::sign: result = signed_value(syntax); break;
    case SyntaxKind::operation: result = operation(syntax); break;
    case SyntaxKind::type_test:
    case SyntaxKind::type_filter: result = typed(syntax); break;
  }
  spend(result.size(), syntax.position);
  return result;
}

Collection Evaluation::member(const Collection& input, const Syntax& syntax) {
  Collection found;
  for (const Thing& thing : input) {
    const auto* held = std::get_if<const Node*>(&thing);
    if (held == nullptr) continue;
    const Node& node = **held;
    // A resource's own type at the head of a path stands for the resource.
    if (syntax.on.empty() &&
        (node.type == syntax.name || (syntax.name == "Resource" && node.type.starts_with("Quest")))) {
      found.push_back(thing);
      continue;
    }
    spend(node.children.size(), syntax.position);
    for (const auto& [name, child] : node.children) {
      if (name == syntax.name || is_choice_name(syntax.name, name, child->type)) found.push_back(child);
    }
  }
  return found;
}

Collection Evaluation::external(const Syntax& syntax) const {
  if (syntax.name == "context") return m_setting.context;
  if (syntax.name == "ucum") return {std::string("http://unitsofmeasure.org")};
  if (syntax.name == "sct") return {std::string("http://snomed.info/sct")};
  if (syntax.name == "loinc") return {std::string("http://loinc.org")};
  const auto found = m_setting.variables.find(syntax.name);
  if (found == m_setting.variables.end()) stop(syntax.position, std::format("%{} has no value here", syntax.name));
  return found->second;
}

Collection Evaluation::indexed(const Syntax& syntax) {
  const Collection input = evaluate(syntax.on.front());
  const auto value = single(evaluate(syntax.operands.front()), syntax.position);
  if (!value) return {};
  const auto* index = std::get_if<std::int64_t>(&*value);
  if (index == nullptr) stop(syntax.position, "an index must be a whole number");
  if (*index < 0 || static_cast<std::size_t>(*index) >= input.size()) return {};
  return {input[static_cast<std::size_t>(*index)]};
}

Collection Evaluation::signed_value(const Syntax& syntax) {
  const auto value = single(evaluate(syntax.operands.front()), syntax.position);
  if (!value) return {};
  const bool minus = syntax.minus;
  if (const auto* integer = std::get_if<std::int64_t>(&*value)) return {minus ? -*integer : *integer};
  if (const auto* number = std::get_if<Number>(&*value)) return {Number{minus ? -number->value : number->value}};
  if (const auto* amount = std::get_if<Amount>(&*value)) {
    Amount turned = *amount;
    if (minus) turned.number.value = -turned.number.value;
    return {std::move(turned)};
  }
  stop(syntax.position, "a sign stands only before a number");
}

Collection Evaluation::operation(const Syntax& syntax) {
  switch (syntax.operation) {
    case Operation::conjunction:
    case Operation::disjunction:
    case Operation::exclusive:
    case Operation::implies: return logic(syntax);
    default: break;
  }
  const Collection left = evaluate(syntax.operands[0]);
  const Collection right = evaluate(syntax.operands[1]);
  return operate(*this, syntax, left, right);
}

// Kleene's logic: what is unknown stays unknown unless the other side settles it.
Collection Evaluation::logic(const Syntax& syntax) {
  auto left = truth(evaluate(syntax.operands[0]), syntax.operands[0].position);
  const auto right = truth(evaluate(syntax.operands[1]), syntax.operands[1].position);
  if (syntax.operation == Operation::exclusive) {
    if (!left || !right) return {};
    return {*left != *right};
  }
  if (syntax.operation == Operation::conjunction) {
    if (left == false || right == false) return {false};
    if (!left || !right) return {};
    return {true};
  }
  if (syntax.operation == Operation::implies && left) left = !*left;  // a implies b: not a, or b
  if (left == true || right == true) return {true};
  if (!left || !right) return {};
  return {false};
}

Collection Evaluation::typed(const Syntax& syntax) {
  const Collection left = evaluate(syntax.operands.front());
  if (left.empty()) return {};
  if (left.size() > 1) stop(syntax.position, "there are several values where one is needed");
  const bool is_it = is_of_type(left.front(), syntax.name);
  if (syntax.kind == SyntaxKind::type_test) return {is_it};
  return is_it ? left : Collection{};
}

std::expected<Collection, Fault> evaluate(const Expression& expression, const Setting& setting, Budget& budget) {
  try {
    return Evaluation(setting, budget).evaluate(expression.root);
  } catch (Fault& fault) {
    return std::unexpected(std::move(fault));
  }
}

std::expected<std::optional<bool>, Fault> truth_of(const Collection& collection) {
  try {
    return Evaluation::truth(collection, 1);
  } catch (Fault& fault) {
    return std::unexpected(std::move(fault));
  }
}

}  // namespace anteroom::forms::fhirpath
