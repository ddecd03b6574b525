// A PDF as other programs read it, and what they read last time.
#pragma once

#include "forms/base/result.h"
#include "tests/export/page_reading.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace anteroom::exporting {

// A file for the length of a test; the patients in it never lived.
class PdfFile {
 public:
  explicit PdfFile(const Result<std::vector<std::byte>>& pdf) {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string("anteroom-") + test->test_suite_name() + "-" + test->name();
    std::ranges::replace(name, '/', '-');
    m_path = std::filesystem::path(::testing::TempDir()) / (name + ".pdf");
    if (!pdf) {
      ADD_FAILURE() << pdf.error().detail;
      return;
    }
    std::ofstream file(m_path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(pdf->data()), static_cast<std::streamsize>(pdf->size()));
  }
  PdfFile(const PdfFile&) = delete;
  PdfFile& operator=(const PdfFile&) = delete;
  ~PdfFile() { std::filesystem::remove(m_path); }

  // What a program says of the file, its standard error included.
  [[nodiscard]] std::string asked(const std::string& before, const std::string& after = "") const {
    const std::string command = before + " '" + m_path.string() + "' " + after + " 2>&1";
    std::FILE* pipe = popen(command.c_str(), "r");
    std::string said;
    for (int byte = std::fgetc(pipe); byte != EOF; byte = std::fgetc(pipe)) said += static_cast<char>(byte);
    EXPECT_EQ(pclose(pipe), 0) << said;
    return said;
  }

 private:
  std::filesystem::path m_path;
};

// Poppler, qpdf, Ghostscript and MuPDF: four readers that share no code, none with a word to say.
inline void expect_four_programs_open(const PdfFile& file) {
  EXPECT_EQ(file.asked("pdftoppm -r 20", "> /dev/null"), "");
  const std::string checked = file.asked("qpdf --check");
  EXPECT_TRUE(checked.contains("No syntax or stream encoding errors")) << checked;
  EXPECT_FALSE(checked.contains("WARNING")) << checked;
  EXPECT_EQ(file.asked("gs -q -dNOPAUSE -dBATCH -dSAFER -dPDFSTOPONWARNING -sDEVICE=nullpage"), "");
  // -N: Debian's mutool is built without colour profiles, and says so of every file.
  EXPECT_EQ(file.asked("mutool draw -N -q -F txt -o /dev/null"), "");
}

inline void expect_golden(const std::string& name, const std::string& text) {
  const std::filesystem::path golden = std::filesystem::path(ANTEROOM_SOURCE_DIR) / "tests/export/golden" / name;
  if (std::getenv("ANTEROOM_REWRITE_GOLDENS") != nullptr) {
    std::filesystem::create_directories(golden.parent_path());
    std::ofstream(golden, std::ios::binary) << text;
  }
  EXPECT_EQ(text, file_bytes(golden)) << "ANTEROOM_REWRITE_GOLDENS=1 rewrites it; look at the difference";
}

}  // namespace anteroom::exporting
