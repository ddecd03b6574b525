#include "export/pdf_face.h"

#include "export/font_subset.h"
#include "forms/base/utf8.h"

#include <algorithm>
#include <format>
#include <vector>

// libharu's own UTF-8 encoder asks the font 65,536 times which glyph a letter has and writes a table as long: 4 ms a
// font, and a ToUnicode map that readers reject ("Invalid 'begincidrange' operator"). The encoder here knows only the
// letters of its document. Like that one it is made of the functions that libharu's installed headers declare.
namespace anteroom::exporting {
namespace {

constexpr std::size_t first_byte = 0x21;
constexpr std::size_t letters_a_row = 0xFE - first_byte + 1;

// What libharu makes widths and glyphs from.
HPDF_UINT16 code_of(std::size_t index) {
  const std::size_t row = first_byte + index / letters_a_row;
  return static_cast<HPDF_UINT16>((row << 8U) | (first_byte + index % letters_a_row));
}

// Glyph numbers of a PDF font start at 1; 0 is the missing glyph.
HPDF_UINT16 cid_of(std::size_t index) { return static_cast<HPDF_UINT16>(index + 1); }

// What stands on the page: one byte a letter where a row holds them all, which is any page without the wider font.
struct Codes {
  bool one_byte = false;

  explicit Codes(std::size_t letters) : one_byte(letters <= letters_a_row) {}
  [[nodiscard]] std::string bytes(std::size_t index) const {
    const HPDF_UINT16 code = code_of(index);
    std::string bytes;
    if (!one_byte) bytes += static_cast<char>(code >> 8U);
    bytes += static_cast<char>(code & 0xFFU);
    return bytes;
  }
  // "<2121>"
  [[nodiscard]] std::string written(std::size_t index) const {
    return one_byte ? std::format("<{:02X}>", code_of(index) & 0xFFU) : std::format("<{:04X}>", code_of(index));
  }
  [[nodiscard]] std::string_view space() const {
    return one_byte ? "1 begincodespacerange\n<21> <FE>\nendcodespacerange\n"
                    : "1 begincodespacerange\n<2121> <FEFE>\nendcodespacerange\n";
  }
};

HPDF_BOOL any_byte(HPDF_Encoder /*encoder*/, HPDF_BYTE /*byte*/) { return HPDF_TRUE; }

void set_name(char* target, std::string_view name) { *std::ranges::copy(name, target).out = 0; }

// Registers an encoder under `name`, which the document then owns.
bool add_encoder(HPDF_Doc document, std::string name, const std::vector<char32_t>& letters) {
  HPDF_Encoder encoder = HPDF_CMapEncoder_New(document->mmgr, name.data(), HPDF_CMapEncoder_InitAttr);
  if (encoder == nullptr || HPDF_Doc_RegisterEncoder(document, encoder) != HPDF_OK) return false;
  if (encoder->attr == nullptr && HPDF_CMapEncoder_InitAttr(encoder) != HPDF_OK) return false;
  auto* map = static_cast<HPDF_CMapEncoderAttr>(encoder->attr);
  map->is_lead_byte_fn = any_byte;
  map->is_trial_byte_fn = any_byte;
  set_name(map->registry, "Adobe");
  set_name(map->ordering, "Identity");

  constexpr HPDF_UINT16 end = 0xFFFF;
  std::vector<HPDF_CidRange_Rec> ranges;
  std::vector<HPDF_UnicodeMap_Rec> unicode;
  for (std::size_t index = 0; index < letters.size(); ++index) {
    if (index % letters_a_row == 0) ranges.push_back({code_of(index), 0, cid_of(index)});
    ranges.back().to = code_of(index);
    unicode.push_back({code_of(index), static_cast<HPDF_UINT16>(letters[index])});
  }
  ranges.push_back({end, end, 0});
  unicode.push_back({end, end});
  if (HPDF_CMapEncoder_AddCMap(encoder, ranges.data()) != HPDF_OK) return false;
  if (HPDF_CMapEncoder_AddCodeSpaceRange(encoder, {code_of(0), 0xFEFE, 0}) != HPDF_OK) return false;
  HPDF_CMapEncoder_SetUnicodeArray(encoder, unicode.data());
  encoder->type = HPDF_ENCODER_TYPE_DOUBLE_BYTE;
  return true;
}

std::string map_head(std::string_view ordering, const std::string& name, int type) {
  return std::format(
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering ({}) /Supplement 0 >> def\n"
      "/CMapName /{} def\n/CMapType {} def\n",
      ordering, name, type);
}
constexpr std::string_view map_end = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

// From the codes to the font's glyph numbers; a range may not leave its row.
std::string to_glyphs(const std::string& name, const Codes& codes, std::size_t letters) {
  std::string map = map_head("Identity", name, 1);
  map += codes.space();
  map += std::format("{} begincidrange\n", (letters + letters_a_row - 1) / letters_a_row);
  for (std::size_t begin = 0; begin < letters; begin += letters_a_row) {
    const std::size_t last = std::min(begin + letters_a_row, letters) - 1;
    map += std::format("{} {} {}\n", codes.written(begin), codes.written(last), cid_of(begin));
  }
  map += "endcidrange\n";
  map += map_end;
  return map;
}

// From the codes back to letters; those that follow each other need one line together.
std::string to_unicode(const Codes& codes, const std::vector<char32_t>& letters) {
  std::vector<std::string> ranges;
  for (std::size_t begin = 0; begin < letters.size();) {
    std::size_t last = begin;
    // The last byte of both sides goes up by one in a range, and nothing is carried.
    while (last + 1 < letters.size() && letters[last + 1] == letters[last] + 1 &&
           letters[last + 1] >> 8U == letters[begin] >> 8U && (last + 1) % letters_a_row != 0)
      ++last;
    ranges.push_back(std::format("{} {} <{:04X}>\n", codes.written(begin), codes.written(last),
                                 static_cast<std::uint32_t>(letters[begin])));
    begin = last + 1;
  }
  std::string map = map_head("UCS", "Adobe-Identity-UCS", 2);
  map += codes.space();
  constexpr std::size_t most_in_a_block = 100;  // the format's own limit
  for (std::size_t begin = 0; begin < ranges.size(); begin += most_in_a_block) {
    const std::size_t end = std::min(begin + most_in_a_block, ranges.size());
    map += std::format("{} beginbfrange\n", end - begin);
    for (std::size_t index = begin; index < end; ++index) map += ranges[index];
    map += "endbfrange\n";
  }
  map += map_end;
  return map;
}

// libharu 2.3 opens TrueType files by name only, although its parser reads any stream; this is HPDF_LoadTTFontFromFile
// with the bytes in place of the file, so that a running kiosk opens no file for a page. "Not embedded", because what
// libharu embeds is half as large again as it need be; embed() below does that.
HPDF_FontDef load(HPDF_Doc document, const std::string& file) {
  HPDF_Stream stream = HPDF_MemStream_New(document->mmgr, static_cast<HPDF_UINT>(file.size()));
  if (stream == nullptr) return nullptr;
  const auto* bytes = reinterpret_cast<const HPDF_BYTE*>(file.data());  // the same bytes, as libharu names them
  if (HPDF_Stream_Write(stream, bytes, static_cast<HPDF_UINT>(file.size())) != HPDF_OK) {
    HPDF_Stream_Free(stream);
    return nullptr;
  }
  HPDF_FontDef definition = HPDF_TTFontDef_Load(document->mmgr, stream, HPDF_FALSE);  // takes the stream over
  if (definition == nullptr) return nullptr;
  if (HPDF_List_Add(document->fontdef_list, definition) != HPDF_OK) {
    HPDF_FontDef_Free(definition);
    return nullptr;
  }
  // The six letters before the name of a subset differ from font to font.
  std::string tag = "ANTRMA";
  tag.back() = static_cast<char>(tag.back() + static_cast<int>(document->fontdef_list->count) - 1);
  HPDF_TTFontDef_SetTagName(definition, tag.data());
  return definition;
}

// The glyphs of `letters` in the order of their numbers on the page, so that no map between the two is needed. The
// descriptor stands where libharu would have put its own.
bool embed(HPDF_Doc document, HPDF_Font font, HPDF_FontDef definition, const std::string& file,
           const std::vector<char32_t>& letters) {
  std::vector<std::uint16_t> glyphs;
  for (const char32_t letter : letters)
    glyphs.push_back(HPDF_TTFontDef_GetGlyphid(definition, static_cast<HPDF_UINT16>(letter)));
  const auto subset = subset_font(file, glyphs);
  if (!subset) {
    HPDF_SetError(&document->error, HPDF_TTF_INVALID_FOMAT, 0);
    return false;
  }
  HPDF_Dict shapes = HPDF_DictStream_New(document->mmgr, document->xref);
  HPDF_Dict descriptor = HPDF_Dict_New(document->mmgr);
  if (shapes == nullptr || descriptor == nullptr || HPDF_Xref_Add(document->xref, descriptor) != HPDF_OK) return false;
  const auto* bytes = reinterpret_cast<const HPDF_BYTE*>(subset->data());  // the same bytes, as libharu names them
  HPDF_Stream_Write(shapes->stream, bytes, static_cast<HPDF_UINT>(subset->size()));
  shapes->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
  HPDF_Dict_AddNumber(shapes, "Length1", static_cast<HPDF_INT32>(subset->size()));
  const auto* attributes = static_cast<HPDF_TTFontDefAttr>(definition->attr);
  HPDF_Dict_AddName(descriptor, "Type", "FontDescriptor");
  HPDF_Dict_AddName(descriptor, "FontName", attributes->base_font);
  constexpr int symbolic = 4;  // its own letters, in no standard order
  HPDF_Dict_AddNumber(descriptor, "Flags", symbolic);
  HPDF_Dict_Add(descriptor, "FontBBox", HPDF_Box_Array_New(document->mmgr, definition->font_bbox));
  HPDF_Dict_AddNumber(descriptor, "ItalicAngle", 0);
  HPDF_Dict_AddNumber(descriptor, "Ascent", definition->ascent);
  HPDF_Dict_AddNumber(descriptor, "Descent", definition->descent);
  HPDF_Dict_AddNumber(descriptor, "CapHeight", definition->cap_height);
  HPDF_Dict_AddNumber(descriptor, "StemV", definition->stemv);
  HPDF_Dict_Add(descriptor, "FontFile2", shapes);
  definition->descriptor = descriptor;
  HPDF_Font described = static_cast<HPDF_FontAttr>(font->attr)->descendant_font;
  HPDF_Dict_AddName(described, "CIDToGIDMap", "Identity");
  HPDF_Dict_RemoveElement(described, "DW2");  // of writing downwards
  return HPDF_GetError(document) == HPDF_OK;
}

}  // namespace

PdfFace::PdfFace(HPDF_Doc document, std::string name, const std::string& file, const std::set<char32_t>& letters) {
  std::vector<char32_t> all(letters.begin(), letters.end());
  const Codes codes(all.size() + 1);
  for (std::size_t index = 0; index < all.size(); ++index) m_codes[all[index]] = codes.bytes(index);
  all.push_back(U' ');  // libharu writes no width for the last one, so the last is one that nobody uses
  HPDF_FontDef definition = load(document, file);
  if (definition == nullptr || !add_encoder(document, name, all)) return;
  m_font = HPDF_GetFont(document, definition->base_font, name.c_str());
  if (m_font == nullptr) return;
  if (!embed(document, m_font, definition, file, all)) return;
  // libharu has written its map for two bytes a letter.
  HPDF_Stream glyphs = static_cast<HPDF_FontAttr>(m_font->attr)->cmap_stream->stream;
  HPDF_MemStream_FreeData(glyphs);
  HPDF_Stream_WriteStr(glyphs, to_glyphs(name, codes, all.size()).c_str());
  HPDF_Dict map = HPDF_DictStream_New(document->mmgr, document->xref);
  if (map == nullptr) return;
  HPDF_Stream_WriteStr(map->stream, to_unicode(codes, all).c_str());
  map->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
  HPDF_Dict_Add(m_font, "ToUnicode", map);
}

std::string PdfFace::encode(std::string_view text) const {
  std::string codes;
  while (!text.empty()) {
    const auto decoded = decode_letter(text);
    if (!decoded) break;
    const auto code = m_codes.find(decoded->letter);
    if (code != m_codes.end()) codes += code->second;
    text.remove_prefix(decoded->bytes);
  }
  return codes;
}

}  // namespace anteroom::exporting
