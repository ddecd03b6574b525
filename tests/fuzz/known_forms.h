// The forms that answers and rules are fuzzed against: those of the library, and one of our own with every kind of
// item.
#pragma once

#include "forms/questionnaire.h"
#include "forms/scoring.h"

#include <string>
#include <string_view>
#include <vector>

namespace anteroom::forms {

struct KnownForm {
  Questionnaire questionnaire;
  ScoringRules rules;
};

// Read once; stops the program when one of them is not in order.
[[nodiscard]] const std::vector<KnownForm>& known_forms();

// The one whose id the text names in quotes, else the one with every kind of item.
[[nodiscard]] const KnownForm& form_named_in(std::string_view text);

}  // namespace anteroom::forms
