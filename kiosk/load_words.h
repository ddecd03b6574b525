// Brings the catalogues of a folder (one .mo a language) to words::Vocabulary. It judges nothing itself.
#pragma once

#include "forms/library.h"
#include "kiosk/words/words.h"

#include <filesystem>
#include <string>
#include <vector>

namespace anteroom::kiosk {

// The languages that the folder has a catalogue of, in the order of their tags; none when there is no such folder.
[[nodiscard]] std::vector<std::string> spoken_languages(const std::filesystem::path& folder);

// The catalogue of one language; corrupt with the file's name and what is wrong with it.
[[nodiscard]] Result<words::Words> load_words(const std::filesystem::path& folder, const std::string& language);

// Those of the clinic, and of the forms that are asked in no other: a question's buttons speak as the question does.
[[nodiscard]] Result<words::Vocabulary> load_vocabulary(const std::filesystem::path& folder,
                                                        const std::vector<std::string>& of_clinic,
                                                        const forms::Library& library);

}  // namespace anteroom::kiosk
