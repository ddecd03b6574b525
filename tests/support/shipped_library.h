// Every form and battery that ships, read once, for tests that need a whole visit.
#pragma once

#include "forms/library.h"
#include "tests/support/library_form.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace anteroom::testing {

inline const forms::Library& shipped_library() {
  static const forms::Library library = [] {
    forms::Library read;
    const auto report = [](const std::vector<forms::Finding>& findings) {
      for (const auto& finding : findings) ADD_FAILURE() << forms::to_string(finding);
    };
    for (const auto& entry : std::filesystem::directory_iterator(forms::library_folder)) {
      if (!std::filesystem::exists(entry.path() / "questionnaire.json")) continue;
      const auto scoring = entry.path() / "scoring.json";
      report(read.add_form({entry.path().filename(), forms::file_text(entry.path() / "questionnaire.json"),
                            std::filesystem::exists(scoring) ? forms::file_text(scoring) : std::string()}));
    }
    for (const auto& entry : std::filesystem::directory_iterator(forms::library_folder / "batteries"))
      report(read.add_battery(forms::file_text(entry.path()), entry.path().filename().string()));
    return read;
  }();
  return library;
}

}  // namespace anteroom::testing
