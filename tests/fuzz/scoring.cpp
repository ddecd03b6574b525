// Any text as the rules of a known form: they are refused with a reason, or they score every kind of answers within
// their own range.
#include "forms/scoring.h"

#include "tests/fuzz/claims.h"
#include "tests/fuzz/known_forms.h"

#include <cstddef>
#include <cstdint>

namespace {

using namespace anteroom::forms;

enum class Pick { none, first, last, some };

Answers picked(const Questionnaire& form, Pick pick) {
  Answers answers;
  bool odd = false;
  for (const Item* question : form.questions()) {
    odd = !odd;
    if (pick == Pick::none || (pick == Pick::some && odd)) continue;
    for (const Answer& answer : likely_answers(*question)) {
      if (std::holds_alternative<Declined>(answer) || refuse(*question, answer)) continue;
      answers.insert_or_assign(question->link_id, answer);
      if (pick == Pick::first) break;
    }
  }
  return answers;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Questionnaire& form = form_named_in(text).questionnaire;
  ScoringRules rules;
  if (has_error(ScoringRules::read(text, "fuzz.json", form, rules))) return 0;
  static_cast<void>(rules.raises_safety_flags());
  for (const Pick pick : {Pick::none, Pick::first, Pick::last, Pick::some}) {
    const Answers answers = picked(form, pick);
    for (const Context& context : {Context{}, Context{{"sex", "female"}, {"policy", "nhs"}, {"age", "70"}}}) {
      const ScoreReport report = rules.score(form, answers, context);
      claim_of_report(report);
      for (const Score& score : report.scores) {
        if (!score.minimum || !score.maximum) continue;
        const auto change = rules.change(*score.minimum, *score.maximum, score.id);
        claim(change.has_value(), "a change from one end of the range to the other is known");
      }
    }
    for (const auto& [link_id, answer] : answers) static_cast<void>(rules.flags_of_answer(form, link_id, answer));
  }
  return 0;
}
