// Owns every letter on the screen: baking fonts, measuring, wrapping and drawing. Nothing else in the kiosk calls
// ImGui's text. It never shortens a text: what does not fit is drawn whole and reported as clipped.
#pragma once

#include "forms/base/result.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/ui.h"

#include <array>
#include <cstdint>
#include <imgui.h>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace anteroom::ui {

enum class Role : std::uint8_t { body, strong, heading, title };
// How large a role's letters are: as the patient chose, as staff read, or between the two for labels that the patient's
// own letters would burst; never larger than the patient's.
enum class Scale : std::uint8_t { patient, large, between, medium, staff };
// As they shrink.
inline constexpr std::array label_scales{Scale::patient, Scale::large, Scale::between, Scale::medium, Scale::staff};

[[nodiscard]] constexpr Scale next_smaller(Scale scale) {
  return scale == Scale::staff ? Scale::staff : label_scales.at(static_cast<std::size_t>(scale) + 1);
}

enum class Align : std::uint8_t { left, center, right };
enum class Wrap : std::uint8_t {
  fill,      // as much as fits on each line, but no short word alone on the last
  typed,     // as much as fits on each line: no word moves while the next is being written
  balanced,  // lines of about one length, for headings
  tight,     // as fill, lines close together, where height is short
  label,     // balanced and close together, for buttons
};

struct TextLine {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  float width = 0;  // pixels
};

struct TextLayout {
  std::string text;
  Role role = Role::body;
  Scale scale = Scale::patient;
  bool other = false;  // in the other face: the first lacks a letter of it
  std::vector<TextLine> lines;
  float width = 0;
  float height = 0;
  float line_height = 0;
  bool broken = false;   // a single word is wider than the room
  bool unknown = false;  // a letter of it has no glyph
};

// The text as it is drawn: without the marks that have no ink, such as those that isolate a name put into a sentence
// (U+2066 to U+2069). Fonts have no glyph for them, and would show a box.
[[nodiscard]] std::string with_ink(std::string_view text);

class Text {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Text>> create(const UiOptions& options);
  ~Text();
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;

  // Bakes the fonts of this size; cached layouts are dropped.
  [[nodiscard]] Result<void> bake(TextSize size);
  [[nodiscard]] ImFontAtlas& atlas() { return *m_atlas; }
  // Grows by one at each bake, so that a window knows when to load the texture again.
  [[nodiscard]] unsigned generation() const { return m_generation; }

  // The reference is good until trim, bake or forget. Its text is with_ink(text).
  [[nodiscard]] const TextLayout& layout(std::string_view text, Role role, Scale scale, float width, Wrap wrap);
  // Lines `first` … `first + count` with their top left corner at `at`, aligned in `width`.
  void draw(ImDrawList& list, const TextLayout& layout, Point at, float width, Align align, Colour colour,
            std::size_t first, std::size_t count) const;
  // One line with the left end of its baseline at a place, its letters scaled until it is so wide: a page of paper on
  // the screen. False when a letter of it has no glyph.
  bool draw_as_wide(ImDrawList& list, std::string_view text, bool bold, Point baseline, float width,
                    Colour colour) const;
  [[nodiscard]] float line_height(Role role, Scale scale) const;
  // From the top of a line to the top of its capitals, and the capitals' height, in pixels as baked.
  [[nodiscard]] float capital_height(Role role, Scale scale) const;
  // For whoever writes with these letters: every text from now on is in one face, the one that has them all.
  void choose_face(std::u32string_view letters);
  // Between frames: keeps the cache small.
  void trim();
  // Drops and zeroes every cached text.
  void forget();

 private:
  Text() = default;
  struct Face {
    std::vector<unsigned char> file;
    float capital = 0;  // capital height / font height as ImGui scales it
    std::vector<char32_t> letters;
  };
  struct BakedFont {
    ImFont* font = nullptr;
    float capital = 0;  // pixels
    float capital_top = 0;
  };
  [[nodiscard]] const BakedFont& font(Role role, Scale scale, bool other = false) const;
  [[nodiscard]] Result<Face> read_face(const std::filesystem::path& path) const;
  [[nodiscard]] BakedFont add_font(const Face& face, float capital_mm);
  [[nodiscard]] bool needs_other(std::string_view text) const;
  [[nodiscard]] bool is_other_letter(char32_t letter) const;
  [[nodiscard]] const TextLayout& layout_of_ink(std::string_view text, Role role, Scale scale, float width, Wrap wrap);
  void break_lines(TextLayout& layout, float width) const;
  void keep_company(TextLayout& layout, float width) const;

  UiOptions m_options;
  std::u32string m_letters;
  Face m_regular;
  Face m_bold;
  Face m_fallback;
  Face m_fallback_bold;
  std::vector<char32_t> m_other_letters;  // that only the fallback has: a text with one of them is wholly in it
  bool m_always_other = false;            // the language needs it
  std::unique_ptr<ImFontAtlas> m_atlas;
  std::vector<std::vector<ImWchar>> m_ranges;  // ImGui keeps pointers to them until the atlas is built
  using Scales = std::array<std::array<BakedFont, 4>, label_scales.size()>;  // by scale, by role
  [[nodiscard]] Scales add_scales(const Face& regular, const Face& bold, TextSize size);
  Scales m_fonts;
  Scales m_other_fonts;  // without fonts where no letter needs them
  unsigned m_generation = 0;
  std::unordered_map<std::uint64_t, TextLayout> m_layouts;
};

}  // namespace anteroom::ui
