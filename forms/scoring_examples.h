// Worked examples: the proof that stands beside each form. It says of every example what the engine makes otherwise.
#pragma once

#include "forms/questionnaire.h"
#include "forms/read_questionnaire.h"
#include "forms/scoring.h"

#include <string_view>
#include <vector>

namespace anteroom::forms {

struct ExamplesOutcome {
  int examples = 0;  // that were run
  std::vector<Finding> findings;
};

// `json` is a list of {"id", "instrument", "answers", "context", "expected", "source"}. In `expected`, score, band,
// complete, answered and partialSum are of the main score; flags and warnings are ids, actions what the flags ask for;
// item9 is the answer behind a safety flag; error and linkId a refusal, of which the place counts and not the wording;
// directions, notes and printed say which way each scale goes, what stands beside which score and which are printed;
// levels are those of the flags; any other key is the value of the score with that id. Where `instrument` ends in
// "change", answers are baseline and current, and expected holds delta, percentChange, verdict, rule, note and the
// change's marks (category is prose).
// Messages quote the example's numbers, which are nobody's.
[[nodiscard]] ExamplesOutcome run_examples(std::string_view json, std::string_view file, const Questionnaire& form,
                                           const ScoringRules& rules);

}  // namespace anteroom::forms
