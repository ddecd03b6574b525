// Reads a FHIR R4 Questionnaire from JSON. It refuses what it would otherwise get wrong, and says where; what is untidy
// but clear it reads with a warning.
#pragma once

#include "forms/questionnaire.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::forms {

enum class Severity { error, warning };

struct Finding {
  std::string file;
  LinkId link_id;       // empty when it concerns the file as a whole
  std::string message;  // what is wrong and what would be right
  Severity severity = Severity::error;
  std::string feature =
      {};  // of an error: what Anteroom cannot do, in two or three words; empty where the file is wrong
};

// Something that is asked in a plainer way than the file says; the answers mean the same.
struct Flattened {
  LinkId link_id;
  std::string what;  // what stands there and what the patient gets instead
};

// "phq-9/questionnaire.json:/44250-9: …", the line that `anteroom forms check` prints.
[[nodiscard]] std::string to_string(const Finding& finding);

// Hostile files stop here: 4 MiB, 64 levels of JSON, 16 levels of items, 5,000 items, 1,000 options an item,
// and 32 MiB of options in all, since many items may share one value set.
struct ReadLimits {
  std::size_t bytes = 4U << 20U;
  std::size_t json_depth = 64;
  std::size_t item_depth = 16;
  std::size_t items = 5000;
  std::size_t options = 1000;
  std::size_t option_bytes = 32U << 20U;
};

struct ReadOutcome {
  std::optional<Questionnaire> questionnaire;  // absent when any finding is an error
  std::vector<Finding> findings;
  std::vector<Flattened> flattened = {};
};

// `file` is only used to name the place in findings.
[[nodiscard]] ReadOutcome read_questionnaire(std::string_view json, std::string_view file,
                                             const ReadLimits& limits = {});

}  // namespace anteroom::forms
