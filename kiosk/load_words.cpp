#include "kiosk/load_words.h"

#include "kiosk/load_library.h"

#include <algorithm>
#include <format>
#include <set>
#include <system_error>

namespace anteroom::kiosk {

std::vector<std::string> spoken_languages(const std::filesystem::path& folder) {
  std::vector<std::string> languages;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    if (entry.path().extension() == ".mo") languages.push_back(entry.path().stem());
  }
  std::ranges::sort(languages);
  return languages;
}

Result<words::Words> load_words(const std::filesystem::path& folder, const std::string& language) {
  const std::filesystem::path file = folder / (language + ".mo");
  const auto bytes = read_text_file(file);
  if (!bytes) return std::unexpected(bytes.error());
  auto catalogue = words::Catalogue::read(*bytes);
  if (!catalogue)
    return failure(catalogue.error().fault, std::format("{}: {}", file.string(), catalogue.error().detail));
  return words::Words(std::move(*catalogue));
}

Result<words::Vocabulary> load_vocabulary(const std::filesystem::path& folder,
                                          const std::vector<std::string>& of_clinic, const forms::Library& library) {
  const std::vector<std::string> spoken = spoken_languages(folder);
  std::set<std::string> wanted(of_clinic.begin(), of_clinic.end());
  for (const forms::Form* form : library.forms()) {
    const std::string& tag = form->questionnaire.language;
    const std::string primary = tag.substr(0, tag.find('-'));
    if (std::ranges::contains(spoken, primary)) wanted.insert(primary);
  }
  words::Vocabulary vocabulary;
  for (const std::string& language : wanted) {
    auto loaded = load_words(folder, language);
    if (!loaded) return std::unexpected(loaded.error());
    vocabulary.add(std::move(*loaded));
  }
  return vocabulary;
}

}  // namespace anteroom::kiosk
