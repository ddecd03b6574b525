#include "kiosk/load_library.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <system_error>

namespace anteroom::kiosk {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = 16U << 20U;

void append(std::vector<forms::Finding>& to, std::vector<forms::Finding> more) {
  std::ranges::move(more, std::back_inserter(to));
}

std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code ignored;  // a folder that is not there has no entries
  for (const auto& entry : fs::directory_iterator(folder, ignored)) entries.push_back(entry.path());
  std::ranges::sort(entries);
  return entries;
}

Result<void> add_form(const fs::path& folder, LoadedLibrary& loaded) {
  const auto questionnaire = read_text_file(folder / "questionnaire.json");
  if (!questionnaire) return std::unexpected(questionnaire.error());
  auto scoring = read_text_file(folder / "scoring.json");
  if (!scoring && scoring.error().fault == Fault::not_found) scoring = "";  // not scored
  if (!scoring) return std::unexpected(scoring.error());
  append(loaded.findings, loaded.library.add_form({folder.filename(), *questionnaire, *scoring}));
  return {};
}

Result<void> add_batteries(const fs::path& folder, LoadedLibrary& loaded) {
  for (const fs::path& file : sorted_entries(folder / "batteries")) {
    if (file.extension() != ".json") continue;
    const auto text = read_text_file(file);
    if (!text) return std::unexpected(text.error());
    append(loaded.findings, loaded.library.add_battery(*text, "batteries/" + file.filename().string()));
  }
  return {};
}

// Findings from `first` on are in files of this folder.
void name_place(LoadedLibrary& loaded, std::size_t first, const fs::path& folder) {
  for (std::size_t index = first; index < loaded.findings.size(); ++index)
    loaded.findings[index].file = (folder / loaded.findings[index].file).string();
}

void complain(LoadedLibrary& loaded, const fs::path& file, const std::string& message) {
  loaded.findings.push_back({file.string(), {}, message, forms::Severity::error});
}

// The site's own scoring.json, else ours for a form that we ship without its text.
Result<std::string> site_scoring(const fs::path& entry, const fs::path& shipped, const LoadedLibrary& loaded) {
  auto own = read_text_file(entry / "scoring.json");
  if (own || own.error().fault != Fault::not_found) return own;
  const FormId id = entry.filename();
  if (std::ranges::contains(loaded.without_text, id)) return read_text_file(shipped / id / "scoring.json");
  return std::string();
}

void add_site(const fs::path& site, const fs::path& shipped, LoadedLibrary& loaded) {
  std::error_code fault;
  if (!fs::is_directory(site, fault)) return complain(loaded, site, "is not a folder; remedy: [forms] site");
  for (const fs::path& entry : sorted_entries(site)) {
    if (!fs::exists(entry / "questionnaire.json", fault)) continue;
    const auto questionnaire = read_text_file(entry / "questionnaire.json");
    const auto scoring = site_scoring(entry, shipped, loaded);
    if (!questionnaire || !scoring) {
      complain(loaded, entry, questionnaire ? scoring.error().detail : questionnaire.error().detail);
      continue;
    }
    const FormId id = entry.filename();
    const std::size_t before = loaded.findings.size();
    append(loaded.findings, loaded.library.add_form({id, *questionnaire, *scoring}));
    name_place(loaded, before, site);
    if (loaded.library.form(id) == nullptr) continue;
    loaded.of_site.push_back(id);
    std::erase(loaded.without_text, id);
  }
}

}  // namespace

Result<std::string> read_text_file(const fs::path& path) {
  std::error_code fault;
  const auto size = fs::file_size(path, fault);
  if (fault == std::errc::no_such_file_or_directory) return failure(Fault::not_found, path.string() + " is not there");
  if (!fault && size > largest_file) return failure(Fault::invalid_input, path.string() + " is larger than 16 MiB");
  if (fs::is_directory(path, fault)) return failure(Fault::io, path.string() + " is a folder");
  // What has no size, such as a pipe, is read all the same, but never without end.
  std::ifstream stream(path, std::ios::binary);
  if (!stream.is_open()) return failure(Fault::io, path.string() + " cannot be read");
  std::string text;
  std::array<char, 65536> piece{};
  while (stream.good()) {
    stream.read(piece.data(), piece.size());
    text.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
    if (text.size() > largest_file) return failure(Fault::invalid_input, path.string() + " is larger than 16 MiB");
  }
  if (stream.bad()) return failure(Fault::io, path.string() + " cannot be read");
  return text;
}

Result<LoadedLibrary> load_form(const fs::path& folder) {
  LoadedLibrary loaded;
  if (auto added = add_form(folder, loaded); !added) return std::unexpected(added.error());
  return loaded;
}

Result<LoadedLibrary> load_library(const fs::path& folder, const fs::path& site) {
  LoadedLibrary loaded;
  std::error_code ignored;  // what cannot be looked at is not a form
  bool any = false;
  for (const fs::path& entry : sorted_entries(folder)) {
    if (!fs::exists(entry / "questionnaire.json", ignored)) {
      if (fs::exists(entry / "scoring.json", ignored)) loaded.without_text.push_back(entry.filename());
      continue;
    }
    if (auto added = add_form(entry, loaded); !added) return std::unexpected(added.error());
    any = true;
  }
  if (!any) return failure(Fault::not_found, folder.string() + " holds no forms");
  if (!site.empty()) add_site(site, folder, loaded);
  if (auto added = add_batteries(folder, loaded); !added) return std::unexpected(added.error());
  if (site.empty()) return loaded;
  const std::size_t shipped = loaded.findings.size();
  if (auto added = add_batteries(site, loaded); !added) return std::unexpected(added.error());
  name_place(loaded, shipped, site);
  return loaded;
}

}  // namespace anteroom::kiosk
