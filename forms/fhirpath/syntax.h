// A FHIRPath expression taken apart: a tree of what is to be done, each part with its place in the text.
#pragma once

#include "forms/fhirpath/lexer.h"
#include "forms/fhirpath/things.h"

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::forms::fhirpath {

struct Function;  // forms/fhirpath/functions.h

enum class SyntaxKind {
  literal,      // `literal`
  nothing,      // {}
  this_item,    // $this
  index,        // $index
  total,        // $total
  external,     // %name
  member,       // operand.name, or name alone
  call,         // operand.function(arguments), or without an operand
  indexer,      // operand[operand]
  sign,         // `minus`, operand
  operation,    // operand `operation` operand
  type_test,    // operand is `name`
  type_filter,  // operand as `name`
};

enum class Operation {
  multiply,
  divide,
  whole_divide,
  remainder,
  add,
  subtract,
  join,
  unite,
  less,
  greater,
  less_or_equal,
  greater_or_equal,
  equal,
  not_equal,
  equivalent,
  not_equivalent,
  in,
  contains,
  conjunction,
  disjunction,
  exclusive,
  implies,
};

struct Syntax {
  SyntaxKind kind = SyntaxKind::nothing;
  std::size_t position = 1;
  std::string name;
  Thing literal = false;
  Operation operation = Operation::add;
  const Function* function = nullptr;
  bool minus = false;
  std::size_t depth = 1;         // of the tree from here down
  std::vector<Syntax> on;        // what stands before the dot: none or one
  std::vector<Syntax> operands;  // arguments, or the sides of an operator
};

// A whole expression. Copies share nothing and cost as much as they are long.
struct Expression {
  Syntax root;
  std::vector<std::string> externals;  // the %names that it uses, each once
};

// The longest expression that is read, in bytes, and how deep its parts may nest.
inline constexpr std::size_t longest_expression = 16'384;
inline constexpr std::size_t deepest_expression = 160;

// Takes an expression apart. What is outside the subset (a function, a type, an element that no form has) is a fault
// that names it.
[[nodiscard]] std::expected<Expression, Fault> parse(std::string_view text);

// Whether a value is of a type. FHIR's and FHIRPath's own names are both understood: `integer` and `Integer`.
[[nodiscard]] bool is_known_type(std::string_view name);
[[nodiscard]] bool is_of_type(const Thing& thing, std::string_view name);

}  // namespace anteroom::forms::fhirpath
