#include "export/json_text.h"

#include <format>

namespace anteroom::exporting {

void JsonText::quote(std::string_view text) {
  m_text += '"';
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') {
      m_text += '\\';
      m_text += byte;
    } else if (static_cast<unsigned char>(byte) < 0x20) {
      m_text += std::format("\\u{:04x}", static_cast<unsigned>(byte));
    } else {
      m_text += byte;
    }
  }
  m_text += '"';
}

void JsonText::begin(std::string_view key) {
  if (!m_first) m_text += ',';
  m_first = false;
  if (key.empty()) return;
  quote(key);
  m_text += ':';
}

JsonText& JsonText::open(std::string_view key, char bracket) {
  begin(key);
  m_text += bracket;
  m_first = true;
  return *this;
}

JsonText& JsonText::close(char bracket) {
  m_text += bracket;
  m_first = false;
  return *this;
}

JsonText& JsonText::text(std::string_view key, std::string_view value) {
  begin(key);
  quote(value);
  return *this;
}

JsonText& JsonText::raw(std::string_view key, std::string_view json) {
  begin(key);
  m_text += json;
  return *this;
}

}  // namespace anteroom::exporting
