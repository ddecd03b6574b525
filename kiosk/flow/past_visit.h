// A visit that is over, read back from the store: with its answers while they are kept, with its scores for as long as
// itself. Reads only, but for scores that were not kept yet; and only with the keys of an open day.
#pragma once

#include "forms/visit_scores.h"
#include "kiosk/services.h"

#include <string>

namespace anteroom::flow {

// Scores of answers that are kept are reckoned by the rules of this library; those of a form that the library has in
// another version by now, and of a visit without answers, come as they were sealed. Faults as visit_of.
[[nodiscard]] Result<forms::PastVisit> past_visit_of(const platform::VisitRow& row, const platform::Unlocked& keys,
                                                     Services& services);

// As the store keeps them.
[[nodiscard]] Result<std::string> seal_scores(VisitId visit, const forms::VisitScores& scores,
                                              const platform::AnswerVault& vault);

}  // namespace anteroom::flow
