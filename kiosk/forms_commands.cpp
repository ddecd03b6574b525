#include "kiosk/forms_commands.h"

#include "forms/bare_form.h"
#include "forms/read_questionnaire.h"
#include "forms/read_response.h"
#include "forms/scoring.h"
#include "forms/scoring_examples.h"
#include "kiosk/exit_codes.h"
#include "kiosk/forms_json.h"
#include "kiosk/forms_run.h"
#include "kiosk/load_library.h"
#include "kiosk/one_line.h"

#include <algorithm>
#include <cstdio>
#include <print>
#include <system_error>

namespace anteroom::kiosk {
namespace {

namespace fs = std::filesystem;

struct ScoredForm {
  forms::Questionnaire questionnaire;
  forms::ScoringRules rules;
};

bool has_error(const std::vector<forms::Finding>& findings) {
  return std::ranges::contains(findings, forms::Severity::error, &forms::Finding::severity);
}

void print_findings(std::FILE* stream, const std::vector<forms::Finding>& findings) {
  for (const forms::Finding& finding : findings) std::println(stream, "{}", one_line(to_string(finding)));
}

int complain(const Error& error) {
  std::println(stderr, "anteroom: {}", one_line(error.detail));
  return exit_code_of(error.fault);
}

// Standard output carries one JSON object, also where something is refused.
int refuse(const forms::Refusal& refusal) {
  std::println(stderr, "anteroom: {}{}{}", one_line(refusal.link_id), refusal.link_id.empty() ? "" : ": ",
               one_line(refusal.message));
  std::println("{}", to_json(refusal));
  return exit_bad_data;
}

// A form's two files, as they stand, with what is wrong in them. No error in `findings` means both are whole.
Result<std::pair<ScoredForm, std::vector<forms::Finding>>> read_form(const fs::path& questionnaire_file) {
  const auto questionnaire = read_text_file(questionnaire_file);
  if (!questionnaire) return std::unexpected(questionnaire.error());
  auto outcome = forms::read_questionnaire(*questionnaire, questionnaire_file.string());
  ScoredForm form;
  if (!outcome.questionnaire) return std::pair(std::move(form), std::move(outcome.findings));
  form.questionnaire = std::move(*outcome.questionnaire);
  const fs::path scoring_file = questionnaire_file.parent_path() / "scoring.json";
  const auto scoring = read_text_file(scoring_file);
  if (scoring) {
    auto more = forms::ScoringRules::read(*scoring, scoring_file.string(), form.questionnaire, form.rules);
    std::ranges::move(more, std::back_inserter(outcome.findings));
  } else if (scoring.error().fault != Fault::not_found) {
    return std::unexpected(scoring.error());
  }
  return std::pair(std::move(form), std::move(outcome.findings));
}

// A form whose text is not shipped: its scoring.json says which answers it has.
Result<std::pair<ScoredForm, std::vector<forms::Finding>>> read_form_without_text(const fs::path& scoring_file) {
  const auto scoring = read_text_file(scoring_file);
  if (!scoring) return std::unexpected(scoring.error());
  auto outcome = forms::read_bare_form(*scoring, scoring_file.string());
  ScoredForm form;
  if (!outcome.questionnaire) return std::pair(std::move(form), std::move(outcome.findings));
  form.questionnaire = std::move(*outcome.questionnaire);
  auto more = forms::ScoringRules::read(*scoring, scoring_file.string(), form.questionnaire, form.rules);
  std::ranges::move(more, std::back_inserter(outcome.findings));
  return std::pair(std::move(form), std::move(outcome.findings));
}

// A folder without a Questionnaire whose scoring.json lists the answers itself.
bool is_scoring_only(const fs::path& folder) {
  std::error_code ignored;
  if (fs::exists(folder / "questionnaire.json", ignored)) return false;
  const auto scoring = read_text_file(folder / "scoring.json");
  return scoring && forms::brings_its_items(*scoring);
}

// The form that the command names, whole; or the exit code, when everything about it has been said.
std::expected<ScoredForm, int> find_form(const fs::path& library, std::string_view name) {
  const fs::path shipped = library / name / "questionnaire.json";
  const bool is_id = !name.empty() && name.find('/') == std::string_view::npos;
  std::error_code ignored;
  const fs::path file = is_id && fs::exists(shipped, ignored) ? shipped : fs::path(name);
  auto read = is_id && is_scoring_only(library / name) ? read_form_without_text(library / name / "scoring.json")
                                                       : read_form(file);
  if (!read) {
    if (is_id && read.error().fault == Fault::not_found) {
      std::println(stderr, "anteroom: the library has no form {} and there is no such file", name);
      return std::unexpected(exit_no_input);
    }
    return std::unexpected(complain(read.error()));
  }
  auto& [form, findings] = *read;
  print_findings(stderr, findings);
  const auto error = std::ranges::find(findings, forms::Severity::error, &forms::Finding::severity);
  if (error != findings.end()) return std::unexpected(refuse({"bad-form", error->link_id, "the form is not usable"}));
  return std::move(form);
}

Result<std::vector<forms::Finding>> check_file(const fs::path& questionnaire_file) {
  const auto text = read_text_file(questionnaire_file);
  if (!text) return std::unexpected(text.error());
  return forms::read_questionnaire(*text, questionnaire_file.string()).findings;
}

// Runs the worked examples of a form's folder, where it has any.
template <class Scored>
Result<void> check_examples(const fs::path& folder, const Scored& form, std::vector<forms::Finding>& findings) {
  const fs::path file = folder / "examples.json";
  const auto text = read_text_file(file);
  if (!text && text.error().fault == Fault::not_found) return {};
  if (!text) return std::unexpected(text.error());
  auto outcome = forms::run_examples(*text, file.string(), form.questionnaire, form.rules);
  std::ranges::move(outcome.findings, std::back_inserter(findings));
  return {};
}

Result<std::vector<forms::Finding>> check_scoring_only(const fs::path& folder) {
  auto read = read_form_without_text(folder / "scoring.json");
  if (!read) return std::unexpected(read.error());
  auto& [form, findings] = *read;
  if (has_error(findings)) return std::move(findings);
  if (const auto checked = check_examples(folder, form, findings); !checked) return std::unexpected(checked.error());
  return std::move(findings);
}

// A form's folder, or a library of them; findings name files as they were asked for.
Result<std::vector<forms::Finding>> check_folder(const fs::path& folder) {
  if (is_scoring_only(folder)) return check_scoring_only(folder);
  std::error_code ignored;
  const bool one_form = fs::exists(folder / "questionnaire.json", ignored);
  auto loaded = one_form ? load_form(folder) : load_library(folder);
  if (!loaded) return std::unexpected(loaded.error());
  const fs::path parent = one_form ? folder.parent_path() : folder;
  for (forms::Finding& finding : loaded->findings) finding.file = (parent / finding.file).string();
  for (const forms::Form* form : loaded->library.forms()) {
    const auto checked = check_examples(parent / form->questionnaire.id, *form, loaded->findings);
    if (!checked) return std::unexpected(checked.error());
  }
  if (one_form) return std::move(loaded->findings);
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (!is_scoring_only(entry.path())) continue;
    auto more = check_scoring_only(entry.path());
    if (!more) return std::unexpected(more.error());
    std::ranges::move(*more, std::back_inserter(loaded->findings));
  }
  return std::move(loaded->findings);
}

Result<std::vector<forms::Finding>> check_path(const fs::path& path) {
  std::error_code fault;
  if (!fs::is_directory(path, fault)) return check_file(path);
  // A folder's name is the form's id, so "." and a slash at the end must not hide it.
  const bool named = path.has_filename() && path.filename() != "." && path.filename() != "..";
  return check_folder(named ? path : fs::canonical(path, fault));
}

}  // namespace

int forms_list(const fs::path& library) {
  const auto loaded = load_library(library);
  if (!loaded) return complain(loaded.error());
  print_findings(stderr, loaded->findings);
  std::println("{}", to_json(loaded->library, loaded->without_text));
  return has_error(loaded->findings) ? exit_bad_data : exit_ok;
}

int forms_check(const std::vector<fs::path>& paths) {
  int exit_code = exit_ok;
  for (const fs::path& path : paths) {
    const auto findings = check_path(path);
    if (!findings) {
      exit_code = complain(findings.error());
      continue;
    }
    print_findings(stdout, *findings);
    if (has_error(*findings) && exit_code == exit_ok) exit_code = exit_bad_data;
  }
  return exit_code;
}

int forms_import(const fs::path& file) {
  const auto text = read_text_file(file);
  if (!text) return complain(text.error());
  const auto outcome = forms::read_questionnaire(*text, file.filename().string());
  std::println("{}", import_json(file.string(), outcome));
  return outcome.questionnaire ? exit_ok : exit_bad_data;
}

int forms_score(const fs::path& library, std::string_view form_name, const fs::path& answers) {
  const auto form = find_form(library, form_name);
  if (!form) return form.error();
  const auto text = read_text_file(answers);
  if (!text) return complain(text.error());
  const auto given = forms::read_answers(*text, form->questionnaire);
  if (!given) return refuse(given.error());
  std::println("{}", to_json(form->rules.score(form->questionnaire, given->answers, given->context)));
  return exit_ok;
}

int forms_run(const fs::path& library, std::string_view form_name, const fs::path& answers, const forms::Day& day) {
  const auto form = find_form(library, form_name);
  if (!form) return form.error();
  const auto text = read_text_file(answers);
  if (!text) return complain(text.error());
  const auto run = run_json(form->questionnaire, form->rules, *text, day);
  if (!run) return refuse(run.error());
  std::println("{}", *run);
  return exit_ok;
}

int forms_change(const fs::path& library, std::string_view form_name, double baseline, double current,
                 std::string_view score) {
  const auto form = find_form(library, form_name);
  if (!form) return form.error();
  const auto change = form->rules.change(baseline, current, score);
  if (!change) {
    const bool unknown = change.error().fault == Fault::not_found;
    return refuse({unknown ? "unknown-score" : "value-out-of-range", {}, change.error().detail});
  }
  std::println("{}", to_json(*change));
  return exit_ok;
}

}  // namespace anteroom::kiosk
