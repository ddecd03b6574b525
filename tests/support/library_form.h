// The shipped forms, read once from forms/library, for tests that need a real one.
#pragma once

#include "forms/bare_form.h"
#include "forms/questionnaire.h"
#include "forms/read_questionnaire.h"
#include "forms/scoring.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::forms {

inline const std::filesystem::path library_folder = std::filesystem::path(ANTEROOM_SOURCE_DIR) / "forms" / "library";

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  EXPECT_TRUE(stream) << path << " cannot be read";
  std::ostringstream text;
  text << stream.rdbuf();
  return std::move(text).str();
}

// The folders of forms whose text ships, by name.
inline std::vector<std::string> shipped_ids() {
  std::vector<std::string> ids;
  for (const auto& entry : std::filesystem::directory_iterator(library_folder)) {
    if (std::filesystem::exists(entry.path() / "questionnaire.json")) ids.push_back(entry.path().filename());
  }
  std::ranges::sort(ids);
  return ids;
}

// A shipped form as it stands, and read; its scoring is left alone.
struct ShippedForm {
  std::string text;
  Questionnaire form;
};

inline const ShippedForm& shipped(const std::string& id) {
  static std::map<std::string, ShippedForm, std::less<>> forms;
  if (const auto known = forms.find(id); known != forms.end()) return known->second;
  ShippedForm shipped;
  shipped.text = file_text(library_folder / id / "questionnaire.json");
  auto outcome = read_questionnaire(shipped.text, id);
  for (const Finding& finding : outcome.findings) ADD_FAILURE() << to_string(finding);
  if (outcome.questionnaire) shipped.form = std::move(*outcome.questionnaire);
  return forms.emplace(id, std::move(shipped)).first->second;
}

struct LibraryForm {
  Questionnaire questionnaire;
  ScoringRules rules;
};

// The folders of forms that can be scored: with a Questionnaire, or with their items in scoring.json.
inline std::vector<std::string> scored_folders() {
  std::vector<std::string> folders;
  for (const auto& entry : std::filesystem::directory_iterator(library_folder)) {
    if (!std::filesystem::exists(entry.path() / "examples.json")) continue;
    const bool has_text = std::filesystem::exists(entry.path() / "questionnaire.json");
    if (has_text || brings_its_items(file_text(entry.path() / "scoring.json")))
      folders.push_back(entry.path().filename());
  }
  std::ranges::sort(folders);
  return folders;
}

inline LibraryForm read_library_form(std::string_view id) {
  LibraryForm form;
  const auto folder = library_folder / id;
  // A form whose text is not shipped has its items in scoring.json.
  auto outcome = std::filesystem::exists(folder / "questionnaire.json")
                     ? read_questionnaire(file_text(folder / "questionnaire.json"), "questionnaire.json")
                     : read_bare_form(file_text(folder / "scoring.json"), "scoring.json");
  for (const Finding& finding : outcome.findings) ADD_FAILURE() << id << ": " << to_string(finding);
  if (outcome.questionnaire) form.questionnaire = std::move(*outcome.questionnaire);
  const auto findings =
      ScoringRules::read(file_text(folder / "scoring.json"), "scoring.json", form.questionnaire, form.rules);
  for (const Finding& finding : findings) ADD_FAILURE() << id << ": " << to_string(finding);
  return form;
}

inline const LibraryForm& library_form(std::string_view id) {
  static std::map<std::string, LibraryForm, std::less<>> forms;
  const auto found = forms.find(id);
  return found != forms.end() ? found->second : forms.emplace(id, read_library_form(id)).first->second;
}

}  // namespace anteroom::forms
