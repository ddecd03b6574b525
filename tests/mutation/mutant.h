// One deliberate fault at a time in a scoring.json: every number, list entry, switch and word that decides something.
// Prose (labels, titles, citations) is left alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace anteroom::mutation {

struct Mutant {
  std::string json;
  std::string what;  // "scores[0].bands[1].from: 5 becomes 6"
};

// The mutant with this number, counted from 0; empty behind the last one.
[[nodiscard]] std::optional<Mutant> mutant(std::string_view scoring_json, int number);

}  // namespace anteroom::mutation
