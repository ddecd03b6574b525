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
};

// not_found when there is no such folder or no form in it.
[[nodiscard]] Result<LoadedLibrary> load_library(const std::filesystem::path& folder);

// One form's folder as a library of its own.
[[nodiscard]] Result<LoadedLibrary> load_form(const std::filesystem::path& folder);

// A whole file as text; not_found when it is not there, io when it cannot be read, invalid_input over 16 MiB.
[[nodiscard]] Result<std::string> read_text_file(const std::filesystem::path& path);

}  // namespace anteroom::kiosk
