// summaries FOLDER [NAME…]: the pages of the made patients as PDF files, for a person to look at. See summaries.sh.
#include "tests/export/made_patients.h"
#include "tests/export/page_reading.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <print>
#include <string>
#include <vector>

int main(int count, char** words) {
  using namespace anteroom::exporting;
  if (count < 2) {
    std::println(stderr, "usage: summaries FOLDER [NAME...]");
    return 64;
  }
  const std::vector<std::string> wanted(words + 2, words + count);
  for (const MadePatient& patient : made_patients()) {
    const auto is_meant = [&](const std::string& name) { return patient.name.contains(name); };
    if (!wanted.empty() && std::ranges::none_of(wanted, is_meant)) continue;
    const auto pdf = summary_pdf(summary_of(patient), patient.size, page_fonts());
    if (!pdf) {
      std::println(stderr, "{}: {}", patient.name, pdf.error().detail);
      return 1;
    }
    std::ofstream file(std::filesystem::path(words[1]) / (patient.name + ".pdf"), std::ios::binary);
    file.write(reinterpret_cast<const char*>(pdf->data()), static_cast<std::streamsize>(pdf->size()));
  }
  return 0;
}
