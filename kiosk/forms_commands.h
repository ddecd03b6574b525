// `anteroom forms …`: what a form author and a test ask of the library on the command line. Results go to standard
// output, messages to standard error; each function returns the exit code (sysexits). It never says which patient.
#pragma once

#include "forms/standing.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::kiosk {

// {"forms":[…],"batteries":[…]}; 66 when there is no library, 65 when a form of it is wrong.
int forms_list(const std::filesystem::path& library);

// One line a finding, `file:linkId: message`. A path is a Questionnaire file, a form's folder (its scoring and worked
// examples are checked too) or a whole library. 65 when a finding is an error, 66 when a path is not there.
int forms_check(const std::vector<std::filesystem::path>& paths);

// What would become of a clinic's own form: {"file","form","verdict","kept","flattened","refused","warnings"}, verdict
// runs, runs-with-warnings or refused. 65 when it is refused, 66 when the file is not there.
int forms_import(const std::filesystem::path& file);

// `form` is an id of the library or a Questionnaire file, with scoring.json beside it where it is scored. Writes the
// report, or {"error","linkId"} and 65 for what is refused; 66 when a file is not there.
int forms_score(const std::filesystem::path& library, std::string_view form, const std::filesystem::path& answers);

// What the form makes of the answers: enabled and asked items, what was dropped, computed answers, the response,
// scores. `day` is what the form's own expressions call today.
int forms_run(const std::filesystem::path& library, std::string_view form, const std::filesystem::path& answers,
              const forms::Day& day);

// `score` empty: the main one. Writes {"delta","percentChange","verdict","rule","source"}, with "note" where the rule
// has one; {"error","linkId"} and 65 for an unknown score and for numbers outside its range.
int forms_change(const std::filesystem::path& library, std::string_view form, double baseline, double current,
                 std::string_view score);

}  // namespace anteroom::kiosk
