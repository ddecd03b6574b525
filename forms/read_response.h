// Answers as they come in a file: a FHIR QuestionnaireResponse, or the short form {"answers": {linkId: value},
// "context": {…}}. It refuses whatever does not fit the form; nothing is guessed and nothing is left out silently.
#pragma once

#include "forms/questionnaire.h"
#include "forms/scoring.h"

#include <expected>
#include <string_view>
#include <vector>

namespace anteroom::forms {

struct GivenAnswers {
  Answers answers;                 // of enabled items only, with those that the form itself gives
  Answers as_given;                // all that the file has
  std::vector<LinkId> left_empty;  // null in the short form: not even a proposed answer is wanted
  Context context;                 // the short form only
};

// A QuestionnaireResponse (R4): items may nest, also below answers. A Coding is matched by system and code; an answer
// with the data-absent-reason asked-declined is Declined, with any other reason it is missing. Refusal codes are those
// of refuse() and bad-json, too-many-answers, entered-in-error, unsupported.
[[nodiscard]] std::expected<GivenAnswers, Refusal> read_response(std::string_view json, const Questionnaire& form);

// Either of the two. In the short form a number for a choice is the ordinal of an option and a string its code, for an
// open choice else free text; a quantity is a number or {"value", "unit"}; dates and times are texts; null is missing;
// {"declined": true} is Declined; for a boolean 1 and 0 stand for yes and no. The answers to a question with repeats
// are a list, [] the option that stands alone where there is one; a repeating group is a list of objects. Further keys
// beside "answers" and "context" are left alone.
[[nodiscard]] std::expected<GivenAnswers, Refusal> read_answers(std::string_view json, const Questionnaire& form);

}  // namespace anteroom::forms
