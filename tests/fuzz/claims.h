// What a fuzzer says of every input beside "it does not crash": a claim that fails stops the run with its words.
#pragma once

#include "forms/questionnaire.h"
#include "forms/read_questionnaire.h"
#include "forms/scoring.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace anteroom::forms {

inline void claim(bool holds, const char* words) {
  if (holds) return;
  std::fprintf(stderr, "claim failed: %s\n", words);
  std::abort();
}

inline bool has_error(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    claim(!finding.message.empty(), "a finding says something");
    if (finding.severity == Severity::error) return true;
  }
  return false;
}

// What a refusal owes to whoever reads it.
inline void claim_of_refusal(const Refusal& refusal) {
  claim(!refusal.code.empty() && !refusal.message.empty(), "a refusal has a code and a message");
}

// Answers to try on a question: the first that comes to mind, and the edges.
[[nodiscard]] std::vector<Answer> likely_answers(const Item& item);

// True of every report, whatever the rules and the answers.
void claim_of_report(const ScoreReport& report);

}  // namespace anteroom::forms
