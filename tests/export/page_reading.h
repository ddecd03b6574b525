// Reading a laid-out page back, for claims about where its words stand.
#pragma once

#include "export/summary_layout.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace anteroom::exporting {

inline std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline const SummaryFonts& page_fonts() {
  static const std::filesystem::path folder = std::filesystem::path(ANTEROOM_SHARE_DIR) / "fonts";
  static const SummaryFonts fonts{file_bytes(folder / "summary-regular.ttf"), file_bytes(folder / "summary-bold.ttf"),
                                  file_bytes(folder / "summary-fallback.ttf")};
  return fonts;
}

inline Typefaces page_faces() { return Typefaces::open(page_fonts()).value(); }

// Where the ink of a text can be: capitals, ascenders and accents above the baseline, descenders below.
struct InkBox {
  double left, top, right, bottom;
};

inline InkBox ink_of(const TextRun& text) {
  return {text.x, text.baseline - 0.72 * text.size, text.x + text.width, text.baseline + 0.2 * text.size};
}

inline std::string words_of(const Drawing& page) {
  std::string words;
  const TextRun* before = nullptr;
  for (const TextRun& text : page.texts) {
    const bool goes_on =
        before != nullptr && before->baseline == text.baseline && std::abs(before->x + before->width - text.x) < 0.01;
    if (before != nullptr && !goes_on) words += ' ';
    words += text.text;
    before = &text;
  }
  return words;
}

inline std::string words_of(const std::vector<Drawing>& pages) {
  std::string words;
  for (const Drawing& page : pages) words += words_of(page) + " ";
  return words;
}

// The first text of the page that contains `words`; a run of its own where none does.
inline TextRun run_with(const Drawing& page, const std::string& words) {
  const auto found = std::ranges::find_if(page.texts, [&](const TextRun& text) { return text.text.contains(words); });
  return found == page.texts.end() ? TextRun{} : *found;
}

inline std::vector<Drawing> pages_of(const Summary& summary, PageSize size = PageSize::a4) {
  Typefaces faces = page_faces();
  return lay_out_summary(summary, size, faces);
}

}  // namespace anteroom::exporting
