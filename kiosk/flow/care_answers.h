// What was answered after visits about one clinician, opened and scored. It refuses, as the store does, to open fewer
// than platform::fewest_after_visits; what is told of them is the caller's part.
#pragma once

#include "forms/library.h"
#include "platform/store/record_store.h"
#include "platform/vault/vault.h"

#include <cstddef>
#include <string>
#include <vector>

namespace anteroom::flow {

struct CareScore {
  std::string month;  // "2026-11"
  double value = 0;
};

struct CareAnswers {
  std::size_t answers = 0;        // all that there are
  std::vector<CareScore> scores;  // of those that are complete enough, of the form's own version
  std::string range;              // "10-50"
};

[[nodiscard]] Result<CareAnswers> care_answers(platform::KioskRecords& store, const platform::Unlocked& keys,
                                               const forms::Form& form, const std::string& clinician);

}  // namespace anteroom::flow
