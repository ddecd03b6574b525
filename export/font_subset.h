// A TrueType font cut to the glyphs that one document draws. It keeps their shapes and widths and what a reader of PDF
// needs to find them (ISO 32000-1, 9.9: glyf, head, hhea, hmtx, loca, maxp); names, letters and hints go.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace anteroom::exporting {

// Glyph 0 stays the missing glyph, glyph n becomes `glyphs[n - 1]`; the parts of composed glyphs follow. Nothing where
// `file` is torn or lacks a table or a glyph.
[[nodiscard]] std::optional<std::string> subset_font(const std::string& file, const std::vector<std::uint16_t>& glyphs);

}  // namespace anteroom::exporting
