// Answers as `anteroom forms` writes them for people and scripts: {linkId: value}, which read_answers reads back.
#pragma once

#include "forms/questionnaire.h"

#include <string>

namespace anteroom::forms {

// A chosen option is its code, an option without a code its value; several answers are a list; a quantity is
// {"value", "unit"}; declined is {"declined": true}. A repeating group is a list of objects, one a copy.
[[nodiscard]] std::string to_short_form(const Questionnaire& form, const Answers& answers);

}  // namespace anteroom::forms
