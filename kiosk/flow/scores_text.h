// A visit's scores as one text, which the vault seals beside its answers; and back again.
#pragma once

#include "forms/base/result.h"
#include "forms/visit_scores.h"

#include <string>
#include <string_view>

namespace anteroom::flow {

[[nodiscard]] std::string scores_text(const forms::VisitScores& scores);
// Fault::corrupt for anything that scores_text does not write.
[[nodiscard]] Result<forms::VisitScores> scores_of_text(std::string_view text);

}  // namespace anteroom::flow
