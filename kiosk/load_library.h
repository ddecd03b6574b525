// Brings the files of a library folder (one folder a form, and batteries/) to forms::Library. It judges nothing itself.
#pragma once

#include "forms/base/result.h"
#include "forms/library.h"

#include <filesystem>
#include <string>
#include <vector>

namespace anteroom::kiosk {

struct LoadedLibrary {
  forms::Library library;                // without the forms and batteries that have an error
  std::vector<forms::Finding> findings;  // errors and warnings of all of them
  std::vector<FormId> without_text;      // scored here, but neither we nor the site bring their text
  std::vector<FormId> of_site;           // whose text the site brought
};

// not_found when there is no such folder or no form in it.
// `site` (empty: none) is the site's own folder: a form there is scored by its own scoring.json, or by ours where we
// ship the rules without the text; its linkIds are checked against them. Its batteries/ count too. What cannot be read
// there, or is no form, is a finding and not a failure: the kiosk runs with the rest and says so.
[[nodiscard]] Result<LoadedLibrary> load_library(const std::filesystem::path& folder,
                                                 const std::filesystem::path& site = {});

// One form's folder as a library of its own.
[[nodiscard]] Result<LoadedLibrary> load_form(const std::filesystem::path& folder);

// A whole file as text; not_found when it is not there, io when it cannot be read, invalid_input over 16 MiB.
[[nodiscard]] Result<std::string> read_text_file(const std::filesystem::path& path);

}  // namespace anteroom::kiosk
