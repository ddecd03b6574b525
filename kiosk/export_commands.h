// `anteroom export …`: what leaves the kiosk as a file, for whoever opens the day. Files are made anew, for their owner
// only; none that is there already is written over. Each function returns the exit code (sysexits).
#pragma once

#include "forms/base/date.h"

#include <filesystem>
#include <optional>
#include <string>

namespace anteroom::kiosk {

struct ExportOptions {
  std::filesystem::path config;
  std::optional<int> secret_descriptor;  // where the passphrase comes from; the terminal otherwise
};

// The newest visit with this code that was created on this local day. Exit 66 when there is none.
struct ChosenVisit {
  std::string code;
  Date day;
};
int export_summary(const ExportOptions& options, const ChosenVisit& visit, const std::filesystem::path& file);
int export_fhir(const ExportOptions& options, const ChosenVisit& visit, const std::filesystem::path& file);

// Visits of these local days, both included, that ended with answers. One that cannot be read is left out, said and
// makes the exit code 65; what could be read is in the file all the same.
struct Period {
  Date from;
  Date to;
};
// visits.csv and codebook.csv.
int export_csv(const ExportOptions& options, const Period& period, const std::filesystem::path& folder);
// outcome.pdf and outcome.csv.
int export_report(const ExportOptions& options, const Period& period, const std::filesystem::path& folder);

}  // namespace anteroom::kiosk
