#include "tests/fuzz/known_forms.h"

#include "forms/read_questionnaire.h"
#include "tests/fuzz/claims.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>

namespace anteroom::forms {
namespace {

namespace fs = std::filesystem;

std::string file_text(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

KnownForm read_form(const fs::path& questionnaire, const fs::path& scoring) {
  KnownForm form;
  auto outcome = read_questionnaire(file_text(questionnaire), questionnaire.string());
  for (const Finding& finding : outcome.findings) std::fprintf(stderr, "%s\n", to_string(finding).c_str());
  claim(outcome.questionnaire.has_value(), "the forms to fuzz against are in order");
  form.questionnaire = std::move(*outcome.questionnaire);
  if (fs::exists(scoring)) {
    const auto findings = ScoringRules::read(file_text(scoring), scoring.string(), form.questionnaire, form.rules);
    for (const Finding& finding : findings) std::fprintf(stderr, "%s\n", to_string(finding).c_str());
    claim(!has_error(findings), "their rules are in order");
  }
  return form;
}

std::vector<KnownForm> read_known_forms() {
  const fs::path root = ANTEROOM_SOURCE_DIR;
  std::vector<KnownForm> forms;
  forms.push_back(read_form(root / "tests/fuzz/every_kind.json", root / "tests/fuzz/every_kind_scoring.json"));
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(root / "forms/library")) {
    if (fs::exists(entry.path() / "questionnaire.json")) folders.push_back(entry.path());
  }
  std::ranges::sort(folders);
  for (const fs::path& folder : folders)
    forms.push_back(read_form(folder / "questionnaire.json", folder / "scoring.json"));
  return forms;
}

}  // namespace

const std::vector<KnownForm>& known_forms() {
  static const std::vector<KnownForm> forms = read_known_forms();
  return forms;
}

const KnownForm& form_named_in(std::string_view text) {
  const auto& forms = known_forms();
  const auto named = std::ranges::find_if(
      forms, [&](const KnownForm& form) { return text.contains(std::format("\"{}\"", form.questionnaire.id)); });
  return named == forms.end() ? forms.front() : *named;
}

}  // namespace anteroom::forms
