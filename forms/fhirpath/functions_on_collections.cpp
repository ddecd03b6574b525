// Functions that choose, count and combine: FHIRPath's existence, filtering, subsetting and combining.
#include "forms/fhirpath/evaluation.h"

#include <algorithm>
#include <array>
#include <format>
#include <unordered_map>

namespace anteroom::forms::fhirpath {
namespace {

std::optional<bool> holds(const Call& call, std::size_t index) {
  const Syntax& criteria = call.syntax.operands[0];
  return Evaluation::truth(call.evaluation.evaluate_for(criteria, call.input[index], index), criteria.position);
}

Collection empty(const Call& call) { return {call.input.empty()}; }

Collection exists(const Call& call) {
  if (call.arguments() == 0) return {!call.input.empty()};
  for (std::size_t at = 0; at < call.input.size(); ++at) {
    if (holds(call, at) == true) return {true};
  }
  return {false};
}

Collection all(const Call& call) {
  for (std::size_t at = 0; at < call.input.size(); ++at) {
    if (holds(call, at) != true) return {false};
  }
  return {true};
}

Collection negated(const Call& call) {
  const auto value = Evaluation::truth(call.input, call.syntax.position);
  if (!value) return {};
  return {!*value};
}

bool as_boolean(const Call& call, const Thing& thing) {
  const Thing value = plain(thing);
  if (const bool* yes = std::get_if<bool>(&value)) return *yes;
  Evaluation::stop(call.syntax.position, std::format("{}() needs true and false only", call.syntax.name));
}

Collection all_true(const Call& call) {
  return {std::ranges::all_of(call.input, [&](const Thing& thing) { return as_boolean(call, thing); })};
}
Collection any_true(const Call& call) {
  return {std::ranges::any_of(call.input, [&](const Thing& thing) { return as_boolean(call, thing); })};
}
Collection all_false(const Call& call) {
  return {std::ranges::none_of(call.input, [&](const Thing& thing) { return as_boolean(call, thing); })};
}
Collection any_false(const Call& call) {
  return {!std::ranges::all_of(call.input, [&](const Thing& thing) { return as_boolean(call, thing); })};
}

Collection where(const Call& call) {
  Collection kept;
  for (std::size_t at = 0; at < call.input.size(); ++at) {
    if (holds(call, at) == true) kept.push_back(call.input[at]);
  }
  return kept;
}

Collection select(const Call& call) {
  Collection found;
  for (std::size_t at = 0; at < call.input.size(); ++at) {
    const Collection one = call.evaluation.evaluate_for(call.syntax.operands[0], call.input[at], at);
    found.insert(found.end(), one.begin(), one.end());
  }
  return found;
}

// Each round looks only at what the round before found new, by "=" as FHIRPath has it.
Collection repeat(const Call& call) {
  Collection found;
  std::unordered_multimap<std::size_t, std::size_t> places;
  Collection round = call.input;
  while (!round.empty()) {
    Collection fresh;
    for (std::size_t at = 0; at < round.size(); ++at) {
      for (const Thing& thing : call.evaluation.evaluate_for(call.syntax.operands[0], round[at], at)) {
        const auto [first, last] = places.equal_range(hash_of(thing));
        call.evaluation.spend(1 + static_cast<std::size_t>(std::distance(first, last)), call.syntax.position);
        if (std::any_of(first, last, [&](const auto& place) { return equal(found[place.second], thing) == true; }))
          continue;
        places.emplace(hash_of(thing), found.size());
        found.push_back(thing);
        fresh.push_back(thing);
      }
    }
    round = std::move(fresh);
  }
  return found;
}

Collection of_type(const Call& call) {
  Collection kept;
  std::ranges::copy_if(call.input, std::back_inserter(kept),
                       [&](const Thing& thing) { return is_of_type(thing, call.syntax.operands[0].name); });
  return kept;
}

Collection is_type(const Call& call) {
  if (call.input.empty()) return {};
  if (call.input.size() > 1) Evaluation::stop(call.syntax.position, "is() needs one value and there are several");
  return {is_of_type(call.input.front(), call.syntax.operands[0].name)};
}

Collection as_type(const Call& call) {
  if (call.input.size() > 1) Evaluation::stop(call.syntax.position, "as() needs one value and there are several");
  return of_type(call);
}

Collection count(const Call& call) { return {static_cast<std::int64_t>(call.input.size())}; }

Collection first(const Call& call) { return call.input.empty() ? Collection{} : Collection{call.input.front()}; }
Collection last(const Call& call) { return call.input.empty() ? Collection{} : Collection{call.input.back()}; }

Collection from_to(const Collection& input, std::int64_t from, std::int64_t to) {
  const auto size = static_cast<std::int64_t>(input.size());
  from = std::clamp<std::int64_t>(from, 0, size);
  to = std::clamp<std::int64_t>(to, from, size);
  return {input.begin() + from, input.begin() + to};
}

Collection tail(const Call& call) { return from_to(call.input, 1, static_cast<std::int64_t>(call.input.size())); }
Collection skip(const Call& call) {
  const auto steps = call.evaluation.integer_argument(call, 0);
  if (!steps) return {};
  return from_to(call.input, *steps, static_cast<std::int64_t>(call.input.size()));
}
Collection take(const Call& call) {
  const auto steps = call.evaluation.integer_argument(call, 0);
  if (!steps) return {};
  return from_to(call.input, 0, *steps);
}

Collection single(const Call& call) {
  if (call.input.size() > 1) Evaluation::stop(call.syntax.position, "single() found several values");
  return call.input;
}

Collection distinct_of(const Call& call) { return distinct(call.evaluation, call.input, call.syntax.position); }
Collection is_distinct(const Call& call) { return {distinct_of(call).size() == call.input.size()}; }

Collection argument(const Call& call) { return call.evaluation.evaluate(call.syntax.operands[0]); }

Collection combine(const Call& call) {
  Collection both = call.input;
  const Collection other = argument(call);
  both.insert(both.end(), other.begin(), other.end());
  return both;
}
Collection unite(const Call& call) { return distinct(call.evaluation, combine(call), call.syntax.position); }

Collection intersect(const Call& call) {
  const Collection other = argument(call);
  Collection kept;
  for (const Thing& thing : distinct_of(call)) {
    if (is_among(call.evaluation, thing, other, call.syntax.position)) kept.push_back(thing);
  }
  return kept;
}

Collection exclude(const Call& call) {
  const Collection other = argument(call);
  Collection kept;
  for (const Thing& thing : call.input) {
    if (!is_among(call.evaluation, thing, other, call.syntax.position)) kept.push_back(thing);
  }
  return kept;
}

bool is_part(const Call& call, const Collection& part, const Collection& whole) {
  return std::ranges::all_of(
      part, [&](const Thing& thing) { return is_among(call.evaluation, thing, whole, call.syntax.position); });
}
Collection subset_of(const Call& call) { return {is_part(call, call.input, argument(call))}; }
Collection superset_of(const Call& call) { return {is_part(call, argument(call), call.input)}; }

// Only the side that is wanted is evaluated.
Collection iif(const Call& call) {
  const auto& operands = call.syntax.operands;
  if (call.input.size() > 1 && !call.syntax.on.empty()) {
    Evaluation::stop(call.syntax.position, "iif() needs one value before the dot and there are several");
  }
  const auto met = Evaluation::truth(call.evaluation.evaluate_with(operands[0], call.input), operands[0].position);
  if (met == true) return call.evaluation.evaluate_with(operands[1], call.input);
  return operands.size() > 2 ? call.evaluation.evaluate_with(operands[2], call.input) : Collection{};
}

Collection aggregate(const Call& call) {
  const Collection outer = call.evaluation.total();
  Collection total = call.arguments() > 1 ? call.evaluation.evaluate(call.syntax.operands[1]) : Collection{};
  for (std::size_t at = 0; at < call.input.size(); ++at) {
    call.evaluation.set_total(std::move(total));
    total = call.evaluation.evaluate_for(call.syntax.operands[0], call.input[at], at);
  }
  call.evaluation.set_total(outer);
  return total;
}

Collection children(const Call& call) {
  Collection found;
  for (const Thing& thing : call.input) {
    const auto* node = std::get_if<const Node*>(&thing);
    if (node == nullptr) continue;
    for (const auto& [name, child] : (*node)->children) found.emplace_back(child);
  }
  return found;
}

Collection descendants(const Call& call) {
  Collection found = children(call);
  for (std::size_t at = 0; at < found.size(); ++at) {
    call.evaluation.spend(1, call.syntax.position);
    const auto* node = std::get_if<const Node*>(&found[at]);
    if (node == nullptr) continue;
    for (const auto& [name, child] : (*node)->children) found.emplace_back(child);
  }
  return found;
}

Collection has_value(const Call& call) {
  if (call.input.size() != 1) return {false};
  const auto* node = std::get_if<const Node*>(&call.input.front());
  return {node == nullptr || ((*node)->value.has_value() && (*node)->children.empty())};
}

Collection trace(const Call& call) { return call.input; }

Collection extension(const Call& call) {
  const auto url = call.evaluation.text_argument(call, 0);
  Collection found;
  for (const Thing& thing : call.input) {
    const auto* node = std::get_if<const Node*>(&thing);
    if (node == nullptr || !url) continue;
    for (const auto& [name, child] : (*node)->children) {
      if (name != "extension") continue;
      const bool is_it = std::ranges::any_of(
          child->children, [&](const auto& part) { return part.first == "url" && equal(part.second, *url) == true; });
      if (is_it) found.emplace_back(child);
    }
  }
  return found;
}

// What the option counts: SDC's ordinal(), of a Coding, of an answer and of an option.
Collection ordinal(const Call& call) {
  Collection found;
  for (const Thing& thing : call.input) {
    const auto* node = std::get_if<const Node*>(&thing);
    if (node != nullptr && (*node)->ordinal) found.emplace_back(rounded(*(*node)->ordinal));
  }
  return found;
}

// Every answer of the items below, however deep: SDC's answers().
Collection answers(const Call& call) {
  Collection found;
  for (const Thing& thing : descendants(call)) {
    const auto* node = std::get_if<const Node*>(&thing);
    if (node != nullptr && (*node)->type == "QuestionnaireResponse.item.answer") found.push_back(thing);
  }
  return found;
}

constexpr std::array functions{
    Function{"empty", 0, 0, false, empty},
    Function{"exists", 0, 1, false, exists},
    Function{"all", 1, 1, false, all},
    Function{"not", 0, 0, false, negated},
    Function{"allTrue", 0, 0, false, all_true},
    Function{"anyTrue", 0, 0, false, any_true},
    Function{"allFalse", 0, 0, false, all_false},
    Function{"anyFalse", 0, 0, false, any_false},
    Function{"subsetOf", 1, 1, false, subset_of},
    Function{"supersetOf", 1, 1, false, superset_of},
    Function{"where", 1, 1, false, where},
    Function{"select", 1, 1, false, select},
    Function{"repeat", 1, 1, false, repeat},
    Function{"ofType", 1, 1, true, of_type},
    Function{"is", 1, 1, true, is_type},
    Function{"as", 1, 1, true, as_type},
    Function{"count", 0, 0, false, count},
    Function{"first", 0, 0, false, first},
    Function{"last", 0, 0, false, last},
    Function{"tail", 0, 0, false, tail},
    Function{"skip", 1, 1, false, skip},
    Function{"take", 1, 1, false, take},
    Function{"single", 0, 0, false, single},
    Function{"distinct", 0, 0, false, distinct_of},
    Function{"isDistinct", 0, 0, false, is_distinct},
    Function{"combine", 1, 1, false, combine},
    Function{"union", 1, 1, false, unite},
    Function{"intersect", 1, 1, false, intersect},
    Function{"exclude", 1, 1, false, exclude},
    Function{"iif", 2, 3, false, iif},
    Function{"aggregate", 1, 2, false, aggregate},
    Function{"children", 0, 0, false, children},
    Function{"descendants", 0, 0, false, descendants},
    Function{"hasValue", 0, 0, false, has_value},
    Function{"trace", 1, 2, false, trace},
    Function{"extension", 1, 1, false, extension},
    Function{"ordinal", 0, 0, false, ordinal},
    Function{"weight", 0, 0, false, ordinal},
    Function{"answers", 0, 0, false, answers},
};

}  // namespace

std::span<const Function> functions_on_collections() { return functions; }

}  // namespace anteroom::forms::fhirpath
