#include "forms/fhirpath/lexer.h"

#include <algorithm>
#include <array>
#include <format>
#include <optional>

namespace anteroom::forms::fhirpath {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool begins_name(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
}
bool continues_name(char letter) { return begins_name(letter) || is_digit(letter); }
bool is_space(char letter) { return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r'; }

void add_utf8(std::string& text, unsigned letter) {
  if (letter < 0x80) {
    text += static_cast<char>(letter);
  } else if (letter < 0x800) {
    text += static_cast<char>(0xC0U | (letter >> 6U));
    text += static_cast<char>(0x80U | (letter & 0x3FU));
  } else {
    text += static_cast<char>(0xE0U | (letter >> 12U));
    text += static_cast<char>(0x80U | ((letter >> 6U) & 0x3FU));
    text += static_cast<char>(0x80U | (letter & 0x3FU));
  }
}

class Lexer {
 public:
  explicit Lexer(std::string_view expression) : m_expression(expression) {}

  std::expected<std::vector<Token>, Fault> run() {
    while (skip_space() && m_at < m_expression.size()) {
      m_start = m_at;
      if (!read_token()) return std::unexpected(m_fault);
    }
    if (!m_fault.message.empty()) return std::unexpected(m_fault);
    m_start = m_expression.size();
    add(TokenKind::end, {});
    return std::move(m_tokens);
  }

 private:
  [[nodiscard]] char at(std::size_t index) const { return index < m_expression.size() ? m_expression[index] : '\0'; }
  [[nodiscard]] char here() const { return at(m_at); }

  bool fail(std::size_t index, std::string message) {
    m_fault = {index + 1, std::move(message)};
    return false;
  }

  void add(TokenKind kind, std::string text) { m_tokens.push_back({kind, std::move(text), m_start + 1}); }

  std::string_view take_while(auto holds) {
    const std::size_t from = m_at;
    while (m_at < m_expression.size() && holds(m_expression[m_at])) ++m_at;
    return m_expression.substr(from, m_at - from);
  }

  bool skip_space() {
    for (;;) {
      take_while(is_space);
      if (here() == '/' && at(m_at + 1) == '/') {
        take_while([](char letter) { return letter != '\n' && letter != '\r'; });
      } else if (here() == '/' && at(m_at + 1) == '*') {
        const auto end = m_expression.find("*/", m_at + 2);
        if (end == std::string_view::npos) return fail(m_at, "the comment does not end; close it with */");
        m_at = end + 2;
      } else {
        return true;
      }
    }
  }

  bool read_token() {
    const char letter = here();
    if (begins_name(letter)) {
      add(TokenKind::name, std::string(take_while(continues_name)));
      return true;
    }
    if (is_digit(letter)) return read_number();
    switch (letter) {
      case '\'': return read_quoted(TokenKind::text);
      case '`': return read_quoted(TokenKind::quoted_name);
      case '@': return read_moment();
      case '%': return read_external();
      case '$': return read_special();
      default: return read_symbol();
    }
  }

  bool read_number() {
    std::string digits(take_while(is_digit));
    if (here() == '.' && is_digit(at(m_at + 1))) {
      ++m_at;
      add(TokenKind::decimal, std::move(digits) + '.' + std::string(take_while(is_digit)));
    } else {
      add(TokenKind::integer, std::move(digits));
    }
    return true;
  }

  // Between two of the same quotes.
  bool read_quoted(TokenKind kind) {
    auto text = quoted();
    if (!text) return false;
    add(kind, std::move(*text));
    return true;
  }

  std::optional<std::string> quoted() {
    const char quote = here();
    const std::size_t begin = m_at++;
    std::string text;
    for (; m_at < m_expression.size(); ++m_at) {
      const char letter = m_expression[m_at];
      if (letter == quote) {
        ++m_at;
        return text;
      }
      if (letter != '\\') {
        text += letter;
      } else if (!read_escape(text)) {
        return std::nullopt;
      }
    }
    fail(begin, std::format("the text does not end; close it with {}", quote));
    return std::nullopt;
  }

  bool read_escape(std::string& text) {
    const char letter = at(++m_at);
    switch (letter) {
      case 'f': text += '\f'; return true;
      case 'n': text += '\n'; return true;
      case 'r': text += '\r'; return true;
      case 't': text += '\t'; return true;
      case '\\':
      case '/':
      case '\'':
      case '"':
      case '`': text += letter; return true;
      case 'u': break;
      default: return fail(m_at - 1, "no such escape; write a backslash as \\\\");
    }
    unsigned value = 0;
    for (int digit = 0; digit < 4; ++digit) {
      const char hex = at(++m_at);
      const int number = is_digit(hex)              ? hex - '0'
                         : hex >= 'a' && hex <= 'f' ? hex - 'a' + 10
                         : hex >= 'A' && hex <= 'F' ? hex - 'A' + 10
                                                    : -1;
      if (number < 0) return fail(m_at, "\\u must be followed by four hexadecimal digits");
      value = value * 16 + static_cast<unsigned>(number);
    }
    if (value == 0 || (value >= 0xD800 && value <= 0xDFFF)) return fail(m_at, "\\u names no letter of its own");
    add_utf8(text, value);
    return true;
  }

  bool read_moment() {
    ++m_at;
    const auto part = [](char letter) {
      return is_digit(letter) || letter == '-' || letter == ':' || letter == 'T' || letter == 'Z' || letter == '+';
    };
    std::string text(take_while(part));
    if (here() == '.' && is_digit(at(m_at + 1))) {  // seconds with a fraction, and a zone behind it
      ++m_at;
      text += '.' + std::string(take_while(part));
    }
    add(TokenKind::moment, std::move(text));
    return true;
  }

  bool read_external() {
    ++m_at;
    if (here() == '\'' || here() == '`') return read_quoted(TokenKind::external);
    const auto name = take_while([](char letter) { return continues_name(letter) || letter == '-'; });
    if (name.empty()) return fail(m_start, "a name must follow %");
    add(TokenKind::external, std::string(name));
    return true;
  }

  bool read_special() {
    ++m_at;
    const auto name = take_while(continues_name);
    if (name != "this" && name != "index" && name != "total") {
      return fail(m_start, std::format("${} does not exist; there are $this, $index and $total", name.substr(0, 40)));
    }
    add(TokenKind::special, std::string(name));
    return true;
  }

  bool read_symbol() {
    static constexpr std::array<std::string_view, 22> symbols = {"<=", ">=", "!=", "!~", ".", ",", "(", ")",
                                                                 "[",  "]",  "{",  "}",  "+", "-", "*", "/",
                                                                 "&",  "|",  "<",  ">",  "=", "~"};
    const std::string_view rest = m_expression.substr(m_at);
    const auto found = std::ranges::find_if(symbols, [&](std::string_view symbol) { return rest.starts_with(symbol); });
    if (found == symbols.end()) return fail(m_at, "this letter has no meaning in FHIRPath");
    m_at += found->size();
    add(TokenKind::symbol, std::string(*found));
    return true;
  }

  std::string_view m_expression;
  std::size_t m_at = 0;
  std::size_t m_start = 0;
  std::vector<Token> m_tokens;
  Fault m_fault;
};

}  // namespace

std::expected<std::vector<Token>, Fault> tokens_of(std::string_view expression) { return Lexer(expression).run(); }

}  // namespace anteroom::forms::fhirpath
