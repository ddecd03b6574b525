// Where a form stands with the answers given so far: what is enabled, what is asked, what the form itself answers
// (calculatedExpression, hidden initial values). It settles by itself or says which items never do; it has no clock.
#pragma once

#include "forms/fhirpath/things.h"
#include "forms/questionnaire.h"

#include <optional>
#include <string>
#include <vector>

namespace anteroom::forms {

// What today() and now() mean; without it an expression that asks for the day has no result.
struct Day {
  std::optional<fhirpath::Moment> today;
  std::optional<fhirpath::Moment> now;
};

// What staff should know of a form as it runs. It never repeats an answer.
struct StandingWarning {
  LinkId link_id;
  std::string message;
  bool operator==(const StandingWarning&) const = default;
};

struct Standing {
  Answers answers;                 // of enabled questions: given, from hidden initial values, and computed
  Answers given;                   // the part of them that was given
  Answers computed;                // the part of them that an expression made
  std::vector<LinkId> enabled;     // every enabled item in reading order, groups and displays too
  std::vector<const Item*> asked;  // what a patient is asked: enabled questions, not hidden and not read-only
  // Visible questions that are enabled, not answered, and have an initial value: the kiosk shows it chosen already.
  Answers proposals;
  std::vector<StandingWarning> warnings;
};

// The answer of a disabled item is dropped, also a computed one. On a hidden or read-only item a computed answer
// replaces any given one, also by none; on others a given one stands (SDC). An expression that fails, or whose result
// does not fit its item, gives no answer and a warning; one that enables an item does not enable it then. Items that
// keep each other from settling get no answer and a warning that names them. The result does not depend on the order
// in which answers came.
[[nodiscard]] Standing stand(const Questionnaire& form, const Answers& given, const Day& day = {});

}  // namespace anteroom::forms
