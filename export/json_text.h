// Writes JSON as it goes along: members and elements in the order in which they are added. It checks nothing but the
// commas; whoever uses it closes what it opened.
#pragma once

#include <string>
#include <string_view>

namespace anteroom::exporting {

class JsonText {
 public:
  JsonText& open_object(std::string_view key = {}) { return open(key, '{'); }
  JsonText& close_object() { return close('}'); }
  JsonText& open_list(std::string_view key = {}) { return open(key, '['); }
  JsonText& close_list() { return close(']'); }
  JsonText& text(std::string_view key, std::string_view value);
  // Already JSON: a number, true, a whole object.
  JsonText& raw(std::string_view key, std::string_view json);

  [[nodiscard]] std::string take() { return std::move(m_text); }

 private:
  JsonText& open(std::string_view key, char bracket);
  JsonText& close(char bracket);
  void begin(std::string_view key);
  void quote(std::string_view text);

  std::string m_text;
  bool m_first = true;  // of the innermost object or list
};

}  // namespace anteroom::exporting
