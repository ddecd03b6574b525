// What `anteroom forms` writes to standard output: one JSON object, keys and order as the clinical contract gives them.
#pragma once

#include "forms/library.h"
#include "forms/read_questionnaire.h"
#include "forms/scoring.h"

#include <span>
#include <string>
#include <string_view>

namespace anteroom::kiosk {

[[nodiscard]] std::string to_json(const forms::ScoreReport& report);
// Only the lists of scores and of flags in it.
[[nodiscard]] std::string scores_json(const forms::ScoreReport& report);
[[nodiscard]] std::string flags_json(const forms::ScoreReport& report);
[[nodiscard]] std::string to_json(const forms::Change& change);
[[nodiscard]] std::string to_json(const forms::Refusal& refusal);
// `without_text` are forms that are scored and whose text is not shipped.
[[nodiscard]] std::string to_json(const forms::Library& library, std::span<const FormId> without_text);
// What a Questionnaire file becomes: {"file","form","verdict","kept","flattened","refused","warnings"}.
[[nodiscard]] std::string import_json(std::string_view file, const forms::ReadOutcome& outcome);

// 5.7, 7.0 (one decimal), 16 (none): at least `decimals`, more only where the value has more. Always valid JSON.
[[nodiscard]] std::string number_text(double value, int decimals);

}  // namespace anteroom::kiosk
