// Capital and small letters of the Latin, Greek and Cyrillic alphabets, without a locale. Other letters stay as they
// are.
#pragma once

#include <string>
#include <string_view>

namespace anteroom::forms::fhirpath {

enum class LetterCase { upper, lower };

// `text` is UTF-8; what is not stays as it is.
[[nodiscard]] std::string with_case(std::string_view text, LetterCase letter_case);

}  // namespace anteroom::forms::fhirpath
