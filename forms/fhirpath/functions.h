// The functions that an expression may call: a closed list. One that is not here is refused when the form is loaded.
#pragma once

#include "forms/fhirpath/syntax.h"

#include <span>
#include <string_view>

namespace anteroom::forms::fhirpath {

class Evaluation;

// A call as it runs: what stands before the dot, evaluated, and the arguments, not yet evaluated.
struct Call {
  Evaluation& evaluation;
  const Syntax& syntax;
  const Collection& input;

  [[nodiscard]] std::size_t arguments() const { return syntax.operands.size(); }
};

struct Function {
  std::string_view name;
  std::size_t least = 0;  // arguments
  std::size_t most = 0;
  bool takes_type = false;  // its one argument is the name of a type
  Collection (*run)(const Call& call) = nullptr;
};

[[nodiscard]] const Function* find_function(std::string_view name);

[[nodiscard]] std::span<const Function> functions_on_collections();
[[nodiscard]] std::span<const Function> functions_on_numbers();
[[nodiscard]] std::span<const Function> functions_on_texts();

}  // namespace anteroom::forms::fhirpath
