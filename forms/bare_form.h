// Forms whose text is not ours to ship: scoring.json says which answers they have, so that they can be scored without a
// Questionnaire, and a site's own Questionnaire is held against that. It holds no wording of anybody's.
#pragma once

#include "forms/json.h"
#include "forms/questionnaire.h"
#include "forms/read_questionnaire.h"

#include <string_view>
#include <vector>

namespace anteroom::forms {

// True when scoring.json lists the answers itself ("items"): its form has no Questionnaire of ours.
[[nodiscard]] bool brings_its_items(std::string_view scoring_json);
[[nodiscard]] bool brings_its_items(Json scoring);

// The Questionnaire without text that "items" of scoring.json describes: a list of {"link_ids", "type", "minimum",
// "maximum"}, type integer (without "maximum": no end) or boolean. Its version is that of the rules.
[[nodiscard]] ReadOutcome read_bare_form(std::string_view scoring_json, std::string_view file);

// Whether a site's Questionnaire has every question of the bare form, with the same numbers to choose from: an integer
// with the same limits, a yes/no question, or options that count each number once. `file` is the site's.
[[nodiscard]] std::vector<Finding> compare_with_bare_form(const Questionnaire& site, const Questionnaire& bare,
                                                          std::string_view file);

}  // namespace anteroom::forms
