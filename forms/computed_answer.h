// What an expression found, as an answer to an item. It converts only what cannot mean anything else.
#pragma once

#include "forms/fhirpath/things.h"
#include "forms/questionnaire.h"

#include <expected>
#include <optional>
#include <string>

namespace anteroom::forms {

// Empty when the expression found nothing; the error says why the result is no answer to the item, without saying it.
[[nodiscard]] std::expected<std::optional<Answer>, std::string> computed_answer(const Item& item,
                                                                                const fhirpath::Collection& found);

}  // namespace anteroom::forms
