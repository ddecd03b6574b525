#include "kiosk/ui/text.h"

#include "forms/base/utf8.h"
#include "forms/base/wipe.h"

#include <cfloat>
#include <ft2build.h>
#include <imgui_freetype.h>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <format>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <ranges>
#include <utility>

namespace anteroom::ui {
namespace {

// Up to the end of the word, where a space that holds it together with the next sign is one too.
std::ptrdiff_t letters_ahead(const char* at, const char* stop) {
  std::ptrdiff_t letters = 0;
  for (; at < stop && *at != ' ' && *at != '\n'; ++at) {
    const std::string_view rest(at, static_cast<std::size_t>(stop - at));
    if (rest.starts_with("\u00A0") || rest.starts_with("\u202F")) break;
    if ((static_cast<unsigned char>(*at) & 0xC0U) != 0x80U) ++letters;
  }
  return letters;
}

// A line is 1.25 em high: Atkinson's capitals are 0.668 em (its OS/2 table).
constexpr float line_per_capital = 1.25F / 0.668F;
constexpr float label_line = 0.86F;    // of a line of running text
constexpr float stacked_line = 0.94F;  // of letters with two marks, one above the other or one above and one below

// Those of Vietnamese stand from U+1EA0 to U+1EF9: 0xE1 and 0xBA or 0xBB in UTF-8.
bool has_stacked_marks(std::string_view text) {
  for (std::size_t at = text.find('\xE1'); at != std::string_view::npos && at + 1 < text.size();
       at = text.find('\xE1', at + 1)) {
    if (text[at + 1] == '\xBA' || text[at + 1] == '\xBB') return true;
  }
  return false;
}
constexpr std::size_t most_cached_layouts = 512;

// What the keyboard, numbers and the screens' own words need whatever the forms say.
constexpr std::u32string_view base_letters =
    U" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    U"\u00A0\u00B0\u00B7\u00BD\u00D7\u00E4\u00E8\u00E9\u00F6\u00FC\u2010\u2011\u2013\u2014\u2018\u2019\u201C\u201D"
    U"\u2022\u2026\u2212";

// What never begins a line, though a space stands before it: French signs.
bool belongs_to_line(std::string_view text) {
  constexpr std::array<std::string_view, 5> signs{":", ";", "?", "!", "»"};
  return std::ranges::any_of(signs, [&](std::string_view sign) { return text.starts_with(sign); });
}

// A word of one letter leads to the next and ends no line ("w" and "z" in Polish).
bool leads_on(std::string_view text) {
  const std::string_view last = text.substr(text.rfind(' ') + 1);
  std::size_t letters = 0;
  for (const char byte : last) letters += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1 : 0;
  const auto first = static_cast<unsigned char>(last.empty() ? ' ' : last.front());
  return letters == 1 && (std::isalpha(first) != 0 || (first >= 0xC3 && first <= 0xC9));  // Latin letters
}

// Between two facts in a line; where a new line parts them it is not drawn.
constexpr std::string_view dot_between = "\u00B7 ";

std::uint64_t key_of(std::string_view text, Role role, Scale scale, bool other, float width, Wrap wrap) {
  std::uint64_t key = std::hash<std::string_view>{}(text);
  for (const std::uint64_t part :
       {static_cast<std::uint64_t>(role), static_cast<std::uint64_t>(scale) * 2 + static_cast<std::uint64_t>(other),
        static_cast<std::uint64_t>(width * 4), static_cast<std::uint64_t>(wrap)}) {
    key = (key ^ part) * 0x9E3779B97F4A7C15ULL;
    key ^= key >> 31U;
  }
  return key;
}

// Letters, whose look must be that of their neighbours; not signs, such as an arrow, which any face may lend.
bool is_of_a_script(char32_t letter) { return letter < 0x2000; }

// Of Unicode's default ignorable code points those that a text may carry: soft hyphen, joiners, marks of direction.
bool has_ink(char32_t letter) {
  const bool direction = (letter >= 0x200B && letter <= 0x200F) || (letter >= 0x202A && letter <= 0x202E) ||
                         (letter >= 0x2060 && letter <= 0x2069) || letter == 0x061C;
  return !direction && letter != 0x00AD && letter != 0xFEFF;
}

struct FreeType {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  ~FreeType() {
    if (face != nullptr) FT_Done_Face(face);
    if (library != nullptr) FT_Done_FreeType(library);
  }
};

}  // namespace

std::string with_ink(std::string_view text) {
  std::string drawn;
  drawn.reserve(text.size());  // one allocation: no part of it stays behind elsewhere
  while (!text.empty()) {
    const auto decoded = decode_letter(text);
    const std::size_t bytes = decoded ? decoded->bytes : 1;
    if (!decoded || has_ink(decoded->letter)) drawn += text.substr(0, bytes);
    text.remove_prefix(bytes);
  }
  return drawn;
}

Result<std::unique_ptr<Text>> Text::create(const UiOptions& options) {
  std::unique_ptr<Text> text(new Text());
  text->m_options = options;
  text->m_letters = std::u32string(base_letters) + options.letters;
  std::ranges::sort(text->m_letters);
  const auto twice = std::ranges::unique(text->m_letters);
  text->m_letters.erase(twice.begin(), twice.end());
  for (const auto& [face, path] :
       {std::pair{&text->m_regular, options.fonts.regular}, std::pair{&text->m_bold, options.fonts.bold},
        std::pair{&text->m_fallback, options.fonts.fallback},
        std::pair{&text->m_fallback_bold, options.fonts.fallback_bold}}) {
    if (path.empty()) continue;
    auto read = text->read_face(path);
    if (!read) return std::unexpected(read.error());
    *face = std::move(*read);
  }
  if (text->m_regular.file.empty() || text->m_bold.file.empty()) {
    return failure(Fault::not_found, "no regular and bold font for the screen");
  }
  std::ranges::set_difference(text->m_fallback.letters, text->m_regular.letters,
                              std::back_inserter(text->m_other_letters));
  std::erase_if(text->m_other_letters, [](char32_t letter) { return !is_of_a_script(letter); });
  if (auto baked = text->bake(options.text_size); !baked) return std::unexpected(baked.error());
  return text;
}

Text::~Text() { forget(); }

Result<Text::Face> Text::read_face(const std::filesystem::path& path) const {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return failure(Fault::not_found, std::format("font {} is missing", path.string()));
  Face face;
  face.file.assign(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  FreeType type;
  const bool opened =
      FT_Init_FreeType(&type.library) == 0 &&
      FT_New_Memory_Face(type.library, face.file.data(), static_cast<FT_Long>(face.file.size()), 0, &type.face) == 0;
  if (!opened) return failure(Fault::invalid_input, std::format("font {} cannot be read", path.string()));
  const auto* os2 = static_cast<const TT_OS2*>(FT_Get_Sfnt_Table(type.face, FT_SFNT_OS2));
  const int height = type.face->ascender - type.face->descender;
  if (os2 == nullptr || os2->sCapHeight <= 0 || height <= 0) {
    return failure(Fault::invalid_input, std::format("font {} does not say how high its capitals are", path.string()));
  }
  face.capital = static_cast<float>(os2->sCapHeight) / static_cast<float>(height);
  for (const char32_t letter : m_letters) {
    if (letter <= 0xFFFF && FT_Get_Char_Index(type.face, letter) != 0) face.letters.push_back(letter);
  }
  return face;
}

Text::BakedFont Text::add_font(const Face& face, float capital_mm) {
  // Rounded up: a letter is never smaller than it is meant to be.
  const float capital = std::ceil(m_options.metrics.px(capital_mm));
  const auto add = [&](const Face& source, const std::vector<char32_t>& letters, ImFont* into) -> ImFont* {
    std::vector<ImWchar>& ranges = m_ranges.emplace_back();
    for (const char32_t letter : letters) {
      const auto code = static_cast<ImWchar>(letter);
      if (!ranges.empty() && ranges.back() + 1 == code) {
        ranges.back() = code;
      } else {
        ranges.insert(ranges.end(), {code, code});
      }
    }
    ranges.push_back(0);
    ImFontConfig config;
    config.FontData = const_cast<unsigned char*>(source.file.data());  // FontDataOwnedByAtlas false: read only
    config.FontDataSize = static_cast<int>(source.file.size());
    config.FontDataOwnedByAtlas = false;
    // ImGui's FreeType builder cuts sizes to whole pixels: round up, not down.
    config.SizePixels = std::ceil(capital / source.capital);
    config.GlyphRanges = ranges.data();
    config.MergeMode = into != nullptr;
    config.DstFont = into;
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    config.PixelSnapH = true;
    return m_atlas->AddFont(&config);
  };
  ImFont* font = add(face, face.letters, nullptr);
  std::vector<char32_t> lacking;
  std::ranges::set_difference(m_fallback.letters, face.letters, std::back_inserter(lacking));
  std::erase_if(lacking, is_of_a_script);
  if (!lacking.empty()) add(m_fallback, lacking, font);
  return {.font = font, .capital = capital};
}

Text::Scales Text::add_scales(const Face& regular, const Face& bold, TextSize size) {
  std::map<std::pair<const Face*, float>, BakedFont> made;  // the scales share what they can
  const auto of = [&](const Face& face, float capital_mm) -> BakedFont {
    const auto [place, fresh] = made.try_emplace({&face, capital_mm});
    if (fresh) place->second = add_font(face, capital_mm);
    return place->second;
  };
  const TypeScale patient = type_scale(size, m_options.metrics);
  Scales scales;
  for (const Scale scale : label_scales) {
    TypeScale letters = scale == Scale::staff ? staff_scale : patient;
    if (scale != Scale::patient && scale != Scale::staff) {
      // Where these are used there is no room for titles: a heading is enough, and one font less.
      const TypeScale usual = scale == Scale::large     ? type_scale(TextSize::large, m_options.metrics)
                              : scale == Scale::between ? between_scale
                                                        : type_scale(TextSize::medium, m_options.metrics);
      letters = {std::min(patient.body, usual.body), std::min(patient.heading, usual.heading),
                 std::min(patient.heading, usual.heading)};
    }
    scales.at(static_cast<std::size_t>(scale)) = {of(regular, letters.body), of(bold, letters.body),
                                                  of(bold, letters.heading), of(bold, letters.title)};
  }
  return scales;
}

Result<void> Text::bake(TextSize size) {
  forget();
  m_atlas = std::make_unique<ImFontAtlas>();
  m_atlas->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  m_atlas->Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoPowerOfTwoHeight;
  m_atlas->TexGlyphPadding = 1;
  m_ranges.clear();
  m_ranges.reserve(64);

  m_fonts = add_scales(m_regular, m_bold, size);
  m_other_fonts = {};
  if (!m_other_letters.empty()) {
    m_other_fonts = add_scales(m_fallback, m_fallback_bold.file.empty() ? m_fallback : m_fallback_bold, size);
  }
  if (!m_atlas->Build()) return failure(Fault::invalid_input, "the screen fonts could not be baked");
  for (Scales* scales : {&m_fonts, &m_other_fonts}) {
    for (BakedFont& baked : *scales | std::views::join) {
      if (baked.font == nullptr) continue;
      if (const ImFontGlyph* capital = baked.font->FindGlyph('H')) {
        baked.capital = capital->Y1 - capital->Y0;
        baked.capital_top = capital->Y0;
      }
    }
  }
  ++m_generation;
  return {};
}

const Text::BakedFont& Text::font(Role role, Scale scale, bool other) const {
  const Scales& fonts = other ? m_other_fonts : m_fonts;
  return fonts.at(static_cast<std::size_t>(scale)).at(static_cast<std::size_t>(role));
}

bool Text::is_other_letter(char32_t letter) const { return std::ranges::binary_search(m_other_letters, letter); }

void Text::choose_face(std::u32string_view letters) {
  m_always_other = std::ranges::any_of(letters, [this](char32_t letter) { return is_other_letter(letter); });
}

bool Text::needs_other(std::string_view text) const {
  if (m_always_other) return true;
  while (!text.empty() && !m_other_letters.empty()) {
    const auto decoded = decode_letter(text);
    if (decoded && is_other_letter(decoded->letter)) return true;
    text.remove_prefix(decoded ? decoded->bytes : 1);
  }
  return false;
}

float Text::line_height(Role role, Scale scale) const {
  return std::round(font(role, scale).capital * line_per_capital);
}

float Text::capital_height(Role role, Scale scale) const { return font(role, scale).capital; }

void Text::break_lines(TextLayout& layout, float width) const {
  const ImFont& font = *this->font(layout.role, layout.scale, layout.other).font;
  const char* const start = layout.text.data();
  const char* const stop = start + layout.text.size();
  layout.lines.clear();
  layout.broken = false;
  const auto offset = [&](const char* at) { return static_cast<std::uint32_t>(at - start); };
  const auto add_line = [&](const char* begin, const char* end, float line_width) {
    layout.lines.push_back({offset(begin), offset(end), line_width});
  };

  const char* begin = start;        // of the line
  float line_width = 0;             // up to `at`
  const char* break_end = nullptr;  // where the line would end if it broke at the last chance
  const char* break_next = nullptr;
  float break_width = 0;
  float next_width = 0;  // width up to break_next
  for (const char* at = start; at < stop;) {
    const char* const letter = at;
    auto code = static_cast<unsigned int>(static_cast<unsigned char>(*at));
    if (code < 0x80) {
      ++at;
    } else {
      ++at;
      const int more = code >= 0xF0 ? 3 : code >= 0xE0 ? 2 : 1;
      code &= 0x3FU >> static_cast<unsigned>(more);
      for (int count = 0; count < more && at < stop; ++count, ++at) {
        code = (code << 6U) | (static_cast<unsigned char>(*at) & 0x3FU);
      }
    }
    if (code == '\n') {
      add_line(begin, letter, line_width);
      begin = at;
      line_width = 0;
      break_end = nullptr;
      continue;
    }
    const bool known = code <= 0xFFFF && font.FindGlyphNoFallback(static_cast<ImWchar>(code)) != nullptr;
    layout.unknown = layout.unknown || !known;
    const float advance = code <= 0xFFFF ? font.GetCharAdvance(static_cast<ImWchar>(code)) : 0;
    if (code == ' ') {
      // The line before has ended at the dot, or will end before it rather than here.
      if (letter < begin || letter + 1 == break_next) {
        line_width += advance;
        continue;
      }
      const std::string_view before(begin, static_cast<std::size_t>(letter - begin));
      const std::string_view after(at, static_cast<std::size_t>(stop - at));
      const bool has_other = break_end != nullptr && break_end > begin;  // rather there than in the middle of a word
      const bool may_break = !before.ends_with("«") && !(has_other && leads_on(before)) && !belongs_to_line(after);
      if (may_break) {
        break_end = letter;
        break_width = line_width;
        break_next = at;
        next_width = line_width + advance;
        if (after.starts_with(dot_between)) {
          break_next += dot_between.size();
          next_width += font.GetCharAdvance(0xB7) + advance;
        }
      }
      line_width += advance;
      continue;
    }
    if (line_width + advance > width && letter > begin) {
      if (break_end != nullptr && break_end > begin) {
        add_line(begin, break_end, break_width);
        begin = break_next;
        line_width -= next_width;
        // The word carried over may itself be wider than the line.
      } else {
        add_line(begin, letter, line_width);
        begin = letter;
        line_width = 0;
        layout.broken = true;
      }
      break_end = nullptr;
    }
    line_width += advance;
    // After a hyphen or a dash inside a word a line may end; before a digit it may not ("0-10", "-5").
    const bool hyphen =
        (code == '-' || code == 0x2010 || code == 0x2013 || code == 0x2014 || code == '/') && letter > begin;
    // Nor where it would carry a few letters over: "rendez-vous", "dites-le".
    constexpr std::ptrdiff_t few_letters = 5;
    if (hyphen && at < stop && !(*at >= '0' && *at <= '9') && letters_ahead(at, stop) > few_letters) {
      break_end = break_next = at;
      break_width = next_width = line_width;
    }
  }
  add_line(begin, stop, line_width);
  layout.width = 0;
  for (const TextLine& line : layout.lines) layout.width = std::max(layout.width, line.width);
  layout.broken = layout.broken || layout.width > width + 0.5F;
  layout.line_height = line_height(layout.role, layout.scale);
  layout.height = layout.line_height * static_cast<float>(layout.lines.size());
}

// A short word alone on the last line has the one before it for company, where both have room there.
void Text::keep_company(TextLayout& layout, float width) const {
  constexpr float short_word = 0.3F;  // of the width
  if (layout.lines.size() < 2 || layout.broken) return;
  TextLine& last = layout.lines.back();
  TextLine& before = layout.lines[layout.lines.size() - 2];
  const std::string_view text = layout.text;
  const std::string_view word = text.substr(last.begin, last.end - last.begin);
  const std::string_view line = text.substr(before.begin, before.end - before.begin);
  const bool is_alone = word.find(' ') == std::string_view::npos && last.width < short_word * width;
  if (!is_alone || before.end + 1 != last.begin || text[before.end] != ' ') return;
  // With what that may not be parted from: of "a charge nurse" all three go.
  const auto parts = [&](std::size_t at) {
    const std::string_view stays = line.substr(0, at);
    return !stays.ends_with("«") && !leads_on(stays) && !belongs_to_line(line.substr(at + 1));
  };
  std::size_t space = line.rfind(' ');
  if (space != std::string_view::npos && space > 0 && !parts(space)) space = line.rfind(' ', space - 1);
  if (space == std::string_view::npos || line.find(' ') == space || !parts(space)) return;
  std::string_view stays = line.substr(0, space);
  const std::string_view goes = text.substr(before.begin + space + 1);
  constexpr std::string_view hanging_dot = " \u00B7";
  if (stays.ends_with(hanging_dot)) stays.remove_suffix(hanging_dot.size());
  const ImFont& font = *this->font(layout.role, layout.scale, layout.other).font;
  const auto width_of = [&](std::string_view words) {
    return font.CalcTextSizeA(font.FontSize, 1e6F, 0, words.data(), words.data() + words.size()).x;
  };
  const float taken = width_of(goes);
  if (taken > width) return;
  before.width = width_of(stays);
  before.end = before.begin + static_cast<std::uint32_t>(stays.size());
  last.begin = before.begin + static_cast<std::uint32_t>(space) + 1;
  last.width = taken;
  layout.width = std::ranges::max(layout.lines, {}, &TextLine::width).width;
}

const TextLayout& Text::layout(std::string_view text, Role role, Scale scale, float width, Wrap wrap) {
  width = std::max(width, 0.0F);  // no room at all is room for no letter
  const bool plain = std::ranges::all_of(text, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
  if (plain) return layout_of_ink(text, role, scale, width, wrap);
  std::string drawn = with_ink(text);
  const TextLayout& layout = layout_of_ink(drawn, role, scale, width, wrap);
  wipe(drawn);
  return layout;
}

const TextLayout& Text::layout_of_ink(std::string_view text, Role role, Scale scale, float width, Wrap wrap) {
  const bool other = needs_other(text);
  const std::uint64_t key = key_of(text, role, scale, other, width, wrap);
  if (const auto found = m_layouts.find(key); found != m_layouts.end() && found->second.text == text)
    return found->second;
  TextLayout& layout = m_layouts[key];
  layout.text = text;
  layout.role = role;
  layout.scale = scale;
  layout.other = other;
  break_lines(layout, width);
  if ((wrap == Wrap::balanced || wrap == Wrap::label) && layout.lines.size() > 1 && !layout.broken) {
    const std::size_t lines = layout.lines.size();
    float narrow = layout.width / 2;
    float wide = layout.width;
    while (wide - narrow > 2) {
      const float middle = (narrow + wide) / 2;
      break_lines(layout, middle);
      (layout.lines.size() == lines && !layout.broken ? wide : narrow) = middle;
    }
    break_lines(layout, wide);
  }
  if (wrap == Wrap::fill || wrap == Wrap::tight) keep_company(layout, width);
  if (wrap == Wrap::label || wrap == Wrap::tight) {
    const bool stacked = layout.lines.size() > 1 && has_stacked_marks(layout.text);
    layout.line_height = std::round(layout.line_height * (stacked ? stacked_line : label_line));
    layout.height = layout.line_height * static_cast<float>(layout.lines.size());
  }
  return layout;
}

void Text::draw(ImDrawList& list, const TextLayout& layout, Point at, float width, Align align, Colour colour,
                std::size_t first, std::size_t count) const {
  const BakedFont& baked = font(layout.role, layout.scale, layout.other);
  const float above =
      (layout.line_height - baked.capital) / 2 - baked.capital_top;  // capitals in the middle of the line
  const std::size_t last = std::min(layout.lines.size(), first + count);
  for (std::size_t index = first; index < last; ++index) {
    const TextLine& line = layout.lines[index];
    const float spare = width - line.width;
    const float indent = align == Align::left ? 0 : align == Align::center ? spare / 2 : spare;
    const ImVec2 corner(std::round(at.x + indent),
                        std::round(at.y + static_cast<float>(index - first) * layout.line_height + above));
    list.AddText(baked.font, baked.font->FontSize, corner, IM_COL32(colour.r, colour.g, colour.b, colour.a),
                 layout.text.data() + line.begin, layout.text.data() + line.end);
  }
}

bool Text::draw_as_wide(ImDrawList& list, std::string_view text, bool bold, Point baseline, float width,
                        Colour colour) const {
  if (text.empty() || width <= 0) return true;
  const ImFont* font = this->font(bold ? Role::strong : Role::body, Scale::staff, needs_other(text)).font;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const float natural = font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, begin, end).x;
  if (natural <= 0) return true;
  const float size = font->FontSize * width / natural;
  list.AddText(font, size, {baseline.x, baseline.y - font->Ascent * size / font->FontSize},
               IM_COL32(colour.r, colour.g, colour.b, colour.a), begin, end);
  for (std::string_view rest = text; !rest.empty();) {
    const auto decoded = decode_letter(rest);
    if (!decoded || decoded->letter > 0xFFFF) return false;
    if (font->FindGlyphNoFallback(static_cast<ImWchar>(decoded->letter)) == nullptr) return false;
    rest.remove_prefix(decoded->bytes);
  }
  return true;
}

void Text::trim() {
  if (m_layouts.size() > most_cached_layouts) forget();
}

void Text::forget() {
  for (auto& [key, layout] : m_layouts) wipe(layout.text);
  m_layouts.clear();
}

}  // namespace anteroom::ui
