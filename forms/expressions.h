// The FHIRPath expressions of one form, taken apart and checked once when the form is loaded: what is outside the
// subset, or needs a name that nobody gives, is refused there and never met by a patient.
#pragma once

#include "forms/fhirpath/syntax.h"
#include "forms/questionnaire.h"
#include "forms/read_questionnaire.h"
#include "forms/resource_tree.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace anteroom::forms {

using SharedExpression = std::shared_ptr<const fhirpath::Expression>;

struct ReadyVariable {
  std::string name;
  SharedExpression expression;
};

// Of one item; each null where there is none.
struct ItemExpressions {
  SharedExpression calculated;
  SharedExpression enable_when;
  SharedExpression initial;
  std::vector<ReadyVariable> variables;
};

struct FormExpressions {
  std::vector<ReadyVariable> variables;  // of the form
  std::map<LinkId, ItemExpressions, std::less<>> items;
  std::shared_ptr<const QuestionnaireTree> questionnaire;  // null where no expression asks for it
};

// Fills `form.expressions` from the texts in the form. Findings name the linkId (empty for the form's own variables)
// and the place in the expression; `file` is theirs. A variable that cannot be used is an error only where an
// expression needs it, and an initial expression that cannot be used leaves its question without a proposal.
[[nodiscard]] std::vector<Finding> prepare_expressions(Questionnaire& form, std::string_view file);

}  // namespace anteroom::forms
