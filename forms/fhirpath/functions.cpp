#include "forms/fhirpath/functions.h"

#include <algorithm>
#include <array>

namespace anteroom::forms::fhirpath {

const Function* find_function(std::string_view name) {
  for (const auto list : {functions_on_collections(), functions_on_numbers(), functions_on_texts()}) {
    const auto found = std::ranges::find(list, name, &Function::name);
    if (found != list.end()) return &*found;
  }
  return nullptr;
}

}  // namespace anteroom::forms::fhirpath
