// A visit's answers as one text, which the vault seals at the end of the visit; and back again.
#pragma once

#include "kiosk/services.h"

#include <string>
#include <string_view>
#include <vector>

namespace anteroom::flow {

// Rows whose payload is an answer as forms::to_json writes it, or nothing for a question that was cleared.
[[nodiscard]] std::string response_text(const std::vector<platform::AnswerRow>& answers);
// Fault::corrupt for anything that response_text does not write.
[[nodiscard]] Result<std::vector<platform::AnswerRow>> answers_of_response(std::string_view text);

}  // namespace anteroom::flow
