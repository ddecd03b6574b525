#include "export/font_subset.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace anteroom::exporting {
namespace {

// Big-endian numbers at places of `bytes`. What lies outside reads as 0 and is remembered.
class Reader {
 public:
  Reader() = default;
  explicit Reader(std::string_view bytes) : m_bytes(bytes) {}

  std::uint32_t number(std::size_t at, std::size_t length) {
    std::uint32_t value = 0;
    for (const char byte : piece(at, length)) value = (value << 8U) | static_cast<unsigned char>(byte);
    return value;
  }
  std::size_t u16(std::size_t at) { return number(at, 2); }
  std::size_t u32(std::size_t at) { return number(at, 4); }
  std::string_view piece(std::size_t at, std::size_t length) {
    if (at > m_bytes.size() || length > m_bytes.size() - at) {
      m_torn = true;
      return {};
    }
    return m_bytes.substr(at, length);
  }
  [[nodiscard]] std::string_view all() const { return m_bytes; }
  [[nodiscard]] bool torn() const { return m_torn; }

 private:
  std::string_view m_bytes;
  bool m_torn = false;
};

void append(std::string& bytes, std::size_t number, unsigned length) {
  for (unsigned left = length; left-- > 0;) bytes += static_cast<char>((number >> (8 * left)) & 0xFFU);
}

void put16(std::string& bytes, std::size_t at, std::size_t number) {
  std::string two;
  append(two, number, 2);
  bytes.replace(at, 2, two);
}

std::uint32_t checksum(std::string_view table) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < table.size(); ++at)
    sum += static_cast<std::uint32_t>(static_cast<unsigned char>(table[at])) << (8 * (3 - at % 4));
  return sum;
}

class Subset {
 public:
  explicit Subset(const std::string& file) : m_file(file) {
    const std::size_t tables = m_file.u16(4);
    for (std::size_t at = 0; at < tables && !m_file.torn(); ++at) {
      constexpr std::size_t head = 12;
      constexpr std::size_t entry = 16;
      const std::size_t place = head + at * entry;
      const std::string_view tag = m_file.piece(place, 4);
      for (auto& [name, table] : m_tables) {
        if (name == tag) table = Reader(m_file.piece(m_file.u32(place + 8), m_file.u32(place + 12)));
      }
    }
  }

  std::optional<std::string> cut(const std::vector<std::uint16_t>& glyphs) {
    for (const auto& [name, table] : m_tables) {
      if (table.all().empty()) return std::nullopt;
    }
    m_glyphs.insert(m_glyphs.end(), glyphs.begin(), glyphs.end());
    std::string shapes;
    std::vector<std::size_t> begins;
    for (std::size_t at = 0; at < m_glyphs.size(); ++at) {  // grows by the parts of composed glyphs
      begins.push_back(shapes.size());
      shapes += shape(m_glyphs[at]);
      if (shapes.size() % 2 != 0) shapes += '\0';
    }
    begins.push_back(shapes.size());

    constexpr std::size_t last_short = 2 * 0xFFFF;  // offsets count in twos there
    const bool is_long = shapes.size() > last_short;
    std::string places;
    for (const std::size_t begin : begins) append(places, is_long ? begin : begin / 2, is_long ? 4 : 2);

    std::string head(m_tables[head_table].second.all());
    std::string hhea(m_tables[hhea_table].second.all());
    std::string maxp(m_tables[maxp_table].second.all());
    std::string widths = metrics();
    constexpr std::size_t shortest_head = 54;
    constexpr std::size_t shortest_hhea = 36;
    constexpr std::size_t shortest_maxp = 6;
    const bool is_torn =
        m_file.torn() || std::ranges::any_of(m_tables, [](const auto& one) { return one.second.torn(); });
    if (is_torn || head.size() < shortest_head || hhea.size() < shortest_hhea || maxp.size() < shortest_maxp)
      return std::nullopt;
    head.replace(8, 4, 4, '\0');  // the sum over a whole file, which no reader of an embedded font asks for
    put16(head, 50, is_long ? 1 : 0);
    put16(hhea, 34, m_glyphs.size());
    put16(maxp, 4, m_glyphs.size());
    return joined(
        {std::move(shapes), std::move(head), std::move(hhea), std::move(widths), std::move(places), std::move(maxp)});
  }

 private:
  enum Table : std::size_t { glyf_table, head_table, hhea_table, hmtx_table, loca_table, maxp_table, table_count };

  Reader& table(Table which) { return m_tables[which].second; }

  // One glyph, with its parts named as they are numbered now.
  std::string shape(std::size_t glyph) {
    const bool is_long = table(head_table).u16(50) != 0;
    const auto place = [&](std::size_t at) {
      return is_long ? table(loca_table).u32(4 * at) : 2 * table(loca_table).u16(2 * at);
    };
    const std::size_t begin = place(glyph);
    const std::size_t end = place(glyph + 1);
    if (end <= begin) return {};
    std::string bytes(table(glyf_table).piece(begin, end - begin));
    Reader old(bytes);
    constexpr std::size_t composed = 0x8000;  // a negative number of contours
    if ((old.u16(0) & composed) == 0) return bytes;
    std::string renamed = bytes;
    std::size_t at = 10;
    for (std::size_t flags = more_parts; (flags & more_parts) != 0 && !old.torn();) {
      flags = old.u16(at);
      put16(renamed, at + 2, number_of(old.u16(at + 2)));
      at += 4 + ((flags & words) != 0 ? 4 : 2);
      at += (flags & one_scale) != 0 ? 2 : (flags & two_scales) != 0 ? 4 : (flags & matrix) != 0 ? 8 : 0;
      if (at + 4 > renamed.size()) break;
    }
    return renamed;
  }

  std::size_t number_of(std::size_t part) {
    const auto known = std::ranges::find(m_glyphs, part);
    const auto number = static_cast<std::size_t>(known - m_glyphs.begin());
    if (known == m_glyphs.end()) m_glyphs.push_back(part);
    return number;
  }

  std::string metrics() {
    std::string all;
    const std::size_t with_width = table(hhea_table).u16(34);
    if (with_width == 0) return all;
    for (const std::size_t glyph : m_glyphs) {
      const std::size_t last = std::min(glyph, with_width - 1);
      append(all, table(hmtx_table).u16(4 * last), 2);
      const std::size_t bearing = glyph < with_width ? 4 * glyph + 2 : 4 * with_width + 2 * (glyph - with_width);
      append(all, table(hmtx_table).u16(bearing), 2);
    }
    return all;
  }

  std::string joined(std::array<std::string, table_count> tables) {
    std::string file;
    append(file, 0x00010000, 4);
    append(file, table_count, 2);
    append(file, 64, 2);  // 16 times the largest power of two in it, then that power, then what is left
    append(file, 2, 2);
    append(file, 32, 2);
    std::size_t place = 12 + 16 * table_count;
    for (std::size_t at = 0; at < table_count; ++at) {
      file += m_tables.at(at).first;
      append(file, checksum(tables.at(at)), 4);
      append(file, place, 4);
      append(file, tables.at(at).size(), 4);
      tables.at(at).resize((tables.at(at).size() + 3) / 4 * 4);
      place += tables.at(at).size();
    }
    for (const std::string& table : tables) file += table;
    return file;
  }

  // Of a part of a composed glyph (OpenType, table glyf).
  static constexpr std::size_t words = 0x1;
  static constexpr std::size_t one_scale = 0x8;
  static constexpr std::size_t more_parts = 0x20;
  static constexpr std::size_t two_scales = 0x40;
  static constexpr std::size_t matrix = 0x80;

  Reader m_file;
  std::array<std::pair<std::string_view, Reader>, table_count> m_tables = {
      {{"glyf", {}}, {"head", {}}, {"hhea", {}}, {"hmtx", {}}, {"loca", {}}, {"maxp", {}}}};
  std::vector<std::size_t> m_glyphs = {0};
};

}  // namespace

std::optional<std::string> subset_font(const std::string& file, const std::vector<std::uint16_t>& glyphs) {
  return Subset(file).cut(glyphs);
}

}  // namespace anteroom::exporting
