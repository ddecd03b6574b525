// What a form makes of a set of answers without a window, as one JSON object: `anteroom forms run`. It says which items
// an answer fell away from, and never puts an answer into a message.
#pragma once

#include "forms/questionnaire.h"
#include "forms/scoring.h"
#include "forms/standing.h"

#include <expected>
#include <string>
#include <string_view>

namespace anteroom::kiosk {

// {"form","version","enabled","asked","dropped","answers","computed","response","scores","flags",
// "warnings"}; linkIds are those
// of the file, each once. Visible initial values are taken as answered unless the answers say null.
[[nodiscard]] std::expected<std::string, forms::Refusal> run_json(const forms::Questionnaire& form,
                                                                  const forms::ScoringRules& rules,
                                                                  std::string_view answers, const forms::Day& day);

}  // namespace anteroom::kiosk
