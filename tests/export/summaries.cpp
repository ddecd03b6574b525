// summaries FOLDER [NAME…]: the pages of the made patients as PDF files, and the report of a clinic that has only them,
// for a person to look at. See summaries.sh.
#include "export/outcome_report.h"
#include "tests/export/made_patients.h"
#include "tests/export/page_reading.h"
#include "tests/support/shipped_library.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <print>
#include <string>
#include <vector>

namespace {

using namespace anteroom::exporting;

int write(const std::filesystem::path& path, const anteroom::Result<std::vector<std::byte>>& pdf) {
  if (!pdf) {
    std::println(stderr, "{}: {}", path.string(), pdf.error().detail);
    return 1;
  }
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(pdf->data()), static_cast<std::streamsize>(pdf->size()));
  return 0;
}

OutcomeReport report_of_all() {
  std::vector<OutcomeVisit> visits;
  for (MadePatient patient : made_patients()) {
    while (!patient.visits.empty()) {
      visits.push_back(outcome_visit(record_of(patient)));
      patient.visits.pop_back();
    }
  }
  OutcomeReport report =
      outcome_report(visits, *anteroom::parse_date("2025-11-01"), *anteroom::parse_date("2026-11-30"),
                     [](std::string_view id) { return anteroom::testing::shipped_library().form(id); }, {});
  report.clinic = "Riverside Pain Clinic";
  report.made = "2026-12-01 08:30";
  return report;
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    std::println(stderr, "usage: summaries FOLDER [NAME...]");
    return 64;
  }
  const std::vector<std::string> wanted(words + 2, words + count);
  for (const MadePatient& patient : made_patients()) {
    const auto is_meant = [&](const std::string& name) { return patient.name.contains(name); };
    if (!wanted.empty() && std::ranges::none_of(wanted, is_meant)) continue;
    const auto pdf = summary_pdf(summary_of(patient), patient.size, page_fonts());
    if (const int code = write(std::filesystem::path(words[1]) / (patient.name + ".pdf"), pdf); code != 0) return code;
  }
  if (!wanted.empty()) return 0;
  return write(std::filesystem::path(words[1]) / "outcome-report.pdf",
               outcome_pdf(report_of_all(), PageSize::a4, page_fonts()));
}
