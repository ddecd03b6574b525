// Writes a FHIR R4 QuestionnaireResponse from a form and its answers; read_response reads it back equal. It writes what
// it is given: whoever calls it passes the answers of enabled questions only.
#pragma once

#include "forms/questionnaire.h"

#include <string>
#include <string_view>

namespace anteroom::forms {

// A FHIR Identifier; none where the value is empty.
struct ResponseIdentifier {
  std::string_view system;
  std::string_view value;
};

struct ResponseHead {
  std::string_view status = "completed";  // in-progress, completed, amended, entered-in-error, stopped
  std::string_view authored;              // a FHIR dateTime; empty: left out
  std::string_view language;              // in which the patient read the form; empty: the form's own
  ResponseIdentifier identifier = {};     // of the response itself
  ResponseIdentifier subject = {};        // of the patient, who is referred to by it
};

// Items nest as the form's do, those under a question under its first answer. The copies of a repeating group stand one
// after the other under their original linkId, and "Add another?" is left out. Declined is an item without an answer
// and with data-absent-reason asked-declined. A chosen option carries the number that it counts in a score.
[[nodiscard]] std::string write_response(const Questionnaire& form, const Answers& answers, const ResponseHead& head);

}  // namespace anteroom::forms
