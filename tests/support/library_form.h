// The shipped forms, read once from forms/library, for tests that need a real one.
#pragma once

#include "forms/questionnaire.h"
#include "forms/read_questionnaire.h"
#include "forms/scoring.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>
#include <string_view>

namespace anteroom::forms {

inline const std::filesystem::path library_folder = std::filesystem::path(ANTEROOM_SOURCE_DIR) / "forms" / "library";

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  EXPECT_TRUE(stream) << path << " cannot be read";
  std::ostringstream text;
  text << stream.rdbuf();
  return std::move(text).str();
}

struct LibraryForm {
  Questionnaire questionnaire;
  ScoringRules rules;
};

inline LibraryForm read_library_form(std::string_view id) {
  LibraryForm form;
  const auto folder = library_folder / id;
  auto outcome = read_questionnaire(file_text(folder / "questionnaire.json"), "questionnaire.json");
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
