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

// These findings, with their files named from `place` on.
std::vector<forms::Finding> placed(std::vector<forms::Finding> findings, const fs::path& place) {
  for (forms::Finding& finding : findings) finding.file = (place / finding.file).string();
  return findings;
}

// What stands in a folder, by name.
Result<std::vector<fs::path>> entries_of(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code fault;
  for (fs::directory_iterator at(folder, fault); !fault && at != fs::directory_iterator(); at.increment(fault))
    entries.push_back(at->path());
  if (fault == std::errc::no_such_file_or_directory)
    return failure(Fault::not_found, folder.string() + " is not there");
  if (fault) return failure(Fault::io, folder.string() + " cannot be read: " + fault.message());
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

// The files of batteries/; none where there is no such folder.
Result<std::vector<fs::path>> battery_files(const fs::path& folder) {
  auto files = entries_of(folder / "batteries");
  if (!files && files.error().fault == Fault::not_found) return std::vector<fs::path>();
  if (files) std::erase_if(*files, [](const fs::path& file) { return file.extension() != ".json"; });
  return files;
}

Result<void> add_battery(const fs::path& file, const fs::path& place, LoadedLibrary& loaded) {
  const auto text = read_text_file(file);
  if (!text) return std::unexpected(text.error());
  const std::string name = "batteries/" + file.filename().string();
  append(loaded.findings, placed(loaded.library.add_battery(*text, name), place));
  return {};
}

void complain(LoadedLibrary& loaded, const fs::path& file, const std::string& message,
              forms::Severity severity = forms::Severity::error) {
  loaded.findings.push_back({file.string(), {}, message, severity});
}

// The site's own scoring.json, else ours for a form that we ship without its text.
Result<std::string> site_scoring(const fs::path& entry, const fs::path& shipped, const LoadedLibrary& loaded) {
  auto own = read_text_file(entry / "scoring.json");
  if (own || own.error().fault != Fault::not_found) return own;
  const FormId id = entry.filename();
  if (std::ranges::contains(loaded.without_text, id)) return read_text_file(shipped / id / "scoring.json");
  return std::string();
}

// Whoever put something here means it to be asked: what is no form is said, and not passed over.
bool is_site_form(const fs::path& entry, LoadedLibrary& loaded) {
  std::error_code fault;
  if (fs::exists(entry / "questionnaire.json", fault)) return true;
  if (fault) {
    complain(loaded, entry, "cannot be read: " + fault.message());
    return false;
  }
  const std::string name = entry.filename();
  const bool meant =
      name != "batteries" && !name.starts_with('.') && (fs::is_directory(entry, fault) || entry.extension() == ".json");
  if (meant) complain(loaded, entry, "is no form: that is a folder <id>/questionnaire.json", forms::Severity::warning);
  return false;
}

void add_site_form(const fs::path& entry, const fs::path& shipped, LoadedLibrary& loaded) {
  const auto questionnaire = read_text_file(entry / "questionnaire.json");
  const auto scoring = site_scoring(entry, shipped, loaded);
  if (!questionnaire || !scoring)
    return complain(loaded, entry, questionnaire ? scoring.error().detail : questionnaire.error().detail);
  const FormId id = entry.filename();
  const bool shipped_too = loaded.library.form(id) != nullptr;  // ours stays, the site's is an error
  append(loaded.findings, placed(loaded.library.add_form({id, *questionnaire, *scoring}), entry.parent_path()));
  if (shipped_too || loaded.library.form(id) == nullptr) return;
  loaded.of_site.push_back(id);
  std::erase(loaded.without_text, id);
}

void add_site_forms(const fs::path& site, const fs::path& shipped, LoadedLibrary& loaded) {
  const auto entries = entries_of(site);
  if (!entries) return complain(loaded, site, entries.error().detail + "; remedy: [forms] site");
  for (const fs::path& entry : *entries)
    if (is_site_form(entry, loaded)) add_site_form(entry, shipped, loaded);
}

void add_site_batteries(const fs::path& site, LoadedLibrary& loaded) {
  const auto files = battery_files(site);
  if (!files) return complain(loaded, site / "batteries", files.error().detail);
  for (const fs::path& file : *files)
    if (const auto added = add_battery(file, site, loaded); !added) complain(loaded, file, added.error().detail);
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
  const auto entries = entries_of(folder);
  if (!entries) return std::unexpected(entries.error());
  std::error_code ignored;  // what cannot be looked at is not a form
  bool any = false;
  for (const fs::path& entry : *entries) {
    if (!fs::exists(entry / "questionnaire.json", ignored)) {
      if (fs::exists(entry / "scoring.json", ignored)) loaded.without_text.push_back(entry.filename());
      continue;
    }
    if (auto added = add_form(entry, loaded); !added) return std::unexpected(added.error());
    any = true;
  }
  if (!any) return failure(Fault::not_found, folder.string() + " holds no forms");
  if (!site.empty()) add_site_forms(site, folder, loaded);
  const auto batteries = battery_files(folder);
  if (!batteries) return std::unexpected(batteries.error());
  for (const fs::path& file : *batteries)
    if (const auto added = add_battery(file, {}, loaded); !added) return std::unexpected(added.error());
  if (!site.empty()) add_site_batteries(site, loaded);
  return loaded;
}

}  // namespace anteroom::kiosk
